"""Signed in and waiting for the others; or the evaluation is over."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.waiting.view_model import WaitingModel
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.cards import Card, NoteCard
from seat_client.ui.widgets.pages import OneTaskFrame, entry_steps, scroll_area
from seat_client.ui.widgets.text import StateLine, label, paragraph

COLUMNS = 2


class WaitingView(OneTaskFrame):
    """No action of its own."""

    def __init__(self, model: WaitingModel) -> None:
        super().__init__(*_titles(model), steps=() if model.over else entry_steps(), current=0)
        self._model = model
        self._columns = QHBoxLayout()
        if model.over:
            self._columns.addWidget(_end_card())
        else:
            self._columns.addWidget(self._left(), 11)
            self._columns.addWidget(self._right(), 9)
        self.content.addLayout(self._columns, 1)
        self._problem = StateLine("", "bad", "warning", "strong", 20, wrap=True)
        self._problem.setObjectName("problem")
        self.content.addSpacing(12)
        self.content.addWidget(self._problem)
        self._note = label(_note(model), "label", "secondary")
        self.action_bar.add_notes(self._note)
        model.changed.connect(self._show)
        self.apply_frame(self.frame_now)
        self._show()

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self._columns.setSpacing(frame.gutter)

    def leave(self) -> None:
        self._model.leave()

    def _left(self) -> QWidget:
        box, column = _column(translate("Waiting", "1. Members of the committee"))
        card = Card("", (20, 18, 20, 18), 14)
        self.progress = StateLine("", "accent", "", "read-strong", 22)
        self.progress.setObjectName("sign-in-progress")
        card.column.addWidget(self.progress)
        grid = QGridLayout()
        grid.setVerticalSpacing(12)
        self._members = [StateLine("", "todo", "", "", 20) for _ in self._model.members]
        for number, line in enumerate(self._members):
            grid.addWidget(line, number // COLUMNS, number % COLUMNS)
        card.column.addLayout(grid)
        column.addWidget(card)
        column.addWidget(
            NoteCard(
                translate(
                    "Waiting",
                    "The page goes on by itself when all have signed in. Please stay seated and keep your key in.",
                )
            )
        )
        column.addStretch(1)
        return box

    def _right(self) -> QWidget:
        box, column = _column(translate("Waiting", "2. Known before the evaluation begins"))
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        model = self._model
        inner.addWidget(_digest_card(translate("Waiting", "Rules of this project (SHA-256)"), model.rules_digest))
        inner.addWidget(_digest_card(translate("Waiting", "Sealed list of codes (SHA-256)"), model.commitment))
        inner.addWidget(_version_card(model.client_version))
        inner.addWidget(
            NoteCard(
                translate(
                    "Waiting",
                    "Scores, reasons and rejections are recorded under your name and go into the evaluation report; "
                    "what the law requires of them is published.",
                ),
                "warning",
            )
        )
        inner.addStretch(1)
        column.addWidget(scroll_area(inside), 1)
        return box

    def _show(self) -> None:
        if self._model.over:
            return
        done, size = self._model.progress
        words = translate("Waiting", "Signed in, waiting for the others {done} / {all}").format(done=done, all=size)
        if self._model.checking and not self._model.problem_with_committee:
            words = translate("Waiting", "All have signed in; the centre checks the committee")
        self.progress.show_state(words, "ok" if done == size else "accent")
        self._problem.show_state(self._model.problem_with_committee, "bad", "warning")
        for line, (number, own, signed) in zip(self._members, self._model.members, strict=True):
            line.show_state(_member(number, own=own), "ok" if signed else "todo")


def _titles(model: WaitingModel) -> tuple[str, str]:
    if model.over:
        return (
            translate("Waiting", "The evaluation is over"),
            translate("Waiting", "The report is signed and handed in; all members have released their seats."),
        )
    return (
        translate("Waiting", "Signed in"),
        translate("Waiting", "You are known to the centre. The undertaking opens when all members have signed in."),
    )


def _note(model: WaitingModel) -> str:
    if model.over:
        return translate("Waiting", "You may leave the seat; please take your key with you")
    return translate("Waiting", "Nothing to do now")


def _member(number: int, *, own: bool) -> str:
    if own:
        return translate("Waiting", "Member {number} · this seat").format(number=number)
    return translate("Waiting", "Member {number}").format(number=number)


def _column(title: str) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(label(title, "title"))
    return box, column


def _digest_card(title: str, digest: str) -> Card:
    card = Card("", (20, 14, 20, 16), 6)
    card.column.addWidget(label(title, "strong"))
    card.column.addWidget(paragraph(digest, "mono", "secondary"))
    return card


def _version_card(version: str) -> Card:
    card = Card("", (20, 14, 20, 16), 6)
    row = QHBoxLayout()
    row.addWidget(label(translate("Waiting", "Program of this seat"), "strong"))
    row.addStretch(1)
    row.addWidget(label(translate("Waiting", "version {version}").format(version=version), "label", "secondary"))
    card.column.addLayout(row)
    return card


def _end_card() -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.addStretch(1)
    card = Card("control", (40, 36, 40, 36), 12)
    card.setMaximumWidth(820)
    done = StateLine(translate("Waiting", "Evaluation over, you may leave"), "ok", "check", "headline", 28)
    done.setObjectName("evaluation-over")
    card.column.addWidget(done)
    card.column.addWidget(
        paragraph(
            translate(
                "Waiting",
                "Nothing of this project is kept on this seat. Results are announced by the centre; "
                "what was seen and said here stays confidential.",
            ),
            "read",
            "secondary",
        )
    )
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card, 10)
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(2)
    return box
