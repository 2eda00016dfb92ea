"""The prices as a table, the arithmetic of the benchmark and of one bid's points beside it, one confirmation."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.price.view_model import PriceLine, PriceModel, PriceStep
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import Card, NoteCard
from seat_client.ui.widgets.layers import ConfirmDialog
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.pages import WorkbenchFrame, scroll_area
from seat_client.ui.widgets.ruled_table import Column, Placed, RuledTable, figure
from seat_client.ui.widgets.text import StateLine, chip, label, paragraph, yielding

ROW_HEIGHT = 64


class PriceView(WorkbenchFrame):
    """Up and Down pick a row, Enter confirms after one question."""

    def __init__(self, model: PriceModel) -> None:
        super().__init__(translate("Price", "Show me the sum"), translate("Price", "step by step"))
        self._model = model
        self._shown: tuple[PriceLine, ...] = ()
        self._steps_shown: tuple[PriceStep, ...] = ()
        self._fill_toolbar()
        self._fill_centre()
        self._fill_form()
        model.changed.connect(self._show)
        self._show()

    def show_connection(self, connected: bool) -> None:
        self._model.show_connection(connected)

    def leave(self) -> None:
        self._model.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() not in steps:
            super().keyPressEvent(event)
            return
        self._model.step(steps[Qt.Key(event.key())])

    def _walk(self, by: int) -> None:
        """From row to row with the keyboard in the table."""
        self.table.rows[self._model.step(by)].setFocus()

    def _fill_toolbar(self) -> None:
        self.toolbar.row.addWidget(label(translate("Price", "Price review"), "title"))
        self.toolbar.row.addSpacing(6)
        self.toolbar.row.addWidget(chip(translate("Price", "Codes are opened: code and name"), "accent"))
        self.toolbar.row.addStretch(1)
        self._corrections = StateLine("", "warn", "", "label")
        self.toolbar.row.addWidget(self._corrections)
        self.toolbar.row.addSpacing(12)

    def _fill_centre(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(12)
        self.table = RuledTable(_columns(self._model), row_height=ROW_HEIGHT)
        self.table.setAccessibleName(translate("Price", "Prices"))
        self.table.picked.connect(self._model.pick)
        self.table.stepped.connect(self._walk)
        column.addWidget(self.table)
        column.addWidget(
            NoteCard(
                translate(
                    "Price",
                    "Where words and figures differ the words count. The program computes the points.",
                )
            )
        )
        column.addStretch(1)
        self.body.addWidget(scroll_area(inside), 1)

    def _fill_form(self) -> None:
        self._steps = QVBoxLayout()
        self._steps.setSpacing(10)
        self.form.body.addLayout(self._steps)
        self.form.body.addStretch(1)
        self._problem = StateLine("", "bad", "", "label")
        self._problem.setObjectName("problem")
        self._count = label("", "label-strong", "accent", "confirmed-count")
        note = QHBoxLayout()
        note.addWidget(label(translate("Price", "Then the summary follows"), "label", "secondary"), 1)
        note.addWidget(self._count)
        self.primary = PrimaryButton(translate("Price", "Confirm the price points"))
        self.primary.setObjectName("confirm-price")
        self.primary.clicked.connect(self._ask)
        self.form.footer.addWidget(self._problem)
        self.form.footer.addLayout(note)
        self.form.footer.addWidget(self.primary)

    def _show(self) -> None:
        model = self._model
        self._show_rows(model.lines)
        self.table.mark(model.picked)
        self._show_steps(model.steps)
        words = translate("Price", "{count} corrected: words count")
        self._corrections.show_state(words.format(count=model.corrections) if model.corrections else "", "warn")
        done, size = model.progress
        self._count.setText(translate("Price", "Confirmed {done} / {all}").format(done=done, all=size))
        self._problem.show_state(model.problem, "bad")
        self.hold(model.obstacle)

    def _show_rows(self, lines: tuple[PriceLine, ...]) -> None:
        if lines == self._shown:
            return
        self._shown = lines
        self.table.clear()
        for line in lines:
            self.table.add_row(line.code, _cells(line), name=_row_name(line))

    def _show_steps(self, steps: tuple[PriceStep, ...]) -> None:
        if steps == self._steps_shown:
            return
        self._steps_shown = steps
        clear(self._steps)
        for card in map(_step_card, steps):
            self._steps.addWidget(card)
            card.show()  # at once, so that the form knows its height

    def _ask(self) -> None:
        points = [(f"{line.code} {line.name}", line.points) for line in self._model.lines]
        dialog = ConfirmDialog(
            self,
            translate("Price", "Confirm the price points?"),
            translate("Price", "Your confirmation covers these evaluated prices and cannot be taken back."),
            points,
            translate("Price", "Confirm"),
            icon="check",
        )
        if dialog.primary is not None:
            dialog.primary.setObjectName("confirm-dialog-yes")
        dialog.confirmed.connect(self._model.confirm)
        dialog.open()


def _columns(model: PriceModel) -> list[Column]:
    return [
        Column(7, translate("Price", "Code")),
        Column(20, translate("Price", "Bidder")),
        Column(13, translate("Price", "Price in figures"), right=True),
        Column(24, translate("Price", "Price in words")),
        Column(16, translate("Price", "Evaluated price"), right=True),
        Column(10, translate("Price", "Differs"), right=True),
        Column(10, f"{model.title} {model.full}", right=True),
    ]


def _cells(line: PriceLine) -> list[Placed]:
    bidder = paragraph(line.name, "label")
    words = paragraph(line.in_words, "label", "secondary")
    for wrapped in (bidder, words):
        wrapped.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return [
        Placed(label(line.code, "read-strong"), 0),
        Placed(bidder, 1),
        Placed(figure(line.in_figures, ""), 2),
        Placed(words, 3),
        Placed(_evaluated(line), 4),
        Placed(figure(line.deviation, ""), 5),
        Placed(figure(line.points, "read-strong"), 6),
    ]


def _evaluated(line: PriceLine) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addStretch(1)
    column.addWidget(figure(line.evaluated, "strong"))
    if line.corrected:
        mark = yielding(translate("Price", "words count"), "caption", "warn")
        mark.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addWidget(mark)
    column.addStretch(1)
    return box


def _row_name(line: PriceLine) -> str:
    words = translate("Price", "{code} {name}, evaluated price {price}, points {points}")
    return words.format(code=line.code, name=line.name, price=line.evaluated, points=line.points)


def _step_card(step: PriceStep) -> Card:
    card = Card("", (16, 12, 16, 12), 6)
    head = QHBoxLayout()
    head.addWidget(label(step.title, "strong"))
    head.addStretch(1)
    head.addWidget(label(step.result, "title"))
    card.column.addLayout(head)
    card.column.addWidget(paragraph("\n".join(step.lines), state="secondary"))
    return card
