"""The questions as cards, what the rules say beside them, and how far the votes have come."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.rulings.question_card import QuestionCard
from seat_client.ui.screens.rulings.view_model import Choice, QuestionLine, RulingsModel
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import Card, NoteCard
from seat_client.ui.widgets.layers import ConfirmDialog
from seat_client.ui.widgets.pages import WorkbenchFrame, scroll_area
from seat_client.ui.widgets.pin_asking import PinAsking
from seat_client.ui.widgets.text import StateLine, chip, label, paragraph


class RulingsView(WorkbenchFrame):
    """Read the figures, vote on each question once."""

    def __init__(self, model: RulingsModel) -> None:
        super().__init__(translate("Rulings", "Rules and votes"))
        self._model = model
        self._pin = PinAsking(self)
        self.cards: dict[str, QuestionCard] = {}
        self._fill_toolbar()
        self.body.addWidget(self._questions(), 1)
        self._fill_form()
        model.changed.connect(self._show)
        model.rejected.connect(self._pin.reject)
        model.signed.connect(self._pin.close)
        self._show()

    def show_connection(self, connected: bool) -> None:
        self._model.show_connection(connected)

    def leave(self) -> None:
        self._pin.close()
        self._model.leave()

    def _fill_toolbar(self) -> None:
        self.toolbar.row.addWidget(label(self._model.title, "title"))
        if self._model.identity:
            self.toolbar.row.addWidget(chip(self._model.identity, "accent"))
        self.toolbar.row.addStretch(1)
        self._count = label("", "label", "accent")
        self.toolbar.row.addWidget(self._count)
        self.toolbar.row.addSpacing(8)

    def _questions(self) -> QWidget:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(20, 16, 20, 20)
        self._column.setSpacing(12)
        self._column.addWidget(
            NoteCard(
                translate("Rulings", "The system only points things out; the committee decides. All of it is reported.")
            )
        )
        self._column.addStretch(1)
        return scroll_area(inside)

    def _fill_form(self) -> None:
        checks = dict.fromkeys(line.check for line in self._model.lines)
        for check in checks:
            self.form.body.addWidget(_rule_card(check))
        self.form.body.addWidget(_voting_card(self._model.size))
        self.form.body.addStretch(1)
        self._problem = StateLine("", "bad", "", "label")
        self._problem.setObjectName("problem")
        self.primary = PrimaryButton(translate("Rulings", "Voted"))
        self.primary.setObjectName("rulings-progress")
        self.form.footer.addWidget(self._problem)
        self.form.footer.addWidget(self.primary)

    def _show(self) -> None:
        lines = self._model.lines
        for number, line in enumerate(lines):
            self._card(number, line).show_line(line, self._model.size, saving=self._model.saving)
        voted = len(lines) - self._model.to_vote
        self._count.setText(translate("Rulings", "My votes {done} / {all}").format(done=voted, all=len(lines)))
        self._problem.show_state(self._model.problem, "bad")
        self.hold(self._model.obstacle)

    def _card(self, number: int, line: QuestionLine) -> QuestionCard:
        if line.flag not in self.cards:
            card = QuestionCard(number, line)
            card.chosen.connect(lambda choice, flag=line.flag: self._ask(flag, choice))
            card.revision_wanted.connect(lambda value, reason, flag=line.flag: self._open_pin(flag, value, reason))
            card.reason_written.connect(lambda text, flag=line.flag: self._model.give_reason(flag, text))
            self.cards[line.flag] = card
            self._column.insertWidget(self._column.count() - 1, card)
            card.show()  # at once, so that the page knows its height
        return self.cards[line.flag]

    def _open_pin(self, flag: str, value: str, reason: str) -> None:
        problem = self._model.problem_of(flag, value)
        self.cards[flag].revision.show_problem(problem)
        if problem:
            return
        self._pin.ask(
            self._model.facts(flag, value),
            self._model.tries_left,
            lambda pin, confirmed: self._model.sign_revision(flag, value, reason, pin, confirmed),
            over=self.centre,
            confirm=translate("Rulings", "Sign the correction"),
        )

    def _ask(self, flag: str, choice: Choice) -> None:
        line = next(each for each in self._model.lines if each.flag == flag)
        dialog = ConfirmDialog(
            self,
            translate("Rulings", "Cast this vote?"),
            f"{line.title}\n{translate('Rulings', 'A vote that was cast cannot be changed.')}",
            [(translate("Rulings", "Your vote"), choice.words)],
            translate("Rulings", "Cast my vote"),
            icon="ballot",
        )
        if dialog.primary is not None:
            dialog.primary.setObjectName("confirm-dialog-yes")
        dialog.confirmed.connect(lambda: self._model.vote(flag, choice.decision))
        dialog.open()


def _rule_card(check: str) -> Card:
    rules = {
        "abnormal-score": (
            translate("Rulings", "A score far from the others"),
            translate(
                "Rulings",
                "The member gives a written reason; where the committee does not accept it, the mean of the "
                "other members takes the place of the score. (evaluation rules of the tender document)",
            ),
        ),
        "low-price": (
            translate("Rulings", "A price that may be below cost"),
            translate(
                "Rulings",
                "The bidder is asked for a written explanation with evidence in reasonable time; without a reasonable "
                "explanation or evidence the committee rejects the bid. (Order 12 art. 21)",
            ),
        ),
        "fewer-than-three": (
            translate("Rulings", "Fewer than three valid bids"),
            translate(
                "Rulings",
                "Where competition is plainly lacking the committee may reject all bids; otherwise it may go on and "
                "recommend candidates. (Order 12 art. 27)",
            ),
        ),
        "objective-disagreement": (
            translate("Rulings", "Objective items"),
            translate(
                "Rulings",
                "An objective item has one right score, so all members' scores must be the same; where they differ no "
                "result is computed. (evaluation rules of the tender document)",
            ),
        ),
    }
    rules["correction"] = (
        translate("Rulings", "Correction of an item"),
        translate(
            "Rulings",
            "Only the disputed item is scored anew and signed; everything else on the sheet stays as it was locked. "
            "Both revisions are kept in the journal and stand in the report.",
        ),
    )
    title, text = rules[check]
    return _text_card(title, text)


def _voting_card(size: int) -> Card:
    words = translate(
        "Rulings",
        "More than half of all {size} members decide; without such a majority the question stays unruled. "
        "How each member voted is not shown before all have voted.",
    )
    return _text_card(translate("Rulings", "How the vote counts"), words.format(size=size))


def _text_card(title: str, text: str) -> Card:
    card = Card()
    card.column.addWidget(label(title, "strong"))
    card.column.addWidget(paragraph(text, "label", "secondary"))
    return card
