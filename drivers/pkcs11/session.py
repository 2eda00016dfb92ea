"""One token in use: its certificates, its PIN, its signatures."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Protocol

import pkcs11
from pkcs11.types import DeriveMixin, SignMixin
from pkcs11.util.ec import encode_ecdsa_signature

from drivers.api.algorithms import algorithm_of, digest_info, is_authority, signs_documents
from drivers.api.device import DeviceInfo
from drivers.api.errors import CardRemoved, CardSwapped, DeviceRefused, PinLocked, PinMalformed, PinRejected
from drivers.api.token import Algorithm, KeySlot, Mechanism, PinPolicy
from drivers.pkcs11.faults import ENDED, GONE, meaning

_ELLIPTIC = (Algorithm.EC_P256, Algorithm.EC_P384)
_LAST_LOOK_S = 1.0
"""How long a token that was just pulled may still count as present: the service looks a few times a second."""
_TICK_S = 0.05
_UNCLEAR = (pkcs11.GeneralError, pkcs11.DeviceError, pkcs11.FunctionFailed, pkcs11.ObjectHandleInvalid)
"""What libraries answer to anything, a pulled token included."""


class _Place(Protocol):
    """Where the token lies."""

    @property
    def info(self) -> DeviceInfo: ...

    def token(self) -> pkcs11.Token | None: ...


class Pkcs11Session:
    """A token held open. After any failed operation its session is closed and the PIN must be presented again.

    A key that demands the PIN for each signature (CKA_ALWAYS_AUTHENTICATE) gets the one presented at login, once;
    it lies here from then until the signature, and nowhere longer than the hold.
    """

    def __init__(self, place: _Place, session: pkcs11.Session) -> None:
        self._place = place
        self._session: pkcs11.Session | None = session
        self._logged_in = False
        self._pin = bytearray()

    def slots(self) -> Sequence[KeySlot]:
        with self._answering():
            session = self._opened()
            keys = self._keys(session)
            found: dict[str, KeySlot] = {}
            for certificate in session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}):
                slot = _slot(certificate, keys)
                if slot is not None:
                    found.setdefault(slot.id, slot)
        return sorted(found.values(), key=lambda slot: not signs_documents(slot.certificate))

    def tries_left(self) -> int | None:
        """PKCS#11 has no count, only flags for "none" and "one"."""
        with self._answering():
            flags = self._token().flags
        if flags & pkcs11.TokenFlag.USER_PIN_LOCKED:
            return 0
        return 1 if flags & pkcs11.TokenFlag.USER_PIN_FINAL_TRY else None

    def login(self, pin: bytearray) -> None:
        text = _text(pin)
        if self.tries_left() == 0:
            raise PinLocked
        with self._answering():
            self._end_session()
            self._session = self._present(text)
            self._logged_in = True
            if self._asks_each_time(self._session):
                self._pin = bytearray(pin)

    def sign_digest(self, slot_id: str, digest: bytes, mechanism: Mechanism) -> bytes:
        if not self._logged_in:
            raise DeviceRefused("PIN needed")
        slot = next((slot for slot in self.slots() if slot.id == slot_id), None)
        if slot is None:
            raise DeviceRefused("no such key")
        way, data = _input(slot.algorithm, digest, mechanism)
        with self._answering():
            signature = self._sign(self._private_key(slot_id), way, data)
        return encode_ecdsa_signature(signature) if slot.algorithm in _ELLIPTIC else signature

    def agree(self, slot_id: str, point: bytes) -> bytes:
        """ECDH by the token (CKM_ECDH1_DERIVE without a key derivation function)."""
        if not self._logged_in:
            raise DeviceRefused("PIN needed")
        with self._answering():
            key = self._private_key(slot_id)
            if not isinstance(key, DeriveMixin):
                raise DeviceRefused("key agreement")
            length = (len(point) - 1) // 2
            secret = key.derive_key(
                pkcs11.KeyType.GENERIC_SECRET,
                length * 8,
                mechanism=pkcs11.Mechanism.ECDH1_DERIVE,
                mechanism_param=(pkcs11.KDF.NULL, None, point),
                template={pkcs11.Attribute.SENSITIVE: False, pkcs11.Attribute.EXTRACTABLE: True},
            )
            return bytes(secret[pkcs11.Attribute.VALUE])

    def close(self) -> None:
        """Log out and end the session."""
        self._end_session()

    def _present(self, text: str) -> pkcs11.Session:
        try:
            return self._token().open(user_pin=text)
        except pkcs11.PinIncorrect:
            left = self.tries_left()
            raise PinLocked if left == 0 else PinRejected(left) from None

    def _sign(self, key: SignMixin, way: pkcs11.Mechanism, data: bytes) -> bytes:
        if not key[pkcs11.Attribute.ALWAYS_AUTHENTICATE]:
            return key.sign(data, mechanism=way)
        if not self._pin:
            raise DeviceRefused("PIN needed")
        try:
            return key.sign(data, mechanism=way, pin=self._pin.decode())
        finally:
            self._wipe()

    def _private_key(self, slot_id: str) -> SignMixin:
        wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY, pkcs11.Attribute.ID: bytes.fromhex(slot_id)}
        for key in self._opened().get_objects(wanted):
            if isinstance(key, SignMixin):
                return key
        raise DeviceRefused("no such key")

    def _keys(self, session: pkcs11.Session) -> set[bytes]:
        """The ids of the keys; most tokens hide private keys before the login, so public ones count until then."""
        kind = pkcs11.ObjectClass.PRIVATE_KEY if self._logged_in else pkcs11.ObjectClass.PUBLIC_KEY
        keys = session.get_objects({pkcs11.Attribute.CLASS: kind})
        return {bytes(key[pkcs11.Attribute.ID]) for key in keys}

    def _asks_each_time(self, session: pkcs11.Session) -> bool:
        keys = session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY})
        return any(key[pkcs11.Attribute.ALWAYS_AUTHENTICATE] for key in keys)

    def _opened(self) -> pkcs11.Session:
        if self._session is None:
            self._session = self._token().open()
        return self._session

    def _token(self) -> pkcs11.Token:
        token = self._place.token()
        if token is None:
            raise CardRemoved(self._place.info.label)
        return token

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Say a fault of the library in the driver's words, with the session ended: the next call gets a new one."""
        label = self._place.info.label
        try:
            yield
        except pkcs11.PKCS11Error as error:
            self._end_session()
            if isinstance(error, (*ENDED, *_UNCLEAR)) and self._is_leaving():
                raise CardRemoved(label) from error
            if isinstance(error, ENDED):
                raise CardSwapped("session") from error
            raise meaning(error, label) from error

    def _is_leaving(self) -> bool:
        tick, waited = threading.Event(), 0.0
        while waited < _LAST_LOOK_S:
            try:
                if self._place.token() is None:
                    return True
            except (*GONE, *_UNCLEAR):
                return True
            tick.wait(_TICK_S)
            waited += _TICK_S
        return False

    def _end_session(self) -> None:
        session, self._session, self._logged_in = self._session, None, False
        self._wipe()
        if session is not None:
            with suppress(pkcs11.PKCS11Error):  # A session that ended by itself is closed.
                session.close()

    def _wipe(self) -> None:
        self._pin[:] = bytes(len(self._pin))
        self._pin = bytearray()


def _slot(certificate: pkcs11.Object, keys: set[bytes]) -> KeySlot | None:
    identity, content = bytes(certificate[pkcs11.Attribute.ID]), bytes(certificate[pkcs11.Attribute.VALUE])
    if not identity or identity not in keys or is_authority(content):
        return None
    try:
        return KeySlot(identity.hex(), content, algorithm_of(content), PinPolicy.ONCE)
    except ValueError:
        return None


def _input(algorithm: Algorithm, digest: bytes, mechanism: Mechanism) -> tuple[pkcs11.Mechanism, bytes]:
    """Which PKCS#11 mechanism signs, and what it is given."""
    if algorithm in _ELLIPTIC and mechanism is Mechanism.ECDSA:
        return pkcs11.Mechanism.ECDSA, digest
    if algorithm.startswith("rsa-"):
        return pkcs11.Mechanism.RSA_PKCS, digest_info(mechanism, digest)
    raise DeviceRefused("mechanism")


def _text(pin: bytearray) -> str:
    """The PIN as C_Login takes it; the binding wants a text, which cannot be wiped but ends with this process, soon."""
    try:
        text = pin.decode()
    except UnicodeDecodeError:
        raise PinMalformed("UTF-8") from None
    if not text or not text.isprintable():
        raise PinMalformed("printable characters")
    return text
