"""An SM2 key held in memory, for tests and practice: what a hardware key does behind its SKF library."""

import base64
import re
from dataclasses import dataclass, field

from seat_client.evidence import sm2
from seat_client.evidence.der import OCTET_STRING, SEQUENCE, elements, only
from seat_client.evidence.errors import KeyUnusable
from seat_client.evidence.keys import is_practice

_PKCS8 = re.compile(rb"-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sm2Key:
    """A `SigningKey` whose certificate is for SM2."""

    private_key: int = field(repr=False)
    certificate: bytes
    chain: tuple[bytes, ...] = ()

    @property
    def practice(self) -> bool:
        return is_practice(self.certificate)

    def sign_digest(self, digest: bytes, algorithm: str) -> bytes:
        """DER of (r, s); the digest is SM3 over Z and the message."""
        if algorithm != "sm3":
            raise KeyUnusable(f"digest algorithm {algorithm}")
        return sm2.sign(self.private_key, digest)

    @classmethod
    def from_pem(cls, pem: bytes, certificate: bytes, chain: tuple[bytes, ...] = ()) -> "Sm2Key":
        """The key in an unencrypted PKCS#8 PEM (RFC 5208, RFC 5915); raises KeyUnusable."""
        try:
            return cls(_private_key(pem), certificate, chain)
        except ValueError as error:
            raise KeyUnusable("not an SM2 private key") from error


def _private_key(pem: bytes) -> int:
    found = _PKCS8.search(pem)
    if found is None:
        raise ValueError("no PKCS#8 key")
    _, (_, _, algorithm), (_, key, _), *_ = elements(only(base64.b64decode(found[1]), SEQUENCE))
    if algorithm != sm2.KEY_ALGORITHM:
        raise ValueError("another algorithm")
    _, (tag, number, _), *_ = elements(only(key, SEQUENCE))
    value = int.from_bytes(number, "big")
    if tag != OCTET_STRING or not 0 < value < sm2.N - 1:
        raise ValueError("not a private key")
    return value
