"""What an SKF return value means to the seat (GM/T 0016, annex A)."""

from drivers.api.errors import (
    CardRemoved,
    CardUnknown,
    DeviceRefused,
    DriverError,
    PinLocked,
    PinMalformed,
)

OK = 0
FAIL, NOT_SUPPORTED, BAD_HANDLE, BAD_PARAMETER = 0x0A000001, 0x0A000003, 0x0A000005, 0x0A000006
NO_CERTIFICATE, BUFFER_TOO_SMALL = 0x0A00001C, 0x0A000020
DEVICE_REMOVED, PIN_WRONG, PIN_LOCKED, PIN_INVALID, PIN_LENGTH = (0x0A000023 + step for step in range(5))
ALREADY_LOGGED_IN, NOT_LOGGED_IN, NO_APPLICATION = 0x0A000028, 0x0A00002D, 0x0A00002E

UNCLEAR = frozenset({FAIL, BAD_HANDLE, BAD_PARAMETER, 0x0A000002, 0x0A00000F})
"""What libraries answer to anything, a pulled key included: failed, unknown, bad handle, bad parameter, time-out."""


class SkfFault(Exception):
    """The library answered `code` instead of success; told to nobody outside this package."""

    def __init__(self, code: int) -> None:
        super().__init__(f"{code:08X}")
        self.code = code


def meaning(code: int, device: str) -> DriverError:
    """The driver's error for one of the library's."""
    if code == DEVICE_REMOVED:
        return CardRemoved(device)
    if code == PIN_LOCKED:
        return PinLocked()
    if code in {PIN_INVALID, PIN_LENGTH}:
        return PinMalformed(f"{code:08X}")
    if code == NOT_LOGGED_IN:
        return DeviceRefused("PIN needed")
    if code == NO_APPLICATION:
        return CardUnknown(f"{code:08X}")
    return DeviceRefused(f"{code:08X}")
