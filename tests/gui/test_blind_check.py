"""Voting by code at a real seat, with the blind part of the bid beside it and no bidder anywhere."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.services.order import shuffled
from seat_client.ui.screens.blind_check.view import BlindCheckView
from seat_client.ui.screens.preliminary.view_model import PreliminaryModel
from seat_client.ui.shell import Shell
from tests.gui.pictures import COMPACT, WIDE, shell_around
from tests.gui.review_desk import MEMBER, Desk
from tests.gui.walk import faults
from tests.unit.documents import bids

DEADLINE = 60_000
Opened = tuple[Shell, BlindCheckView, PreliminaryModel]


@pytest.fixture
def desk(qapp, tmp_path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    desk.play_until(StageId.BLIND_CHECK)
    for number, code in enumerate(desk.seat.evaluation.codes):
        desk.put_on_shelf("technical", code, bids.bid(2 + number))
    yield desk
    desk.close()


@pytest.fixture
def open_page(qtbot, desk) -> Iterator[Callable[..., Opened]]:
    shells: list[Shell] = []

    def open_it(size=WIDE) -> Opened:
        model = PreliminaryModel(desk.review(blind=True), desk.seat, desk.bridge, blind=True)
        view = BlindCheckView(model, desk.reading())
        shells.append(shell_around(view, size, current=3))
        shells[-1].activateWindow()
        qtbot.waitUntil(shells[-1].isActiveWindow, timeout=DEADLINE)
        qtbot.waitUntil(lambda: view.reading.view.page_count() > 0, timeout=DEADLINE)
        return shells[-1], view, model

    yield open_it
    for shell in shells:
        shell.end()


def _pages_of(desk: Desk, code: str) -> int:
    return 2 + desk.seat.evaluation.codes.index(code)


def test_codes_stand_in_this_seats_own_order(desk, open_page):
    _, view, model = open_page()
    codes = shuffled(desk.seat.evaluation.codes, "seat-07")
    assert tuple(row.subject for row in model.rows) == codes
    assert [head.id for head in model.heads] == ["R4"]
    assert [row.title for row in view.bids_in_rail()] == [f"暗标 {code}" for code in codes]


def test_the_document_follows_the_chosen_code(qtbot, desk, open_page):
    shell, view, model = open_page()
    last = model.rows[-1].subject
    shell.rail.bid_chosen.emit(last)
    assert model.subject == last
    qtbot.waitUntil(lambda: view.reading.view.page_count() == _pages_of(desk, last), timeout=DEADLINE)
    assert view.reading.pane.toolbar.title.text() == f"暗标 {last}"


def test_voting_by_keyboard_goes_from_bid_to_bid(qtbot, desk, open_page):
    _, view, model = open_page()
    codes = [row.subject for row in model.rows]
    view.matrix.focus_chosen()
    for _ in codes:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: not model.saving, timeout=DEADLINE)
    votes = [a for a in desk.store.own_acts(MEMBER) if isinstance(a, ev.VotePreliminary) and a.item == "R4"]
    assert [(v.subject, v.passed) for v in votes] == [(code, True) for code in codes]
    qtbot.waitUntil(lambda: {r.trailing for r in view.bids_in_rail()} == {"已表决"}, timeout=DEADLINE)


def test_failing_by_code_is_formed_with_its_reason(qtbot, desk, open_page):
    _, view, model = open_page()
    code = model.subject
    QTest.mouseClick(view.vote.fails, Qt.MouseButton.LeftButton)
    QTest.keyClicks(view.vote.reason, "font differs")
    QTest.mouseClick(view.vote.submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not model.saving, timeout=DEADLINE)
    desk.hear()
    desk.others(lambda _: ev.VotePreliminary(code, "R4", False, "font differs"))
    qtbot.waitUntil(lambda: len(model.formed) == 1, timeout=DEADLINE)
    formed = model.formed[0]
    assert (formed.label, formed.fails, formed.passes, formed.rejected) == (f"暗标 {code}", 7, 0, True)
    assert "font differs" in formed.reasons


def test_no_bidder_stands_anywhere_on_the_page(desk, open_page):
    shell, _, model = open_page()
    for row in model.rows:
        model.choose_bid(row.subject)
    parts = (shell, *shell.findChildren(QWidget))
    told = "\n".join(
        f"{p.objectName()} {p.accessibleName()} {p.accessibleDescription()} {p.toolTip()} {p.windowTitle()}"
        f" {p.text() if hasattr(p, 'text') and callable(p.text) else ''}"
        for p in parts
    )
    assert f"暗标 {model.subject}" in told
    for bidder in desk.seat.project.bidders:
        assert bidder.name not in told
        assert bidder.id not in told


@pytest.mark.parametrize(("size", "form", "bar"), [(WIDE, 480, 56), (COMPACT, 420, 52)])
def test_measures_of_the_page(open_page, size, form, bar):
    _, view, _ = open_page(size)
    assert (view.form.width(), view.reading.pane.toolbar.height()) == (form, bar)
    assert min(cell.height() for cell in view.matrix.all_cells()) >= 44
    assert view.vote.geometry().right() <= view.form.width() - 20


def test_every_control_has_a_name_and_a_target(open_page):
    _, view, model = open_page()
    assert faults(view) == []
    model.set_verdict(False)
    assert faults(view) == []
