#!/usr/bin/env bash
# The one entry to the project on a developer's or tester's machine:
#
#   bash installer/dev.sh demo [--autopilot] [--project DIR] ...    the practice: a centre and a seat
#   bash installer/dev.sh test [--full] [pytest arguments]          every check, then the tests
#   bash installer/dev.sh bench [NAME] [--long] [--json FILE]       the benchmarks
#   bash installer/dev.sh pictures [pytest arguments]               keep the screens as they are now (tests/gui/golden)
#   bash installer/dev.sh guides                                    make the pictures and papers of the guides anew
#   bash installer/dev.sh setup run|test|full|bench|centre|package  the set-up of these, alone
#
# Each does the set-up it needs, once; see installer/setup.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A practice, a test and a benchmark start dozens of Python processes. Compiled modules are kept, whatever the
# environment says, as they are in an installed seat: without them each process takes seconds longer to begin.
unset PYTHONDONTWRITEBYTECODE

source installer/setup.sh
source installer/checks.sh

usage() {
    sed -n '2,11s/^# \{0,1\}//p' installer/dev.sh
}

# Without a display Qt draws into memory.
choose_display() {
    if [[ -z ${DISPLAY:-} && -z ${WAYLAND_DISPLAY:-} ]]; then
        export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
    fi
}

set_up_for() { # COMMAND
    case $1 in
    run) set_up run ;;
    test) set_up run test ;;
    full) set_up run test full ;;
    bench) set_up run test bench ;;
    centre) set_up run centre ;;
    package) set_up run package ;;
    *)
        usage >&2
        exit 2
        ;;
    esac
}

order=${1:-}
(($# == 0)) || shift
case $order in
demo)
    set_up_for run
    choose_display
    exec .venv/bin/seat-client demo "$@"
    ;;
test)
    if [[ " $* " == *" --full "* ]]; then
        set_up_for full
    else
        set_up_for test
    fi
    run_checks "$@"
    ;;
bench)
    set_up_for bench
    choose_display
    exec .venv/bin/python -m tests.benchmarks "$@"
    ;;
pictures)
    set_up_for full
    export QT_QPA_PLATFORM=offscreen
    exec .venv/bin/python -m pytest tests/gui/test_golden.py -k test_pictures --full --remake-pictures -q "$@"
    ;;
guides)
    set_up_for full
    export QT_QPA_PLATFORM=offscreen
    exec .venv/bin/python -m tests.gui.guides
    ;;
setup)
    set_up_for "${1:-}"
    ;;
help | -h | --help)
    usage
    ;;
*)
    usage >&2
    exit 2
    ;;
esac
