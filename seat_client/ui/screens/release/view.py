"""What will be wiped left, how far it has come right; one confirmation below."""

from datetime import timedelta

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from seat_client.ui.clock import clock
from seat_client.ui.language import translate
from seat_client.ui.screens.release.view_model import ReleaseModel
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import Card, FactRows, NoteCard
from seat_client.ui.widgets.layers import ConfirmDialog
from seat_client.ui.widgets.pages import OneTaskFrame, scroll_area
from seat_client.ui.widgets.text import StateLine, glyph, label, paragraph


class ReleaseView(OneTaskFrame):
    """Confirm once; the rest goes by itself and says where it is."""

    def __init__(self, model: ReleaseModel) -> None:
        super().__init__(
            translate("Release", "Release and wipe"),
            translate(
                "Release", "The report is signed. Confirm, and everything of this project is erased on this seat."
            ),
        )
        self._model = model
        self.primary = PrimaryButton(translate("Release", "Wipe and release the seat"), "shield")
        self.primary.setObjectName("confirm-release")
        self.primary.clicked.connect(self._ask)
        self._problem, self._hint = StateLine("", "bad"), label("", "label", "secondary")
        self._problem.setObjectName("problem")
        self.action_bar.add_notes(self._problem, self._hint)
        self.action_bar.add_button(self.primary, 280)
        self._columns = QHBoxLayout()
        self._columns.addWidget(self._left(), 11)
        self._columns.addWidget(self._right(), 9)
        self.content.addLayout(self._columns, 1)
        model.changed.connect(self._show)
        self.apply_frame(self.frame_now)
        self._show()

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self._columns.setSpacing(frame.gutter)

    def show_connection(self, connected: bool) -> None:
        self._model.show_connection(connected)

    def leave(self) -> None:
        self._model.leave()

    def _left(self) -> QWidget:
        box, column = _column(translate("Release", "1. What is wiped"))
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        card = Card("", (20, 8, 20, 8), 0)
        for icon, title, text in _wiped():
            card.column.addWidget(_wiped_row(icon, title, text))
        inner.addWidget(card)
        inner.addWidget(
            NoteCard(
                translate(
                    "Release", "The centre keeps the signed report and the record; nothing of it depends on this seat."
                )
            )
        )
        inner.addStretch(1)
        column.addWidget(scroll_area(inside), 1)
        return box

    def _right(self) -> QWidget:
        box, column = _column(translate("Release", "2. Release"))
        column.addWidget(FactRows(_hours(self._model)))
        card = Card("", (20, 18, 20, 18), 14)
        self._steps = [StateLine("", "todo", "", "", 22) for _ in range(3)]
        for number, line in enumerate(self._steps):
            line.setObjectName(f"release-step-{number}")
            card.column.addWidget(line)
        column.addWidget(card)
        self.done = _DoneCard()
        column.addWidget(self.done)
        column.addStretch(1)
        return box

    def _show(self) -> None:
        model = self._model
        for line, (words, state) in zip(self._steps, _progress(model), strict=True):
            line.show_state(words, state)
        self.done.setVisible(model.finished)
        self._problem.show_state(model.problem, "bad")
        self._hint.setText(_hint(model))
        self.hold(model.obstacle)

    def _ask(self) -> None:
        dialog = ConfirmDialog(
            self,
            translate("Release", "Wipe this seat now?"),
            translate("Release", "What is wiped cannot be brought back on this seat. The centre holds the record."),
            [],
            translate("Release", "Wipe and release"),
            icon="warning",
        )
        if dialog.primary is not None:
            dialog.primary.setObjectName("confirm-dialog-yes")
        dialog.confirmed.connect(self._model.confirm)
        dialog.open()


class _DoneCard(Card):
    def __init__(self) -> None:
        super().__init__("done", (24, 20, 24, 22), 8)
        done = StateLine(translate("Release", "You may leave the seat"), "ok", "check", "headline", 28)
        done.setObjectName("may-leave")
        self.column.addWidget(done)
        self.column.addWidget(
            paragraph(
                translate("Release", "Please take your signing key with you. What was seen here stays confidential."),
                state="secondary",
            )
        )


def _wiped() -> list[tuple[str, str, str]]:
    return [
        (
            "document",
            translate("Release", "Bid documents"),
            translate("Release", "every encrypted copy on this seat"),
        ),
        (
            "edit",
            translate("Release", "Own entries"),
            translate("Release", "votes, scores and reasons typed here, after the centre holds them all"),
        ),
        (
            "list",
            translate("Release", "The centre's record as kept here"),
            translate("Release", "names, codes, rulings and the summary"),
        ),
        (
            "key",
            translate("Release", "Keys of the documents"),
            translate("Release", "what could still open a copy left anywhere"),
        ),
    ]


def _wiped_row(icon: str, title: str, text: str) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 12, 0, 12)
    row.setSpacing(14)
    row.addWidget(glyph(icon, "ink-2", 24))
    texts = QVBoxLayout()
    texts.setSpacing(2)
    texts.addWidget(label(title, "strong"))
    texts.addWidget(paragraph(text, "label", "secondary"))
    row.addLayout(texts, 1)
    return box


def _hours(model: ReleaseModel) -> list[tuple[str, str]]:
    begun = "—" if model.signed_in_at is None else clock(model.signed_in_at)
    return [
        (translate("Release", "Signed in"), begun),
        (translate("Release", "Report closed"), clock(model.ended_at)),
        (translate("Release", "Hours worked"), "—" if model.worked is None else _span(model.worked)),
    ]


def _span(worked: timedelta) -> str:
    hours, minutes = divmod(max(0, int(worked.total_seconds())) // 60, 60)
    return translate("Release", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)


def _progress(model: ReleaseModel) -> list[tuple[str, str]]:
    return [_documents_step(model), _centre_step(model), _record_step(model)]


def _documents_step(model: ReleaseModel) -> tuple[str, str]:
    if not model.confirmed:
        return translate("Release", "Bid documents: kept encrypted until you confirm"), "todo"
    words = translate("Release", "Bid documents wiped: {count}")
    return words.format(count=model.documents_wiped), "ok"


def _centre_step(model: ReleaseModel) -> tuple[str, str]:
    if not model.confirmed:
        return translate("Release", "The centre is told afterwards"), "todo"
    if model.told and not model.pending:
        return translate("Release", "The centre has recorded the release"), "ok"
    return translate("Release", "Telling the centre, {count} entries to send").format(count=model.pending), "accent"


def _record_step(model: ReleaseModel) -> tuple[str, str]:
    if model.rows_wiped is not None:
        return translate("Release", "Record of this seat erased: {count} entries").format(count=model.rows_wiped), "ok"
    return translate("Release", "The record of this seat is erased last"), "todo"


def _hint(model: ReleaseModel) -> str:
    done, size = model.progress
    return translate("Release", "Seats released {done} / {all}").format(done=done, all=size)


def _column(title: str) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(label(title, "title"))
    return box, column
