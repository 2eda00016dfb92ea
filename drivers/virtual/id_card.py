"""The practice card reader: a file with name and number is the card that lies on it."""

import time
from collections.abc import Sequence
from pathlib import Path

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import CardUnknown, DeviceTimeout
from drivers.api.id_card import CardHolder, is_citizen_number


class VirtualIdCardReader:
    """A card lies on it while the file at `path` exists; its two lines are name and number."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._info = DeviceInfo(f"virtual:{path}", "virtual", "Practice card reader", DeviceKind.ID_CARD, practice=True)

    @property
    def info(self) -> DeviceInfo:
        return self._info

    def health(self) -> Health:
        return Health.READY

    def read(self, seconds: float) -> CardHolder:
        until = time.monotonic() + seconds
        while not self._path.is_file():
            if time.monotonic() >= until:
                raise DeviceTimeout(self._info.id, seconds)
            time.sleep(0.05)
        name, _, number = self._path.read_text(encoding="utf-8").strip().partition("\n")
        if not name or not is_citizen_number(number):
            raise CardUnknown("content")
        return CardHolder(name, number)


class VirtualIdCardFamily:
    """The one practice card reader."""

    def __init__(self, place: str) -> None:
        self._reader = VirtualIdCardReader(Path(place).expanduser())

    def readers(self) -> Sequence[VirtualIdCardReader]:
        return [self._reader]
