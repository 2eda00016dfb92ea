"""The readers that libfprint finds and that give pictures; those that match on the chip keep their templates."""

from collections.abc import Sequence

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import DeviceBusy, DriverError
from drivers.api.fingerprint import FingerImage
from drivers.libfprint.library import Library

LIBRARY = "libfprint-2.so.2"


class LibfprintReader:
    """One reader; opened for the first finger and kept."""

    def __init__(self, library: Library, device: int) -> None:
        self._library, self._device = library, device
        name, driver, place = library.describe(device)
        practice = driver.startswith("virtual")
        self._info = DeviceInfo(f"libfprint:{driver}/{place}", "libfprint", name, DeviceKind.FINGERPRINT, practice)
        self._model = f"libfprint {driver} {name}"

    @property
    def info(self) -> DeviceInfo:
        return self._info

    @property
    def model(self) -> str:
        return self._model

    def health(self) -> Health:
        try:
            self._library.open(self._device)
        except DeviceBusy:
            return Health.BUSY
        except DriverError:
            return Health.FAULTY
        return Health.READY

    def capture(self, seconds: float) -> FingerImage:
        self._library.open(self._device)
        return self._library.capture(self._device)


class LibfprintFamily:
    """`only` names one by part of its name or driver."""

    def __init__(self, only: str = "") -> None:
        self._only = only.lower()
        self._library = Library(LIBRARY)

    def readers(self) -> Sequence[LibfprintReader]:
        devices = [each for each in self._library.devices() if self._library.gives_pictures(each)]
        readers = [LibfprintReader(self._library, device) for device in devices]
        return [reader for reader in readers if self._only in f"{reader.info.id} {reader.info.label}".lower()]
