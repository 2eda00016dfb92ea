"""Runs the checks, one group after the other: what is measured must not disturb what is measured next to it.

Each group runs in a thread with a time limit, so that a device that never answers costs its own checks and no others;
the limits together stay under three minutes.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from seat_client import __version__
from seat_client.services.self_test import machine, network, senses
from seat_client.services.self_test.bench import Bench
from seat_client.services.self_test.chain import chain
from seat_client.services.self_test.program import program
from seat_client.services.self_test.progress import Running, Told
from seat_client.services.self_test.result import CHAIN, Check, Report, Result, State
from seat_client.services.self_test.trial import trial
from seat_client.wire.seats import SeatHealth

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Group:
    checks: tuple[Check, ...]
    usual: float
    limit: float
    run: Callable[[], Iterable[Result]]


class SelfTest:
    """One run; `told` hears of everything from the thread that runs it, and of parts from a driver's thread."""

    def __init__(
        self, bench: Bench, told: Callable[[Told], None] = lambda _: None, *, short: bool = False,
        only: Sequence[Check] = (), pin: bytearray | None = None,
    ) -> None:  # fmt: skip
        """`short` leaves out what needs a person or loads the lines; `only` runs the groups of these checks alone.

        With `pin`, a technician's, nothing but the trial signature is made; it is wiped by that.
        """
        self._bench, self._told, self._short = bench, told, short
        groups = [_trial(bench, pin)] if pin is not None else _groups(bench, told, short=short)
        self._groups = [group for group in groups if not only or set(group.checks) & set(only)]

    @property
    def checks(self) -> tuple[Check, ...]:
        """What will be checked, in order."""
        return tuple(check for group in self._groups for check in group.checks)

    @property
    def longest(self) -> float:
        """Seconds after which the run has ended, whatever hangs."""
        return sum(group.limit for group in self._groups)

    def run(self) -> Report:
        """Run everything, and give the report."""
        began, results = datetime.now(UTC), []
        for group in self._groups:
            self._told(Running(group.checks, group.usual))
            for result in _within(group):
                results.append(result)
                self._told(result)
        bench = self._bench
        return Report(
            bench.seat, bench.label, __version__, began, datetime.now(UTC), self._short, bench.practice, tuple(results)
        )


def health(report: Report) -> SeatHealth:
    """What the centre is told of a run."""
    verdict = report.verdict.value
    return SeatHealth.model_validate(
        {
            "seat": report.seat, "at": report.ended.isoformat(timespec="seconds"), "version": report.version,
            "short": report.short, "practice": report.practice, "verdict": verdict,
            "failed": [result.check.value for result in report.of(State.FAIL)],
            "reminded": [result.check.value for result in report.of(State.REMIND)],
        }
    )  # fmt: skip


def _groups(bench: Bench, told: Callable[[Told], None], *, short: bool) -> list[_Group]:
    sound = (Check.MICROPHONE, Check.SPEAKER) if short else senses.SOUND
    routes = tuple(Check(route.name) for route in bench.routes) or (Check.LINE,)
    watched = 1.0 if short else 3.0
    return [
        _Group(CHAIN, 2, 25, lambda: chain(bench.tokens)),
        _Group((Check.CAMERA,), 4, 12, lambda: [senses.camera(bench.camera, watched)]),
        _Group((Check.FINGER,), 1, 10, lambda: [senses.finger(bench.finger)]),
        _Group((Check.FACE,), 1, 8, lambda: [senses.face(bench.models, needed=bench.face)]),
        _Group((Check.DISK,), 1, 12, lambda: [machine.disk(bench.data)]),
        _Group((Check.KEYS,), 1, 4, lambda: [machine.key_storage(bench.data, practice=bench.practice)]),
        _Group((Check.FONTS,), 1, 6, lambda: [machine.fonts(bench.fonts)]),
        _Group((Check.INPUT,), 1, 2, lambda: [machine.input_method()]),
        _Group((Check.PROGRAM,), 2, 12, lambda: [program(bench.program)]),
        _Group(
            routes, 3 if short else 12, 22,
            lambda: network.lines(bench.centre, bench.routes, bench.identity, short=short),
        ),
        _Group(
            (Check.CENTRE, Check.CLOCK), 1, 12, lambda: network.centre_and_clock(bench.centre, bench.identity)
        ),
        _Group(
            sound, 2 if short else 24, 30 if short else 50,
            lambda: senses.sound(bench.sound, bench.wanted, told, short=short),
        ),
    ]  # fmt: skip


def _trial(bench: Bench, pin: bytearray) -> _Group:
    return _Group((Check.TRIAL,), 2, 20, lambda: [trial(bench.tokens, bench.technicians, pin, practice=bench.practice)])


def _within(group: _Group) -> list[Result]:
    """The group's results; a failure for each check when it does not end in time, or breaks."""
    found: list[Result] = []

    def work() -> None:
        try:
            found.extend(group.run())
        except Exception:  # a check that breaks is itself a finding ("check-broke"), and the others go on
            log.exception("self-test: %s broke", group.checks[0].value)

    thread = threading.Thread(target=work, name=f"self-test-{group.checks[0].value}", daemon=True)
    thread.start()
    thread.join(group.limit)
    if thread.is_alive() or not found:
        fault = "no-answer" if thread.is_alive() else "check-broke"
        rest = (Result(check, State.SKIPPED) for check in group.checks[1:])
        return [Result(group.checks[0], State.FAIL, fault), *rest]
    return found
