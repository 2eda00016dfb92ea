"""The supervisor's seat: where every member stands, and the few acts a supervisor has, each of them on the record."""

from collections.abc import Set
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from seat_client.domain.stages import StageId
from seat_client.services.seat import Seat
from seat_client.sync.client import CentreClient


@dataclass(frozen=True, slots=True)
class Standing:
    """One member by number: at the seat or not yet, and whether the own part of the present stage is done."""

    number: int
    signed_in: bool
    done: bool


class Supervision:
    """Watches what every member may know; no sheet is told before all have locked theirs."""

    def __init__(self, seat: Seat, client: CentreClient) -> None:
        self._seat = seat
        self._client = client
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="supervision")

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The members in the order of the committee."""
        e = self._seat.evaluation
        done = self._done()
        return tuple(Standing(n, m in e.signed_in, m in done) for n, m in enumerate(e.members, start=1))

    @property
    def sealed(self) -> bool:
        """The evaluation is suspended and waits for two people to open it."""
        return self._seat.evaluation.suspended is not None

    @property
    def hidden(self) -> bool:
        """Nothing of the evaluation may be shown: it is sealed for now, or for good."""
        return self.sealed or self._seat.evaluation.sealed_for_good is not None

    @property
    def opens(self) -> datetime | None:
        """From when a sealed evaluation may be opened; None when at any time."""
        suspended = self._seat.evaluation.suspended
        return datetime.fromisoformat(suspended.opens) if suspended is not None and suspended.opens else None

    def mark(self, text: str) -> "Future[int]":
        """Put an event on the record; members read it. Fails with CentreRefused or CentreUnreachable."""
        return self._worker.submit(lambda: self._client.mark(text.strip()).cursor)

    def come_to_open(self) -> "Future[int]":
        """Come to open what is sealed: how many different people have come; the second opens."""
        return self._worker.submit(lambda: self._client.come_to_open().people)

    def leave(self) -> "Future[int]":
        """Sign out; the record says so."""
        return self._worker.submit(lambda: self._client.leave().cursor)

    def close(self) -> None:
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _done(self) -> Set[str]:
        """Who has done the own part of the present stage, as far as the record tells it by member."""
        e = self._seat.evaluation
        by_stage: dict[StageId, Set[str]] = {
            StageId.SIGN_IN: e.signed_in.keys(),
            StageId.DISCIPLINE: set(e.disciplined),
            StageId.UNDERTAKING: set(e.undertaken),
            StageId.CHAIR_ELECTION: e.ballots_cast.get(e.ballot_round, set()),
            StageId.TENDER_READING: set(e.read),
            StageId.TECHNICAL: set(e.locked.get(StageId.TECHNICAL, ())),
            StageId.BUSINESS: set(e.locked.get(StageId.BUSINESS, ())),
            StageId.PRICE: set(e.price_confirmed),
            StageId.SUMMARY: e.summary_confirmed.keys() | e.dissents.keys(),
            StageId.REPORT: e.report_signed.keys() | e.report_deemed.keys(),
            StageId.FEE: set(e.fee_confirmed),
            StageId.RELEASE: set(e.released),
        }
        return by_stage.get(self._seat.stage, set())
