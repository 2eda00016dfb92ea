"""The rail: where one is, what is left, and under the current stage the bids."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from seat_client.ui import icons
from seat_client.ui.language import translate
from seat_client.ui.style import set_state
from seat_client.ui.tokens import SIZE, WIDE, Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.buttons import FlatButton
from seat_client.ui.widgets.committee_button import CommitteeButton
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.plates import StageRow, SubRow
from seat_client.ui.widgets.scrolling import scroll_area
from seat_client.ui.widgets.text import Elided, glyph, label, paragraph

_MARKS = {"done": ("check", "ok"), "current": ("disc", "accent"), "todo": ("ring", "line-strong")}


class StageRail(Adaptive):
    """Stages from first to last; in the compact frame icons alone, with their names as tips."""

    bid_chosen = Signal(str)
    help_requested = Signal()
    committee_requested = Signal()
    flyout_requested = Signal()
    """The narrow rail was pressed: show it whole."""

    def __init__(self, fixed: Frame | None = None) -> None:
        super().__init__()
        self._fixed = fixed
        self.setProperty("role", "rail")
        self._project, self._method = "", ""
        self._stages: tuple[StageRow, ...] = ()
        self._lines: dict[str, BidLine] = {}
        self._bids: tuple[SubRow, ...] = ()
        self._business = (False, 0)
        self._folded = False
        column = QVBoxLayout(self)
        column.setSpacing(2)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        column.addWidget(scroll_area(inside), 1)
        self._help = FlatButton("help", translate("Bars", "Call technical support"))
        self._help.clicked.connect(self.help_requested)
        self.committee = CommitteeButton()
        self.committee.clicked.connect(self.committee_requested)
        column.addWidget(self.committee, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._help, 0, Qt.AlignmentFlag.AlignLeft)
        self.apply_frame(WIDE)

    @property
    def narrow(self) -> bool:
        return self._folded or self.frame_now.compact

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(self._fixed or frame)
        self.setFixedWidth(64 if self.narrow else self.frame_now.rail)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(9 if self.narrow else 12, 20, 9 if self.narrow else 12, 16)
        self._help.fold(self.narrow)
        self.committee.fold(self.narrow)
        self._fill()

    def fold(self, folded: bool) -> None:
        """Show icons alone, as two documents side by side need the room."""
        self._folded = folded
        self.apply_frame(self.frame_now)

    def show_project(self, name: str, method: str) -> None:
        self._project, self._method = name, method
        self._fill()

    def show_stages(self, stages: Sequence[StageRow]) -> None:
        if tuple(stages) != self._stages:
            self._stages = tuple(stages)
            self._fill()

    def show_bids(self, bids: Sequence[SubRow]) -> None:
        before, self._bids = self._bids, tuple(bids)
        if before == self._bids or self.narrow:
            return
        lines = self._lines
        if [bid.key for bid in before] != [bid.key for bid in self._bids] or list(lines) != [b.key for b in before]:
            self._fill()
            return
        for old, new in zip(before, self._bids, strict=True):  # a score changes a line, not the rail
            if old != new:
                lines[new.key].show_row(new)

    def show_committee(self, possible: bool, waiting: int) -> None:
        """The committee's business, beside the call for help."""
        self._business = (possible, waiting)
        self.committee.show_business(possible, waiting)

    def _fill(self) -> None:
        focused = self._focused_key()
        clear(self._rows)
        self._lines = {}
        if self._project and not self.narrow:
            self._rows.addWidget(_project_block(self._project, self._method))
        for stage in self._stages:
            self._rows.addWidget(self._line(stage))
            if stage.state == "current" and self._bids and not self.narrow:
                self._add_bids(focused)
        self._rows.addStretch(1)

    def copy_to(self, other: "StageRail") -> None:
        """Show the same in another rail."""
        other.show_project(self._project, self._method)
        other.show_stages(self._stages)
        other.show_bids(self._bids)
        other.show_committee(*self._business)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.narrow and event.button() == Qt.MouseButton.LeftButton:
            self.flyout_requested.emit()

    def _line(self, stage: StageRow) -> QWidget:
        if not (self.narrow and stage.state == "current"):
            return _StageLine(stage, self.narrow)
        opener = FlatButton("disc", tip=stage.title)
        opener.set_icon("disc", "accent")
        opener.setFixedSize(46, SIZE["target"])
        opener.setAccessibleDescription(translate("Rail", "shows all stages and bids"))
        opener.clicked.connect(self.flyout_requested)
        return opener

    def _add_bids(self, focused: str) -> None:
        for bid in self._bids:
            line = BidLine(bid)
            line.pressed.connect(self.bid_chosen)
            self._rows.addWidget(line)
            self._lines[bid.key] = line
            if bid.key == focused:
                line.setFocus()
        self._rows.addSpacing(6)

    def _focused_key(self) -> str:
        return next((line.row.key for line in self.findChildren(BidLine) if line.hasFocus()), "")


def _project_block(name: str, method: str) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(12, 0, 8, 12)
    column.setSpacing(6)
    column.addWidget(paragraph(name, "read-strong"))
    column.addWidget(paragraph(method, "caption"))
    return box


class _StageLine(QFrame):
    def __init__(self, stage: StageRow, narrow: bool) -> None:
        super().__init__()
        self.setProperty("role", "stage")
        self.setProperty("state", stage.state)
        self.setFixedHeight(SIZE["target"])
        self.setToolTip(stage.title)
        self.setAccessibleName(stage.title)
        row = QHBoxLayout(self)
        row.setContentsMargins(11 if narrow else 10, 0, 10, 0)
        row.setSpacing(10)
        row.addWidget(glyph(*_MARKS[stage.state], 20))
        if not narrow:
            row.addWidget(Elided(stage.title), 1)


class BidLine(QFrame):
    """One bid under the current stage; pressed by mouse, Enter or Space."""

    pressed = Signal(str)

    def __init__(self, row: SubRow) -> None:
        super().__init__()
        self.row = row
        self.setProperty("role", "stage")
        self.setProperty("level", "sub")
        self.setProperty("state", row.state)
        self.setFixedHeight(SIZE["target-s"])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._mark = glyph(*_MARKS[row.state], 18)
        self._title, self._trailing = Elided(row.title), label(row.trailing, "caption")
        line = QHBoxLayout(self)
        line.setContentsMargins(30, 0, 10, 0)
        line.setSpacing(10)
        line.addWidget(self._mark)
        line.addWidget(self._title, 1)
        line.addWidget(self._trailing)
        self.show_row(row)

    def show_row(self, row: SubRow) -> None:
        """Show the same bid as it stands now."""
        if row.state != self.row.state:
            self._mark.setPixmap(icons.pixmap(*_MARKS[row.state], 18))
        self.row = row
        self.setAccessibleName(f"{row.title} {row.trailing}")
        self._title.setText(row.title)
        self._trailing.setText(row.trailing)
        set_state(self, row.state)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self.row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self.row.key)
        else:
            super().keyPressEvent(event)
