"""Election of the chair: a secret ballot in which every member has one equal vote."""

from concurrent.futures import Future
from dataclasses import dataclass

from seat_client.domain.events import CastBallot
from seat_client.domain.legality import may_chair
from seat_client.services.seat import Seat
from seat_client.store.store import SavedAct


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member as the ballot shows it: number, specialty, and why it may not be chosen (empty: it may)."""

    member: str
    number: int
    specialty: str
    own: bool
    reason: str


class ChairElection:
    """The ballot of the present round."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    @property
    def round(self) -> int:
        return self._seat.evaluation.ballot_round

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """All members in committee order; `reason` is purchaser_representative or not_in_the_tie."""
        return tuple(self._candidate(m) for m in self._seat.evaluation.members)

    @property
    def cast(self) -> int:
        """How many members have voted in this round."""
        return len(self._seat.evaluation.ballots_cast.get(self.round, ()))

    @property
    def voted(self) -> bool:
        return self.round in self._seat.own.ballots

    @property
    def tied(self) -> tuple[str, ...]:
        """The members between whom this further round decides; empty in the first."""
        return self._seat.evaluation.ballot_tied

    def vote(self, candidate: str) -> "Future[SavedAct]":
        return self._seat.act(CastBallot(candidate, self.round))

    def _candidate(self, member: str) -> Candidate:
        person = self._seat.evaluation.person(member)
        reason = ""
        if person.kind != "expert":
            reason = "purchaser_representative"
        elif not may_chair(self._seat.evaluation, member):
            reason = "not_in_the_tie"
        return Candidate(member, self._seat.role_number(member), person.specialty, member == self._seat.member, reason)
