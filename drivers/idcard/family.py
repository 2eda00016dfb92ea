"""CVR_* functions of the termb library; runs in a child process alone. Texts come in GB 18030."""

import ctypes
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import CardAbsent, CardUnknown, DeviceAbsent, DeviceTimeout, LibraryMissing
from drivers.api.id_card import CardHolder, is_citizen_number
from drivers.api.shared_library import demand_loadable

_USB_PORTS = range(1001, 1017)
_OK = 1
_ROOM = 256


class TermbReader:
    """The first reader at a USB port."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        self._info = DeviceInfo("idcard:usb", "idcard", "Resident identity card reader", DeviceKind.ID_CARD)

    @property
    def info(self) -> DeviceInfo:
        return self._info

    def health(self) -> Health:
        if not self._connected():
            return Health.ABSENT
        self._library.CVR_CloseComm()
        return Health.READY

    def read(self, seconds: float) -> CardHolder:
        if not self._connected():
            raise DeviceAbsent(self._info.id)
        try:
            until = time.monotonic() + seconds
            while self._library.CVR_Authenticate() != _OK:
                if time.monotonic() > until:
                    raise DeviceTimeout(self._info.id, seconds)
                time.sleep(0.3)
            if self._library.CVR_Read_Content(4) != _OK:
                raise CardAbsent(self._info.id)
            holder = CardHolder(self._text(self._library.GetPeopleName), self._text(self._library.GetPeopleIDCode))
        finally:
            self._library.CVR_CloseComm()
        if not holder.name or not is_citizen_number(holder.number):
            raise CardUnknown("content")
        return holder

    def _connected(self) -> bool:
        return any(self._library.CVR_InitComm(port) == _OK for port in _USB_PORTS)

    @staticmethod
    def _text(entry: Callable[..., int]) -> str:
        room, length = ctypes.create_string_buffer(_ROOM), ctypes.c_int(_ROOM)
        entry(room, ctypes.byref(length))
        return room.raw[: max(0, min(length.value, _ROOM))].rstrip(b"\0 ").decode("gb18030", "replace").strip()


class TermbFamily:
    """The reader behind the library at `place`. Raises LibraryMissing."""

    def __init__(self, place: str) -> None:
        demand_loadable(Path(place))
        try:
            self._library = ctypes.CDLL(place)
        except OSError as unloadable:
            raise LibraryMissing(Path(place).name, "does not load") from unloadable

    def readers(self) -> Sequence[TermbReader]:
        return [TermbReader(self._library)]
