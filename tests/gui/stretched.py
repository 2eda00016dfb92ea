"""A language that says everything longer: whoever translates later, and a change of words, must find room."""

import math
import re
import unicodedata

from PySide6.QtCore import QCoreApplication, QTranslator

from seat_client.ui import language

LONGER = 1.35
_FILLER = "长"
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


class Stretched(QTranslator):
    """Each Chinese text with so many letters more; its beginning stays as it is."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._chinese = language.install(application)

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, count: int = -1) -> str:
        assert self._chinese is not None
        words = self._chinese.translate(context, source, disambiguation, count)
        return stretched(words) if words else words

    def leave(self, application: QCoreApplication) -> None:
        """Chinese as it is, or nothing, is on the screen again."""
        application.removeTranslator(self)
        if self._chinese is not None:
            application.removeTranslator(self._chinese)


def stretched(words: str) -> str:
    """The text, longer by a third and a little; line by line, placeholders not counted."""
    return "\n".join(line + _FILLER * math.ceil(_width(line) * (LONGER - 1)) for line in words.split("\n"))


def _width(line: str) -> float:
    """In Chinese letters."""
    plain = _PLACEHOLDER.sub("0", line)
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.5 for letter in plain)
