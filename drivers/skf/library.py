"""The functions of an SKF library (GM/T 0016, clause 7), called by ctypes; every other answer than success raises."""

import ctypes
import sys
from collections.abc import Sequence
from ctypes import byref, c_char_p, c_int, c_size_t, c_void_p
from pathlib import Path

from drivers.api.errors import LibraryMissing
from drivers.api.shared_library import demand_loadable
from drivers.skf import layout
from drivers.skf.faults import NO_CERTIFICATE, OK, SkfFault
from drivers.skf.layout import LARGEST, Cell, EccSignature

FUNCTIONS = (
    "EnumDev",
    "ConnectDev",
    "DisConnectDev",
    "GetDevState",
    "EnumApplication",
    "OpenApplication",
    "CloseApplication",
    "GetPINInfo",
    "VerifyPIN",
    "ClearSecureState",
    "EnumContainer",
    "OpenContainer",
    "CloseContainer",
    "GetContainerType",
    "ExportCertificate",
    "ECCSignData",
    "RSASignData",
)
_USER = 1
_ABSENT = 0
RSA, ECC = 1, 2
"""Kinds of container."""

Handle = c_void_p


class SkfLibrary:
    """A loaded library; a function it lacks is found out now and not while a member signs."""

    def __init__(self, path: Path) -> None:
        demand_loadable(path)
        try:
            loaded = _loaded(path)
        except OSError as unloadable:
            raise LibraryMissing(path.name, "does not load") from unloadable
        self.name = path.name
        self._functions = {name: self._function(loaded, name) for name in FUNCTIONS}

    def devices(self) -> Sequence[bytes]:
        """The names of the devices the library serves, those that are there first."""
        there = self._devices(present=True)
        return [*there, *(name for name in self._devices(present=False) if name not in there)]

    def is_present(self, device: bytes) -> bool:
        """Whether the device is there: it is listed, and does not say that it is absent."""
        return device in self._devices(present=True) and self._state(device) != _ABSENT

    def connect(self, device: bytes) -> Handle:
        handle = Handle()
        self._call("ConnectDev", c_char_p(device), byref(handle))
        return handle

    def disconnect(self, device: Handle) -> None:
        self._call("DisConnectDev", device)

    def applications(self, device: Handle) -> Sequence[bytes]:
        return self._list("EnumApplication", device)

    def open_application(self, device: Handle, name: bytes) -> Handle:
        handle = Handle()
        self._call("OpenApplication", device, c_char_p(name), byref(handle))
        return handle

    def close_application(self, application: Handle) -> None:
        self._call("CloseApplication", application)

    def tries_left(self, application: Handle) -> int:
        most, left, is_default = Cell(), Cell(), c_int()
        self._call("GetPINInfo", application, c_size_t(_USER), byref(most), byref(left), byref(is_default))
        return layout.small(left)

    def verify_pin(self, application: Handle, pin: bytearray) -> tuple[int, int]:
        """What the library answers to the user's PIN, and the tries it then counts."""
        left = Cell()
        ended = (ctypes.c_char * (len(pin) + 1)).from_buffer(pin + b"\x00")
        try:
            code = self._functions["VerifyPIN"](application, c_size_t(_USER), ended, byref(left))
        finally:
            ctypes.memset(ended, 0, len(ended))
        return code & 0xFFFFFFFF, layout.small(left)

    def clear_secure_state(self, application: Handle) -> None:
        self._call("ClearSecureState", application)

    def containers(self, application: Handle) -> Sequence[bytes]:
        return self._list("EnumContainer", application)

    def open_container(self, application: Handle, name: bytes) -> Handle:
        handle = Handle()
        self._call("OpenContainer", application, c_char_p(name), byref(handle))
        return handle

    def close_container(self, container: Handle) -> None:
        self._call("CloseContainer", container)

    def kind(self, container: Handle) -> int:
        cell = Cell()
        self._call("GetContainerType", container, byref(cell))
        return layout.small(cell)

    def signing_certificate(self, container: Handle) -> bytes | None:
        """The certificate of the signing key as the library gives it, or None."""
        content, size = layout.buffer(), Cell(LARGEST)
        try:
            self._call("ExportCertificate", container, c_int(1), content, byref(size))
        except SkfFault as fault:
            if fault.code == NO_CERTIFICATE:
                return None
            raise
        return content.raw[: layout.small(size)] or None

    def sign_ecc(self, container: Handle, digest: bytes) -> EccSignature:
        signature = EccSignature()
        self._call("ECCSignData", container, digest, c_size_t(len(digest)), byref(signature))
        return signature

    def sign_rsa(self, container: Handle, data: bytes) -> bytes:
        signature, size = layout.buffer(), Cell(LARGEST)
        self._call("RSASignData", container, data, c_size_t(len(data)), signature, byref(size))
        return signature.raw[: layout.small(size)]

    def _devices(self, *, present: bool) -> Sequence[bytes]:
        return self._list("EnumDev", c_int(present))

    def _state(self, device: bytes) -> int:
        cell = Cell()
        self._call("GetDevState", c_char_p(device), byref(cell))
        return layout.small(cell)

    def _list(self, function: str, of: Handle | c_int) -> Sequence[bytes]:
        listed, size = layout.buffer(), Cell(LARGEST)
        self._call(function, of, listed, byref(size))
        return layout.names(listed.raw[: layout.small(size)])

    def _call(self, function: str, *arguments: object) -> None:
        code = self._functions[function](*arguments) & 0xFFFFFFFF
        if code != OK:
            raise SkfFault(code)

    def _function(self, loaded: ctypes.CDLL, name: str) -> "ctypes._FuncPointer":
        try:
            function = loaded[f"SKF_{name}"]
        except AttributeError as missing:
            raise LibraryMissing(self.name, f"no SKF_{name}") from missing
        function.restype = ctypes.c_uint32  # The code fits in 32 bits at either width.
        return function


def _loaded(path: Path) -> ctypes.CDLL:
    """The standard's calling convention is __stdcall under Windows, which matters in 32-bit programs alone."""
    if sys.platform == "win32":
        return ctypes.WinDLL(str(path))
    return ctypes.CDLL(str(path))
