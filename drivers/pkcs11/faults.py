"""What a PKCS#11 return value means to the seat."""

import pkcs11

from drivers.api.errors import (
    CardAbsent,
    CardRemoved,
    CardUnknown,
    DeviceRefused,
    DriverError,
    PinLocked,
    PinMalformed,
)

GONE = (pkcs11.DeviceRemoved, pkcs11.TokenNotPresent, pkcs11.SlotIDInvalid)
"""The token left its slot, and the library says so."""

ENDED = (pkcs11.SessionHandleInvalid, pkcs11.SessionClosed)
"""The session is over, which happens when the token was taken out; another may lie there by now."""

_PIN_FORM = (pkcs11.PinInvalid, pkcs11.PinLenRange)
_PIN_NEEDED = (pkcs11.UserNotLoggedIn, pkcs11.OperationNotInitialized)


def meaning(error: pkcs11.PKCS11Error, reader: str) -> DriverError:
    """The driver's error for one of the library's."""
    if isinstance(error, GONE):
        return CardRemoved(reader)
    if isinstance(error, pkcs11.TokenNotRecognised):
        return CardUnknown(type(error).__name__)
    if isinstance(error, pkcs11.PinLocked):
        return PinLocked()
    if isinstance(error, _PIN_FORM):
        return PinMalformed(type(error).__name__)
    if isinstance(error, _PIN_NEEDED):
        return DeviceRefused("PIN needed")
    return DeviceRefused(type(error).__name__)


def meaning_at_opening(error: pkcs11.PKCS11Error, reader: str) -> DriverError:
    """The same before the session stands, when a token that is not there was never there."""
    return CardAbsent(reader) if isinstance(error, GONE) else meaning(error, reader)
