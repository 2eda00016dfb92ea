"""One key in use: its applications with their PINs, their containers with certificates and keys."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TypeVar

from drivers.api.algorithms import algorithm_of, digest_info, is_authority, signs_documents
from drivers.api.errors import (
    CardRemoved,
    CardUnknown,
    DeviceRefused,
    PinLocked,
    PinMalformed,
    PinRejected,
    WrongSignature,
)
from drivers.api.token import Algorithm, KeySlot, Mechanism, PinPolicy
from drivers.skf import layout
from drivers.skf.faults import ALREADY_LOGGED_IN, OK, PIN_LOCKED, PIN_WRONG, UNCLEAR, SkfFault, meaning
from drivers.skf.library import ECC, RSA, Handle, SkfLibrary

T = TypeVar("T")
_PIN_BYTES = range(6, 17)  # GM/T 0016: MIN_PIN_LEN, MAX_PIN_LEN


@dataclass(frozen=True, slots=True)
class _Key:
    """A key found in a container of an opened application."""

    application: bytes
    container: bytes
    slot: KeySlot


class SkfSession:
    """A connected key. A PIN opens one application; a second one is opened by the same PIN when it has to sign."""

    def __init__(self, library: SkfLibrary, name: bytes, device: Handle) -> None:
        self._library = library
        self._name = name
        self._label = layout.text(name)
        self._device = device
        self._applications: dict[bytes, Handle] = {}
        self._open: set[bytes] = set()
        self._keys: dict[str, _Key] = {}
        self._pin = bytearray()

    def slots(self) -> Sequence[KeySlot]:
        with self._answering():
            self._keys = {key.slot.id: key for name in self._all_applications() for key in self._keys_in(name)}
        slots = [key.slot for key in self._keys.values()]
        return sorted(slots, key=lambda slot: not signs_documents(slot.certificate))

    def tries_left(self) -> int | None:
        with self._answering():
            counts = [self._library.tries_left(self._application(name)) for name in self._with_keys()]
        return min(counts, default=None)

    def login(self, pin: bytearray) -> None:
        if len(pin) not in _PIN_BYTES or not all(0x20 < byte < 0x7F for byte in pin):
            raise PinMalformed("6 to 16 ASCII characters")
        names = self._with_keys()
        if not names:
            raise CardUnknown("no signing key")
        self._present(names[0], pin)
        if len(names) > 1:
            self._pin = bytearray(pin)

    def sign_digest(self, slot_id: str, digest: bytes, mechanism: Mechanism) -> bytes:
        key = self._keys.get(slot_id)
        if key is None:
            raise DeviceRefused("no such key")
        if self._open and key.application not in self._open and self._pin:
            self._present(key.application, self._pin)
        if key.application not in self._open:
            raise DeviceRefused("PIN needed")
        self._wipe()
        return self._sign(key, digest, mechanism)

    def close(self) -> None:
        """Leave every application with its PIN no longer verified, and the device."""
        self._wipe()
        for application in self._applications.values():
            self._quietly(self._library.clear_secure_state, application)
            self._quietly(self._library.close_application, application)
        self._quietly(self._library.disconnect, self._device)

    def _present(self, name: bytes, pin: bytearray) -> None:
        self._open.discard(name)
        with self._answering():
            application = self._application(name)
            code, left = self._library.verify_pin(application, pin)
            if code == ALREADY_LOGGED_IN:  # By another program, with a PIN nobody compared with this one.
                self._library.clear_secure_state(application)
                code, left = self._library.verify_pin(application, pin)
            if code == PIN_WRONG and left:
                raise PinRejected(left)
            if code in {PIN_WRONG, PIN_LOCKED}:
                raise PinLocked
            if code != OK:
                raise SkfFault(code)
        self._open.add(name)

    def _sign(self, key: _Key, digest: bytes, mechanism: Mechanism) -> bytes:
        data = _input(key.slot.algorithm, digest, mechanism)
        with self._answering(), self._container(key.application, key.container) as container:
            if key.slot.algorithm is not Algorithm.SM2:
                return self._library.sign_rsa(container, data)
            signature = self._library.sign_ecc(container, data).der()
        if signature is None:
            raise WrongSignature("zero")
        return signature

    def _all_applications(self) -> Sequence[bytes]:
        return self._library.applications(self._device)

    def _with_keys(self) -> Sequence[bytes]:
        """The applications that hold signing keys, in the order of the slots."""
        if not self._keys:
            self.slots()
        first = sorted(self._keys.values(), key=lambda key: not signs_documents(key.slot.certificate))
        return list(dict.fromkeys(key.application for key in first))

    def _application(self, name: bytes) -> Handle:
        if name not in self._applications:
            self._applications[name] = self._library.open_application(self._device, name)
        return self._applications[name]

    def _keys_in(self, application: bytes) -> Iterator[_Key]:
        for name in self._library.containers(self._application(application)):
            with self._container(application, name) as container:
                slot = self._slot(f"{layout.text(application)}/{layout.text(name)}", container)
            if slot is not None:
                yield _Key(application, name, slot)

    def _slot(self, identity: str, container: Handle) -> KeySlot | None:
        kind = self._library.kind(container)
        content = self._library.signing_certificate(container) if kind in {RSA, ECC} else None
        try:
            certificate = layout.certificate(content or b"")
            algorithm = algorithm_of(certificate)
        except ValueError:
            return None
        if is_authority(certificate) or (algorithm is Algorithm.SM2) != (kind == ECC):
            return None
        return KeySlot(identity, certificate, algorithm, PinPolicy.ONCE)

    @contextmanager
    def _container(self, application: bytes, name: bytes) -> Iterator[Handle]:
        container = self._library.open_container(self._application(application), name)
        try:
            yield container
        finally:
            self._quietly(self._library.close_container, container)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Say a fault of the library in the driver's words; an unclear one from a key that is gone is its removal."""
        try:
            yield
        except SkfFault as fault:
            if fault.code in UNCLEAR and not self._is_present():
                raise CardRemoved(self._label) from fault
            raise meaning(fault.code, self._label) from fault

    def _is_present(self) -> bool:
        try:
            return self._library.is_present(self._name)
        except SkfFault:
            return False

    def _quietly(self, ending: Callable[[Handle], T], handle: Handle) -> None:
        with suppress(SkfFault):  # What left with its device needs no ending.
            ending(handle)

    def _wipe(self) -> None:
        self._pin[:] = bytes(len(self._pin))
        self._pin = bytearray()


def _input(algorithm: Algorithm, digest: bytes, mechanism: Mechanism) -> bytes:
    """What the key is given: the digest for SM2, the digest with its algorithm in front for RSA."""
    if algorithm is Algorithm.SM2:
        if mechanism is not Mechanism.SM2_SM3 or len(digest) != 32:
            raise DeviceRefused("mechanism")
        return digest
    return digest_info(mechanism, digest)
