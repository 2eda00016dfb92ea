"""The pixels of pages at hand: a fixed number of them, those nearest to the reader, wiped when they go."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from PySide6.QtGui import QImage

from seat_client.documents.blocks import Loan
from seat_client.documents.limits import BitmapSize
from seat_client.documents.pages import PageDrawn, PageRequest, Tile

CACHED_PIXELS = 48_000_000
_WIPING = ThreadPoolExecutor(1, "wiping")


@dataclass(slots=True)
class Picture:
    """A drawn page or tile; `image` lies directly over the pixels that were lent."""

    page: int
    size: BitmapSize
    tile: Tile | None
    image: QImage
    loan: Loan

    @property
    def pixels(self) -> memoryview:
        return self.loan.pixels

    def wipe(self) -> None:
        self.let_go().end()

    def let_go(self) -> Loan:
        """Show it no longer; whoever takes the loan ends it."""
        self.image = QImage()
        return self.loan


class PageCache:
    """Whole pages by number, tiles beside them; a page has one whole picture, the one that came last."""

    def __init__(self, most_pixels: int = CACHED_PIXELS) -> None:
        self._most = most_pixels
        self._pages: dict[int, Picture] = {}
        self._tiles: dict[PageRequest, Picture] = {}

    @property
    def most_pixels(self) -> int:
        return self._most

    def put(self, drawn: PageDrawn, ratio: float) -> None:
        """Keep what a worker drew for a screen of this many pixels to a point."""
        part = drawn.tile.size if drawn.tile is not None else drawn.size
        image = QImage(drawn.pixels, part.width, part.height, part.stride, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        picture = Picture(drawn.page, drawn.size, drawn.tile, image, drawn.loan)
        if drawn.tile is not None:
            self._replace_tile(PageRequest(drawn.page, drawn.size, drawn.tile), picture)
        else:
            self._replace_page(picture)

    def _replace_tile(self, key: PageRequest, picture: Picture) -> None:
        if key in self._tiles:
            self._tiles[key].wipe()
        self._tiles[key] = picture

    def _replace_page(self, picture: Picture) -> None:
        if picture.page in self._pages:
            self._pages[picture.page].wipe()
        self._pages[picture.page] = picture

    def has(self, request: PageRequest) -> bool:
        """Whether exactly this is at hand."""
        if request.tile is not None:
            return request in self._tiles
        picture = self._pages.get(request.page)
        return picture is not None and picture.size == request.size

    def whole(self, page: int) -> QImage | None:
        """The page at whatever size it was drawn last."""
        picture = self._pages.get(page)
        return None if picture is None else picture.image

    def tiles(self, page: int, size: BitmapSize) -> Iterator[tuple[Tile, QImage]]:
        """The tiles at hand of a page drawn at this size."""
        for key, picture in self._tiles.items():
            if key.page == page and key.size == size and key.tile is not None:
                yield key.tile, picture.image

    def trim(self, page: int, in_sight: range, keeps: Callable[[PageRequest], bool]) -> None:
        """Let go of what lies farthest from `page`, and of tiles that `keeps` does not want; never what is in sight."""
        for key in [key for key in self._tiles if not keeps(key)]:
            self._tiles.pop(key).wipe()
        room = self._most - sum(_pixels(picture) for picture in self._tiles.values())
        for number in sorted(self._pages, key=lambda number: abs(number - page)):
            room -= _pixels(self._pages[number])
            if room < 0 and number not in in_sight:
                self._pages.pop(number).wipe()

    def clear(self) -> None:
        """Keep no pixel: nothing is shown any more, and another thread overwrites at once what may be 200 MB."""
        loans = [picture.let_go() for picture in (*self._pages.values(), *self._tiles.values())]
        self._pages.clear()
        self._tiles.clear()
        if loans:
            _WIPING.submit(_end, loans)


def wait_until_wiped() -> None:
    """Return when everything that was let go of has been overwritten."""
    _WIPING.submit(int).result()


def _end(loans: list[Loan]) -> None:
    for loan in loans:
        loan.end()


def _pixels(picture: Picture) -> int:
    return len(picture.pixels) // 4
