"""Calm while the line is down: how long is left, what waits, what works, what does not, and the way back."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.fault.parts import AbilityCard, LogList, PendingCard, TimeCard
from seat_client.ui.screens.fault.view_model import FaultModel
from seat_client.ui.style import set_property
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.buttons import PrimaryButton, secondary_button
from seat_client.ui.widgets.layers import ConfirmDialog
from seat_client.ui.widgets.pages import WorkbenchFrame, scroll_area
from seat_client.ui.widgets.text import StateLine, label, paragraph


class FaultView(WorkbenchFrame):
    """Enter goes back to work, R tries again, F1 helps."""

    back_requested = Signal()
    retry_requested = Signal()

    def __init__(self, model: FaultModel) -> None:
        super().__init__(translate("Fault", "What happened"), translate("Fault", "calibrated time of this seat"))
        self._model = model
        self.toolbar.hide()
        self.time, self.pending = TimeCard(), PendingCard()
        self.works = AbilityCard("check", "ok", translate("Fault", "Goes on"))
        self.waits = AbilityCard("warning", "warn", translate("Fault", "Not possible now"))
        self.log = LogList()
        self.primary = PrimaryButton(model.back_words)
        self.primary.setObjectName("fault-back")
        self.primary.clicked.connect(self.back_requested)
        self._heading = label("", "heading", name="fault-heading")
        self._sentence = paragraph("", state="secondary")
        self._place()
        self._fill_form()
        model.changed.connect(self._show)
        self.apply_frame(self.frame_now)
        self._show()

    def initial_focus(self) -> QWidget:
        return self.primary or self

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        if not hasattr(self, "_grid"):
            return
        set_property(self._heading, "role", "headline" if frame.compact else "heading")
        side, top = (20, 8) if frame.compact else (32, 24)
        self._column.setContentsMargins(side, top, side, 8 if frame.compact else 40)
        self._column.setSpacing(8 if frame.compact else 16)
        self._grid.setSpacing(12 if frame.compact else 16)
        for card in (self.time, self.pending, self.works, self.waits):
            card.fit(frame)

    def show_time(self, now: datetime) -> None:
        self._model.tick()

    def escape(self) -> bool:
        self.back_requested.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_R and not event.modifiers():
            self.retry_requested.emit()
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + (1 if event.key() == Qt.Key.Key_PageDown else -1) * bar.pageStep())
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(16)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._heading)
        texts.addWidget(self._sentence)
        head.addLayout(texts, 1)
        if self.primary is not None:
            head.addWidget(self.primary, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(head)
        self._grid = QGridLayout()
        self._grid.addWidget(self.time, 0, 0)
        self._grid.addWidget(self.pending, 0, 1)
        self._grid.addWidget(self.works, 1, 0)
        self._grid.addWidget(self.waits, 1, 1)
        self._grid.setRowStretch(0, 3)
        self._grid.setRowStretch(1, 5)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self._column.addLayout(self._grid, 1)
        self._area = scroll_area(inside)
        self.body.addWidget(self._area, 1)

    def _fill_form(self) -> None:
        self.form.body.addWidget(self.log)
        self.form.body.addStretch(1)
        self.form.footer.addWidget(
            paragraph(
                translate(
                    "Fault",
                    "To break the evaluation off the committee votes and the centre seals all seats; "
                    "nobody seals a seat alone.",
                ),
                "label",
                "secondary",
            )
        )
        self._problem = StateLine("", "bad", "", "label", wrap=True)
        self._problem.setObjectName("problem")
        self.form.footer.addWidget(self._problem)
        self.seal = secondary_button(translate("Fault", "Ask for sealing"), "danger")
        self.seal.setObjectName("ask-seal")
        self.seal.clicked.connect(self._ask_seal)
        self.form.footer.addWidget(self.seal)

    def _ask_seal(self) -> None:
        dialog = ConfirmDialog(
            self,
            translate("Fault", "Ask the committee to seal?"),
            translate("Fault", "All members vote on it. If it is carried, the centre seals every seat."),
            [],
            translate("Fault", "Put the motion"),
            icon="warning",
        )
        if dialog.primary is not None:
            dialog.primary.setObjectName("confirm-dialog-yes")
        dialog.confirmed.connect(self._model.ask_seal)
        dialog.open()

    def _show(self) -> None:
        model = self._model
        self._heading.setText(model.heading)
        self._sentence.setText(model.sentence)
        self.time.show_model(model)
        self.pending.show_model(model)
        self.works.show_lines(model.works)
        self.waits.show_lines(model.waits)
        self.log.show_lines(model.log)
        self._problem.show_state(model.problem, "bad")
        obstacle = model.seal_obstacle
        self.seal.setEnabled(not obstacle)
        self.seal.setText(obstacle or translate("Fault", "Ask for sealing"))
        self.seal.setAccessibleDescription(obstacle)
        if self.primary is not None:
            self.primary.set_words(model.back_words)
