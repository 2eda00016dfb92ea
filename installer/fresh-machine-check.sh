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

cache=${FRESH_MACHINE_CACHE:-$HOME/.cache/seat-client}
base=$cache/debian-12-minbase.tar
machine=$(mktemp -d -t fresh-machine.XXXXXX)
logs=$machine.logs
mkdir -p "$cache" "$logs"

clean_up() {
    if [[ $keep == yes ]]; then
        echo "Machine: $machine"
    else
        rm -rf --one-file-system "$machine"
    fi
}
trap clean_up EXIT

make_base() {
    local archive scratch
    archive=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/debian.sources 2>/dev/null | head -n 1)
    scratch=$(mktemp -d -t debian-12.XXXXXX)
    debootstrap --variant=minbase --include=ca-certificates bookworm "$scratch" ${archive:+"$archive"} \
        >"$logs/debootstrap.txt" 2>&1
    tar --create --file "$base.part" --directory "$scratch" --numeric-owner .
    mv "$base.part" "$base"
    rm -rf "$scratch"
}

# What the clients need to reach the registries from here; nothing else of this machine.
copy_client_settings() {
    local item
    for item in etc/apt/sources.list etc/apt/sources.list.d etc/apt/apt.conf.d etc/apt/auth.conf.d etc/apt/keyrings \
        etc/apt/trusted.gpg.d usr/share/keyrings etc/ssl/certs usr/local/share/ca-certificates etc/resolv.conf \
        etc/hosts etc/pip.conf etc/uv "${HOME#/}/.config/pip" "${HOME#/}/.config/uv"; do
        [[ -e /$item ]] || continue
        mkdir -p "$machine/$(dirname "$item")"
        rm -rf "${machine:?}/$item"
        cp --archive --dereference "/$item" "$machine/$item" 2>/dev/null || true
    done
    rm -f "$machine"/etc/apt/apt.conf.d/docker-*
}

client_environment() {
    env | grep -E '^(PIP_|UV_|SSL_CERT|REQUESTS_CA|CURL_CA|(http|https|no|all|HTTP|HTTPS|NO|ALL)_(proxy|PROXY)=)' || true
}

# Runs a line in the made machine. Its own process tree ends with it; `alone` takes the network away but for loopback.
# The root is pivoted, not chrooted: a chrooted user may not make namespaces, which our own programs do.
inside() { # with-network|alone, USER, LINE
    local net=()
    [[ $1 == with-network ]] || net=(--net)
    mapfile -t settings < <(client_environment)
    unshare --mount --pid --fork --kill-child "${net[@]}" -- bash -c '
        set -e
        machine=$1 alone=$2 user=$3 line=$4
        shift 4
        [[ $alone != alone ]] || ip link set lo up
        mount --make-rprivate /
        mount --bind "$machine" "$machine"
        mount -t proc proc "$machine/proc"
        mount -t sysfs -o ro sys "$machine/sys" 2>/dev/null || true
        mount --rbind /dev "$machine/dev"
        mount -t tmpfs -o mode=1777 shm "$machine/dev/shm"
        mkdir -p "$machine/.host"
        cd "$machine"
        pivot_root . .host
        umount --lazy /.host
        home=/root
        [[ $user == root ]] || home=/home/$user
        exec setpriv --reuid "$user" --regid "$user" --init-groups /usr/bin/env -i HOME="$home" USER="$user" \
            LANG=C.UTF-8 TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@" \
            bash -c "cd; [[ ! -d seat ]] || cd seat; $line"
    ' inside "$machine" "$1" "$2" "$3" "${settings[@]}" </dev/null
}

[[ -f $base ]] || make_base
tar --extract --file "$base" --directory "$machine" --numeric-owner
copy_client_settings
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
