"""Columns, strip, bars and type sizes of ui.md and screens.md, measured on real widgets within 2 px."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from seat_client.ui.shell import Shell
from seat_client.ui.tokens import SIZE
from seat_client.ui.widgets.pages import OneTaskFrame, Page, SeatFrontFrame, WorkbenchFrame, entry_steps
from seat_client.ui.widgets.plates import FaultLine
from seat_client.ui.widgets.strip import VideoTile
from seat_client.ui.widgets.text import label
from tests.gui.pictures import COMPACT, IDLE_PLATE, TILES, WIDE, settle, shell_around
from tests.gui.walk import faults, place

WITHIN = 2
BOTH = pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["1920x1080", "1366x768"])

pytestmark = pytest.mark.usefixtures("qapp")


def near(measured: int, wanted: int) -> bool:
    return abs(measured - wanted) <= WITHIN


@contextmanager
def shown(page: Page, size: QSize, **around: object) -> Iterator[Shell]:
    shell = shell_around(page, size, **around)  # type: ignore[arg-type]
    try:
        yield shell
    finally:
        shell.end()


@pytest.mark.parametrize(
    ("size", "strip", "rail", "form", "toolbar"),
    [(WIDE, 140, 264, 480, 56), (COMPACT, 104, 64, 420, 52)],
    ids=["1920x1080", "1366x768"],
)
def test_workbench_columns(size: QSize, strip: int, rail: int, form: int, toolbar: int) -> None:
    page = WorkbenchFrame("Form")
    with shown(page, size) as shell:
        assert near(shell.strip.height(), strip)
        assert near(place(shell.rail).width(), rail)
        assert near(place(page.centre).left(), rail)
        assert near(place(page.form).left(), size.width() - form)
        assert near(place(page.form).width(), form)
        assert near(page.toolbar.height(), toolbar)
        assert near(shell.status_bar.height(), 44)
        assert near(place(shell.status_bar).bottom(), size.height() - 1)
        assert near(place(page).top(), strip)


def test_compare_narrows_the_form_when_compact() -> None:
    page = WorkbenchFrame("Form", compare=True)
    with shown(page, COMPACT):
        assert near(page.form.width(), 380)


@pytest.mark.parametrize(
    ("size", "tile", "count", "identity", "controls"),
    [(WIDE, (138, 108), 8, 264, 480), (COMPACT, (142, 80), 4, 232, 420)],
    ids=["1920x1080", "1366x768"],
)
def test_strip_columns_and_tiles(size: QSize, tile: tuple[int, int], count: int, identity: int, controls: int) -> None:
    with shown(WorkbenchFrame("Form"), size) as shell:
        tiles = shell.strip.tiles()
        assert len(tiles) == count
        assert all(near(t.width(), tile[0]) and near(t.height(), tile[1]) for t in tiles)
        assert near(place(tiles[1]).left() - place(tiles[0]).right() - 1, 8)
        assert near(place(tiles[0]).left(), identity + 8)
        reason = shell.strip.findChild(QLabel, "call-reason")
        assert near(place(reason).right(), size.width() - 20)
        assert near(size.width() - controls, place(reason.parentWidget()).left())


def test_the_pager_of_the_compact_strip_shows_the_other_four() -> None:
    with shown(WorkbenchFrame("Form"), COMPACT) as shell:
        first = [tile.plate for tile in shell.strip.tiles()]
        pager = next(part for part in shell.strip.findChildren(QWidget) if part.accessibleName().startswith("显示其余"))
        pager.click()  # type: ignore[attr-defined]
        settle(shell)
        assert first == list(TILES[:4])
        assert [tile.plate for tile in shell.strip.tiles()] == list(TILES[4:])


def test_tiles_say_that_nobody_has_joined() -> None:
    with shown(WorkbenchFrame("Form"), WIDE) as shell:
        assert all("未加入" in tile.accessibleName() for tile in shell.findChildren(VideoTile))


@BOTH
def test_one_task_bars(size: QSize) -> None:
    page = OneTaskFrame("Heading", "Sentence", steps=entry_steps(), current=1)
    with shown(page, size) as shell:
        assert near(page.header.height(), 80)
        assert near(page.action_bar.height(), 88)
        assert near(shell.status_bar.height(), 44)
        assert near(place(page.action_bar).bottom(), size.height() - 45)
        assert near(place(page.heading).left(), 64 if size == WIDE else 32)
        assert not shell.strip.isVisible()
        assert not shell.rail.isVisible()


@pytest.mark.parametrize(
    ("size", "column", "number", "clock"),
    [(WIDE, 620, 300, 64), (COMPACT, 420, 200, 46)],
    ids=["1920x1080", "1366x768"],
)
def test_seat_front_column_and_figures(size: QSize, column: int, number: int, clock: int) -> None:
    page = SeatFrontFrame()
    with shown(page, size, plate=IDLE_PLATE):
        assert near(page.front.width(), column)
        assert QFontInfo(page.findChild(QLabel, "seat-number").font()).pixelSize() == number
        assert QFontInfo(page.findChild(QLabel, "seat-clock").font()).pixelSize() == clock
        assert page.findChild(QLabel, "seat-number").text() == "07"


@pytest.mark.parametrize(
    ("role", "pixels", "weight"),
    [
        ("caption", 14, 400),
        ("label", 15, 400),
        ("", 16, 400),
        ("read", 18, 400),
        ("read-strong", 18, 600),
        ("title", 20, 600),
        ("headline", 24, 600),
        ("score", 34, 600),
    ],
)
def test_type_sizes(role: str, pixels: int, weight: int) -> None:
    words = label("暗标 03", role)
    page = WorkbenchFrame("Form")
    page.body.addWidget(words)
    with shown(page, WIDE):
        assert words.font().pixelSize() == pixels
        assert words.font().weight() == weight
        assert words.font().family() == "Noto Sans CJK SC"


def test_the_frame_follows_the_window_while_it_is_open() -> None:
    page = WorkbenchFrame("Form")
    with shown(page, WIDE) as shell:
        for size, rail, form, tiles in ((COMPACT, 64, 420, 4), (WIDE, 264, 480, 8)):
            shell.resize(size)
            settle(shell)
            assert (shell.rail.width(), page.form.width(), len(shell.strip.tiles())) == (rail, form, tiles)


def test_practice_and_fault_banners_stand_on_every_kind_of_page() -> None:
    for page in (WorkbenchFrame("Form"), OneTaskFrame("Heading", "Sentence"), SeatFrontFrame()):
        with shown(page, WIDE, practice=True) as shell:
            shell.show_fault(FaultLine("与评标中心的连接已中断", "正在重试"))
            settle(shell)
            assert (shell.practice_banner.isVisible(), shell.practice_banner.height()) == (True, SIZE["practice"])
            assert (shell.fault_banner.isVisible(), shell.fault_banner.height()) == (True, SIZE["fault"])
            shell.show_fault(None)
            assert not shell.fault_banner.isVisible()


def test_there_is_no_practice_banner_in_earnest() -> None:
    with shown(SeatFrontFrame(), WIDE) as shell:
        assert not shell.practice_banner.isVisible()


@BOTH
@pytest.mark.parametrize("page", [WorkbenchFrame, SeatFrontFrame], ids=lambda page: page.__name__)
def test_every_control_of_the_frame_has_a_name_and_a_finger_fits(size: QSize, page: type[Page]) -> None:
    made = page("Form") if page is WorkbenchFrame else page()
    with shown(made, size) as shell:
        shell.show_fault(FaultLine("中断", "正在重试"))
        settle(shell)
        assert faults(shell) == []


def test_figures_are_tabular(qapp: QApplication) -> None:
    words = label("", "score")
    page = WorkbenchFrame("Form")
    page.body.addWidget(words)
    with shown(page, WIDE):
        widths = {words.fontMetrics().horizontalAdvance(figure) for figure in "0123456789"}
        assert len(widths) == 1
