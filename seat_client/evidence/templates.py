"""Envelopes for biometric templates: AES-256-GCM, bound to whom, what, which version and where.

At rest under a key of the centre; on the way to a seat under a key that only this seat's fresh private key makes
(X25519 and HKDF-SHA-256: RFC 7748, RFC 5869). A binding that differs in one letter opens nothing.
"""

import base64
import binascii
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from seat_client.evidence.errors import NotOpened

KEY_BYTES, NONCE_BYTES, PUBLIC_BYTES = 32, 12, 32
_PURPOSE = b"seat-template/1\n"


@dataclass(frozen=True, slots=True)
class Binding:
    """What an envelope belongs to; the last three are empty at rest."""

    member: str
    kind: str
    version: int
    seat: str = ""
    release: str = ""
    expires: str = ""

    @property
    def data(self) -> bytes:
        parts = (self.member, self.kind, str(self.version), self.seat, self.release, self.expires)
        return _PURPOSE + "\n".join(parts).encode()


class SeatTemplateKey:
    """A seat's fresh key for one release; `public` goes to the centre (raw, base64)."""

    def __init__(self, private: X25519PrivateKey | None = None) -> None:
        self._private = private or X25519PrivateKey.generate()

    @classmethod
    def derived(cls, key: bytes, name: str) -> "SeatTemplateKey":
        """The centre's own for one release, made again from the key that it keeps templates under."""
        info = _PURPOSE + name.encode()
        seed = HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(key)
        return cls(X25519PrivateKey.from_private_bytes(seed))

    @property
    def public(self) -> str:
        return base64.b64encode(_raw(self._private.public_key())).decode()

    def open(self, sealed: str, binding: Binding) -> bytearray:
        """The template, to be wiped after use; raises NotOpened."""
        try:
            box = base64.b64decode(sealed, validate=True)
            carrier = X25519PublicKey.from_public_bytes(box[:PUBLIC_BYTES])
            key = _between(self._private.exchange(carrier), box[:PUBLIC_BYTES], _raw(self._private.public_key()))
        except (ValueError, binascii.Error) as error:
            raise NotOpened("template") from error
        return bytearray(_opened(key, box[PUBLIC_BYTES:], binding))


def seal_to_seat(public: str, plain: bytes, binding: Binding) -> str:
    """`plain` for the seat that holds the other half of `public`; raises NotOpened for a key that is none."""
    carrier = X25519PrivateKey.generate()
    try:
        raw = base64.b64decode(public, validate=True)
        shared = carrier.exchange(X25519PublicKey.from_public_bytes(raw))
    except (ValueError, binascii.Error) as error:
        raise NotOpened("public-key") from error
    own = _raw(carrier.public_key())
    return base64.b64encode(own + _sealed(_between(shared, own, raw), plain, binding)).decode()


def new_key() -> bytes:
    """A key for templates at rest."""
    return secrets.token_bytes(KEY_BYTES)


def seal_at_rest(key: bytes, plain: bytes, binding: Binding) -> bytes:
    """`plain` as the centre keeps it."""
    return _sealed(key, plain, binding)


def open_at_rest(key: bytes, box: bytes, binding: Binding) -> bytes:
    """What was kept; raises NotOpened."""
    return _opened(key, box, binding)


def _between(shared: bytes, carrier: bytes, seat: bytes) -> bytes:
    info = _PURPOSE + carrier + seat
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(shared)


def _sealed(key: bytes, plain: bytes, binding: Binding) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, binding.data)


def _opened(key: bytes, box: bytes, binding: Binding) -> bytes:
    try:
        return AESGCM(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], binding.data)
    except (InvalidTag, ValueError) as error:
        raise NotOpened("template") from error


def _raw(key: X25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
