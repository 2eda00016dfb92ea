"""One question: what was found, the reason given, the vote, and what came of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.rulings.revision_form import RevisionForm
from seat_client.ui.screens.rulings.view_model import Choice, QuestionLine
from seat_client.ui.widgets.buttons import allow, secondary_button
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.text import StateLine, glyph, label, paragraph

LONGEST_REASON = 2000


class QuestionCard(Card):
    """A card whose parts come and go with the state of its question."""

    chosen = Signal(object)
    """The `Choice` whose button was pressed."""
    reason_written = Signal(str)
    revision_wanted = Signal(str, str)

    def __init__(self, number: int, line: QuestionLine) -> None:
        super().__init__("", (18, 16, 18, 18), 12)
        self.setObjectName(f"question-{number}")
        self._count = label("", "label", "secondary")
        self._parts = self._beside_the_mark(line)
        self.reason = paragraph("", state="secondary")
        self._parts.addWidget(self.reason)
        self.form = _ReasonForm(number)
        self.form.sent.connect(self.reason_written)
        self._parts.addWidget(self.form)
        self.buttons = [self._button(number, choice) for choice in line.choices]
        self._votes = QWidget()
        row = QHBoxLayout(self._votes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._parts.addWidget(self._votes)
        self.revision = RevisionForm(number)
        self.revision.wanted.connect(self.revision_wanted)
        self._parts.addWidget(self.revision)
        self.outcome = StateLine("", "ok", "", "strong", 20)
        self.outcome.setObjectName(f"outcome-{number}")
        self._parts.addWidget(self.outcome)

    def show_line(self, line: QuestionLine, size: int, *, saving: bool) -> None:
        """Bring the card up to date."""
        words = translate("Rulings", "Voted {cast} / {size}")
        self._count.setText(words.format(cast=line.cast if not line.ruling else size, size=size))
        self.reason.setText(_reason_words(line))
        self.reason.setVisible(bool(self.reason.text()))
        self.form.setVisible(line.asks_reason)
        self.form.show_sent(bool(line.reason))
        self._votes.setVisible(line.open and bool(line.choices))
        for button in self.buttons:
            button.setEnabled(not saving and self._may_vote(line))
        self.revision.show_revision(line.revision)
        self._show_outcome(line)
        for button in self.buttons:  # the line below says why
            button.setAccessibleDescription("" if button.isEnabled() else self.outcome.text())

    def _beside_the_mark(self, line: QuestionLine) -> QVBoxLayout:
        """Title and figures; the other parts follow below them."""
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(glyph("warning", "warn", 22), 0, Qt.AlignmentFlag.AlignTop)
        texts, parts = QVBoxLayout(), QVBoxLayout()
        texts.setSpacing(4)
        parts.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(paragraph(line.title, "strong"), 1)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        texts.addLayout(head)
        texts.addWidget(paragraph(line.account, state="secondary"))
        parts.addLayout(texts)
        row.addLayout(parts, 1)
        self.column.addLayout(row)
        return parts

    def _button(self, number: int, choice: Choice) -> QPushButton:
        button = secondary_button(choice.words)
        button.setObjectName(f"ruling-{choice.decision}-{number}")
        button.clicked.connect(lambda: self.chosen.emit(choice))
        return button

    def _may_vote(self, line: QuestionLine) -> bool:
        return not line.awaits and not (line.asks_reason and not line.reason)

    def _show_outcome(self, line: QuestionLine) -> None:
        if line.revised:
            self.outcome.show_state(
                translate("Rulings", "Signed anew; the values are shown when all have signed"), "ok"
            )
        elif line.ruling:
            words = translate("Rulings", "The committee voted: {ruling} ({votes})")
            self.outcome.show_state(words.format(ruling=line.ruling, votes=line.votes), "ok")
        elif line.own_vote:
            words = translate("Rulings", "Your vote: {vote}. The result is shown when all have voted.")
            self.outcome.show_state(words.format(vote=line.own_vote), "accent")
        elif line.awaits and not line.asks_reason:
            self.outcome.show_state(line.awaits, "warn")
        else:
            self.outcome.show_state("")


class _ReasonForm(QWidget):
    """The member in question writes the reason for the own score, before voting."""

    sent = Signal(str)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.field = QPlainTextEdit()
        self.field.setObjectName(f"reason-{number}")
        self.field.setFixedHeight(96)
        self.field.setTabChangesFocus(True)
        title = translate("Rulings", "This question concerns your own score: please write your reason")
        self.field.setAccessibleName(title)
        self.send = secondary_button(translate("Rulings", "Send the reason"))
        self.send.setObjectName(f"send-reason-{number}")
        self.send.clicked.connect(lambda: self.sent.emit(self.field.toPlainText()))
        self.field.textChanged.connect(self._show)
        self._note = label("", "label", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(title, "label-strong"))
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.addWidget(self._note, 1)
        row.addWidget(self.send)
        column.addLayout(row)
        self._sent = False
        self._show()

    def show_sent(self, sent: bool) -> None:
        """Whether a reason stands already; it may be written anew until the committee has ruled."""
        self._sent = sent
        self._show()

    def _show(self) -> None:
        text = self.field.toPlainText().strip()
        wanted = "" if text else translate("Rulings", "Please write the reason first")
        too_long = translate("Rulings", "At most {count} characters").format(count=LONGEST_REASON)
        allow(self.send, too_long if len(text) > LONGEST_REASON else wanted)
        if len(text) > LONGEST_REASON:
            words = too_long
        elif self._sent:
            words = translate("Rulings", "Reason sent; the committee reads it before it votes")
        else:
            words = translate("Rulings", "The reason is needed before your vote")
        self._note.setText(words)


def _reason_words(line: QuestionLine) -> str:
    if line.reason:
        return translate("Rulings", "{title}: {text}").format(title=line.reason_title, text=line.reason)
    if line.reason_title and not line.asks_reason:
        return translate("Rulings", "{title}: not received yet").format(title=line.reason_title)
    return ""
