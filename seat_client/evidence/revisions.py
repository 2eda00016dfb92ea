"""The revisions of a signed report: what each added, and whether a new one may follow the one before.

A report grows by one incremental update per signature. Here a revision is acceptable only when, of everything that
stood in the file before, it touches the one field it signs, and of that field only its value and appearance.
"""

import logging
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from seat_client.evidence import timestamps
from seat_client.evidence import trust as trusting
from seat_client.evidence.cms import Parts
from seat_client.evidence.covering import covering_signature
from seat_client.evidence.errors import (
    Altered,
    InvalidStamp,
    NotAnExtension,
    NotCovered,
    NotOneSignature,
    SignatureBroken,
    SignerUntrusted,
    UnexpectedChange,
    UnreadableDocument,
    WrongField,
    WrongSigner,
)
from seat_client.evidence.fields import CLOSING
from seat_client.evidence.keys import holder_of, name_of
from seat_client.evidence.validation_data import STORE

MAX_SIZE = 64 * 1024 * 1024
"""No report comes near; a larger file is not worth reading."""

HOSTILE = (PdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, zlib.error)
"""What reading a damaged or malicious PDF raises: the reader was written for files that mean well."""

# A hostile file's oddities are the verdict's business; the reader would log them, its words included.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

SIGNED_KEYS = {"/V", "/AP"}
"""What signing changes in a field."""
_PERMISSIONS_KEY = "/Reference"
_OBJECT = re.compile(rb"\s*\d+ \d+ obj\b")
_DATE = re.compile(r"D:(\d{14})Z")


@dataclass(frozen=True, slots=True)
class Revision:
    """One signature and the revision it made."""

    number: int
    field: str
    holder: str
    name: str
    at: datetime | None
    """When, as the signing step was told; proof of time comes from elsewhere."""
    certificate: bytes
    length: int
    """How long the file was with this revision at its end."""


def inspect(pdf: bytes) -> tuple[Revision, ...]:
    """The signatures of a report in the order they were made; raises UnreadableDocument."""
    reader = open_report(pdf)
    try:
        return tuple(describe(signature) for signature in signatures_of(reader))
    except HOSTILE as error:
        raise UnreadableDocument("damaged") from error


def extends(base: bytes, new: bytes) -> bool:
    """True when `new` is all of `base` with something added behind it."""
    return len(new) > len(base) and new.startswith(base)


def follows_at_once(pdf: bytes, end: int) -> bool:
    """True when the revision that begins at `end` begins with an object: no bytes that belong to none stand between."""
    return _OBJECT.match(pdf, end) is not None


def check_revision(
    base: bytes,
    new: bytes,
    field: str,
    member: str,
    trust: Sequence[bytes],
    *,
    at: datetime,
    crls: Sequence[bytes] = (),
) -> Revision:
    """The revision that `new` adds to `base`: one signature, in `field`, by `member`, trusted at time `at`.

    Raises the RevisionRefused that fits, or UnreadableDocument.
    """
    if not extends(base, new) or not follows_at_once(new, len(base)):
        raise NotAnExtension
    parts = _signature_over_all(new)
    before, after = open_report(base), open_report(new)
    try:
        signature = _one_new_signature(before, after)
        revision = describe(signature)
        if revision.field != field:
            raise WrongField(field, revision.field)
        if parts is None or parts.certificate != revision.certificate or revision.length != len(new):
            raise SignatureBroken
        if revision.holder != member:
            raise WrongSigner(member, revision.holder)
        if parts.stamp:
            timestamps.read(parts.stamp, parts.signature)
        if not trusting.is_trusted(revision.certificate, trust, at=at, crls=crls):
            raise SignerUntrusted
        _check_only_that_field(after, signature)
    except InvalidStamp as error:
        raise SignatureBroken from error
    except HOSTILE as error:
        raise UnreadableDocument("damaged") from error
    return revision


def open_report(pdf: bytes) -> PdfFileReader:
    """A reader over the file; raises UnreadableDocument(empty, too-large, not-a-pdf, encrypted, damaged)."""
    if not pdf:
        raise UnreadableDocument("empty")
    if len(pdf) > MAX_SIZE:
        raise UnreadableDocument("too-large")
    if not pdf.startswith(b"%PDF-"):
        raise UnreadableDocument("not-a-pdf")
    try:
        reader = PdfFileReader(BytesIO(pdf))
        encrypted = reader.encrypted
    except HOSTILE as error:
        raise UnreadableDocument("damaged") from error
    if encrypted:
        raise UnreadableDocument("encrypted")
    return reader


def signatures_of(reader: PdfFileReader) -> list[EmbeddedPdfSignature]:
    """Every signature in the order of the revisions that hold them."""
    return sorted(reader.embedded_signatures, key=lambda signature: signature.signed_revision)


def describe(signature: EmbeddedPdfSignature) -> Revision:
    """Who signed which field when, as the file says."""
    certificate: bytes = signature.signer_cert.dump()
    _, _, second, rest = (int(number) for number in signature.byte_range)
    return Revision(
        number=signature.signed_revision,
        field=str(signature.field_name),  # the reader's own kind of text holds on to the whole document
        holder=holder_of(certificate),
        name=name_of(certificate),
        at=_signing_time(signature),
        certificate=certificate,
        length=second + rest,
    )


def only_signs(reader: PdfFileReader, signature: EmbeddedPdfSignature) -> bool:
    """True when the signature's revision touches, of everything before it, only its own empty field."""
    number = signature.signed_revision
    own = signature.sig_field.container_ref
    if not isinstance(own, generic.Reference):
        return False
    own = generic.Reference(own.idnum, own.generation)
    xrefs = reader.xrefs
    touched = {ref for ref in xrefs.explicit_refs_in_revision(number) if xrefs.get_introducing_revision(ref) < number}
    before, after = reader.get_historical_resolver(number - 1), reader.get_historical_resolver(number)
    if signature.field_name == CLOSING and _only_brings_a_store(before, after):
        touched -= {after.root_ref}
    if xrefs.refs_freed_in_revision(number) or touched != {own}:
        return False
    old, new = before.get_object(own), after.get_object(own)
    changed = {key for key in set(old) | set(new) if raw(old, key) != raw(new, key)}
    return _same_trailer(before, after) and "/V" not in old and changed <= SIGNED_KEYS


def _same_trailer(before: HistoricalResolver, after: HistoricalResolver) -> bool:
    """True when both revisions start from the same catalogue, metadata and encryption."""
    old, new = before.trailer_view, after.trailer_view
    return all(raw(old, key) == raw(new, key) for key in ("/Root", "/Info", "/Encrypt"))


def _only_brings_a_store(before: HistoricalResolver, after: HistoricalResolver) -> bool:
    """True when the catalogue gained validation data and nothing else changed in it."""
    old, new = before.root, after.root
    changed = {key for key in set(old) | set(new) if raw(old, key) != raw(new, key)}
    return STORE not in old and changed <= {STORE}


def raw(dictionary: generic.DictionaryObject, key: str) -> generic.PdfObject | None:
    """The value as it stands, a reference unresolved."""
    return dictionary.raw_get(key) if key in dictionary else None


def _signing_time(signature: EmbeddedPdfSignature) -> datetime | None:
    found = _DATE.fullmatch(str(signature.sig_object.get("/M", "")))
    return datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC) if found else None


def _one_new_signature(before: PdfFileReader, after: PdfFileReader) -> EmbeddedPdfSignature:
    revisions = after.xrefs.total_revisions - before.xrefs.total_revisions
    signatures = signatures_of(after)
    added = len(signatures) - len(before.embedded_signatures)
    if (revisions, added) != (1, 1) or signatures[-1].signed_revision != after.xrefs.total_revisions - 1:
        raise NotOneSignature(revisions, added)
    return signatures[-1]


def _signature_over_all(new: bytes) -> Parts | None:
    """None when nothing covers the file to its end; what else is wrong then tells more than that."""
    try:
        return covering_signature(new)
    except NotCovered:
        return None
    except Altered as error:
        raise SignatureBroken from error


def _check_only_that_field(after: PdfFileReader, signature: EmbeddedPdfSignature) -> None:
    if not only_signs(after, signature) or _PERMISSIONS_KEY in signature.sig_object:
        raise UnexpectedChange
