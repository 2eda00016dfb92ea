"""Signing the report: certified by the centre, then one incremental update per signature (PAdES B-B).

With a stamper at hand a signature gets its time stamp at once (B-T). Before the centre's last signature the whole file
is stamped, and that signature's revision brings what a later check needs: certificates and revocation lists (B-LT).
Each step takes a whole file and gives the next one. A step adds a signature and its appearance and nothing else:
no metadata is touched, so that a check can demand exactly that. Times are the caller's.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigAppearanceSetup,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp, PreparedByteRangeDigest, SignatureObject

from seat_client.evidence import cms
from seat_client.evidence.errors import FieldUnusable, UnreadableDocument
from seat_client.evidence.fields import CLOSING, OPENING, STAMP, Places, deemed_field
from seat_client.evidence.keys import SigningKey, name_of
from seat_client.evidence.seal import Seal, centre_seal, member_seal, words
from seat_client.evidence.suites import suite_of
from seat_client.evidence.validation_data import add_validation_data

_DIGEST = "sha256"
_CERTIFYING = SigMDPSetup(md_algorithm=_DIGEST, certify=True, docmdp_perms=MDPPerm.FILL_FORMS)
_SIGNING = SigMDPSetup(md_algorithm=_DIGEST)
_LOCK = FieldMDPSpec(action=FieldMDPAction.ALL)
_CLOSING = SigMDPSetup(md_algorithm=_DIGEST, field_lock=_LOCK, docmdp_perms=MDPPerm.NO_CHANGES)


@dataclass(frozen=True, slots=True)
class _Stroke:
    """One signature about to be made."""

    field: str
    reason: str
    seal: Seal
    permissions: SigMDPSetup = _SIGNING


def certify(
    pdf: bytes, fields: Places, key: SigningKey, at: datetime, labels: Mapping[str, str] | None = None
) -> bytes:
    """The laid-out report with its empty fields, certified by the centre: from here on only they may be filled.

    `labels` (field name -> words) become the fields' readable names for screen readers.
    """
    writer = _writer(pdf)
    for name, (page, box) in fields.items():
        append_signature_field(writer, _specification(name, page, box, (labels or {}).get(name)))
    append_signature_field(writer, SigFieldSpec(STAMP))
    seal = centre_seal(name_of(key.certificate), at, practice=key.practice, text=words()["certified"])
    return _sign(writer, _Stroke(OPENING, words()["certified"], seal, _CERTIFYING), key, at)


def sign_member(
    pdf: bytes, field: str, key: SigningKey, *, reason: str, at: datetime, stamper: cms.Stamper | None = None
) -> bytes:
    """The report with a member's own signature added in `field`, stamped when the stamper is in reach."""
    seal = member_seal(name_of(key.certificate), at, practice=key.practice)
    return _sign(_writer(pdf), _Stroke(field, reason, seal), key, at, stamper)


def sign_deemed(
    pdf: bytes, member: str, key: SigningKey, *, text: str, at: datetime, stamper: cms.Stamper | None = None
) -> bytes:
    """The report with the centre's record that a member who neither signed nor gave reasons is deemed to agree."""
    seal = centre_seal(name_of(key.certificate), at, practice=key.practice, text=text)
    return _sign(_writer(pdf), _Stroke(deemed_field(member), text, seal), key, at, stamper)


def stamp(pdf: bytes, stamper: cms.Stamper) -> bytes | None:
    """The report with a time stamp over the whole of it (a document time stamp); None when none is to be had."""
    steps = PdfCMSEmbedder().write_cms(field_name=STAMP, writer=_writer(pdf), existing_fields_only=True)
    try:
        next(steps)
    except (SigningError, PdfError) as error:
        raise FieldUnusable(STAMP) from error
    steps.send(SigObjSetup(DocumentTimestamp(bytes_reserved=2 * cms.STAMP_ROOM)))
    prepared, output = steps.send(SigIOSetup(md_algorithm=_DIGEST))
    covered = output.getbuffer()
    token = stamper(bytes(covered[: prepared.reserved_region_start]) + bytes(covered[prepared.reserved_region_end :]))
    covered.release()
    return None if token is None or len(token) > cms.STAMP_ROOM else _fill(output, prepared, token)


def close(
    pdf: bytes, key: SigningKey, at: datetime, *, certificates: Sequence[bytes] = (), crls: Sequence[bytes] = ()
) -> bytes:
    """The finished report: the centre's last signature covers the whole file and forbids any further change.

    `certificates` (issuers') and `crls` go into the file with it, for those who check it without this centre.
    """
    writer = _writer(pdf)
    if certificates or crls:
        add_validation_data(writer, certificates, crls)
    seal = centre_seal(name_of(key.certificate), at, practice=key.practice, text=words()["closed"])
    return _sign(writer, _Stroke(CLOSING, words()["closed"], seal, _CLOSING), key, at)


class _QuietWriter(IncrementalPdfFileWriter):
    """Leaves the document's metadata alone: the base class would write this machine's clock and a producer name."""

    def _update_meta(self) -> None:
        pass


def _writer(pdf: bytes) -> IncrementalPdfFileWriter:
    try:
        return _QuietWriter(BytesIO(pdf))
    except (PdfError, ValueError) as error:
        raise UnreadableDocument("damaged") from error


def _specification(name: str, page: int, box: tuple[float, float, float, float], label: str | None) -> SigFieldSpec:
    closing = name == CLOSING
    return SigFieldSpec(
        name,
        on_page=page,
        box=box,  # type: ignore[arg-type]  # fractions of a point are fine in a PDF
        readable_field_name=label,
        field_mdp_spec=_LOCK if closing else None,
        doc_mdp_update_value=MDPPerm.NO_CHANGES if closing else None,
    )


def _sign(
    writer: IncrementalPdfFileWriter,
    stroke: _Stroke,
    key: SigningKey,
    at: datetime,
    stamper: cms.Stamper | None = None,
) -> bytes:
    steps = PdfCMSEmbedder().write_cms(field_name=stroke.field, writer=writer, existing_fields_only=True)
    try:
        next(steps)
    except (SigningError, PdfError) as error:
        raise FieldUnusable(stroke.field) from error
    moment = at.astimezone(UTC)
    name = name_of(key.certificate)
    placeholder = SignatureObject(
        timestamp=moment,
        subfilter=SigSeedSubFilter.PADES,
        name=name,
        reason=stroke.reason,
        bytes_reserved=2 * cms.reserved_size(key.certificate, stamped=stamper is not None),
    )
    appearance = SigAppearanceSetup(style=stroke.seal, timestamp=moment, name=name)
    steps.send(SigObjSetup(placeholder, mdp_setup=stroke.permissions, appearance_setup=appearance))
    prepared, output = steps.send(SigIOSetup(md_algorithm=suite_of(key.certificate).digest))
    return _fill(output, prepared, cms.sign_digest(prepared.document_digest, key, stamper))


def _fill(output: BytesIO, prepared: PreparedByteRangeDigest, signature: bytes) -> bytes:
    """The file with the signature in its hole: lower-case digits, padded with zeros, nothing else is accepted back."""
    room = prepared.reserved_region_end - prepared.reserved_region_start - 2
    output.seek(prepared.reserved_region_start + 1, os.SEEK_SET)
    output.write(signature.hex().encode().ljust(room, b"0"))
    return output.getvalue()
