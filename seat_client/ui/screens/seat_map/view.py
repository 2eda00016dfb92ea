"""The page: a card for every seat that told of a self-test, the worst first."""

from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from seat_client.services.self_test.result import Check, State
from seat_client.ui.clock import clock, day_and_clock
from seat_client.ui.language import translate
from seat_client.ui.screens.seat_map.view_model import SeatMapModel
from seat_client.ui.self_test_sentences import state_words, titles
from seat_client.ui.style import set_property
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.bars import StepHeader
from seat_client.ui.widgets.buttons import allow, secondary_button
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.pages import Page, PageKind, scroll_area
from seat_client.ui.widgets.plates import SeatPlate
from seat_client.ui.widgets.text import StateLine, label, paragraph
from seat_client.wire.seats import SeatHealth

_WIDE, _COMPACT = 4, 3
_LOOKS = {"pass": "ok", "remind": "warn", "fail": "bad"}


class SeatMapView(Page):
    """F5 asks again, Esc goes back."""

    kind: ClassVar[PageKind] = PageKind.ONE_TASK
    left = Signal()

    def __init__(self, model: SeatMapModel) -> None:
        super().__init__()
        self._model = model
        self.header = StepHeader()
        self.header.show_note(translate("SeatMap", "Technician signed in"), "", "user")
        self._heading = label(translate("SeatMap", "Seats"), "heading")
        self._sentence = paragraph("", state="secondary")
        self._problem = StateLine("", "bad", "warning", "strong", 20, wrap=True)
        self.again = secondary_button(translate("SeatMap", "Ask again (F5)"), icon="sync")
        self.back = secondary_button(translate("SeatMap", "Back (Esc)"))
        self._place()
        self.again.clicked.connect(model.ask)
        self.back.clicked.connect(self.left)
        model.changed.connect(self._show)
        self.apply_frame(self.frame_now)
        self._show()

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        if not hasattr(self, "_column"):
            return
        set_property(self._heading, "role", "headline" if frame.compact else "heading")
        side = 16 if frame.compact else 32
        self._column.setContentsMargins(side, 12 if frame.compact else 24, side, 12)
        self._show()

    def initial_focus(self) -> QWidget:
        return self.again

    def show_seat(self, plate: SeatPlate) -> None:
        room = " · ".join(part for part in (plate.centre, plate.room) if part)
        self.header.show_titles(room, f"{plate.seat}　{translate('SeatMap', 'Seats')}")

    def show_time(self, now: datetime) -> None:
        self.header.show_time(clock(now))

    def escape(self) -> bool:
        self.left.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self._model.ask()
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._heading)
        words.addWidget(self._sentence)
        head.addLayout(words, 1)
        for button in (self.back, self.again):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(head)
        self._column.addWidget(self._problem)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        self._column.addLayout(self._grid)
        self._column.addStretch(1)
        column.addWidget(scroll_area(inside), 1)

    def _show(self) -> None:
        model = self._model
        self._sentence.setText(model.sentence)
        self._problem.show_state(model.problem, "bad", "warning")
        self._problem.setVisible(bool(model.problem))
        allow(self.again, translate("SeatMap", "The centre is being asked") if model.busy else "")
        clear(self._grid)
        columns = _COMPACT if self.frame_now.compact else _WIDE
        for number, seat in enumerate(model.seats):
            self._grid.addWidget(SeatCard(seat), number // columns, number % columns)
        for column in range(_WIDE):
            self._grid.setColumnStretch(column, int(column < columns))


class SeatCard(Card):
    """One seat: how its last self-test went, when, with which version, and the checks to be seen to."""

    def __init__(self, seat: SeatHealth) -> None:
        look = _LOOKS[seat.verdict]
        super().__init__(look if look != "ok" else "", (16, 14, 16, 14), 6)
        state = StateLine(state_words(State(seat.verdict)), look, role="strong")
        head = QHBoxLayout()
        head.addWidget(label(seat.seat, "read-strong"), 1)
        head.addWidget(state)
        self.column.addLayout(head)
        when = day_and_clock(datetime.fromisoformat(seat.at))
        kind = translate("SeatMap", "short") if seat.short else translate("SeatMap", "complete")
        self.column.addWidget(paragraph(f"{when} · {kind} · {seat.version}", "label", "secondary"))
        wrong = " · ".join(_name(check) for check in (*seat.failed, *seat.reminded))
        if wrong:
            self.column.addWidget(paragraph(wrong, "label"))
        self.column.addStretch(1)
        self.setAccessibleName("，".join(part for part in (seat.seat, state.text(), when, wrong) if part))


def _name(check: str) -> str:
    """What a check is called; one that a newer release has is named by its code."""
    return titles()[Check(check)] if check in set(Check) else check
