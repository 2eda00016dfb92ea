"""Whether one envelope is taken: idempotency, order in the aggregate, the chain, signatures, and the rules."""

import base64
import binascii
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from seat_client.centre import clock
from seat_client.centre.storage import ActRow
from seat_client.domain import events as ev
from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.legality import check
from seat_client.domain.member_acts import MemberActs
from seat_client.evidence import declarations
from seat_client.evidence.canonical import canonical, digest
from seat_client.evidence.cms import verify_detached
from seat_client.evidence.envelope import GENESIS, Envelope
from seat_client.evidence.errors import InvalidCms, NotCanonical
from seat_client.wire.codec import act_to_json
from seat_client.wire.models import ActEnvelope, ActOutcome, Problem


class Inspector:
    """Checks what members sign: the undertaking and the locked sheets."""

    def __init__(self, trust: Sequence[bytes], undertaking_digest: str) -> None:
        self._trust = tuple(trust)
        self._undertaking = undertaking_digest

    def inspect(self, evaluation: Evaluation, own: MemberActs, act: ev.Act) -> None:
        """Raise RuleViolation unless the signature in `act` is the member's own over exactly this object."""
        project = evaluation.project.id
        if isinstance(act, ev.SignUndertaking):
            if act.statement_digest != self._undertaking:
                raise RuleViolation("statement_differs")
            document = declarations.undertaking(project, own.member, self._undertaking, act.choice, act.grounds)
            self._signed(document, act.signature, own.member)
        elif isinstance(act, ev.LockSheet):
            document = declarations.sheet_manifest(project, own.member, str(act.stage), sheet(evaluation, own, act))
            if digest(document) != act.manifest_digest:
                raise RuleViolation("manifest_differs")
            self._signed(document, act.signature, own.member)

    def _signed(self, document: object, signature: str, member: str) -> None:
        try:
            der = base64.b64decode(signature, validate=True)
            signer = verify_detached(canonical(document), der, self._trust, at=clock.now())
        except (InvalidCms, binascii.Error) as broken:
            raise RuleViolation("signature_wrong") from broken
        if signer.member != member:
            raise RuleViolation("signature_not_yours")


def sheet(evaluation: Evaluation, own: MemberActs, act: ev.LockSheet) -> dict[str, dict[str, str]]:
    """The sheet as the centre holds it: what the member's entries add up to."""
    criteria = [c.id for s in evaluation.sections_of(act.stage) for c in evaluation.project.criteria_of(s.id)]
    return {code: {c: own.score(code, c) for c in criteria} for code in evaluation.active_codes()}


class Acceptance:
    """The way of one envelope through the checks, inside a transaction."""

    def __init__(
        self, session: Session, evaluation_id: str, evaluation: Evaluation, own: MemberActs, inspector: Inspector
    ) -> None:
        self._session = session
        self._id = evaluation_id
        self._evaluation = evaluation
        self._own = own
        self._inspector = inspector

    def take(self, envelope: ActEnvelope, seat: str) -> tuple[ActRow | None, ActOutcome]:
        """The row to keep (None: nothing new to keep) and the answer."""
        if (envelope.member, envelope.seat, envelope.project) != (self._own.member, seat, self._id):
            return None, _refusal(envelope, "chain_broken")  # not kept: it would stand in another seat's chain
        known = self._session.scalar(select(ActRow).where(ActRow.id == envelope.id))
        if known is not None:
            return None, _answer(known, envelope)
        last = self._last_revision(envelope)
        if envelope.rev <= last:
            return None, _conflict(envelope, "revision_taken")
        if envelope.rev > last + 1 or not self._continues(envelope):
            return None, ActOutcome(id=envelope.id, state="gap")
        problem = self._problem(envelope)
        return self._row(envelope, problem), _outcome(envelope, problem)

    def _last_revision(self, envelope: ActEnvelope) -> int:
        query = select(func.max(ActRow.rev)).where(
            ActRow.evaluation == self._id,
            ActRow.member == self._own.member,
            ActRow.aggregate == envelope.aggregate,
        )
        return self._session.scalar(query) or 0

    def _continues(self, envelope: ActEnvelope) -> bool:
        """A seat's chain goes on from its head, or begins anew after the seat was set up afresh."""
        query = (
            select(ActRow.hash)
            .where(ActRow.evaluation == self._id, ActRow.member == self._own.member, ActRow.seat == envelope.seat)
            .order_by(ActRow.seq.desc())
            .limit(1)
        )
        return envelope.prev in (GENESIS, self._session.scalar(query))

    def _problem(self, envelope: ActEnvelope) -> Problem | None:
        try:
            _check_link(envelope)
            check(self._evaluation, self._own, envelope.body)
            self._inspector.inspect(self._evaluation, self._own, envelope.body)
        except RuleViolation as refused:
            return Problem(code=refused.code, facts=refused.facts)
        return None

    def _row(self, envelope: ActEnvelope, problem: Problem | None) -> ActRow:
        state = "accepted" if problem is None else "refused"
        return ActRow(
            id=envelope.id, evaluation=self._id, member=self._own.member, seat=envelope.seat,
            aggregate=envelope.aggregate, rev=envelope.rev, at=envelope.at, prev=envelope.prev, hash=envelope.hash,
            body=act_to_json(envelope.body), state=state, problem=problem.model_dump() if problem else None,
            received=clock.stamp(),
        )  # fmt: skip


def _check_link(envelope: ActEnvelope) -> None:
    """The envelope names its kind and aggregate rightly, and its hash holds; raises RuleViolation."""
    body = envelope.body
    try:
        whole = to_evidence(envelope).computed_hash() == envelope.hash
    except NotCanonical:  # a number that no hash can be made of
        whole = False
    if not whole or envelope.kind != body.kind or envelope.aggregate != ev.aggregate_of(body):
        raise RuleViolation("chain_broken")


def to_evidence(envelope: ActEnvelope) -> Envelope:
    """The wire's envelope as the evidence package hashes it."""
    fields = envelope.model_dump(exclude={"body"})
    return Envelope(**fields, body=act_to_json(envelope.body))  # type: ignore[arg-type]


def _answer(known: ActRow, envelope: ActEnvelope) -> ActOutcome:
    """The same answer for the same act; another act under a known id is a conflict."""
    if (known.member, known.hash) != (envelope.member, envelope.hash):
        return _conflict(envelope, "id_taken")
    return _outcome(envelope, Problem.model_validate(known.problem) if known.problem is not None else None)


def _outcome(envelope: ActEnvelope, problem: Problem | None) -> ActOutcome:
    return ActOutcome(id=envelope.id, state="accepted" if problem is None else "refused", problem=problem)


def _refusal(envelope: ActEnvelope, code: str) -> ActOutcome:
    return _outcome(envelope, Problem(code=code))


def _conflict(envelope: ActEnvelope, code: str) -> ActOutcome:
    return ActOutcome(id=envelope.id, state="conflict", problem=Problem(code=code))
