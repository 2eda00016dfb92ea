"""Rulings: the checks ask, the committee decides; nothing is decided by the program."""

from concurrent.futures import Future
from dataclasses import dataclass

from seat_client.domain.events import FlagRaised, GiveReason, RulingMade, VoteRuling
from seat_client.domain.legality import DECISIONS
from seat_client.services.seat import Seat
from seat_client.store.store import SavedAct


@dataclass(frozen=True, slots=True)
class Question:
    """One flag with what is known of it; `own_vote` is empty before voting; `mine` asks for the own reason."""

    flag: FlagRaised
    reason: str
    cast: int
    own_vote: str
    ruling: RulingMade | None
    decisions: tuple[str, ...]
    mine: bool


class Rulings:
    """The questions of the present stage; codes only while blind."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    @property
    def questions(self) -> tuple[Question, ...]:
        evaluation = self._seat.evaluation
        return tuple(self._question(flag) for flag in evaluation.flags_of(evaluation.stage))

    def bidder_name(self, code: str) -> str:
        """The bidder's name, empty while the stage is blind."""
        return self._seat.evaluation.shown_identity(code)[1] if code else ""

    def member_number(self, member: str) -> int:
        return self._seat.role_number(member)

    def vote(self, flag: str, decision: str) -> "Future[SavedAct]":
        return self._seat.act(VoteRuling(flag, decision))

    def give_reason(self, flag: str, text: str) -> "Future[SavedAct]":
        return self._seat.act(GiveReason(flag, text))

    def _question(self, flag: FlagRaised) -> Question:
        e, own = self._seat.evaluation, self._seat.own
        return Question(
            flag=flag,
            reason=e.flag_reasons.get(flag.id, ""),
            cast=e.ruling_votes.get(flag.id, 0),
            own_vote=own.ruling_votes.get(flag.id, ""),
            ruling=e.rulings.get(flag.id),
            decisions=DECISIONS[flag.check],
            mine=flag.expert == self._seat.member,
        )
