#!/usr/bin/env bash
# Proves the package: two builds are the same bytes; it installs in a bare Debian 12, the seat starts there under Xvfb,
# plays the whole practice without a network, an upgrade to a release that does not start goes back by itself, a
# technician's edits stay, a purge keeps the data.
#
#   bash installer/package-check.sh               builds twice, each in a bare machine of its own, then all the rest
#   bash installer/package-check.sh DEB [DEB]     with packages that are built already
#
# Needs root, debootstrap, git, iproute2, 12 GB of disk and, with the builds, a quarter of an hour; so no test runs it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source installer/machine.sh

debs=()
for argument in "$@"; do
    debs+=("$(realpath "$argument")")
done
machine=$(mktemp -d -t seat-package-check.XXXXXX)
logs=$machine.logs
trap 'rm -rf --one-file-system "$machine" "$machine.built"' EXIT
mkdir -p "$logs" "$machine.built"
failed=0

check() { # WHAT, then a command
    local what=$1 began=$SECONDS
    shift
    (
        set -e
        "$@"
    ) >>"$logs/$what.txt" 2>&1 &
    if wait $!; then # in a test of `if` itself `set -e` would not hold
        printf 'passed  %4d s  %s\n' $((SECONDS - began)) "$what"
    else
        printf 'FAILED  %4d s  %s: %s\n' $((SECONDS - began)) "$what" "$logs/$what.txt"
        tail -n 20 "$logs/$what.txt"
        failed=1
    fi
}

build() { # WHICH
    bash installer/package.sh
    mkdir "$machine.built/$1"
    mv dist/seat-client_* "$machine.built/$1/"
}

same_bytes() { # DEB DEB; names what differs
    cmp "$1" "$2" && return
    local deb
    for deb in "$1" "$2"; do
        mkdir -p "$deb.control"
        dpkg-deb --control "$deb" "$deb.control"
    done
    diff --recursive "$1.control" "$2.control"
}

as_root() { # LINE, in the machine
    inside with-network root "$1"
}

offline() { # USER LINE
    inside alone "$1" "$2"
}

# --- a release that does not start ----------------------------------------------------------------------------------

# The same package but for its version, its program, and a seat.toml whose shipped text has changed too.
make_broken() {
    local tree=$machine.built/broken version=99.0
    mkdir -p "$tree/opt/seat-client/releases/$version"
    dpkg-deb --control "$deb" "$tree/DEBIAN"
    sed -i "s/^Version: .*/Version: $version/" "$tree/DEBIAN/control"
    sed -i "s/$released/$version/g" "$tree/DEBIAN/postinst" "$tree/DEBIAN/preinst"
    rm "$tree/DEBIAN/md5sums"
    cp -R installer/system/. "$tree"
    echo "# A word that the new release adds." >>"$tree/etc/seat-client/seat.toml"
    printf '#!/bin/sh\necho "a library is missing" >&2\nexit 127\n' >"$tree/opt/seat-client/releases/$version/seat-client"
    chmod 755 "$tree/opt/seat-client/releases/$version/seat-client"
    find "$tree" -type d -exec chmod 755 {} +
    dpkg-deb --root-owner-group -Zgzip --build "$tree" "$machine/root/broken.deb"
}

# --- what is checked ------------------------------------------------------------------------------------------------

installs() {
    cp "$deb" "$machine/root/seat.deb"
    as_root "apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends \
        ./seat.deb xvfb xauth xdotool openbox procps fontconfig && dpkg --audit && dpkg --verify seat-client"
    [[ $(offline root "seat-client --version") == "$released" ]]
    [[ $(stat -c %a "$machine/var/lib/seat-client") == 700 ]]
}

# The input method's window draws with the system's fonts.
shows_chinese() {
    offline root "fc-list :lang=zh-cn file" | grep -q /opt/seat-client/current/
}

refuses_an_old_glibc() {
    mkdir -p "$machine/tmp/old"
    printf '#!/bin/sh\necho "glibc 2.28"\n' >"$machine/tmp/old/getconf"
    chmod 755 "$machine/tmp/old/getconf"
    ! offline root "PATH=/tmp/old:\$PATH sh /var/lib/dpkg/info/seat-client.preinst install" || return 1
    offline root "sh /var/lib/dpkg/info/seat-client.preinst install"
}

configure() {
    cat >>"$machine/etc/seat-client/seat.toml" <<'TOML'
# a technician's edit
[interface]
scale = 1.0
TOML
    sed -i 's/^# id = .*/id = "s-03"/; s/^# place = .*/place = "p"/; s/^# number = .*/number = 3/; s/^# url = .*/url = "http:\/\/127.0.0.1:9"/' \
        "$machine/etc/seat-client/seat.toml"
}

# The session as the kiosk runs it, on a display made of memory: until the sign-in page stands; then a window is there.
starts() { # VERSION that must be running
    rm -f "$machine"/tmp/.X*-lock "$machine"/var/lib/seat-client/launch/ready.* # of a start that was cut off
    offline root "
        set -e
        cd /tmp
        Xvfb :7 -screen 0 1920x1080x24 -nolisten tcp & display=\$!
        export DISPLAY=:7
        for i in \$(seq 300); do xdotool getdisplaygeometry >/dev/null 2>&1 && break; sleep 0.2; done
        setpriv --reuid seat --regid seat --init-groups env HOME=/var/lib/seat-client DISPLAY=:7 \
            SEAT_CLIENT_PATIENCE=240 /usr/lib/seat-client/session &
        session=\$!
        stands=no
        for i in \$(seq 1500); do
            for pid in \$(pgrep --euid seat --exact seat-client); do
                case \$(readlink /proc/\$pid/exe) in */$1/seat-client) ls /var/lib/seat-client/launch/ready.* && stands=yes ;; esac
            done
            [ \$stands = no ] && kill -0 \$session 2>/dev/null || break
            sleep 0.2
        done
        [ \$stands = yes ]
        xdotool search --onlyvisible --name . getwindowgeometry %@ | grep 1920x1080
        kill \$session \$display"
}

goes_back() {
    as_root "DEBIAN_FRONTEND=noninteractive dpkg --force-confdef --force-confold --install ./broken.deb </dev/null"
    [[ $(readlink "$machine/opt/seat-client/current") == releases/99.0 ]]
    starts "$released"
    [[ $(cat "$machine/var/lib/seat-client/launch/failed") == 99.0 ]]
    [[ $(cat "$machine/var/lib/seat-client/launch/good") == "$released" ]]
    [[ $(offline root "seat-client --version") == "$released" ]]
}

keeps_edits() {
    grep -q "a technician's edit" "$machine/etc/seat-client/seat.toml"
    ! grep -q "the new release adds" "$machine/etc/seat-client/seat.toml"
}

plays_the_practice() {
    offline root "mkdir -p /root/played && cd /root/played && QT_QPA_PLATFORM=offscreen seat-client demo --autopilot \
        --no-conference && ls demo-output/report.pdf demo-output/result.json && \
        seat-client verify demo-output/report.pdf --trust demo-output/practice/trust"
}

# With Janus and an interface that is up, which Janus needs, the practice holds its call; what this seat sent is recorded.
holds_a_call() {
    as_root "DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends janus iproute2"
    offline root "
        set -e
        ip link add out type veth peer name far
        ip address add 10.9.9.1/24 dev out
        ip link set out up && ip link set far up
        mkdir -p /root/called && cd /root/called
        QT_QPA_PLATFORM=offscreen seat-client demo --autopilot
        ls demo-output/practice/media/recordings/*/*-user-m3-*-video-*.mjr"
}

# Every library of the sound chain came along; which suppressor is at work depends on how busy the machine is.
sounds_whole() {
    offline root "seat-client sound virtual --json | tee /tmp/sound.json; grep --fixed-strings '\"missing\": []' /tmp/sound.json"
}

# The rules load as they stand, and let through what allowed.nft names and nothing else.
firewall_holds() {
    as_root "DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends nftables iproute2 python3-minimal"
    echo 'add element inet seat_client centre { 10.9.9.2 }' >>"$machine/etc/seat-client/allowed.nft"
    offline root "
        set -e
        unshare --net sleep 300 & far=\$!
        sleep 0.5
        ip link add out type veth peer name far && ip link set far netns \$far
        ip address add 10.9.9.1/24 dev out && ip link set out up
        for address in 10.9.9.2/24 10.9.9.3/24; do nsenter --target \$far --net ip address add \$address dev far; done
        nsenter --target \$far --net ip link set far up
        nft --file /usr/share/seat-client/firewall.nft
        nft --file /usr/share/seat-client/firewall.nft
        python3 - <<'PYTHON'
import errno, socket
def reach(address, port):
    with socket.socket() as one:
        one.settimeout(3)
        try:
            one.connect((address, port))
        except OSError as error:
            return error.errno or 'silence'
assert reach('10.9.9.2', 443) == errno.ECONNREFUSED, 'let through; nobody listens there'
refused = reach('10.9.9.2', 22), reach('10.9.9.3', 443)
counted = __import__('subprocess').run(['nft', 'list', 'counter', 'inet', 'seat_client', 'refused'], capture_output=True, text=True).stdout
print(refused, counted)
assert refused == (errno.EHOSTUNREACH, errno.EHOSTUNREACH) and 'packets 0' not in counted
PYTHON"
}

units_are_sound() {
    as_root "DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends systemd nftables xinit >/dev/null
        systemd-analyze verify /usr/lib/systemd/system/seat-client-*.service /usr/lib/systemd/system/seat-client-*.timer"
}

a_purge_keeps_data() {
    echo "an evaluation" >"$machine/var/lib/seat-client/store.db"
    offline root "dpkg --purge seat-client"
    [[ -f $machine/var/lib/seat-client/store.db && ! -e $machine/opt/seat-client && ! -e $machine/etc/seat-client/session.conf ]]
}

if ((${#debs[@]} == 0)); then
    check "build" build one
    check "build again" build two
    debs=("$machine.built"/*/seat-client_*.deb)
fi
deb=${debs[0]}
released=$(dpkg-deb --field "$deb" Version)
if ((${#debs[@]} > 1)); then
    check "two builds are the same bytes" same_bytes "${debs[0]}" "${debs[1]}"
fi
make_machine
check "installs in a bare Debian 12" installs
check "the system knows the seat's Chinese fonts" shows_chinese
check "an old glibc is refused before anything is unpacked" refuses_an_old_glibc
configure
check "starts under Xvfb" starts "$released"
make_broken >"$logs/broken.txt"
check "an upgrade that does not start goes back by itself" goes_back
check "a technician's edits stay" keeps_edits
check "plays the whole practice without a network" plays_the_practice
check "holds a call" holds_a_call
check "the sound chain is whole" sounds_whole
check "the network is closed but for the centre" firewall_holds
check "systemd finds no fault in the units" units_are_sound
check "a purge keeps the data" a_purge_keeps_data
echo "Installed: $(dpkg-deb --field "$deb" Installed-Size) KiB; package: $(stat -c %s "$deb") bytes; logs: $logs"
exit $failed
