"""The question before the lock, with the whole sheet that will be fixed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.review.rows import SheetTable
from seat_client.ui.tokens import SIZE
from seat_client.ui.widgets.layers import ConfirmDialog

MOST_HEIGHT = 420
_ROW = SIZE["target-s"]
_TITLE, _CELL, _BAR = 190, 60, 16
_FRAME = 2 * SIZE["focus-ring"]


class SheetDialog(ConfirmDialog):
    """Every criterion of every bid, and the sums."""

    def __init__(self, over: QWidget, title: str, table: SheetTable, confirm: str) -> None:
        text = translate("Review", "{bids} bids, {items} scores. Once signed the sheet can no longer be changed.")
        super().__init__(
            over, title, text.format(bids=len(table.bids), items=sum(map(len, table.cells))), [], confirm, icon="lock"
        )
        self.setObjectName("sheet-dialog")
        if self.primary is not None:
            self.primary.setObjectName("lock-confirm")
        self.sheet = _sheet(table)
        self.column.insertWidget(2, self.sheet)


def _sheet(table: SheetTable) -> QTableWidget:
    sheet = QTableWidget(len(table.criteria) + 1, len(table.bids) + 1)
    sheet.setObjectName("sheet")
    sheet.setAccessibleName(translate("Review", "The sheet to be locked"))
    sheet.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    sheet.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    sheet.setHorizontalHeaderLabels([translate("Review", "Criterion"), *table.bids])
    if (corner := sheet.horizontalHeaderItem(0)) is not None:
        corner.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    sheet.verticalHeader().hide()
    sheet.verticalHeader().setDefaultSectionSize(_ROW)
    rows = [*zip(table.criteria, table.cells, strict=True), (translate("Review", "Sum"), table.sums)]
    for row, (name, values) in enumerate(rows):
        sheet.setItem(row, 0, _item(name, left=True, strong=row == len(table.criteria)))
        for column, value in enumerate(values, start=1):
            sheet.setItem(row, column, _item(value, strong=row == len(table.criteria)))
    _measure(sheet, len(table.bids))
    return sheet


def _measure(sheet: QTableWidget, bids: int) -> None:
    header = sheet.horizontalHeader()
    header.setMinimumSectionSize(_CELL)
    header.setFixedHeight(_ROW)
    room = SIZE["dialog"] - 2 * 28 - 2 - _FRAME
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    cell = max(_CELL, (room - _TITLE) // bids) if bids else _CELL
    sheet.setColumnWidth(0, max(_TITLE, room - cell * bids))
    for column in range(1, bids + 1):
        sheet.setColumnWidth(column, cell)
    if cell * bids + _TITLE <= room:
        sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    height = _ROW * (sheet.rowCount() + 1) + _FRAME
    if height <= MOST_HEIGHT:
        sheet.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    sheet.setFixedHeight(min(MOST_HEIGHT, height + (_BAR if cell * bids + _TITLE > room else 0)))


def _item(text: str, *, left: bool = False, strong: bool = False) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    across = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
    item.setTextAlignment(across | Qt.AlignmentFlag.AlignVCenter)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    item.setToolTip(text)
    if strong:
        face = item.font()
        face.setWeight(face.Weight.DemiBold)
        item.setFont(face)
    return item
