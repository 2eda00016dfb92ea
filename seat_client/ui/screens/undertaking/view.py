"""The undertaking left, the bidders and the declaration right, the signature below."""

from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from seat_client.ui.clock import long_day
from seat_client.ui.language import translate
from seat_client.ui.screens.undertaking.view_model import UndertakingModel
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import Card, CheckRow, NoteCard, RadioCard
from seat_client.ui.widgets.layers import ConfirmDialog
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.pages import scroll_area
from seat_client.ui.widgets.paper import Paper, PaperFrame, Passage
from seat_client.ui.widgets.pin_asking import PinAsking
from seat_client.ui.widgets.text import StateLine, label, paragraph


class UndertakingView(PaperFrame):
    """Read, check the names, declare, sign."""

    def __init__(self, model: UndertakingModel) -> None:
        super().__init__(
            translate("Undertaking", "Undertaking and recusal"),
            translate(
                "Undertaking", "Read the undertaking, check the bidders' names, declare, and sign with your own key."
            ),
            current=1,
            paper=_paper(model),
        )
        self._model = model
        self._pin = PinAsking(self)
        self.paper.read_to_end.connect(model.mark_read)
        self.declaration = _Declaration(model)
        self._locked = _LockedSeat()
        self.primary = PrimaryButton(translate("Undertaking", "Sign with the key and submit"), "key")
        self.primary.clicked.connect(self._ask)
        self._key_line, self._signs = StateLine("", "ok"), label("", "caption", "secondary")
        self.action_bar.add_notes(self._key_line, self._signs)
        self.action_bar.add_button(self.primary, 280)
        self.place(self.declaration, (11, 9))
        self.content.addWidget(self._locked, 1)
        model.changed.connect(self._show)
        model.rejected.connect(self._pin.reject)
        model.signed.connect(self._pin.close)
        self.apply_frame(self.frame_now)
        self._show()

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self.declaration.fit(frame)

    def show_connection(self, connected: bool) -> None:
        self._model.show_connection(connected)

    def leave(self) -> None:
        self._pin.close()

    def _show(self) -> None:
        model = self._model
        locked = model.has_recused
        self.paper.setVisible(not locked)
        self.declaration.setVisible(not locked)
        self._locked.setVisible(locked)
        self._locked.show_left(model.has_left)
        self.paper.show_read(model.read_at)
        self._key_line.show_state(*model.key_line)
        self._signs.setText(_signs(model))
        self.hold(translate("Undertaking", "This seat is locked") if locked else model.obstacle)

    def _ask(self) -> None:
        if self._model.choice == "recuse":
            self._confirm_recusal()
        else:
            self._open_pin()

    def _confirm_recusal(self) -> None:
        names = dict(self._model.bidders)
        facts = [(names[bidder], ground) for bidder, ground in sorted(self._model.grounds.items())]
        dialog = ConfirmDialog(
            self,
            translate("Undertaking", "Apply for recusal?"),
            translate(
                "Undertaking", "The seat then locks, staff and centre are told, and you will see no bid document."
            ),
            facts,
            translate("Undertaking", "Apply and sign"),
            icon="warning",
        )
        dialog.confirmed.connect(self._open_pin)
        dialog.open()

    def _open_pin(self) -> None:
        self._pin.ask(self._model.facts(), self._model.tries_left, self._model.sign)


def _paper(model: UndertakingModel) -> Paper:
    day = translate("Undertaking", "Signed by: own signing key　　{day}").format(day=long_day(model.today))
    return Paper(
        translate("Undertaking", "1. Undertaking"),
        translate("Undertaking", "Undertaking of the evaluation expert"),
        [*map(Passage, model.paragraphs), Passage(day, "close")],
        translate("Undertaking", "Text of the undertaking"),
    )


def _signs(model: UndertakingModel) -> str:
    if not model.digest:
        return translate("Undertaking", "To be signed: undertaking and declaration")
    return translate("Undertaking", "To be signed: undertaking and declaration　digest {digest}").format(
        digest=model.digest
    )


class _Declaration(QWidget):
    """The names in order, two choices of equal weight, and what a recusal needs."""

    def __init__(self, model: UndertakingModel) -> None:
        super().__init__()
        self._model = model
        self._grounds_grew = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(translate("Undertaking", "2. Bidders and declaration"), "title"))
        head.addStretch(1)
        count = translate("Undertaking", "{count} bidders in the order of names").format(count=len(model.bidders))
        head.addWidget(label(count, "label", "secondary"))
        column.addLayout(head)
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(12)
        self._area = scroll_area(inside)
        self._area.verticalScrollBar().rangeChanged.connect(self._follow)
        column.addWidget(self._area, 1)
        self._fill()
        model.changed.connect(self._show)
        self._show()

    def fit(self, frame: Frame) -> None:
        """One column of names, or two where the page is low; the order runs down the columns."""
        columns = 2 if frame.compact else 1
        down = -(-len(self.rows) // columns)
        for place, row in enumerate(self.rows.values()):
            row.last = place % down == down - 1 or place == len(self.rows) - 1
            self._names.addWidget(row, place % down, place // down)

    def _follow(self, _: int, end: int) -> None:
        """A ground that has just been opened comes into sight."""
        if self._grounds_grew:
            self._grounds_grew = False
            self._area.verticalScrollBar().setValue(end)

    def _fill(self) -> None:
        self.rows = {bidder: CheckRow(name) for bidder, name in self._model.bidders}
        names = Card("", (1, 1, 1, 1), 0)
        self._names = QGridLayout()
        self._names.setSpacing(0)
        names.column.addLayout(self._names)
        for bidder, row in self.rows.items():
            row.toggled.connect(lambda ticked, bidder=bidder: self._model.tick(bidder, ticked))
        self._inside.addWidget(names)
        self._inside.addSpacing(4)
        self._inside.addWidget(label(translate("Undertaking", "Please choose one"), "strong"))
        self.clear_choice, self.recuse_choice = _choices()
        self._group = QButtonGroup(self)
        for button, choice in ((self.clear_choice, "no-conflict"), (self.recuse_choice, "recuse")):
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, choice=choice: self._model.choose(choice))
            self._inside.addWidget(button)
        self._grounds = QVBoxLayout()
        self._grounds.setSpacing(8)
        self._inside.addLayout(self._grounds)
        self._inside.addStretch(1)
        words = translate(
            "Undertaking", "Only names stand here, no blind codes; codes are drawn after all have finished this step."
        )
        self._inside.addWidget(NoteCard(words))
        self._shown: tuple[str, ...] = ()

    def _show(self) -> None:
        recusing = self._model.choice == "recuse" and not self._model.has_signed
        for row in self.rows.values():
            if row.selectable != recusing:
                row.set_selectable(recusing)
        for button in (self.clear_choice, self.recuse_choice):
            button.setEnabled(not self._model.has_signed)
        self._show_grounds()

    def _show_grounds(self) -> None:
        wanted = tuple(self._model.grounds)
        if wanted == self._shown:
            return
        self._grounds_grew = len(wanted) > len(self._shown)
        self._shown = wanted
        clear(self._grounds)
        names = dict(self._model.bidders)
        for bidder in wanted:
            words = translate("Undertaking", "Ground: {bidder}").format(bidder=names[bidder])
            field = QLineEdit(self._model.grounds[bidder])
            field.setAccessibleName(words)
            field.setMaxLength(500)
            field.setPlaceholderText(
                translate("Undertaking", "close relative, post, shares, paid work in three years, …")
            )
            field.textChanged.connect(lambda text, bidder=bidder: self._model.write_ground(bidder, text))
            self._grounds.addWidget(label(words, "label-strong"))
            self._grounds.addWidget(field)


def _choices() -> tuple[RadioCard, RadioCard]:
    return (
        RadioCard(
            translate("Undertaking", "No interest in any bidder above, no recusal"),
            translate(
                "Undertaking", "No close relative, post, shares, paid work in three years or other economic interest."
            ),
        ),
        RadioCard(
            translate("Undertaking", "There is a reason for recusal"),
            translate(
                "Undertaking", "Name the bidder and the ground; staff are told to replace you, and you will see no bid."
            ),
        ),
    )


class _LockedSeat(QWidget):
    """What stands here after a recusal: nothing of the project any more."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addStretch(1)
        card = Card("control", (40, 36, 40, 36), 12)
        card.setMaximumWidth(820)
        self._title = StateLine("", "ok", "lock", "headline", 28)
        self._text = paragraph("", "read", "secondary", "locked-text")
        card.column.addWidget(self._title)
        card.column.addWidget(self._text)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 10)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        self.show_left(False)

    def show_left(self, replaced: bool) -> None:
        """Say that a recusal was applied for, or that another member has taken this one's place."""
        if replaced:
            self._title.show_state(translate("Undertaking", "You have left this evaluation"), "ok", "lock")
            self._text.setText(
                translate(
                    "Undertaking",
                    "Another member has taken your place. What you did is kept on record and no longer counts. "
                    "You may leave the seat; please take your key with you.",
                )
            )
            return
        self._title.show_state(translate("Undertaking", "Recusal applied for"), "ok", "lock")
        self._text.setText(
            translate(
                "Undertaking",
                "Staff and the centre have been told; a replacement is being arranged. "
                "This seat shows no bid document. You may leave the seat; please take your key with you.",
            )
        )
