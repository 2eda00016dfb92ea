"""Every page of a whole evaluation, looked at: columns within 2 px and no word cut off, in both languages."""

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.full

WITHIN = 2
BAND = 40  # the amber band of a practice
SCREENS = {"1920": (1920, 1080), "1366": (1366, 768)}
COLUMNS = {
    "1920": {"strip": 140, "rail": 264, "form": 480, "toolbar": 56, "seat-front": 620},
    "1366": {"strip": 104, "rail": 64, "form": 420, "toolbar": 52, "seat-front": 420},
}
Looks = dict[str, Any]


@pytest.fixture(scope="module", params=["zh_CN", "en"])
def looks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Looks:
    """What the autopilot saw on each picture."""
    return looked_at(tmp_path_factory.mktemp("screens"), "--language", request.param)


def looked_at(out: Path, *options: str, scale: str = "1") -> Looks:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    command = [sys.executable, "-m", "seat_client.app.command_line", "demo", "--autopilot", "--out", str(out), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=500, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    seen: Looks = json.loads((out / "pictures" / "looks.json").read_text("utf-8"))
    return seen


def near(measured: int, wanted: int) -> bool:
    return abs(measured - wanted) <= WITHIN


def cut(looks: Looks) -> dict[str, list[str]]:
    return {picture: seen["cut_off"] for picture, seen in looks.items() if seen["cut_off"]}


def test_no_word_is_cut_off_on_any_page(looks: Looks) -> None:
    assert cut(looks) == {}


def test_nothing_is_cut_off_at_a_scale_of_125_percent(tmp_path: Path) -> None:
    seen = looked_at(tmp_path, scale="1.25")
    assert len(seen) > 20
    assert all(picture.endswith("-1920") for picture in seen), "a small screen cannot hold this scale"
    assert cut(seen) == {}
    bands = [place for looked in seen.values() for place in looked["places"]["practice"]]
    assert all(near(left + width, 1536) for left, _, width, _ in bands)


def test_the_columns_stand_where_the_design_puts_them_on_every_page(looks: Looks) -> None:
    workbenches = calls = 0
    for picture, seen in looks.items():
        screen = picture[-4:]
        (width, height), wanted, places = SCREENS[screen], COLUMNS[screen], seen["places"]
        assert places["practice"] == [[0, 0, width, BAND]], picture
        if "status" in places:
            assert places["status"] == [[0, height - 44, width, 44]], picture
        if "strip" in places:
            workbenches += 1
            workbench_stands(picture, places, width, wanted)
        elif "tile" in places:
            calls += 1
            conference_stands(picture, places, width, header=80 if screen == "1920" else 64)
        elif "header" in places:
            assert places["header"] == [[0, below_fault(picture, places, width, BAND), width, 80]], picture
            assert places["action-bar"][0][2:] == [width, 88], picture
        else:
            assert near(places["seat-front"][0][2], wanted["seat-front"]), picture
    assert workbenches > 30
    assert calls == 2


def conference_stands(picture: str, places: dict[str, list[list[int]]], width: int, header: int) -> None:
    """The header, and below it two rows of four tiles of one size with 12 between them."""
    assert places["header"] == [[0, below_fault(picture, places, width, BAND), width, header]], picture
    tiles = places["tile"]
    assert len(tiles) == 8, picture
    assert all(near(across, tiles[0][2]) and near(high, tiles[0][3]) for _, _, across, high in tiles), picture
    for row in (tiles[:4], tiles[4:]):
        assert len({top for _, top, _, _ in row}) == 1, picture
        assert all(near(right[0] - left[0] - left[2], 12) for left, right in itertools.pairwise(row)), picture
    assert near(tiles[4][1] - tiles[0][1] - tiles[0][3], 12), picture


def below_fault(picture: str, places: dict[str, list[list[int]]], width: int, top: int) -> int:
    """Where the page goes on below the band of a disturbance: a busy machine may lose the centre for a moment."""
    if "fault" not in places:
        return top
    ((left, where, across, high),) = places["fault"]
    assert [left, where, across] == [0, top, width], picture
    return top + high


def workbench_stands(picture: str, places: dict[str, list[list[int]]], width: int, wanted: dict[str, int]) -> None:
    """Strip, rail, form and the bars over them, where one column ends the next begins."""
    assert places["strip"] == [[0, BAND, width, wanted["strip"]]], picture
    rail, form = places["rail"][0], places["form"][0]
    assert near(rail[2], wanted["rail"]), picture
    assert near(form[2], wanted["form"]), picture
    assert near(form[0] + form[2], width), picture
    assert near(rail[1], below_fault(picture, places, width, BAND + wanted["strip"])), picture
    for left, top, across, high in places["toolbar"]:
        assert near(high, wanted["toolbar"]), picture
        assert near(top, rail[1]), picture
        assert left >= rail[2] - WITHIN, picture
        assert left + across <= width, picture
    (footer,) = places["form-footer"]
    assert near(footer[0], form[0]), picture
    assert near(footer[1] + footer[3], form[1] + form[3]), picture
    for dialog in places.get("dialog", ()):
        assert near(dialog[2], 560), picture
