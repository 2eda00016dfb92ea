# A bare Debian 12 in a folder, sourced by scripts that prove or build something there: made by debootstrap, entered by
# name spaces. Needs root, debootstrap and iproute2. The base system is kept in FRESH_MACHINE_CACHE (default
# ~/.cache/seat-client) for the next time; the registry clients' settings of this machine are copied in.
#
# Whoever sources it sets `machine` (the folder) and `logs` (another).

machine_cache=${FRESH_MACHINE_CACHE:-$HOME/.cache/seat-client}
machine_base=$machine_cache/debian-12-minbase.tar

make_base() {
    local archive scratch
    command -v debootstrap >/dev/null || {
        echo "a bare machine is made by debootstrap, which is not here: apt-get install debootstrap" >&2
        return 2
    }
    archive=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/debian.sources 2>/dev/null | head -n 1)
    scratch=$(mktemp -d -t debian-12.XXXXXX)
    debootstrap --variant=minbase --include=ca-certificates bookworm "$scratch" ${archive:+"$archive"} \
        >"$logs/debootstrap.txt" 2>&1
    tar --create --file "$machine_base.part" --directory "$scratch" --numeric-owner .
    mv "$machine_base.part" "$machine_base"
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

# A fresh machine in the folder `machine`.
make_machine() {
    mkdir -p "$machine_cache" "$logs"
    [[ -f $machine_base ]] || make_base
    tar --extract --file "$machine_base" --directory "$machine" --numeric-owner
    chmod 755 "$machine" # mktemp makes it for root alone; a seat does not run as root
    copy_client_settings
}
