# The checks of `dev.sh test`, sourced by dev.sh: each with a headline and its time, all of them run, the summary last.

checks_passed=0
checks_failed=0
check_lines=()

check() { # TITLE, then the command
    local title=$1 began=$SECONDS verdict
    shift
    printf '\n== %s\n' "$title"
    if "$@"; then
        verdict=passed
        checks_passed=$((checks_passed + 1))
    else
        verdict=FAILED
        checks_failed=$((checks_failed + 1))
    fi
    check_lines+=("$(printf '%-34s %-7s %4d s' "$title" "$verdict" $((SECONDS - began)))")
}

run_checks() { # the arguments of `dev.sh test`
    export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
    local bin=.venv/bin began=$SECONDS
    test_log=$(mktemp -t seat-test.XXXXXX)

    check "Format" $bin/ruff format --check .
    check "Lint" $bin/ruff check .
    check "Types" $bin/mypy
    check "Import contracts" $bin/lint-imports --no-logo
    check "Contract with the centre" $bin/python -m seat_client.centre.contract --check
    check "Translations" $bin/python -m seat_client.ui.translations --check
    check "Tests" run_tests "$@"

    printf '\n== Summary\n'
    printf '%s\n' "${check_lines[@]}"
    printf '%-34s         %4d s\n' "All" $((SECONDS - began))
    printf '\nTests, and the %d checks before them:\n' $((${#check_lines[@]} - 1))
    closing_line
    rm -f "$test_log"
    ((checks_failed == 0))
}

# The check named Tests counts as the tests it ran; where they tell of no failure though it failed, it counts itself.
closing_line() {
    local passed=$checks_passed failed=$checks_failed failed_tests
    failed_tests=$(($(counted failed) + $(counted 'errors?')))
    if [[ ${check_lines[-1]} == *FAILED* ]]; then
        ((failed_tests == 0)) || failed=$((failed - 1))
    else
        passed=$((passed - 1))
    fi
    echo "$((passed + $(counted passed))) passed, $((failed + failed_tests)) failed, $(counted skipped) skipped"
}

# Two workers for the two cores one can count on, a file at a time so that its costly fixtures are made once. A test that
# hangs ends its worker (pyproject.toml) and fails, the other worker goes on; the limit here is for a run that is too slow as a whole,
# and leaves pytest a minute to name what failed.
run_tests() { # the arguments of `dev.sh test`
    local limit=30m
    [[ " $* " != *" --full "* ]] || limit=70m
    timeout --signal INT --kill-after 60 $limit .venv/bin/python -m pytest --numprocesses 2 --max-worker-restart 0 \
        --dist loadfile --durations 40 "$@" 2>&1 | tee "$test_log"
}

counted() { # WORD: how many of them pytest's closing line names
    tail -n 3 "$test_log" | sed -nE "s/(^|.*[ =])([0-9]+) $1.*/\2/p" | tail -n 1 | grep . || echo 0
}
