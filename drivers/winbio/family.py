"""WinBioCaptureSample with raw samples: needs a sensor and rights that allow them, and says so where they do not.

The sample is a WINBIO_BIR whose standard block is an ANSI INCITS 381 record (structures of winbio_types.h).
"""

import ctypes
import struct
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import DeviceRefused, FingerAgain, LibraryMissing
from drivers.api.fingerprint import FingerImage

_FINGERPRINT = 0x00000008
_POOL_SYSTEM, _FLAG_RAW = 1, 1
_SAMPLE_RAW = 0x08
_BAD_CAPTURE = 0x80098008
_BIR = struct.Struct("<IIIIIIII")  # four blocks as (size, offset): header, standard data, vendor data, signature
_RECORD = 40
"""The general record of ANSI INCITS 381 as winbio lays it out, before the view record with width and height."""
_VIEW = struct.Struct("<QHHHHBBBB")
_LARGEST = 2000


class WinbioReader:
    """The sensor that Windows chooses."""

    def __init__(self, library: Any) -> None:
        self._library = library
        self._info = DeviceInfo("winbio:system", "winbio", "Windows Biometric Framework", DeviceKind.FINGERPRINT)

    @property
    def info(self) -> DeviceInfo:
        return self._info

    @property
    def model(self) -> str:
        return "winbio"

    def health(self) -> Health:
        return Health.READY

    def capture(self, seconds: float) -> FingerImage:  # the parent keeps the time
        session = ctypes.c_uint32()
        answer = self._library.WinBioOpenSession(
            _FINGERPRINT, _POOL_SYSTEM, _FLAG_RAW, None, 0, None, ctypes.byref(session)
        )
        if answer:
            raise DeviceRefused(f"winbio {answer & 0xFFFFFFFF:08x}")
        try:
            return self._captured(session)
        finally:
            self._library.WinBioCloseSession(session)

    def _captured(self, session: ctypes.c_uint32) -> FingerImage:
        unit, reject = ctypes.c_uint32(), ctypes.c_uint32()
        sample, size = ctypes.c_void_p(), ctypes.c_size_t()
        answer = self._library.WinBioCaptureSample(
            session, 0, _SAMPLE_RAW, ctypes.byref(unit), ctypes.byref(sample), ctypes.byref(size), ctypes.byref(reject)
        )
        if answer & 0xFFFFFFFF == _BAD_CAPTURE:
            raise FingerAgain(str(reject.value))
        if answer or not sample.value:
            raise DeviceRefused(f"winbio {answer & 0xFFFFFFFF:08x}")
        try:
            return picture(ctypes.string_at(sample.value, size.value))
        finally:
            self._library.WinBioFree(sample)


class WinbioFamily:
    """The one reader of the framework. Raises LibraryMissing off Windows."""

    def __init__(self) -> None:
        try:
            self._library: Any = ctypes.CDLL("winbio.dll")
        except OSError as missing:
            raise LibraryMissing("winbio.dll", "not Windows") from missing

    def readers(self) -> Sequence[WinbioReader]:
        return [WinbioReader(self._library)]


def picture(sample: bytes) -> FingerImage:
    """The picture in a WINBIO_BIR. Raises DeviceRefused when it holds none of a credible size."""
    if len(sample) < _BIR.size:
        raise DeviceRefused("sample")
    _, _, size, offset, *_ = _BIR.unpack_from(sample)
    view = offset + _RECORD
    if size < _RECORD + _VIEW.size or offset + size > len(sample):
        raise DeviceRefused("sample")
    _, width, height, ppi_x, _, *_ = _VIEW.unpack_from(sample, view)
    start = view + _VIEW.size
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST) or start + width * height > len(sample):
        raise DeviceRefused("sample")
    pixels = np.frombuffer(sample[start : start + width * height], np.uint8).reshape(height, width)
    return FingerImage(pixels, ppi_x or 500, time.monotonic())
