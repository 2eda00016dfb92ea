"""The commitment to the mapping of blind codes to bidders: published at once, opened at the reveal."""

import hmac
import secrets
from collections.abc import Mapping

from seat_client.evidence.canonical import digest
from seat_client.evidence.errors import CommitmentMismatch

SALT_BYTES = 32


def new_salt() -> str:
    """A fresh random salt, in hexadecimal; without it six bidders' 720 mappings could simply be tried."""
    return secrets.token_hex(SALT_BYTES)


def commit(salt: str, mapping: Mapping[str, str]) -> str:
    """Hexadecimal SHA-256 over the canonical JSON of the codes and the salt."""
    return digest({"codes": dict(mapping), "salt": salt})


def open_commitment(commitment: str, salt: str, mapping: Mapping[str, str]) -> None:
    """Returns quietly when salt and mapping are what was committed to, else raises CommitmentMismatch."""
    computed = commit(salt, mapping)
    if not hmac.compare_digest(computed.encode(), commitment.encode()):
        raise CommitmentMismatch(commitment, computed)
