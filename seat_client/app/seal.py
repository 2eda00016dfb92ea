"""The seal of a seat.toml: its last line, an Ed25519 signature over all bytes before it.

    # sealed KEY-ID SIGNATURE

A machine that was given the provisioner's public key (`provisioner.pem` beside its seat.toml) takes no seat.toml
without that key's seal. What a technician sets on the spot goes into `conf.d`, which may then change `LOCAL_TABLES`
alone: devices, lines, language and log, never which seat this is or whose centre it speaks with.
"""

import base64
import hashlib
import os
import re
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

LOCAL_TABLES = ("routes", "devices", "interface", "log")
_SEAL = re.compile(rb"^# sealed ([0-9a-f]{16}) ([A-Za-z0-9+/=]{88})\n?\Z", re.MULTILINE)


class SealBroken(Exception):
    """No seal, or not the provisioner's over these bytes: `reason` is "absent", "other-key" or "changed"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class KeyUnusable(Exception):
    """The file holds no Ed25519 key."""


def make_key(file: Path) -> Path:
    """A provisioner's private key in `file`, and beside it the public half that machines are given; where it lies."""
    key = Ed25519PrivateKey.generate()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as private:
        private.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = file.with_name(f"{file.stem}.pub.pem")
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return public


def private_key(file: Path) -> Ed25519PrivateKey:
    """Raises KeyUnusable, OSError."""
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as broken:
        raise KeyUnusable(str(file)) from broken
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnusable(str(file))
    return key


def public_key(file: Path) -> Ed25519PublicKey:
    """Raises KeyUnusable, OSError."""
    try:
        key = load_pem_public_key(file.read_bytes())
    except (ValueError, UnsupportedAlgorithm) as broken:
        raise KeyUnusable(str(file)) from broken
    if not isinstance(key, Ed25519PublicKey):
        raise KeyUnusable(str(file))
    return key


def key_id(key: Ed25519PublicKey) -> str:
    """By which a seal names its key."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def unsealed(content: bytes) -> bytes:
    """What a seal covers."""
    return _SEAL.sub(b"", content)


def seal(content: bytes, key: Ed25519PrivateKey) -> bytes:
    """The content with this key's seal in place of any other."""
    covered = unsealed(content)
    covered += b"" if covered.endswith(b"\n") or not covered else b"\n"
    signature = base64.b64encode(key.sign(covered)).decode()
    return covered + f"# sealed {key_id(key.public_key())} {signature}\n".encode()


def check_seal(content: bytes, key: Ed25519PublicKey) -> None:
    """Raises SealBroken unless the key sealed exactly this content."""
    found = _SEAL.search(content)
    if found is None:
        raise SealBroken("absent")
    if found.group(1).decode() != key_id(key):
        raise SealBroken("other-key")
    try:
        key.verify(base64.b64decode(found.group(2)), unsealed(content))
    except (InvalidSignature, ValueError) as changed:
        raise SealBroken("changed") from changed


def sealed_by(content: bytes) -> str:
    """The id of the key that a seal names; empty without one. Proves nothing."""
    found = _SEAL.search(content)
    return found.group(1).decode() if found else ""
