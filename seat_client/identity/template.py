"""What is kept of a person to compare with: numbers with a model's name, in one binary form with a digest.

    "SIT1" | kind (1) | format version (1) | template version (4) | reference id (16) | model id (1 + n)
    | body length (4) | body | SHA-256 of all before (32)

All integers big-endian. The digest finds damage; that nobody changed it is the envelope's matter
(`evidence.templates`). The reference id is random and says nothing about the person.
"""

import hashlib
import secrets
import struct
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from seat_client.identity import TemplateDamaged, TemplateForeign
from seat_client.identity.faces import Embedding, unit
from seat_client.identity.models import EMBEDDER

_MAGIC = b"SIT1"
_FORMAT = 1
_HEAD = struct.Struct(">4sBBI16sB")
_SUM = 32
LIMIT = 64 * 1024
"""Bytes a template may have; three impressions of a finger take about 3000."""

EMBEDDING_SIZE = 128
MINUTIAE_LIMIT = 200
IMPRESSIONS_LIMIT = 10
MINUTIAE_MODEL = "nbis-mindtct-0.1.3"

Minutiae = NDArray[np.float32]
"""n x 4: x and y in pixels of 500 per inch, direction in radians, quality 0 to 1."""


class Kind(IntEnum):
    """What the body holds."""

    FACE = 1
    FINGER = 2


@dataclass(frozen=True, slots=True)
class FaceTemplate:
    """The mean direction of the enrolled pictures."""

    embedding: Embedding
    reference: bytes
    version: int = 1

    def packed(self) -> bytes:
        """The binary form."""
        return _pack(Kind.FACE, EMBEDDER.id, self.version, self.reference, self.embedding.astype(">f4").tobytes())


@dataclass(frozen=True, slots=True)
class FingerTemplate:
    """The minutiae of several impressions of one finger."""

    impressions: tuple[Minutiae, ...]
    reference: bytes
    version: int = 1

    def packed(self) -> bytes:
        """The binary form: x and y in tenths of a pixel, directions in 1/10000 turns, qualities in percent."""
        parts = [struct.pack(">B", len(self.impressions))]
        for minutiae in self.impressions:
            parts.append(struct.pack(">H", len(minutiae)))
            turns = np.mod(minutiae[:, 2] / (2 * np.pi), 1.0) * 10000
            rows = np.column_stack([minutiae[:, 0] * 10, minutiae[:, 1] * 10, turns, minutiae[:, 3] * 100])
            parts.append(np.clip(np.rint(rows), 0, 65535).astype(">u2").tobytes())
        return _pack(Kind.FINGER, MINUTIAE_MODEL, self.version, self.reference, b"".join(parts))


Template = FaceTemplate | FingerTemplate


def new_reference() -> bytes:
    """A random name for a template."""
    return secrets.token_bytes(16)


def identifier(template: Template) -> str:
    """How records name a template: reference and version."""
    return f"{template.reference.hex()}/{template.version}"


def unpack(packed: bytes | bytearray) -> Template:
    """The template in `packed`. Raises TemplateDamaged, TemplateForeign."""
    if len(packed) > LIMIT:
        raise TemplateDamaged("too long")
    if len(packed) < _HEAD.size + _SUM:
        raise TemplateDamaged("too short")
    if hashlib.sha256(packed[:-_SUM]).digest() != bytes(packed[-_SUM:]):
        raise TemplateDamaged("digest")
    magic, kind, form, version, reference, model_length = _HEAD.unpack_from(packed)
    if magic != _MAGIC or form != _FORMAT:
        raise TemplateDamaged("format")
    model, body = _model_and_body(bytes(packed), model_length)
    match kind:
        case Kind.FACE:
            return _face(model, body, reference, version)
        case Kind.FINGER:
            return _finger(model, body, reference, version)
    raise TemplateDamaged("kind")


def _model_and_body(packed: bytes, model_length: int) -> tuple[str, bytes]:
    start = _HEAD.size + model_length + 4
    if start + _SUM > len(packed):
        raise TemplateDamaged("length")
    model = packed[_HEAD.size : _HEAD.size + model_length]
    (length,) = struct.unpack_from(">I", packed, start - 4)
    if start + length + _SUM != len(packed) or not model.isascii():
        raise TemplateDamaged("length")
    return model.decode("ascii"), packed[start : start + length]


def _face(model: str, body: bytes, reference: bytes, version: int) -> FaceTemplate:
    if model != EMBEDDER.id:
        raise TemplateForeign(model, EMBEDDER.id)
    if len(body) != EMBEDDING_SIZE * 4:
        raise TemplateDamaged("embedding")
    numbers = np.frombuffer(body, ">f4").astype(np.float32)
    if not np.all(np.isfinite(numbers)) or not 0.99 < float(np.linalg.norm(numbers)) < 1.01:
        raise TemplateDamaged("embedding")
    return FaceTemplate(unit(numbers), reference, version)


def _finger(model: str, body: bytes, reference: bytes, version: int) -> FingerTemplate:
    if model != MINUTIAE_MODEL:
        raise TemplateForeign(model, MINUTIAE_MODEL)
    if not body or not 1 <= body[0] <= IMPRESSIONS_LIMIT:
        raise TemplateDamaged("impressions")
    at, impressions = 1, []
    for _ in range(body[0]):
        if at + 2 > len(body):
            raise TemplateDamaged("minutiae")
        (count,) = struct.unpack_from(">H", body, at)
        end = at + 2 + count * 8
        if count > MINUTIAE_LIMIT or end > len(body):
            raise TemplateDamaged("minutiae")
        rows = np.frombuffer(body[at + 2 : end], ">u2").astype(np.float32).reshape(-1, 4)
        impressions.append(np.asarray(rows * [0.1, 0.1, 2 * np.pi / 10000, 0.01], np.float32))
        at = end
    if at != len(body):
        raise TemplateDamaged("length")
    return FingerTemplate(tuple(impressions), reference, version)


def _pack(kind: Kind, model: str, version: int, reference: bytes, body: bytes) -> bytes:
    name = model.encode("ascii")
    head = _HEAD.pack(_MAGIC, kind, _FORMAT, version, reference, len(name)) + name + struct.pack(">I", len(body))
    return head + body + hashlib.sha256(head + body).digest()
