#!/usr/bin/env bash
# Builds the release as a Debian package, the same bytes for the same commit: dist/seat-client_VERSION_ARCH.deb, the list
# of what is in it (CycloneDX) and the licences.
#
#   bash installer/package.sh           the committed files, in a bare Debian 12 made for it (root, debootstrap, iproute2)
#   bash installer/package.sh --here    this tree, on this machine: for a builder that is clean already
#
# The bundle takes libraries from the machine it is built on, so a release comes from a bare one, never from a desk.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}

build_in_a_bare_machine() {
    source installer/machine.sh
    machine=$(mktemp -d -t seat-package.XXXXXX)
    logs=$machine.logs
    trap 'rm -rf --one-file-system "$machine"' EXIT
    make_machine
    mkdir "$machine/root/seat"
    git archive HEAD | tar --extract --directory "$machine/root/seat"
    inside with-network root "SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH bash installer/package.sh --here"
    mkdir -p dist
    cp "$machine"/root/seat/dist/* dist/
    rm -rf "$logs"
}

build_here() {
    # Compiled packages without debug information: it would hold the names of temporary folders.
    export CFLAGS="-g0 -O2" PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
    umask 022
    bash installer/dev.sh setup package
    version=$(.venv/bin/python -c 'from seat_client import __version__; print(__version__)')
    arch=$(dpkg --print-architecture)
    qt=$(.venv/bin/python -c 'import PySide6; print(".".join(PySide6.__version__.split(".")[:2]))')
    glibc=$(awk -F' *[|] *' -v qt="$qt" -v arch="$arch" '$2 == qt && $3 == arch { print $4 }' installer/SYSTEMS.md)
    [[ -n $glibc ]] || {
        echo "package.sh: SYSTEMS.md names no glibc for PySide6 $qt on $arch" >&2
        exit 1
    }
    rm -rf build
    mkdir -p build dist
    forget_when_it_was_unpacked
    echo "Bundle of $version for $arch"
    .venv/bin/python -m PyInstaller --log-level WARN --noconfirm --clean --distpath build/bundle --workpath build/work \
        installer/bundle/seat-client.spec
    .venv/bin/python installer/bundle/contents.py build/bundle/seat-client build
    build/bundle/seat-client/seat-client --version >/dev/null # what cannot even say its version is no release
    lay_out
    make_deb "dist/seat-client_${version}_$arch.deb"
    cp build/sbom.cdx.json "dist/seat-client_${version}_$arch.cdx.json"
    (cd dist && sha256sum "seat-client_${version}_$arch".* >"seat-client_${version}_$arch.sha256")
    rm -rf build
    ls -l dist
}

# uv notes beside the installed program when its tree was unpacked, and no two builds share that moment.
forget_when_it_was_unpacked() {
    local notes
    for notes in .venv/lib/python3*/site-packages/seat_client-*.dist-info; do
        rm -f "$notes/uv_cache.json"
        sed -i '/uv_cache\.json/d' "$notes/RECORD"
    done
}

# The tree of the package in build/root.
lay_out() {
    local root=build/root releases=build/root/opt/seat-client/releases
    mkdir -p "$releases" $root/DEBIAN $root/usr/share/doc/seat-client
    mv build/bundle/seat-client "$releases/$version"
    cp -R installer/system/. $root
    cp build/sbom.cdx.json build/THIRD-PARTY.txt installer/SYSTEMS.md $root/usr/share/doc/seat-client/
    find $root -type d -exec chmod 755 {} +
    find $root -type f -perm /111 -exec chmod 755 {} +
    find $root -type f ! -perm /111 -exec chmod 644 {} +
    local file
    for file in control.in preinst postinst prerm postrm; do
        sed "s/@VERSION@/$version/g; s/@ARCH@/$arch/g; s/@GLIBC@/$glibc/g; s/@SIZE@/$(installed_kib $root)/g" \
            installer/debian/$file >$root/DEBIAN/${file%.in}
    done
    chmod 755 $root/DEBIAN/p*
    (cd $root && find etc -type f | LC_ALL=C sort | sed 's|^|/|' >DEBIAN/conffiles)
    (cd $root && find . -path ./DEBIAN -prune -o -type f -print | LC_ALL=C sort | sed 's|^\./||' |
        xargs -d '\n' md5sum >DEBIAN/md5sums)
}

installed_kib() { # as dpkg counts: each file in whole KiB, one for everything else; free of the file system's habits
    find "$1" -path "$1/DEBIAN" -prune -o -type f -printf '%s\n' -o -printf '0\n' |
        awk '{ sum += $1 > 0 ? int(($1 + 1023) / 1024) : 1 } END { print sum }'
}

# xz, since the dpkg of older domestic systems knows no zstd; always in two threads, since their number shows in the
# bytes.
make_deb() { # FILE
    find build/root -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --root-owner-group -Zxz -z1 --threads-max=2 --build build/root "$1" >/dev/null
}

case ${1:-} in
'') build_in_a_bare_machine ;;
--here) build_here ;;
*)
    sed -n '2,8s/^# \{0,1\}//p' installer/package.sh >&2
    exit 2
    ;;
esac
