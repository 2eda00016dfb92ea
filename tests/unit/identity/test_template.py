"""Templates keep what they hold, and nothing that is damaged gets through."""

import hashlib
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seat_client.identity import ModelDamaged, ModelMissing, TemplateDamaged, TemplateForeign
from seat_client.identity.faces import unit
from seat_client.identity.models import DETECTOR, FACE_MODELS, check, model_path
from seat_client.identity.template import FaceTemplate, FingerTemplate, identifier, new_reference, unpack

FACE = FaceTemplate(unit(np.arange(1, 129, dtype=np.float32)), bytes(range(16)), 3)
FINGER = FingerTemplate(
    tuple(np.array([[10.2, 20.5, 1.5, 0.4], [300.0, 280.1, 6.2, 1.0]], np.float32)[:n] for n in (2, 1)),
    bytes(16),
)


def test_what_goes_in_comes_out() -> None:
    face = unpack(FACE.packed())
    assert isinstance(face, FaceTemplate)
    assert np.allclose(face.embedding, FACE.embedding)
    assert identifier(face) == f"{bytes(range(16)).hex()}/3"
    finger = unpack(FINGER.packed())
    assert isinstance(finger, FingerTemplate)
    for got, put in zip(finger.impressions, FINGER.impressions, strict=True):
        assert np.allclose(got, put, atol=0.06)
    assert new_reference() != new_reference()


@given(st.integers(0, len(FINGER.packed()) * 8 - 1))
def test_one_flipped_bit_is_noticed(bit: int) -> None:
    packed = bytearray(FINGER.packed())
    packed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(TemplateDamaged):
        unpack(packed)


@given(st.integers(0, len(FACE.packed()) - 1))
def test_a_truncated_template_is_noticed(length: int) -> None:
    with pytest.raises(TemplateDamaged):
        unpack(FACE.packed()[:length])


def _resealed(change: bytes, at: int) -> bytes:
    body = bytearray(FINGER.packed()[:-32])
    body[at : at + len(change)] = change
    return bytes(body) + hashlib.sha256(body).digest()


@pytest.mark.parametrize(
    ("change", "at"),
    [(b"XXXX", 0), (b"\x07", 4), (b"\x09", 5), (struct.pack(">I", 2**31), 45), (b"\xff", 49), (b"\xff\xff", 50)],
)
def test_a_form_that_is_none_is_refused_even_with_a_right_digest(change: bytes, at: int) -> None:
    with pytest.raises((TemplateDamaged, TemplateForeign)):
        unpack(_resealed(change, at))
    with pytest.raises(TemplateDamaged, match="too long"):
        unpack(bytes(70_000))


def test_a_template_of_another_model_is_not_compared() -> None:
    with pytest.raises(TemplateForeign):
        unpack(_resealed(b"other", 27))


def test_models_are_the_pinned_ones(tmp_path: Path) -> None:
    check()
    lines = [
        line.split()
        for line in Path("installer/fetch.txt").read_text(encoding="utf-8").splitlines()
        if " wheel " in line
    ]
    assert {(line[6].rpartition("/")[2], line[7]) for line in lines} >= {(m.file, m.sha256) for m in FACE_MODELS}
    with pytest.raises(ModelMissing):
        check(within=tmp_path)
    good = model_path(DETECTOR).read_bytes()
    (tmp_path / DETECTOR.file).write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    with pytest.raises(ModelDamaged):
        model_path(DETECTOR, tmp_path)
