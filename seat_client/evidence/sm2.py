"""SM2 signatures (GM/T 0003.2, with the curve of 0003.5) and the SM3 digest they are over.

For checking, and for keys that live in software in tests and practice: nothing here runs in constant time, and real
keys sign inside their own device.
"""

import secrets
from functools import lru_cache
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from seat_client.evidence.der import SEQUENCE, elements, only

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
GX = 0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7
GY = 0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0

SIGNER_ID = b"1234567812345678"
"""What stands for the signer's name wherever nothing else was agreed upon (GM/T 0009, 10)."""

KEY_ALGORITHM = bytes.fromhex("301306072a8648ce3d020106082a811ccf5501822d")
"""AlgorithmIdentifier of an SM2 public key: id-ecPublicKey on 1.2.156.10197.1.301."""

_Point: TypeAlias = tuple[int, int, int]
"""Jacobian coordinates; the point at infinity has Z = 0."""

_INFINITY: _Point = (1, 1, 0)
_WINDOW = 4


def sm3(*parts: bytes) -> bytes:
    """The SM3 digest of the parts one after the other (GM/T 0004)."""
    hashing = hashes.Hash(hashes.SM3())
    for part in parts:
        hashing.update(part)
    return hashing.finalize()


def public_key_of(certificate: bytes) -> bytes | None:
    """The 65 bytes of the certificate's SM2 key; None when it is for another kind of key. Raises ValueError."""
    body = x509.load_der_x509_certificate(certificate).tbs_certificate_bytes
    fields = [content for tag, content, _ in elements(only(body, SEQUENCE)) if tag != 0xA0]
    (_, _, algorithm), (_, bits, _) = elements(fields[5])
    if algorithm != KEY_ALGORITHM:
        return None
    if len(bits) != 66 or bits[:2] != b"\x00\x04":
        raise ValueError("an SM2 key in a form not used here")
    return bits[1:]


def message_digest(public_key: bytes, message: bytes, signer: bytes = SIGNER_ID) -> bytes:
    """SM3 over Z and the message: what a signature is really over (GM/T 0003.2, 5.5 and 6.1)."""
    return sm3(_identity(public_key, signer), message)


@lru_cache(maxsize=64)
def _identity(public_key: bytes, signer: bytes) -> bytes:
    curve = b"".join(number.to_bytes(32, "big") for number in (A, B, GX, GY))
    return sm3((8 * len(signer)).to_bytes(2, "big"), signer, curve, public_key[1:])


def public_key_for(private_key: int) -> bytes:
    """The public key that belongs to a private one."""
    x, y = _affine(_sum_of_products(private_key, _base_table(), 0, _base_table()))
    return b"\x04" + x.to_bytes(32, "big") + y.to_bytes(32, "big")


def sign(private_key: int, digest: bytes, nonce: int | None = None) -> bytes:
    """DER of (r, s) over a finished `message_digest`; `nonce` is given only to reproduce a published example."""
    e = int.from_bytes(digest, "big")
    while True:
        k = nonce or 1 + secrets.randbelow(N - 1)
        x, _ = _affine(_sum_of_products(k, _base_table(), 0, _base_table()))
        r = (e + x) % N
        s = pow(1 + private_key, -1, N) * (k - r * private_key) % N
        if r and s and r + k != N:
            return encode_dss_signature(r, s)
        nonce = None


def verify(public_key: bytes, digest: bytes, signature: bytes) -> bool:
    """True when the key made the signature over this `message_digest`, and it is in its one DER form."""
    try:
        r, s = decode_dss_signature(signature)
        table = _key_table(public_key)
    except ValueError:
        return False
    t = (r + s) % N
    if not (0 < r < N and 0 < s < N and t) or encode_dss_signature(r, s) != signature:
        return False
    point = _sum_of_products(s, _base_table(), t, table)
    return point[2] != 0 and (int.from_bytes(digest, "big") + _affine(point)[0]) % N == r


def _base_table() -> tuple[_Point, ...]:
    return _key_table(b"\x04" + GX.to_bytes(32, "big") + GY.to_bytes(32, "big"))


@lru_cache(maxsize=64)
def _key_table(public_key: bytes) -> tuple[_Point, ...]:
    """0 to 15 times the point; raises ValueError when it is not on the curve."""
    x, y = int.from_bytes(public_key[1:33], "big"), int.from_bytes(public_key[33:], "big")
    if len(public_key) != 65 or max(x, y) >= P or (y * y - (x * x + A) * x - B) % P:
        raise ValueError("not a point of the curve")
    table = [_INFINITY, (x, y, 1)]
    while len(table) < 1 << _WINDOW:
        table.append(_add(table[-1], table[1]))
    return tuple(table)


def _sum_of_products(a: int, first: tuple[_Point, ...], b: int, second: tuple[_Point, ...]) -> _Point:
    """a times the first table's point plus b times the second's, four bits of both at a time."""
    total = _INFINITY
    for shift in range(256 - _WINDOW, -1, -_WINDOW):
        for _ in range(_WINDOW):
            total = _double(total)
        total = _add(total, first[a >> shift & 15])
        total = _add(total, second[b >> shift & 15])
    return total


def _double(point: _Point) -> _Point:
    x, y, z = point
    if not z:
        return point
    yy = y * y % P
    s = 4 * x * yy % P
    zz = z * z % P
    m = 3 * (x - zz) * (x + zz) % P  # for A = -3
    x3 = (m * m - 2 * s) % P
    return x3, (m * (s - x3) - 8 * yy * yy) % P, 2 * y * z % P


def _add(one: _Point, other: _Point) -> _Point:
    x1, y1, z1 = one
    x2, y2, z2 = other
    if not z1:
        return other
    if not z2:
        return one
    z1z1, z2z2 = z1 * z1 % P, z2 * z2 % P
    u1, s1 = x1 * z2z2 % P, y1 * z2 * z2z2 % P
    h, r = (x2 * z1z1 - u1) % P, (y2 * z1 * z1z1 - s1) % P
    if not h:
        return _INFINITY if r else _double(one)
    hh = h * h % P
    hhh, v = h * hh % P, u1 * hh % P
    x3 = (r * r - hhh - 2 * v) % P
    return x3, (r * (v - x3) - s1 * hhh) % P, z1 * z2 * h % P


def _affine(point: _Point) -> tuple[int, int]:
    x, y, z = point
    inverse = pow(z, -1, P)
    square = inverse * inverse % P
    return x * square % P, y * square * inverse % P
