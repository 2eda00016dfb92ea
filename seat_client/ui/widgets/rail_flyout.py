"""The whole rail over the page, where the window leaves room for icons alone."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from seat_client.ui.tokens import WIDE
from seat_client.ui.widgets.layers import Layer
from seat_client.ui.widgets.rail import BidLine, StageRail


class RailFlyout(Layer):
    """Project, stages and bids; choosing a bid closes it, and so does Esc."""

    bid_chosen = Signal(str)
    committee_requested = Signal()

    def __init__(self, rail: StageRail) -> None:
        super().__init__(rail)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._whole = StageRail(fixed=WIDE)
        rail.copy_to(self._whole)
        self._whole.bid_chosen.connect(self._choose)
        self._whole.help_requested.connect(rail.help_requested)
        self._whole.committee_requested.connect(self._open_committee)
        self.column.addWidget(self._whole)

    def first_focus(self) -> QWidget:
        return next(iter(self._whole.findChildren(BidLine)), self.panel)

    def _choose(self, bid: str) -> None:
        self.close_layer()
        self.bid_chosen.emit(bid)

    def _open_committee(self) -> None:
        self.close_layer()
        self.committee_requested.emit()

    def _place(self) -> None:
        """At the rail's own place, as high as the rail."""
        at = self._over.mapTo(self.window(), self._over.rect().topLeft())
        self.panel.setFixedWidth(WIDE.rail)
        self.panel.setGeometry(at.x(), at.y(), WIDE.rail, self._over.height())
