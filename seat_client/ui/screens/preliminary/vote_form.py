"""The vote on the chosen cell, the failures already formed, and the footer with this seat's progress."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from seat_client.ui.clock import clock_seconds
from seat_client.ui.fonts import font
from seat_client.ui.language import translate
from seat_client.ui.screens.preliminary.ground_list import GroundList
from seat_client.ui.screens.preliminary.grounds import group_words
from seat_client.ui.screens.preliminary.rows import FormedFailure
from seat_client.ui.screens.preliminary.view_model import PreliminaryModel
from seat_client.ui.style import set_state
from seat_client.ui.tokens import COLOR, FONT, SIZE
from seat_client.ui.widgets.buttons import PrimaryButton, YieldingButton, secondary_button
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.text import StateLine, chip, label, paragraph, yielding

REASON_HEIGHT = 84
MOST_SQUARES = 11
"""Committees larger than this see the counts in the chip alone."""


class VoteReason(QPlainTextEdit):
    """Enter is a new line, Ctrl+Enter submits, Tab leaves."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("vote-reason")
        self.setAccessibleName(translate("Preliminary", "Reason for failing"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(REASON_HEIGHT)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class VoteCard(Card):
    """Pass or fail of one item of one bid; a failure needs its reason."""

    document_wanted = Signal(str)
    """The part of the chosen bid to read."""

    def __init__(self, model: PreliminaryModel, documents: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__("current", (17, 14, 17, 16), 10)
        self._model = model
        self._title, self._group = label("", "read-strong"), yielding("", "caption")
        self._title.setWordWrap(True)
        self._bid = label("", "strong", "", "vote-bid")
        self._bid.setWordWrap(True)
        self._state = paragraph("", state="secondary")
        self.passes = secondary_button(translate("Preliminary", "Pass"), "verdict")
        self.fails = secondary_button(translate("Preliminary", "Fail"), "verdict")
        self.grounds, self.reason = GroundList(model.grounds), VoteReason()
        self._problem = StateLine("", "bad")
        self.submit = PrimaryButton("")
        self._failing = QWidget()
        self._build(documents)
        self._connect()
        self.show_model()

    def show_model(self) -> None:
        model = self._model
        head = model.head
        self._title.setText(head.title if head is not None else "")
        self._group.setText(group_words(head.group) if head is not None else "")
        self._bid.setText(model.label)
        self._state.setText(model.state_words)
        self._state.setVisible(bool(model.state_words))
        for button, verdict in ((self.passes, True), (self.fails, False)):
            button.setVisible(not model.state_words)
            button.setChecked(model.verdict is verdict)
        self._failing.setVisible(model.verdict is False and not model.state_words)
        self._show_reason(model.reason)
        self._problem.show_state(model.problem or model.fault, "bad", "cross")
        set_state(self.reason, "bad" if model.problem else "")
        self._show_submit()

    def _show_submit(self) -> None:
        model = self._model
        self.submit.setVisible(not model.state_words)
        self.submit.set_words(model.submit_words)
        self.submit.block(model.obstacle)

    def _show_reason(self, reason: str) -> None:
        if self.reason.toPlainText() != reason:
            self.reason.blockSignals(True)
            self.reason.setPlainText(reason)
            self.reason.blockSignals(False)

    def _build(self, documents: tuple[tuple[str, str], ...]) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._group, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        self.column.addWidget(self._bid)
        self.column.addWidget(self._state)
        if documents:
            self.column.addLayout(self._document_row(documents))
        self.column.addLayout(self._verdict_row())
        self.column.addWidget(self._failing)
        self._build_failing()
        self.column.addWidget(self._problem)
        self.submit.setObjectName("vote-submit")
        self.column.addWidget(self.submit)

    def _document_row(self, documents: tuple[tuple[str, str], ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for part, words in documents:
            button = secondary_button(words, "tool", "document", kind=YieldingButton)
            button.setObjectName(f"document-{part}")
            button.clicked.connect(lambda _=False, part=part: self.document_wanted.emit(part))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _verdict_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for name, button in (("vote-pass", self.passes), ("vote-fail", self.fails)):
            button.setObjectName(name)
            row.addWidget(button, 1)
        return row

    def _build_failing(self) -> None:
        column = QVBoxLayout(self._failing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(yielding(translate("Preliminary", "Reason for failing"), "label"))
        head.addStretch(1)
        head.addWidget(yielding(translate("Preliminary", "required, stands in the report"), "caption"))
        column.addLayout(head)
        column.addWidget(self.reason)
        column.addWidget(self.grounds)

    def _connect(self) -> None:
        model = self._model
        self.passes.clicked.connect(lambda: model.set_verdict(True))
        self.fails.clicked.connect(self.fail_and_explain)
        self.grounds.taken.connect(self._take_ground)
        self.reason.textChanged.connect(lambda: model.write_reason(self.reason.toPlainText()))
        self.reason.finished.connect(model.submit)
        self.submit.clicked.connect(model.submit)
        model.changed.connect(self.show_model)

    def fail_and_explain(self) -> None:
        """Choose to fail and bring the keyboard to the reason."""
        self._model.set_verdict(False)
        if self._model.can_vote:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_ground(self, words: str) -> None:
        before = self.reason.toPlainText().rstrip()
        self.reason.setPlainText(f"{before}\n{words}" if before else words)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


class FormedList(QWidget):
    """What the committee has formed against bids: counts and reasons, never who."""

    def __init__(self, model: PreliminaryModel) -> None:
        super().__init__()
        self._model = model
        self._shown: tuple[FormedFailure, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        model.changed.connect(self.show_model)
        self.show_model()

    def show_model(self) -> None:
        formed = self._model.formed
        if formed != self._shown:
            self._shown = formed
            clear(self._column)
            for failure in formed:
                self._column.addWidget(_failure_card(failure))


def _failure_card(failure: FormedFailure) -> Card:
    card = Card("", (17, 12, 17, 14), 8)
    head = QHBoxLayout()
    title = translate("Preliminary", "Failure formed") if failure.rejected else translate("Preliminary", "Not failed")
    head.addWidget(StateLine(title, "bad" if failure.rejected else "ok", role="read-strong", size=20))
    head.addStretch(1)
    counts = translate("Preliminary", "fail {fails} : pass {passes}")
    head.addWidget(chip(counts.format(fails=failure.fails, passes=failure.passes), "bad" if failure.rejected else ""))
    card.column.addLayout(head)
    bid = translate("Preliminary", "{bid} · {item}").format(bid=failure.label, item=failure.item)
    card.column.addWidget(paragraph(bid, "strong"))
    if failure.fails + failure.passes <= MOST_SQUARES:
        card.column.addLayout(_squares(failure))
    for reason in failure.reasons:
        card.column.addWidget(paragraph(reason, state="secondary"))
    return card


def _squares(failure: FormedFailure) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    for _ in range(failure.fails):
        row.addWidget(_Square(translate("Preliminary", "Fail"), "bad"), 1)
    for _ in range(failure.passes):
        row.addWidget(_Square(translate("Preliminary", "Pass"), "ok"), 1)
    return row


class _Square(QWidget):
    """One vote of the count; its place in the row says nothing about who cast it."""

    def __init__(self, words: str, token: str) -> None:
        super().__init__()
        self._words, self._token = words, token
        self.setFixedHeight(30)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(COLOR[self._token]))
        painter.setBrush(QColor(COLOR[f"{self._token}-weak"]))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, SIZE["radius-s"], SIZE["radius-s"])
        painter.setFont(font(FONT["caption"]))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._words)


class VoteFooter(QWidget):
    """How many items this seat has voted on, whether they are saved, and what is left."""

    def __init__(self, model: PreliminaryModel) -> None:
        super().__init__()
        self._model = model
        self._voted, self._total = label("", "score", "", "votes-done"), label("", "caption", "secondary")
        self.saved = StateLine("", "", "", "label")
        self.saved.setObjectName("saved-state")
        self.left = PrimaryButton("")
        self.left.setObjectName("votes-left")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(translate("Preliminary", "This seat"), "label"))
        row.addWidget(self._voted)
        row.addWidget(self._total)
        row.addStretch(1)
        row.addWidget(self.saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.left)
        model.changed.connect(self.show_model)
        self.show_model()

    def show_model(self) -> None:
        model = self._model
        counts = model.counts
        self._voted.setText(str(counts.voted))
        self._total.setText(translate("Preliminary", "/ {total} items").format(total=counts.total))
        self.left.set_words(model.footer_words)
        self.left.block(model.footer_words)
        if model.fault:
            self.saved.show_state(model.fault, "bad")
        elif not model.connected:
            self.saved.show_state(translate("Preliminary", "Kept here, not sent"), "warn")
        elif model.saving:
            self.saved.show_state(translate("Preliminary", "Saving …"), "", "sync")
        elif model.saved_at is not None:
            at = clock_seconds(model.saved_at)
            self.saved.show_state(translate("Preliminary", "Saved {time}").format(time=at), "ok")
        else:
            self.saved.show_state("")


def filter_button(name: str) -> QPushButton:
    """A toolbar button that stays pressed while its filter holds."""
    button = secondary_button("", "choice")
    button.setObjectName(name)
    return button
