"""Templates and consents at the centre, their release to a seat for one sign-in, and the judgement of what it decided.

Comparison is the seat's; the centre orders the movements, gives templates of today's experts alone, and takes a
decision only for the release it made, once, within its time, over the template it gave.
"""

import base64
import binascii
import hashlib
import hmac
import random
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete, func, select, update

from seat_client.centre import clock
from seat_client.centre.errors import Forbidden, NotFound, Refused
from seat_client.centre.storage import ConsentRow, PhotoRow, ReleaseRow, Storage, TemplateRow
from seat_client.evidence.canonical import Json, canonical
from seat_client.evidence.declarations import identity_decisions
from seat_client.evidence.errors import NotOpened
from seat_client.evidence.journal import JournalKey, is_signed
from seat_client.evidence.templates import (
    KEY_BYTES,
    Binding,
    SeatTemplateKey,
    new_key,
    open_at_rest,
    seal_at_rest,
    seal_to_seat,
)
from seat_client.wire.identity import (
    Consent,
    ConsentReceipt,
    DecisionRecord,
    KeptPhoto,
    Move,
    ReleaseRequest,
    SealedTemplate,
    TemplateDeposit,
    TemplateKept,
    TemplateRelease,
)
from seat_client.wire.models import SessionRequest

MOVES: tuple[Move, ...] = ("blink", "turn-left", "turn-right")
ORDERED = 2
RELEASE_SECONDS = 180
FACE_THRESHOLD = 0.46
"""The least threshold a seat may have compared faces by; see `identity.face_run` for where it comes from."""
UNANSWERED, WITHIN_SECONDS = 8, 600
"""After so many releases for one person that led to no sign-in, only witnesses help until these seconds are over."""
TEMPLATE_LIMIT = 64 * 1024
_REFERENCE_AT, _REFERENCE_END, _VERSION_AT = 10, 26, 6
_DECISIONS = TypeAdapter(tuple[DecisionRecord, ...])


class IdentityDesk:
    """Everything the centre knows of faces and fingers."""

    def __init__(self, storage: Storage, data: Path) -> None:
        """`data` holds the key that templates are kept under, and from which receipts are signed."""
        self._storage = storage
        self._key_file = data / "templates.key"
        self.draw: Callable[[], list[Move]] = lambda: random.SystemRandom().sample(MOVES, ORDERED)
        """The movements of the next release, in their order."""

    # --- enrolment ------------------------------------------------------------------------------------

    def consent(self, consent: Consent) -> ConsentReceipt:
        """Take down a consent; the receipt is the person's."""
        row = ConsentRow(
            id=secrets.token_hex(16), member=consent.member, kinds=" ".join(sorted(set(consent.kinds))),
            text=consent.text, at=clock.stamp(), card=self._card(consent.card) if consent.card else "",
        )  # fmt: skip
        with self._storage.transaction() as session:
            session.add(row)
            return self._receipt(row)

    def withdraw(self, member: str) -> int:
        """End a person's consents and erase the templates; how many templates there were."""
        with self._storage.transaction() as session:
            ended = update(ConsentRow).where(ConsentRow.member == member, ConsentRow.withdrawn == "")
            session.execute(ended.values(withdrawn=clock.stamp()))
            rows = list(session.scalars(select(TemplateRow).where(TemplateRow.member == member)))
            for row in rows:
                session.delete(row)
            session.execute(delete(PhotoRow).where(PhotoRow.member == member))
            return len(rows)

    def deposit(self, deposit: TemplateDeposit) -> TemplateKept:
        """Keep a template in place of the one before; raises Forbidden without a consent that covers it."""
        packed = _bytes(deposit.packed)
        if not _REFERENCE_END < len(packed) <= TEMPLATE_LIMIT:
            raise Refused("request_malformed", where="packed")
        reference = f"{packed[_REFERENCE_AT:_REFERENCE_END].hex()}/{int.from_bytes(packed[_VERSION_AT:_REFERENCE_AT])}"
        with self._storage.transaction() as session:
            consent = session.get(ConsentRow, deposit.consent)
            if consent is None or consent.withdrawn or deposit.kind not in consent.kinds.split():
                raise Forbidden("consent_missing")
            row = session.get(TemplateRow, (consent.member, deposit.kind))
            version = row.version + 1 if row is not None else 1
            sealed = seal_at_rest(self._key(), packed, Binding(consent.member, deposit.kind, version))
            new = TemplateRow(member=consent.member, kind=deposit.kind, version=version, reference=reference,
                              sealed=sealed, consent=consent.id)  # fmt: skip
            session.merge(new)
            return TemplateKept(member=consent.member, kind=deposit.kind, version=version)

    def holder(self, card_number: str) -> str:
        """Whose identity card this is; raises NotFound."""
        query = select(ConsentRow.member).where(ConsentRow.card == self._card(card_number), ConsentRow.withdrawn == "")
        with self._storage.reading() as session:
            member = session.scalar(query.limit(1))
        if member is None:
            raise NotFound("person_unknown")
        return member

    # --- release --------------------------------------------------------------------------------------

    def release(self, request: ReleaseRequest, member: str, *, photo: bool = False) -> TemplateRelease:
        """The member's templates for this seat, with the movements in a fresh order; `photo` asks for a picture.

        Raises Forbidden, NotFound.
        """
        expires = clock.after(RELEASE_SECONDS)
        moves = self.draw()
        row = ReleaseRow(
            id=secrets.token_hex(16), member=member, seat=request.seat, claimed_by=request.by, moves=" ".join(moves),
            templates={}, at=clock.stamp(), expires=expires,
        )  # fmt: skip
        with self._storage.transaction() as session:
            since = clock.after(-WITHIN_SECONDS)
            unanswered = select(func.count()).where(
                ReleaseRow.member == member, ReleaseRow.at > since, ReleaseRow.taken == ""
            )
            if (session.scalar(unanswered) or 0) >= UNANSWERED:
                raise Forbidden("identity_locked")
            kept = select(TemplateRow).where(TemplateRow.member == member, TemplateRow.kind.in_(request.kinds))
            found = list(session.scalars(kept))
            if not found:
                raise NotFound("template_missing")
            row.templates = {each.kind: each.reference for each in found}
            session.add(row)
            sealed = tuple(self._for_seat(each, row, request.key) for each in found)
        key = self._photo_key(row.id).public if photo else ""
        return TemplateRelease(
            id=row.id, member=member, expires=expires, templates=sealed, moves=tuple(moves), photo_key=key
        )

    def _for_seat(self, kept: TemplateRow, release: ReleaseRow, key: str) -> SealedTemplate:
        try:
            plain = open_at_rest(self._key(), kept.sealed, Binding(kept.member, kept.kind, kept.version))
            where = Binding(kept.member, kept.kind, kept.version, release.seat, release.id, release.expires)
            sealed = seal_to_seat(key, plain, where)
        except NotOpened as damaged:
            raise Refused("template_damaged", kind=kept.kind) from damaged
        return SealedTemplate.model_validate(
            {"kind": kept.kind, "version": kept.version, "reference": kept.reference, "sealed": sealed}
        )

    # --- judgement ------------------------------------------------------------------------------------

    def take(self, request: SessionRequest, member: str, *, photo_for: str = "") -> tuple[DecisionRecord, ...]:
        """The decisions a sign-in carries, once, after everything about them was checked; raises Forbidden, Refused.

        `photo_for` names the evaluation that keeps a picture with a decision about a face.
        """
        if not request.decisions:
            return ()
        try:
            decisions = _DECISIONS.validate_json(request.decisions)
        except ValidationError as malformed:
            raise Refused("request_malformed", where="decisions") from malformed
        document = identity_decisions(
            request.challenge, request.release, [decision.model_dump(mode="json") for decision in decisions]
        )
        digest = hashlib.sha256(canonical(document)).hexdigest()
        if not is_signed(request.journal_key, digest, request.decisions_signature):
            raise Forbidden("decision_forged")
        release = self._taken(request, member)
        if len({decision.modality for decision in decisions}) != len(decisions):
            raise Forbidden("decision_forged")
        for decision in decisions:
            _check(decision, release)
            if photo_for and decision.modality == "face":
                self._keep_photo(request, release, decision, photo_for)
        return decisions

    def _keep_photo(self, request: SessionRequest, release: ReleaseRow, decision: DecisionRecord, where: str) -> None:
        if not request.photo:
            raise Forbidden("photo_missing")
        sealed_for = Binding(release.member, "photo", 1, release.seat, release.id, release.expires)
        try:
            picture = bytes(self._photo_key(release.id).open(request.photo, sealed_for))
        except NotOpened as forged:
            raise Forbidden("decision_forged") from forged
        digest = hashlib.sha256(picture).hexdigest()
        if decision.facts.get("photo") != digest:
            raise Forbidden("decision_forged")
        sealed = seal_at_rest(self._key(), picture, _photo_at_rest(release.member, release.id))
        row = PhotoRow(release=release.id, evaluation=where, member=release.member, at=clock.stamp(), digest=digest,
                       sealed=sealed)  # fmt: skip
        with self._storage.transaction() as session:
            session.add(row)

    def photos(self, evaluation: str, member: str) -> tuple[KeptPhoto, ...]:
        """The pictures of a member's sign-ins; none any more after the release."""
        query = select(PhotoRow).where(PhotoRow.evaluation == evaluation, PhotoRow.member == member)
        with self._storage.reading() as session:
            rows = list(session.scalars(query.order_by(PhotoRow.at)))
        return tuple(
            KeptPhoto(member=row.member, at=row.at, digest=row.digest, picture=base64.b64encode(
                open_at_rest(self._key(), row.sealed, _photo_at_rest(row.member, row.release))
            ).decode()) for row in rows
        )  # fmt: skip

    def _photo_key(self, release: str) -> SeatTemplateKey:
        return SeatTemplateKey.derived(self._key(), f"photo {release}")

    def claimed(self, release: str) -> str:
        """For whom a release was made; raises Forbidden."""
        with self._storage.reading() as session:
            row = session.get(ReleaseRow, release)
        if row is None:
            raise Forbidden("release_unknown")
        return row.member

    def _taken(self, request: SessionRequest, member: str) -> ReleaseRow:
        """The release this answers, marked as answered in the same statement that looks for it."""
        answered = (
            update(ReleaseRow).where(ReleaseRow.id == request.release, ReleaseRow.taken == "")
            .values(taken=clock.stamp()).returning(ReleaseRow)
        )  # fmt: skip
        with self._storage.transaction() as session:
            row = session.scalar(answered)
            if row is not None:
                session.expunge(row)
        if row is None:
            raise Forbidden("release_unknown")
        if (row.member, row.seat) != (member, request.seat):
            raise Forbidden("release_of_another")
        if clock.passed(row.expires):
            raise Forbidden("release_expired")
        return row

    # --- keys -----------------------------------------------------------------------------------------

    def _key(self) -> bytes:
        if not self._key_file.exists():
            self._key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._key_file.touch(mode=0o600)
            self._key_file.write_bytes(new_key())
        key = self._key_file.read_bytes()
        if len(key) != KEY_BYTES:
            raise Refused("template_damaged", kind="key")
        return key

    def _card(self, number: str) -> str:
        return hmac.new(self._key(), number.encode(), hashlib.sha256).hexdigest()

    def _receipt(self, row: ConsentRow) -> ConsentReceipt:
        signer = JournalKey.derived(self._key(), "consent receipts")
        told: dict[str, Json] = {
            "id": row.id, "member": row.member, "kinds": list(row.kinds.split()), "text": row.text, "at": row.at,
        }  # fmt: skip
        signature = signer.sign(hashlib.sha256(canonical(told)).hexdigest())
        return ConsentReceipt.model_validate({**told, "signature": signature, "signer": signer.public})


def _photo_at_rest(member: str, release: str) -> Binding:
    return Binding(member, "photo", 1, "", release)


def _check(decision: DecisionRecord, release: ReleaseRow) -> None:
    kept = release.templates.get(decision.modality)
    if kept is None or decision.template != kept or decision.challenge != release.id:
        raise Forbidden("decision_of_another_template")
    score, threshold = float(decision.score), float(decision.threshold)
    if not decision.passed or score < threshold:
        raise Forbidden("decision_not_passed")
    if decision.modality == "face":
        if threshold < FACE_THRESHOLD:
            raise Forbidden("threshold_too_low")
        if list(decision.liveness) != release.moves.split():
            raise Forbidden("moves_differ")


def count(decisions: Sequence[DecisionRecord], key: bool) -> tuple[str, ...]:
    """The factors that were proven, in the order in which a policy names them."""
    proven = {str(decision.modality) for decision in decisions} | ({"key"} if key else set())
    return tuple(name for name in ("key", "face", "finger") if name in proven)


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as malformed:
        raise Refused("request_malformed", where="packed") from malformed
