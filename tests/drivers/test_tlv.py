"""BER-TLV: what is encoded is decoded, and nothing else is accepted quietly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.pcsc import tlv


@given(st.sampled_from([0x53, 0x7C, 0x5C, 0x7F49, 0x5FC105]), st.binary(max_size=70000))
def test_what_is_encoded_is_decoded(tag: int, value: bytes) -> None:
    assert list(tlv.decode(tlv.encode(tag, value))) == [(tag, value)]


@given(st.lists(st.tuples(st.sampled_from([0x70, 0x71, 0xFE]), st.binary(max_size=300)), max_size=5))
def test_fields_follow_one_another(fields: list[tuple[int, bytes]]) -> None:
    assert list(tlv.decode(b"".join(tlv.encode(*field) for field in fields))) == fields


@given(st.binary(max_size=200))
def test_any_bytes_are_either_fields_or_refused(data: bytes) -> None:
    try:
        fields = list(tlv.decode(data))
    except tlv.NotTlv:
        return
    assert sum(len(value) for _, value in fields) <= len(data)


@pytest.mark.parametrize(
    "data",
    [b"\x53", b"\x53\x02\x00", b"\x53\x80\x00\x00", b"\x53\x84\x00\x00\x00\x00", b"\x5f\xff\xff\xff\x01\x00", b"\x5f"],
)
def test_what_is_cut_short_or_indefinite_is_refused(data: bytes) -> None:
    with pytest.raises(tlv.NotTlv):
        list(tlv.decode(data))


def test_the_first_of_a_tag_is_found() -> None:
    assert tlv.find(0x71, tlv.encode(0x70, b"a") + tlv.encode(0x71, b"b") + tlv.encode(0x71, b"c")) == b"b"
    assert tlv.find(0x99, tlv.encode(0x70, b"a")) is None
