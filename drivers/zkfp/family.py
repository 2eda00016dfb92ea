"""The C functions ZKFPM_* and the readers behind them; runs in a child process alone."""

import ctypes
import time
from collections.abc import Sequence
from ctypes import POINTER, byref, c_int, c_ubyte, c_uint, c_void_p
from pathlib import Path

import numpy as np

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceRefused, DeviceTimeout, DriverError, LibraryMissing
from drivers.api.fingerprint import FingerImage
from drivers.api.shared_library import demand_loadable

_OK, _NO_DEVICE, _NOT_OPENED, _NO_FINGER, _BUSY = 0, -3, -6, -8, -12
_WIDTH, _HEIGHT, _PPI = 1, 2, 3
_LARGEST = 2000


class ZkfpReader:
    """The reader number `index`; opened for the first finger and kept."""

    def __init__(self, library: ctypes.CDLL, index: int) -> None:
        self._library, self._index = library, index
        self._handle: int | None = None
        self._info = DeviceInfo(f"zkfp:{index}", "zkfp", f"ZKTeco {index + 1}", DeviceKind.FINGERPRINT)

    @property
    def info(self) -> DeviceInfo:
        return self._info

    @property
    def model(self) -> str:
        return "zkfp"

    def health(self) -> Health:
        return Health.READY if self._index < self._library.ZKFPM_GetDeviceCount() else Health.ABSENT

    def capture(self, seconds: float) -> FingerImage:
        handle = self._opened()
        width, height, ppi = (self._parameter(handle, code) for code in (_WIDTH, _HEIGHT, _PPI))
        if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
            raise DeviceRefused("picture size")
        picture = (c_ubyte * (width * height))()
        until = time.monotonic() + seconds
        while (answer := self._library.ZKFPM_AcquireFingerprintImage(handle, picture, len(picture))) == _NO_FINGER:
            if time.monotonic() > until:
                raise DeviceTimeout(self._info.id, seconds)
            time.sleep(0.05)
        if answer != _OK:
            self._handle = None
            raise _meaning(answer, self._info.id)
        pixels = np.frombuffer(bytes(picture), np.uint8).reshape(height, width)
        return FingerImage(pixels, ppi or 500, time.monotonic())

    def _opened(self) -> int:
        if self._handle is None:
            self._handle = self._library.ZKFPM_OpenDevice(self._index)
            if not self._handle:
                self._handle = None
                raise DeviceAbsent(self._info.id)
        return self._handle

    def _parameter(self, handle: int, code: int) -> int:
        value, size = c_int(), c_uint(4)
        answer = self._library.ZKFPM_GetParameters(
            handle, code, ctypes.cast(byref(value), POINTER(c_ubyte)), byref(size)
        )
        if answer != _OK:
            raise _meaning(answer, self._info.id)
        return value.value


class ZkfpFamily:
    """The readers of the library at `place`. Raises LibraryMissing."""

    def __init__(self, place: str) -> None:
        demand_loadable(Path(place))
        try:
            self._library = ctypes.CDLL(place)
        except OSError as unloadable:
            raise LibraryMissing(Path(place).name, "does not load") from unloadable
        self._library.ZKFPM_OpenDevice.restype = c_void_p
        self._library.ZKFPM_GetParameters.argtypes = (c_void_p, c_int, POINTER(c_ubyte), POINTER(c_uint))
        self._library.ZKFPM_AcquireFingerprintImage.argtypes = (c_void_p, POINTER(c_ubyte), c_uint)
        if (answer := self._library.ZKFPM_Init()) not in (_OK, 1):
            raise _meaning(answer, "zkfp")
        self._readers: list[ZkfpReader] = []

    def readers(self) -> Sequence[ZkfpReader]:
        count = max(0, int(self._library.ZKFPM_GetDeviceCount()))
        self._readers = (self._readers + [ZkfpReader(self._library, n) for n in range(len(self._readers), count)])[
            :count
        ]
        return self._readers


def _meaning(answer: int, device: str) -> DriverError:
    if answer in (_NO_DEVICE, _NOT_OPENED):
        return DeviceAbsent(device)
    return DeviceBusy(device) if answer == _BUSY else DeviceRefused(f"zkfp {answer}")
