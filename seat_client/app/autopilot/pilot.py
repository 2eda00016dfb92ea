"""The autopilot's way through the evaluation: page after page, a line on standard output for each."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from seat_client.app.autopilot.hands import Hands, NotSeen
from seat_client.app.autopilot.keyboard import KeyboardHands
from seat_client.app.autopilot.pages import PageWorks
from seat_client.practice.script import Script


class Autopilot:
    """Works every page as one member would, by the script."""

    def __init__(
        self, script: Script, member: str, pictures: Path, language: str, *, keyboard_only: bool = False
    ) -> None:
        self._script = script
        self._member = member
        self._pictures = pictures
        self._language = language
        self._hands = KeyboardHands if keyboard_only else Hands

    def fly(self, window: Callable[[], QWidget]) -> bool:
        """Work until the last page; False, with a line on standard error, when something was not seen."""
        hands = self._hands(window, self._pictures)
        works = PageWorks(hands, self._script, self._member)
        began = time.monotonic()
        try:
            while not works.at_the_end():
                page = hands.wait(works.page_to_work, "a page to work on")
                at = time.monotonic()
                works.work(page)
                say(f"{at - began:6.1f} s  {works.title_of(page):<28} {time.monotonic() - at:5.1f} s")
        except NotSeen as missing:
            hands.picture("not-seen")
            print(f"autopilot: {missing}", file=sys.stderr)
            return False
        hands.picture("closed")
        QCoreApplication.processEvents()
        return True


def say(line: str) -> None:
    print(line, flush=True)
