"""The three frames of a page. A screen is one of them, filled; the shell adds what stands around."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from seat_client.ui.clock import clock, long_day, weekday
from seat_client.ui.language import translate
from seat_client.ui.style import set_property
from seat_client.ui.tokens import WIDE, Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.bars import ActionBar, StepHeader
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.plates import SeatPlate, SubRow
from seat_client.ui.widgets.scrolling import scroll_area
from seat_client.ui.widgets.text import StateLine, label, paragraph, rule, yielding

__all__ = [
    "FormPanel",
    "OneTaskFrame",
    "Page",
    "PageKind",
    "SeatFrontFrame",
    "Toolbar",
    "WorkbenchFrame",
    "entry_steps",
    "scroll_area",
]


class PageKind(Enum):
    """What the shell puts around a page."""

    SEAT_FRONT = "seat front"
    ONE_TASK = "one task"
    WORKBENCH = "workbench"


class Page(Adaptive):
    """A screen's root: the shell shows one at a time."""

    kind: ClassVar[PageKind]
    shows_status: ClassVar[bool] = True
    folds_rail: ClassVar[bool] = False
    reads_alone: ClassVar[bool] = False
    """Whether there is a document that can stand alone."""

    help_requested = Signal()
    committee_requested = Signal()
    reading_requested = Signal()
    """The document is to stand alone, or no longer."""

    rail_bids = Signal(tuple)
    """Emitted with the `SubRow`s that stand under the current stage in the rail."""

    turned = Signal(object)
    """Another page of the same stage takes the screen: what makes it, called once this one has gone."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.primary: PrimaryButton | None = None
        """Pressed by Enter from anywhere but a multi-line field."""

    def hold(self, reason: str) -> None:
        """The page's one action cannot be done, for this reason; without one it can."""
        if self.primary is not None:
            self.primary.block(reason)

    def initial_focus(self) -> QWidget:
        """What has the keyboard when the page opens; the page itself shows no ring."""
        return self

    def show_seat(self, plate: SeatPlate) -> None:
        """Which seat this is; pages that do not say so ignore it."""

    def show_time(self, now: datetime) -> None:
        """The calibrated time; pages without a clock ignore it."""

    def show_connection(self, connected: bool) -> None:
        """Whether the centre answers; controls that need it are disabled with the reason."""

    def show_committee(self, possible: bool, waiting: int) -> None:
        """The committee's business; pages beside the rail leave it to that."""

    def bid_chosen(self, key: str) -> None:
        """The person chose a bid in the rail."""

    def bids_in_rail(self) -> tuple[SubRow, ...]:
        """What stands under the current stage when the page opens."""
        return ()

    def reading_place(self) -> tuple[str, str, int] | None:
        """The place of a bid that is read here (part, code, page from 1), to be shown to the others; None for pages
        without one."""
        return None

    def open_place(self, code: str, page: int) -> None:
        """Somebody shows this place of a bid; pages that do not read bids ignore it."""

    def read_alone(self, alone: bool) -> None:
        """Show the document alone, or everything again; only asked of pages that `reads_alone`."""

    def escape(self) -> bool:
        """Esc with no layer open: True when the page did something with it."""
        return False

    def leave(self) -> None:
        """The page is about to be taken away: stop what runs, wipe what must not stay."""


class OneTaskFrame(Page):
    """One heading, one sentence, one primary button bottom right."""

    kind = PageKind.ONE_TASK

    def __init__(
        self, heading: str, sentence: str, *, steps: Sequence[str] = (), current: int = 0, help_text: str = ""
    ) -> None:
        super().__init__()
        self.header = StepHeader(steps=steps, current=current)
        self.action_bar = ActionBar(help_text)
        self.action_bar.help_requested.connect(self.help_requested)
        self.action_bar.committee_requested.connect(self.committee_requested)
        self.heading, self.sentence = label(heading, "heading"), label(sentence, "", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        self._body.addWidget(self.heading)
        self._body.addSpacing(4)
        self._body.addWidget(self.sentence)
        self._space = QSpacerItem(0, 26)
        self._body.addItem(self._space)
        self.content = QVBoxLayout()
        self.content.setSpacing(0)
        self._body.addLayout(self.content, 1)
        column.addLayout(self._body, 1)
        column.addWidget(self.action_bar)
        OneTaskFrame.apply_frame(self, WIDE)  # not an override: its parts are not made yet

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        top = 12 if frame.compact else 32
        set_property(self.heading, "role", "headline" if frame.compact else "heading")
        self._space.changeSize(0, 14 if frame.compact else 26)
        self._body.setContentsMargins(frame.margin, top, frame.margin, 16 if frame.compact else 24)

    def show_committee(self, possible: bool, waiting: int) -> None:
        self.action_bar.committee.show_business(possible, waiting)

    def show_seat(self, plate: SeatPlate) -> None:
        self.header.show_seat(plate)

    def show_time(self, now: datetime) -> None:
        self.header.show_time(clock(now))


def entry_steps() -> tuple[str, str, str, str]:
    """The four steps from signing in to the evaluation."""
    return (
        translate("Pages", "Sign-in check"),
        translate("Pages", "Undertaking and recusal"),
        translate("Pages", "Elect the chair"),
        translate("Pages", "Enter the evaluation"),
    )


class SeatFrontFrame(Page):
    """A seat seen from the door: its number on dark ground, the task beside it."""

    kind = PageKind.SEAT_FRONT

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.front = _SeatFront()
        row.addWidget(self.front)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        row.addLayout(self.body, 1)
        SeatFrontFrame.apply_frame(self, WIDE)  # not an override: its parts are not made yet

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self.front.fit(frame)
        self.body.setContentsMargins(
            frame.margin, 16 if frame.compact else 44, frame.margin, 8 if frame.compact else 16
        )

    def show_seat(self, plate: SeatPlate) -> None:
        self.front.show_seat(plate)

    def show_time(self, now: datetime) -> None:
        self.front.show_time(now)


class _SeatFront(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "seat-front")
        self._centre, self._room = label("", "read-strong"), label("", "caption")
        self._number, self._clock = (
            label("", "seat-number", name="seat-number"),
            label("", "seat-clock", name="seat-clock"),
        )
        self._word = label(translate("Pages", "Seat"), "headline")
        self.state = StateLine("", "", "shield", "strong", 22)
        self._date = paragraph("", "caption")
        self._day, self._set_by = "", ""
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addWidget(self._centre)
        column.addWidget(self._room)
        column.addStretch(1)
        column.addWidget(self._word)
        column.addSpacing(5)
        column.addWidget(self._number)
        column.addSpacing(12)
        column.addWidget(self.state)
        column.addStretch(1)
        column.addWidget(rule("strip-rule"))
        column.addSpacing(24)
        column.addWidget(self._clock)
        column.addWidget(self._date)

    def fit(self, frame: Frame) -> None:
        self.setFixedWidth(frame.seat_front)
        margin = frame.seat_front_margin
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(margin, 28 if frame.compact else 48, margin, 20 if frame.compact else 42)
        self._number.setFixedHeight(frame.seat_number)  # the digits are lower than the font's line
        set_property(self._number, "frame", frame.name)
        set_property(self._clock, "frame", frame.name)

    def show_seat(self, plate: SeatPlate) -> None:
        self._centre.setText(plate.centre)
        self._room.setText(plate.room)
        self._number.setText(plate.number)

    def show_state(self, text: str, state: str = "") -> None:
        self.state.show_state(text, state or "plain", "shield" if state in ("", "ok") else "")
        self.state.tint("strip-warn" if state in ("warn", "bad") else "strip-ok")

    def show_calibration(self, by_centre: bool) -> None:
        """Whether the clock goes by the centre's."""
        known, unknown = (
            translate("Pages", "clock set by the centre"),
            translate("Pages", "clock not set by the centre yet"),
        )
        self._set_by = known if by_centre else unknown
        self._show_day()

    def show_time(self, now: datetime) -> None:
        self._clock.setText(clock(now))
        self._day = f"{long_day(now)}　{weekday(now)}"
        self._show_day()

    def _show_day(self) -> None:
        self._date.setText("　".join(filter(None, (self._day, self._set_by))))


class FormPanel(Adaptive):
    """The right column: head, scrolling body, footer with the page's action."""

    def __init__(self, title: str, note: str = "", *, compare: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "form")
        self._compare = compare
        self.title, self.note = yielding(title, "title"), yielding(note, "label", "secondary")
        self._head = QFrame()
        self._head.setProperty("role", "toolbar")
        head = QHBoxLayout(self._head)
        head.setContentsMargins(20, 0, 20, 0)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.note)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(20, 12, 20, 16)
        self.body.setSpacing(10)
        self.scroller = scroll_area(inside)
        foot = QFrame()
        foot.setProperty("role", "form-footer")
        self.footer = QVBoxLayout(foot)
        self.footer.setContentsMargins(20, 12, 20, 16)
        self.footer.setSpacing(12)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for part, stretch in ((self._head, 0), (self.scroller, 1), (foot, 0)):
            self._column.addWidget(part, stretch)
        self.apply_frame(WIDE)

    def keep_in_sight(self, part: QWidget) -> None:
        """Put a part between the body that scrolls and the footer."""
        self._column.insertWidget(self._column.indexOf(self.scroller) + 1, part)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self.setFixedWidth(frame.compare_form if self._compare else frame.form)
        self._head.setFixedHeight(frame.toolbar)


class Toolbar(Adaptive):
    """The bar above the centre column."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "toolbar")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(20, 0, 12, 0)
        self.row.setSpacing(8)
        self.apply_frame(WIDE)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self.setFixedHeight(frame.toolbar)


class WorkbenchFrame(Page):
    """Centre column (toolbar over body) and form; the shell adds strip, rail and status."""

    kind = PageKind.WORKBENCH

    def __init__(
        self, form_title: str, form_note: str = "", *, compare: bool = False, toolbar: QWidget | None = None
    ) -> None:
        super().__init__()
        self.toolbar = Toolbar()
        self.form = FormPanel(form_title, form_note, compare=compare)
        self.centre = QFrame()
        self.centre.setProperty("role", "clear")
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column = QVBoxLayout(self.centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(toolbar or self.toolbar)
        column.addLayout(self.body, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.centre, 1)
        row.addWidget(self.form)
