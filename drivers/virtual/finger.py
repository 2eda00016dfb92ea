"""The practice reader: drawn fingers, put down as a word or a file says: `finger 3 impression 2`."""

import time
from collections.abc import Sequence
from pathlib import Path

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceRefused, DeviceTimeout, FingerAgain
from drivers.api.fingerprint import FingerImage
from drivers.virtual.ridges import impression

_WORDS = ("finger", "lifted", "again", "busy", "unplugged")


class VirtualFingerReader:
    """A reader over `told`: words, or the path of a file with them; without the file it is unplugged.

    `finger N [impression M]` has finger N put down (M counts on by itself where it is not said), `lifted` nobody's,
    `again` a finger that moved, `busy` another program.
    """

    def __init__(self, told: str) -> None:
        self._file = None if (told.split() or ["lifted"])[0] in _WORDS else Path(told).expanduser()
        self._told = told or "lifted"
        self._count = 0
        self._info = DeviceInfo(
            f"virtual:{told}", "virtual", "Practice fingerprint reader", DeviceKind.FINGERPRINT, practice=True
        )

    @property
    def info(self) -> DeviceInfo:
        return self._info

    @property
    def model(self) -> str:
        return "virtual drawn"

    def health(self) -> Health:
        return {"unplugged": Health.ABSENT, "busy": Health.BUSY}.get(self._words()[0], Health.READY)

    def capture(self, seconds: float) -> FingerImage:
        until = time.monotonic() + seconds
        while True:
            words = self._words()
            match words[0]:
                case "unplugged":
                    raise DeviceAbsent(self._info.id)
                case "busy":
                    raise DeviceBusy(self._info.id)
                case "again":
                    raise FingerAgain("too-fast")
                case "finger":
                    return self._image(words)
            if time.monotonic() >= until:
                raise DeviceTimeout(self._info.id, seconds)
            time.sleep(0.05)

    def _words(self) -> list[str]:
        text = self._told
        if self._file is not None:
            try:
                text = self._file.read_text(encoding="utf-8")
            except OSError:
                text = "unplugged"
        words = text.split() or ["lifted"]
        if words[0] not in _WORDS:
            raise DeviceRefused("words")
        return words

    def _image(self, words: list[str]) -> FingerImage:
        self._count += 1
        try:
            finger = int(words[1])
            number = int(words[3]) if words[2:3] == ["impression"] else self._count
        except (IndexError, ValueError) as malformed:
            raise DeviceRefused("words") from malformed
        return FingerImage(impression(finger, number), 500, time.monotonic())


class VirtualFingerFamily:
    """The one practice reader."""

    def __init__(self, told: str) -> None:
        self._reader = VirtualFingerReader(told)

    def readers(self) -> Sequence[VirtualFingerReader]:
        return [self._reader]
