"""The bundled fonts: every seat renders alike, whatever the machine has installed."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

import resources
from seat_client.ui.tokens import SANS


class FontsMissing(Exception):
    """No font file with the interface's family lies in the resources; `folder` was searched."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


@cache
def load() -> tuple[str, ...]:
    """Register every bundled font file once; returns the families they brought."""
    folder = resources.path("fonts")
    families = tuple(sorted(set(_families(folder))))
    if SANS not in families:
        raise FontsMissing(folder)
    return families


def _families(folder: Path) -> Iterable[str]:
    for file in sorted(folder.glob("*.[ot]t[cf]")):
        number = QFontDatabase.addApplicationFont(str(file))
        if number >= 0:
            yield from QFontDatabase.applicationFontFamilies(number)


def font(size: int, weight: int = 400, family: str = SANS) -> QFont:
    """A font for hand-painted widgets; `size` in pixels."""
    result = QFont(family)
    result.setPixelSize(size)
    result.setWeight(QFont.Weight(weight))
    return result
