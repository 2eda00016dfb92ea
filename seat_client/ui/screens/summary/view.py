"""The ranking with its hints left, one bid's sum right; confirmed after one question, or dissented from in writing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from seat_client.ui.clock import clock
from seat_client.ui.language import translate
from seat_client.ui.screens.summary import questions
from seat_client.ui.screens.summary.ranking_table import FIRST_FIGURE, RankingTable
from seat_client.ui.screens.summary.rows import Finding
from seat_client.ui.screens.summary.sheets_table import SheetsTable
from seat_client.ui.screens.summary.sum_form import SumForm
from seat_client.ui.screens.summary.view_model import SummaryModel
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.buttons import FlatButton, PrimaryButton, allow, secondary_button
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.layers import ConfirmDialog
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.pages import WorkbenchFrame, scroll_area
from seat_client.ui.widgets.text import Paragraph, StateLine, chip, glyph, label, paragraph
from seat_client.ui.widgets.written_dialog import WrittenDialog

_WAITING_ROWS = 6


class SummaryView(WorkbenchFrame):
    """Up and Down pick a row, Left and Right a cell of it, R asks for a review, Enter confirms after a question."""

    def __init__(self, model: SummaryModel) -> None:
        super().__init__("", translate("Summary", "step by step"))
        self._model = model
        self._shown: object = None
        self._fill_toolbar()
        self._fill_centre()
        self._fill_form()
        model.changed.connect(self._show)
        self._show()

    def show_connection(self, connected: bool) -> None:
        self._model.show_connection(connected)

    def leave(self) -> None:
        self._model.leave()

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self.locked_chip.setVisible(not frame.compact)
        self.all_sheets.fold(frame.compact)
        self.consequence.setVisible(not frame.compact)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps, sides = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}, {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self._model.step(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_R and not event.modifiers() and not self._model.review_obstacle:
            self._ask_review()
        elif event.key() in sides:
            self._model.step_aside(sides[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        """From row to row with the keyboard in the table."""
        self.table.rows[self._model.step(by)].setFocus()

    def _pick(self, code: str, column: int) -> None:
        """A cell with figures is explained itself, any other place of the row its total."""
        cells = self._model.cells
        at = column - FIRST_FIGURE
        self._model.pick_cell(code, cells[at] if 0 <= at < len(cells) else "")

    # --- parts ---------------------------------------------------------------------------------------

    def _fill_toolbar(self) -> None:
        row = self.toolbar.row
        row.addWidget(label(translate("Summary", "Summary and check"), "title"))
        row.addSpacing(6)
        self.locked_chip = chip(translate("Summary", "All sheets are locked"), "accent")
        row.addWidget(self.locked_chip)
        row.addStretch(1)
        self.badge = StateLine("", "ok", "", "label", 20)
        self.badge.setObjectName("equal-badge")
        row.addWidget(self.badge)
        row.addSpacing(12)
        self.all_sheets = FlatButton("document", translate("Summary", "All sheets"), checkable=True)
        self.all_sheets.setObjectName("all-sheets")
        self.all_sheets.toggled.connect(self._turn_over)
        row.addWidget(self.all_sheets)

    def _fill_centre(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(12)
        self.heading = StateLine("", "warn", "", "headline", 28)
        self.heading.setObjectName("blocked-heading")
        self.table = RankingTable(self._model.sections, self._model.full)
        self.table.setAccessibleName(translate("Summary", "Ranking"))
        self.table.picked_at.connect(self._pick)
        self.table.stepped.connect(self._walk)
        self.table.walked.connect(self._model.step_aside)
        column.addWidget(self.heading)
        column.addWidget(self.table)
        self._ties, self._cards = QVBoxLayout(), QVBoxLayout()
        for part in (self._ties, self._cards):
            part.setSpacing(12)
            column.addLayout(part)
        column.addStretch(1)
        self.sheets = SheetsTable()
        self._sides = QStackedWidget()
        self._sides.addWidget(scroll_area(inside))
        self._sides.addWidget(scroll_area(self.sheets))
        self.body.addWidget(self._sides, 1)

    def _fill_form(self) -> None:
        self.sum_form = SumForm()
        self.form.body.addWidget(self.sum_form)
        self.form.keep_in_sight(self.sum_form.total)
        self._advice = paragraph("", state="secondary")
        self.form.body.addWidget(self._advice)
        self.form.body.addStretch(1)
        self._problem = StateLine("", "bad", "", "label")
        self._problem.setObjectName("problem")
        self.consequence = paragraph(
            translate("Summary", "When all have answered, the centre makes the report"), "label", "secondary"
        )
        self._count = label("", "label-strong", "accent", "confirmed-count")
        note = QHBoxLayout()
        note.addWidget(self.consequence, 1)
        note.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        self.dissent = secondary_button(translate("Summary", "Written dissent"))
        self.dissent.setObjectName("dissent")
        self.dissent.clicked.connect(self._write_dissent)
        self.review = secondary_button(translate("Summary", "Ask for a review"))
        self.review.setObjectName("ask-review")
        self.review.clicked.connect(self._ask_review)
        self.primary = PrimaryButton(translate("Summary", "Confirm result"))
        self.primary.setObjectName("confirm-summary")
        self.primary.clicked.connect(self._ask)
        others = QHBoxLayout()
        others.setSpacing(12)
        others.addWidget(self.review, 1)
        others.addWidget(self.dissent, 1)
        self.form.footer.addWidget(self._problem)
        self.form.footer.addLayout(note)
        self.form.footer.addLayout(others)
        self.form.footer.addWidget(self.primary)

    # --- showing -------------------------------------------------------------------------------------

    def _show(self) -> None:
        model = self._model
        self._show_badge()
        self._show_centre()
        shown = model.sum
        title = translate("Summary", "Show me the sum")
        cell = f"{title}：{shown.code}" if shown is not None else title
        self.form.title.setText(f"{cell} · {shown.cell}" if shown is not None and shown.cell else cell)
        self.form.note.setVisible(shown is None or not shown.cell)
        self.form.title.setToolTip("" if shown is None else shown.name)
        self.sum_form.show_sum(shown)
        self._advice.setText(_advice(model))
        self._advice.setVisible(shown is None)
        done, size = model.confirmed
        self._count.setText(translate("Summary", "Confirmed {done} / {all}").format(done=done, all=size))
        self._problem.show_state(model.problem, "bad")
        self._show_buttons()

    def _show_badge(self) -> None:
        model = self._model
        if not model.published:
            locked, size = model.locked
            words = translate("Summary", "Sheets locked {done} / {all}, waiting for the summary")
            self.badge.show_state(words.format(done=locked, all=size), "todo")
        elif model.disputed:
            self.badge.show_state(model.disputed, "bad")
            self.badge.setToolTip("\n".join(model.differences))
        elif not model.connected and model.lost_at is not None:
            words = translate("Summary", "Last agreed result, as of {time}")
            self.badge.show_state(words.format(time=clock(model.lost_at)), "warn")
        else:
            k, n = model.equal_seats
            words = translate("Summary", "Recomputed here, equal ({done} / {all} seats equal)")
            self.badge.show_state(words.format(done=k, all=n), "ok")

    def _show_centre(self) -> None:
        model = self._model
        content = (model.published, model.blocked, model.ranked, model.rejected, model.ties, model.findings)
        if content != self._shown:
            self._shown = content
            self.heading.show_state(model.blocked, "warn")
            if model.published:
                self.table.show_rows(model.ranked, model.rejected)
            else:
                self.table.show_waiting(_WAITING_ROWS)
            _refill(self._ties, [_tie_line(head, rule) for head, rule in model.ties])
            _refill(self._cards, _finding_parts(model.findings))
        self.table.mark(model.picked, FIRST_FIGURE + model.cells.index(model.section))
        allow(self.all_sheets, "" if model.picked else translate("Summary", "There is no result yet"))
        if self.all_sheets.isChecked():
            self.sheets.show_sheets(model.sheets)

    def _show_buttons(self) -> None:
        model = self._model
        allow(self.dissent, model.obstacle)
        allow(self.review, model.review_obstacle)
        if self.primary is not None:
            self.primary.set_words(
                translate("Summary", "Confirm that there is no ranking")
                if model.blocked
                else translate("Summary", "Confirm result")
            )
        self.hold(model.obstacle)

    def _turn_over(self, wanted: bool) -> None:
        """All sheets of the picked bid in the place of the ranking, or the ranking again."""
        self._sides.setCurrentIndex(1 if wanted else 0)
        self.sheets.show_sheets(self._model.sheets if wanted else None)

    # --- acting --------------------------------------------------------------------------------------

    def _ask(self) -> None:
        dialog = ConfirmDialog(
            self,
            translate("Summary", "Confirm the result?"),
            translate(
                "Summary", "Your confirmation is recorded with the digest of the result and cannot be taken back."
            ),
            _what_is_confirmed(self._model),
            translate("Summary", "Confirm"),
            icon="check",
        )
        if dialog.primary is not None:
            dialog.primary.setObjectName("confirm-dialog-yes")
        dialog.confirmed.connect(self._model.confirm)
        dialog.open()

    def _ask_review(self) -> None:
        dialog = WrittenDialog(self, questions.review(self._model.cell_words))
        dialog.written.connect(self._model.ask_review)
        dialog.open()

    def _write_dissent(self) -> None:
        dialog = WrittenDialog(self, questions.dissent())
        dialog.written.connect(self._model.record_dissent)
        dialog.open()


def _refill(layout: QVBoxLayout, parts: Sequence[QWidget]) -> None:
    clear(layout)
    for part in parts:
        layout.addWidget(part)
        part.show()  # at once, so that the page knows its height


def _tie_line(head: str, rule: str) -> Card:
    card = Card("quiet", (18, 12, 12, 12))
    row = QHBoxLayout()
    row.setSpacing(14)
    row.addWidget(glyph("info", "accent", 20))
    texts = QHBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(label(head, "strong"))
    texts.addWidget(paragraph(rule, state="secondary"), 1)
    row.addLayout(texts, 1)
    card.column.addLayout(row)
    card.setMinimumHeight(60)
    return card


def _finding_parts(findings: Sequence[Finding]) -> list[QWidget]:
    if not findings:
        return []
    box = QWidget()
    head = QHBoxLayout(box)
    head.setContentsMargins(0, 4, 0, 0)
    head.addWidget(label(translate("Summary", "Hints and decisions"), "title"))
    head.addStretch(1)
    note = translate("Summary", "the committee decides; all of it is in the report")
    head.addWidget(label(note, "caption"))
    return [box, *(_finding_card(finding) for finding in findings)]


def _finding_card(finding: Finding) -> Card:
    card = Card("", (18, 12, 16, 12))
    row = QHBoxLayout()
    row.setSpacing(12)
    mark = ("check", "ok") if finding.settled else ("warning", "warn")
    row.addWidget(glyph(*mark, 20), 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(2)
    texts.addWidget(paragraph(finding.title, "strong"))
    texts.addWidget(paragraph(finding.account, state="secondary"))
    row.addLayout(texts, 1)
    verdict: Paragraph = paragraph(finding.verdict, "label", "warn" if finding.unruled else "ok")
    verdict.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(verdict)
    card.column.addLayout(row)
    return card


def _advice(model: SummaryModel) -> str:
    if not model.published:
        return translate("Summary", "The figures appear as soon as the centre has put all locked sheets together.")
    if model.blocked:
        return translate(
            "Summary", "Without a ranking there is no sum to show. The reason goes into the report with all rulings."
        )
    return translate("Summary", "Pick a row to see its sum.")


def _what_is_confirmed(model: SummaryModel) -> list[tuple[str, str]]:
    if model.blocked:
        return [(translate("Summary", "Result"), model.blocked)]
    places = translate("Summary", "Rank {rank}")
    return [
        (places.format(rank=row.rank), f"{row.code} {row.name}　{row.total}") for row in model.ranked if row.candidate
    ]
