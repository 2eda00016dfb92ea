"""How each way to prove who one is stands, as plain data, and how its card and the line above the cards say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from seat_client.ui.language import translate


class Method(Enum):
    """The ways, in the order of the cards; the digits 1 to 3 pick them."""

    KEY = "key"
    FACE = "face"
    FINGER = "finger"


class Stand(Enum):
    """How one way stands."""

    READY = "ready"
    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"
    LOCKED = "locked out"
    MISSING = "missing"
    NOT_FITTED = "not fitted"


@dataclass(frozen=True, slots=True)
class Factor:
    """One way and how it stands; `words` say why where that needs saying, with `tries` left where they are counted."""

    method: Method
    stand: Stand
    words: str = ""
    tries: int | None = None

    @property
    def offered(self) -> bool:
        """Whether one may begin with it."""
        return self.stand in (Stand.READY, Stand.FAILED)


@dataclass(frozen=True, slots=True)
class FactorState:
    """How a card stands: card state of the sheet, its words, and the button's reason when it is disabled."""

    card: str
    line: str
    line_state: str
    chip: str
    chip_state: str
    enabled: bool


@dataclass(frozen=True, slots=True)
class StepWords:
    """One part of the line above the cards."""

    text: str
    state: str


def card_state(factor: Factor) -> FactorState:
    """The look of a card in each of its states."""
    card, chip_state, line_state = _LOOKS[factor.stand]
    return FactorState(card, _line(factor), line_state, chip_words(factor.stand), chip_state, factor.offered)


def chip_words(stand: Stand) -> str:
    """The short word for a state."""
    return {
        Stand.READY: translate("SignIn", "Can be used"),
        Stand.RUNNING: translate("SignIn", "In progress"),
        Stand.PASSED: translate("SignIn", "Passed"),
        Stand.FAILED: translate("SignIn", "Not passed"),
        Stand.LOCKED: translate("SignIn", "Locked"),
        Stand.MISSING: translate("SignIn", "Not connected"),
        Stand.NOT_FITTED: translate("SignIn", "Not enabled yet"),
    }[stand]


def method_title(method: Method) -> str:
    return {
        Method.KEY: translate("SignIn", "Signing key"),
        Method.FACE: translate("SignIn", "Face"),
        Method.FINGER: translate("SignIn", "Fingerprint"),
    }[method]


def step_words(factors: Sequence[Factor], needed: int) -> tuple[StepWords, ...]:
    """A part for every factor the place's policy asks for, in the order in which they pass, and what comes then."""
    passed = [f for f in factors if f.stand is Stand.PASSED]
    running = [f for f in factors if f.stand is Stand.RUNNING]
    parts = [_step(number, passed, running) for number in range(1, needed + 1)]
    through = len(passed) >= needed
    return (*parts, StepWords(translate("SignIn", "On to undertaking and recusal"), "accent" if through else "todo"))


def _step(number: int, passed: Sequence[Factor], running: Sequence[Factor]) -> StepWords:
    if number <= len(passed):
        words = translate("SignIn", "Item {number}　{method} passed")
        return StepWords(words.format(number=number, method=method_title(passed[number - 1].method)), "done")
    if number == len(passed) + 1 and running:
        words = translate("SignIn", "Item {number}　checking: {method}")
        return StepWords(words.format(number=number, method=method_title(running[0].method)), "accent")
    return StepWords(translate("SignIn", "Item {number}　to be checked").format(number=number), "todo")


_LOOKS = {
    Stand.READY: ("control", "", "ok"),
    Stand.RUNNING: ("selected", "white", ""),
    Stand.PASSED: ("done", "ok", "ok"),
    Stand.FAILED: ("control", "bad", "bad"),
    Stand.LOCKED: ("off", "bad", "bad"),
    Stand.MISSING: ("off", "bad", "bad"),
    Stand.NOT_FITTED: ("off", "", ""),
}


def _line(factor: Factor) -> str:
    words = factor.words or chip_words(factor.stand)
    if factor.stand is Stand.LOCKED and not factor.words:
        words = translate("SignIn", "Locked; a witnessed sign-in is left")
    if factor.tries is None or factor.stand is not Stand.FAILED:
        return words
    return translate("SignIn", "{reason} ({count} tries left)").format(reason=words, count=factor.tries)
