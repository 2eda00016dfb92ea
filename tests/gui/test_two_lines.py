"""A seat with two lines to the centre: one carries, and the strip says which."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.registry import token_family
from seat_client.app.journey import link_line, sync_line
from seat_client.app.seat import SeatProgram, SeatSettings
from seat_client.paths import Paths, Route
from seat_client.sync.loop import SyncState
from seat_client.ui.language import translate
from seat_client.ui.widgets.plates import SeatPlate, StatusLine
from tests.unit.sync.small_centre import SmallCentre
from tests.unit.sync.waiting import Heard

pytestmark = pytest.mark.usefixtures("qapp")
BOTH = (Route("wired", "127.0.0.2"), Route("mobile", "lo"))


@pytest.fixture
def centre() -> Iterator[SmallCentre]:
    with SmallCentre() as centre:
        yield centre


def _program(centre: SmallCentre, folder: Path, routes: tuple[Route, ...]) -> SeatProgram:
    token = token_family(f"virtual:{folder / 'none.token'}")
    plate = SeatPlate("中心", "中心", "07 号机位", "07")
    return SeatProgram(SeatSettings(plate, "A1", centre.url, token, folder, practice=True, routes=routes))


def test_a_seat_watches_its_lines_from_the_sign_in_page_on_until_it_ends(centre: SmallCentre, tmp_path: Path) -> None:
    program = _program(centre, tmp_path, BOTH)
    assert program._monitor is not None
    heard = Heard[Paths](program._monitor.paths)
    program.start()
    heard.until_one(lambda paths: paths.active == "wired")
    assert program._client.info().name == "Small"
    program.stop()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("route-")]


def test_a_seat_with_no_lines_named_leaves_the_choice_to_the_machine(centre: SmallCentre, tmp_path: Path) -> None:
    program = _program(centre, tmp_path, ())
    assert program._monitor is None
    program.start()
    assert program._client.info().name == "Small"
    program.stop()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SyncState(reachable=False, route="wired"), ("Line lost", "warn")),
        (SyncState(reachable=True, route="wired"), ("Wired line", "ok")),
        (SyncState(reachable=True, route="mobile"), ("5G line carries", "warn")),
    ],
)
def test_the_strip_says_which_line_carries(state: SyncState, words: tuple[str, str]) -> None:
    assert link_line(state) == StatusLine(translate("Journey", words[0]), "", words[1])


@pytest.mark.parametrize(
    ("mbit", "reachable", "end"),
    [(86.4, True, "— · 86 Mbit/s"), (3.26, True, "— · 3.3 Mbit/s"), (None, True, "—"), (86.4, False, "—")],
)
def test_the_status_bar_says_how_fast_the_line_was_lately(mbit: float | None, reachable: bool, end: str) -> None:
    assert sync_line(SyncState(reachable=reachable, route="wired", mbit=mbit)).value.endswith(f" · {end}")


def test_a_seat_with_one_line_says_nothing_of_it_while_it_holds() -> None:
    assert link_line(SyncState(reachable=True)) is None
