"""The report at the centre: assembled once, certified, signed in turn, closed; every revision is kept."""

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from seat_client.centre import clock
from seat_client.centre.attached_sheets import attached_sheets
from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.errors import Conflict, NotFound, Refused
from seat_client.centre.practice_clock import Leap
from seat_client.centre.report_content import report_content
from seat_client.centre.score_publication import score_publication
from seat_client.centre.storage import RevisionRow, Storage, TurnRow
from seat_client.domain import office
from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.events import AgreementDeemed, Fact, ReportClosed, ReportPublished, ReportSigned
from seat_client.domain.stages import StageId
from seat_client.evidence.cms import Stamper
from seat_client.evidence.errors import EvidenceError
from seat_client.evidence.keys import SigningKey
from seat_client.evidence.layout import lay_out, lay_out_publication
from seat_client.evidence.pades import certify, close, sign_deemed, stamp
from seat_client.evidence.revisions import check_revision
from seat_client.wire.models import ReportState, Turn

CENTRE = "centre"


class ReportRoom:
    """Signing happens one member at a time, each on the newest revision; the chair comes last."""

    def __init__(
        self,
        storage: Storage,
        desk: EvaluationDesk,
        key: SigningKey,
        trust: Sequence[bytes],
        *,
        practice: bool,
        turn_seconds: int,
        stamper: Stamper,
        crls: Sequence[bytes] = (),
        leaps: Callable[[], Sequence[Leap]] = tuple,
        supervisors: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        """`leaps` are those of a practice clock, `supervisors` the names of those who watch: the report tells both."""
        self._storage = storage
        self._desk = desk
        self._id = desk.project.id
        self._key = key
        self._trust = tuple(trust)
        self._practice = practice
        self._turn_seconds = turn_seconds
        self._stamper = stamper
        self._crls = tuple(crls)
        self._own_work = threading.Lock()
        self._leaps = leaps
        self._supervisors = supervisors

    def go_on(self) -> None:
        """Do what falls to the centre now, also after a stop in the middle: publish the report, or close it."""
        with self._desk.at_rest(known=True) as e:
            if e.stage is not StageId.REPORT or (e.report_digest and e.signers_left()):
                return
        with self._own_work:  # one at a time: a second one finds it done
            self._publish()
            self._close()

    def state(self) -> ReportState:
        with self._desk.at_rest() as e:
            return self._state(e)

    def content(self) -> bytes:
        """The newest revision."""
        return self._revision(self.state().digest)

    def publication(self) -> bytes:
        """The score sheet for publication; there is none before the report is closed."""
        with self._desk.at_rest() as e:
            if not e.report_closed:
                raise NotFound("report_not_ready")
            sheet = score_publication(self._desk)
        return lay_out_publication(sheet, practice=self._practice)

    def take_turn(self, member: str) -> Turn:
        """The right to sign next, for a limited time; the chair gets it when all others have signed."""

        def work(session: Session) -> list[Fact]:
            _check_signer(self._desk.evaluation, member)
            held = session.get(TurnRow, self._id)
            if held is None or held.member == member or clock.passed(held.until):
                session.merge(TurnRow(evaluation=self._id, member=member, until=clock.after(self._turn_seconds)))
            return []

        self._desk.write(work)
        state = self.state()  # after the lease: from now on nobody else changes the revision
        return Turn(granted=state.turn == member, holder=state.turn, until=state.turn_until, digest=state.digest)

    def put(self, member: str, base: str, pdf: bytes) -> ReportState:
        """Take a revision signed by the member who holds the turn; the chair's closes the report."""
        self._check_turn(member, base)
        try:
            check_revision(
                self._revision(base), pdf, field=member, member=member, trust=self._trust, at=clock.now(),
                crls=self._crls,
            )  # fmt: skip
        except EvidenceError as broken:
            raise Refused("report_revision_refused", reason=type(broken).__name__) from broken
        self._desk.write(lambda session: self._signed(session, member, base, pdf))
        self.go_on()
        return self.state()

    def deem(self, member: str, witness: str) -> ReportState:
        """Record that a silent member is deemed to agree, in the reserved field, by the centre's signature.

        Only after a written notice and its deadline (implementing regulations art. 53).
        """
        state = self.state()
        with self._desk.at_rest() as e:
            _check_deemed(e, member)
            text = _deemed_words(e, member, witness, leapt=self._has_leapt(e.notices[member].at))
        if state.turn:
            raise Conflict("turn_not_held")  # a member is signing on the newest revision just now
        pdf = sign_deemed(
            self._revision(state.digest), member, self._key, text=text, at=clock.now(), stamper=self._stamper
        )

        def work(session: Session) -> list[Fact]:
            self._check_base(state.digest)
            _check_deemed(self._desk.evaluation, member)
            return [AgreementDeemed(member, self._keep(session, pdf, CENTRE), len(pdf), clock.stamp())]

        self._desk.write(work)
        return self.state()

    def _has_leapt(self, since: str) -> bool:
        """Whether the practice clock was put forward after a moment."""
        served = datetime.fromisoformat(since)
        return any(datetime.fromisoformat(leap.at) >= served for leap in self._leaps())

    # --- the centre's own revisions -------------------------------------------------------------

    def _publish(self) -> None:
        """Assemble and certify the report; of two processes that do so at once, the first one's stands."""
        with self._desk.at_rest() as e:
            if e.report_digest:
                return
            sheets = attached_sheets(self._desk)
        content = report_content(self._desk, self._leaps(), self._supervisors())
        laid_out = lay_out(content, practice=self._practice, attachments=sheets)
        pdf = certify(laid_out.pdf, laid_out.fields, self._key, clock.now())

        def work(session: Session) -> list[Fact]:
            if self._desk.evaluation.report_digest:
                return []
            return [ReportPublished(self._keep(session, pdf, CENTRE), len(pdf))]

        self._desk.write(work)

    def _close(self) -> None:
        """Sign for the centre once nobody else is to sign."""
        with self._desk.at_rest() as e:
            if e.signers_left() or e.report_closed:
                return
            base = e.report_digest
        signed = self._revision(base)
        signed = stamp(signed, self._stamper) or signed  # completes what was signed while no stamp was to be had
        pdf = close(signed, self._key, clock.now(), certificates=self._trust, crls=self._crls)

        def work(session: Session) -> list[Fact]:
            if self._desk.evaluation.report_closed:
                return []
            self._check_base(base)
            return [ReportClosed(self._keep(session, pdf, CENTRE), len(pdf))]

        self._desk.write(work)

    # --- what stands in the way -----------------------------------------------------------------

    def _check_turn(self, member: str, base: str) -> None:
        state = self.state()
        if base != state.digest:
            raise Conflict("report_stale")
        if state.turn != member:
            raise Conflict("turn_not_held")

    def _check_base(self, base: str) -> None:
        """Inside `write`: nobody has added to the report meanwhile."""
        if base != self._desk.evaluation.report_digest:
            raise Conflict("report_stale")

    def _signed(self, session: Session, member: str, base: str, pdf: bytes) -> list[Fact]:
        self._check_base(base)
        turn = session.get(TurnRow, self._id)
        if turn is not None:
            session.delete(turn)
        return [ReportSigned(member, self._keep(session, pdf, member), len(pdf), clock.stamp())]

    # --- revisions and turns --------------------------------------------------------------------

    def _state(self, e: Evaluation) -> ReportState:
        if not e.report_digest:
            raise NotFound("report_not_ready")
        holder, until = self._holder()
        return ReportState(
            digest=e.report_digest, size=e.report_size, signed=dict(e.report_signed), deemed=dict(e.report_deemed),
            closed=e.report_closed, turn=holder, turn_until=until,
        )  # fmt: skip

    def _keep(self, session: Session, pdf: bytes, author: str) -> str:
        digest = hashlib.sha256(pdf).hexdigest()
        session.add(RevisionRow(evaluation=self._id, digest=digest, author=author, content=pdf))
        return digest

    def _revision(self, digest: str) -> bytes:
        wanted = (RevisionRow.evaluation == self._id, RevisionRow.digest == digest)
        with self._storage.reading() as session:
            return session.execute(select(RevisionRow.content).where(*wanted)).scalar_one()

    def _holder(self) -> tuple[str, str]:
        with self._storage.reading() as session:
            row = session.get(TurnRow, self._id)
        if row is None or clock.passed(row.until):
            return "", ""
        return row.member, row.until


def _check_signer(e: Evaluation, member: str) -> None:
    """Raise NotFound or Conflict unless the member may sign now."""
    left = e.signers_left()
    if not e.report_digest:
        raise NotFound("report_not_ready")
    if member not in left:
        raise Conflict("already_done")
    if member == e.chair and len(left) > 1:
        raise Conflict("chair_signs_last")


def _check_deemed(e: Evaluation, member: str) -> None:
    """Raise Conflict unless the notice was served and its deadline is over."""
    try:
        office.check_deemed(e, member, clock.now())
    except RuleViolation as refused:
        raise Conflict(refused.code, **refused.facts) from refused


def _deemed_words(e: Evaluation, member: str, witness: str, *, leapt: bool) -> str:
    """What stands in the reserved field: what happened, when, who saw it, and whether a practice clock was put on."""
    notice, refusal = e.notices[member], e.refusals.get(member)
    served, until = (clock.local(at).strftime("%m-%d %H:%M") for at in (notice.at, notice.deadline))
    times = f"书面通知 {served} 送达，期限 {until}{'（演练时钟已拨快）' if leapt else ''}。"
    if refusal is not None and refusal.text:
        return f"拒绝签名，书面理由：{refusal.text}。{times}见证：{witness}"
    return f"{times}逾期未签名且未书面说明理由，视为同意评标结论。见证：{witness}"
