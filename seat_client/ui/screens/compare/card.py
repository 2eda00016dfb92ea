"""One bid's score in the comparison: bands, number, evidence, reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.review.criterion_editor import ReasonField, ScoreField
from seat_client.ui.screens.review.marks import PinLine
from seat_client.ui.screens.review.pin_row import PinRow
from seat_client.ui.screens.review.view_model import ReviewModel
from seat_client.ui.screens.review.words import bid_title
from seat_client.ui.style import set_state
from seat_client.ui.tokens import SIZE, Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.buttons import PrimaryButton, allow, secondary_button, step_button
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.layers import Layer
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.text import StateLine, chip, label

_REASON_HEIGHT = 66
_KEYS_OF_THE_PAGE = "sSpPnN+=-"


class PairScoreField(ScoreField):
    """Letters and signs are no figures: they go on to the page, which knows them as keys."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text() in _KEYS_OF_THE_PAGE and not event.modifiers() & _HELD:
            event.ignore()
        else:
            super().keyPressEvent(event)


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class PairCard(Adaptive):
    """Shows one `ReviewModel`; in the compact frame the band is a chip and the reason opens over the page."""

    band_chosen = Signal(int)
    reason_asked = Signal()

    def __init__(self, side: int) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._side = "left" if side == 0 else "right"
        self.card = Card("", (17, 12, 17, 14), 8)
        self._title, self._full = label("", "read-strong"), label("", "caption")
        self._bands = QHBoxLayout()
        self._bands.setSpacing(8)
        self._band = chip("", "accent")
        self._shown: tuple[str, ...] = ()
        self.band_buttons: list[QPushButton] = []
        self.value, self.reason = PairScoreField(), ReasonField()
        self.value.setMinimumWidth(80)
        self.reason.setFixedHeight(_REASON_HEIGHT)
        self.more_reason = secondary_button("", "tool")
        self.more_reason.clicked.connect(self.reason_asked)
        self.less = step_button("minus", translate("Compare", "One step less"))
        self.more = step_button("plus", translate("Compare", "One step more"))
        self.pins = PinRow()
        self._pins: tuple[PinLine, ...] = ()
        self._problem, self._reason_problem = StateLine("", "bad"), StateLine("", "bad")
        self._name()
        self._lay_out()

    def show_model(self, model: ReviewModel, pins: tuple[PinLine, ...], *, active: bool) -> None:
        """Everything but what is in the fields."""
        set_state(self.card, "current" if active else "")
        title = bid_title(model.code, model.name)
        self._title.setText(title)
        current = model.current
        if current is not None:
            self._full.setText(translate("Compare", "of {max}").format(max=current.max))
            self.value.setAccessibleName(translate("Compare", "Score for {bid}").format(bid=title))
        self.reason.setAccessibleName(translate("Compare", "Reason for {bid}").format(bid=title))
        self._show_bands(model)
        self._pins = pins
        self.pins.show_pins(pins, short=self.frame_now.compact)
        filled = translate("Compare", "Reason (written)") if model.reason else translate("Compare", "Reason")
        self.more_reason.setText(filled)
        self.more_reason.setAccessibleName(f"{title} {filled}")
        self._problem.show_state(model.problem, "bad", "cross")
        self._reason_problem.show_state(model.reason_problem, "bad", "cross")
        set_state(self.value, "bad" if model.problem else "")
        for field in (self.value, self.reason):
            field.setReadOnly(model.locked)
        for button in (self.less, self.more, *self.band_buttons):
            allow(button, translate("Compare", "The sheet is locked") if model.locked else "")

    def show_entry(self, value: str, reason: str) -> None:
        self.show_value(value)
        if self.reason.toPlainText() != reason:
            self.reason.blockSignals(True)
            self.reason.setPlainText(reason)
            self.reason.blockSignals(False)

    def show_value(self, value: str) -> None:
        if self.value.text() != value:
            self.value.setText(value)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self.pins.show_pins(self._pins, short=frame.compact)
        tight = 8 if frame.compact else 12
        self.card.column.setContentsMargins(17, tight, 17, tight)
        self.card.column.setSpacing(4 if frame.compact else 8)
        for button in self.band_buttons:
            button.setVisible(not frame.compact)
        self._band.setVisible(frame.compact and bool(self._band.text()))
        self.reason.setVisible(not frame.compact)
        self.more_reason.setVisible(frame.compact)

    def _show_bands(self, model: ReviewModel) -> None:
        bands = model.bands
        if (words := tuple(band.words for band in bands)) != self._shown:
            self._shown = words
            clear(self._bands)
            self.band_buttons = [self._band_button(index, band) for index, band in enumerate(words)]
        for button, band in zip(self.band_buttons, bands, strict=True):
            button.setChecked(band.holds)
        self._band.setText(next((band.words for band in bands if band.holds), ""))
        self.apply_frame(self.frame_now)

    def _band_button(self, index: int, words: str) -> QPushButton:
        button = secondary_button(words.replace("　", " "), "choice")
        button.setObjectName(f"band-{self._side}-{index}")
        button.clicked.connect(lambda: self.band_chosen.emit(index))
        self._bands.addWidget(button, 1)
        return button

    def _name(self) -> None:
        for name, part in (
            ("score", self.value),
            ("reason", self.reason),
            ("reason-open", self.more_reason),
            ("less", self.less),
            ("more", self.more),
        ):
            part.setObjectName(f"{name}-{self._side}")
        for step in (self.less, self.more):
            step.setFixedSize(SIZE["primary"], SIZE["stepper"])

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._full)
        band = QHBoxLayout()
        band.addWidget(self._band)
        band.addStretch(1)
        band.addWidget(self.more_reason)
        number = QHBoxLayout()
        number.setSpacing(8)
        number.addWidget(self.value, 1)
        number.addWidget(label(translate("Compare", "points"), "label"))
        number.addWidget(self.less)
        number.addWidget(self.more)
        column = self.card.column
        for row in (head, self._bands, band, number):
            column.addLayout(row)
        for part in (self._problem, self.pins, self.reason, self._reason_problem):
            column.addWidget(part)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.card)


class ReasonLayer(Layer):
    """The reason over the page, where the form has no room for it."""

    written = Signal(str)

    def __init__(self, over: QWidget, title: str, reason: str, *, locked: bool) -> None:
        super().__init__(over)
        self.field = ReasonField()
        self.field.setObjectName("reason-text")
        self.field.setAccessibleName(title)
        self.field.setPlainText(reason)
        self.field.setFixedHeight(180)
        self.field.setReadOnly(locked)
        self.field.finished.connect(self.close_layer)
        self.primary = PrimaryButton(translate("Compare", "Done"))
        self.primary.clicked.connect(self.close_layer)
        self.column.addWidget(label(title, "title"))
        self.column.addWidget(self.field)
        self.column.addWidget(self.primary)

    def first_focus(self) -> QWidget:
        return self.field

    def close_layer(self) -> None:
        self.written.emit(self.field.toPlainText())
        super().close_layer()
