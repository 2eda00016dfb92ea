"""The committee's questions of the present stage at this seat: figures, the own reason, the own vote, the count."""

from collections.abc import Mapping
from dataclasses import dataclass

from seat_client.domain.stages import Part
from seat_client.services.rulings import Question, Rulings
from seat_client.services.seat import Seat
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.rulings.facts import FlagWords, decision_words
from seat_client.ui.stage_titles import stage_title


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that can be voted for."""

    decision: str
    words: str


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

    @property
    def open(self) -> bool:
        """Whether the own vote is still awaited."""
        return not self.own_vote and not self.ruling


class RulingsModel(ActingModel):
    """Nothing is decided by the program; how the others voted is not known before all have."""

    def __init__(self, rulings: Rulings, seat: Seat, bridge: Bridge) -> None:
        super().__init__(seat, bridge)
        self._rulings = rulings
        self._words = FlagWords(seat)
        self._stage = seat.evaluation.stage

    @property
    def title(self) -> str:
        return stage_title(self._stage)

    @property
    def identity(self) -> str:
        """Which identity of a bid stands here, in words; empty where none does."""
        part = self._seat.evaluation.row.part
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
        return sum(line.open for line in self.lines)

    @property
    def obstacle(self) -> str:
        """What the member still has to do, or is waiting for, in words for the button."""
        if self.to_vote:
            return translate("Rulings", "Questions to vote on: {count}").format(count=self.to_vote)
        return translate("Rulings", "Voted, waiting for the others")

    def vote(self, flag: str, decision: str) -> None:
        self._do(lambda: self._rulings.vote(flag, decision))

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
        )


def _reason_title(check: str, number: int) -> str:
    if check == "abnormal-score":
        return translate("Rulings", "Written reason of member {number}").format(number=number)
    return translate("Rulings", "Written explanation of the bidder") if check == "low-price" else ""


def _votes(votes: Mapping[str, int]) -> str:
    return "，".join(f"{decision_words(decision)} {count}" for decision, count in votes.items())
