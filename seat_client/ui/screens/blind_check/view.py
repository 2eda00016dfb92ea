"""The blind part of one bid in the middle; codes by blind items and the vote at the right."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from seat_client.ui.clock import clock
from seat_client.ui.language import translate
from seat_client.ui.screens.preliminary.matrix import CODE_WEIGHT, GROUP_HEIGHT, ITEM_HEIGHT, VoteMatrix
from seat_client.ui.screens.preliminary.rows import RowFace
from seat_client.ui.screens.preliminary.view_model import PreliminaryModel
from seat_client.ui.screens.preliminary.vote_form import FormedList, VoteCard, VoteFooter
from seat_client.ui.screens.review.reading import Reading
from seat_client.ui.screens.review.reading_pane import ReadingPane
from seat_client.ui.widgets.pages import WorkbenchFrame
from seat_client.ui.widgets.plates import SubRow

PART = "technical"
ROW_HEIGHT, MOST_ROWS = 60, 8


class BlindCheckView(WorkbenchFrame):
    """Votes by code; no name, file name or metadata of a bidder exists on this page."""

    reads_alone = True

    def __init__(self, model: PreliminaryModel, reading: Reading) -> None:
        super().__init__(translate("BlindCheck", "Vote on the blind items"))
        self._model = model
        self._shown_bid = ""
        self._rail: tuple[SubRow, ...] = ()
        self._rail_rest = QTimer(self, interval=0, singleShot=True)
        self._rail_rest.timeout.connect(self._show_rail)
        self.reading = ReadingPane(reading)
        self.reading.pane.toolbar.offer(alone=True)
        self.matrix = VoteMatrix(translate("BlindCheck", "Code"), row_height=ROW_HEIGHT, name_weight=CODE_WEIGHT)
        self.vote = VoteCard(model)
        self.primary = self.vote.submit
        self._build()
        self._connect()
        self._keys()
        self._show()

    def bids_in_rail(self) -> tuple[SubRow, ...]:
        return tuple(_rail_row(row, self._model.subject) for row in self._model.rows)

    def bid_chosen(self, key: str) -> None:
        self._model.choose_bid(key)
        self.matrix.focus_chosen()

    def show_time(self, now: datetime) -> None:
        self.reading.view.set_watermark(f"{self._model.watermark}　{clock(now)}")

    def show_connection(self, connected: bool) -> None:
        self._model.show_connection(connected)

    def read_alone(self, alone: bool) -> None:
        self.form.setVisible(not alone)
        self.reading.pane.toolbar.alone.setChecked(alone)
        if alone:
            self.reading.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.matrix.focus_chosen()

    def leave(self) -> None:
        self._model.leave()
        self.reading.put_away()

    def _build(self) -> None:
        self.toolbar.hide()
        self.body.addWidget(self.reading, 1)
        rows = max(1, min(MOST_ROWS, len(self._model.rows)))
        self.matrix.setFixedHeight(GROUP_HEIGHT + ITEM_HEIGHT + ROW_HEIGHT * rows + 2)
        self.form.body.addWidget(self.vote)
        self.form.body.addWidget(self.matrix)
        self.form.body.addWidget(FormedList(self._model))
        self.form.body.addStretch(1)
        self.form.footer.addWidget(VoteFooter(self._model))

    def _connect(self) -> None:
        model, matrix = self._model, self.matrix
        self.reading.pane.toolbar.aloneAsked.connect(self.reading_requested)
        model.changed.connect(self._show)
        matrix.cell_chosen.connect(self._choose)
        matrix.moved.connect(model.move)
        matrix.pass_pressed.connect(model.pass_here)
        matrix.fail_pressed.connect(self.vote.fail_and_explain)
        matrix.submit_pressed.connect(self._submit)
        self.vote.submit.clicked.connect(self._back_to_cells)
        self.vote.reason.finished.connect(self._back_to_cells)

    def _keys(self) -> None:
        self.reading.turn_keys(self)
        shortcut = QShortcut(QKeySequence("Ctrl+Down"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._next_open)

    def _show(self) -> None:
        model = self._model
        self.matrix.show_matrix(model.rows, model.heads, model.place)
        subjects = [row.subject for row in model.rows]
        if model.subject in subjects:
            place = translate("BlindCheck", "Bid {place} of {count}")
            self.form.note.setText(place.format(place=subjects.index(model.subject) + 1, count=len(subjects)))
        self._rail_rest.start()
        self._show_bid()

    def _show_rail(self) -> None:
        rows = self.bids_in_rail()
        if rows != self._rail:
            self._rail = rows
            self.rail_bids.emit(rows)

    def _show_bid(self) -> None:
        model = self._model
        if not model.subject or model.subject == self._shown_bid:
            return
        self._shown_bid = model.subject
        note = translate("BlindCheck", "Technical part · bidder hidden"), translate("BlindCheck", "Blind")
        self.reading.set_document_name(model.label, *note)
        ahead = [(PART, row.subject) for row in model.rows if row.subject != model.subject]
        self.reading.open(PART, model.subject, ahead)

    def _choose(self, subject: str, item: str) -> None:
        self._model.choose(subject, item)
        self.matrix.focus_chosen()

    def _next_open(self) -> None:
        self._model.next_open()
        self.matrix.focus_chosen()

    def _submit(self) -> None:
        if self._model.verdict is not None:
            self._model.submit()

    def _back_to_cells(self) -> None:
        if not self._model.problem:
            self.matrix.focus_chosen()


def _rail_row(row: RowFace, chosen: str) -> SubRow:
    left = sum(1 for cell in row.cells if cell.state == "open")
    state = "current" if row.subject == chosen else "todo" if left else "done"
    if row.rejection:
        trailing = translate("BlindCheck", "rejected")
    elif left:
        trailing = translate("BlindCheck", "to be voted")
    else:
        trailing = translate("BlindCheck", "voted")
    return SubRow(row.subject, row.label, state, trailing)
