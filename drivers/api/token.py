"""Signing keys: a family lists readers, a reader opens a session, a session signs digests."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from drivers.api.device import DeviceInfo, Health


class Algorithm(StrEnum):
    """The key on the card, named by kind and size."""

    EC_P256 = "ec-p256"
    EC_P384 = "ec-p384"
    RSA_1024 = "rsa-1024"
    RSA_2048 = "rsa-2048"
    RSA_3072 = "rsa-3072"
    RSA_4096 = "rsa-4096"
    SM2 = "sm2"


class Mechanism(StrEnum):
    """How a digest becomes a signature: ECDSA in DER, or RSASSA-PKCS1-v1_5 (RFC 8017, 8.2) by hash.

    SM2 (GM/T 0003.2) signs the SM3 digest of Z and the message, which the caller has made, and answers in DER too.
    """

    ECDSA = "ecdsa"
    RSA_SHA256 = "rsa-sha256"
    RSA_SHA384 = "rsa-sha384"
    RSA_SHA512 = "rsa-sha512"
    SM2_SM3 = "sm2-sm3"


class PinPolicy(StrEnum):
    """Whether one PIN opens the key for the session, or for a single signature."""

    ONCE = "once"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class KeySlot:
    """One key on the card, with the certificate (DER) stored beside it."""

    id: str
    certificate: bytes
    algorithm: Algorithm
    pin_policy: PinPolicy


class TokenSession(Protocol):
    """One opened key. Lives in its device thread; never shared."""

    def slots(self) -> Sequence[KeySlot]:
        """The keys that have a certificate, the one meant for signing documents first."""
        ...

    def tries_left(self) -> int | None:
        """How often the PIN may still be tried, asked without spending a try; None when not told."""
        ...

    def login(self, pin: bytearray) -> None:
        """Present the PIN. Raises PinMalformed, PinRejected or PinLocked."""
        ...

    def sign_digest(self, slot_id: str, digest: bytes, mechanism: Mechanism) -> bytes:
        """The signature over `digest` by the key in `slot_id`, after `login`."""
        ...


@runtime_checkable
class KeyAgreement(Protocol):
    """What a session of some tokens can do besides signing: ECDH with the key in a slot."""

    def agree(self, slot_id: str, point: bytes) -> bytes:
        """The x coordinate of the private key times `point` (X9.62, uncompressed), after `login`.

        Raises DeviceRefused where the token or its key does not do this.
        """
        ...


class CardReader(Protocol):
    """A slot that may hold a signing key."""

    @property
    def info(self) -> DeviceInfo:
        """What this reader is called."""
        ...

    def health(self) -> Health:
        """Whether a key can be used here now, found out without disturbing it."""
        ...

    def open(self) -> AbstractContextManager[TokenSession]:
        """The key in the slot, held until the context ends; no verified PIN stays behind."""
        ...


class ReaderChange(StrEnum):
    """What a watch reports."""

    SERVICE_UP = "service-up"
    SERVICE_DOWN = "service-down"
    READER_IN = "reader-in"
    READER_OUT = "reader-out"
    CARD_IN = "card-in"
    CARD_OUT = "card-out"


@dataclass(frozen=True, slots=True)
class ReaderEvent:
    """One change at the readers; `reader` is None when the service itself changed."""

    change: ReaderChange
    reader: CardReader | None = None


class ReaderWatching(Protocol):
    """A running watch over the readers."""

    def stop(self) -> None:
        """End the watch; no event comes after this returns."""
        ...


class TokenFamily(Protocol):
    """All readers one vendor's or system's interface reaches."""

    def readers(self) -> Sequence[CardReader]:
        """The readers there are now. Raises ServiceDown or LibraryMissing."""
        ...

    def watch(self, report: Callable[[ReaderEvent], None]) -> ReaderWatching:
        """Report what is there, then every change, from a thread of the watch, until stopped."""
        ...
