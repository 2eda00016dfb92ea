"""The trial signature: a technician's key signs a random message, and its certificate's key verifies that.

It goes through every layer of the signing chain in use, by the very routine that signs a report. No PIN is presented
to a key that was not entered as a technician's at this seat, or made for practice at a seat for practice: an expert's
tries are the expert's.
"""

import secrets
import time
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from drivers.api.errors import (
    CardAbsent,
    CardRemoved,
    DriverError,
    PinLocked,
    PinMalformed,
    PinRejected,
    WrongSignature,
)
from drivers.api.token import CardReader
from seat_client.evidence.errors import KeyUnusable
from seat_client.evidence.suites import suite_of
from seat_client.services.self_test.bench import TokenChoice
from seat_client.services.self_test.result import Check, Fact, Result, State
from seat_client.services.technicians import may_be_tried
from seat_client.signing.certificate import KeyState
from seat_client.signing.errors import CertificateRefused, LastTry, SigningError
from seat_client.signing.routine import SigningRoutine, wipe

SLOW_SECONDS: Final = 3.0
"""Longer than this a person at the signing page begins to wonder."""
_MESSAGE_BYTES: Final = 32


def trial(tokens: Sequence[TokenChoice], entered: Collection[str], pin: bytearray, *, practice: bool) -> Result:
    """How long the signature took, or what kept it from being made; `pin` is wiped whatever happens.

    `entered` holds the fingerprints of the technicians' certificates; at a seat for `practice` its keys do as well.
    """
    try:
        found = _key(tokens, entered, practice=practice)
        if found is None:
            return Result(Check.TRIAL, State.FAIL, "trial-no-key")
        return _signed(*found, pin)
    finally:
        wipe(pin)


def _key(
    tokens: Sequence[TokenChoice], entered: Collection[str], *, practice: bool
) -> tuple[CardReader, KeyState] | None:
    """The first such key of all readers. What is wrong with a reader or a card is the chain's to say."""
    for choice in tokens:
        with suppress(DriverError):
            for reader in choice.family().readers():
                routine = SigningRoutine(reader)
                try:
                    key = routine.inspect().result()
                except (DriverError, SigningError):
                    continue
                finally:
                    routine.close()
                if may_be_tried(key, entered, practice=practice):
                    return reader, key
    return None


def _signed(reader: CardReader, key: KeyState, pin: bytearray) -> Result:
    try:
        digest = suite_of(key.certificate).signed_digest(secrets.token_bytes(_MESSAGE_BYTES))
    except KeyUnusable:
        return Result(Check.TRIAL, State.FAIL, "trial-failed", {"code": KeyUnusable.__name__})
    routine = SigningRoutine(reader)
    began = time.monotonic()
    try:
        routine.sign(
            digest, expected_fingerprint=key.fingerprint, pin=pin, member_id=key.member_id, at=datetime.now(UTC)
        ).result()  # which has verified it
    except (DriverError, SigningError) as refused:
        return Result(Check.TRIAL, State.FAIL, *_fault(refused))
    finally:
        routine.close()
    took = round(time.monotonic() - began, 2)
    slow = took > SLOW_SECONDS
    return Result(
        Check.TRIAL, State.REMIND if slow else State.PASS, "trial-slow" if slow else "",
        {"seconds": took}, {"seconds": SLOW_SECONDS},
    )  # fmt: skip


_FAULTS: Final[dict[type[DriverError | SigningError], str]] = {
    PinLocked: "pin-blocked",
    PinMalformed: "trial-pin-malformed",
    LastTry: "trial-last-try",
    CardAbsent: "card-absent",
    CardRemoved: "card-absent",
    WrongSignature: "trial-wrong-signature",
}


def _fault(refused: DriverError | SigningError) -> tuple[str, dict[str, Fact]]:
    if isinstance(refused, PinRejected):
        left = refused.attempts_left
        return ("trial-pin-refused", {}) if left is None else ("trial-pin-wrong", {"tries_left": left})
    if isinstance(refused, CertificateRefused):
        return refused.code, {}
    known = _FAULTS.get(type(refused))
    return (known, {}) if known else ("trial-failed", {"code": refused.code})
