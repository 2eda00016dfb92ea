"""Seats that ask both escrow officers to open a member's entries, and what the officers answered.

The centre carries both and can read neither: a request holds public halves and wrapped keys, an answer opens at the
seat that asked. That it comes from that seat, the officers hear from its member (`evidence.sealing.number_of`).
"""

from dataclasses import dataclass

from sqlalchemy import select

from seat_client.centre import clock
from seat_client.centre.drafts import draft_keys
from seat_client.centre.errors import NotFound, Refused
from seat_client.centre.storage import EscrowRow, Storage
from seat_client.evidence.errors import NotOpened
from seat_client.evidence.sealing import OFFICERS, number_of, officer_named
from seat_client.wire.drafts import EscrowRequest

LONGEST_SHARE = 400


@dataclass(frozen=True, slots=True)
class EscrowStanding:
    """A request as the desk shows it; `answers` counts the officers who have answered."""

    evaluation: str
    member: str
    seat: str
    number: str
    asked: str
    answers: int

    @property
    def waits(self) -> bool:
        return self.answers < OFFICERS


class Escrow:
    """At most one request for each member: the newest seat's."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    # --- the seat -----------------------------------------------------------------------------------

    def ask(self, evaluation: str, member: str, seat: str, request: EscrowRequest) -> tuple[dict[str, str], ...]:
        """Put the request down, once; gives the answers so far. Raises Refused for keys that are not this member's."""
        wrapped = sorted(set(request.wrapped))
        with self._storage.transaction() as session:
            if not set(wrapped) <= {key.to_officers for key in draft_keys(session, evaluation, member)} - {""}:
                raise Refused("seal_wrong")
            row = session.get(EscrowRow, (evaluation, member))
            if row is None or (row.seat_key, row.wrapped) != (request.seat_key, wrapped):
                asked = EscrowRow(
                    evaluation=evaluation, member=member, seat=seat, seat_key=request.seat_key, wrapped=wrapped,
                    asked=clock.stamp(), answers={},
                )  # fmt: skip
                row = session.merge(asked)
            return tuple(row.answers.values())

    # --- the desk -----------------------------------------------------------------------------------

    def all(self) -> list[EscrowStanding]:
        """Every request, the newest first."""
        with self._storage.reading() as session:
            rows = session.scalars(select(EscrowRow).order_by(EscrowRow.asked.desc(), EscrowRow.member))
            return [
                EscrowStanding(r.evaluation, r.member, r.seat, number_of(r.seat_key), r.asked, len(r.answers))
                for r in rows
            ]

    def request(self, evaluation: str, member: str) -> dict[str, object]:
        """What both officers answer (`seat-client escrow share`); raises NotFound."""
        with self._storage.reading() as session:
            row = session.get(EscrowRow, (evaluation, member))
            if row is None:
                raise NotFound("request_unknown", member=member)
            return {"seat": row.seat_key, "wrapped": row.wrapped}

    def answer(self, evaluation: str, member: str, answer: object) -> int:
        """An officer's answer, which takes the place of the same officer's earlier one; how many officers have
        answered. Raises NotFound, and Refused for what is not one officer's answer to this request."""
        with self._storage.transaction() as session:
            row = session.get(EscrowRow, (evaluation, member), with_for_update=True)
            if row is None:
                raise NotFound("request_unknown", member=member)
            shares = _shares(answer)
            if sorted(shares) != row.wrapped:
                raise Refused("seal_wrong")
            try:
                officers = {officer_named(wrapped, share) for wrapped, share in shares.items()}
            except NotOpened as wrong:
                raise Refused("seal_wrong") from wrong
            if len(officers) != 1:
                raise Refused("seal_wrong")
            row.answers = {**row.answers, officers.pop(): shares}
            return len(row.answers)


def _shares(answer: object) -> dict[str, str]:
    if not isinstance(answer, dict):
        raise Refused("seal_wrong")
    if not all(isinstance(share, str) and len(share) <= LONGEST_SHARE for share in answer.values()):
        raise Refused("seal_wrong")
    return {str(wrapped): share for wrapped, share in answer.items()}
