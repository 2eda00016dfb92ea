"""The key a seat signs its journal with, and the head of the centre's record.

Ed25519 (RFC 8032): one key for one member at one seat, made there. The member's own certificate vouches for it: its
public half is part of the challenge that is answered at sign-in. So an event is tied to a seat, and the seat's key to
a person, without a touch of the card for every keystroke.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

_PURPOSE = b"seat-journal/1\n"
RECORD = "record"
"""The name under which the centre's own record stands among anchors."""


@dataclass(frozen=True)
class JournalKey:
    """A journal key; `public` is the raw public half in base64, `chain` the short name of the journal it signs."""

    private: Ed25519PrivateKey
    public: str
    chain: str

    @classmethod
    def from_seed(cls, seed: bytes) -> "JournalKey":
        """The key of 32 secret bytes."""
        private = Ed25519PrivateKey.from_private_bytes(seed)
        public = base64.b64encode(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
        return cls(private, public, chain_of(public))

    @classmethod
    def new(cls) -> "JournalKey":
        return cls.from_seed(
            Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        )

    @classmethod
    def derived(cls, secret: bytes, purpose: str) -> "JournalKey":
        """The key a seat has for `purpose`, the same every time (HKDF, RFC 5869)."""
        info = _PURPOSE + purpose.encode()
        return cls.from_seed(HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(secret))

    @property
    def seed(self) -> bytes:
        return self.private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())

    def sign(self, event_hash: str) -> str:
        """The signature over one event's hash, base64."""
        return base64.b64encode(self.private.sign(_PURPOSE + event_hash.encode())).decode()


def chain_of(public: str) -> str:
    """The name of the journal that belongs to a public key (raw, base64)."""
    return hashlib.sha256(_PURPOSE + public.encode()).hexdigest()[:32]


@lru_cache(maxsize=4096)
def _verifier(public: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))


def is_journal_key(public: str) -> bool:
    """Whether `public` is a raw Ed25519 public key in base64."""
    try:
        _verifier(public)
    except (ValueError, binascii.Error):
        return False
    return True


def is_signed(public: str, event_hash: str, signature: str) -> bool:
    """Whether the journal key `public` made `signature` over `event_hash`."""
    try:
        _verifier(public).verify(base64.b64decode(signature, validate=True), _PURPOSE + event_hash.encode())
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def record_head(before: str, at: str, fact: str) -> str:
    """The head of the centre's record after one more fact: its time, and its text as `wire.codec` writes it."""
    return hashlib.sha256(f"{before}\n{at}\n{fact}".encode()).hexdigest()
