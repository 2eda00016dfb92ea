#!/usr/bin/env bash
# Makes the hashed package lists in installer/locks anew from pyproject.toml: bash installer/lock.sh [--upgrade]
# Needs the network and an environment that set-up made. uv.lock, its working file, names registry hosts and stays
# out of the repository; the lists made here name packages, versions and hashes alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

uv=.venv/bin/uv
locks=installer/locks

export_list() { # NAME, then the arguments that choose the groups
    local name=$1
    shift
    "$uv" export --quiet --frozen --no-emit-project --no-default-groups --format requirements.txt --no-header \
        "$@" --output-file "$locks/$name.txt"
    if grep -nE '://|^--(index|extra-index|find-links)' "$locks/$name.txt"; then
        echo "lock.sh: $locks/$name.txt names a host; nothing of the kind may be committed" >&2
        exit 1
    fi
    echo "$locks/$name.txt: $(grep -c '^[A-Za-z]' "$locks/$name.txt") packages"
}

"$uv" lock --quiet "$@"
export_list build --only-group build
export_list run
export_list centre --extra centre
export_list package --group package
export_list dev --extra centre --group dev
