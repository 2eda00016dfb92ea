"""Bids by items: a head that stays, names at the left, a cell for each vote."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
    QTransform,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QVBoxLayout, QWidget

from seat_client.ui import icons
from seat_client.ui.fonts import font
from seat_client.ui.screens.preliminary.grounds import group_words
from seat_client.ui.screens.preliminary.rows import CellFace, ItemHead, RowFace
from seat_client.ui.tokens import COLOR, FONT, SIZE
from seat_client.ui.widgets.letting_go import let_go

NAME_WEIGHT, ITEM_WEIGHT = 21, 10
CODE_WEIGHT = 9
"""A code needs less room than a name."""
GROUP_HEIGHT, ITEM_HEIGHT, ROW_HEIGHT = 40, 60, 76
NARROWEST = 72
ICON = 16
ROOMY = 92
"""Cells narrower than this show the short words."""


def edges(width: int, items: int, name: int = NAME_WEIGHT) -> list[int]:
    """Where the columns begin and end: the name 21, every item 10."""
    whole = name + ITEM_WEIGHT * items
    return [0, *(width * (name + ITEM_WEIGHT * n) // whole for n in range(items + 1))]


def narrowest(items: int, name: int = NAME_WEIGHT) -> int:
    """The width below which the matrix scrolls sideways."""
    return NARROWEST * (name + ITEM_WEIGHT * items) // ITEM_WEIGHT


class VoteCell(QAbstractButton):
    """One bid against one item."""

    def __init__(self, cell: CellFace) -> None:
        super().__init__()
        self.face = cell
        self.chosen = False
        self.setObjectName(f"cell-{cell.item}-{cell.subject}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.show_face(cell, chosen=False)

    def show_face(self, cell: CellFace, *, chosen: bool) -> None:
        self.face, self.chosen = cell, chosen
        self.setAccessibleName(cell.name)
        self.setToolTip(cell.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the body of the matrix knows what a key means; a button would move the focus by itself

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        cell = self.face
        painter.fillRect(self.rect(), QColor(COLOR["accent-weak" if self.chosen else cell.ground]))
        painter.setPen(QColor(COLOR["line"]))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if not cell.words:
            painter.drawPixmap(
                (self.width() - 20) // 2, (self.height() - 20) // 2, icons.pixmap(cell.icon, cell.ink, 20)
            )
        else:
            self._paint_words(painter)
        self._paint_ring(painter)

    def _paint_words(self, painter: QPainter) -> None:
        cell, middle = self.face, self.height() // 2
        roomy = self.width() >= ROOMY
        painter.setFont(font(FONT["label" if roomy else "caption"], 600 if cell.strong else 400))
        width = painter.fontMetrics().horizontalAdvance(cell.words)
        shown = ICON if width + ICON + 2 <= self.width() - 6 else 0
        gap = (4 if roomy else 2) if shown else 0
        left = max(1, (self.width() - shown - gap - width) // 2)
        if shown:
            painter.drawPixmap(left, middle - 20, icons.pixmap(cell.icon, cell.ink, ICON))
        painter.setPen(QColor(COLOR[cell.ink]))
        box = QRect(left + shown + gap, middle - 24, self.width() - left - shown - gap, 24)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), cell.words)
        painter.setFont(font(FONT["caption"]))
        painter.setPen(QColor(COLOR["ink-2"]))
        detail = cell.detail if roomy else cell.short_detail
        painter.drawText(QRect(0, middle, self.width(), 24), int(Qt.AlignmentFlag.AlignCenter), detail)

    def _paint_ring(self, painter: QPainter) -> None:
        if not self.chosen:
            return
        width = SIZE["focus-ring"] if self.hasFocus() else 2
        painter.setPen(QPen(QColor(COLOR["focus" if self.hasFocus() else "accent"]), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = width / 2
        painter.drawRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))


class _NameCell(QWidget):
    def __init__(self, row: RowFace) -> None:
        super().__init__()
        self._row = row

    def show_row(self, row: RowFace) -> None:
        self._row = row
        self.setToolTip(row.label)
        self.setAccessibleName(f"{row.label} {row.rejection}".strip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rejected = bool(self._row.rejection)
        painter.fillRect(self.rect(), QColor(COLOR["bad-weak" if rejected else "surface"]))
        painter.setPen(QColor(COLOR["line"]))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        box = self.rect().adjusted(14, 4, -6, -4)
        if rejected:
            self._paint_rejection(painter, QRect(box.left(), self.height() // 2 + 8, box.width(), 24))
            box = box.adjusted(0, 0, 0, -24)
        painter.setPen(QColor(COLOR["ink"]))
        painter.setFont(font(FONT["body"], 600))
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(box, flags, self._row.label)

    def _paint_rejection(self, painter: QPainter, box: QRect) -> None:
        painter.drawPixmap(box.left(), box.top() + 4, icons.pixmap("cross", "bad", ICON))
        painter.setPen(QColor(COLOR["bad"]))
        painter.setFont(font(FONT["caption"]))
        text = painter.fontMetrics().elidedText(
            self._row.rejection, Qt.TextElideMode.ElideRight, box.width() - ICON - 8
        )
        painter.drawText(box.adjusted(ICON + 8, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)


class _Head(QWidget):
    """Two rows: the groups, and the items below them."""

    def __init__(self, corner: str) -> None:
        super().__init__()
        self._corner = corner
        self._heads: tuple[ItemHead, ...] = ()
        self._edges: list[int] = [0, 0]
        self._left = 0
        self.setFixedHeight(GROUP_HEIGHT + ITEM_HEIGHT)

    def show_heads(self, heads: tuple[ItemHead, ...]) -> None:
        self._heads = heads
        self.update()

    def align(self, columns: list[int], left: int) -> None:
        """Take the columns of the cells below, scrolled this far to the right."""
        self._edges, self._left = columns, left
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(COLOR["surface-2"]))
        painter.setTransform(QTransform.fromTranslate(-self._left, 0), True)
        bottom = self.height() - 1
        painter.setFont(font(FONT["label"]))
        self._paint(painter, QRect(0, 0, self._edges[1], self.height()), self._corner, "ink-2", left=True)
        for number, head in enumerate(self._heads):
            left, right = self._edges[number + 1], self._edges[number + 2]
            self._paint(painter, QRect(left, GROUP_HEIGHT, right - left, ITEM_HEIGHT), head.title, "ink")
        for first, last in self._groups():
            left, right = self._edges[first + 1], self._edges[last + 2]
            words = group_words(self._heads[first].group)
            self._paint(painter, QRect(left, 0, right - left, GROUP_HEIGHT), words, "ink-2")
        painter.setPen(QColor(COLOR["line"]))
        painter.drawLine(0, bottom, self.width() + self._left, bottom)

    def _groups(self) -> list[tuple[int, int]]:
        """First and last column of each run of items of one group."""
        groups = [head.group for head in self._heads]
        starts = [n for n, group in enumerate(groups) if n == 0 or group != groups[n - 1]]
        return [(start, end - 1) for start, end in pairwise([*starts, len(groups)])]

    @staticmethod
    def _paint(painter: QPainter, box: QRect, words: str, ink: str, *, left: bool = False) -> None:
        painter.setPen(QColor(COLOR["line"]))
        painter.drawLine(box.right(), box.top(), box.right(), box.bottom())
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        painter.setPen(QColor(COLOR[ink]))
        across = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter
        _draw_lines(painter, box.adjusted(14 if left else 3, 2, -3, -2), words, across)


def _draw_lines(painter: QPainter, box: QRect, words: str, across: Qt.AlignmentFlag) -> None:
    """Two or three lines in the middle of a box, closer together than the font's own leading would set them."""
    for size in (FONT["label"], FONT["caption"]):
        layout = QTextLayout(words, font(size))
        layout.setTextOption(QTextOption(across))
        step = size + 5
        lines = _break(layout, box.width(), step)
        if lines * step <= box.height():
            break
    layout.draw(painter, QPointF(box.left(), box.top() + max(0, box.height() - lines * step) / 2))


def _break(layout: QTextLayout, width: int, step: int) -> int:
    lines = 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, lines * step + (step - line.height()) / 2))
        lines += 1
    layout.endLayout()
    return lines


class _Body(QWidget):
    """The rows, laid out by hand so that columns meet their heads to the pixel."""

    pressed = Signal(str, str)
    laid_out = Signal()
    moved = Signal(int, int)
    pass_pressed = Signal()
    fail_pressed = Signal()
    submit_pressed = Signal()

    def __init__(self, row_height: int, name_weight: int) -> None:
        super().__init__()
        self._row_height, self._name_weight = row_height, name_weight
        self.names: list[_NameCell] = []
        self.cells: list[list[VoteCell]] = []
        self.columns: list[int] = [0, 0]
        self._shape: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def show_rows(self, rows: tuple[RowFace, ...], heads: tuple[ItemHead, ...], chosen: tuple[str, str]) -> None:
        shape = tuple(row.subject for row in rows), tuple(head.id for head in heads)
        if shape != self._shape:
            self._shape = shape
            self._rebuild(rows)
        for row, name, line in zip(rows, self.names, self.cells, strict=True):
            name.show_row(row)
            for cell, button in zip(row.cells, line, strict=True):
                button.show_face(cell, chosen=(cell.subject, cell.item) == chosen)
        self.setMinimumSize(narrowest(len(heads), self._name_weight), self._row_height * len(rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.moved.emit(*step)
        elif event.key() == Qt.Key.Key_Y:
            self.pass_pressed.emit()
        elif event.key() == Qt.Key.Key_N:
            self.fail_pressed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit_pressed.emit()
        else:
            super().keyPressEvent(event)

    def _rebuild(self, rows: tuple[RowFace, ...]) -> None:
        for widget in [*self.names, *(cell for line in self.cells for cell in line)]:
            let_go(widget)
        self.names = [_NameCell(row) for row in rows]
        self.cells = [[VoteCell(cell) for cell in row.cells] for row in rows]
        for name in self.names:
            name.setParent(self)
            name.show()
        for cell in (cell for line in self.cells for cell in line):
            cell.setParent(self)
            cell.clicked.connect(lambda _=False, cell=cell: self.pressed.emit(cell.face.subject, cell.face.item))
            cell.show()
        self._lay_out()

    def _lay_out(self) -> None:
        items = len(self._shape[1])
        self.columns = edges(self.width(), items, self._name_weight)
        rows = max(1, len(self.names))
        for number, (name, line) in enumerate(zip(self.names, self.cells, strict=True)):
            top, bottom = self.height() * number // rows, self.height() * (number + 1) // rows
            name.setGeometry(0, top, self.columns[1], bottom - top)
            for cell, (left, right) in zip(line, pairwise(self.columns[1:]), strict=True):
                cell.setGeometry(left, top, right - left, bottom - top)
        self.laid_out.emit()


class VoteMatrix(QFrame):
    """Arrows walk the cells, Y passes, N fails and goes to the reason, Enter submits."""

    cell_chosen = Signal(str, str)
    moved = Signal(int, int)
    pass_pressed = Signal()
    fail_pressed = Signal()
    submit_pressed = Signal()

    def __init__(self, corner: str, *, row_height: int = ROW_HEIGHT, name_weight: int = NAME_WEIGHT) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName("matrix")
        self._head, self._body = _Head(corner), _Body(row_height, name_weight)
        self.area = QScrollArea()
        self.area.setWidget(self._body)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.area, 1)
        self._body.pressed.connect(self.cell_chosen)
        self._body.laid_out.connect(self._align)
        self._body.moved.connect(self.moved)
        self._body.pass_pressed.connect(self.pass_pressed)
        self._body.fail_pressed.connect(self.fail_pressed)
        self._body.submit_pressed.connect(self.submit_pressed)
        self.area.horizontalScrollBar().valueChanged.connect(self._align)

    def show_matrix(self, rows: tuple[RowFace, ...], heads: tuple[ItemHead, ...], chosen: tuple[str, str]) -> None:
        """Draw these rows and mark the chosen cell; the keyboard follows it when it is in the matrix."""
        inside = self.holds_focus()
        self._head.show_heads(heads)
        self._body.show_rows(rows, heads, chosen)
        self._align()
        if inside:
            self.focus_chosen()

    def cell(self, subject: str, item: str) -> VoteCell | None:
        return next((c for c in self.all_cells() if (c.face.subject, c.face.item) == (subject, item)), None)

    def all_cells(self) -> list[VoteCell]:
        return [cell for line in self._body.cells for cell in line]

    def holds_focus(self) -> bool:
        return any(cell.hasFocus() for cell in self.all_cells())

    def focus_chosen(self) -> None:
        """Bring the keyboard to the chosen cell, and the cell into sight."""
        chosen = next((cell for cell in self.all_cells() if cell.chosen), None)
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(chosen, 0, 0)

    def column_edges(self) -> list[int]:
        """Where the columns lie."""
        return list(self._body.columns)

    def _align(self) -> None:
        self._head.align(self._body.columns, self.area.horizontalScrollBar().value())
