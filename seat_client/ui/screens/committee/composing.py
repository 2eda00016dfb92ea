"""The forms in which a motion or a question is written."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QButtonGroup, QPlainTextEdit, QVBoxLayout, QWidget

from seat_client.services.unsent import TEXT, Fields, Unsent
from seat_client.ui.language import translate
from seat_client.ui.screens.committee.view_model import LONGEST, CommitteeModel
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import RadioCard
from seat_client.ui.widgets.choice import ChoiceBox, NumberBox
from seat_client.ui.widgets.text import StateLine, label, paragraph

MINUTES = (10, 240)
TEXT_HEIGHT = 132
KEEP_MS = 300  # of quiet until what is written is kept: a write for each letter would be many


class BusinessForm(QWidget):
    """A text, a problem line and the button that says what is missing. What is written outlives the page."""

    def __init__(self, name: str, text_name: str, unsent: Unsent) -> None:
        super().__init__()
        self._unsent = unsent
        self._quiet = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._quiet.timeout.connect(self._keep)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.text = QPlainTextEdit()
        self.text.setObjectName(f"{name}-text")
        self.text.setAccessibleName(text_name)
        self.text.setFixedHeight(TEXT_HEIGHT)
        self.text.setTabChangesFocus(True)
        self.problem = StateLine("", "bad")

    def finish(self) -> None:
        """The text and what is wrong with it, with what was begun before; the button stands in the page's footer."""
        self.column.addWidget(label(self.text.accessibleName(), "strong"))
        self.column.addWidget(self.text)
        self.column.addWidget(self.problem)
        if fields := self._unsent.fields:
            self.fill(fields)
            self.text.setPlainText(str(fields[TEXT]))
            self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.textChanged.connect(self._quiet.start)

    def fields(self) -> Fields:
        """What goes with the text."""
        raise NotImplementedError

    def fill(self, fields: Fields) -> None:
        """Put back what goes with the text, as far as it can still be chosen."""
        raise NotImplementedError

    def leave(self) -> None:
        """The page goes: what is written stays."""
        if self._quiet.isActive():
            self._quiet.stop()
            self._keep()

    def let_go(self) -> None:
        """It was sent."""
        self.text.clear()
        self._quiet.stop()
        self._unsent.drop()

    def _keep(self) -> None:
        self._unsent.keep({TEXT: self.text.toPlainText(), **self.fields()})

    def written(self) -> str:
        return self.text.toPlainText().strip()

    def text_obstacle(self, missing: str) -> str:
        length = len(self.written())
        if length > LONGEST:
            return translate("Committee", "At most {count} characters").format(count=LONGEST)
        return "" if length else missing


class MotionForm(BusinessForm):
    """Choose the kind, fill in what belongs to it, say why."""

    sent = Signal()

    def __init__(self, model: CommitteeModel) -> None:
        super().__init__("motion", translate("Committee", "Reason"), model.unsent_motion)
        self._model = model
        self._group = QButtonGroup(self)
        self._kinds: dict[str, RadioCard] = {}
        for kind in model.kinds:
            button = RadioCard(kind.title)
            button.setObjectName(f"motion-kind-{kind.id}")
            button.setAccessibleDescription(kind.meaning)
            button.toggled.connect(self.refresh)
            self._kinds[kind.id] = button
            self._group.addButton(button)
            self.column.addWidget(button)
        self._meaning = paragraph("", "label", "secondary")
        self.column.addWidget(self._meaning)
        self._add_fields()
        self.send = PrimaryButton(translate("Committee", "Put the motion"))
        self.send.setObjectName("motion-send")
        self.send.clicked.connect(self._send)
        self.text.textChanged.connect(self.refresh)
        self.finish()
        self.refresh()

    def refresh(self) -> None:
        """Show what belongs to the chosen kind, and what is missing."""
        kind = self._kind()
        self._meaning.setText(next((k.meaning for k in self._model.kinds if k.id == kind), ""))
        self.number.setVisible(kind == "extension")
        for field in (self.code, self.criterion):
            field.setVisible(kind == "correction")
        self.problem.show_state(self._model.problem, "bad")
        obstacle = self._obstacle(kind)
        self.send.block(obstacle)

    def _add_fields(self) -> None:
        self.number = NumberBox(
            translate("Committee", "Minutes asked for"),
            translate("Committee", "Ten minutes less"),
            translate("Committee", "Ten minutes more"),
        )
        self.minutes = self.number.value
        self.minutes.setObjectName("motion-minutes")
        self.minutes.setRange(*MINUTES)
        self.minutes.setSingleStep(10)
        self.minutes.setValue(30)
        self.minutes.setSuffix(translate("Committee", " min"))
        self.code = ChoiceBox(translate("Committee", "Bid"))
        self.criterion = ChoiceBox(translate("Committee", "Objective item"))
        self.code.setObjectName("motion-code")
        self.code.addItems(list(self._model.codes))
        self.criterion.setObjectName("motion-criterion")
        for criterion, title in self._model.criteria:
            self.criterion.addItem(f"{criterion} {title}", criterion)
        for field in (self.number, self.code, self.criterion):
            self.column.addWidget(field)

    def _kind(self) -> str:
        return next((kind for kind, button in self._kinds.items() if button.isChecked()), "")

    def _obstacle(self, kind: str) -> str:
        if self._model.motion_obstacle:
            return self._model.motion_obstacle
        if not kind:
            return translate("Committee", "Please choose what you move")
        if kind == "correction" and not self.code.count():
            return translate("Committee", "No bid is under review yet")
        return self.text_obstacle(translate("Committee", "Please write the reason"))

    def _send(self) -> None:
        kind = self._kind()
        is_correction = kind == "correction"
        done = self._model.move(
            kind,
            self.written(),
            minutes=self.minutes.value() if kind == "extension" else 0,
            code=self.code.currentText() if is_correction else "",
            criterion=str(self.criterion.currentData()) if is_correction else "",
        )
        if done:
            self.let_go()
            self.sent.emit()
        self.refresh()

    def fields(self) -> Fields:
        criterion = str(self.criterion.currentData() or "")
        return {
            "kind": self._kind(),
            "minutes": self.minutes.value(),
            "code": self.code.currentText(),
            "item": criterion,
        }

    def fill(self, fields: Fields) -> None:
        if (button := self._kinds.get(str(fields.get("kind")))) is not None:
            button.setChecked(True)
        self.minutes.setValue(int(fields.get("minutes", self.minutes.value())))
        choose(self.code, self.code.findText(str(fields.get("code", ""))))
        choose(self.criterion, self.criterion.findData(fields.get("item")))


class QuestionForm(BusinessForm):
    """Choose whom, write what is unclear; names are told while typing."""

    sent = Signal()

    def __init__(self, model: CommitteeModel) -> None:
        super().__init__("question", translate("Committee", "What is unclear"), model.unsent_question)
        self._model = model
        self.subject = ChoiceBox(translate("Committee", "Bid"))
        self.subject.setObjectName("question-subject")
        for subject, words in model.subjects:
            self.subject.addItem(words, subject)
        self.column.addWidget(label(translate("Committee", "Bid"), "strong"))
        self.column.addWidget(self.subject)
        self.column.addWidget(
            paragraph(
                translate(
                    "Committee",
                    "Only what is ambiguous, inconsistent or plainly miscounted may be asked; the answer must not "
                    "change the substance of the bid (implementing regulations art. 52).",
                ),
                "label",
                "secondary",
            )
        )
        self.send = PrimaryButton(translate("Committee", "Put the question to the committee"))
        self.send.setObjectName("question-send")
        self.send.clicked.connect(self._send)
        self.text.textChanged.connect(self.refresh)
        self.finish()
        self.refresh()

    def refresh(self) -> None:
        """Show what is missing or must not stand in the text."""
        fault = self._model.fault_of(self.written())
        self.problem.show_state(fault or self._model.problem, "bad")
        obstacle = self._obstacle(fault)
        self.send.block(obstacle)

    def _obstacle(self, fault: str) -> str:
        if self._model.question_obstacle:
            return self._model.question_obstacle
        if not self.subject.count():
            return translate("Committee", "No bid is under review yet")
        if fault:
            return translate("Committee", "Please take the name out")
        return self.text_obstacle(translate("Committee", "Please write the question"))

    def _send(self) -> None:
        if self._model.ask(str(self.subject.currentData()), self.written()):
            self.let_go()
            self.sent.emit()
        self.refresh()

    def fields(self) -> Fields:
        return {"subject": str(self.subject.currentData() or "")}

    def fill(self, fields: Fields) -> None:
        choose(self.subject, self.subject.findData(fields.get("subject")))


def choose(box: ChoiceBox, place: int) -> None:
    """Take the entry at this place; -1: it is not there any more."""
    if place >= 0:
        box.setCurrentIndex(place)
