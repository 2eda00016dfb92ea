"""Documents at rest: what was written comes back, anything else is refused before a byte is handed out."""

import io
import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seat_client.documents.cipher import CHUNK, TAG, DecryptingReader, encrypt
from seat_client.documents.errors import NotEncrypted, Tampered

HEADER = 24


def _reader(path: Path, key: bytes) -> io.BufferedReader:
    return io.BufferedReader(DecryptingReader(path, key), 16)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 17])
def test_what_was_written_comes_back(sealed, key, size):
    data = os.urandom(size)
    path = sealed(data)
    with DecryptingReader(path, key) as reader:
        assert reader.size == size
        assert reader.read() == data
    assert path.stat().st_size == HEADER + size + TAG * max(1, -(-size // CHUNK))


def part(reader: DecryptingReader, position: int, length: int) -> bytes:
    target = bytearray(length)
    return bytes(target[: reader.fill(memoryview(target), position)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(position=st.integers(0, 3 * CHUNK), length=st.integers(0, 3 * CHUNK))
def test_any_part_can_be_read_alone(sealed, key, position, length):
    data = bytes(index % 251 for index in range(2 * CHUNK + 999))
    with DecryptingReader(sealed(data), key) as reader:
        assert part(reader, position, length) == data[position : position + length]


def test_blocks_that_are_used_again_show_what_is_asked_for(sealed, key):
    data = b"".join(bytes([index]) * CHUNK for index in range(40))
    with DecryptingReader(sealed(data), key) as reader:
        for position in [*range(0, len(data), CHUNK), *range(len(data) - 600, 0, -CHUNK)]:
            assert part(reader, position, 600) == data[position : position + 600]


def test_seeking_and_reading_like_any_file(sealed, key):
    data = os.urandom(CHUNK + 100)
    with _reader(sealed(data), key) as reader:
        reader.seek(-50, io.SEEK_END)
        assert reader.read(200) == data[-50:]
        reader.seek(10)
        reader.seek(5, io.SEEK_CUR)
        assert reader.read(9) == data[15:24]


def test_seeking_before_the_beginning_is_refused(sealed, key):
    with DecryptingReader(sealed(b"abc"), key) as reader, pytest.raises(ValueError, match="beginning"):
        reader.seek(-1)


def test_the_source_is_taken_from_where_it_stands(tmp_path, key):
    source = io.BytesIO(b"skip-this|keep this")
    source.seek(10)
    encrypt(source, tmp_path / "d", key)
    with DecryptingReader(tmp_path / "d", key) as reader:
        assert reader.read() == b"keep this"


def test_the_format_is_as_documented(sealed, key):
    data = os.urandom(CHUNK + 5)
    raw = sealed(data).read_bytes()
    file_id, size = raw[8:16], int.from_bytes(raw[16:24], "big")
    assert (raw[:8], size) == (b"SEATDOC1", len(data))
    first = raw[HEADER : HEADER + CHUNK + TAG]
    nonce, associated = file_id + bytes(4), raw[16:24] + bytes(4)
    assert AESGCM(key).decrypt(nonce, first, associated) == data[:CHUNK]


def test_two_encryptions_of_one_document_share_nothing(sealed, key):
    first, second = sealed(b"x" * 100).read_bytes(), sealed(b"x" * 100).read_bytes()
    assert first[8:16] != second[8:16]
    assert first[HEADER:] != second[HEADER:]


def test_the_plain_text_is_nowhere_in_the_file(sealed, key):
    assert b"marker-of-a-bidder" not in sealed(b"marker-of-a-bidder" * 50).read_bytes()


@pytest.mark.parametrize("place", ["file id", "size", "first chunk", "last chunk", "tag"])
def test_a_changed_byte_is_refused(sealed, key, place):
    path = sealed(os.urandom(2 * CHUNK + 10))
    raw = bytearray(path.read_bytes())
    at = {"file id": 9, "size": 23, "first chunk": HEADER + 5, "last chunk": len(raw) - TAG - 3, "tag": len(raw) - 1}
    raw[at[place]] ^= 1
    path.write_bytes(raw)
    with pytest.raises(Tampered), DecryptingReader(path, key) as reader:
        reader.read()


def test_exchanged_chunks_are_refused(sealed, key):
    path = sealed(os.urandom(3 * CHUNK))
    raw = path.read_bytes()
    step = CHUNK + TAG
    one, two = raw[HEADER + step : HEADER + 2 * step], raw[HEADER + 2 * step :]
    path.write_bytes(raw[: HEADER + step] + two + one)
    with DecryptingReader(path, key) as reader, pytest.raises(Tampered) as caught:
        part(reader, CHUNK, 1)
    assert caught.value.chunk == 1


@pytest.mark.parametrize("change", [lambda raw: raw[:-1], lambda raw: raw + b"\0", lambda raw: raw[: HEADER + 50]])
def test_a_file_cut_short_or_grown_is_refused(sealed, key, change):
    path = sealed(os.urandom(CHUNK + 10))
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(Tampered):
        DecryptingReader(path, key)


def test_a_document_made_empty_is_refused(sealed, key):
    """Size 0 with nothing behind it would need no authentication at all."""
    path = sealed(b"something")
    raw = path.read_bytes()
    path.write_bytes(raw[:16] + bytes(8) + raw[-TAG:])
    with pytest.raises(Tampered):
        DecryptingReader(path, key)


def test_another_key_is_refused_at_once(sealed):
    with pytest.raises(Tampered):
        DecryptingReader(sealed(b"abc"), os.urandom(32))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 plain", b"SEATDOC1"])
def test_a_file_of_another_kind_is_refused(tmp_path, key, data):
    path = tmp_path / "other"
    path.write_bytes(data)
    with pytest.raises(NotEncrypted):
        DecryptingReader(path, key)


class _Interrupted(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= CHUNK:
            raise OSError("the source went away")
        return super().read(size)


def test_an_interrupted_encryption_leaves_nothing(tmp_path, key):
    with pytest.raises(OSError, match="went away"):
        encrypt(_Interrupted(bytes(2 * CHUNK)), tmp_path / "d", key)
    assert list(tmp_path.iterdir()) == []
