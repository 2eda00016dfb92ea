#!/usr/bin/env bash
# Proves the README's commands on a machine that has nothing: a clean Debian 12 made by debootstrap, a clone of the
# committed files of REPO, and each command run there with the network, then once more without any.
#
#   bash installer/fresh-machine-check.sh [--user] [--keep] REPO [COMMAND...]
#
# --user   as an ordinary user with password-less sudo, instead of root
# --keep   leave the made machine's folder and say where it is
# Needs root, debootstrap, git, iproute2. The registry clients' settings of this machine are copied into the made one.
# The base system is kept in FRESH_MACHINE_CACHE (default ~/.cache/seat-client) for the next time.
set -euo pipefail

as_user=no
keep=no
while [[ ${1:-} == --* ]]; do
    case $1 in
    --user) as_user=yes ;;
    --keep) keep=yes ;;
    *)
        echo "unknown option $1" >&2
        exit 2
        ;;
    esac
    shift
done
repo=$(realpath "${1:?which repository?}")
shift
(($# > 0)) || set -- "bash installer/dev.sh demo" "bash installer/dev.sh test"

source "$(dirname "${BASH_SOURCE[0]}")/machine.sh"
machine=$(mktemp -d -t fresh-machine.XXXXXX)
logs=$machine.logs

clean_up() {
    if [[ $keep == yes ]]; then
        echo "Machine: $machine"
    else
        rm -rf --one-file-system "$machine"
    fi
}
trap clean_up EXIT

make_machine
user=root
home=$machine/root
if [[ $as_user == yes ]]; then
    user=tester
    home=$machine/home/tester
    inside with-network root "apt-get -qq update && apt-get -qq install --yes --no-install-recommends sudo >/dev/null
        useradd --create-home --shell /bin/bash tester
        echo 'tester ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/tester
        rm -rf /var/lib/apt/lists/*" >"$logs/user.txt" 2>&1
fi
git clone --quiet --no-hardlinks "$repo" "$home/seat"
inside with-network root "chown -R $user: $(printf '%q' "${home#"$machine"}")"

installed() {
    chroot "$machine" dpkg-query -W -f '${Package}\n' | wc -l
}

worst=0
number=0
packages_before=$(installed)
lines=()
for network in with-network alone; do
    for command in "$@"; do
        number=$((number + 1))
        log=$logs/$number-$network.txt
        began=$(date +%s.%N)
        status=0
        inside $network $user "$command" >"$log" 2>&1 || status=$?
        seconds=$(awk -v a="$began" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }')
        lines+=("$(printf '%-13s %6s s   exit %-3d  %s' "$network" "$seconds" "$status" "$command")")
        printf '%s\n' "${lines[-1]}"
        ((status == 0)) || {
            worst=1
            tail -n 40 "$log"
        }
    done
done

echo
printf '%s\n' "${lines[@]}"
echo "Debian packages added: $(($(installed) - packages_before)); folder: $(du -sh --exclude=proc "$machine" | cut -f 1)"
echo "Files left in the clone that are neither committed nor ignored:"
git -c safe.directory='*' -C "$home/seat" status --porcelain | sed 's/^/  /'
echo "Logs: $logs"
exit $worst
