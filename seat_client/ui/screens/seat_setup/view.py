"""The page of one step: its settings in two columns, or the file that comes of them all and the one-time code."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.seat_setup.fields import Kind, SettingField
from seat_client.ui.screens.seat_setup.view_model import LONGEST, SeatSetupModel
from seat_client.ui.style import set_state
from seat_client.ui.tokens import SIZE, Frame
from seat_client.ui.widgets.buttons import PrimaryButton, allow, secondary_button
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.choice import ChoiceBox
from seat_client.ui.widgets.pages import OneTaskFrame
from seat_client.ui.widgets.plates import SeatPlate
from seat_client.ui.widgets.text import StateLine, label, paragraph

CODE_LENGTH = 60


class SeatSetupView(OneTaskFrame):
    """Enter goes on, Esc goes back; each step is a page of its own."""

    def __init__(self, model: SeatSetupModel) -> None:
        step = model.steps[model.step]
        titles = [each.title for each in model.steps]
        super().__init__(step.title, step.sentence, steps=titles, current=model.step)
        self._model = model
        self._step = model.step
        self.entries = [Entry(field, model) for field in step.fields]
        self.header.show_titles(translate("SeatSetup", "Set up this seat"), model.name)
        self.action_bar.help.hide()
        self.problem = StateLine("", "bad", "warning", "strong", 20, wrap=True)
        self.back = secondary_button(translate("SeatSetup", "Back (Esc)"))
        self.primary = PrimaryButton("")
        self._place_buttons()
        if model.last:
            self.preview = QPlainTextEdit(model.text())
            self.code = QLineEdit()
            self.enrol = secondary_button(translate("SeatSetup", "Get the certificate"))
            self._place_end()
        else:
            self._place_entries()
        self.content.addWidget(self.problem)
        model.changed.connect(self._show)
        self.apply_frame(self.frame_now)
        self._show()

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        if hasattr(self, "_grid"):
            self._grid.setHorizontalSpacing(frame.gutter)
            self._grid.setVerticalSpacing(8 if frame.compact else 20)

    def initial_focus(self) -> QWidget:
        return self.entries[0].field if self.entries else self.primary or self

    def show_seat(self, plate: SeatPlate) -> None:
        """The header names the file; the seat is only being set up."""

    def escape(self) -> bool:
        if self._model.back():
            self.turned.emit(lambda: SeatSetupView(self._model))
        return True

    # --- the parts --------------------------------------------------------------------------------

    def _place_buttons(self) -> None:
        self.back.clicked.connect(self.escape)
        self.back.setVisible(self._model.step > 0)
        if self.primary is not None:
            self.primary.clicked.connect(self._go_on)
            self.action_bar.add_button(self.back)
            self.action_bar.add_button(self.primary, 240)

    def _place_entries(self) -> None:
        self._grid = QGridLayout()
        for number, entry in enumerate(self.entries):
            self._grid.addWidget(entry, number // 2, number % 2)
        for column in range(2):
            self._grid.setColumnStretch(column, 1)
        self.content.addLayout(self._grid)
        self.content.addStretch(1)

    def _place_end(self) -> None:
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(translate("SeatSetup", "The file"))
        self.code.setMaxLength(CODE_LENGTH)
        self.code.setMinimumHeight(SIZE["target"])
        self.code.setEchoMode(QLineEdit.EchoMode.Password)
        self.code.setAccessibleName(translate("SeatSetup", "One-time code"))
        self.code.textChanged.connect(self._show)
        self.enrol.clicked.connect(self._enrol)
        columns = QHBoxLayout()
        columns.setSpacing(40)
        columns.addWidget(self.preview, 11)
        columns.addLayout(self._certificate(), 9)
        self.content.addLayout(columns, 1)

    def _certificate(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        self.saved = StateLine("", "ok", "check", "strong", 20, wrap=True)
        column.addWidget(self.saved)
        card = Card()
        card.column.addWidget(label(translate("SeatSetup", "Certificate of this seat"), "read-strong"))
        words = translate("SeatSetup", "The centre gives a one-time code for each seat; the key is made here.")
        card.column.addWidget(paragraph(words, "label", "secondary"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.code, 1)
        row.addWidget(self.enrol)
        card.column.addLayout(row)
        self.enrolled = StateLine("", "ok", "check", "label", wrap=True)
        card.column.addWidget(self.enrolled)
        column.addWidget(card)
        column.addStretch(1)
        return column

    # --- what is shown ----------------------------------------------------------------------------

    def _show(self) -> None:
        model = self._model
        if model.step != self._step:
            return  # devices were found while the page of the next step is on its way
        for entry in self.entries:
            entry.offer(model.found.get(entry.setting.key, ()) if entry.setting.table == "devices" else ())
        self.problem.show_state(model.problem, "bad", "warning")
        self.problem.setVisible(bool(model.problem))
        if self.primary is not None:
            self.primary.set_words(self._next_words())
        if model.last:
            self._show_end()

    def _next_words(self) -> str:
        if not self._model.last:
            return translate("SeatSetup", "Next")
        return translate("SeatSetup", "Close") if self._model.saved else translate("SeatSetup", "Save")

    def _show_end(self) -> None:
        model = self._model
        words = translate("SeatSetup", "Saved. The seat goes by it from its next start on.")
        self.saved.show_state(words if model.saved else "", "ok", "check")
        self.saved.setVisible(model.saved)
        reason = ""
        if not model.saved:
            reason = translate("SeatSetup", "Save first")
        elif model.enrolling:
            reason = translate("SeatSetup", "The centre is being asked")
        elif not self.code.text().strip():
            reason = translate("SeatSetup", "Please enter the one-time code")
        allow(self.enrol, reason)
        self.enrolled.setVisible(bool(model.enrolled))
        told = translate("SeatSetup", "Certificate good until {day}").format(day=model.enrolled)
        self.enrolled.show_state(told if model.enrolled else "", "ok", "check")

    # --- what is done -----------------------------------------------------------------------------

    def _go_on(self) -> None:
        if self._model.last and self._model.saved:
            self._model.finished.emit()
        elif self._model.last:
            self._model.save()
        elif self._model.forward():
            self.turned.emit(lambda: SeatSetupView(self._model))
        else:
            self._name_faults()

    def _name_faults(self) -> None:
        for entry in self.entries:
            entry.show_fault()
        first = next(entry for entry in self.entries if self._model.fault(entry.setting))
        first.field.setFocus()

    def _enrol(self) -> None:
        self._model.enrol(self.code.text())
        self.code.clear()


class Entry(QWidget):
    """One setting: its name, where it is entered, and what it may be or why it cannot stand."""

    def __init__(self, setting: SettingField, model: SeatSetupModel) -> None:
        super().__init__()
        self.setting, self._model = setting, model
        self.field = self._made()
        self.field.setAccessibleName(setting.title)
        self.field.setAccessibleDescription(setting.hint)
        self.field.setMinimumHeight(max(self.field.minimumHeight(), SIZE["target"]))
        self._hint = StateLine(setting.hint, "plain", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (label(setting.title, "strong"), self.field, self._hint):
            column.addWidget(part)
        column.addStretch(1)

    def offer(self, values: tuple[str, ...]) -> None:
        """Add what is plugged in to what may be chosen; what stands in the field stays."""
        if self.setting.kind is not Kind.DEVICE or not isinstance(self.field, ChoiceBox):
            return
        known = {self.field.itemText(number) for number in range(self.field.count())}
        standing = self.field.currentText()
        self.field.addItems([value for value in values if value not in known])
        self.field.setEditText(standing)

    def show_fault(self) -> None:
        """Say why this cannot stand, or again what it may be."""
        fault = self._model.fault(self.setting)
        set_state(self.field, "bad" if fault else "")
        self._hint.show_state(fault or self.setting.hint, "bad" if fault else "plain")

    def _made(self) -> QLineEdit | ChoiceBox:
        text = self._model.entered(self.setting)
        if self.setting.choices:
            return self._choice(text)
        if self.setting.kind is Kind.DEVICE:
            box = ChoiceBox(self.setting.title, editable=True)
            box.setEditText(text)
            if (line := box.lineEdit()) is not None:
                line.setMaxLength(LONGEST)
            box.editTextChanged.connect(self._enter)
            return box
        line = QLineEdit(text)
        line.setMaxLength(LONGEST)
        line.textChanged.connect(self._enter)
        return line

    def _choice(self, text: str) -> ChoiceBox:
        """What the file holds is among the choices, also where it is none that is offered."""
        box = ChoiceBox(self.setting.title)
        for value, words in self.setting.choices:
            box.addItem(words, value)
        plain = text.replace(" ", "")
        if box.findData(plain) < 0:
            box.addItem(text, plain)
        box.setCurrentIndex(box.findData(plain))
        box.currentIndexChanged.connect(lambda _: self._enter(str(box.currentData())))
        return box

    def _enter(self, text: str) -> None:
        self._model.enter(self.setting, text)
        self.show_fault()
