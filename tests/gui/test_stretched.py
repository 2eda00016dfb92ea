"""Every screen with words two fifths longer than they are, and every control of it with the keyboard on it."""

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

import resources
from seat_client.ui.language import DEFAULT
from tests.gui.contrast import ratios
from tests.gui.golden import pixels
from tests.gui.looks import flaws
from tests.gui.pictures import COMPACT, WIDE
from tests.gui.scenes import Scene, every_scene
from tests.gui.steady import at_rest
from tests.gui.walk import focusable

pytestmark = pytest.mark.full
LONGER = 0.4
RING = 3.0
"""What a ring has to reach against its ground (WCAG 1.4.11)."""


class Stretched(QTranslator):
    """Chinese, each text longer by two fifths."""

    def __init__(self) -> None:
        super().__init__()
        self._chinese = QTranslator()
        assert self._chinese.load(str(resources.path("i18n", f"{DEFAULT}.qm")))

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:  # type: ignore[override]
        text = self._chinese.translate(context, source, disambiguation, n)
        return text + "长" * math.ceil(len(text) * LONGER)


@pytest.fixture(params=every_scene(), ids=lambda scene: scene.name)
def window(request: pytest.FixtureRequest, qapp: QApplication, tmp_path: Path) -> Iterator[QWidget]:
    """The first state of a scene, in stretched words."""
    scene: Scene = request.param
    longer = Stretched()
    qapp.installTranslator(longer)
    states = scene.play(tmp_path)
    try:
        _, shown = next(states)
        at_rest(shown, WIDE)
        yield shown
        shown.end() if hasattr(shown, "end") else shown.close()
    finally:
        qapp.removeTranslator(longer)
        states.close()  # type: ignore[attr-defined]


def test_longer_words_fit_and_the_keyboard_shows_where_it_is(window: QWidget) -> None:
    found = flaws(window, WIDE, COMPACT) if hasattr(window, "strip") else []
    assert not found, "\n".join(found)
    at_rest(window, WIDE)
    unseen = [part.accessibleName() for part in focusable(window) if _reached(part) and not _shows_a_ring(part)]
    assert not unseen, "\n".join(unseen)


def _reached(part: QWidget) -> bool:
    return part.isEnabled() and part.visibleRegion().boundingRect().size() == part.size()


def _shows_a_ring(part: QWidget) -> bool:
    """Whether the keyboard draws at least half the part's edge in a colour that stands out from its ground."""
    window = part.window()
    place = QRect(part.mapTo(window, part.rect().topLeft()), part.size()).adjusted(-2, -2, 2, 2)
    part.clearFocus()
    QCoreApplication.processEvents()
    before = pixels(window.grab(place).toImage())
    part.setFocus(Qt.FocusReason.TabFocusReason)
    QCoreApplication.processEvents()
    after = pixels(window.grab(place).toImage())
    changed = (before != after).any(axis=2)
    return int(np.count_nonzero(ratios(after)[changed] >= RING)) >= (part.width() + part.height()) // 2
