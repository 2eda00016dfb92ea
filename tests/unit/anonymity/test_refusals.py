"""What is not accepted, and by which word."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seat_client.anonymity import AnonymityError, Encrypted, TooLarge, Unreadable, findings, opening, rebuild
from tests.unit.anonymity.planted_pdf import clean, planted

WHOLE = planted()


@pytest.mark.parametrize("data", [b"", b"not a pdf", b"%PDF-1.7\n%%EOF", clean()[:300]])
def test_broken_files_are_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        rebuild(data)


@pytest.mark.parametrize("password", ["", "secret"])
def test_encrypted_files_are_refused_with_and_without_password(password: str) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(clean())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    with pytest.raises(Encrypted):
        rebuild(out.getvalue())
    with pytest.raises(Encrypted):
        findings(out.getvalue(), ["anyone"])


@pytest.mark.parametrize(
    ("limit", "what"), [("MAX_BYTES", "bytes"), ("MAX_PAGES", "pages"), ("MAX_OBJECTS", "objects")]
)
def test_limits(monkeypatch: pytest.MonkeyPatch, limit: str, what: str) -> None:
    monkeypatch.setattr(opening, limit, 0)
    with pytest.raises(TooLarge) as refused:
        rebuild(clean())
    assert (refused.value.what, refused.value.limit) == (what, 0)


def test_a_compression_bomb_is_refused_before_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_DECODED", 1 << 22)
    with pikepdf.open(BytesIO(clean())) as pdf:
        pdf.pages[0].Contents.write(zlib.compress(bytes(1 << 24)), filter=pikepdf.Name.FlateDecode)
        bomb = BytesIO()
        pdf.save(bomb, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(TooLarge) as refused:
        rebuild(bomb.getvalue())
    assert refused.value.what == "decoded"


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=4)), min_size=1, max_size=12))
def test_damage_anywhere_ends_in_a_rebuild_or_a_word(changes: list[tuple[int, bytes]]) -> None:
    damaged = bytearray(WHOLE)
    for place, data in changes:
        damaged[place : place + len(data)] = data
    try:
        after = rebuild(bytes(damaged))
    except AnonymityError:
        return
    assert after.startswith(b"%PDF-")
