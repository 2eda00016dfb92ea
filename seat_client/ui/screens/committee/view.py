"""Four tabs over the stage's page: what stands left, the form for more right; Esc goes back to work."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.committee.composing import BusinessForm, MotionForm, QuestionForm
from seat_client.ui.screens.committee.recusal_model import RecusalModel
from seat_client.ui.screens.committee.recusing import RecusalForm
from seat_client.ui.screens.committee.rows import BusinessRow, RecordRow
from seat_client.ui.screens.committee.view_model import CommitteeModel
from seat_client.ui.widgets.buttons import FlatButton, secondary_button
from seat_client.ui.widgets.cards import Card, NoteCard
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.pages import WorkbenchFrame, scroll_area
from seat_client.ui.widgets.text import StateLine, label, paragraph

TAB_WIDTH = 96

Vote = Callable[[str, bool], None]


class CommitteeView(WorkbenchFrame):
    """What is written here and not sent yet is there again when the page is opened again."""

    back_requested = Signal()

    def __init__(self, model: CommitteeModel, recusal: RecusalModel, tab: str = "motions") -> None:
        super().__init__(translate("Committee", "Put forward"))
        self.model, self._recusal = model, recusal
        self._shown: object = None
        self._tabs: dict[str, QPushButton] = {}
        self._fill_toolbar()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(28, 20, 28, 24)
        self._column.setSpacing(12)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self._column.addLayout(self._rows)
        self._column.addStretch(1)
        self.body.addWidget(scroll_area(inside), 1)
        self.motion_form, self.question_form = MotionForm(model), QuestionForm(model)
        self.recusal_form = RecusalForm(recusal)
        self._note = NoteCard(
            translate("Committee", "The record is the same at every seat. What the supervisor does stands in it too."),
        )
        for part in (self.motion_form, self.question_form, self.recusal_form, self._note):
            self.form.body.addWidget(part)
        self.form.body.addStretch(1)
        self._line = StateLine("", "warn")
        self._line.setObjectName("committee-line")
        for foot in (self._line, self.motion_form.send, self.question_form.send, self.recusal_form.send):
            self.form.footer.addWidget(foot)
        model.changed.connect(self._show)
        recusal.changed.connect(self.recusal_form.refresh)
        self.apply_frame(self.frame_now)
        self.open_tab(tab)

    def open_tab(self, tab: str) -> None:
        """motions, questions, record or recusal."""
        self._tabs[tab].setChecked(True)
        self._show()

    def initial_focus(self) -> QWidget:
        return self._tabs[self._tab()]

    def show_connection(self, connected: bool) -> None:
        self.model.show_connection(connected)
        self._recusal.show_connection(connected)

    def writing(self) -> str:
        """The tab whose text has the keyboard; empty when none has."""
        return next((tab for tab, form in self._forms() if self.focusWidget() is form.text), "")

    def write_on(self, tab: str) -> None:
        """Go on writing there, at the end of what is there."""
        self.open_tab(tab)
        dict(self._forms())[tab].text.setFocus()

    def leave(self) -> None:
        self.model.leave()
        self._recusal.leave()
        for _, form in self._forms():
            form.leave()

    def _forms(self) -> tuple[tuple[str, BusinessForm], ...]:
        return ("motions", self.motion_form), ("questions", self.question_form), ("recusal", self.recusal_form)

    def escape(self) -> bool:
        self.back_requested.emit()
        return True

    def _fill_toolbar(self) -> None:
        group = QButtonGroup(self)
        for tab, words in _tabs():
            button = secondary_button(words, "choice")
            button.setObjectName(f"committee-tab-{tab}")
            button.setMinimumWidth(TAB_WIDTH)
            button.clicked.connect(self._show)
            group.addButton(button)
            self._tabs[tab] = button
            self.toolbar.row.addWidget(button)
        self.toolbar.row.addStretch(1)
        back = FlatButton("arrow-left", translate("Committee", "Back to work (Esc)"))
        back.setObjectName("committee-back")
        back.clicked.connect(self.back_requested)
        self.toolbar.row.addWidget(back)

    def _tab(self) -> str:
        return next(tab for tab, button in self._tabs.items() if button.isChecked())

    def _show(self) -> None:
        tab = self._tab()
        self.motion_form.setVisible(tab == "motions")
        self.question_form.setVisible(tab == "questions")
        self.motion_form.send.setVisible(tab == "motions")
        self.question_form.send.setVisible(tab == "questions")
        self.recusal_form.setVisible(tab == "recusal")
        self.recusal_form.send.setVisible(tab == "recusal")
        self._note.setVisible(tab == "record")
        self.motion_form.refresh()
        self.question_form.refresh()
        offline = translate("Committee", "No connection: what you send is kept here and goes out when it is back")
        self._line.show_state("" if self.model.connected else offline, "warn")
        self._show_rows(tab)

    def _show_rows(self, tab: str) -> None:
        rows = self._rows_of(tab)
        if (tab, rows) == self._shown:
            return
        self._shown = (tab, rows)
        clear(self._rows)
        for card in self._cards(tab, rows):
            self._rows.addWidget(card)

    def _rows_of(self, tab: str) -> Sequence[BusinessRow | RecordRow]:
        if tab == "recusal":
            return ()
        rows = {"motions": lambda: self.model.motions, "questions": lambda: self.model.questions}
        return rows.get(tab, lambda: self.model.record)()

    def _cards(self, tab: str, rows: Sequence[BusinessRow | RecordRow]) -> list[QWidget]:
        if not rows:
            return [NoteCard(_nothing(tab))]
        if tab == "record":
            return [record_card([row for row in rows if isinstance(row, RecordRow)])]
        vote = self._vote_motion if tab == "motions" else self._vote_question
        name = "motion" if tab == "motions" else "question"
        return [
            _business_card(name, number, row, vote)
            for number, row in enumerate(row for row in rows if isinstance(row, BusinessRow))
        ]

    def _vote_motion(self, motion: str, support: bool) -> None:
        self.model.vote_motion(motion, support=support)

    def _vote_question(self, question: str, support: bool) -> None:
        self.model.vote_question(question, support=support)


def _tabs() -> tuple[tuple[str, str], ...]:
    return (
        ("motions", translate("Committee", "Motions and votes")),
        ("questions", translate("Committee", "Questions to bidders")),
        ("record", translate("Committee", "Record")),
        ("recusal", translate("Committee", "Recusal")),
    )


def _nothing(tab: str) -> str:
    return {
        "motions": translate("Committee", "Nobody has put a motion yet."),
        "questions": translate("Committee", "No question has been put to a bidder yet."),
        "record": translate("Committee", "Nothing is on the record yet."),
        "recusal": translate(
            "Committee",
            "Whoever finds only now that there is a reason for recusal applies here, until the report is closed. "
            "Only staff read the ground. While the review is blind, no bidder is named to choose from: "
            "the ground is enough.",
        ),
    }[tab]


def _business_card(name: str, number: int, row: BusinessRow, vote: Vote) -> Card:
    card = Card("warn" if row.can_vote else "", (20, 16, 20, 18), 8)
    head = QHBoxLayout()
    head.addWidget(paragraph(row.title, "read-strong"), 1)
    head.addWidget(label(row.by, "label", "secondary"), 0, Qt.AlignmentFlag.AlignTop)
    card.column.addLayout(head)
    card.column.addWidget(paragraph(row.text, "read"))
    if row.answer:
        card.column.addWidget(paragraph(translate("Committee", "Answer: {text}").format(text=row.answer), "read"))
    standing = StateLine(row.standing, row.tone, "", "strong", 20)
    standing.setObjectName(f"{name}-standing-{number}")
    card.column.addWidget(standing)
    if row.can_vote:
        card.column.addLayout(_ballot(name, number, row, vote))
    return card


def _ballot(name: str, number: int, row: BusinessRow, vote: Vote) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(12)
    choices = (("for", translate("Committee", "For"), True), ("against", translate("Committee", "Against"), False))
    for key, words, support in choices:
        button = secondary_button(words)
        button.setObjectName(f"{name}-{key}-{number}")
        button.setAccessibleName(f"{words} {row.title}")
        button.setMinimumWidth(140)
        button.clicked.connect(lambda _=False, support=support: vote(row.id, support))
        line.addWidget(button)
    line.addStretch(1)
    return line


def record_card(rows: Sequence[RecordRow]) -> Card:
    """Clock time and words, a line each."""
    card = Card("", (20, 8, 20, 8), 0)
    for row in rows:
        line = QHBoxLayout()
        line.setSpacing(20)
        line.addWidget(label(row.at, "label", "secondary"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(paragraph(row.words, "strong" if row.strong else ""), 1)
        box = QWidget()
        box.setLayout(line)
        line.setContentsMargins(0, 8, 0, 8)
        card.column.addWidget(box)
    return card
