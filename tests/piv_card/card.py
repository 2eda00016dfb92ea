"""The card: enough of NIST SP 800-73-4 to be taken for a PIV card by programs nobody here wrote."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from drivers.pcsc import tlv

ATR = bytes.fromhex("3B84015345415486")
"""T=1 with the historical bytes SEAT: OpenSC takes some shorter ATRs for a make of card without elliptic keys."""
OK, PIN_NEEDED, BLOCKED, NOT_FOUND, NO_INS = 0x9000, 0x6982, 0x6983, 0x6A82, 0x6D00
SELECT, GET_DATA, VERIFY, AUTHENTICATE, GET_RESPONSE = 0xA4, 0xCB, 0x20, 0x87, 0xC0
OBJECTS = {0x9C: "5FC10A", 0x9A: "5FC105"}
_AID = bytes.fromhex("A000000308000010000100")
_DIGESTS: dict[int, hashes.HashAlgorithm] = {32: hashes.SHA256(), 48: hashes.SHA384()}

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
Hook = Callable[[], None]


class Pulled(Exception):
    """Raised by a hook: the card leaves the reader at this very moment, without an answer."""


def pulled() -> None:
    """A hook that pulls the card."""
    raise Pulled


@dataclass
class CardKey:
    """A private key with its certificate; `packed` stores the certificate as gzip."""

    private: PrivateKey
    certificate: bytes
    packed: bool = False
    junk: bytes | None = None

    def stored(self) -> bytes:
        if self.junk is not None:
            return self.junk
        content = gzip.compress(self.certificate) if self.packed else self.certificate
        flag = b"\x01" if self.packed else b"\x00"
        return tlv.encode(0x53, tlv.encode(0x70, content) + tlv.encode(0x71, flag) + tlv.encode(0xFE, b""))


@dataclass
class PivCard:
    """A card with keys in slots, a PIN that can be blocked, and hooks that make it fail."""

    keys: dict[int, CardKey] = field(default_factory=dict)
    pin: bytes = b"123456"
    tries: int = 3
    tries_left: int = 3
    is_piv: bool = True
    wrong_signature: bool = False
    before: dict[int, Hook] = field(default_factory=dict)
    after: dict[int, Hook] = field(default_factory=dict)
    raw: dict[int, bytes] = field(default_factory=dict)
    pins_tried: int = 0
    _verified: bool = False
    _chained: bytes = b""
    _pending: bytes = b""

    @property
    def is_verified(self) -> bool:
        """Whether it would sign now without being given its PIN."""
        return self._verified

    def reset(self) -> None:
        """Power or reset: nothing verified, nothing half sent."""
        self._verified, self._chained, self._pending = False, b"", b""

    def answer(self, apdu: bytes) -> bytes:
        """One command in, one answer out, with the hooks of its instruction around it."""
        ins = apdu[1]
        self.before.get(ins, lambda: None)()
        answer = self.raw[ins] if ins in self.raw else self._run(apdu)
        self.after.get(ins, lambda: None)()
        return answer

    def _run(self, apdu: bytes) -> bytes:
        cla, ins, p1, p2 = apdu[:4]
        if ins == GET_RESPONSE:
            return self._next()
        data = self._chained + _body(apdu)
        if cla & 0x10:
            self._chained = data
            return _status(OK)
        self._chained = b""
        answer, status = self._command(ins, p1, p2, data)
        if status != OK or len(answer) <= 256:
            return answer + _status(status)
        self._pending = answer
        return self._next()

    def _next(self) -> bytes:
        part, self._pending = self._pending[:256], self._pending[256:]
        left = len(self._pending)
        return part + _status(0x6100 | (left if left < 256 else 0) if left else OK)

    def _command(self, ins: int, p1: int, p2: int, data: bytes) -> tuple[bytes, int]:
        if not self.is_piv:
            return b"", NO_INS
        if ins == SELECT:
            return self._select(data)
        if ins == GET_DATA:
            return self._get_data(data)
        if ins == VERIFY:
            return b"", self._verify(p1, p2, data)
        if ins == AUTHENTICATE:
            return self._authenticate(p2, data)
        return b"", NO_INS

    def _select(self, name: bytes) -> tuple[bytes, int]:
        if not name or not _AID.startswith(name):
            return b"", NOT_FOUND
        allocation = tlv.encode(0x79, tlv.encode(0x4F, _AID[:5]))
        return tlv.encode(0x61, tlv.encode(0x4F, _AID[5:]) + allocation), OK

    def _get_data(self, request: bytes) -> tuple[bytes, int]:
        name = (tlv.find(0x5C, request) or b"").hex().upper()
        for slot, key in self.keys.items():
            if OBJECTS[slot] == name:
                return key.stored(), OK
        if name == "5FC102":
            return tlv.encode(0x53, tlv.encode(0x34, bytes(range(16))) + tlv.encode(0xFE, b"")), OK
        return b"", NOT_FOUND

    def _verify(self, way: int, reference: int, data: bytes) -> int:
        if reference != 0x80:
            return 0x6A88
        if way == 0xFF:  # SP 800-73-4, part 2, 3.2.1: take the verification back
            self._verified = False
            return OK
        if not data:
            return OK if self._verified else BLOCKED if not self.tries_left else 0x63C0 | self.tries_left
        if not self.tries_left:
            return BLOCKED
        self.pins_tried += 1
        self._verified = data == self.pin.ljust(8, b"\xff")
        self.tries_left = self.tries if self._verified else self.tries_left - 1
        return OK if self._verified else 0x63C0 | self.tries_left

    def _authenticate(self, slot: int, data: bytes) -> tuple[bytes, int]:
        key = self.keys.get(slot)
        challenge = tlv.find(0x81, tlv.find(0x7C, data) or b"")
        if key is None or challenge is None:
            return b"", 0x6A80
        if not self._verified:
            return b"", PIN_NEEDED
        if isinstance(key.private, ec.EllipticCurvePrivateKey) and len(challenge) not in _DIGESTS:
            return b"", 0x6A80
        if slot == 0x9C:
            self._verified = False  # PIN always
        signature = _sign(key.private, challenge)
        if self.wrong_signature:
            signature = signature[:-1] + bytes([signature[-1] ^ 1])
        return tlv.encode(0x7C, tlv.encode(0x82, signature)), OK


def _sign(key: PrivateKey, challenge: bytes) -> bytes:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(challenge, ec.ECDSA(Prehashed(_DIGESTS[len(challenge)])))
    numbers = key.private_numbers()
    modulus = numbers.public_numbers.n
    return pow(int.from_bytes(challenge, "big"), numbers.d, modulus).to_bytes(key.key_size // 8, "big")


def _body(apdu: bytes) -> bytes:
    """The data field of a short or extended command (ISO/IEC 7816-4, 5.1)."""
    if len(apdu) <= 5:
        return b""
    if apdu[4]:
        return apdu[5 : 5 + apdu[4]]
    if len(apdu) == 7:
        return b""
    return apdu[7 : 7 + int.from_bytes(apdu[5:7], "big")]


def _status(word: int) -> bytes:
    return word.to_bytes(2, "big")
