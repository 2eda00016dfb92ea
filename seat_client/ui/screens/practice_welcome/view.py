"""Roles left, the guide right, the start below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from seat_client import __version__
from seat_client.ui.language import translate
from seat_client.ui.screens.practice_welcome import sketches
from seat_client.ui.screens.practice_welcome.view_model import ROLES, PracticeWelcomeModel
from seat_client.ui.tokens import SCALES, Frame
from seat_client.ui.widgets.buttons import PrimaryButton, secondary_button
from seat_client.ui.widgets.cards import Card, RadioCard
from seat_client.ui.widgets.pages import OneTaskFrame, scroll_area
from seat_client.ui.widgets.plates import SeatPlate
from seat_client.ui.widgets.text import chip, glyph, label, paragraph


class PracticeWelcomeView(OneTaskFrame):
    """A first success minutes after installing."""

    shows_status = False

    def __init__(self, model: PracticeWelcomeModel) -> None:
        super().__init__(
            translate("PracticeWelcome", "Practise once before a real project"),
            translate(
                "PracticeWelcome",
                "Practice has the same pages and the same steps; only the data are samples, and mistakes do no harm.",
            ),
            help_text=translate("PracticeWelcome", "Guide"),
        )
        self._model = model
        self.header.show_titles(
            translate("PracticeWelcome", "Seat client for distributed evaluation"),
            translate("PracticeWelcome", "First run"),
        )
        self.header.show_note(translate("PracticeWelcome", "Version {version}").format(version=__version__), "", "info")
        self._guide_rows: list[QFrame] = []
        self.role_cards: dict[str, RadioCard] = {}
        self.scale_buttons = {percent: secondary_button(f"{percent}%", "choice") for percent in SCALES}
        self.primary = PrimaryButton(_start_words(model))
        self.primary.clicked.connect(model.start)
        self._chosen = label("", "label", "secondary")
        self.action_bar.add_notes(self._chosen)
        self.action_bar.add_button(self.primary, 240)
        self._columns = QHBoxLayout()
        self._columns.addWidget(self._roles(), 1)
        self._columns.addWidget(self._guide(), 1)
        inside = QWidget()
        inside.setLayout(self._columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(scroll_area(inside), 1)
        model.changed.connect(self._show)
        self.apply_frame(self.frame_now)
        self._show()

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self._columns.setSpacing(frame.gutter)
        for card in self.role_cards.values():
            card.setFixedHeight(204 if frame.compact else 226)
        for row in self._guide_rows:
            row.setFixedHeight(108 if frame.compact else 130)

    def show_seat(self, plate: SeatPlate) -> None:
        """Before a seat is known the header names the program."""

    def _roles(self) -> QWidget:
        box, column = _column(
            translate("PracticeWelcome", "1. Choose the role to practise"),
            translate("PracticeWelcome", "Can be changed and repeated at any time"),
        )
        grid = QGridLayout()
        grid.setSpacing(16)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        group = QButtonGroup(box)
        for place, role in enumerate(ROLES):
            card = _role_card(role, role in self._model.available)
            card.clicked.connect(lambda _=False, role=role: self._model.choose_role(role))
            group.addButton(card)
            self.role_cards[role] = card
            grid.addWidget(card, place // 2, place % 2)
        column.addLayout(grid)
        column.addWidget(_sample(self._model))
        column.addStretch(1)
        return box

    def _guide(self) -> QWidget:
        box, column = _column(
            translate("PracticeWelcome", "2. Seen in a minute"),
            translate("PracticeWelcome", "Can be skipped; F1 shows help during practice"),
        )
        rows = Card("", (0, 0, 0, 0), 0)
        steps = _guide_steps(self._model)
        for number, (sketch, title, text) in enumerate(steps, start=1):
            row = _guide_row(sketch, f"{number}　{title}", text, number == len(steps))
            self._guide_rows.append(row)
            rows.column.addWidget(row)
        column.addWidget(rows)
        column.addWidget(self._scales())
        column.addStretch(1)
        return box

    def _scales(self) -> QWidget:
        card = Card("quiet", (18, 12, 16, 12), 0)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(glyph("info", "ink-2", 20))
        self._scale_words = paragraph("", state="secondary")
        row.addWidget(self._scale_words, 1)
        group = QButtonGroup(card)
        for percent, button in self.scale_buttons.items():
            button.setAccessibleName(translate("PracticeWelcome", "Scale {percent} percent").format(percent=percent))
            button.setFixedWidth(72)
            button.clicked.connect(lambda _=False, percent=percent: self._model.choose_scale(percent))
            group.addButton(button)
            row.addWidget(button)
        card.column.addLayout(row)
        return card

    def _show(self) -> None:
        model = self._model
        self.role_cards[model.role].setChecked(True)
        self.scale_buttons[model.scale].setChecked(True)
        words = translate("PracticeWelcome", "Letters too small? Enlarge the pages here; can be changed at any time.")
        if model.scale_waits:
            words = translate("PracticeWelcome", "The new size holds from the next start of the program.")
        self._scale_words.setText(words)
        title, _, _, minutes = _role_words(model.role)
        self._chosen.setText(translate("PracticeWelcome", "Chosen: {role} · {time}").format(role=title, time=minutes))


def _column(title: str, note: str) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    head = QHBoxLayout()
    head.addWidget(label(title, "title"))
    head.addStretch(1)
    head.addWidget(label(note, "label", "secondary"))
    column.addLayout(head)
    return box, column


def _role_words(role: str) -> tuple[str, str, str, str]:
    about = translate("PracticeWelcome", "about {minutes} minutes")
    words = {
        "expert": (
            translate("PracticeWelcome", "Expert"),
            "user",
            translate("PracticeWelcome", "From sign-in to blind scoring and signing"),
            40,
        ),
        "chair": (
            translate("PracticeWelcome", "Chair"),
            "flag",
            translate("PracticeWelcome", "Also leads the votes and signs last"),
            50,
        ),
        "supervisor": (
            translate("PracticeWelcome", "Supervisor"),
            "eye",
            translate("PracticeWelcome", "Watches, talks, marks events; sees no score that is not locked"),
            15,
        ),
        "technician": (
            translate("PracticeWelcome", "Technician"),
            "wrench",
            translate("PracticeWelcome", "Self-test, devices, certificate, line failure"),
            20,
        ),
    }
    title, icon, text, minutes = words[role]
    return title, icon, text, about.format(minutes=minutes)


def _role_card(role: str, available: bool) -> RadioCard:
    title, icon, text, minutes = _role_words(role)
    footer = minutes if available else translate("PracticeWelcome", "Not enabled yet")
    card = RadioCard(title, text, icon=icon, footer=footer, circle_left=False)
    card.setEnabled(available)
    return card


def _sample(model: PracticeWelcomeModel) -> Card:
    card = Card("quiet", (20, 16, 20, 16), 8)
    card.column.addWidget(label(translate("PracticeWelcome", "Sample project"), "strong"))
    words = translate(
        "PracticeWelcome",
        "{bids} invented bids, {members} members: you play one, the program plays the other {others} by a script.",
    ).format(bids=model.facts.bids, members=model.facts.members, others=model.facts.members - 1)
    card.column.addWidget(paragraph(words, state="secondary"))
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(chip(translate("PracticeWelcome", "No network needed"), "ok"))
    row.addWidget(chip(translate("PracticeWelcome", "No device needed: virtual signing key and camera"), "ok"))
    row.addStretch(1)
    card.column.addLayout(row)
    return card


def _guide_steps(model: PracticeWelcomeModel) -> list[tuple[sketches.Draw, str, str]]:
    return [
        (
            sketches.sign_in,
            translate("PracticeWelcome", "Sign in"),
            translate("PracticeWelcome", "With the signing key and its PIN; the practice PIN is {pin}.").format(
                pin=model.facts.pin
            ),
        ),
        (
            sketches.workbench,
            translate("PracticeWelcome", "Read bids, score"),
            translate(
                "PracticeWelcome",
                "Progress left, the bid in the middle, the one current item right; scores are saved as you type.",
            ),
        ),
        (
            sketches.conference,
            translate("PracticeWelcome", "Meet"),
            translate(
                "PracticeWelcome",
                "The strip at the top always shows the other places; unfold it to see who hears whom.",
            ),
        ),
        (
            sketches.report,
            translate("PracticeWelcome", "Check and sign"),
            translate(
                "PracticeWelcome", "The program shows every step of the sum; when it is right you sign with the key."
            ),
        ),
    ]


def _guide_row(sketch: sketches.Draw, title: str, text: str, last: bool) -> QFrame:
    row = QFrame()
    row.setProperty("role", "row")
    row.setProperty("state", "last" if last else "")
    line = QHBoxLayout(row)
    line.setContentsMargins(18, 10, 18, 10)
    line.setSpacing(20)
    line.addWidget(sketches.Sketch(sketch))
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addStretch(1)
    words.addWidget(label(title, "read-strong"))
    words.addWidget(paragraph(text, state="secondary"))
    words.addStretch(1)
    line.addLayout(words, 1)
    line.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return row


def _start_words(model: PracticeWelcomeModel) -> str:
    if model.facts.resumed:
        return translate("PracticeWelcome", "Go on with the last practice")
    return translate("PracticeWelcome", "Start practice")
