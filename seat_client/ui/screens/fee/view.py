"""The slip left, what it stands on right, the signature below."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.fee.view_model import FeeModel
from seat_client.ui.screens.rulings.figures import money
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import Card, NoteCard
from seat_client.ui.widgets.pages import OneTaskFrame
from seat_client.ui.widgets.pin_asking import PinAsking
from seat_client.ui.widgets.text import StateLine, glyph, label, paragraph


class FeeView(OneTaskFrame):
    """See the own hours, sign."""

    def __init__(self, model: FeeModel) -> None:
        super().__init__(
            translate("Fee", "Fee slip"),
            translate("Fee", "Check your hours and place, and confirm them with your key."),
        )
        self.model = model
        self._pin = PinAsking(self)
        self.primary = PrimaryButton(translate("Fee", "Confirm with the key"), "key")
        self.primary.setObjectName("confirm-fee")
        self.primary.clicked.connect(self._ask)
        self._problem, self._key_line = StateLine("", "bad"), StateLine("", "ok")
        self._problem.setObjectName("problem")
        self._signs = label("", "caption", "secondary")
        self.action_bar.add_notes(self._problem, self._key_line, self._signs)
        self.action_bar.add_button(self.primary, 280)
        self._values = {name: label("—", "headline", name=f"fee-{name}") for name in ("hours", "place", "amount")}
        self._columns = QHBoxLayout()
        self._columns.addWidget(self._left(), 11)
        self._columns.addWidget(_right(), 9)
        self.content.addLayout(self._columns, 1)
        model.changed.connect(self._show)
        model.rejected.connect(self._pin.reject)
        model.signed.connect(self._pin.close)
        self.apply_frame(self.frame_now)
        self._show()

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self._columns.setSpacing(frame.gutter)

    def show_connection(self, connected: bool) -> None:
        self.model.show_connection(connected)

    def leave(self) -> None:
        self._pin.close()
        self.model.leave()

    def _left(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(translate("Fee", "1. Your slip"), "title"))
        for icon, title, name in _rows():
            column.addWidget(_row(icon, title, self._values[name]))
        self._progress = StateLine("", "accent", "", "read-strong", 22)
        column.addWidget(self._progress)
        column.addStretch(1)
        return box

    def _show(self) -> None:
        model, slip = self.model, self.model.slip
        if slip is not None:
            self._values["hours"].setText(translate("Fee", "{hours} h").format(hours=slip.hours))
            self._values["place"].setText(model.place)
            amount = translate("Fee", "{amount} yuan").format(amount=money(slip.amount)) if slip.amount else ""
            self._values["amount"].setText(amount or translate("Fee", "by the tariff of the place"))
        done, size = model.progress
        words = translate("Fee", "Confirmed {done} / {all}").format(done=done, all=size)
        self._progress.show_state(words, "ok" if done == size else "accent")
        self._problem.show_state(model.problem, "bad")
        self._key_line.show_state(*model.key_line)
        self._signs.setText(translate("Fee", "To be signed: fee slip　digest {digest}").format(digest=model.digest))
        self.hold(model.obstacle)

    def _ask(self) -> None:
        self._pin.ask(self.model.facts(), self.model.tries_left, self.model.sign)


def _rows() -> tuple[tuple[str, str, str], ...]:
    return (
        ("clock", translate("Fee", "Hours of attendance"), "hours"),
        ("pin", translate("Fee", "Place"), "place"),
        ("list", translate("Fee", "Fee"), "amount"),
    )


def _row(icon: str, title: str, value: QWidget) -> Card:
    card = Card("", (20, 16, 20, 16))
    line = QHBoxLayout()
    line.setSpacing(14)
    line.addWidget(glyph(icon, "ink-2", 24))
    line.addWidget(label(title, "read"))
    line.addStretch(1)
    line.addWidget(value)
    card.column.addLayout(line)
    return card


def _right() -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(label(translate("Fee", "2. How it was counted"), "title"))
    card = Card("", (20, 16, 20, 16), 10)
    for text in _notes():
        card.column.addWidget(paragraph(text))
    column.addWidget(card)
    column.addWidget(
        NoteCard(translate("Fee", "If a figure is wrong, do not sign: call staff, the centre counts again."), "warning")
    )
    column.addStretch(1)
    return box


def _notes() -> tuple[str, ...]:
    return (
        translate("Fee", "The hours run from your sign-in to the closing of the report, by the centre's clock."),
        translate("Fee", "They are rounded up to the step of the tariff; the tariff stands in the project's rules."),
        translate("Fee", "The slip goes to the centre alone. Nobody else at this place sees it."),
    )
