"""The bar above the two panes: the chapter, how they scroll, zoom, search, evidence."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from seat_client.ui import icons
from seat_client.ui.language import translate
from seat_client.ui.screens.compare.synchrony import SyncState
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.buttons import FlatButton, secondary_button
from seat_client.ui.widgets.text import Elided, chip, label

_ROOM_FOR_BOLD = 44


class CompareToolbar(Adaptive):
    """Plain buttons; the view connects them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "toolbar")
        self.leave = FlatButton("columns", translate("Compare", "Leave comparison"))
        self.chapter = Elided("")
        self.chapter.setProperty("role", "strong")
        self.how = chip("")
        self.sync = secondary_button(translate("Compare", "Scroll together"), "choice", "chain")
        self.sync.setChecked(True)
        self.realign = FlatButton("sync", tip=translate("Compare", "These two places belong together (R)"))
        self.pins_only = secondary_button(translate("Compare", "Evidence only"), "choice", "pin")
        self.likeness = secondary_button("", "tool", "info")
        self.likeness.setObjectName("compare-likeness")
        self.likeness.hide()
        self.smaller = FlatButton("minus", tip=translate("Compare", "Zoom out"))
        self.zoom = label("", name="compare-zoom")
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom.setMinimumWidth(52)
        self.larger = FlatButton("plus", tip=translate("Compare", "Zoom in"))
        self.search = FlatButton("search", tip=translate("Compare", "Search (Ctrl+F)"))
        self.pin = FlatButton("pin", translate("Compare", "Add evidence"))
        self._lay_out()
        self._name()
        self.show_zoom(100)
        self.apply_frame(self.frame_now)

    def show_chapter(self, title: str) -> None:
        self.chapter.setText(title)

    def show_likeness(self, count: int) -> None:
        """How many hints there are between these two bids."""
        self.likeness.setText(translate("Compare", "Alike {count}").format(count=count))
        words = translate("Compare", "{count} hints at likeness between these two bids")
        self.likeness.setAccessibleName(words.format(count=count))
        self.likeness.setVisible(bool(count))

    def show_zoom(self, percent: int) -> None:
        self.zoom.setText(f"{percent}%")

    def show_sync(self, state: SyncState) -> None:
        """Whether the two scroll together, and by what."""
        self.sync.setChecked(state.on)
        self.sync.setIcon(icons.icon("chain", "accent" if state.on else "ink", 20))
        words, tint = {
            "heading": (translate("Compare", "Aligned by headings"), ""),
            "hand": (translate("Compare", "Aligned by hand"), ""),
            "proportion": (translate("Compare", "Not aligned"), "warn"),
        }[state.by]
        if not state.on:
            words, tint = translate("Compare", "Scrolling apart"), ""
        self.how.setText(words)
        self.how.setProperty("state", tint)
        self.how.style().unpolish(self.how)
        self.how.style().polish(self.how)
        self.how.setAccessibleName(words)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self.setFixedHeight(frame.toolbar)
        self.leave.fold(frame.compact)
        self.pin.fold(frame.compact)
        for part in (self.pins_only, self.search, self.pin, self.realign):
            part.setVisible(not frame.compact)
        self.how.setVisible(not frame.compact)

    def _lay_out(self) -> None:
        for button in (self.sync, self.pins_only):
            button.setMinimumWidth(button.sizeHint().width() + _ROOM_FOR_BOLD)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(6)
        row.addWidget(self.leave)
        row.addSpacing(6)
        row.addWidget(self.chapter, 1)
        for part in (self.likeness, self.how, self.sync, self.realign, self.pins_only):
            row.addWidget(part)
        row.addSpacing(6)
        for tool in (self.smaller, self.zoom, self.larger, self.search, self.pin):
            row.addWidget(tool)

    def _name(self) -> None:
        for name, button in (
            ("compare-leave", self.leave),
            ("compare-sync", self.sync),
            ("compare-realign", self.realign),
            ("compare-pins-only", self.pins_only),
            ("compare-zoom-out", self.smaller),
            ("compare-zoom-in", self.larger),
            ("compare-search", self.search),
            ("compare-pin", self.pin),
        ):
            button.setObjectName(name)
