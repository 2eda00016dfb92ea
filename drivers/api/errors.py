"""What a device, its driver or its service refuses.

    DriverError
    ├── DeviceAbsent           nothing there under that name
    │   ├── CardAbsent         the reader is there, its slot is empty
    │   ├── CardRemoved        it was there when the work began
    │   └── ServiceDown        the system's device service does not answer
    ├── DeviceBusy             another program holds it
    ├── DeviceTimeout          no answer within `seconds`
    ├── DeviceRefused          it answered, and said no: `reason`
    │   ├── FingerAgain        the finger was not read well: it has to be put down again
    │   ├── CardUnknown        it is a card, but not one this driver speaks to
    │   ├── CardSwapped        it is not the card that was shown
    │   ├── WrongSignature     what it computed does not match its certificate
    │   ├── PinMalformed       the PIN cannot be one; it was not sent, no try was spent
    │   ├── PinRejected        the PIN is wrong: `attempts_left`, None when the device does not tell
    │   └── PinLocked          no tries left
    ├── DriverCrashed          the vendor's library took its process down: `family`, `exit_code`
    ├── LibraryMissing         the vendor's library is not installed or does not load: `name`, `reason`
    └── FamilyUnknown          no driver family of that name: `name`

Facts are attributes and are also the exception's only arguments, so that an error crosses a process
boundary whole. No sentence for people stands here: the user interface holds one table
code -> sentence + next step, and a test demands an entry for every code in `CODES`.
"""

from typing import ClassVar


class DriverError(Exception):
    """Anything a driver reports instead of an answer."""

    code: ClassVar[str] = "driver-error"


class DeviceAbsent(DriverError):
    """No device answers to `device`."""

    code = "device-absent"

    def __init__(self, device: str) -> None:
        super().__init__(device)
        self.device = device


class CardAbsent(DeviceAbsent):
    """The reader `device` holds no card."""

    code = "card-absent"


class CardRemoved(DeviceAbsent):
    """The card left the reader `device` while it was being used."""

    code = "card-removed"


class ServiceDown(DeviceAbsent):
    """The service `device` that reaches the devices does not run."""

    code = "service-down"


class DeviceBusy(DriverError):
    """Another program holds `device`."""

    code = "device-busy"

    def __init__(self, device: str) -> None:
        super().__init__(device)
        self.device = device


class DeviceTimeout(DriverError):
    """`device` gave no answer within `seconds`."""

    code = "device-timeout"

    def __init__(self, device: str, seconds: float) -> None:
        super().__init__(device, seconds)
        self.device = device
        self.seconds = seconds


class DeviceRefused(DriverError):
    """The device said no; `reason` is a short technical word such as a status word in hex."""

    code = "device-refused"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FingerAgain(DeviceRefused):
    """The finger was too quick, off the middle, or not read for `reason`; the reader itself is well."""

    code = "finger-again"


class CardUnknown(DeviceRefused):
    """The card does not speak the application this driver needs."""

    code = "card-unknown"


class CardSwapped(DeviceRefused):
    """Another card lies in the reader than the one whose holder was shown."""

    code = "card-swapped"


class WrongSignature(DeviceRefused):
    """The signature does not fit the certificate beside it, so it must not be used."""

    code = "wrong-signature"


class PinMalformed(DeviceRefused):
    """The PIN has a form this key never has; it was not sent and cost no try."""

    code = "pin-malformed"


class PinRejected(DeviceRefused):
    """The PIN is wrong; `attempts_left` is None when the device does not tell."""

    code = "pin-rejected"

    def __init__(self, attempts_left: int | None) -> None:
        DriverError.__init__(self, attempts_left)
        self.reason = "wrong PIN"
        self.attempts_left = attempts_left


class PinLocked(DeviceRefused):
    """The PIN has no tries left."""

    code = "pin-locked"

    def __init__(self) -> None:
        DriverError.__init__(self)
        self.reason = "PIN locked"


class DriverCrashed(DriverError):
    """The process that ran the library of `family` ended with `exit_code` (negative: a signal)."""

    code = "driver-crashed"

    def __init__(self, family: str, exit_code: int | None) -> None:
        super().__init__(family, exit_code)
        self.family = family
        self.exit_code = exit_code


class LibraryMissing(DriverError):
    """The library `name` is not installed, or does not load here for `reason`: a short technical word."""

    code = "library-missing"

    def __init__(self, name: str, reason: str = "") -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason


class FamilyUnknown(DriverError):
    """There is no driver family `name`."""

    code = "family-unknown"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _tree(error: type[DriverError]) -> list[type[DriverError]]:
    return [error, *(below for child in error.__subclasses__() for below in _tree(child))]


CODES: frozenset[str] = frozenset(error.code for error in _tree(DriverError))
"""Every code a driver may report."""
