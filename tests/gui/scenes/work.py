"""The work on the bids: preliminary review, dark format, reading and scoring, comparing, rulings, price."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.services.notebook import Notebook
from seat_client.ui.screens.blind_check.view import BlindCheckView
from seat_client.ui.screens.compare.hints import Likeness
from seat_client.ui.screens.preliminary.view import PreliminaryView
from seat_client.ui.screens.preliminary.view_model import PreliminaryModel
from seat_client.ui.screens.review.reading import Reading
from seat_client.ui.screens.review.view import ReviewView
from seat_client.ui.screens.review.view_model import ReviewModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.plates import FaultLine
from seat_client.wire.hints import Hint, HintPair, HintPlace
from tests.gui import test_prefilled
from tests.gui.closing import part, press, price_of, rulings_of, seat_at, shown
from tests.gui.compare_desk import COMMON, LONGER, Elsewhere, Pair, desk_with_bids, lay_side_by_side
from tests.gui.pictures import NOON, WIDE, settle, shell_around
from tests.gui.review_desk import MEMBER, Desk, sample, with_guides
from tests.gui.scenes import State, until
from tests.gui.test_rulings import FLAG, dispute
from tests.unit.documents import bids

LOST = FaultLine("无法连接评标中心。", "已持续 0:06:12，本机已存 9 条", more=True)
HELD = Qt.KeyboardModifier


@contextmanager
def _over(desk: Desk) -> Iterator[Desk]:
    try:
        yield desk
    finally:
        desk.close()


def _press(key: Qt.Key, held: Qt.KeyboardModifier = HELD.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, held)


def _forward(shell: Shell) -> None:
    shell.activateWindow()
    until(shell.isActiveWindow)


def preliminary(folder: Path) -> Iterator[State]:
    with _over(Desk(folder)) as desk:
        desk.put_on_shelf("qualification", "B02", bids.bid(3))
        view = PreliminaryView(PreliminaryModel(desk.review(blind=False), desk.seat, desk.bridge), desk.reading())
        shell = shell_around(view, WIDE, current=3)
        _forward(shell)
        view.matrix.focus_chosen()
        yield "first-cell", shell
        _press(Qt.Key.Key_N)
        yield "reason-missing", shell
        view.vote.grounds.opener.click()
        yield "grounds", shell
        view.vote.grounds.opener.click()
        QTest.keyClicks(view.vote.reason, "no seal on the letter")
        yield "reason-written", shell
        view.vote.submit.click()
        until(lambda: ("B03", "F1") in desk.seat.own.votes)
        _votes_of_the_others(desk)
        yield "counted-and-rejected", shell
        view.to_vote.click()
        yield "only-open-ones", shell
        view.to_vote.click()
        shell.show_fault(LOST)
        yield "offline", shell
        shell.show_fault(None)
        cell = view.matrix.cell("B02", "Q1")
        assert cell is not None
        QTest.mouseClick(cell, Qt.MouseButton.LeftButton)
        press(shell, "document-qualification")
        until(lambda: view.reading.view.page_count() == 3)
        yield "document", shell
        shell.end()


def _votes_of_the_others(desk: Desk) -> None:
    """One cell counted as passed, one failed so that its bid is out, one half voted."""

    def vote(subject: str, item: str, passed: bool = True) -> ev.VotePreliminary:
        return ev.VotePreliminary(subject, item, passed, "" if passed else "证书过期")

    desk.do(vote("B01", "F1"))
    desk.others(lambda _: vote("B01", "F1"))
    desk.others(lambda _: vote("B01", "F2"), but=3)
    desk.do(vote("B06", "Q3"))
    members = [m for m in desk.played.evaluation.members if m != MEMBER]
    for number, member in enumerate(members):
        desk.played.do(member, vote("B06", "Q3", number > 3))
    desk.hear()


def blind_check(folder: Path) -> Iterator[State]:
    with _over(Desk(folder)) as desk:
        desk.play_until(StageId.BLIND_CHECK)
        for number, code in enumerate(desk.seat.evaluation.codes):
            desk.put_on_shelf("technical", code, bids.bid(2 + number))
        model = PreliminaryModel(desk.review(blind=True), desk.seat, desk.bridge, blind=True)
        view = BlindCheckView(model, desk.reading())
        shell = shell_around(view, WIDE, current=3)
        _forward(shell)
        until(view.reading.view.page_count)
        yield "open", shell
        view.vote.fails.click()
        yield "reason-missing", shell
        shell.show_fault(LOST)
        yield "offline", shell
        shell.end()


def review(folder: Path) -> Iterator[State]:
    desk = desk_with_bids(folder)
    with _over(desk):
        book = Notebook(desk.store)
        model = ReviewModel(desk.scoring(), desk.seat, desk.watch, desk.bridge, book)
        view = ReviewView(model, Reading(desk.shelf, desk.seat, desk.bridge, book), lambda *_: Elsewhere())
        shell = shell_around(view, WIDE)
        until(view.reading.view.page_count)
        _forward(shell)
        yield "empty", shell
        QTest.keyClicks(view.editor.value, "9.3")
        until(lambda: view.footer.saved.property("savedEntry"))
        yield "saved", shell
        view.editor.value.selectAll()
        QTest.keyClicks(view.editor.value, "12.5")
        _press(Qt.Key.Key_Return)
        yield "wrong-value", shell
        view.editor.value.selectAll()
        QTest.keyClicks(view.editor.value, "9.3")
        view.editor.reason.setFocus()
        QTest.keyClicks(view.editor.reason, "sound and to the point")
        _pin(view)
        until(lambda: not model.saving and view.footer.saved.text().startswith("已存本机"))
        yield "pinned", shell
        view.reading.pane.open_search()
        view.reading.pane.search.field.setText("误操作 停泵")
        _press(Qt.Key.Key_Return)
        until(lambda: view.reading.pane.search.now == 0 and view.reading.pane._hit_boxes)
        yield "search", shell
        _press(Qt.Key.Key_Escape)
        view.reading.pane._show_panel("contents", True)
        yield "contents", shell
        view.reading.pane.close_panels()
        QTest.keyClick(shell, Qt.Key.Key_F2)
        yield "strip-folded", shell
        QTest.keyClick(shell, Qt.Key.Key_F2)
        shell.read_alone(True)
        yield "document-alone", shell
        shell.read_alone(False)
        shell.show_time(NOON + timedelta(minutes=61))
        yield "rest-hinted", shell
        press(shell, "rest-hint")
        shell.show_fault(LOST)
        yield "offline", shell
        shell.show_fault(None)
        QTest.keyClick(shell, Qt.Key.Key_F1)
        yield "help", shell
        press(shell, "help-tour")
        yield "tour", shell
        QTest.keyClick(shell, Qt.Key.Key_Escape)
        model.choose_bid(model.bids[3].code)
        until(view.reading.view.page_count)
        yield "next-bid", shell
        shell.end()


def _pin(view: ReviewView) -> None:
    """Evidence at the second line of the page."""
    pages = view.reading.view
    _press(Qt.Key.Key_F6)
    until(pages.hasFocus)
    _press(Qt.Key.Key_Down, HELD.ShiftModifier)
    until(lambda: pages.selector.selection is not None)
    _press(Qt.Key.Key_P)


def sheet(folder: Path) -> Iterator[State]:
    """The end of a section: nearly complete, complete, locked; and a bid whose document is missing."""
    with _over(Desk(folder, with_guides(sample()[0]))) as desk:
        desk.play_until(StageId.TECHNICAL)
        for code in desk.seat.evaluation.active_codes()[:-1]:
            desk.put_on_shelf("technical", code, bids.bid(4))
        _complete(desk, but=2)
        model = ReviewModel(desk.scoring(), desk.seat, desk.watch, desk.bridge)
        view = ReviewView(model, desk.reading())
        shell = shell_around(view, WIDE)
        _forward(shell)
        missing = desk.seat.evaluation.active_codes()[-1]
        for bid in model.bids:
            model.choose_bid(bid.code)
            if bid.code == missing:
                until(lambda: shown(shell, "document-again"))
                yield "document-missing", shell
        model.choose_bid(next(b.code for b in model.bids if b.code != missing))
        until(view.reading.view.page_count)
        yield "two-left", shell
        _complete(desk)
        until(lambda: not desk.scoring().missing())
        yield "key-wanted", shell
        desk.insert_key(until)
        until(view.footer.primary.isEnabled)
        yield "complete", shell
        view.footer.primary.click()
        yield "asked-once", shell
        press(shell, "lock-confirm")
        yield "pin", shell
        QTest.keyClicks(part(shell, "pin"), "123456")
        QTest.keyClick(part(shell, "pin"), Qt.Key.Key_Return)
        until(lambda: model.locked and not shown(shell, "pin"))
        desk.hear()
        until(lambda: view.footer.primary.text().startswith("已锁定 1 / 7"))
        yield "locked", shell
        shell.end()


def _complete(desk: Desk, but: int = 0) -> None:
    missing = list(desk.scoring().missing())
    for code, criterion in missing[: len(missing) - but]:
        desk.do(ev.EnterScore(code, criterion, desk.sheets["scores"][MEMBER][code][criterion], ""))


def business(folder: Path) -> Iterator[State]:
    document, item = test_prefilled.document()
    with seat_at(folder, StageId.BUSINESS, document) as desk:
        for code in desk.seat.evaluation.sheet_codes():
            desk.put_on_shelf("business", code, bids.bid(2))
        model = ReviewModel(desk.scoring(StageId.BUSINESS), desk.seat, desk.watch, desk.bridge)
        view = ReviewView(model, desk.reading())
        shell = shell_around(view, WIDE, current=5)
        until(view.reading.view.page_count)
        assert model.choose_criterion(item)
        yield "filled-in-by-the-centre", shell
        shell.end()


def compare(folder: Path) -> Iterator[State]:
    desk = desk_with_bids(folder, COMMON, LONGER)
    with _over(desk):
        pair = lay_side_by_side(desk, WIDE, "T4")
        shell, view, model = pair.shell, pair.view, pair.model
        until(lambda: all(pane.view.page_count() for pane in view.panes))
        _forward(shell)
        until(lambda: (view.panes[0].view.page(), view.panes[1].view.page()) == (4, 5))
        yield "side-by-side", shell
        QTest.keyClicks(view.cards[0].value, "8.5")
        _press(Qt.Key.Key_Return)
        yield "wrong-value", shell
        view.cards[0].value.selectAll()
        QTest.keyClicks(view.cards[0].value, "7.1")
        until(lambda: not any(entry.saving for entry in model.entries))
        _press(Qt.Key.Key_F6)
        _press(Qt.Key.Key_S)
        yield "apart", shell
        _press(Qt.Key.Key_S)
        view.panes[0].marked.pin()
        until(model.marks[0].pins)
        yield "pinned", shell
        view.bar.pins_only.click()
        yield "pins-only", shell
        view.bar.pins_only.click()
        _hint(pair)
        yield "likeness", shell
        shell.end()
    desk = desk_with_bids(folder / "missing", COMMON, LONGER)
    with _over(desk):
        pair = lay_side_by_side(desk, WIDE, "T5")
        until(lambda: all(pane.view.page_count() for pane in pair.view.panes))
        until(pair.view.panes[1]._notice.isVisible)
        yield "chapter-missing", pair.shell
        pair.shell.end()


def _hint(pair: Pair) -> None:
    left, right = pair.model.codes
    places = HintPair(
        first=HintPlace(page=7, box=(60, 100, 500, 140), excerpt="断网三十分钟"), second=HintPlace(page=2, excerpt="x")
    )
    likeness = Likeness(pair.desk.shelf, pair.desk.bridge)
    likeness._hints = (
        Hint(id="h1", kind="text", part="technical", subjects=(right, left), extent=60, share=200, pairs=(places,)),
    )
    pair.view._likeness = likeness
    pair.view._show()


def rulings(folder: Path) -> Iterator[State]:
    with seat_at(folder, StageId.TECHNICAL_RULINGS) as desk:
        shell = shell_around(rulings_of(desk), WIDE, current=4)
        yield "reason-awaited", shell
        desk.played.record(ev.ReasonGiven(FLAG, "与现状管网条件不符"))
        desk.hear()
        yield "open", shell
        press(shell, "ruling-keep-0")
        yield "asked-once", shell
        press(shell, "confirm-dialog-yes")
        until(lambda: any(isinstance(a, ev.VoteRuling) for a in desk.store.own_acts(MEMBER)))
        desk.hear()
        yield "voted", shell
        desk.played.record(ev.RulingMade(FLAG, "keep", {"keep": 5, "replace": 2}))
        desk.hear()
        yield "made", shell
        shell.end()
    with seat_at(folder / "price", StageId.LOW_PRICE) as desk:
        shell = shell_around(rulings_of(desk), WIDE, current=6)
        yield "low-price", shell
        dispute(desk)
        yield "scored-anew", shell
        shell.end()


def price(folder: Path) -> Iterator[State]:
    with seat_at(folder, StageId.PRICE) as desk:
        shell = shell_around(price_of(desk), WIDE, current=6)
        yield "prices", shell
        shell.show_fault(LOST)
        yield "offline", shell
        shell.show_fault(None)
        assert shell.page is not None
        shell.page.setFocus()
        QTest.keyClick(shell.page, Qt.Key.Key_Return)
        yield "asked-once", shell
        press(shell, "confirm-dialog-yes")
        until(lambda: any(isinstance(a, ev.ConfirmPrice) for a in desk.store.own_acts(MEMBER)))
        desk.hear()
        settle(shell)
        yield "confirmed", shell
        shell.end()


SCENES = {
    "preliminary": preliminary,
    "blind-check": blind_check,
    "review": review,
    "sheet": sheet,
    "compare": compare,
    "rulings": rulings,
    "business": business,
    "price": price,
}
