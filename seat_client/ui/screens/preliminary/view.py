"""The matrix of bids and open items, the vote on one cell beside it, and the bid's open documents in its place."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from seat_client.ui.clock import clock
from seat_client.ui.fonts import font
from seat_client.ui.language import translate
from seat_client.ui.screens.preliminary.matrix import VoteMatrix
from seat_client.ui.screens.preliminary.view_model import PreliminaryModel
from seat_client.ui.screens.preliminary.vote_form import FormedList, VoteCard, VoteFooter, filter_button
from seat_client.ui.screens.review.reading import Reading
from seat_client.ui.screens.review.reading_pane import ReadingPane
from seat_client.ui.tokens import FONT, WIDE, Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.buttons import FlatButton, secondary_button
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.pages import WorkbenchFrame
from seat_client.ui.widgets.text import StateLine, chip, label


class PreliminaryView(WorkbenchFrame):
    """Votes by name. In the compact frame the form is a drawer that Esc closes and choosing a cell opens."""

    def __init__(self, model: PreliminaryModel, reading: Reading) -> None:
        super().__init__(translate("Preliminary", "Vote"), translate("Preliminary", "1 item chosen"))
        self._model = model
        self.counters, self.legend = CounterRow(), _Legend()
        self.matrix = VoteMatrix(translate("Preliminary", "Bidder (in the order of names)"))
        self.reading = ReadingPane(reading)
        self.vote = VoteCard(model, _documents())
        self.drawer = FlatButton("columns", translate("Preliminary", "Vote"), checkable=True)
        self._build()
        self._connect()
        self._keys()
        self.primary = self.vote.submit
        self.apply_frame(self.frame_now)
        self._show()

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        if hasattr(self, "back"):
            self.drawer.setVisible(frame.compact)
            self.back.setText("" if frame.compact else self.back.accessibleName())
            self._set_drawer(True)

    def show_time(self, now: datetime) -> None:
        self.reading.view.set_watermark(f"{self._model.watermark}　{clock(now)}")

    def escape(self) -> bool:
        if self.reading.isVisible():
            self._show_matrix()
            return True
        if self.frame_now.compact and self.form.isVisible():
            self._set_drawer(False)
            self.matrix.focus_chosen()
            return True
        return False

    def show_connection(self, connected: bool) -> None:
        self._model.show_connection(connected)

    def leave(self) -> None:
        self._model.leave()
        self.reading.put_away()

    def _build(self) -> None:
        self._build_toolbar()
        self._table = QWidget()
        column = QVBoxLayout(self._table)
        column.setContentsMargins(20, 16, 20, 0)
        column.setSpacing(14)
        column.addWidget(self.counters)
        column.addWidget(self.matrix, 1)
        column.addWidget(self.legend)
        column.setSpacing(12)
        self.body.addWidget(self._table, 1)
        self.body.addWidget(self.reading, 1)
        self.reading.hide()
        self._build_back()
        self.form.body.addWidget(self.vote)
        self.form.body.addWidget(FormedList(self._model))
        self.form.body.addStretch(1)
        self.form.footer.addWidget(VoteFooter(self._model))

    def _build_toolbar(self) -> None:
        self.to_vote, self.failed = filter_button("filter-to-vote"), filter_button("filter-failed")
        row = self.toolbar.row
        row.addWidget(label(translate("Preliminary", "Preliminary review"), "title"))
        row.addSpacing(8)
        row.addWidget(chip(translate("Preliminary", "Open part · by name"), "accent"))
        row.addStretch(1)
        for widget in (self.to_vote, self.failed, self.drawer):
            row.addWidget(widget)
        self.drawer.setObjectName("drawer")

    def _build_back(self) -> None:
        self.back = secondary_button(translate("Preliminary", "Back to the table"), "tool", "arrow-left")
        self.back.setObjectName("back-to-matrix")
        bar = self.reading.pane.toolbar.layout()
        if isinstance(bar, QHBoxLayout):
            bar.insertWidget(0, self.back)

    def _connect(self) -> None:
        model, matrix = self._model, self.matrix
        model.changed.connect(self._show)
        matrix.cell_chosen.connect(self._choose)
        matrix.moved.connect(model.move)
        matrix.pass_pressed.connect(model.pass_here)
        matrix.fail_pressed.connect(self._fail)
        matrix.submit_pressed.connect(self._submit)
        self.vote.submit.clicked.connect(self._back_to_cells)
        self.vote.reason.finished.connect(self._back_to_cells)
        self.vote.document_wanted.connect(self._read)
        self.back.clicked.connect(self._show_matrix)
        self.drawer.clicked.connect(self._set_drawer)
        self.to_vote.clicked.connect(lambda on: model.set_filter("to-vote" if on else ""))
        self.failed.clicked.connect(lambda on: model.set_filter("failed" if on else ""))

    def _keys(self) -> None:
        shortcut = QShortcut(QKeySequence("Ctrl+Down"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._next_open)
        self.reading.turn_keys(self)

    # --- showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        model = self._model
        self.matrix.show_matrix(model.rows, model.heads, model.place)
        self.counters.show_model(model)
        self._name_filters()

    def _name_filters(self) -> None:
        model = self._model
        for button, words, name in (
            (self.to_vote, translate("Preliminary", "To vote only ({count})").format(count=model.rows_to_vote),
             "to-vote"),
            (self.failed, translate("Preliminary", "Failed only ({count})").format(count=model.rows_failed), "failed"),
        ):  # fmt: skip
            _set_words(button, words)
            button.setChecked(model.filter == name)

    def _set_drawer(self, wanted: bool) -> None:
        opened = wanted or not self.frame_now.compact
        self.form.setVisible(opened)
        self.drawer.setChecked(opened)

    def _show_matrix(self) -> None:
        self.reading.hide()
        self.reading.put_away()
        self.toolbar.show()
        self._table.show()
        self.matrix.focus_chosen()

    def _read(self, part: str) -> None:
        """The chosen bid's document in the place of the matrix."""
        self._table.hide()
        self.toolbar.hide()
        long_words = dict(_documents())[part]
        short_words = dict(_short_documents())[part]
        self.reading.set_document_name(self._model.label, long_words, short_words)
        self.reading.show()
        self.reading.open(part, self._model.subject)
        self.reading.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- acting ----------------------------------------------------------------------------------------

    def _choose(self, subject: str, item: str) -> None:
        self._model.choose(subject, item)
        self._set_drawer(True)
        self.matrix.focus_chosen()

    def _next_open(self) -> None:
        self._model.next_open()
        self._back_to_cells()

    def _fail(self) -> None:
        self._set_drawer(True)
        self.vote.fail_and_explain()

    def _submit(self) -> None:
        if self._model.verdict is not None:
            self._model.submit()
        else:
            self._set_drawer(True)

    def _back_to_cells(self) -> None:
        if self._table.isVisible() and not self._model.problem:
            self.matrix.focus_chosen()


class CounterRow(Adaptive):
    """Four figures about the whole matrix."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._figures = [label("", "headline", state) for state in ("", "", "", "")]
        self._words = [label("", "label", state) for state in ("secondary", "secondary", "bad", "accent")]
        self._texts: list[tuple[str, str]] = [("", "")] * 4
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for figure, words in zip(self._figures, self._words, strict=True):
            card = Card("", (16, 0, 12, 0), 0)
            card.setFixedHeight(54)
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(figure)
            line.addWidget(words, 1)
            card.column.addLayout(line)
            row.addWidget(card, 1)
        self.apply_frame(WIDE)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self._show_words()

    def show_model(self, model: PreliminaryModel) -> None:
        counts = model.counts
        for label_, figure in zip(
            self._figures, (counts.total, counts.passed, counts.failed, counts.voting), strict=True
        ):
            label_.setText(str(figure))
        rejected = translate("Preliminary", "failed, {count} bids rejected").format(count=counts.rejected)
        mine = translate("Preliminary", "in the vote, {count} of them here").format(count=counts.to_vote)
        total = translate("Preliminary", "items to vote on"), translate("Preliminary", "to vote on")
        long_total = total[0]
        if any(head.locked for head in model.heads):
            long_total = translate("Preliminary", "items to vote on (blind ones left out)")
        self._texts = [
            (long_total, total[1]),
            (translate("Preliminary", "passed by all votes"), translate("Preliminary", "passed")),
            (rejected, translate("Preliminary", "failed")),
            (mine, translate("Preliminary", "here {count}").format(count=counts.to_vote)),
        ]
        self._show_words()

    def _show_words(self) -> None:
        for words, (long_text, short_text) in zip(self._words, self._texts, strict=True):
            words.setText(short_text if self.frame_now.compact else long_text)
            words.setToolTip(long_text)


class _Legend(QFrame):
    """What the signs and grounds of the cells mean."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.setFixedHeight(44)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(14)
        row.addWidget(StateLine(translate("Preliminary", "Pass"), "ok", size=16))
        row.addWidget(StateLine(translate("Preliminary", "Fail"), "bad", size=16))
        row.addWidget(StateLine(translate("Preliminary", "To vote"), "accent", size=16))
        missing = translate("Preliminary", "Yellow: votes are missing")
        yellow = chip(missing, "warn")
        yellow.setToolTip(missing)
        row.addWidget(yellow)
        row.addStretch(1)
        row.addWidget(StateLine(translate("Preliminary", "Blind items follow by code"), "", "lock", size=16))


def _documents() -> tuple[tuple[str, str], ...]:
    return (
        ("qualification", translate("Preliminary", "Qualifications")),
        ("business", translate("Preliminary", "Business file")),
    )


def _short_documents() -> tuple[tuple[str, str], ...]:
    return (
        ("qualification", translate("Preliminary", "Qualification part, short")),
        ("business", translate("Preliminary", "Business part, short")),
    )


def _set_words(button: QPushButton, words: str) -> None:
    button.setText(words)
    button.setAccessibleName(words)
    button.setMinimumWidth(QFontMetrics(font(FONT["label"], 600)).horizontalAdvance(words) + 32)
