"""What the centre puts its own key to: the answer to every act, and how far its record and the journals have come.

A receipt proves to a member that the centre has an act. Both together let the seats give back what a centre lost that
was restored from an older backup: it takes only what it finds its own signature over.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from seat_client.evidence.canonical import canonical
from seat_client.evidence.errors import EvidenceError
from seat_client.evidence.keys import SigningKey
from seat_client.evidence.suites import check_signature


@dataclass(frozen=True, slots=True)
class Answered:
    """The centre's answer to one event: `cursor` is the last fact of the record when it was taken."""

    project: str
    id: str
    hash: str
    state: str
    code: str
    cursor: int

    def digest(self) -> bytes:
        fields = {name: getattr(self, name) for name in self.__slots__}
        return _digest({"form": "seat-receipt/1", **fields})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the record and the journals stand: `head` of the record at `cursor`, `heads` by chain."""

    project: str
    cursor: int
    head: str
    heads: Mapping[str, str]

    def digest(self) -> bytes:
        fields = {"project": self.project, "cursor": self.cursor, "head": self.head, "heads": dict(self.heads)}
        return _digest({"form": "seat-standing/1", **fields})


def _digest(fields: Mapping[str, object]) -> bytes:
    return hashlib.sha256(canonical(fields)).digest()


def sign(said: Answered | Standing, key: SigningKey) -> str:
    """The centre's signature, base64."""
    return base64.b64encode(key.sign_digest(said.digest(), "sha256")).decode()


def is_signed(said: Answered | Standing, signature: str, certificate: bytes) -> bool:
    """Whether the certificate's key signed this."""
    try:
        check_signature(certificate, said.digest(), base64.b64decode(signature, validate=True))
    except (EvidenceError, ValueError, binascii.Error):
        return False
    return True


def receipt(said: Answered, key: SigningKey) -> str:
    """The receipt as it travels: "CURSOR SIGNATURE"."""
    return f"{said.cursor} {sign(said, key)}"


def split(receipt_text: str) -> tuple[int, str]:
    """Cursor and signature of a receipt; (-1, "") for what is none."""
    cursor, _, signature = receipt_text.partition(" ")
    return (int(cursor), signature) if cursor.isascii() and cursor.isdigit() else (-1, "")
