"""What stands on the acceptance certificate and on the plain record, in the language on the screen."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from seat_client.services.self_test.result import CHAIN, LINES, Check, Report, Result, State
from seat_client.ui.clock import day_and_clock
from seat_client.ui.language import translate
from seat_client.ui.self_test_sentences import advice, figure, limit, state_words, titles

_SENSES = (Check.CAMERA, Check.MICROPHONE, Check.ROOM, Check.NOISE, Check.SPEAKER, Check.ECHO)


def paper(report: Report, number: str = "") -> dict[str, Any]:
    """The content of `acceptance.typ`: a certificate with its number, without one a record."""
    title = (
        translate("SelfTest", "Seat acceptance certificate") if number else translate("SelfTest", "Self-test record")
    )
    return {
        "title": title,
        "practice_words": translate("SelfTest", "Practice"),
        "facts": [{"name": name, "value": value} for name, value in _facts(report, number)],
        "columns": [
            translate("SelfTest", "Check"), translate("SelfTest", "Measured"), translate("SelfTest", "Limit"),
            translate("SelfTest", "Result"),
        ],
        "groups": [
            {"title": group, "rows": [_row(result) for result in results]}
            for group, results in _groups(report) if results
        ],
        "remarks": [_remark(result) for result in report.results if result.fault],
        "remarks_title": translate("SelfTest", "Remarks"),
        "signatures": [
            translate("SelfTest", "Technician"), translate("SelfTest", "For the place"), translate("SelfTest", "Date")
        ] if number else [],
    }  # fmt: skip


def _facts(report: Report, number: str) -> Iterator[tuple[str, str]]:
    if number:
        yield translate("SelfTest", "Number"), number
    yield translate("SelfTest", "Seat"), f"{report.label} ({report.seat})" if report.label else report.seat
    yield translate("SelfTest", "Checked"), _moment(report.ended)
    yield translate("SelfTest", "Program version"), report.version
    yield translate("SelfTest", "Result"), verdict_words(report)


def verdict_words(report: Report) -> str:
    """The counts, the worst ones named."""
    counts = {state: len(report.of(state)) for state in State}
    words = translate("SelfTest", "{all} checks: {passed} passed, {reminded} reminders, {failed} failed")
    looked_at = sum(counts[state] for state in (State.PASS, State.REMIND, State.FAIL))
    return words.format(
        all=looked_at, passed=counts[State.PASS], reminded=counts[State.REMIND], failed=counts[State.FAIL]
    )


def _moment(at: datetime) -> str:
    return day_and_clock(at)


def _groups(report: Report) -> Iterator[tuple[str, list[Result]]]:
    chain = (*CHAIN, Check.TRIAL)
    named = {*chain, *LINES, *_SENSES}
    yield translate("SelfTest", "Signing chain"), [r for r in report.results if r.check in chain]
    yield translate("SelfTest", "Picture and sound"), [r for r in report.results if r.check in _SENSES]
    yield translate("SelfTest", "Identity and system"), [r for r in report.results if r.check not in named]
    yield translate("SelfTest", "Network"), [r for r in report.results if r.check in LINES]


def _row(result: Result) -> dict[str, str]:
    return {
        "name": titles()[result.check], "figure": figure(result), "limit": limit(result),
        "state": result.state.value, "words": state_words(result.state),
    }  # fmt: skip


def _remark(result: Result) -> str:
    words = advice(result)
    return f"{titles()[result.check]}: {words.title}. {words.meaning}".rstrip()
