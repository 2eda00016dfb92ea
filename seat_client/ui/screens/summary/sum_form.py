"""The form beside the ranking: one bid's sum in steps."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.summary.chart import SubtotalChart
from seat_client.ui.screens.summary.rows import Step, Sum
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.text import label, paragraph

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class SumForm(QWidget):
    """Step cards, and apart from them the total, which stays in sight while the steps scroll."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sum | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.total = QWidget()
        self.total.hide()
        self._total = QVBoxLayout(self.total)
        self._total.setContentsMargins(20, 8, 20, 12)

    def show_sum(self, shown: Sum | None) -> None:
        """Show this sum; nothing is built anew while it stays the same."""
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._column)
        clear(self._total)
        self.total.setVisible(shown is not None)
        if shown is None:
            return
        for step in shown.steps:
            self._add(self._column, _step_card(step))
        self._add(self._total, _total_card(shown))

    @staticmethod
    def _add(column: QVBoxLayout, card: Card) -> None:
        column.addWidget(card)
        card.show()  # at once, so that the form knows its height


def _step_card(step: Step) -> Card:
    card = Card("", (16, 12, 16, 12), 6)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(label(_circled(step.number), "strong", "accent"))
    head.addWidget(label(step.title, "strong"))
    head.addStretch(1)
    head.addWidget(label(step.score, "title", name=f"step-score-{step.number}"))
    card.column.addLayout(head)
    if step.lead:
        card.column.addWidget(paragraph(step.lead, state="secondary"))
    if step.bars:
        card.column.addWidget(SubtotalChart(step.bars))
    if step.lines:
        card.column.addWidget(paragraph("\n".join(step.lines), state="secondary"))
    return card


def _total_card(shown: Sum) -> Card:
    card = Card("selected", (16, 10, 16, 10), 0)
    row = QHBoxLayout()
    addends = paragraph(shown.addends, "read")
    addends.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(addends, 1)
    total = label(translate("Summary", "= {total}").format(total=shown.total), "headline", name="sum-total")
    row.addWidget(total)
    card.column.addLayout(row)
    return card


def _circled(number: int) -> str:
    return CIRCLED[number - 1] if number <= len(CIRCLED) else f"({number})"
