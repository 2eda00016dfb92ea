"""A ruled table of a few rows whose cells hold chips as well as figures; rows can be picked by mouse and keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from seat_client.ui.style import set_property
from seat_client.ui.tokens import COLOR, SIZE, Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.letting_go import let_go
from seat_client.ui.widgets.text import label, paragraph

HEAD_HEIGHT = 44
ROW_HEIGHT = 56
_PADDING, _TIGHT = 16, 8


@dataclass(frozen=True, slots=True)
class Column:
    """A share of the table's width, and what stands above it."""

    weight: int
    title: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A widget in one column, or over several up to `last`."""

    widget: QWidget
    first: int
    last: int = -1

    @property
    def end(self) -> int:
        """The column after the last one it covers."""
        return max(self.first, self.last) + 1


class TableRow(QWidget):
    """One line; `state` is "", current or off. A row with a key can be picked."""

    pressed = Signal(str, int)
    """The row's key, and the column that was pressed; -1 by the keyboard."""
    stepped = Signal(int)
    """Up (-1) or Down (1) was pressed while the row has the keyboard."""
    walked = Signal(int)
    """Left (-1) or Right (1) likewise."""

    def __init__(self, key: str, cells: Sequence[Placed], *, height: int = ROW_HEIGHT, state: str = "") -> None:
        super().__init__()
        self.key, self._cells, self.state = key, tuple(cells), state
        self._edges: tuple[int, ...] = ()
        self._marked = -1
        self.setFixedHeight(height)
        for cell in self._cells:
            cell.widget.setParent(self)
        if key:
            self.setObjectName(f"row-{key}")
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def cell(self, column: int) -> QWidget:
        """The widget that stands in a column."""
        return next(cell.widget for cell in self._cells if cell.first <= column < cell.end)

    def show_state(self, state: str, column: int = -1) -> None:
        """How the row stands, and the column of its current cell, if it has one."""
        self.state, self._marked = state, column
        self.update()

    def wanted(self, edges: tuple[int, ...], padding: int) -> int:
        """The height at which texts that run over several lines between these edges are whole."""
        rooms = [(cell.widget, edges[cell.end] - edges[cell.first] - 2 * padding) for cell in self._cells]
        return max((widget.heightForWidth(room) for widget, room in rooms if room > 0), default=0)

    def place(self, edges: tuple[int, ...], padding: int) -> None:
        """Put the cells between the columns' edges."""
        self._edges = edges
        inset = 0 if self.state == "head" else 1  # two lines of a heading need all of it
        for cell in self._cells:
            left, right = edges[cell.first] + padding, edges[cell.end] - padding
            cell.widget.setGeometry(QRect(left, inset, max(0, right - left), self.height() - 2 * inset))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = {"current": "accent-weak", "off": "canvas", "head": "surface-2"}.get(self.state, "surface")
        painter.fillRect(self.rect(), QColor(COLOR[ground]))
        painter.setPen(QColor(COLOR["line"]))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        for cell in self._cells:
            if 0 < cell.first < len(self._edges):
                painter.drawLine(self._edges[cell.first], 0, self._edges[cell.first], self.height())
        if 0 <= self._marked < len(self._edges) - 1:
            left, right = self._edges[self._marked], self._edges[self._marked + 1]
            painter.setPen(QPen(QColor(COLOR["accent"]), 2))
            painter.drawRect(left + 4, 4, right - left - 8, self.height() - 9)
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLOR["focus"]), SIZE["focus-ring"]))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.key and event.button() == Qt.MouseButton.LeftButton:
            x = event.position().x()
            self.pressed.emit(self.key, sum(edge <= x for edge in self._edges) - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps, sides = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}, {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if self.key and event.key() == Qt.Key.Key_Space:
            self.pressed.emit(self.key, -1)
        elif self.key and event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif self.key and event.key() in sides:
            self.walked.emit(sides[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class RuledTable(Adaptive):
    """Head and rows in columns of given weights."""

    picked = Signal(str)
    picked_at = Signal(str, int)
    """As `picked`, with the column, -1 when none was pointed at."""
    stepped = Signal(int)
    walked = Signal(int)

    def __init__(self, columns: Sequence[Column], *, row_height: int = ROW_HEIGHT) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._columns, self._row_height = tuple(columns), row_height
        self._head = TableRow("", [_title(n, c) for n, c in enumerate(columns)], height=HEAD_HEIGHT, state="head")
        self._head.setParent(self)
        self.rows: dict[str, TableRow] = {}
        self._lines: list[TableRow] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._place()

    def add_row(self, key: str, cells: Sequence[Placed], *, state: str = "", name: str = "") -> TableRow:
        """A further line; one with a `key` can be picked and has the accessible `name`."""
        row = TableRow(key, cells, height=self._row_height, state=state)
        row.setAccessibleName(name)
        row.setParent(self)
        row.pressed.connect(lambda key, _: self.picked.emit(key))
        row.pressed.connect(self.picked_at)
        row.stepped.connect(self.stepped)
        row.walked.connect(self.walked)
        row.show()
        self._lines.append(row)
        if key:
            self.rows[key] = row
        self._place()
        return row

    def clear(self) -> None:
        for row in self._lines:
            let_go(row)
        self._lines.clear()
        self.rows.clear()
        self._place()

    def mark(self, key: str, column: int = -1) -> None:
        """Show which row is the current one, and which of its cells."""
        for row in self.rows.values():
            row.show_state(*(("current", column) if row.key == key else ("", -1)))

    def edges(self) -> tuple[int, ...]:
        """Where the columns begin, and where the last one ends."""
        total, room = sum(c.weight for c in self._columns), self.width() - 2
        return (0, *(room * s // total for s in accumulate(c.weight for c in self._columns)))

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        for number in range(len(self._columns)):
            set_property(self._head.cell(number), "role", "caption" if frame.compact else "label")
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        top, edges, padding = 1, self.edges(), _TIGHT if self.frame_now.compact else _PADDING
        self._head.setFixedHeight(max(HEAD_HEIGHT, self._head.wanted(edges, padding)))
        self.setFixedHeight(self._head.height() + self._row_height * len(self._lines) + 2)
        for row in (self._head, *self._lines):
            row.setGeometry(1, top, self.width() - 2, row.height())
            row.place(edges, padding)
            top += row.height()


def figure(text: str, role: str = "read") -> QWidget:
    """A number at the right edge of its column."""
    widget = label(text, role)
    widget.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return widget


def _title(number: int, column: Column) -> Placed:
    widget = paragraph(column.title, "label", "secondary", leading=100)
    across = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    widget.setAlignment(across | Qt.AlignmentFlag.AlignVCenter)
    return Placed(widget, number)
