"""Where the evaluation stands left with the record under it, the supervisor's own acts right."""

from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from seat_client.services.supervision import Standing
from seat_client.ui.language import translate
from seat_client.ui.screens.committee.rows import RecordRow
from seat_client.ui.screens.committee.view import record_card
from seat_client.ui.screens.supervisor.view_model import SupervisorModel
from seat_client.ui.widgets.buttons import PrimaryButton, allow, secondary_button
from seat_client.ui.widgets.cards import Card, NoteCard
from seat_client.ui.widgets.layers import ConfirmDialog
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.pages import WorkbenchFrame, scroll_area
from seat_client.ui.widgets.text import StateLine, label, paragraph

COLUMNS = 3
TEXT_HEIGHT = 160


class SupervisorView(WorkbenchFrame):
    """Watch, mark, open together with another, leave."""

    def __init__(self, model: SupervisorModel) -> None:
        super().__init__(translate("Supervisor", "Mark an event"))
        self.model = model
        self._shown: tuple[RecordRow, ...] | None = None
        self._fill_toolbar()
        self._fill_body()
        self._fill_form()
        model.changed.connect(self._show)
        model.marked.connect(self._begin_anew)
        self.apply_frame(self.frame_now)
        self._show()

    def initial_focus(self) -> QWidget:
        return self.text

    def show_connection(self, connected: bool) -> None:
        self.model.show_connection(connected)

    def show_time(self, now: datetime) -> None:
        self._show_buttons()

    def leave(self) -> None:
        self.model.leave()

    def _begin_anew(self) -> None:
        """The field is empty for the next event, with the keyboard in it."""
        self.text.clear()
        self.text.setFocus()

    def _fill_toolbar(self) -> None:
        self._stage = label("", "title", name="supervised-stage")
        self.toolbar.row.addWidget(self._stage)
        self.toolbar.row.addStretch(1)
        self.sign_out = secondary_button(translate("Supervisor", "Sign out"), "tool")
        self.sign_out.setObjectName("supervisor-leave")
        self.sign_out.clicked.connect(self._ask)
        self.toolbar.row.addWidget(self.sign_out)

    def _fill_body(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(28, 20, 28, 24)
        column.setSpacing(12)
        column.addWidget(label(translate("Supervisor", "Members"), "title"))
        card = Card("", (20, 16, 20, 16), 0)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(12)
        self._lines: list[StateLine] = []
        card.column.addLayout(self._grid)
        column.addWidget(card)
        column.addWidget(label(translate("Supervisor", "Record, newest first"), "title"))
        self._record = QVBoxLayout()
        column.addLayout(self._record)
        column.addStretch(1)
        self._watched, self._nothing = scroll_area(inside), QWidget()
        self.body.addWidget(self._watched, 1)
        self.body.addWidget(self._nothing, 1)

    def _fill_form(self) -> None:
        self.text = QPlainTextEdit()
        self.text.setObjectName("mark-text")
        self.text.setAccessibleName(translate("Supervisor", "What happened"))
        self.text.setFixedHeight(TEXT_HEIGHT)
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._show_buttons)
        self.form.body.addWidget(label(translate("Supervisor", "What happened"), "strong"))
        self.form.body.addWidget(self.text)
        self._sealed = Card("warn", (18, 16, 18, 18), 12)
        self._sealed.column.addWidget(
            paragraph(translate("Supervisor", "The evaluation is sealed. Two different people open it together."))
        )
        self.open_seal = secondary_button(translate("Supervisor", "I have come to open it"), icon="key")
        self.open_seal.setObjectName("come-to-open")
        self.open_seal.clicked.connect(self.model.come_to_open)
        self._not_yet = StateLine("", "warn", "", "label", wrap=True)
        self._sealed.column.addWidget(self.open_seal)
        self._sealed.column.addWidget(self._not_yet)
        self.form.body.addWidget(self._sealed)
        self.form.body.addWidget(
            NoteCard(
                translate(
                    "Supervisor",
                    "You see no score before all members have locked theirs. Everything you do here stands in the "
                    "record, which every member can read.",
                )
            )
        )
        self.form.body.addStretch(1)
        self._problem, self._said = StateLine("", "bad", wrap=True), StateLine("", "ok", wrap=True)
        self._problem.setObjectName("problem")
        self.primary = PrimaryButton(translate("Supervisor", "Put it on the record"), "flag")
        self.primary.setObjectName("mark-send")
        self.primary.clicked.connect(lambda: self.model.mark(self.text.toPlainText()))
        for foot in (self._problem, self._said, self.primary):
            self.form.footer.addWidget(foot)

    def _show(self) -> None:
        model = self.model
        self._stage.setText(model.stage)
        self._show_standings(model.standings)
        self._sealed.setVisible(model.sealed)
        self._watched.setVisible(not model.hidden)
        self._nothing.setVisible(model.hidden)
        self._problem.show_state(model.problem, "bad")
        self._said.show_state(model.said, "accent" if model.working else "ok")
        self._show_buttons()
        if model.record != self._shown:
            self._shown = model.record
            clear(self._record)
            self._record.addWidget(record_card(self._shown))

    def _show_standings(self, standings: tuple[Standing, ...]) -> None:
        while len(self._lines) < len(standings):
            number = len(self._lines)
            line = StateLine("", "todo", "", "", 20)
            line.setObjectName(f"standing-{number + 1}")
            self._lines.append(line)
            self._grid.addWidget(line, number // COLUMNS, number % COLUMNS)
        for line, standing in zip(self._lines, standings, strict=False):
            line.show_state(*_standing_words(standing))

    def _show_buttons(self) -> None:
        allow(self.sign_out, self.model.obstacle)
        allow(self.open_seal, self.model.opening_obstacle)
        self._not_yet.show_state(self.model.opening_obstacle, "warn")
        self.hold(self.model.mark_obstacle(self.text.toPlainText()))

    def _ask(self) -> None:
        dialog = ConfirmDialog(
            self,
            translate("Supervisor", "Sign out of this seat?"),
            translate("Supervisor", "The record will say that the supervisor has left."),
            [],
            translate("Supervisor", "Sign out"),
            icon="warning",
        )
        if dialog.primary is not None:
            dialog.primary.setObjectName("confirm-leave")
        dialog.confirmed.connect(self.model.sign_out)
        dialog.open()


def _standing_words(standing: Standing) -> tuple[str, str]:
    if not standing.signed_in:
        return translate("Supervisor", "Member {number}: not signed in").format(number=standing.number), "todo"
    if standing.done:
        return translate("Supervisor", "Member {number}: done").format(number=standing.number), "ok"
    return translate("Supervisor", "Member {number}: at work").format(number=standing.number), "accent"
