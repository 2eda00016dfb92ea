"""What a check answers, and all answers together, as they are shown, kept, sent and compared."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

Fact = str | int | float


class Check(StrEnum):
    """What is checked; the signing chain in the order of its layers, then the trial signature through all of them."""

    SERVICE = "service"
    READER = "reader"
    DRIVER = "driver"
    CARD = "card"
    PIN = "pin"
    CERTIFICATE = "certificate"
    TRIAL = "trial"
    CAMERA = "camera"
    MICROPHONE = "microphone"
    ROOM = "room"
    NOISE = "noise"
    SPEAKER = "speaker"
    ECHO = "echo"
    FINGER = "finger"
    FACE = "face"
    CLOCK = "clock"
    DISK = "disk"
    KEYS = "keys"
    FONTS = "fonts"
    INPUT = "input"
    PROGRAM = "program"
    CENTRE = "centre"
    WIRED = "wired"
    MOBILE = "mobile"
    LINE = "line"


CHAIN: Final = (Check.SERVICE, Check.READER, Check.DRIVER, Check.CARD, Check.PIN, Check.CERTIFICATE)
LINES: Final = (Check.WIRED, Check.MOBILE, Check.LINE)


class State(StrEnum):
    """How a check stands. `SKIPPED`: an earlier layer failed; `NOT_FITTED`: the seat is not meant to have it."""

    PASS = "pass"  # noqa: S105 - a verdict
    REMIND = "remind"
    FAIL = "fail"
    SKIPPED = "skipped"
    NOT_FITTED = "not-fitted"


@dataclass(frozen=True, slots=True)
class Result:
    """One check. `fault` names what is wrong, or is empty; `facts` are what was measured (ms, dB, Mbit/s, GB, days:
    the name says it), `limits` what they were held to."""

    check: Check
    state: State
    fault: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    limits: Mapping[str, Fact] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Result":
        """The result as `as_json` gave it. Raises ValueError or KeyError for anything else."""
        facts, limits = dict(told["facts"]), dict(told["limits"])
        return cls(Check(told["check"]), State(told["state"]), str(told["fault"]), facts, limits)


@dataclass(frozen=True, slots=True)
class Report:
    """One run at one seat; `short` leaves out what needs a person or loads the line."""

    seat: str
    label: str
    version: str
    began: datetime
    ended: datetime
    short: bool
    practice: bool
    results: tuple[Result, ...]

    @property
    def verdict(self) -> State:
        """The worst there is."""
        states = {result.state for result in self.results}
        return next((state for state in (State.FAIL, State.REMIND) if state in states), State.PASS)

    def of(self, state: State) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.state is state)

    def result(self, check: Check) -> Result | None:
        return next((result for result in self.results if result.check is check), None)

    def with_results(self, newer: "Report") -> "Report":
        """This run with what a later run of some of its checks found in their place."""
        again = {result.check: result for result in newer.results}
        kept = tuple(again.pop(result.check, result) for result in self.results)
        return Report(
            self.seat, self.label, newer.version, self.began, newer.ended, self.short, newer.practice,
            (*kept, *again.values()),
        )  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        told = asdict(self)
        told |= {"began": self.began.isoformat(), "ended": self.ended.isoformat(), "verdict": self.verdict.value}
        return told

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Report":
        """The report as `as_json` gave it. Raises ValueError or KeyError for anything else."""
        return cls(
            str(told["seat"]), str(told["label"]), str(told["version"]), datetime.fromisoformat(told["began"]),
            datetime.fromisoformat(told["ended"]), bool(told["short"]), bool(told["practice"]),
            tuple(Result.from_json(each) for each in told["results"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """What is different from the run before: another state, or a figure that moved by more than a twentieth."""

    check: Check
    before: Result
    now: Result
    fact: str = ""


FIGURES: Final[Mapping[Check, str]] = {
    Check.PIN: "tries_left", Check.CERTIFICATE: "days", Check.CAMERA: "rate", Check.MICROPHONE: "speech",
    Check.ROOM: "room", Check.NOISE: "reduction", Check.ECHO: "loss", Check.CLOCK: "offset_ms", Check.DISK: "free_gb",
    Check.WIRED: "rtt_ms", Check.MOBILE: "rtt_ms", Check.LINE: "rtt_ms",
}  # fmt: skip
"""The one figure of a check that is compared with the last run's."""
_MOVED: Final = 0.05


def changes(before: Report, now: Report) -> tuple[Change, ...]:
    """What changed from one run to the next, in the order of the later one."""
    return tuple(_changes(before, now.results))


def _changes(before: Report, results: Iterable[Result]) -> Iterable[Change]:
    for result in results:
        earlier = before.result(result.check)
        if earlier is None:
            continue
        fact = FIGURES.get(result.check, "")
        moved = bool(fact) and _moved(earlier.facts.get(fact), result.facts.get(fact))
        if moved or earlier.state is not result.state:
            yield Change(result.check, earlier, result, fact if moved else "")


def _moved(before: Fact | None, now: Fact | None) -> bool:
    if not isinstance(before, int | float) or not isinstance(now, int | float):
        return False
    return abs(now - before) > _MOVED * max(abs(before), abs(now))


__all__ = ["CHAIN", "FIGURES", "LINES", "Change", "Check", "Fact", "Report", "Result", "State", "changes"]
