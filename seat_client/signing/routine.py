"""The signing routine: the one order of steps in which a key is read, checked, unlocked, used and left.

Connect, read the certificate again and compare it with the one shown, apply the certificate rules, ask for
the tries left, present the PIN, sign, verify in software at once, leave with the card reset. The PIN is
never kept, never logged and never tried twice.
"""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime

from drivers.api.device import DeviceInfo
from drivers.api.errors import CardSwapped, DeviceRefused, PinLocked, WrongSignature
from drivers.api.token import Algorithm, CardReader, KeyAgreement, KeySlot, Mechanism, TokenSession
from seat_client.evidence import errors as evidence_errors
from seat_client.evidence.errors import KeyUnusable
from seat_client.evidence.suites import check_signature
from seat_client.signing.certificate import NON_REPUDIATION, KeyState, check, read_state
from seat_client.signing.device_thread import DeviceThread
from seat_client.signing.errors import LastTry, NoSigningKey

_RSA_MECHANISMS = {32: Mechanism.RSA_SHA256, 48: Mechanism.RSA_SHA384, 64: Mechanism.RSA_SHA512}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One use of the key asked for."""

    use: Callable[[TokenSession, KeySlot], bytes]
    fingerprint: str
    member_id: str
    at: datetime
    confirm_last_try: bool


class SigningRoutine:
    """Reads and uses the key in one reader, in one thread of its own."""

    def __init__(self, reader: CardReader) -> None:
        self._reader = reader
        self._thread = DeviceThread(f"token {reader.info.label}")

    @property
    def reader(self) -> DeviceInfo:
        """The reader this routine talks with."""
        return self._reader.info

    def inspect(self) -> "Future[KeyState]":
        """The key in the reader now, read without its PIN."""
        return self._thread.submit(self._inspect)

    def sign(
        self,
        digest: bytes,
        *,
        expected_fingerprint: str,
        pin: bytearray,
        member_id: str,
        at: datetime,
        confirm_last_try: bool = False,
    ) -> "Future[bytes]":
        """The signature over `digest` by the very key that was shown; `pin` is wiped whatever happens."""

        def sign(session: TokenSession, slot: KeySlot) -> bytes:
            signature = session.sign_digest(slot.id, digest, mechanism_for(slot, digest))
            verify(slot.certificate, digest, signature)
            return signature

        return self._used(_Wanted(sign, expected_fingerprint, member_id, at, confirm_last_try), pin)

    def agree(
        self, point: bytes, *, expected_fingerprint: str, pin: bytearray, member_id: str, at: datetime
    ) -> "Future[bytes]":
        """ECDH of the very key that was shown with `point`; raises DeviceRefused where the token does not do it."""

        def agree(session: TokenSession, slot: KeySlot) -> bytes:
            if not isinstance(session, KeyAgreement):
                raise DeviceRefused("key agreement")
            return session.agree(slot.id, point)

        return self._used(_Wanted(agree, expected_fingerprint, member_id, at, False), pin)

    def _used(self, wanted: _Wanted, pin: bytearray) -> "Future[bytes]":
        using = self._thread.submit(self._use_and_wipe, wanted, pin)
        using.add_done_callback(lambda _: wipe(pin))  # Also when the thread has ended and nothing was done.
        return using

    def close(self) -> None:
        """End the routine's thread; work that was handed in is finished first."""
        self._thread.close()

    def _inspect(self) -> KeyState:
        self._thread.must_be_here()
        with self._reader.open() as session:
            states = [read_state(slot, self.reader, None) for slot in session.slots()]
            if not states:
                raise NoSigningKey
            return replace(_preferred(states), tries_left=session.tries_left())

    def _use_and_wipe(self, wanted: _Wanted, pin: bytearray) -> bytes:
        self._thread.must_be_here()
        try:
            with self._reader.open() as session:
                slot = self._slot_shown(session, wanted)
                _spare_last_try(session, confirmed=wanted.confirm_last_try)
                session.login(pin)
                return wanted.use(session, slot)
        finally:
            wipe(pin)

    def _slot_shown(self, session: TokenSession, wanted: _Wanted) -> KeySlot:
        """The slot whose certificate was shown. Raises CardSwapped, or the certificate rule it breaks."""
        for slot in session.slots():
            key = read_state(slot, self.reader, None)
            if key.fingerprint == wanted.fingerprint:
                check(key, at=wanted.at, member_id=wanted.member_id)
                return slot
        raise CardSwapped("certificate")


def wipe(pin: bytearray) -> None:
    """Overwrite the PIN where it lies."""
    pin[:] = bytes(len(pin))
    del pin[:]


def _preferred(keys: list[KeyState]) -> KeyState:
    return next((key for key in keys if NON_REPUDIATION in key.usage), keys[0])


def _spare_last_try(session: TokenSession, *, confirmed: bool) -> None:
    left = session.tries_left()
    if left == 0:
        raise PinLocked
    if left == 1 and not confirmed:
        raise LastTry


def mechanism_for(slot: KeySlot, digest: bytes) -> Mechanism:
    """ECDSA and SM2 for their keys, RSASSA-PKCS1-v1_5 by the digest's length for RSA keys."""
    if slot.algorithm is Algorithm.SM2:
        return Mechanism.SM2_SM3
    return Mechanism.ECDSA if slot.algorithm.startswith("ec-") else _RSA_MECHANISMS[len(digest)]


def verify(certificate: bytes, digest: bytes, signature: bytes) -> None:
    """Raise WrongSignature unless the certificate's key made `signature` over `digest`.

    A card or a driver that computes otherwise than its certificate says is found here, not at the centre.
    """
    try:
        check_signature(certificate, digest, signature)
    except KeyUnusable as unusable:
        raise WrongSignature("key type") from unusable
    except evidence_errors.WrongSignature as wrong:
        raise WrongSignature("does not verify") from wrong
