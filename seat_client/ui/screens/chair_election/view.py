"""The members as cards of equal weight, the rules of the ballot beside them, one vote below."""

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from seat_client.services.election import Candidate
from seat_client.ui.language import translate
from seat_client.ui.screens.chair_election.view_model import ChairElectionModel
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import Card, NoteCard, RadioCard
from seat_client.ui.widgets.layers import ConfirmDialog
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.pages import OneTaskFrame, entry_steps, scroll_area
from seat_client.ui.widgets.text import StateLine, chip, glyph, label, paragraph

COLUMNS = 2


class ChairElectionView(OneTaskFrame):
    """Choose one member, confirm once, wait for the others."""

    def __init__(self, model: ChairElectionModel) -> None:
        super().__init__(
            translate("ChairElection", "Elect the chair"),
            translate(
                "ChairElection", "Choose the chair of the committee by secret ballot: every member has one equal vote."
            ),
            steps=entry_steps(),
            current=2,
        )
        self._model = model
        self._round = 0
        self._group = QButtonGroup(self)
        self.cards: dict[str, RadioCard] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._progress = StateLine("", "accent", "", "read-strong", 22)
        self._problem = StateLine("", "bad")
        self.primary = PrimaryButton(translate("ChairElection", "Cast my vote"), "ballot")
        self.primary.clicked.connect(self._ask)
        self._chosen = label("", "label", "secondary")
        self.action_bar.add_notes(self._problem, self._chosen)
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

    def _left(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(translate("ChairElection", "1. Members of the committee"), "title"))
        head.addStretch(1)
        self._round_chip = chip("", "accent")
        head.addWidget(self._round_chip)
        column.addLayout(head)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._grid)
        inner.addStretch(1)
        column.addWidget(scroll_area(inside), 1)
        return box

    def _right(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(translate("ChairElection", "2. How the ballot goes"), "title"))
        rules = Card("", (20, 8, 20, 8), 0)
        for icon, text in _rules():
            rules.column.addWidget(_rule_row(icon, text))
        column.addWidget(rules)
        progress = Card("", (20, 18, 20, 18), 6)
        progress.column.addWidget(self._progress)
        self._waiting = paragraph("", state="secondary")
        progress.column.addWidget(self._waiting)
        column.addWidget(progress)
        column.addStretch(1)
        column.addWidget(
            NoteCard(translate("ChairElection", "The ballot is secret: nobody sees who chose whom."), "shield")
        )
        return box

    def _show(self) -> None:
        model = self._model
        if self._round != model.round:
            self._round = model.round
            self._fill()
        for member, card in self.cards.items():
            reason = next(c.reason for c in model.candidates if c.member == member)
            card.setEnabled(not reason and not model.voted and not model.saving)
        self._show_progress()
        self._problem.show_state(model.problem, "bad")
        self._chosen.setText(_chosen_words(model))
        self.hold(model.obstacle)

    def _show_progress(self) -> None:
        cast, all_members = self._model.progress
        words = translate("ChairElection", "Voted: {cast} / {all}").format(cast=cast, all=all_members)
        self._progress.show_state(words, "ok" if cast == all_members else "accent")
        self._waiting.setText(
            translate(
                "ChairElection", "The result is announced when all have voted. A tie is decided by another round."
            )
        )
        text = translate("ChairElection", "Round {round}").format(round=self._model.round)
        self._round_chip.setText(text)
        self._round_chip.setVisible(self._model.round > 1)

    def _fill(self) -> None:
        for card in self.cards.values():
            self._group.removeButton(card)
        self.cards.clear()
        clear(self._grid)
        for place, candidate in enumerate(self._model.candidates):
            card = _candidate_card(candidate)
            card.clicked.connect(lambda _=False, member=candidate.member: self._model.choose(member))
            self._group.addButton(card)
            self.cards[candidate.member] = card
            self._grid.addWidget(card, place // COLUMNS, place % COLUMNS)

    def _ask(self) -> None:
        chosen = next(c for c in self._model.candidates if c.member == self._model.chosen)
        dialog = ConfirmDialog(
            self,
            translate("ChairElection", "Cast this vote?"),
            translate("ChairElection", "A vote that was cast cannot be changed."),
            [(translate("ChairElection", "Your vote"), member_title(chosen))],
            translate("ChairElection", "Cast my vote"),
            icon="ballot",
        )
        dialog.confirmed.connect(self._model.vote)
        dialog.open()


def member_title(candidate: Candidate) -> str:
    """A member by number; never by name."""
    if candidate.own:
        return translate("ChairElection", "Member {number} · this seat").format(number=candidate.number)
    return translate("ChairElection", "Member {number}").format(number=candidate.number)


def _candidate_card(candidate: Candidate) -> RadioCard:
    card = RadioCard(member_title(candidate), _about(candidate))
    card.setMinimumHeight(88)
    return card


def _about(candidate: Candidate) -> str:
    reasons = {
        "purchaser_representative": translate("ChairElection", "Purchaser's representative: may not be elected chair"),
        "not_in_the_tie": translate("ChairElection", "Not among those the further round decides between"),
    }
    specialties = {
        "technical": translate("ChairElection", "Technical expert"),
        "economic": translate("ChairElection", "Economic expert"),
    }
    return reasons.get(candidate.reason) or specialties.get(candidate.specialty, candidate.specialty)


def _rules() -> list[tuple[str, str]]:
    return [
        ("ballot", translate("ChairElection", "Every member casts one vote; all votes are equal.")),
        (
            "users",
            translate("ChairElection", "Only experts may be elected, oneself included."),
        ),
        (
            "flag",
            translate(
                "ChairElection",
                "The chair leads votes and signs last; all scores are equal.",
            ),
        ),
    ]


def _rule_row(icon: str, text: str) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 8, 0, 8)
    row.setSpacing(14)
    row.addWidget(glyph(icon, "ink-2", 24))
    row.addWidget(paragraph(text), 1)
    return box


def _chosen_words(model: ChairElectionModel) -> str:
    chosen = next((c for c in model.candidates if c.member == model.chosen), None)
    if chosen is None or model.voted:
        return ""
    return translate("ChairElection", "Chosen: {member}").format(member=member_title(chosen))
