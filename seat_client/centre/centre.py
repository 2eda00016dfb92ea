"""One centre, assembled: storage, desk, library, reception and report room for its evaluation."""

import base64
import secrets
from collections.abc import Sequence

from seat_client.centre import clock
from seat_client.centre.acceptance import Inspector
from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.errors import Forbidden
from seat_client.centre.library import Library
from seat_client.centre.names import in_name_order
from seat_client.centre.publishing import documents_of
from seat_client.centre.report_room import ReportRoom
from seat_client.centre.sessions import Reception
from seat_client.centre.settings import CentreSettings
from seat_client.centre.storage import SessionRow, Storage
from seat_client.centre.undertaking import PARAGRAPHS, undertaking_digest
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.stages import Part, StageId
from seat_client.evidence.declarations import project_digest
from seat_client.evidence.keys import SigningKey
from seat_client.evidence.time_authority import NOT_AVAILABLE, TimeAuthority
from seat_client.evidence.timestamps import stamper
from seat_client.wire import CONTRACT
from seat_client.wire.models import Assignment, CentreInfo

FILES = "files"


class Centre:
    """Everything the routers ask; one evaluation at a time in `/v0`."""

    def __init__(
        self,
        settings: CentreSettings,
        storage: Storage,
        evaluation: str,
        key: SigningKey,
        trust: Sequence[bytes],
        *,
        time_key: SigningKey | None = None,
        crls: Sequence[bytes] = (),
    ) -> None:
        """`time_key` signs time stamps; without one there are none. `crls` are the revocation lists to go by."""
        self.settings = settings
        self.storage = storage
        self.trust = tuple(trust)
        self.crls = tuple(crls)
        self.time = TimeAuthority(time_key) if time_key else None
        self.desk = EvaluationDesk(storage, evaluation, Inspector(self.trust, undertaking_digest()))
        self.library = Library(self.desk, documents_of(storage, evaluation), settings.data / FILES)
        self.reception = Reception(storage, self.desk, self.trust, settings.challenge_seconds)
        self.report = ReportRoom(
            storage, self.desk, key, self.trust, practice=settings.practice, turn_seconds=settings.turn_seconds,
            stamper=stamper(self.stamp), crls=self.crls,
        )  # fmt: skip
        self.report.go_on()

    def stamp(self, request: bytes) -> bytes:
        """The reply to a time-stamp request."""
        if self.time is None:
            return NOT_AVAILABLE
        return self.time.answer(request, at=clock.now(), serial=secrets.randbits(63))

    def info(self) -> CentreInfo:
        return CentreInfo(
            name=self.settings.name, contract=CONTRACT, practice=self.settings.practice, time=clock.stamp()
        )

    def assignment(self, session: SessionRow) -> Assignment:
        """The project by names; closed from the first blind stage to the reveal."""
        project = self.desk.project
        with self.desk.at_rest() as evaluation:
            if _blind_part_runs(evaluation):
                raise Forbidden("names_closed")
            commitment = evaluation.commitment
        return Assignment(
            project=dict(project.document),
            bidders_in_name_order=in_name_order(project.bidders),
            member=session.member,
            seat=session.seat,
            seat_label=session.seat,
            place=project.places[0].name if project.places else self.settings.name,
            undertaking=PARAGRAPHS,
            undertaking_digest=undertaking_digest(),
            rules_digest=project_digest(project.document),
            commitment=commitment,
            trust=tuple(base64.b64encode(c).decode() for c in self.trust),
            practice=self.settings.practice,
            crls=tuple(base64.b64encode(c).decode() for c in self.crls),
        )

    def close(self) -> None:
        self.storage.close()


def _blind_part_runs(e: Evaluation) -> bool:
    """From the dealing of the codes until the reveal."""
    return e.row.part is Part.BLIND or (e.codes_dealt and not e.revealed and e.stage is not StageId.SUMMARY)
