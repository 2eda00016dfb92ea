"""One disputed item scored anew: the value, the reason, and the signature that makes it the sheet's new revision."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.rulings.view_model import Revision
from seat_client.ui.style import set_state
from seat_client.ui.widgets.buttons import allow, secondary_button
from seat_client.ui.widgets.text import StateLine, label

LONGEST_REASON = 2000
FIELD_WIDTH = 120


class RevisionForm(QWidget):
    """Says what is missing on the button; nothing is chosen beforehand."""

    wanted = Signal(str, str)
    """The value and the reason, to be signed."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._revision: Revision | None = None
        self._problem = ""
        title = translate("Rulings", "Your score of this item anew")
        self.value = QLineEdit()
        self.value.setObjectName(f"revision-value-{number}")
        self.value.setAccessibleName(title)
        self.value.setFixedWidth(FIELD_WIDTH)
        self._full = label("", "label", "secondary")
        reason = translate("Rulings", "Reason of the correction")
        self.reason = QPlainTextEdit()
        self.reason.setObjectName(f"revision-reason-{number}")
        self.reason.setAccessibleName(reason)
        self.reason.setFixedHeight(80)
        self.reason.setTabChangesFocus(True)
        self.sign = secondary_button(translate("Rulings", "Sign the correction"), icon="key")
        self.sign.setObjectName(f"sign-revision-{number}")
        self._note = StateLine("", "warn", wrap=True)
        self._place(title, reason)
        self.value.textChanged.connect(lambda: self.show_problem(""))
        self.reason.textChanged.connect(self._show)
        self.sign.clicked.connect(lambda: self.wanted.emit(self.value.text().strip(), self.reason.toPlainText()))

    def show_revision(self, revision: Revision | None) -> None:
        """What is asked of this member, or nothing."""
        self._revision = revision
        self.setVisible(revision is not None)
        self._show()

    def show_problem(self, problem: str) -> None:
        """Say at the field why this cannot be the score; it stays until another one is typed."""
        self._problem = problem
        set_state(self.value, "bad" if problem else "")
        self._show()

    def _place(self, title: str, reason: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(title, "label-strong"))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.value)
        row.addWidget(self._full)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(label(reason, "label-strong"))
        column.addWidget(self.reason)
        foot = QHBoxLayout()
        foot.addWidget(self._note, 1)
        foot.addWidget(self.sign)
        column.addLayout(foot)

    def _show(self) -> None:
        if self._revision is None:
            return
        words = translate("Rulings", "points of {full}, in steps of {step}")
        self._full.setText(words.format(full=self._revision.full, step=self._revision.step))
        missing = self._missing(self._revision)
        self._note.show_state(self._problem or missing, "bad" if self._problem else "warn")
        allow(self.sign, missing)

    def _missing(self, revision: Revision) -> str:
        if not self.value.text().strip():
            return translate("Rulings", "Please type the score")
        length = len(self.reason.toPlainText().strip())
        if not length:
            return translate("Rulings", "Please write the reason")
        if length > LONGEST_REASON:
            return translate("Rulings", "At most {count} characters").format(count=LONGEST_REASON)
        return revision.obstacle
