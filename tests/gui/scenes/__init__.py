"""Every screen in its states, from the fixtures of the other tests: what the walks over all of them look at.

A scene is a generator over one desk: it brings a page into a state and yields the state's name and the window. Whoever
plays it looks at the window and goes on. Scenes need no network, and nothing of theirs depends on the machine's clock
once `tests.gui.steady` has written the times and digests alike.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

PATIENCE_MS = 60_000
State = tuple[str, QWidget]


class NeverCame(AssertionError):
    """What a scene waited for."""


def until(condition: Callable[[], object]) -> None:
    """Let the program run until this holds; raises NeverCame."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while not condition():
        if time.monotonic() > end:
            raise NeverCame
        QTest.qWait(10)


@dataclass(frozen=True)
class Scene:
    """A part of the program in its states; `play` takes an empty folder."""

    name: str
    play: Callable[[Path], Iterator[State]]


def every_scene() -> list[Scene]:
    """All scenes, in the order of an evaluation."""
    from tests.gui.scenes import around, entry, person, result, work

    return [Scene(name, play) for part in (entry, person, work, result, around) for name, play in part.SCENES.items()]
