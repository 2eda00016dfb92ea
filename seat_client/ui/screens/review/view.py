"""Scoring beside the pages: the bid in the middle, its criteria at the right, all bids in the rail."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from seat_client.documents.alignment import Match, chapter
from seat_client.documents.messages import OutlineEntry
from seat_client.ui.bridge import Bridge
from seat_client.ui.clock import clock
from seat_client.ui.language import translate
from seat_client.ui.screens.review.criterion_editor import CriterionEditor
from seat_client.ui.screens.review.marked_pane import MarkedPane
from seat_client.ui.screens.review.marks import MarksModel
from seat_client.ui.screens.review.reading import Reading
from seat_client.ui.screens.review.reading_pane import ReadingPane
from seat_client.ui.screens.review.rows import BidLine
from seat_client.ui.screens.review.score_form import CriteriaList, ScoreFooter
from seat_client.ui.screens.review.sheet_dialog import SheetDialog
from seat_client.ui.screens.review.view_model import ReviewModel
from seat_client.ui.screens.review.words import bid_title, form_title, lock_words, part_note, shortened
from seat_client.ui.widgets.cards import NoteCard
from seat_client.ui.widgets.pages import Page, WorkbenchFrame
from seat_client.ui.widgets.pin_asking import PinAsking
from seat_client.ui.widgets.plates import SubRow


class ReviewView(WorkbenchFrame):
    """One stage's sheet. What is typed is saved while one types; leaving the page saves the rest.

    `compare` makes the page that lays another bid beside the open one, given its code and the open criterion.
    """

    reads_alone = True

    def __init__(self, model: ReviewModel, reading: Reading, compare: Callable[[str, str], Page] | None = None) -> None:
        super().__init__(form_title(model.stage))
        self._model = model
        self._compare = compare
        self._bridge = Bridge()
        self.marks = MarksModel(model.notebook, self._bridge)
        self._pin = PinAsking(self)
        self._shown_bid = ""
        self._wanted_page = 0
        self._rail: tuple[SubRow, ...] = ()
        self._rail_rest = QTimer(self, interval=0, singleShot=True)  # many entries in one turn are one change of it
        self._rail_rest.timeout.connect(self._show_rail)
        self._chapter_asked: tuple[str, Sequence[OutlineEntry]] = ("", ())
        self._chapter_found: Match | None = None
        self.reading = ReadingPane(reading)
        self.marked = MarkedPane(self.reading, self.marks)
        self.reading.pane.toolbar.offer(marks=True, compare=compare is not None and len(model.codes) > 1, alone=True)
        self.editor = CriterionEditor()
        self.criteria, self.footer = CriteriaList(self.editor), ScoreFooter()
        self.lock_note = NoteCard("", "lock")
        self.lock_note.setObjectName("lock-note")
        self.primary = self.footer.primary
        self._build()
        self._connect()
        self._keys()
        self._take_entry()
        self._show()

    @property
    def document(self) -> ReadingPane:
        return self.reading

    def initial_focus(self) -> QWidget:
        return self.editor.value if not self._model.locked else self

    def bids_in_rail(self) -> tuple[SubRow, ...]:
        return tuple(_rail_row(bid) for bid in self._model.bids)

    def reading_place(self) -> tuple[str, str, int]:
        return self._model.part, self._model.code, max(1, self.reading.view.page())

    def open_place(self, code: str, page: int) -> None:
        if code == self._model.code:
            self.reading.view.go_to_page(page)
            return
        self._wanted_page = page
        self.bid_chosen(code)

    def _go_to_wanted(self) -> None:
        """Another bid has come into the pane; when somebody shows a page of it, that page."""
        if self._wanted_page:
            self.reading.view.go_to_page(self._wanted_page)
            self._wanted_page = 0

    def bid_chosen(self, key: str) -> None:
        if self._model.choose_bid(key):
            self._focus_value()

    def show_time(self, now: datetime) -> None:
        self.reading.view.set_watermark(f"{self._model.watermark}　{clock(now)}")

    def leave(self) -> None:
        self._model.leave()
        self._pin.close()
        self.reading.put_away()
        self._bridge.close()

    def read_alone(self, alone: bool) -> None:
        self.form.setVisible(not alone)
        self.reading.pane.toolbar.alone.setChecked(alone)
        (self.reading.view if alone else self.initial_focus()).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> bool:
        return self.reading.pane.close_panels()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F6:
            self._change_side()
        elif not (self.reading.view.hasFocus() and self.marked.handle(event)):
            super().keyPressEvent(event)

    def _change_side(self) -> None:
        """From the form to the pages and back."""
        if self.reading.isAncestorOf(self.focusWidget() or self):
            self._focus_value()
        else:
            self.reading.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> None:
        self.toolbar.hide()
        self.body.addWidget(self.reading, 1)
        self.form.body.addWidget(self.lock_note)
        self.form.body.addWidget(self.criteria)
        self.form.body.addStretch(1)
        self.form.footer.addWidget(self.footer)

    def _connect(self) -> None:
        model, editor = self._model, self.editor
        self.reading.shown.connect(self._go_to_wanted)
        self.reading.pane.toolbar.aloneAsked.connect(self.reading_requested)
        model.changed.connect(self._show)
        model.opened.connect(self._take_entry)
        model.set_value.connect(editor.show_value)
        model.rejected.connect(self._pin.reject)
        model.locked_here.connect(self._pin.close)
        self.criteria.chosen.connect(self._choose_criterion)
        editor.value.textEdited.connect(model.type_value)
        editor.value.finished.connect(self._finish)
        editor.prefilled.confirm.clicked.connect(self._finish)
        editor.value.stepped.connect(model.step)
        editor.value.undone.connect(model.undo)
        editor.reason.textChanged.connect(lambda: model.type_reason(editor.reason.toPlainText()))
        editor.reason.finished.connect(self._advance)
        for field in (editor.value, editor.reason):
            field.left.connect(model.flush)
        editor.less.clicked.connect(lambda: model.step(-1))
        editor.more.clicked.connect(lambda: model.step(1))
        editor.band_chosen.connect(model.choose_band)
        self.footer.previous.clicked.connect(lambda: self._turn(-1))
        self.footer.next.clicked.connect(lambda: self._turn(1))
        self.footer.primary.clicked.connect(self._act)
        editor.pins.opened.connect(self.marked.go_to)
        editor.chapter.clicked.connect(self._go_to_chapter)
        self.marks.changed.connect(self._show_pins)
        self.reading.view.outlineChanged.connect(self._show_chapter)
        self.reading.pane.toolbar.compareAsked.connect(self._lay_beside)

    def _keys(self) -> None:
        self.reading.turn_keys(self)
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._turn(step))

    # --- showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        model = self._model
        self.criteria.show_model(model)
        if (current := model.current) is not None:
            self.editor.show_criterion(current, model.bands)
        self.editor.show_problems(model.problem, model.reason_problem)
        self.editor.set_read_only(model.locked)
        self.footer.show_model(model)
        self.lock_note.set_text(model.lock_note)
        self.lock_note.setAccessibleName(model.lock_note)
        self.lock_note.setVisible(model.locked)
        place, count = model.place
        self.form.note.setText(translate("Review", "Bid {place} of {count}").format(place=place, count=count))
        self._rail_rest.start()
        self._show_bid()
        self.marks.show(model.part, model.code, model.criterion)
        self._show_chapter()

    def _show_pins(self) -> None:
        self.editor.pins.show_pins(self.marks.pins())

    def _chapter(self) -> Match | None:
        """Found once for a criterion and a bid's headings: comparing titles takes longer than all else of a key."""
        current = self._model.current
        asked = "" if current is None else current.title, self.reading.view.outline()
        if asked != self._chapter_asked:
            self._chapter_asked, self._chapter_found = asked, chapter(*asked) if asked[0] else None
        return self._chapter_found

    def _show_chapter(self) -> None:
        found = self._chapter()
        self.editor.show_chapter(
            "" if found is None else found.entry.title, 0 if found is None else found.entry.page + 1
        )

    def _go_to_chapter(self) -> None:
        if (found := self._chapter()) is not None:
            self.reading.view.jump_to(found.entry.page + 1, max(0.0, found.entry.top - 0.01))

    def _lay_beside(self) -> None:
        """On to the comparison, unless a refused value stands here."""
        compare, code, criterion = self._compare, self._model.code, self._model.criterion
        if compare is not None and self._model.flush():
            self.turned.emit(lambda: compare(code, criterion))

    def _show_rail(self) -> None:
        rows = self.bids_in_rail()
        if rows != self._rail:
            self._rail = rows
            self.rail_bids.emit(rows)

    def _show_bid(self) -> None:
        model = self._model
        if model.code == self._shown_bid:
            return
        self._shown_bid = model.code
        self.reading.set_document_name(bid_title(model.code, model.name), *part_note(model.stage))
        others = [(model.part, code) for code in model.codes if code != model.code]
        self.reading.open(model.part, model.code, others)

    def _take_entry(self) -> None:
        self.editor.show_entry(self._model.text, self._model.reason)

    def _focus_value(self) -> None:
        self.editor.value.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.value.selectAll()
        QTimer.singleShot(0, self, lambda: self.form.scroller.ensureWidgetVisible(self.editor, 0, 12))

    # --- acting ----------------------------------------------------------------------------------------

    def _choose_criterion(self, criterion: str) -> None:
        if self._model.choose_criterion(criterion):
            self._focus_value()

    def _turn(self, step: int) -> None:
        if self._model.turn_bid(step):
            self._focus_value()

    def _finish(self) -> None:
        """Enter in an empty field confirms what the centre filled in, then as always on to the next."""
        self._model.confirm_prefilled()
        self._advance()

    def _advance(self) -> None:
        if self._model.advance():
            self._focus_value()
        elif self.footer.primary.isEnabled():
            self.footer.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def _act(self) -> None:
        if not self._model.flush():
            return
        action = self._model.action
        if action.kind == "next-bid" and self._model.go_on():
            self._focus_value()
        elif action.kind == "lock":
            self._ask()

    def _ask(self) -> None:
        words = lock_words(self._model.stage)
        dialog = SheetDialog(
            self, translate("Review", "{words}?").format(words=words), self._model.sheet(),
            translate("Review", "Go on to the signature"),
        )  # fmt: skip
        dialog.confirmed.connect(self._open_pin)
        dialog.open()

    def _open_pin(self) -> None:
        model = self._model
        self._pin.ask(model.facts(), model.tries_left, model.sign, confirm=lock_words(model.stage))


def _rail_row(bid: BidLine) -> SubRow:
    if bid.subtotal:
        trailing = translate("Review", "{sum}").format(sum=bid.subtotal)
    else:
        trailing = translate("Review", "not scored")
    return SubRow(bid.code, bid_title(bid.code, shortened(bid.name)), bid.state, trailing)
