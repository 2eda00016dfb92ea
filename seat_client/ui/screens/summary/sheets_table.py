"""Every member's scores of one bid: criteria down, members across, for checking by hand."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.summary.rows import AllSheets, SheetLine
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.ruled_table import Column, Placed, RuledTable, figure
from seat_client.ui.widgets.text import label

ROW_HEIGHT = 36
_TITLE, _FULL, _MEMBERS = 28, 8, 64


class SheetsTable(QWidget):
    """Follows the bid picked in the ranking."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: AllSheets | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 20)
        self._column.setSpacing(12)

    def show_sheets(self, sheets: AllSheets | None) -> None:
        """Show these; nothing is built anew while they stay the same."""
        if sheets == self._shown:
            return
        self._shown = sheets
        clear(self._column)
        if sheets is None:
            return
        title = label(translate("Summary", "All sheets of {bid}").format(bid=sheets.bid), "title")
        for part in (title, _table(sheets)):
            self._column.addWidget(part)
            part.show()  # at once, so that the page knows its height
        self._column.addStretch(1)


def _table(sheets: AllSheets) -> RuledTable:
    share = max(1, _MEMBERS // len(sheets.members))
    columns = [
        Column(_TITLE, translate("Summary", "Criterion")),
        Column(_FULL, translate("Summary", "Full"), right=True),
    ]
    member = translate("Summary", "No. {number}")
    columns += [Column(share, member.format(number=number), right=True) for number in sheets.members]
    table = RuledTable(columns, row_height=ROW_HEIGHT)
    for line in sheets.lines:
        table.add_row("", _cells(line), name=f"{line.title} {' '.join(line.scores)}")
    total = SheetLine(translate("Summary", "Sum"), "", sheets.sums)
    table.add_row("", _cells(total, "strong"), state="head", name=f"{total.title} {' '.join(total.scores)}")
    return table


def _cells(line: SheetLine, role: str = "") -> list[Placed]:
    title = label(line.title, role or "label")
    title.setToolTip(line.title)
    figures = [figure(score, role) for score in (line.full, *line.scores)]
    return [Placed(title, 0), *(Placed(widget, n) for n, widget in enumerate(figures, start=1))]
