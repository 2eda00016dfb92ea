"""Pages on the screen: what is painted, where one is, and that a dying worker only costs a banner."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from seat_client.documents.cipher import encrypt
from seat_client.documents.client import DocumentClient
from seat_client.documents.layout import ReadingPosition
from seat_client.documents.messages import REFUSALS
from seat_client.ui import fonts
from seat_client.ui.tokens import COLOR, COMPACT, WIDE
from seat_client.ui.widgets.document_pane import DocumentPane
from seat_client.ui.widgets.page_failure import failure_words
from seat_client.ui.widgets.page_view import PAPER, PageView
from tests.unit.documents import bids

DEADLINE = 60_000
WIDE_COLUMN, COMPACT_COLUMN = (1176, 884), (882, 568)


@pytest.fixture
def client(tmp_path) -> Iterator[Callable[..., DocumentClient]]:
    made: list[DocumentClient] = []

    def make(data: bytes) -> DocumentClient:
        path, key = tmp_path / uuid4().hex, os.urandom(32)
        encrypt(io.BytesIO(data), path, key)
        made.append(DocumentClient(path, key, paper=PAPER))
        return made[-1]

    yield make
    for one in made:
        one.close(wait=DEADLINE / 1000)


@pytest.fixture
def view(qtbot) -> PageView:
    fonts.load()
    view = PageView()
    qtbot.addWidget(view)
    view.resize(*WIDE_COLUMN)
    view.show()
    return view


@pytest.fixture
def reading(qtbot, view, client) -> Callable[..., PageView]:
    """The view with a document whose present page is drawn."""

    def read(data: bytes | None = None, position: ReadingPosition | None = None) -> PageView:
        view.show_document(client(data or bids.bid(5)), position)
        qtbot.waitUntil(lambda: view.is_drawn(view.page()), timeout=DEADLINE)
        return view

    return read


def _drawn(qtbot, view: PageView, page: int) -> None:
    qtbot.waitUntil(lambda: view.is_drawn(page), timeout=DEADLINE)


def _picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def _edge(view: PageView) -> str:
    """The colour of the outermost pixels at the left."""
    image = _picture(view.viewport())
    return image.pixelColor(0, image.height() // 2).name().upper()


def _near(color: QColor, expected: tuple[int, int, int], tolerance: int = 12) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(color.getRgb()[:3], expected, strict=True))


def _page_span(image: QImage, y: int) -> tuple[int, int]:
    """First and last column of paper in a row."""
    columns = [x for x in range(image.width()) if image.pixelColor(x, y).name().upper() == COLOR["page"]]
    return columns[0], columns[-1]


# Geometry and pixels


@pytest.mark.parametrize(("column", "width"), [(WIDE_COLUMN, 900), (COMPACT_COLUMN, 800)])
def test_the_page_is_as_wide_as_the_layout_says(qtbot, view, client, column, width):
    view.resize(*column)
    view.setStyleSheet("QScrollBar:vertical { width: 16px; }")
    view.show_document(client(bids.bid(5)))
    _drawn(qtbot, view, 1)
    left, right = _page_span(_picture(view.viewport()), 40)
    assert abs(right - left + 1 - width) <= 2
    assert abs(left + right + 1 - view.viewport().width()) <= 2, "centred"


def test_paper_desk_and_the_colours_of_the_bid(reading):
    view = reading()
    assert _edge(view) == COLOR["focus"], "the ring of the keyboard"
    view.clearFocus()
    image = _picture(view.viewport())
    page = view._box(0)
    assert image.pixelColor(2, image.height() // 2).name().upper() == COLOR["desk"]
    assert image.pixelColor(page.left() + 30, page.top() + 10).name().upper() == COLOR["page"]
    middle = QPoint(page.center().x(), page.top() + page.height() // 2)
    assert _near(image.pixelColor(middle), bids.colour(0))
    assert image.pixelColor(page.left() - 2, page.top() + 100).name().upper() != COLOR["desk"], "the shadow"


def test_the_text_of_the_page_is_there(reading):
    image = _picture(reading().viewport())
    dark = sum(image.pixelColor(x, y).lightness() < 60 for x in range(220, 420) for y in range(100, 160))
    assert dark > 200


@pytest.mark.parametrize("page", [1, 3, 5])
def test_each_page_shows_its_own_pixels(qtbot, reading, page):
    view = reading()
    view.go_to_page(page)
    _drawn(qtbot, view, page)
    assert _near(_picture(view.viewport()).pixelColor(view._box(page - 1).center()), bids.colour(page - 1))


def test_a_page_still_being_drawn_is_a_stand_in_with_its_number(qtbot, reading, client):
    """A stopped worker: the stand-in stays, and the thread of the screen does not wait for it."""
    view = reading(bids.bid(40))
    os.kill(view._client.worker_pid, signal.SIGSTOP)
    view.go_to_page(30)
    box = view._box(29)
    image = _picture(view.viewport())
    inside = image.copy(box & view.viewport().rect())
    strong = sum(
        inside.pixelColor(x, y).name().upper() == COLOR["line-strong"]
        for x in range(0, inside.width(), 2)
        for y in range(0, inside.height(), 2)
    )
    assert strong > 200, "the large number"
    assert not view.is_drawn(30)
    os.kill(view._client.worker_pid, signal.SIGCONT)
    _drawn(qtbot, view, 30)


def test_neighbours_are_drawn_ahead(qtbot, reading):
    view = reading(bids.bid(12))
    view.go_to_page(6)
    for page in range(4, 9):
        _drawn(qtbot, view, page)


def test_mixed_sizes_are_equally_wide(qtbot, reading):
    view = reading(bids.mixed_sizes())
    assert {view._box(page).width() for page in range(4)} == {900}
    for page in range(1, 5):
        view.go_to_page(page)
        _drawn(qtbot, view, page)
        assert _near(_middle_of(view, page), bids.colour(0))


def _middle_of(view: PageView, page: int) -> QColor:
    """The colour in the middle of a page, brought into sight."""
    half = view._layout.y(page - 1, 0.5) - view.viewport().height() // 2
    view.verticalScrollBar().setValue(half)
    return _picture(view.viewport()).pixelColor(view._box(page - 1).center())


# Turning and zooming


def test_keys_turn_pages(qtbot, reading):
    view = reading()
    seen: list[tuple[int, int]] = []
    view.pageChanged.connect(lambda page, count: seen.append((page, count)))
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(view, key)
    assert seen == [(2, 5), (3, 5), (2, 5), (5, 5), (1, 5)]


def test_turning_back_first_shows_the_head_of_the_page(reading):
    view = reading()
    view.go_to_page(3)
    head = view.verticalScrollBar().value()
    view.verticalScrollBar().setValue(head + 300)
    view.previous_page()
    assert (view.page(), view.verticalScrollBar().value()) == (3, head)
    view.previous_page()
    assert view.page() == 2


def test_turning_stops_at_both_ends(reading):
    view = reading()
    view.previous_page()
    assert view.page() == 1
    view.go_to_page(99)
    view.next_page()
    assert (view.page(), view.page_count()) == (5, 5)


def test_scrolling_tells_the_page(qtbot, reading):
    view = reading()
    with qtbot.waitSignal(view.pageChanged, timeout=DEADLINE) as turned:
        view.verticalScrollBar().setValue(view._layout.top(2))
    assert turned.args == [3, 5]
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.page() == 5


def test_space_scrolls_most_of_a_screen(qtbot, reading):
    view = reading()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    down = view.verticalScrollBar().value()
    assert 0.8 * view.viewport().height() < down < view.viewport().height()
    qtbot.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert view.verticalScrollBar().value() == 0


def test_zoom_by_keys_and_wheel(qtbot, reading):
    view = reading()
    control = Qt.KeyboardModifier.ControlModifier
    assert view.zoom() == 110
    qtbot.keyClick(view, Qt.Key.Key_Plus, control)
    assert view.zoom() == 125
    qtbot.keyClick(view, Qt.Key.Key_Minus, control)
    qtbot.keyClick(view, Qt.Key.Key_Minus, control)
    assert view.zoom() == 100
    _wheel(view, 120, control)
    assert view.zoom() == 110
    before = view.verticalScrollBar().value()
    _wheel(view, -120, Qt.KeyboardModifier.NoModifier)
    assert view.verticalScrollBar().value() > before
    assert view.zoom() == 110


def _wheel(view: PageView, delta: int, modifiers: Qt.KeyboardModifier) -> None:
    at = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        at,
        QPointF(view.viewport().mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


@pytest.mark.parametrize(("wanted", "got"), [(10, 50), (75, 75), (300, 300), (9000, 300)])
def test_zoom_stays_between_50_and_300(qtbot, reading, wanted, got):
    view = reading()
    view.set_zoom(wanted)
    assert view.zoom() == got
    _drawn(qtbot, view, 1)


def test_fit_width_follows_the_view(qtbot, reading):
    view = reading()
    with qtbot.waitSignal(view.zoomChanged, timeout=DEADLINE):
        view.fit_width()
    assert view._layout.width == view.viewport().width() - 64
    view.resize(700, 600)
    assert view._layout.width == view.viewport().width() - 64
    _drawn(qtbot, view, 1)


def test_zooming_stays_at_the_same_words(reading):
    view = reading()
    view.go_to_page(3)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 200)
    page, fraction = view.position().page, view.position().fraction
    view.set_zoom(200)
    assert view.position().page == page
    assert view.position().fraction == pytest.approx(fraction, abs=0.01)


def test_a_page_wider_than_the_view_can_be_moved_sideways(reading):
    view = reading()
    view.set_zoom(300)
    assert view.horizontalScrollBar().maximum() > 0
    view.horizontalScrollBar().setValue(0)
    assert view._box(0).left() == 32


def test_the_reading_position_is_found_again(qtbot, reading, client):
    view = reading()
    view.set_zoom(150)
    view.go_to_page(4)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 250)
    position = view.position()
    view.show_document(client(bids.bid(2)))
    _drawn(qtbot, view, 1)
    assert (view.page(), view.zoom()) == (1, 110)
    reading(bids.bid(5), position)
    assert view.page() == 4
    assert view.zoom() == 150
    assert view.position().fraction == pytest.approx(position.fraction, abs=0.01)


def test_a_position_beyond_the_end_is_the_last_page(reading):
    assert reading(bids.bid(3), ReadingPosition(page=50)).page() == 3


# When something fails


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"%PDF-1.7 broken", "broken"), (bids.protected(), "encrypted"), (bids.without_pages(), "broken")],
    ids=["broken", "password", "no pages"],
)
def test_a_document_that_cannot_be_shown_is_a_grey_page_with_words(qtbot, view, client, data, code):
    view.show_document(client(data))
    qtbot.waitUntil(lambda: view.state().name == "failed", timeout=DEADLINE)
    assert view.state().code == code
    image = _picture(view.viewport())
    assert image.pixelColor(200, 60).name().upper() == COLOR["canvas"]
    dark = sum(image.pixelColor(x, y).lightness() < 60 for x in range(300, 860, 2) for y in range(250, 420, 2))
    assert dark > 100
    view.next_page()
    view.set_zoom(150)
    qtbot.keyClick(view, Qt.Key.Key_End)


def test_every_refusal_has_words_of_its_own():
    words = set()
    for code in REFUSALS:
        words.add(failure_words(code)[0])
    assert len(words) == len(REFUSALS)


def test_one_page_that_cannot_be_drawn_is_grey(qtbot, reading):
    view = reading(bids.with_a_broken_page())
    view.go_to_page(2)
    qtbot.waitUntil(lambda: 1 in view._failed, timeout=DEADLINE)
    box = view._box(1)
    assert _picture(view.viewport()).pixelColor(box.left() + 20, box.top() + 20).name().upper() == COLOR["canvas"]
    view.go_to_page(3)
    _drawn(qtbot, view, 3)


def test_an_answer_from_before_a_change_of_size_does_not_take_the_place_of_the_right_page(qtbot, reading):
    view = reading()
    assert view._client is not None
    qtbot.waitUntil(lambda: not view._asked, timeout=DEADLINE)
    before = view.width()
    os.kill(view._client.worker_pid, signal.SIGSTOP)
    view.resize(COMPACT_COLUMN[0], view.height())
    sent = view._client._supervisor._under_way
    qtbot.waitUntil(lambda: len(sent) > 0, timeout=DEADLINE)  # the other size is on its way
    view.resize(before, view.height())
    os.kill(view._client.worker_pid, signal.SIGCONT)
    qtbot.waitUntil(lambda: not sent, timeout=DEADLINE)
    qtbot.wait(100)  # its answers arrive
    assert view.is_drawn(1)
    assert all(view.is_drawn(page + 1) for page in view._visible())


def test_what_is_still_awaited_stays_so_when_an_older_answer_comes(qtbot, reading):
    view = reading()
    assert view._client is not None
    qtbot.waitUntil(lambda: not view._asked, timeout=DEADLINE)
    os.kill(view._client.worker_pid, signal.SIGSTOP)
    view.set_zoom(60)
    sent = view._client._supervisor._under_way
    qtbot.waitUntil(lambda: len(sent) > 0, timeout=DEADLINE)
    view.set_zoom(70)
    os.kill(view._client.worker_pid, signal.SIGCONT)
    qtbot.waitUntil(lambda: all(view.is_drawn(page + 1) for page in view._visible()), timeout=DEADLINE)
    qtbot.waitUntil(lambda: not view._asked, timeout=DEADLINE)
    assert view.zoom() == 70


def test_a_killed_worker_costs_a_banner_and_nothing_else(qtbot, reading):
    view = reading(bids.bid(20))
    view.set_zoom(125)
    view.go_to_page(9)
    _drawn(qtbot, view, 9)
    states: list[str] = []
    banners: list[bool] = []
    view.stateChanged.connect(states.append)
    view.stateChanged.connect(lambda _: banners.append(_has_banner(view)))
    os.kill(view._client.worker_pid, signal.SIGKILL)
    view.go_to_page(15)
    qtbot.waitUntil(lambda: states == ["reopening", "ready"], timeout=DEADLINE)
    _drawn(qtbot, view, 15)
    assert banners == [True, False]
    assert (view.page(), view.zoom()) == (15, 125)
    assert _near(_middle_of(view, 15), bids.colour(14))


def _has_banner(view: PageView) -> bool:
    return _picture(view.viewport()).pixelColor(4, 4).name().upper() == COLOR["warn-weak"]


# Neutral, watermarked, forgotten


def test_the_accessible_name_is_the_label_and_the_page(reading):
    view = reading()
    view.set_label("C3")
    view.go_to_page(4)
    assert view.accessibleName() == "C3，第 4 页"


def test_the_watermark_is_faint_and_everywhere(qtbot, reading):
    view = reading()
    plain = _picture(view.viewport())
    view.set_watermark("07 / 3 / 2026-11-22 14:32")
    marked = _picture(view.viewport())
    changed = [
        (x, y)
        for x in range(140, 1020, 3)
        for y in range(30, 880, 3)
        if plain.pixelColor(x, y) != marked.pixelColor(x, y)
    ]
    assert len(changed) > 300
    assert {x // 300 for x, _ in changed} >= {1, 2}
    assert {y // 300 for _, y in changed} == {0, 1, 2}
    darkest = max(plain.pixelColor(x, y).lightness() - marked.pixelColor(x, y).lightness() for x, y in changed)
    assert darkest <= 24, "the page stays readable"


def test_clearing_leaves_no_pixel(qtbot, reading):
    view = reading()
    view.clearFocus()
    pixels = view._cache._pages[0].pixels
    assert any(pixels)
    view.clear()
    assert view._cache._pages == {}
    qtbot.waitUntil(lambda: not any(pixels), timeout=DEADLINE)  # wiped, not only let go, by another thread
    image = _picture(view.viewport())
    assert {image.pixelColor(x, 300).name().upper() for x in range(image.width())} == {COLOR["desk"]}
    assert (view.page(), view.page_count(), view.outline()) == (0, 0, ())


def test_a_destroyed_view_lets_the_document_go_on(qtbot, client):
    one = client(bids.bid(3))
    view = PageView()
    view.show_document(one)
    view.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(view), timeout=DEADLINE)
    assert one.open().result(DEADLINE / 1000).sizes
    QApplication.processEvents()


@pytest.mark.parametrize("zoom", [110, 300])
def test_far_pages_and_tiles_are_forgotten_and_wiped(qtbot, client, zoom):
    view = PageView(cached_pixels=9_000_000)
    qtbot.addWidget(view)
    view.resize(*WIDE_COLUMN)
    view.show()
    view.show_document(client(bids.bid(60)), ReadingPosition(zoom=zoom))
    _drawn(qtbot, view, 1)
    first = view._cache._pages[0].pixels
    before = bytes(first)
    for page in (10, 20, 30, 40, 50, 60):
        view.go_to_page(page)
        _drawn(qtbot, view, page)
    kept = [*view._cache._pages.values(), *view._cache._tiles.values()]
    assert sum(len(picture.pixels) // 4 for picture in kept) <= 9_000_000
    assert 0 not in view._cache._pages
    assert bytes(first) != before, "wiped, and it may be that another page lies there now"


def test_a_large_page_is_drawn_in_tiles_and_only_those_in_sight(qtbot, reading):
    view = reading(bids.bid(5), ReadingPosition(zoom=300))
    tiles = list(view._cache._tiles)
    assert tiles
    assert {(tile.page, tile.size.width) for tile in tiles} == {(0, 2454)}
    assert all(tile.tile.top < view.viewport().height() for tile in tiles)
    bar = view.verticalScrollBar()
    bar.setValue(view._layout.y(0, 0.5) - view.viewport().height() // 2)
    _drawn(qtbot, view, 1)
    image = _picture(view.viewport())
    assert _near(image.pixelColor(view.viewport().rect().center()), bids.colour(0))
    assert view._cache._pages[0].size.width < 900, "the picture under the tiles is coarse"


# The bar and the contents


@pytest.fixture
def pane(qtbot, client) -> DocumentPane:
    fonts.load()
    pane = DocumentPane()
    qtbot.addWidget(pane)
    pane.resize(1176, 940)
    pane.apply_frame(WIDE)
    pane.toolbar.apply_frame(WIDE)
    pane.toolbar.set_title("C3", "blind part, names removed", "blind")
    pane.show()
    pane.view.show_document(client(bids.bid(5)))
    _drawn(qtbot, pane.view, 1)
    return pane


def test_the_bar_works_the_view(qtbot, pane):
    bar = pane.toolbar
    assert (bar.page.text(), bar.zoom.text(), bar.previous.isEnabled()) == ("1 / 5", "110%", False)
    qtbot.mouseClick(bar.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.larger, Qt.MouseButton.LeftButton)
    assert (bar.page.text(), bar.zoom.text(), bar.previous.isEnabled()) == ("2 / 5", "125%", True)
    qtbot.mouseClick(bar.previous, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.smaller, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.fit, Qt.MouseButton.LeftButton)
    assert bar.page.text() == "1 / 5"
    assert pane.view._layout.width == pane.view.viewport().width() - 64
    pane.view.go_to_page(5)
    assert not bar.next.isEnabled()


def test_without_a_document_the_bar_is_at_rest(pane):
    pane.view.clear()
    assert pane.toolbar.page.text() == "–"
    assert pane.contents.topLevelItemCount() == 0
    enabled = [button.accessibleName() for button in pane.toolbar.findChildren(QToolButton) if button.isEnabled()]
    assert enabled == []


def test_every_button_of_the_bar_is_named_and_large_enough(pane):
    from seat_client.ui.widgets.buttons import FlatButton

    buttons = pane.toolbar.findChildren(FlatButton)
    assert len(buttons) == 11
    for button in buttons:
        assert button.accessibleName()
        assert button.height() >= 44
        assert button.width() >= 44


def test_contents_lead_to_chapters(qtbot, pane):
    qtbot.mouseClick(pane.toolbar.contents, Qt.MouseButton.LeftButton)
    tree = pane.contents
    assert tree.topLevelItemCount() == 5
    assert tree.topLevelItem(0).text(0) == "第1章 施工方案"
    assert tree.topLevelItem(3).child(0).text(0) == "4.1 目标"
    at = tree.visualItemRect(tree.topLevelItem(3)).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert pane.view.page() == 4
    qtbot.waitUntil(lambda: pane.view.x() == 300, timeout=DEADLINE)
    qtbot.mouseClick(pane.toolbar.contents, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pane.view.x() == 0, timeout=DEADLINE)


def test_in_the_compact_frame_the_contents_lie_over_the_page(qtbot, pane):
    pane.resize(882, 620)
    pane.apply_frame(COMPACT)
    pane.toolbar.apply_frame(COMPACT)
    assert (pane.toolbar.height(), pane.toolbar.contents.text(), pane.toolbar.note.text()) == (52, "", "blind")
    qtbot.mouseClick(pane.toolbar.contents, Qt.MouseButton.LeftButton)
    assert pane.view.x() == 0
    at = pane.contents.visualItemRect(pane.contents.topLevelItem(2)).center()
    qtbot.mouseClick(pane.contents.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert (pane.view.page(), pane.contents.isVisible()) == (3, False)


def test_the_screen_never_loads_the_pdf_engine():
    code = (
        "import sys, seat_client.ui.widgets.document_pane\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('pypdfium2', 'pypdfium2_raw', 'pikepdf')])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
