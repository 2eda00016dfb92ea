"""The PIV card application (NIST SP 800-73-4, part 2): certificates, PIN, signatures."""

import logging
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from drivers.api.errors import CardUnknown, DeviceRefused, PinLocked, PinMalformed, PinRejected
from drivers.api.token import Algorithm, KeySlot, Mechanism, PinPolicy
from drivers.pcsc import tlv
from drivers.pcsc.apdu import OK, Answer, Command, send
from drivers.pcsc.connection import Connection

_log = logging.getLogger(__name__)

_AID = bytes.fromhex("A000000308")
_PIN = 0x80
_PIN_BLOCKED = 0x6983
_NOT_FOUND = 0x6A82
_LARGEST_CERTIFICATE = 64 * 1024
_ELLIPTIC = {"secp256r1": Algorithm.EC_P256, "secp384r1": Algorithm.EC_P384}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a key lies: its reference, the object of its certificate, its PIN policy (SP 800-73-4, part 1)."""

    key: int
    certificate: bytes
    policy: PinPolicy


_PLACES = {
    "9c": _Place(0x9C, bytes.fromhex("5FC10A"), PinPolicy.ALWAYS),
    "9a": _Place(0x9A, bytes.fromhex("5FC105"), PinPolicy.ONCE),
}
"""Digital signature before authentication."""

_REFERENCES = {  # SP 800-78-4, table 6-2; RSA 3072 from SP 800-78-5
    Algorithm.RSA_1024: 0x06,
    Algorithm.RSA_2048: 0x07,
    Algorithm.RSA_3072: 0x05,
    Algorithm.EC_P256: 0x11,
    Algorithm.EC_P384: 0x14,
}
_DIGEST_INFO = {  # RFC 8017, 9.2, note 1
    Mechanism.RSA_SHA256: bytes.fromhex("3031300d060960864801650304020105000420"),
    Mechanism.RSA_SHA384: bytes.fromhex("3041300d060960864801650304020205000430"),
    Mechanism.RSA_SHA512: bytes.fromhex("3051300d060960864801650304020305000440"),
}


class PivSession:
    """The PIV application of one held card."""

    def __init__(self, card: Connection) -> None:
        self._card = card
        self._slots: dict[str, KeySlot] = {}

    def select(self) -> None:
        """Choose the PIV application. Raises CardUnknown when the card has none."""
        answer = send(self._card, Command(0xA4, 0x04, 0x00, _AID))
        if answer.status != OK:
            raise CardUnknown(f"{answer.status:04X}")

    def slots(self) -> Sequence[KeySlot]:
        for name, place in _PLACES.items():
            if name not in self._slots and (slot := self._read_slot(name, place)) is not None:
                self._slots[name] = slot
        return list(self._slots.values())

    def tries_left(self) -> int | None:
        answer = send(self._card, Command(0x20, 0x00, _PIN, expects_data=False))
        if answer.status >> 4 == 0x63C:
            return answer.status & 0xF
        return 0 if answer.status == _PIN_BLOCKED else None

    def login(self, pin: bytearray) -> None:
        if not 6 <= len(pin) <= 8 or not all(0x20 < byte < 0x7F for byte in pin):
            raise PinMalformed("6 to 8 ASCII characters")
        padded = bytearray(pin.ljust(8, b"\xff"))
        try:
            status = send(self._card, Command(0x20, 0x00, _PIN, padded, expects_data=False)).status
        finally:
            padded[:] = bytes(len(padded))
        if status in {_PIN_BLOCKED, 0x63C0}:
            raise PinLocked
        if status >> 4 == 0x63C:
            raise PinRejected(status & 0xF)
        _demand(status)

    def sign_digest(self, slot_id: str, digest: bytes, mechanism: Mechanism) -> bytes:
        slot = self._slots.get(slot_id)
        if slot is None or slot.algorithm not in _REFERENCES:
            raise DeviceRefused("no such key")
        challenge = _challenge(slot.algorithm, digest, mechanism)
        template = tlv.encode(0x7C, tlv.encode(0x82, b"") + tlv.encode(0x81, challenge))
        place = _PLACES[slot_id]
        answer = send(self._card, Command(0x87, _REFERENCES[slot.algorithm], place.key, template))
        _demand(answer.status)
        return _signature(answer)

    def _read_slot(self, name: str, place: _Place) -> KeySlot | None:
        answer = send(self._card, Command(0xCB, 0x3F, 0xFF, tlv.encode(0x5C, place.certificate)))
        if answer.status == _NOT_FOUND:
            return None
        _demand(answer.status)
        try:
            certificate = _certificate(answer.data)
            return KeySlot(name, certificate, _algorithm(certificate), place.policy)
        except (ValueError, zlib.error):  # NotTlv is a ValueError, and so is what the parser of X.509 raises.
            _log.info("slot %s holds no readable certificate", name)
            return None


def _certificate(data: bytes) -> bytes:
    """The DER inside a certificate object, unpacked when its CertInfo says gzip (part 1, appendix A)."""
    fields = dict(tlv.decode(tlv.find(0x53, data) or b""))
    content = fields.get(0x70, b"")
    if fields.get(0x71, b"\x00")[:1] == b"\x01":
        unpacking = zlib.decompressobj(wbits=31)
        content = unpacking.decompress(content, _LARGEST_CERTIFICATE)
    return content


def _algorithm(certificate: bytes) -> Algorithm:
    key = x509.load_der_x509_certificate(certificate).public_key()
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _ELLIPTIC:
        return _ELLIPTIC[key.curve.name]
    if isinstance(key, rsa.RSAPublicKey):
        return Algorithm(f"rsa-{key.key_size}")
    raise ValueError("key type")


def _challenge(algorithm: Algorithm, digest: bytes, mechanism: Mechanism) -> bytes:
    """What the card is to transform: the digest itself, or the padded block of RSASSA-PKCS1-v1_5."""
    if algorithm in _ELLIPTIC.values():
        if mechanism is not Mechanism.ECDSA:
            raise DeviceRefused("mechanism")
        return digest
    prefix = _DIGEST_INFO.get(mechanism)
    if prefix is None or prefix[-1] != len(digest):
        raise DeviceRefused("mechanism")
    size = int(algorithm.removeprefix("rsa-")) // 8
    info = prefix + digest
    return b"\x00\x01" + b"\xff" * (size - len(info) - 3) + b"\x00" + info


def _signature(answer: Answer) -> bytes:
    try:
        signature = tlv.find(0x82, tlv.find(0x7C, answer.data) or b"")
    except tlv.NotTlv as broken:
        raise DeviceRefused("answer") from broken
    if not signature:
        raise DeviceRefused("answer")
    return signature


def _demand(status: int) -> None:
    if status != OK:
        raise DeviceRefused(f"{status:04X}")
