"""A key unlocked for one signature, in the shape report assembly asks for."""

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType

from drivers.api.errors import DeviceRefused
from seat_client.signing.certificate import KeyState
from seat_client.signing.errors import KeySpent
from seat_client.signing.routine import SigningRoutine, wipe

_DIGEST_LENGTHS = {"sha256": 32, "sha384": 48, "sha512": 64, "sm3": 32}


class TokenKey:
    """The key that was shown, with its PIN, for exactly one use; the PIN is wiped by then or on exit.

    Used as a context so that a PIN typed and then cancelled does not outlive the dialog.
    """

    def __init__(
        self,
        routine: SigningRoutine,
        shown: KeyState,
        pin: bytearray,
        *,
        member_id: str,
        at: datetime,
        chain: Sequence[bytes] = (),
        confirm_last_try: bool = False,
    ) -> None:
        self._routine = routine
        self._shown = shown
        self._pin = pin
        self._member_id = member_id
        self._at = at
        self._chain = tuple(chain)
        self._confirm_last_try = confirm_last_try
        self._spent = False

    @property
    def certificate(self) -> bytes:
        """The holder's certificate in DER."""
        return self._shown.certificate

    @property
    def chain(self) -> Sequence[bytes]:
        """The issuing certificates in DER, nearest first."""
        return self._chain

    @property
    def practice(self) -> bool:
        """Whether signatures by this key are to be marked as practice."""
        return self._shown.practice

    def sign_digest(self, digest: bytes, algorithm: str) -> bytes:
        """The signature over `digest`: ECDSA and SM2 in DER, or RSASSA-PKCS1-v1_5. Waits for the card."""
        if self._spent:
            raise KeySpent
        if _DIGEST_LENGTHS.get(algorithm) != len(digest):
            raise DeviceRefused("digest algorithm")
        self._spent = True
        return self._routine.sign(
            digest,
            expected_fingerprint=self._shown.fingerprint,
            pin=self._pin,
            member_id=self._member_id,
            at=self._at,
            confirm_last_try=self._confirm_last_try,
        ).result()

    def agree(self, point: bytes) -> bytes:
        """ECDH of the key with `point`, in place of a signature; raises DeviceRefused where the token cannot."""
        if self._spent:
            raise KeySpent
        self._spent = True
        return self._routine.agree(
            point,
            expected_fingerprint=self._shown.fingerprint,
            pin=self._pin,
            member_id=self._member_id,
            at=self._at,
        ).result()

    def __enter__(self) -> "TokenKey":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._spent = True
        wipe(self._pin)

    def __repr__(self) -> str:
        return f"TokenKey({self._shown.fingerprint[:16]})"
