"""The few functions of libfprint 2 and GLib that a capture needs, as ctypes sees them.

Nothing but pictures comes through here: libfprint ends its whole process on a malformed stored print, so no
template ever reaches it. After the API reference of libfprint 1.94.
"""

import ctypes
import time
from ctypes import POINTER, c_char_p, c_double, c_int, c_size_t, c_uint, c_uint32, c_void_p
from typing import Any

import numpy as np

from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceRefused, DriverError, FingerAgain, LibraryMissing
from drivers.api.fingerprint import FingerImage

_CAPTURE = 1  # FpDeviceFeature
_BUSY, _REMOVED = 4, 0x100  # FpDeviceError
_RETRIES = {0: "general", 1: "too-short", 2: "centre", 3: "remove", 4: "too-fast"}  # FpDeviceRetry
_MM_PER_INCH = 25.4


class _GError(ctypes.Structure):
    _fields_ = (("domain", c_uint32), ("code", c_int), ("message", c_char_p))


class _GPtrArray(ctypes.Structure):
    _fields_ = (("pdata", POINTER(c_void_p)), ("len", c_uint))


_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "fp_context_new": (c_void_p, ()),
    "fp_context_get_devices": (POINTER(_GPtrArray), (c_void_p,)),
    "fp_device_get_name": (c_char_p, (c_void_p,)),
    "fp_device_get_driver": (c_char_p, (c_void_p,)),
    "fp_device_get_device_id": (c_char_p, (c_void_p,)),
    "fp_device_get_features": (c_uint, (c_void_p,)),
    "fp_device_is_open": (c_int, (c_void_p,)),
    "fp_device_open_sync": (c_int, (c_void_p, c_void_p, c_void_p)),
    "fp_device_close_sync": (c_int, (c_void_p, c_void_p, c_void_p)),
    "fp_device_capture_sync": (c_void_p, (c_void_p, c_int, c_void_p, c_void_p)),
    "fp_image_get_width": (c_uint, (c_void_p,)),
    "fp_image_get_height": (c_uint, (c_void_p,)),
    "fp_image_get_ppmm": (c_double, (c_void_p,)),
    "fp_image_get_data": (c_void_p, (c_void_p, POINTER(c_size_t))),
    "fp_device_retry_quark": (c_uint32, ()),
    "fp_device_error_quark": (c_uint32, ()),
}


class Library:
    """libfprint, loaded, with a context. Raises LibraryMissing."""

    def __init__(self, name: str) -> None:
        try:
            self._fp = ctypes.CDLL(name)
            self._glib = ctypes.CDLL("libgobject-2.0.so.0")
        except OSError as missing:
            raise LibraryMissing(name, "not found") from missing
        for function, (result, arguments) in _SIGNATURES.items():
            entry = getattr(self._fp, function)
            entry.restype, entry.argtypes = result, arguments
        self._glib.g_object_unref.argtypes = (c_void_p,)
        self._context = self._fp.fp_context_new()

    def devices(self) -> list[int]:
        """Handles of the readers there are; they belong to the context."""
        array = self._fp.fp_context_get_devices(self._context).contents
        return [array.pdata[index] for index in range(array.len)]

    def describe(self, device: int) -> tuple[str, str, str]:
        """Name, driver, and id at its place."""
        texts = (
            entry(device) for entry in (self._fp.fp_device_get_name, self._fp.fp_device_get_driver,
                                        self._fp.fp_device_get_device_id)
        )  # fmt: skip
        name, driver, place = ((text or b"").decode("utf-8", "replace") for text in texts)
        return name, driver, place

    def gives_pictures(self, device: int) -> bool:
        return bool(self._fp.fp_device_get_features(device) & _CAPTURE)

    def open(self, device: int) -> None:
        """Take the reader. Raises DeviceBusy, DeviceAbsent, DeviceRefused."""
        if not self._fp.fp_device_is_open(device):
            self._call(self._fp.fp_device_open_sync, device)

    def close(self, device: int) -> None:
        if self._fp.fp_device_is_open(device):
            self._call(self._fp.fp_device_close_sync, device)

    def capture(self, device: int) -> FingerImage:
        """Wait for a finger, without end."""
        image = self._call(self._fp.fp_device_capture_sync, device, 1)
        try:
            return self._picture(image)
        finally:
            self._glib.g_object_unref(image)

    def _picture(self, image: int) -> FingerImage:
        width, height = self._fp.fp_image_get_width(image), self._fp.fp_image_get_height(image)
        length = c_size_t()
        data = self._fp.fp_image_get_data(image, ctypes.byref(length))
        if not data or length.value != width * height:
            raise DeviceRefused("picture")
        pixels = np.frombuffer(ctypes.string_at(data, length.value), np.uint8).reshape(height, width)
        ppmm = float(self._fp.fp_image_get_ppmm(image))
        return FingerImage(pixels, round(ppmm * _MM_PER_INCH) if ppmm > 0 else 500, time.monotonic())

    def _call(self, entry: Any, device: int, *arguments: int) -> Any:
        fault = POINTER(_GError)()
        result = entry(device, *arguments, None, ctypes.byref(fault))
        if fault:
            raise self._meaning(fault.contents, device)
        return result

    def _meaning(self, fault: _GError, device: int) -> DriverError:
        _, driver, place = self.describe(device)
        name = f"libfprint:{driver}/{place}"
        if fault.domain == self._fp.fp_device_retry_quark():
            return FingerAgain(_RETRIES.get(fault.code, "general"))
        if fault.domain == self._fp.fp_device_error_quark():
            if fault.code == _BUSY:
                return DeviceBusy(name)
            if fault.code == _REMOVED:
                return DeviceAbsent(name)
        return DeviceRefused(f"libfprint {fault.code}")
