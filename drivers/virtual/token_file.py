"""The file a practice key lives in: certificate in the clear, private key sealed under the PIN, tries counted.

The private key (PKCS#8) is encrypted by AES-256-GCM under a key that scrypt (RFC 7914) derives from the PIN
and a random salt, so a wrong PIN really cannot sign. A try is spent on disk before it is made, as on a card,
so that pulling the plug never gives one back.
"""

import base64
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from drivers.api.errors import CardUnknown

FORMAT = "practice-token-1"
TRIES = 5

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class SealedKey:
    """A private key only its PIN opens."""

    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: int

    def open(self, pin: bytearray) -> PrivateKey | None:
        """The key, or None when the PIN is wrong."""
        try:
            clear = AESGCM(_derive(pin, self.salt, self.cost)).decrypt(self.nonce, self.sealed, FORMAT.encode())
        except InvalidTag:
            return None
        key = load_der_private_key(clear, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
            raise CardUnknown("key type")
        return key


@dataclass(frozen=True, slots=True)
class TokenFile:
    """What the file says."""

    serial: str
    label: str
    certificate: bytes
    key: SealedKey
    tries_left: int

    def with_tries(self, tries_left: int) -> "TokenFile":
        """The same token with another count of tries."""
        return replace(self, tries_left=tries_left)


def _derive(pin: bytearray, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(pin)


def seal(key: PrivateKey, pin: bytearray, cost: int = 2**14) -> SealedKey:
    """The key, closed under the PIN with fresh salt and nonce."""
    clear = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    return SealedKey(salt, nonce, AESGCM(_derive(pin, salt, cost)).encrypt(nonce, clear, FORMAT.encode()), cost)


def create_token(path: Path, *, pin: str, key: PrivateKey, certificate: bytes, label: str = "") -> None:
    """Write a practice key to `path`: the DER `certificate` and its private key under `pin`."""
    token = TokenFile(secrets.token_hex(8), label, certificate, seal(key, bytearray(pin.encode())), TRIES)
    write(path, token)


def write(path: Path, token: TokenFile) -> None:
    """Put the token on disk whole or not at all, readable by its owner alone."""
    text = json.dumps(_to_json(token), ensure_ascii=False, indent=1)
    staging = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with _created(staging) as descriptor:
        os.write(descriptor, text.encode())
        os.fsync(descriptor)
    staging.replace(path)


@contextmanager
def _created(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def read(path: Path) -> TokenFile | None:
    """The token at `path`, or None when no file is there. Raises CardUnknown on any other content."""
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        return _from_json(json.loads(content))
    except (ValueError, KeyError, TypeError) as broken:
        raise CardUnknown("not a practice token") from broken


def _to_json(token: TokenFile) -> dict[str, object]:
    return {
        "format": FORMAT,
        "practice": True,
        "serial": token.serial,
        "label": token.label,
        "tries_left": token.tries_left,
        "certificate": _text(token.certificate),
        "key": {
            "cost": token.key.cost,
            "salt": _text(token.key.salt),
            "nonce": _text(token.key.nonce),
            "sealed": _text(token.key.sealed),
        },
    }


def _from_json(values: dict[str, Any]) -> TokenFile:
    if values["format"] != FORMAT or values["practice"] is not True:
        raise ValueError(FORMAT)
    key = values["key"]
    return TokenFile(
        serial=str(values["serial"]),
        label=str(values["label"]),
        certificate=_bytes(values["certificate"]),
        key=SealedKey(_bytes(key["salt"]), _bytes(key["nonce"]), _bytes(key["sealed"]), int(key["cost"])),
        tries_left=max(0, min(TRIES, int(values["tries_left"]))),
    )


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
