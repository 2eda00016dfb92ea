"""The panel of a running face or finger check, and of the claim that comes before it where no key is in."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from seat_client.identity.liveness import TURNED, Move
from seat_client.identity.state import FaceState, Fault, Phase
from seat_client.media.frames import Slots
from seat_client.ui.language import translate
from seat_client.ui.screens.sign_in.camera_view import CameraView
from seat_client.ui.screens.sign_in.factors import Method
from seat_client.ui.screens.sign_in.person_model import PersonModel
from seat_client.ui.screens.sign_in.person_words import fault_words, instruction, step_name, touch_words, way_left
from seat_client.ui.style import set_property
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.buttons import PrimaryButton, secondary_button
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.text import StateLine, chip, glyph, label, paragraph, rule

CLAIM_LIMIT = 40

_Qualities = tuple[tuple[str, bool], ...]
_Listed = tuple[tuple[str, ...], int, str, _Qualities]


class PersonPanel(Card):
    """Picture or finger left; right the instruction, the steps, what is wrong, and the way out."""

    cancelled = Signal()
    other_chosen = Signal()
    claimed = Signal(str)

    def __init__(self, view: Callable[[], Slots | None]) -> None:
        super().__init__("", (24, 24, 24, 24), 0)
        self._slots, self._note_fits = view, True
        self._listed: _Listed = ((), 0, "", ())
        row = QHBoxLayout()
        row.setSpacing(36)
        self.camera = CameraView()
        self._finger = Card("quiet", (28, 28, 28, 28), 10)
        self._finger.column.addStretch(1)
        self._finger.column.addWidget(glyph("finger", "accent", 160), 0, Qt.AlignmentFlag.AlignHCenter)
        self._finger.column.addStretch(1)
        row.addWidget(self.camera)
        row.addWidget(self._finger)
        row.addLayout(self._right(), 1)
        self.column.addLayout(row, 1)

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self._title = paragraph("", "heading")
        self._text = paragraph("", "", "secondary")
        self._steps, self._chips = QVBoxLayout(), QHBoxLayout()
        self._steps.setSpacing(8)
        self._chips.setSpacing(8)
        self.claim = QLineEdit(maxLength=CLAIM_LIMIT)
        self.claim.setObjectName("claim")
        self.claim.setAccessibleName(translate("SignIn", "Expert number"))
        self.claim.returnPressed.connect(self._claim)
        self.go = PrimaryButton(translate("SignIn", "Go on"))
        self.go.clicked.connect(self._claim)
        self._note = paragraph("", "label", "secondary")
        self.other, self.cancel = secondary_button(""), secondary_button(translate("SignIn", "Cancel"))
        self._seconds = label("", "label", "secondary", "seconds-left")
        self.other.clicked.connect(self.other_chosen)
        self.cancel.clicked.connect(self.cancelled)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(12)
        column.addWidget(self.claim)
        column.addLayout(self._steps)
        column.addSpacing(8)
        column.addLayout(self._chips)
        column.addStretch(1)
        column.addWidget(self._note)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button in (self.other, self.cancel):
            buttons.addWidget(button)
        buttons.addWidget(self.go, 1)
        buttons.addStretch(1)
        buttons.addWidget(self._seconds)
        column.addLayout(buttons)
        return column

    def fit(self, frame: Frame) -> None:
        self._note_fits = not frame.compact  # there the page before has said it
        width = 360 if frame.compact else 600
        self.camera.setFixedWidth(width)
        self._finger.setFixedWidth(width)
        set_property(self._title, "role", "headline" if frame.compact else "heading")
        self._steps.setSpacing(8 if frame.compact else 14)
        side = 16 if frame.compact else 24
        self.column.setContentsMargins(side, side, side, side)

    def leave(self) -> None:
        """No picture stays on the screen, and no claim in the field."""
        self.camera.watch(None)
        self.claim.clear()

    def show_claim(self, method: Method) -> None:
        """Ask who it is, since no key says so."""
        self._show_sides(method, claiming=True)
        self._title.setText(translate("SignIn", "Who are you?"))
        self._list((), 0, "", ())
        self._show_seconds(0)
        QTimer.singleShot(0, self.claim, self.claim.setFocus)

    def show_claim_ways(self, model: PersonModel) -> None:
        """How one may say who one is, or why a card that was laid down does not say it."""
        ways = translate("SignIn", "Insert your key, or enter your expert number.")
        if model.reads_cards:
            ways = translate(
                "SignIn", "Lay your identity card on the reader, insert your key, or enter your expert number."
            )
        self._text.setText(model.card_trouble or ways)

    def show_model(self, model: PersonModel, other: str) -> None:
        """What the running check shows now; `other` is the button that leads to another way."""
        method = model.running or Method.FACE
        self._show_sides(method, claiming=False)
        self.other.setText(other)
        self.other.setAccessibleName(other)
        self.other.setVisible(bool(other))
        if method is Method.FACE:
            self._show_face(model)
        else:
            self._show_finger(model)

    def _show_sides(self, method: Method, *, claiming: bool) -> None:
        self.camera.setVisible(method is Method.FACE)
        self._finger.setVisible(method is not Method.FACE)
        for part in (self.claim, self.go):
            part.setVisible(claiming)
        self._note.setVisible(method is Method.FACE and not claiming and self._note_fits)
        self.camera.watch(self._slots() if method is Method.FACE and not claiming else None)
        if claiming:
            self.other.hide()

    def _show_face(self, model: PersonModel) -> None:
        state = model.face
        self._note.setText(_kept_words(model.keeps_photo))
        self._title.setText(model.device_trouble or instruction(state))
        held = state is not None and state.fault is not None and state.phase is Phase.MOVE
        self._text.setText(
            fault_words(state.fault)
            if held and state is not None and state.fault is not Fault.TURNED
            else translate("SignIn", "Keep your face in the oval until the green line is closed.")
        )
        moves = [Move(move) for move in model.moves]
        straight = state is not None and state.phase is not Phase.LOOK
        done = state.done if state is not None else 0
        names = [translate("SignIn", "Look straight at the camera"), *(step_name(move) for move in moves)]
        at = 0 if not straight else 1 + done
        self._list(tuple(names), at, way_left(state), () if model.device_trouble else _qualities(state))
        self._show_seconds(state.seconds_left if state is not None and not model.device_trouble else 0)
        move = state.move if state is not None and not state.returning else None
        self.camera.show_move(move, min(at + _turned_part(state), len(names)) / len(names))

    def _show_seconds(self, left: int) -> None:
        """How long the step may still take; nothing where no time runs."""
        words = translate("SignIn", "{seconds} s left").format(seconds=left) if left else ""
        if words != self._seconds.text():
            self._seconds.setText(words)

    def _list(self, names: tuple[str, ...], at: int, way: str, qualities: _Qualities) -> None:
        """The steps, of which `at` is under way, and the chips: made anew when they change, not for every picture."""
        if (names, at, way, qualities) == self._listed:
            return
        self._listed = (names, at, way, qualities)
        clear(self._steps)
        clear(self._chips)
        for number, name in enumerate(names):
            if number:
                self._steps.addWidget(rule())
            self._steps.addLayout(_step(name, number, at, way))
        for words, good in qualities:
            self._chips.addWidget(chip(words, "ok" if good else "warn"))
        self._chips.addStretch(1)

    def _show_finger(self, model: PersonModel) -> None:
        seen = model.finger
        self._list((), 0, "", ())
        self._show_seconds(0)
        self._title.setText(translate("SignIn", "Please press your finger on the reader"))
        waiting = translate("SignIn", "Flat, in the middle, until the next message.")
        again = seen is not None and seen.stage == "again"
        self._text.setText(
            model.device_trouble or (touch_words(seen.reason) if again and seen is not None else waiting)
        )

    def _claim(self) -> None:
        text = self.claim.text().strip()
        if text:
            self.claim.clear()
            self.claimed.emit(text)


def _kept_words(photo: bool) -> str:
    """What becomes of the pictures, before any is taken."""
    if photo:
        return translate(
            "SignIn",
            "By the rule of this place the centre keeps one picture of your head, sealed, until your release; no other "
            "is kept. You may use another way without giving a reason.",
        )
    return translate(
        "SignIn",
        "Pictures serve this check alone and are not kept; its result is recorded. You may use another way "
        "without giving a reason.",
    )


def _turned_part(state: FaceState | None) -> float:
    """How much of a turn is made, there and back being half each."""
    if state is None or state.phase is not Phase.MOVE:
        return 0.0
    if state.returning:
        return 0.5
    return 0.0 if state.degrees_left is None else 0.5 * max(0.0, 1 - state.degrees_left / (100 * TURNED))


def _step(name: str, number: int, at: int, way: str) -> QHBoxLayout:
    """A step, and right of it how it stands: `way` for the one under way."""
    row = QHBoxLayout()
    if number < at:
        line, word = StateLine(name, "done"), label(translate("SignIn", "done"), "label", "ok")
    elif number == at:
        line, word = StateLine(name, "accent", role="label-strong"), label(way, "label-strong", "accent")
    else:
        line, word = StateLine(name, "todo"), label(translate("SignIn", "next"), "label", "secondary")
    row.addWidget(line, 1)
    row.addWidget(word)
    return row


def _qualities(state: FaceState | None) -> _Qualities:
    """Light, distance, and that nobody else is there: as chips, once there is a picture."""
    if state is None or state.quality is None:
        return ()
    fault = state.quality.fault
    dim = fault in (Fault.BLACK, Fault.TOO_DARK, Fault.TOO_BRIGHT)
    far = fault in (Fault.TOO_FAR, Fault.CUT_OFF, Fault.NO_FACE)
    light = translate("SignIn", "Light not right") if dim else translate("SignIn", "Light right")
    distance = translate("SignIn", "Distance not right") if far else translate("SignIn", "Distance right")
    second = fault is Fault.SECOND_FACE
    alone = translate("SignIn", "More than one person") if second else translate("SignIn", "One person alone")
    return (light, not dim), (distance, not far), (alone, not second)
