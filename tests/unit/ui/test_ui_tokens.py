"""Contrast of every pair the screens use, and the measures that ui.md and screens.md give."""

import re
from pathlib import Path

import pytest

import resources
import seat_client.ui
from seat_client.ui import style, tokens

UI = Path(seat_client.ui.__file__).parent


@pytest.mark.parametrize(("text", "ground"), tokens.TEXT_PAIRS)
def test_text_reads_on_its_ground_at_seven_to_one(text: str, ground: str) -> None:
    assert tokens.contrast(text, ground) >= 7.0


@pytest.mark.parametrize(("border", "ground"), tokens.BORDER_PAIRS)
def test_borders_and_focus_stand_out_at_three_to_one(border: str, ground: str) -> None:
    assert tokens.contrast(border, ground) >= 3.0


def test_contrast_is_that_of_wcag() -> None:
    assert tokens.contrast("surface", "surface") == pytest.approx(1.0)
    assert tokens.contrast("ink", "surface") == pytest.approx(16.3, abs=0.05)
    assert tokens.contrast("speaking", "strip") == pytest.approx(7.2, abs=0.05)


def test_captions_on_tinted_grounds_would_fail_with_the_third_ink() -> None:
    assert tokens.contrast("ink-3", "bad-weak") < 7.0 < tokens.contrast("ink-2", "bad-weak")


@pytest.mark.parametrize(("width", "name"), [(1920, "wide"), (1600, "wide"), (1599, "compact"), (1366, "compact")])
def test_the_frame_turns_compact_below_1600(width: int, name: str) -> None:
    assert tokens.frame_for(width).name == name


def test_a_full_hd_screen_at_125_percent_takes_the_compact_frame() -> None:
    assert tokens.frame_for(int(1920 / 1.25)).compact


def test_every_token_in_the_sheet_is_known() -> None:
    assert "@" not in style.sheet()
    assert tokens.COLOR["accent"] in style.sheet()


def test_only_the_window_carries_a_style_sheet() -> None:
    """A sheet on a child reaches all its children and erases the selected state."""
    callers = [file.name for file in UI.rglob("*.py") if re.search(r"\.setStyleSheet\(", file.read_text("utf-8"))]
    assert callers == ["style.py"]


def test_colours_are_written_in_the_tokens_alone() -> None:
    written = {
        file.relative_to(UI).as_posix()
        for file in UI.rglob("*.py")
        if re.search(r"#[0-9A-Fa-f]{6}\b", file.read_text("utf-8"))
    }
    assert written == set()
    assert re.search(r"#[0-9A-Fa-f]{6}\b", resources.path("design.py").read_text("utf-8"))
