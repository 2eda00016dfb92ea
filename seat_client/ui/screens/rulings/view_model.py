"""The committee's questions of the present stage at this seat: figures, the own reason, the own vote, the count."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtCore import Signal

from seat_client.domain.errors import RuleViolation
from seat_client.domain.events import SignRevision
from seat_client.domain.exact import exact_text
from seat_client.domain.scoring import check_score
from seat_client.domain.stages import Part
from seat_client.services.rulings import Question, Rulings
from seat_client.services.seat import Seat
from seat_client.signing.routine import wipe
from seat_client.signing.watch import ReaderWatch, WatchedReaders
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.key_facts import key_obstacle, signing_facts
from seat_client.ui.language import translate
from seat_client.ui.screens.rulings.facts import FlagWords, decision_words
from seat_client.ui.sentences import sentence_for
from seat_client.ui.stage_titles import stage_title
from seat_client.ui.widgets.pin import SigningFacts


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that can be voted for."""

    decision: str
    words: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A disputed item this member has to score anew: its full score and step, and why it cannot be signed now."""

    full: str
    step: str
    obstacle: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question as the page shows it; texts that do not apply are empty."""

    flag: str
    check: str
    title: str
    account: str
    reason_title: str
    reason: str
    choices: tuple[Choice, ...]
    own_vote: str
    cast: int
    ruling: str
    votes: str
    asks_reason: bool
    awaits: str = ""
    """What the votes wait for, in words; empty when they may be cast."""
    revision: Revision | None = None
    revised: bool = False
    """This member has signed the item anew."""

    @property
    def open(self) -> bool:
        """Whether the own vote is still awaited."""
        return not self.own_vote and not self.ruling


class RulingsModel(ActingModel):
    """Nothing is decided by the program; how the others voted is not known before all have."""

    rejected = Signal(str, object)
    """The PIN or the signing was refused: the words, and the tries left or None."""
    signed = Signal()

    def __init__(self, rulings: Rulings, seat: Seat, watch: ReaderWatch, bridge: Bridge) -> None:
        super().__init__(seat, bridge)
        self._rulings, self._watch = rulings, watch
        self._words = FlagWords(seat)
        self._stage = seat.stage
        self.working = False
        bridge.connect(watch.topic, self._see_readers)

    @property
    def title(self) -> str:
        return stage_title(self._stage)

    @property
    def identity(self) -> str:
        """Which identity of a bid stands here, in words; empty where none does."""
        part = self._seat.evaluation.part_of(self._seat.member)
        if part is Part.BLIND:
            return translate("Rulings", "Blind: by code")
        return translate("Rulings", "Code and name") if part is Part.REVEALED else ""

    @property
    def size(self) -> int:
        return self._seat.evaluation.size

    @property
    def lines(self) -> tuple[QuestionLine, ...]:
        return tuple(self._line(q) for q in self._rulings.questions)

    @property
    def to_vote(self) -> int:
        """Questions that still await the own vote."""
        return sum(line.open and bool(line.choices) for line in self.lines)

    @property
    def obstacle(self) -> str:
        """What the member still has to do, or is waiting for, in words for the button."""
        if not self.connected:
            return translate("Rulings", "Votes are kept here and sent once the connection is back")
        if any(line.revision is not None for line in self.lines):
            return translate("Rulings", "An item is to be scored anew and signed")
        if self.to_vote:
            return translate("Rulings", "Questions to vote on: {count}").format(count=self.to_vote)
        return translate("Rulings", "Voted, waiting for the others")

    def vote(self, flag: str, decision: str) -> None:
        self._do(lambda: self._rulings.vote(flag, decision))

    @property
    def tries_left(self) -> int | None:
        key = self._watch.current.key_of(self._seat.member)
        return None if key is None else key.tries_left

    def problem_of(self, flag: str, value: str) -> str:
        """Why this cannot be the item's score, in words, before a PIN is asked for; empty when it can."""
        criterion = self._seat.project.criterion(self._seat.evaluation.flags[flag].criterion)
        try:
            check_score(criterion, value)
        except RuleViolation as refused:
            return str(sentence_for(refused))
        return ""

    def facts(self, flag: str, value: str) -> SigningFacts | None:
        """What the PIN dialog says; None when the key has just been taken out."""
        key = self._watch.current.key_of(self._seat.member)
        if key is None:
            return None
        words = translate("Rulings", "{item}: {value} points").format(
            item=self._words.title(self._seat.evaluation.flags[flag]), value=value
        )
        return signing_facts(key, words)

    def sign_revision(self, flag: str, value: str, reason: str, pin: bytearray, confirmed: bool) -> None:
        """Sign the item anew; the PIN is wiped on every path."""
        self.problem, self.working = "", True
        try:
            done = self._rulings.sign_revision(flag, value, reason, pin, confirm_last_try=confirmed)
        except RuleViolation as refused:
            wipe(pin)
            self._fail(refused)
            return
        self.changed.emit()
        self._bridge.when_done(done, self._see_revision)

    def _see_revision(self, done: "Future[SignRevision]") -> None:
        self.working = False
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            self._fail(error)
            return
        self.signed.emit()
        self._do(lambda: self._rulings.record(done.result()))

    def _fail(self, error: BaseException) -> None:
        self.working = False
        left = getattr(error, "attempts_left", None)
        self.rejected.emit(str(sentence_for(error)), self.tries_left if left is None else left)
        self.changed.emit()

    def _see_readers(self, _: WatchedReaders) -> None:
        self.changed.emit()

    def _revision(self, question: Question) -> Revision | None:
        if question.revision != "asked":
            return None
        criterion = self._seat.project.criterion(question.flag.criterion)
        return Revision(exact_text(criterion.max), exact_text(criterion.step), self._sign_obstacle())

    def _sign_obstacle(self) -> str:
        if self.working:
            return translate("Rulings", "Signing …")
        return key_obstacle(self._watch.current, self._seat.member, self._seat.now())

    def give_reason(self, flag: str, text: str) -> None:
        self._do(lambda: self._rulings.give_reason(flag, text.strip()))

    def _line(self, question: Question) -> QuestionLine:
        flag, ruling = question.flag, question.ruling
        return QuestionLine(
            flag=flag.id,
            check=flag.check,
            title=self._words.title(flag),
            account=self._words.account(flag),
            reason_title=_reason_title(flag.check, self._words.number(flag)),
            reason=question.reason or (self._seat.own.reasons.get(flag.id, "") if question.mine else ""),
            choices=tuple(Choice(d, decision_words(d)) for d in question.decisions),
            own_vote=decision_words(question.own_vote) if question.own_vote else "",
            cast=question.cast,
            ruling="" if ruling is None else decision_words(ruling.decision),
            votes="" if ruling is None else _votes(ruling.votes),
            asks_reason=question.mine and ruling is None,
            awaits=_awaited(question.awaits, mine=question.mine),
            revision=self._revision(question),
            revised=question.revision == "signed",
        )


def _awaited(code: str, *, mine: bool) -> str:
    if code == "reason_awaited":
        if mine:
            return translate("Rulings", "Voting begins with your written reason, or when its time is over")
        return translate("Rulings", "Voting begins with the written reason, or when its time is over")
    if code == "explanation_awaited":
        return translate("Rulings", "Voting begins with the bidder's explanation, or when its time is over")
    return ""


def _reason_title(check: str, number: int) -> str:
    if check == "abnormal-score":
        return translate("Rulings", "Written reason of member {number}").format(number=number)
    return translate("Rulings", "Written explanation of the bidder") if check == "low-price" else ""


def _votes(votes: Mapping[str, int]) -> str:
    return "，".join(f"{decision_words(decision)} {count}" for decision, count in votes.items())
