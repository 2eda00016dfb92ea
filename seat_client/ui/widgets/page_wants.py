"""What to ask the worker for: the pages in sight, then those one reads next; large pages in tiles. No Qt here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seat_client.documents.layout import PageLayout
from seat_client.documents.limits import MAX_BITMAP_PIXELS, TILE, WHOLE_PAGE_DPI, BitmapSize, bitmap_size
from seat_client.documents.pages import PageRequest, Tile

_AHEAD = (1, -1, 2, 3, -2, 4)
_BASE_DPI = 100
_POINTS = 72


@dataclass(frozen=True, slots=True)
class Sight:
    """What the reader sees: the strip from `top` to `bottom`, columns `left` to `right` of the page, in points of
    the screen, each `ratio` pixels wide; `direction` is 1 while reading on and -1 while leafing back."""

    top: int
    bottom: int
    left: int
    right: int
    ratio: float
    direction: int = 1


class PageWants:
    """Turns where the reader is into requests, the most urgent first."""

    def __init__(self, layout: PageLayout, sizes: Sequence[tuple[float, float]]) -> None:
        self._layout = layout
        self._sizes = sizes

    def visible(self, sight: Sight) -> range:
        return self._layout.between(sight.top, sight.bottom)

    def full_size(self, page: int, ratio: float) -> BitmapSize:
        """The page as large as it stands on the screen."""
        return BitmapSize(max(1, round(self._layout.width * ratio)), max(1, round(self._layout.height(page) * ratio)))

    def is_tiled(self, page: int, ratio: float) -> bool:
        """Whether the page is too large for one bitmap at this zoom, and shaped as it is shown."""
        size = self.full_size(page, ratio)
        width, height = self._sizes[page]
        dense = size.width / width * _POINTS > WHOLE_PAGE_DPI
        return (
            self._true_to_shape(page, size) and (dense or size.width * size.height > MAX_BITMAP_PIXELS) and height > 0
        )

    def whole(self, page: int, ratio: float) -> PageRequest:
        """The page in one bitmap: as it stands, or coarse where tiles lie over it."""
        if self.is_tiled(page, ratio):
            return PageRequest(page, bitmap_size(self._sizes[page], _BASE_DPI / _POINTS))
        size = self.full_size(page, ratio)
        if self._true_to_shape(page, size):
            return PageRequest(page, size)
        width, height = self._sizes[page]
        return PageRequest(page, bitmap_size((width, height), min(size.width / width, size.height / height)))

    def _true_to_shape(self, page: int, size: BitmapSize) -> bool:
        """False for a ribbon, whose box on the screen is less extreme than the page."""
        width, height = self._sizes[page]
        return abs(size.height / size.width - height / width) < 0.01

    def tiles(self, page: int, sight: Sight) -> Iterator[PageRequest]:
        """The tiles of a page that are in sight."""
        size = self.full_size(page, sight.ratio)
        above = self._layout.top(page)
        rows = _cut(size.height, (sight.top - above) * sight.ratio, (sight.bottom - above) * sight.ratio)
        columns = list(_cut(size.width, sight.left * sight.ratio, sight.right * sight.ratio))
        for top, height in rows:
            for left, width in columns:
                yield PageRequest(page, size, Tile(left, top, BitmapSize(width, height)))

    def all(self, sight: Sight, most_pixels: int) -> Iterator[PageRequest]:
        """Everything worth having, within so many pixels."""
        shown = self.visible(sight)
        for page in sorted(shown, key=lambda page: -self._seen(page, sight)):
            yield self.whole(page, sight.ratio)
        for page in shown:
            if self.is_tiled(page, sight.ratio):
                yield from self.tiles(page, sight)
        room = most_pixels - sum(_pixels(self.whole(page, sight.ratio)) for page in shown)
        for page in self._ahead(shown, sight.direction):
            request = self.whole(page, sight.ratio)
            room -= _pixels(request)
            if room >= 0:
                yield request

    def _seen(self, page: int, sight: Sight) -> int:
        """How much of a page is in sight: the page one reads comes first."""
        top = self._layout.top(page)
        return min(top + self._layout.height(page), sight.bottom) - max(top, sight.top)

    def _ahead(self, shown: range, direction: int) -> Iterator[int]:
        for step in _AHEAD:
            away = step * direction
            page = shown.stop - 1 + away if away > 0 else shown.start + away
            if 0 <= page < len(self._sizes):
                yield page


def _cut(length: int, start: float, end: float) -> Iterator[tuple[int, int]]:
    """Tiles along one side that meet the stretch from start to end: where each begins and how long it is."""
    first = max(0, int(start) // TILE)
    for index in range(first, -(-length // TILE)):
        begin = index * TILE
        if begin >= end:
            return
        yield begin, min(TILE, length - begin)


def _pixels(request: PageRequest) -> int:
    return request.size.width * request.size.height
