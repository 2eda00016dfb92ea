"""Whether one envelope is taken: idempotency, the seat's journal, order in the aggregate, signatures, and the rules.

A link that is genuine and in its place becomes part of its journal whatever comes of it, refused or in conflict, so
that the journal goes on. What is not genuine is kept as an incident beside it, and answered without a receipt.
"""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from seat_client.centre import clock
from seat_client.centre.drafts import MemberDrafts, check_sealed
from seat_client.centre.journals import Place, move, place_of
from seat_client.centre.storage import ActRow, IncidentRow
from seat_client.domain import events as ev
from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.legality import check
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.signed_sheets import revised_sheet
from seat_client.evidence import declarations
from seat_client.evidence.canonical import Json, canonical, digest
from seat_client.evidence.cms import verify_detached
from seat_client.evidence.envelope import Envelope
from seat_client.evidence.errors import InvalidCms, NotCanonical
from seat_client.evidence.journal import is_signed
from seat_client.evidence.keys import SigningKey
from seat_client.evidence.receipts import Answered, receipt
from seat_client.wire.codec import body_to_json
from seat_client.wire.drafts import SealedEntry, sealed_aggregate
from seat_client.wire.models import ActEnvelope, ActOutcome, Problem

_KEEP = insert(ActRow).returning(ActRow.seq)


class Inspector:
    """Checks what members sign: the undertaking, the locked sheets and their revisions, the fee slip."""

    def __init__(
        self, trust: Sequence[bytes], undertaking_digest: str, now: Callable[[], datetime] = clock.now
    ) -> None:
        """`now` is when certificates are to be good; whoever looks back gives another time."""
        self._trust = tuple(trust)
        self._now = now
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
            self._same(document, act.manifest_digest, "manifest_differs")
            self._signed(document, act.signature, own.member)
        elif isinstance(act, ev.SignRevision):
            stage, cells = revised_sheet(evaluation, own, act)
            document = declarations.sheet_manifest(project, own.member, str(stage), cells)
            self._same(document, act.manifest_digest, "manifest_differs")
            self._signed(document, act.signature, own.member)
        elif isinstance(act, ev.ConfirmFee):
            document = declarations.fee_slip(project, evaluation.fees[own.member])
            self._same(document, act.slip_digest, "fee_differs")
            self._signed(document, act.signature, own.member)
        elif isinstance(act, ev.AcknowledgeDiscipline | ev.ConfirmReading):
            self._same_rules(evaluation, act.rules_digest)

    def _same_rules(self, evaluation: Evaluation, told: str) -> None:
        if told != declarations.project_digest(evaluation.published.document):
            raise RuleViolation("rules_differ")

    def _same(self, document: dict[str, Json], told: str, code: str) -> None:
        if digest(document) != told:
            raise RuleViolation(code)

    def _signed(self, document: object, signature: str, member: str) -> None:
        try:
            der = base64.b64decode(signature, validate=True)
            signer = verify_detached(canonical(document), der, self._trust, at=self._now())
        except (InvalidCms, binascii.Error) as broken:
            raise RuleViolation("signature_wrong") from broken
        if signer.member != member:
            raise RuleViolation("signature_not_yours")


def sheet(evaluation: Evaluation, own: MemberActs, act: ev.LockSheet) -> dict[str, dict[str, str]]:
    """The sheet as the centre holds it: what the member's entries add up to."""
    criteria = [c.id for s in evaluation.sections_of(act.stage) for c in evaluation.project.criteria_of(s.id)]
    return {code: {c: own.score(code, c) for c in criteria} for code in evaluation.sheet_codes()}


class Acceptance:
    """The way of one member's envelopes through the checks, inside a transaction."""

    def __init__(
        self,
        session: Session,
        evaluation: Evaluation,
        own: MemberActs,
        drafts: MemberDrafts,
        inspector: Inspector,
        *,
        key: SigningKey,
    ) -> None:
        """`key` signs the receipts."""
        self._session = session
        self._id = evaluation.project.id
        self._evaluation = evaluation
        self._own = own
        self._drafts = drafts
        self._inspector = inspector
        self._key = key
        self._cursor = 0
        self._heads: dict[str, str] = {}  # of the journals that grew here, until `close` writes them

    def take(self, envelope: ActEnvelope, seat: str, cursor: int) -> tuple[int, ActOutcome]:
        """The number under which it is kept (0: nothing new was), and the answer; `cursor` is the last fact now."""
        self._cursor = cursor
        place = self._place(envelope, seat)
        if place is not None and (known := self._known(envelope, place)) is not None:
            return 0, known
        if place is None or not _is_genuine(envelope, place.public_key):
            self._note(envelope, seat, "chain_broken", linked=False)
            return 0, _outcome(envelope, Problem(code="chain_broken"))
        if envelope.prev != self._heads.get(envelope.chain, place.head):
            return 0, ActOutcome(id=envelope.id, state="gap")
        self._heads[envelope.chain] = envelope.hash
        if envelope.rev <= place.revision:
            taken = Problem(code="revision_taken")
            answer = _kept(envelope, "conflict", taken, self._receipt(envelope, "conflict", taken))
            self._note(envelope, seat, taken.code, linked=True, receipt=answer.receipt)
            return 0, answer
        problem = self._problem(envelope)
        row = self._row(envelope, problem)
        number = self._session.connection().execute(_KEEP, row).scalar_one()
        return number, _kept(envelope, row["state"], problem, row["receipt"])

    def close(self) -> None:
        """Write how far the journals have come; the last thing of a batch."""
        move(self._session, self._id, self._heads)

    def _known(self, envelope: ActEnvelope, place: Place) -> ActOutcome | None:
        """The same answer for the same act; another act under a known id is a conflict."""
        for kept in (place.act, place.conflict):
            if kept is not None and (kept.member, kept.hash) == (self._own.member, envelope.hash):
                problem = Problem.model_validate(kept.problem) if kept.problem is not None else None
                return _kept(envelope, kept.state, problem, kept.receipt)
        if place.act is not None:
            self._note(envelope, envelope.seat, "id_taken", linked=False)
            return ActOutcome(id=envelope.id, state="conflict", problem=Problem(code="id_taken"))
        return None

    def _place(self, envelope: ActEnvelope, seat: str) -> Place | None:
        """Where it belongs, when the journal it claims to be of is the sender's own."""
        mine = (self._own.member, seat)
        if (envelope.member, envelope.seat, envelope.project) != (*mine, self._id):
            return None
        place = place_of(self._session, self._id, self._own.member, envelope)
        return place if place is not None and (place.member, place.seat) == mine else None

    def _problem(self, envelope: ActEnvelope) -> Problem | None:
        body, own = envelope.body, self._own
        try:
            if isinstance(body, SealedEntry):
                check_sealed(self._evaluation, own, body, envelope.at)
                return None
            if isinstance(body, ev.EnterScore):
                raise RuleViolation("entry_not_sealed")
            if isinstance(body, ev.LockSheet):
                own = self._drafts.with_opened(own, body)
            check(self._evaluation, own, body, envelope.at)
            self._inspector.inspect(self._evaluation, own, body)
        except RuleViolation as refused:
            return Problem(code=refused.code, facts=refused.facts)
        return None

    def _row(self, envelope: ActEnvelope, problem: Problem | None) -> dict[str, Any]:
        state = "accepted" if problem is None else "refused"
        return {
            "id": envelope.id, "evaluation": self._id, "member": self._own.member, "seat": envelope.seat,
            "aggregate": envelope.aggregate, "rev": envelope.rev, "at": envelope.at, "prev": envelope.prev,
            "hash": envelope.hash, "body": body_to_json(envelope.body), "state": state,
            "problem": problem.model_dump() if problem else None, "received": clock.stamp(), "chain": envelope.chain,
            "anchors": dict(envelope.anchors), "signature": envelope.signature, "cursor": self._cursor,
            "receipt": self._receipt(envelope, state, problem),
        }  # fmt: skip

    def _receipt(self, envelope: ActEnvelope, state: str, problem: Problem | None) -> str:
        code = problem.code if problem else ""
        return receipt(Answered(self._id, envelope.id, envelope.hash, state, code, self._cursor), self._key)

    def _note(self, envelope: ActEnvelope, seat: str, code: str, *, linked: bool, receipt: str = "") -> None:
        """Put an incident on record, once however often it is sent."""
        same = (IncidentRow.evaluation == self._id, IncidentRow.id == envelope.id, IncidentRow.hash == envelope.hash)
        if self._session.scalar(select(IncidentRow.seq).where(*same, IncidentRow.seat == seat)) is not None:
            return
        self._session.add(
            IncidentRow(
                evaluation=self._id, member=self._own.member, seat=seat, code=code, id=envelope.id,
                hash=envelope.hash, linked=linked, cursor=self._cursor, envelope=envelope_to_json(envelope),
                received=clock.stamp(), receipt=receipt,
            )
        )  # fmt: skip
        self._session.flush()  # the next envelope may be the same


def _is_genuine(envelope: ActEnvelope, public_key: str) -> bool:
    """The envelope names its kind and aggregate rightly, its hash holds, and its seat's key signed it."""
    body = envelope.body
    if isinstance(body, SealedEntry):
        named = envelope.aggregate.startswith(sealed_aggregate(str(body.stage), ""))
    else:
        named = envelope.aggregate == ev.aggregate_of(body)
    try:
        whole = to_evidence(envelope).computed_hash() == envelope.hash
    except NotCanonical:  # a number that no hash can be made of
        whole = False
    signed = is_signed(public_key, envelope.hash, envelope.signature)
    return named and whole and signed and envelope.kind == body.kind


def to_evidence(envelope: ActEnvelope) -> Envelope:
    """The wire's envelope as the evidence package hashes it."""
    fields = {name: getattr(envelope, name) for name in ActEnvelope.model_fields if name != "body"}
    return Envelope(**fields, body=body_to_json(envelope.body))  # type: ignore[arg-type]


def envelope_to_json(envelope: ActEnvelope) -> dict[str, object]:
    """The envelope as a JSON object."""
    return envelope.model_dump(mode="json")


def _kept(envelope: ActEnvelope, state: str, problem: Problem | None, receipt: str) -> ActOutcome:
    """An answer that stands in the centre's books."""
    document = {"id": envelope.id, "state": state, "problem": problem, "receipt": receipt}
    return ActOutcome.model_validate(document)


def _outcome(envelope: ActEnvelope, problem: Problem | None) -> ActOutcome:
    return ActOutcome(id=envelope.id, state="accepted" if problem is None else "refused", problem=problem)
