"""The seat's front while it is sealed: until when, who has to come to open it, and what is known of its data."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.sealed.view_model import SealedModel
from seat_client.ui.style import set_property
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.buttons import FlatButton, PrimaryButton
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.pages import SeatFrontFrame
from seat_client.ui.widgets.pin_asking import PinAsking
from seat_client.ui.widgets.text import StateLine, glyph, label, paragraph


class SealedView(SeatFrontFrame):
    """Neither project nor stage, neither name nor code; no way to open it alone."""

    def __init__(self, model: SealedModel) -> None:
        super().__init__()
        self._model = model
        self._pin = PinAsking(self)
        self._heading = label("", "heading", name="sealed-heading")
        self._sentence = paragraph("", state="secondary")
        self.countdown = label("", "countdown-s", name="sealed-countdown")
        self.primary = PrimaryButton(translate("Sealed", "Open the seal"))
        self.primary.setObjectName("open-seal")
        self.primary.clicked.connect(self._ask)
        self._build()
        model.changed.connect(self._show)
        model.rejected.connect(self._pin.reject)
        model.opened.connect(self._pin.close)
        self.apply_frame(self.frame_now)
        self._show()

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        if not hasattr(self, "_facts"):
            return
        set_property(self._heading, "role", "headline" if frame.compact else "heading")
        set_property(self.countdown, "role", "score" if frame.compact else "countdown-s")
        self._facts.fit(44 if frame.compact else 57)
        side = 20 if frame.compact else 24
        self._until.column.setContentsMargins(side, 14 if frame.compact else 20, side, 14 if frame.compact else 20)

    def show_time(self, now: datetime) -> None:
        super().show_time(now)
        self._model.tick()

    def show_connection(self, connected: bool) -> None:
        self._model.show_connection(connected)

    def leave(self) -> None:
        self._pin.close()
        self._model.leave()

    def _ask(self) -> None:
        self._pin.ask(
            self._model.pin_facts(),
            self._model.tries_left,
            self._model.open_with,
            confirm=translate("Sealed", "Open the seal"),
            working=translate("Sealed", "Opening …"),
        )

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(glyph("moon", "accent", 36))
        head.addWidget(self._heading, 1)
        self._until = self._until_card()
        self._facts = FactTable()
        self._problem = StateLine("", "bad", "warning", "strong", 20, wrap=True)
        self._problem.setObjectName("problem")
        self.body.addStretch(3)
        self.body.addLayout(head)
        self.body.addSpacing(8)
        self.body.addWidget(self._sentence)
        self.body.addSpacing(22)
        self.body.addWidget(self._until)
        self.body.addSpacing(14)
        self.body.addWidget(self._facts)
        self.body.addSpacing(10)
        self.body.addWidget(self._problem)
        self.body.addStretch(4)
        self.body.addLayout(self._foot())

    def _until_card(self) -> Card:
        card = Card("", (24, 20, 24, 20), 0)
        row = QHBoxLayout()
        row.setSpacing(24)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(2)
        right.setSpacing(10)
        self._until_title = label("", "read-strong")
        self._until_note = label("", "label", "secondary", "sealed-until")
        for part in (self._until_title, self.countdown, self._until_note):
            left.addWidget(part)
        left.addStretch(1)
        self._ticks_title = label("", "read-strong")
        right.addWidget(self._ticks_title)
        self._ticks = QVBoxLayout()
        self._ticks.setSpacing(10)
        right.addLayout(self._ticks)
        right.addStretch(1)
        line = QFrame()
        line.setProperty("role", "desk")
        line.setFixedWidth(1)
        row.addLayout(left, 1)
        row.addWidget(line)
        row.addLayout(right, 1)
        card.column.addLayout(row)
        return card

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self._note = paragraph(
            translate(
                "Sealed", "Fire, power cut: follow the rules of this place; the sealed data does not depend on power."
            ),
            "label",
            "secondary",
        )
        help_button = FlatButton("help", translate("Sealed", "Call the staff"))
        help_button.setObjectName("sealed-help")
        help_button.clicked.connect(self.help_requested)
        row.addWidget(help_button)
        row.addWidget(self._note, 1)
        if self.primary is not None:
            self.primary.setMinimumWidth(240)
            row.addWidget(self.primary)
        return row

    def _show(self) -> None:
        model = self._model
        self.front.state.show_state(model.front_words, "plain", "lock")
        self.front.state.tint("strip-ok")
        self._heading.setText(model.heading)
        self._sentence.setText(model.sentence)
        self._until_title.setText(model.until_title)
        self.countdown.setText(model.countdown)
        self.countdown.setVisible(bool(model.countdown))
        self._until_note.setText(model.until_note)
        self._ticks_title.setText(model.ticks_title)
        clear(self._ticks)
        for tick in model.ticks:
            line = StateLine(tick.words, "ok" if tick.done else "todo", size=20, role="")
            self._ticks.addWidget(line)
        self._facts.show_facts(model.facts)
        self._problem.show_state(model.problem, "bad", "warning")
        if self.primary is not None:
            self.primary.setVisible(model.can_ever_open)
        self.hold(model.obstacle)


class FactTable(Card):
    """Named facts in rows: name in a narrow column, value beside it."""

    def __init__(self) -> None:
        super().__init__("", (1, 1, 1, 1), 0)
        self._height = 57
        self._shown: tuple[tuple[str, str], ...] = ()

    def fit(self, height: int) -> None:
        """Rows of this height."""
        self._height = height
        shown, self._shown = self._shown, ()
        self.show_facts(shown)

    def show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        if facts == self._shown:
            return
        self._shown = facts
        clear(self.column)
        for number, (name, value) in enumerate(facts):
            row = self._row(name, value, strong=number < 2, last=number == len(facts) - 1)
            self.column.addWidget(row)
            row.show()

    def _row(self, name: str, value: str, *, strong: bool, last: bool) -> QWidget:
        box = QFrame()
        box.setProperty("role", "row")
        box.setProperty("state", "last" if last else "")
        box.setMinimumHeight(self._height)
        box.setAccessibleName(f"{name}：{value}")
        row = QHBoxLayout(box)
        row.setContentsMargins(24, 4, 20, 4)
        row.setSpacing(12)
        title = label(name, "label", "secondary")
        title.setFixedWidth(176)
        row.addWidget(title)
        row.addWidget(paragraph(value, "strong" if strong else ""), 1)
        return box
