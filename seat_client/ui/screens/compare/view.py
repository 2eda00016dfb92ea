"""The comparison: two panes that scroll together, and beside them a card for each bid."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from seat_client.documents.alignment import Match
from seat_client.ui.clock import clock
from seat_client.ui.language import translate
from seat_client.ui.screens.compare.card import PairCard, ReasonLayer
from seat_client.ui.screens.compare.hints import Likeness, LikenessLayer, LikenessRow
from seat_client.ui.screens.compare.pane import ComparePane
from seat_client.ui.screens.compare.synchrony import Synchrony
from seat_client.ui.screens.compare.toolbar import CompareToolbar
from seat_client.ui.screens.compare.view_model import SIDES, CompareModel
from seat_client.ui.screens.review.reading import Reading
from seat_client.ui.screens.review.score_form import SavedLine
from seat_client.ui.screens.review.words import bid_title, part_note
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.buttons import PrimaryButton, allow, secondary_button
from seat_client.ui.widgets.document_pane import DocumentPane
from seat_client.ui.widgets.pages import Page, WorkbenchFrame
from seat_client.ui.widgets.text import label, paragraph


class CompareView(WorkbenchFrame):
    """Two bids at one criterion; `back` makes the page to return to, given a code and a criterion."""

    folds_rail: ClassVar[bool] = True
    reads_alone = True

    def __init__(
        self,
        model: CompareModel,
        readings: tuple[Reading, Reading],
        back: Callable[[str, str], Page],
        likeness: Likeness | None = None,
    ) -> None:
        self.bar = CompareToolbar()
        super().__init__("", compare=True, toolbar=self.bar)
        self._model, self._back, self._likeness = model, back, likeness
        self.panes = tuple(ComparePane(side, readings[side], model.marks[side]) for side in SIDES)
        self.cards = tuple(PairCard(side) for side in SIDES)
        self.sync = Synchrony(self.panes[0].view, self.panes[1].view)
        self._found: tuple[Match | None, Match | None] = (None, None)
        self._wants_chapter = True
        self._next = PrimaryButton("")
        self._build()
        self._connect()
        self._keys()
        for side in SIDES:
            self._open_bid(side)
            self._take_entry(side)
        self._show()

    def initial_focus(self) -> QWidget:
        return self.cards[0].value

    def show_time(self, now: datetime) -> None:
        for pane in self.panes:
            pane.view.set_watermark(f"{self._model.watermark}　{clock(now)}")

    def bid_chosen(self, key: str) -> None:
        self._model.choose_bid(self._model.active, key)

    def read_alone(self, alone: bool) -> None:
        """Both bids over the whole width: in a narrow window a page is half its size beside the scores."""
        self.form.setVisible(not alone)
        side = self._model.active
        (self.panes[side].view if alone else self.cards[side].value).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> bool:
        closed = [pane.reading.pane.close_panels() for pane in self.panes]
        if not any(closed):
            if self.form.isHidden():  # the scores come back first
                return False
            self.go_back()
        return True

    def leave(self) -> None:
        self._model.leave()
        for pane in self.panes:
            pane.reading.put_away()

    def go_back(self) -> None:
        """To the page of one bid, at the active one; not while a refused value stands here."""
        if self._model.flush():
            back, code, criterion = self._back, self._model.codes[self._model.active], self._model.criterion
            self.turned.emit(lambda: back(code, criterion))

    # --- parts -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.bar.setObjectName("compare-bar")
        row = QHBoxLayout()
        row.setSpacing(0)
        for pane in self.panes:
            row.addWidget(pane, 1)
        self.body.addLayout(row, 1)
        self._standard = paragraph("", state="secondary")
        self.form.body.addWidget(self._standard)
        for card in self.cards:
            self.form.body.addWidget(card)
        self.form.body.addStretch(1)
        self.saved = SavedLine()
        self.previous = secondary_button(translate("Compare", "Previous item"))
        self.previous.setObjectName("previous-item")
        self.primary = self._next
        self._next.setObjectName("next-item")
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(label(translate("Compare", "Each bid is scored by itself"), "label", "secondary"))
        above.addStretch(1)
        above.addWidget(self.saved)
        below.setSpacing(12)
        below.addWidget(self.previous)
        below.addWidget(self._next, 1)
        self.form.footer.addLayout(above)
        self.form.footer.addLayout(below)

    def _connect(self) -> None:
        model, bar = self._model, self.bar
        model.changed.connect(self._show)
        model.bid_changed.connect(self._open_bid)
        model.criterion_changed.connect(self._go_to_chapter)
        self.sync.changed.connect(self._show_sync)
        bar.leave.clicked.connect(self.go_back)
        bar.likeness.clicked.connect(self._list_likeness)
        if self._likeness is not None:
            self._likeness.changed.connect(self._show)
        bar.sync.clicked.connect(self.sync.switch)
        bar.realign.clicked.connect(self.sync.realign)
        bar.pins_only.clicked.connect(self._show_pins_only)
        bar.pin.clicked.connect(lambda: self._active_pane.marked.pin())  # noqa: PLW0108 - the active one then
        bar.search.clicked.connect(lambda: self._document.open_search())  # noqa: PLW0108 - as above
        bar.smaller.clicked.connect(lambda: self._zoom(-1))
        bar.larger.clicked.connect(lambda: self._zoom(1))
        self._next.clicked.connect(self._go_on)
        self.previous.clicked.connect(lambda: model.step_criterion(-1))
        for side in SIDES:
            self._connect_side(side)

    def _connect_side(self, side: int) -> None:
        model, pane, card = self._model.entries[side], self.panes[side], self.cards[side]
        model.opened.connect(lambda: self._take_entry(side))
        model.set_value.connect(card.show_value)
        card.value.textEdited.connect(model.type_value)
        card.value.finished.connect(self._go_on)
        card.value.stepped.connect(model.step)
        card.value.undone.connect(model.undo)
        card.reason.textChanged.connect(lambda: model.type_reason(card.reason.toPlainText()))
        card.reason.finished.connect(self._go_on)
        for field in (card.value, card.reason):
            field.left.connect(model.flush)
        card.less.clicked.connect(lambda: model.step(-1))
        card.more.clicked.connect(lambda: model.step(1))
        card.band_chosen.connect(model.choose_band)
        card.reason_asked.connect(lambda: self._ask_reason(side))
        card.pins.opened.connect(pane.marked.go_to)
        self._model.marks[side].changed.connect(self._show)
        pane.bid_asked.connect(lambda step: self._turn(side, step))
        pane.nearest_asked.connect(lambda: self._go_to_nearest(side))
        pane.view.outlineChanged.connect(self._see_outline)
        pane.view.zoomChanged.connect(lambda _: self.bar.show_zoom(self.panes[0].view.zoom()))
        for part in (pane.view, card.value, card.reason):
            part.installEventFilter(self)

    def _keys(self) -> None:
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            self._shortcut(keys, partial(self._turn_active, step))
        for keys, action in (
            ("PgDown", lambda: self._turn_page(1)),
            ("PgUp", lambda: self._turn_page(-1)),
            ("Ctrl++", lambda: self._zoom(1)),
            ("Ctrl+=", lambda: self._zoom(1)),
            ("Ctrl+-", lambda: self._zoom(-1)),
            ("Ctrl+F", lambda: self._document.open_search()),  # noqa: PLW0108 - the active one when the key is pressed
            ("Ctrl+G", lambda: self._document.toolbar.ask_page()),  # noqa: PLW0108 - as above
            ("F3", lambda: self._document.search.step(1)),
            ("Shift+F3", lambda: self._document.search.step(-1)),
            ("Alt+Left", lambda: self._document.view.back()),  # noqa: PLW0108 - as above
            ("Alt+Right", lambda: self._document.view.forward()),  # noqa: PLW0108 - as above
        ):
            self._shortcut(keys, action)

    def _shortcut(self, keys: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)

    @property
    def _active_pane(self) -> ComparePane:
        return self.panes[self._model.active]

    @property
    def _document(self) -> DocumentPane:
        """The pages of the active side with their search."""
        return self._active_pane.reading.pane

    # --- showing -----------------------------------------------------------------------------------------

    def _show(self) -> None:
        model = self._model
        place, count = model.place
        self.form.title.setText(model.title)
        self.form.note.setText(translate("Compare", "Item {place} of {count}").format(place=place, count=count))
        self._standard.setText(model.standard)
        self._standard.setVisible(bool(model.standard) and not self.frame_now.compact)
        for side in SIDES:
            self.cards[side].show_model(model.entries[side], model.marks[side].pins(), active=side == model.active)
        self.saved.show_model(model.entries[model.active])
        self.bar.show_likeness(len(self._alike()))
        allow(self.previous, "" if place > 1 else translate("Compare", "This is the first item"))
        self._show_primary()

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self._standard.setVisible(bool(self._model.standard) and not frame.compact)
        self._show_primary()

    def _show_primary(self) -> None:
        model = self._model
        if any(entry.refused for entry in model.entries):
            self._next.block(translate("Compare", "Correct the entry marked red"))
            return
        if not model.following:
            words = translate("Compare", "Back to one bid")
        elif self.frame_now.compact:
            words = translate("Compare", "Next item")
        else:
            words = translate("Compare", "Next: {title}").format(title=model.following)
        self._next.set_words(words)
        self._next.block("")

    def _show_sync(self) -> None:
        self.bar.show_sync(self.sync.state)

    def _take_entry(self, side: int) -> None:
        entry = self._model.entries[side]
        self.cards[side].show_entry(entry.text, entry.reason)

    def _open_bid(self, side: int) -> None:
        entry, pane = self._model.entries[side], self.panes[side]
        pane.show_bid(bid_title(entry.code, entry.name), part_note(entry.stage))
        self._wants_chapter = True
        pane.reading.open(entry.part, entry.code)

    def _see_outline(self) -> None:
        """Once both bids are open, both go to the chapter."""
        if self._wants_chapter and all(pane.view.page_count() for pane in self.panes):
            self._wants_chapter = False
            self._go_to_chapter()

    def _go_to_chapter(self) -> None:
        self._found = self.sync.open_chapter(self._model.title)
        some = any(match is not None for match in self._found)
        for pane, match in zip(self.panes, self._found, strict=True):
            pane.show_chapter(match, expected=some)
        first = next((match for match in self._found if match is not None), None)
        self.bar.show_chapter(first.entry.title if first is not None else self._model.title)
        self._show_sync()

    # --- acting ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_F6:
            self._change_side()
        elif held or not self._handle(event.text().lower()):
            super().keyPressEvent(event)

    def _handle(self, key: str) -> bool:
        """Keys that mean the active side wherever the keyboard is, but in a field they write in."""
        in_pages = any(pane.view.hasFocus() for pane in self.panes)
        if in_pages and key.isdecimal() and key != "0":
            return self._go_to_pin(int(key))
        entry, marked = self._model.entries[self._model.active], self._active_pane.marked
        actions: dict[str, Callable[[], object]] = {
            "s": lambda: self.sync.switch(not self.sync.state.on),
            "p": marked.pin,
            "n": marked.note,
            "b": marked.bookmark,
            "r": self.sync.realign,
            "+": lambda: entry.step(1),
            "=": lambda: entry.step(1),
            "-": lambda: entry.step(-1),
        }
        action = actions.get(key)
        if action is not None:
            action()
        return action is not None

    def _go_to_pin(self, number: int) -> bool:
        for side in SIDES:
            pin = next((pin for pin in self._model.marks[side].pins() if pin.number == number), None)
            if pin is not None:
                self.panes[side].marked.go_to(pin.id)
                return True
        return False

    def _change_side(self) -> None:
        """F6: left pages, right pages, the score of the active side, and round."""
        stops: list[QWidget] = [*(pane.view for pane in self.panes), self.cards[self._model.active].value]
        now = next((n for n, stop in enumerate(stops[:-1]) if stop.hasFocus()), len(stops) - 1)
        stops[(now + 1) % len(stops)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            for side in SIDES:
                if watched in (self.panes[side].view, self.cards[side].value, self.cards[side].reason):
                    self._model.activate(side)
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        if self._model.following:
            if self._model.step_criterion(1):
                self.cards[0].value.setFocus(Qt.FocusReason.OtherFocusReason)
                self.cards[0].value.selectAll()
        else:
            self.go_back()

    def _turn_active(self, step: int) -> None:
        self._turn(self._model.active, step)

    def _turn(self, side: int, step: int) -> None:
        self._model.turn_bid(side, step)

    def _turn_page(self, step: int) -> None:
        """A page of the active side; of pins alone the next of them."""
        view = self._active_pane.view
        if self.bar.pins_only.isChecked():
            self._step_pin(step)
        elif step > 0:
            view.next_page()
        else:
            view.previous_page()

    def _step_pin(self, step: int) -> None:
        view, marks = self._active_pane.view, self._model.marks[self._model.active]
        pins = sorted((pin for pin in marks.page_marks() if pin.kind == "pin"), key=lambda pin: (pin.page, pin.box.top))
        here = view.place() + view.viewport().height() / 4 / max(1, view.viewport().height())
        ahead = [pin for pin in pins if (pin.page + pin.box.top > here + 0.02) == (step > 0)]
        if ahead:
            self._active_pane.marked.go_to((ahead[0] if step > 0 else ahead[-1]).id)

    def _show_pins_only(self, wanted: bool) -> None:
        for pane in self.panes:
            pane.view.show_marks_only(wanted)
        if wanted:
            self.sync.switch(False)
            for side in SIDES:
                if pins := self._model.marks[side].pins():
                    self.panes[side].marked.go_to(pins[0].id)

    def _zoom(self, step: int) -> None:
        for pane in self.panes:
            (pane.view.zoom_in if step > 0 else pane.view.zoom_out)()

    def _go_to_nearest(self, side: int) -> None:
        match = self._found[side]
        if match is not None:
            self.sync.go(side, match.entry)

    def _alike(self) -> tuple[LikenessRow, ...]:
        return () if self._likeness is None else self._likeness.between(self._model.part, self._model.codes)

    def _list_likeness(self) -> None:
        layer = LikenessLayer(self.bar, self._alike())
        layer.chosen.connect(self._show_both)
        layer.open()

    def _show_both(self, row: LikenessRow) -> None:
        """Lay the two places of a hint side by side, and scroll on from there."""
        self.sync.switch(False)
        for pane, place in zip(self.panes, row.places, strict=True):
            pane.show_place(place.page, place.box)
        self.sync.realign()

    def _ask_reason(self, side: int) -> None:
        entry = self._model.entries[side]
        title = translate("Compare", "Reason for {bid}").format(bid=bid_title(entry.code, entry.name))
        layer = ReasonLayer(self.cards[side], title, entry.reason, locked=entry.locked)
        layer.written.connect(lambda text: self._write_reason(side, text))
        layer.open()

    def _write_reason(self, side: int, text: str) -> None:
        entry = self._model.entries[side]
        if text != entry.reason:
            entry.type_reason(text)
            entry.flush()
            self._take_entry(side)
