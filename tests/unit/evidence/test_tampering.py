"""No single byte of a finished report may change: `verify` must refuse every such file."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from signing_committee import form_committee

from seat_client.evidence.cms import assemble, disassemble
from seat_client.evidence.der import first_size
from seat_client.evidence.errors import UnreadableDocument
from seat_client.evidence.suites import check_signature
from seat_client.evidence.verification import verify

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
HEX = b"0123456789abcdef"


def accepted(pdf: bytes, trust: list[bytes]) -> bool:
    try:
        return verify(pdf, trust).valid
    except UnreadableDocument:
        return False


def with_byte(pdf: bytes, offset: int, value: int) -> bytes:
    changed = bytearray(pdf)
    changed[offset] = value
    return bytes(changed)


def last_hole(pdf: bytes) -> tuple[int, int]:
    """First and last byte of the hole, `<` and `>` included."""
    *_, found = re.finditer(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", pdf)
    return int(found[1]), int(found[2]) - 1


def other_values(byte: int) -> Iterator[int]:
    """At least two other values for a byte of the hole: another digit, the same digit in the other case or a blank."""
    if byte not in HEX:
        yield from (ord(" "), ord("0"))
        return
    yield HEX[(HEX.index(byte) + 1) % 16]
    yield HEX[HEX.index(byte) ^ 8]
    yield byte - 32 if chr(byte).isalpha() else ord(" ")


def test_the_untouched_report_is_accepted(whole_report: bytes, committee) -> None:
    assert accepted(whole_report, committee.trust)
    assert accepted(with_byte(whole_report, 100, whole_report[100]), committee.trust)


@pytest.fixture(scope="module", params=["rsa", "ec"])
def closed(request, laid_out) -> tuple[bytes, list[bytes]]:
    """A report closed by a centre with either kind of key: only the shorter ECDSA signatures leave padding."""
    committee = form_committee(centre_algorithm=request.param)
    return committee.close(committee.sign_in_order(committee.certify(laid_out))[-1]), committee.trust


def test_every_byte_of_the_last_hole(closed) -> None:
    report, trust = closed
    start, end = last_hole(report)
    assert end - start > 1700
    assert accepted(report, trust)
    for offset in range(start, end + 1):
        for value in other_values(report[offset]):
            assert not accepted(with_byte(report, offset, value), trust), (offset, value)


def spread_offsets(pdf: bytes, count: int, seed: int) -> list[int]:
    """Offsets over the whole file: evenly spaced, jittered, and every one of the last 200 bytes."""
    chosen = random.Random(seed)
    step = len(pdf) / count
    spread = {min(int(step * (i + chosen.random())), len(pdf) - 1) for i in range(count)}
    return sorted(spread | set(range(len(pdf) - 200, len(pdf))) | set(range(16)))


def refuses_changes(pdf: bytes, offsets: list[int], trust: list[bytes], seed: int) -> None:
    chosen = random.Random(seed)
    for offset in offsets:
        value = chosen.choice([v for v in (pdf[offset] ^ 1, pdf[offset] ^ 0x20, 0, 255) if v != pdf[offset]])
        assert not accepted(with_byte(pdf, offset, value), trust), (offset, value)


def test_bytes_all_over_the_file(whole_report: bytes, committee) -> None:
    refuses_changes(whole_report, spread_offsets(whole_report, 600, 1), committee.trust, 2)


@pytest.mark.full
def test_many_more_bytes_all_over_the_file(whole_report: bytes, committee) -> None:
    refuses_changes(whole_report, spread_offsets(whole_report, 20_000, 3), committee.trust, 4)


@pytest.mark.full
def test_every_byte_of_the_last_signature_dictionary(report: bytes, committee) -> None:
    start, end = last_hole(report)
    around = [*range(report.rfind(b" obj", 0, start) - 8, start), *range(end + 1, report.find(b"endobj", end) + 6)]
    for seed in range(3):
        refuses_changes(report, around, committee.trust, seed)


def test_cut_short_anywhere(report: bytes, committee) -> None:
    chosen = random.Random(5)
    for length in [
        0,
        1,
        9,
        1024,
        *sorted(chosen.sample(range(len(report)), 60)),
        *range(len(report) - 12, len(report)),
    ]:
        assert not accepted(report[:length], committee.trust), length


@pytest.mark.parametrize("tail", [b"\n", b"\r\n", b" ", b"\0", b"%", b"%%EOF\n", b"startxref\n0\n%%EOF\n"])
def test_anything_appended(report: bytes, committee, tail: bytes) -> None:
    assert not accepted(report + tail, committee.trust)


def test_anything_in_front(report: bytes, committee) -> None:
    assert not accepted(b"\n" + report, committee.trust)
    assert not accepted(b"%PDF-1.7\n" + report, committee.trust)


def test_a_byte_left_out_or_doubled(report: bytes, committee) -> None:
    start, end = last_hole(report)
    for offset in (10, start - 1, start, start + 1, end, end + 1, len(report) - 1):
        assert not accepted(report[:offset] + report[offset + 1 :], committee.trust), offset
        assert not accepted(report[:offset] + report[offset : offset + 1] + report[offset:], committee.trust), offset


def test_the_same_signature_written_another_way(closed) -> None:
    report, trust = closed
    start, end = last_hole(report)
    hole = report[start : end + 1]
    blanks = b"<" + hole[1:-1].rstrip(b"0").ljust(len(hole) - 2) + b">"
    for other in {hole.upper(), blanks} - {hole}:
        assert len(other) == len(hole)
        assert not accepted(report[:start] + other + report[end + 1 :], trust)


def test_the_other_value_of_an_ecdsa_signature(laid_out) -> None:
    committee = form_committee(centre_algorithm="ec")
    report = committee.close(committee.sign_in_order(committee.certify(laid_out))[-1])
    start, end = last_hole(report)
    value = bytes.fromhex(report[start + 1 : end].decode())
    parts = disassemble(value[: first_size(value)])
    r, s = decode_dss_signature(parts.signature)
    mirrored = encode_dss_signature(r, P256_ORDER - s)
    check_signature(parts.certificate, parts.signed_digest(), mirrored)
    other = assemble(replace(parts, signature=mirrored)).hex().encode()
    assert len(other) <= end - start - 1
    changed = report[: start + 1] + other.ljust(end - start - 1, b"0") + report[end:]
    assert accepted(report, committee.trust)
    assert not accepted(changed, committee.trust)
