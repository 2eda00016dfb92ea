"""Two views that scroll together: by their common headings, by hand, or not at all."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from seat_client.documents.alignment import Alignment, Match, chapter, place_of
from seat_client.documents.messages import OutlineEntry
from seat_client.ui.widgets.page_view import PageView

_ABOVE = 0.012
"""A heading is shown a little below the top."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """Whether the two scroll together, and by what: `heading`, `hand`, or `proportion` where nothing is common."""

    on: bool
    by: str


class Synchrony(QObject):
    """Moves each view to the place beside the one the reader scrolled to in the other."""

    changed = Signal()

    def __init__(self, left: PageView, right: PageView) -> None:
        super().__init__(left)
        self._views = (left, right)
        self._on = True
        self._alignment: Alignment | None = None
        for side, view in enumerate(self._views):
            view.outlineChanged.connect(self._begin)
            view.placeChanged.connect(lambda place, side=side: self._follow(side, place))

    @property
    def state(self) -> SyncState:
        alignment = self._alignment
        if alignment is None or not (alignment.by_heading or alignment.by_hand):
            return SyncState(self._on, "proportion")
        return SyncState(self._on, "hand" if alignment.by_hand else "heading")

    def switch(self, on: bool) -> None:
        """Off, the views scroll apart; on again, they go on from where they stand now."""
        if on == self._on:
            return
        self._on = on
        if on and self._alignment is not None:
            self._hold()
        self.changed.emit()

    def realign(self) -> None:
        """The two places now at the top belong together."""
        if self._alignment is not None:
            self._hold()
            self._on = True
            self.changed.emit()

    def release(self) -> None:
        """Back to the headings alone."""
        if self._alignment is not None:
            self._alignment.release()
            self.changed.emit()

    def open_chapter(self, title: str) -> tuple[Match | None, Match | None]:
        """Bring both views to the chapter that speaks of this title; gives what was found on each side."""
        found = tuple(chapter(title, view.outline()) for view in self._views)
        self.release()
        for view, match in zip(self._views, found, strict=True):
            if match is not None:
                _go(view, match.entry)
        return found[0], found[1]

    def go(self, side: int, entry: OutlineEntry) -> None:
        """Bring one view to a heading, the other stays; from here they scroll together again."""
        _go(self._views[side], entry)
        if self._alignment is not None:
            self._hold()
            self.changed.emit()

    def _hold(self) -> None:
        if self._alignment is not None:
            self._alignment.hold(self._views[0].place(), self._views[1].place())

    def _begin(self) -> None:
        left, right = self._views
        if left.page_count() and right.page_count():
            self._alignment = Alignment(left.outline(), right.outline(), (left.page_count(), right.page_count()))
        else:
            self._alignment = None
        self.changed.emit()

    def _follow(self, side: int, place: float) -> None:
        if self._on and self._alignment is not None and self._views[1 - side].page_count():
            self._views[1 - side].follow(self._alignment.across(place, from_right=side == 1))


def _go(view: PageView, entry: OutlineEntry) -> None:
    blocked = view.blockSignals(True)  # the other view has its own chapter to go to
    view.follow(max(0.0, place_of(entry) - _ABOVE))
    view.blockSignals(blocked)
    view.pageChanged.emit(view.page(), view.page_count())
