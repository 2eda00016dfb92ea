"""`seat-client selftest`: whether this seat is fit for an evaluation, check by check, with what to do.

Exit codes: 0 fit (reminders count as fit), 1 something failed, 2 unusable arguments or configuration.
"""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from seat_client.app.configuration import ConfigurationInvalid, SeatConfiguration, load, standard_paths
from seat_client.app.seat_places import DATA
from seat_client.app.self_test_bench import bench
from seat_client.evidence.layout import lay_out_acceptance
from seat_client.media.measuring import Part
from seat_client.services.self_test.bench import Bench
from seat_client.services.self_test.history import History, Kept
from seat_client.services.self_test.network import tell
from seat_client.services.self_test.progress import Running, Told
from seat_client.services.self_test.result import Check, Report, Result, State, changes
from seat_client.services.self_test.run import SelfTest, health
from seat_client.services.technicians import TechniciansDamaged
from seat_client.ui import language
from seat_client.ui.self_test_paper import paper
from seat_client.ui.self_test_sentences import advice, change_words, figure, limit, part_words, state_words, titles

LONGEST_PIN = 32
_MARKS = {State.PASS: "+", State.REMIND: "!", State.FAIL: "x", State.SKIPPED: "-", State.NOT_FITTED: " "}


def run(arguments: Sequence[str]) -> int:
    """Check and print; the result is the exit code."""
    options = _parse(arguments)
    try:
        configuration = load(options.config or standard_paths())
        only = [Check(name) for name in options.only]
        pin = _pin() if options.trial else None
    except TooLong:
        print(f"seat-client selftest: a PIN has at most {LONGEST_PIN} characters", file=sys.stderr)
        return 2
    except ConfigurationInvalid as bad:
        print(f"seat-client selftest: {bad}", file=sys.stderr)
        return 2
    except ValueError as unknown:
        print(f"seat-client selftest: {unknown} (one of {', '.join(Check)})", file=sys.stderr)
        return 2
    with _spoken(configuration.interface.language):
        return _run(options, configuration, only, pin)


class TooLong(Exception):
    """More was typed than a PIN can have."""


def _pin() -> bytearray:
    """Typed, or one line from a pipe; never an argument, which any user of the machine could read. Raises TooLong."""
    if sys.stdin.isatty():
        pin = bytearray(getpass.getpass("PIN: ").encode())
    else:
        pin = bytearray(LONGEST_PIN + 2)
        del pin[os.readv(sys.stdin.fileno(), [pin]) :]  # a text of it could not be wiped
        if pin.endswith(b"\n"):
            pin.pop()
    if len(pin) > LONGEST_PIN:
        raise TooLong
    return pin


def _run(
    options: argparse.Namespace, configuration: SeatConfiguration, only: Sequence[Check], pin: bytearray | None
) -> int:
    history = History(options.data)
    try:
        seat = bench(configuration, options.data)
    except TechniciansDamaged as damaged:
        print(f"seat-client selftest: {damaged.file} cannot be read; remove it and add everybody anew", file=sys.stderr)
        return 2
    before = history.last()
    if options.from_last:
        if before is None:
            print("seat-client selftest: no earlier run is kept", file=sys.stderr)
            return 2
        report = before.report
    else:
        report = SelfTest(seat, _teller(options), short=options.short, only=only, pin=pin).run()
        if only or pin is not None:  # what was looked at takes its place in the last whole run, and is none by itself
            report = before.report.with_results(report) if before is not None else replace(report, short=True)
        _keep_and_tell(history, seat, report, quiet=options.no_tell)
    _print(options, report, before)
    return _papers(options, configuration, history, report)


def _keep_and_tell(history: History, seat: Bench, report: Report, *, quiet: bool) -> None:
    """Kept for the next comparison; told to the centre, which may be away: then it hears of the next run."""
    try:
        history.keep(report)
    except OSError as failed:  # a full disk is a result, not the end of the test
        print(f"seat-client selftest: not kept ({failed.strerror})", file=sys.stderr)
    if seat.centre and seat.seat and not quiet:
        tell(seat.centre, seat.identity, lambda client: client.tell_health(health(report)))


def _papers(options: argparse.Namespace, configuration: SeatConfiguration, history: History, report: Report) -> int:
    """The certificate or the plain record, where one was asked for."""
    failed = report.verdict is State.FAIL
    if options.record is not None:
        options.record.write_bytes(lay_out_acceptance(paper(report), practice=report.practice))
    if options.certificate is not None and (failed or report.short):
        reason = "something failed" if failed else "a short run proves too little"
        print(f"seat-client selftest: no certificate: {reason}", file=sys.stderr)
        return 1
    if options.certificate is not None:
        number = history.next_number(f"{configuration.seat.number:02d}", datetime.now().astimezone())
        options.certificate.write_bytes(lay_out_acceptance(paper(report, number), practice=report.practice))
        history.keep(report, number)
    return 1 if failed else 0


# --- what is printed ----------------------------------------------------------------------------------------------


def _teller(options: argparse.Namespace) -> Callable[[Told], None]:
    """Says what is going on: as JSON lines to the page, as sentences to a person, not at all with --json."""
    if options.stream:
        return lambda told: _line(_event(told))
    if options.json:
        return lambda _: None
    return _say


def _event(told: Told) -> dict[str, Any]:
    if isinstance(told, Running):
        return {"running": list(told.checks), "seconds": told.seconds}
    return {"part": told.value} if isinstance(told, Part) else {"result": told.as_json()}


def _line(content: object) -> None:
    print(json.dumps(content, ensure_ascii=False), flush=True)


def _say(told: Told) -> None:
    if isinstance(told, Part):
        print(f"  … {part_words(told)}", flush=True)
    elif isinstance(told, Result):
        print("\n".join(_sentences(told)), flush=True)


def _sentences(result: Result) -> Iterator[str]:
    measured, held_to = figure(result), limit(result)
    told = "  ".join(part for part in (measured, f"({held_to})" if held_to else "") if part)
    yield f"{_MARKS[result.state]} {titles()[result.check]}: {state_words(result.state)}  {told}".rstrip()
    if result.fault:
        words = advice(result)
        yield f"    {words.title}. {words.meaning}".rstrip()
        yield from (f"    {number}. {step}" for number, step in enumerate(words.steps, start=1))


def _print(options: argparse.Namespace, report: Report, before: Kept | None) -> None:
    if options.stream:
        _line({"report": report.as_json()})
        return
    differing = [change_words(change) for change in changes(before.report, report)] if before is not None else []
    if options.json:
        results = [_with_words(result) for result in report.results]
        print(json.dumps({**report.as_json(), "results": results, "changes": differing}, ensure_ascii=False, indent=2))
        return
    counts = ", ".join(
        f"{state_words(state)} {len(report.of(state))}"
        for state in (State.PASS, State.REMIND, State.FAIL, State.SKIPPED)
    )
    print(f"{report.label or report.seat}: {counts}")
    print("\n".join(f"  {words}" for words in differing), end="\n" if differing else "")


def _with_words(result: Result) -> dict[str, Any]:
    words = advice(result)
    return {
        **result.as_json(), "title": titles()[result.check], "figure": figure(result), "limit": limit(result),
        "sentence": f"{words.title}. {words.meaning}".rstrip() if result.fault else "", "steps": list(words.steps),
    }  # fmt: skip


@contextmanager
def _spoken(name: str) -> Iterator[None]:
    """The sentences in the seat's language while the command runs."""
    application = QCoreApplication.instance() or QCoreApplication(["seat-client"])
    try:
        translator = language.install(application, name)
    except language.TranslationMissing:  # a damaged installation is just what this command is to find
        translator = None
    try:
        yield
    finally:
        if translator is not None:
            application.removeTranslator(translator)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client selftest", description="Check this seat.")
    parser.add_argument("--config", type=Path, action="append", help="a seat.toml; later ones win; default: /etc")
    parser.add_argument("--data", type=Path, default=DATA, help="where the seat keeps its files")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--stream", action="store_true", help="print one line of JSON for everything that happens")
    parser.add_argument("--short", action="store_true", help="without a person's help and without loading the lines")
    parser.add_argument("--only", action="append", default=[], metavar="CHECK", help="this check and its group alone")
    parser.add_argument(
        "--trial", action="store_true",
        help="make the trial signature alone: asks for the PIN of a technician's key (seat-client technicians)",
    )  # fmt: skip
    parser.add_argument("--from-last", action="store_true", help="measure nothing: go by the last run that was kept")
    parser.add_argument("--certificate", type=Path, metavar="FILE", help="write the acceptance certificate as PDF")
    parser.add_argument("--record", type=Path, metavar="FILE", help="write the plain record as PDF, failures or not")
    parser.add_argument("--no-tell", action="store_true", help="do not tell the centre")
    return parser.parse_args(arguments)
