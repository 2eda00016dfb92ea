"""The house: every evaluation of one database behind one address, and the reception they share.

Any number of processes may each run a house on the same database; whatever one records, the others take in.
"""

import threading
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import select

from seat_client.centre import clock
from seat_client.centre.centre import Centre
from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.desk_log import DeskLog
from seat_client.centre.draws import Draws
from seat_client.centre.enrolment import Enrolment
from seat_client.centre.errors import NotFound
from seat_client.centre.escrow import Escrow
from seat_client.centre.identity import IdentityDesk
from seat_client.centre.people import People
from seat_client.centre.remote_help import RemoteHelp
from seat_client.centre.seat_authority import SeatAuthority
from seat_client.centre.seat_register import SeatRegister
from seat_client.centre.seating import Seating
from seat_client.centre.sessions import Reception
from seat_client.centre.settings import CentreSettings
from seat_client.centre.storage import EvaluationRow, Storage
from seat_client.domain.stages import StageId
from seat_client.wire import CONTRACT, CONTRACTS, RULES
from seat_client.wire.models import CentreInfo

Open = Callable[[str], Centre]


class House:
    """Opens each evaluation when it is first asked for, and keeps it."""

    def __init__(
        self,
        settings: CentreSettings,
        storage: Storage,
        open_centre: Open,
        trust: Sequence[bytes],
        *,
        crls: Sequence[bytes] = (),
        seats: SeatAuthority | None = None,
    ) -> None:
        """`trust` and `crls` judge the members' keys at sign-in; `seats` certifies seats, where they are enrolled."""
        self.settings = settings
        self.storage = storage
        self.generation = storage.generation
        self.enrolment = Enrolment(storage, seats, settings.enrolment)
        self.seats = SeatRegister(storage)
        self.help = RemoteHelp(storage, DeskLog(storage))
        self.identity = IdentityDesk(storage, settings.data)
        self.draws = Draws(storage, trust)
        self.seating = Seating(storage)
        self.escrow = Escrow(storage)
        self.reception = Reception(
            storage, self._seat_of, trust, settings, identity=self.identity, draws=self.draws, seating=self.seating,
            crls=crls, seat_known=self.enrolment.known,
        )  # fmt: skip
        self._open = open_centre
        self._opening = threading.Lock()
        self._centres: dict[str, Centre] = {}
        self._committees: dict[str, frozenset[str]] = {}  # of every evaluation, in the order of their opening
        storage.watch(self._told, shared=settings.workers > 1)

    @classmethod
    def around(cls, centre: Centre) -> "House":
        """A house with this one evaluation."""
        house = cls(centre.settings, centre.storage, lambda _: centre, centre.trust, crls=centre.crls)
        house._centres[centre.desk.project.id] = centre
        evaluation = centre.desk.project.id
        others = People(centre.storage, evaluation).all()
        house._committees[evaluation] = _members(centre.desk.project.document) | others
        return house

    def info(self) -> CentreInfo:
        return CentreInfo(
            name=self.settings.name, contract=CONTRACT, contracts=CONTRACTS, rules=RULES,
            practice=self.settings.practice, time=clock.stamp(), generation=self.generation,
            enrolled_only=self.settings.enrolled_only, sign_in_opens=self.settings.sign_in_opens or None,
            sign_in_closes=self.settings.sign_in_closes or None,
        )  # fmt: skip

    def centre(self, evaluation: str) -> Centre:
        """The centre's half of one evaluation; raises NotFound."""
        if (centre := self.opened(evaluation)) is not None:
            return centre
        with self._opening:
            if evaluation not in self._centres:
                if evaluation not in self._committees:
                    self._look_round()
                if evaluation not in self._committees:
                    raise NotFound("evaluation_unknown")
                self._centres[evaluation] = self._open(evaluation)
            return self._centres[evaluation]

    def all(self) -> list[Centre]:
        """Every evaluation that may be seen, in the order in which they were published."""
        with self._opening:
            self._look_round()
        return [self.centre(evaluation) for evaluation in list(self._committees)]

    def only(self) -> Centre:
        """The one evaluation of a house that has no more; raises NotFound."""
        if len(self._committees) != 1:
            with self._opening:
                self._look_round()
        if len(self._committees) != 1:
            raise NotFound("evaluation_unknown")
        return self.centre(next(iter(self._committees)))

    def opened(self, evaluation: str) -> Centre | None:
        """The evaluation if it is open already: asking costs nothing."""
        return self._centres.get(evaluation)

    def _seat_of(self, member: str, evaluation: str) -> EvaluationDesk | None:
        """Where the member is to sit: the evaluation named, else the first of theirs that is not over."""
        found = self._evaluations_of(member, evaluation)
        if not found:
            with self._opening:
                self._look_round()  # it may have been published since, by another process
            found = self._evaluations_of(member, evaluation)
        desks = [self.centre(e).desk for e in found]
        return next((d for d in desks if not _over(d)), desks[-1] if desks else None)

    def _evaluations_of(self, member: str, evaluation: str) -> list[str]:
        return [e for e, committee in self._committees.items() if member in committee and evaluation in ("", e)]

    def _look_round(self) -> None:
        with self.storage.reading() as session:
            rows = session.execute(
                select(EvaluationRow.id, EvaluationRow.document)
                .where(EvaluationRow.id.not_in(list(self._committees)), EvaluationRow.sealed.is_(False))
                .order_by(EvaluationRow.opened_at, EvaluationRow.id)
            ).all()
        for row in rows:
            self._committees[row.id] = _members(row.document) | People(self.storage, row.id).all()

    def _told(self, evaluation: str) -> None:
        """Another process recorded facts; empty: in whichever evaluation."""
        if evaluation:
            self._take_in([evaluation])
        else:
            cursors = self.storage.cursors()
            self._take_in(e for e, c in list(self._centres.items()) if cursors.get(e) != c.desk.cursor)

    def _take_in(self, evaluations: Iterable[str]) -> None:
        for evaluation in evaluations:
            if (centre := self._centres.get(evaluation)) is not None:
                centre.desk.look()

    def close(self) -> None:
        self.storage.close()


def _members(document: dict[str, object]) -> frozenset[str]:
    committee = document["committee"]
    return frozenset(str(member["id"]) for member in committee) if isinstance(committee, list) else frozenset()


def _over(desk: EvaluationDesk) -> bool:
    with desk.at_rest() as evaluation:
        return evaluation.stage is StageId.CLOSED
