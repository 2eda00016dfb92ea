"""One centre, assembled: storage, desk, library, reception and report room for its evaluation."""

import base64
import secrets
from collections.abc import Sequence

from seat_client.centre import clock
from seat_client.centre.acceptance import Inspector
from seat_client.centre.approvals import Approvals
from seat_client.centre.conference.kept_files import KeptFiles
from seat_client.centre.conference.meeting import Meeting
from seat_client.centre.conference.rooms import Doors
from seat_client.centre.deadlines import Deadlines
from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.errors import Forbidden
from seat_client.centre.hints import Hints
from seat_client.centre.library import Library
from seat_client.centre.names import in_name_order
from seat_client.centre.operations import Operations
from seat_client.centre.people import People
from seat_client.centre.practice_clock import PracticeClock
from seat_client.centre.publishing import documents_of
from seat_client.centre.releases import Releases
from seat_client.centre.report_room import ReportRoom
from seat_client.centre.settings import CentreSettings
from seat_client.centre.storage import SessionRow, Storage
from seat_client.centre.undertaking import PARAGRAPHS, undertaking_digest
from seat_client.domain.telling import names_closed
from seat_client.evidence.declarations import project_digest
from seat_client.evidence.keys import SigningKey
from seat_client.evidence.time_authority import NOT_AVAILABLE, TimeAuthority
from seat_client.evidence.timestamps import stamper
from seat_client.wire.models import Assignment

FILES = "files"


class Centre:
    """Everything the routers ask about one evaluation; `house` keeps those of a whole centre."""

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
        self.key = key
        self.trust = tuple(trust)
        self.crls = tuple(crls)
        self.time = TimeAuthority(time_key) if time_key else None
        self.desk = EvaluationDesk(storage, evaluation, Inspector(self.trust, undertaking_digest()), key)
        self.library = Library(self.desk, documents_of(storage, evaluation), settings.data / FILES)
        self.releases = Releases(storage, evaluation, key)
        self.hints = Hints(storage, evaluation, self.library)
        self.people = People(storage, evaluation)
        self.approvals = Approvals(storage, evaluation, needed=settings.terms.approve_questions)
        self.operations = Operations(self.desk, self.people, self.approvals, settings.terms)
        self.deadlines = Deadlines(self.desk, self.approvals, settings.terms)
        self._doors = Doors()
        self.meeting = Meeting(storage, self.desk, self.people, self._doors, settings.call)
        self.kept_files = KeptFiles(storage, self.desk)
        self.clock = PracticeClock(settings.data, practice=settings.practice)
        self.report = ReportRoom(
            storage, self.desk, key, self.trust, practice=settings.practice, turn_seconds=settings.turn_seconds,
            stamper=stamper(self.stamp), crls=self.crls, leaps=lambda: self.clock.leaps,
            supervisors=self.people.watching,
        )  # fmt: skip
        self.report.go_on()

    def stamp(self, request: bytes) -> bytes:
        """The reply to a time-stamp request."""
        if self.time is None:
            return NOT_AVAILABLE
        return self.time.answer(request, at=clock.now(), serial=secrets.randbits(63))

    def assignment(self, session: SessionRow) -> Assignment:
        """The project by names; closed from the first blind stage to the reveal."""
        project = self.desk.project
        with self.desk.at_rest() as evaluation:
            if names_closed(evaluation, session.member):
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
        self.clock.close()
        self._doors.close()
        self.storage.close()
