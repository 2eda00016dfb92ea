"""Every screen in every state with words a third longer, at 125 percent, and with the keyboard on each of its parts."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from seat_client.app.autopilot.looking import cut_off
from tests.gui.closing import squeezed
from tests.gui.contrast import front
from tests.gui.pictures import COMPACT, SIZES, WIDE
from tests.gui.scenes import Scene, every_scene
from tests.gui.steady import at_rest
from tests.gui.stretched import Stretched
from tests.gui.walk import explained, unringed

SECONDS = 600
pytestmark = pytest.mark.full


def in_scenes() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("scene", every_scene(), ids=lambda scene: scene.name)


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[None]:
    translator = Stretched(qapp)
    qapp.installTranslator(translator)
    yield
    translator.leave(qapp)


@in_scenes()
def test_words_a_third_longer_find_room_or_stand_in_a_tool_tip(scene: Scene, longer: None, tmp_path: Path) -> None:
    found = []
    for state, window in scene.play(tmp_path):
        for size, pixels in SIZES.items():
            at_rest(window, pixels)
            faults = [*cut_off(window, but=explained), *squeezed(window)]
            found += [f"{state}-{size}: {fault}" for fault in faults]
        at_rest(window, WIDE)
    assert not found, "\n".join(found)


@in_scenes()
def test_the_part_with_the_keyboard_has_a_ring(scene: Scene, tmp_path: Path) -> None:
    found = []
    for state, window in scene.play(tmp_path):
        at_rest(window, COMPACT)
        found += [f"{state}: {fault}" for fault in unringed(front(window))]
        at_rest(window, WIDE)
    assert not found, "\n".join(found)


@in_scenes()
def test_at_125_percent_nothing_is_cut_off_and_nothing_scrolls_sideways(scene: Scene) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.scaled", scene.name],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1.25"},
        capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == "played\n", done.stdout
