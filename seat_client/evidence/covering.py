"""The last signature of a file, read from its bytes alone, before anything is parsed as a PDF.

A signature covers all of the file but its own value, the hexadecimal string in the hole. So that nothing at all can
be altered, the hole must be exactly what signing wrote: one string of lower-case digits, the canonical signature,
then zeros; and the covered bytes must reach the end of the file.
"""

import re

from seat_client.evidence.cms import Parts, check_parts, disassemble
from seat_client.evidence.der import first_size
from seat_client.evidence.errors import Altered, InvalidCms, NotCovered
from seat_client.evidence.suites import suite_of

_BYTE_RANGE = re.compile(rb"/ByteRange \[0 (\d{1,10}) (\d{1,10}) (\d{1,10})\]")
_DIGITS = re.compile(rb"(?:[0-9a-f]{2})+")


def covering_signature(pdf: bytes) -> Parts:
    """The signature over all of `pdf`; raises NotCovered or Altered."""
    found = _BYTE_RANGE.match(pdf, max(pdf.rfind(b"/ByteRange"), 0))
    if found is None:
        raise NotCovered
    start, end, rest = (int(number) for number in found.groups())
    if end + rest != len(pdf):
        raise NotCovered
    parts = signature_in(pdf[start:end])
    view = memoryview(pdf)
    if suite_of(parts.certificate).hash(view[:start], view[end:]) != parts.message_digest:
        raise Altered
    return parts


def signature_in(hole: bytes) -> Parts:
    """What stands in a hole; raises Altered unless it is in the one form ever written and its signature holds."""
    if hole[:1] != b"<" or hole[-1:] != b">" or not _DIGITS.fullmatch(hole, 1, len(hole) - 1):
        raise Altered
    value = bytes.fromhex(hole[1:-1].decode())
    try:
        size = first_size(value)
        if any(value[size:]):
            raise Altered
        parts = disassemble(value[:size])
        check_parts(parts)
    except (ValueError, InvalidCms) as error:
        raise Altered from error
    return parts
