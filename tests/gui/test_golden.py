"""Every screen in every state, at both sizes: its picture, its words, its controls.

A picture that no longer matches is laid beside the one that is kept, with the differences in red, into the test's own
folder. `bash installer/dev.sh pictures` keeps what is seen now.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from seat_client.app.autopilot.looking import cut_off
from seat_client.ui import language
from tests.gui import golden
from tests.gui.closing import squeezed
from tests.gui.contrast import faint
from tests.gui.pictures import SIZES
from tests.gui.scenes import Scene, every_scene
from tests.gui.steady import at_rest, kept_part, picture
from tests.gui.walk import faults

pytestmark = pytest.mark.full


@dataclass
class Seen:
    """What was seen of one scene, by state and size."""

    pictures: dict[str, QImage] = field(default_factory=dict)
    faint: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)

    def look(self, name: str, window: QWidget) -> None:
        self.faults += [f"{name}: {each}" for each in (*cut_off(window), *squeezed(window), *faults(window))]
        self.unexplained += [f"{name}: {each}" for each in unexplained(window)]
        image = picture(window)
        self.pictures[name] = kept_part(window, image)
        self.faint += [f"{name}: {each}" for each in faint(window, image)]


def unexplained(window: QWidget) -> list[str]:
    """Buttons that cannot be pressed and do not say why, on themselves or in their description."""
    parts = [part for part in window.findChildren(QAbstractButton) if part.isVisible() and not part.isEnabled()]
    return [
        f"{type(part).__name__} {part.objectName()!r} {part.text()!r}"
        for part in parts
        if not part.accessibleDescription().strip()
    ]


@pytest.fixture(scope="module", params=every_scene(), ids=lambda scene: scene.name)
def seen(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Seen]:
    """One scene, played once for all the tests that look at it."""
    scene: Scene = request.param
    before, translator = qapp.cursorFlashTime(), language.install(qapp)
    qapp.setCursorFlashTime(0)  # a caret that stands
    made = Seen()
    try:
        for state, window in scene.play(tmp_path_factory.mktemp(scene.name)):
            for size, pixels in SIZES.items():
                at_rest(window, pixels)
                made.look(f"{scene.name}-{state}-{size}", window)
            at_rest(window, SIZES["1920"])
        yield made
    finally:
        qapp.setCursorFlashTime(before)
        if translator is not None:
            qapp.removeTranslator(translator)


def test_pictures(seen: Seen, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if request.config.getoption("--remake-pictures"):
        for name, image in seen.pictures.items():
            golden.keep(name, image)
        return
    found = [golden.difference(name, image, tmp_path) for name, image in seen.pictures.items()]
    assert not any(found), "\n".join(filter(None, found))


def test_words_stand_out_by_seven_to_one(seen: Seen) -> None:
    assert not seen.faint, "\n".join(seen.faint)


def test_nothing_is_cut_off_and_every_control_has_a_name_and_a_target(seen: Seen) -> None:
    assert not seen.faults, "\n".join(seen.faults)


def test_what_cannot_be_pressed_says_why(seen: Seen) -> None:
    assert not seen.unexplained, "\n".join(seen.unexplained)


def test_every_kept_picture_has_a_state(request: pytest.FixtureRequest) -> None:
    names = {scene.name for scene in every_scene()}
    kept = [file.stem for file in golden.FOLDER.glob("*.webp")]
    assert kept
    assert [name for name in kept if not any(name.startswith(f"{scene}-") for scene in names)] == []
