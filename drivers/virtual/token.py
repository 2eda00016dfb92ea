"""The practice signing key: a reader whose slot is a file; the key is in while the file exists."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import (
    CardAbsent,
    CardRemoved,
    CardSwapped,
    CardUnknown,
    DeviceRefused,
    PinLocked,
    PinMalformed,
    PinRejected,
)
from drivers.api.token import Algorithm, KeySlot, Mechanism, PinPolicy, ReaderEvent, TokenSession
from drivers.api.watching import CardSeen, Look, PollingWatch
from drivers.virtual import token_file
from drivers.virtual.token_file import PrivateKey, TokenFile

SLOT = "sign"
_CURVES = {"secp256r1": Algorithm.EC_P256, "secp384r1": Algorithm.EC_P384}
_HASHES: dict[int, HashAlgorithm] = {32: SHA256(), 48: SHA384(), 64: SHA512()}
_RSA_HASHES: dict[Mechanism, HashAlgorithm] = {
    Mechanism.RSA_SHA256: SHA256(),
    Mechanism.RSA_SHA384: SHA384(),
    Mechanism.RSA_SHA512: SHA512(),
}


class VirtualReader:
    """A reader over the file at `path`; every answer takes `delay` seconds, as a slow card's would."""

    def __init__(self, path: Path, *, delay: float = 0.0) -> None:
        self._path = path
        self._delay = delay
        self._info = DeviceInfo(f"virtual:{path}", "virtual", path.stem, DeviceKind.TOKEN, practice=True)

    @property
    def info(self) -> DeviceInfo:
        return self._info

    def health(self) -> Health:
        try:
            return Health.ABSENT if token_file.read(self._path) is None else Health.READY
        except CardUnknown:
            return Health.FAULTY

    @contextmanager
    def open(self) -> Iterator[TokenSession]:
        token = token_file.read(self._path)
        if token is None:
            raise CardAbsent(self._info.label)
        yield VirtualSession(self._path, token.serial, self._delay)

    def look(self) -> CardSeen:
        """The slot as the watch sees it; a file that is no token still counts as a card."""
        try:
            token = token_file.read(self._path)
        except CardUnknown:
            return CardSeen(self, "unknown")
        return CardSeen(self, token.serial if token else None)


class VirtualSession:
    """One practice key in use; looks at the file before every answer, so that pulling it is noticed."""

    def __init__(self, path: Path, serial: str, delay: float) -> None:
        self._path = path
        self._serial = serial
        self._delay = delay
        self._key: PrivateKey | None = None

    def slots(self) -> Sequence[KeySlot]:
        certificate = self._answer().certificate
        return [KeySlot(SLOT, certificate, _algorithm(certificate), PinPolicy.ONCE)]

    def tries_left(self) -> int | None:
        return self._answer().tries_left

    def login(self, pin: bytearray) -> None:
        token = self._answer()
        if not 4 <= len(pin) <= 64:
            raise PinMalformed("4 to 64 bytes")
        if token.tries_left == 0:
            raise PinLocked
        spent = token.with_tries(token.tries_left - 1)
        token_file.write(self._path, spent)
        self._key = token.key.open(pin)
        if self._key is None:
            raise PinRejected(spent.tries_left) if spent.tries_left else PinLocked
        token_file.write(self._path, token.with_tries(token_file.TRIES))

    def sign_digest(self, slot_id: str, digest: bytes, mechanism: Mechanism) -> bytes:
        self._answer()
        if slot_id != SLOT:
            raise DeviceRefused("no such key")
        if self._key is None:
            raise DeviceRefused("PIN needed")
        return _sign(self._key, digest, mechanism)

    def agree(self, slot_id: str, point: bytes) -> bytes:
        self._answer()
        if slot_id != SLOT or not isinstance(self._key, ec.EllipticCurvePrivateKey):
            raise DeviceRefused("key agreement")
        try:
            peer = ec.EllipticCurvePublicKey.from_encoded_point(self._key.curve, point)
        except ValueError as error:
            raise DeviceRefused("point") from error
        return self._key.exchange(ec.ECDH(), peer)

    def _answer(self) -> TokenFile:
        """The token after the card's thinking time. Raises CardRemoved or CardSwapped."""
        if self._delay:
            threading.Event().wait(self._delay)
        token = token_file.read(self._path)
        if token is None:
            raise CardRemoved(self._path.stem)
        if token.serial != self._serial:
            raise CardSwapped("another token file")
        return token


class VirtualFamily:
    """The practice key in one file."""

    def __init__(self, path: Path, *, delay: float = 0.0) -> None:
        self._reader = VirtualReader(path, delay=delay)

    def readers(self) -> Sequence[VirtualReader]:
        return [self._reader]

    def watch(self, report: Callable[[ReaderEvent], None]) -> PollingWatch:
        return PollingWatch(self._look, report)

    def _look(self) -> Look:
        return Look(service_up=True, readers={self._reader.info.id: self._reader.look()})


def _algorithm(certificate: bytes) -> Algorithm:
    key = x509.load_der_x509_certificate(certificate).public_key()
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES:
        return _CURVES[key.curve.name]
    if isinstance(key, rsa.RSAPublicKey):
        return Algorithm(f"rsa-{key.key_size}")
    raise CardUnknown("key type")


def _sign(key: PrivateKey, digest: bytes, mechanism: Mechanism) -> bytes:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        hashing = _HASHES.get(len(digest))
        if mechanism is not Mechanism.ECDSA or hashing is None:
            raise DeviceRefused("mechanism")
        return key.sign(digest, ec.ECDSA(Prehashed(hashing)))
    hashing = _RSA_HASHES.get(mechanism)
    if hashing is None or hashing.digest_size != len(digest):
        raise DeviceRefused("mechanism")
    return key.sign(digest, padding.PKCS1v15(), Prehashed(hashing))
