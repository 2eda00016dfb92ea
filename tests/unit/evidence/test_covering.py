"""The last signature read from bytes alone: what it accepts, and what each guard is for."""

import pytest
from test_tampering import last_hole, with_byte

from seat_client.evidence.covering import covering_signature, signature_in
from seat_client.evidence.errors import Altered, NotCovered


def test_every_revision_is_covered_by_its_own_signature(revisions: list[bytes], committee) -> None:
    holders = [covering_signature(revision).certificate for revision in revisions]
    centre = committee.centre.certificate
    members = [committee.keys[m].certificate for m in ("E2", "E3", "E4", "E5", "E6")]
    assert holders == [centre, *members, centre, committee.keys["E1"].certificate, centre]


def test_bytes_outside_the_hole_are_under_the_digest(report: bytes) -> None:
    start, end = last_hole(report)
    for offset in (0, 5000, start - 1, end + 1, len(report) - 1):
        with pytest.raises((Altered, NotCovered)):
            covering_signature(with_byte(report, offset, report[offset] ^ 1))
    with pytest.raises(Altered):
        covering_signature(with_byte(report, 5000, report[5000] ^ 1))


@pytest.mark.parametrize("tail", [b"\n", b"anything"])
def test_nothing_may_follow(report: bytes, tail: bytes) -> None:
    with pytest.raises(NotCovered):
        covering_signature(report + tail)


@pytest.mark.parametrize("junk", [b"", b"/ByteRange", b"/ByteRange [0 1 2 3]", b"/ByteRange [0 9 9 11]" + b"x" * 20])
def test_junk(junk: bytes) -> None:
    with pytest.raises((Altered, NotCovered)):
        covering_signature(junk)


def test_a_hole_is_brackets_digits_and_zeros(revisions: list[bytes]) -> None:
    """Revision 2 is signed by an EC key, so its hole ends in padding."""
    start, end = last_hole(revisions[2])
    hole = revisions[2][start : end + 1]
    assert hole.endswith(b"00>")
    signature_in(hole)
    signature_in(hole[:-1] + b"0000>")
    others = (
        hole[1:],
        hole[:-1],
        b"(" + hole[1:],
        hole[:-1] + b")",
        hole.upper(),
        hole[:-3] + b"01>",
        hole[:-3] + b"  >",
        hole[:-2] + b">",
        hole[:40] + b"\n" + hole[40:],
        b"<>",
        b"<00>",
        b"",
    )
    for other in others:
        with pytest.raises(Altered):
            signature_in(other)
