"""What an embedded signature really covers: the bytes around its hole, taken from the file itself."""

from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from seat_client.evidence import timestamps
from seat_client.evidence.cms import Parts
from seat_client.evidence.covering import signature_in
from seat_client.evidence.der import first_size
from seat_client.evidence.errors import Altered, InvalidStamp
from seat_client.evidence.suites import suite_of
from seat_client.evidence.timestamps import Stamp

_PADES = "/ETSI.CAdES.detached"
_STAMPED = "/ETSI.RFC3161"


def _bounds(pdf: bytes, signature: EmbeddedPdfSignature, kind: str) -> tuple[int, int, int] | None:
    """Where the hole begins and ends and the revision ends; None unless the signature covers all the rest."""
    start, first, second, rest = (int(number) for number in signature.byte_range)
    if start != 0 or second + rest > len(pdf) or signature.sig_object.get("/SubFilter") != kind:
        return None
    return first, second, second + rest


def parts_of(pdf: bytes, signature: EmbeddedPdfSignature) -> Parts | None:
    """A canonical signature that verifies over all bytes from the first to its revision's end; else None."""
    bounds = _bounds(pdf, signature, _PADES)
    if bounds is None:
        return None
    first, second, end = bounds
    try:
        parts = signature_in(pdf[first:second])
    except Altered:
        return None
    view = memoryview(pdf)
    whole = parts.message_digest == suite_of(parts.certificate).hash(view[:first], view[second:end])
    return parts if whole else None


def document_stamp(pdf: bytes, signature: EmbeddedPdfSignature) -> Stamp:
    """What a document time stamp says; raises InvalidStamp."""
    bounds = _bounds(pdf, signature, _STAMPED)
    if bounds is None:
        raise InvalidStamp("other-data")
    first, second, end = bounds
    view = memoryview(pdf)
    token = signature.pkcs7_content
    try:
        size = first_size(token)
    except ValueError as error:
        raise InvalidStamp("malformed") from error
    return timestamps.read(token[:size], view[:first], view[second:end])
