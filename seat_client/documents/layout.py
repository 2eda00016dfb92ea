"""Where pages lie on one long strip: prefix sums and bisection, so that a turn costs the same on page 3 and 3,000."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

_MIN_ASPECT, _MAX_ASPECT = 0.2, 5.0


@dataclass(frozen=True, slots=True)
class ReadingPosition:
    """Where somebody was reading: page from 0, how far down that page, zoom in percent or `None` for fit width."""

    page: int = 0
    fraction: float = 0.0
    zoom: int | None = None
    fit: bool = False


class PageLayout:
    """Pages one below the other, all drawn equally wide: mixed formats neither jump sideways nor change the zoom."""

    def __init__(self, sizes: Sequence[tuple[float, float]], width: int, gap: int) -> None:
        self.width = width
        self.gap = gap
        self._heights = [_height(size, width) for size in sizes]
        self._tops = list(accumulate([height + gap for height in self._heights], initial=gap))

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total_height(self) -> int:
        return self._tops[-1]

    def top(self, page: int) -> int:
        return self._tops[page]

    def height(self, page: int) -> int:
        return self._heights[page]

    def page_at(self, y: float) -> int:
        """The page at this height; the gap below a page belongs to it."""
        return max(0, min(bisect_right(self._tops, y) - 1, len(self) - 1))

    def between(self, top: float, bottom: float) -> range:
        """The pages that show between two heights; of a page whose gap alone is there nothing shows."""
        first, last = self.page_at(top), self.page_at(bottom)
        if first < last and top >= self._tops[first] + self._heights[first]:
            first += 1
        return range(first, last + 1)

    def place(self, y: float) -> tuple[int, float]:
        """Page and how far down it, as fraction of its height."""
        page = self.page_at(y)
        return page, (y - self._tops[page]) / self._heights[page]

    def y(self, page: int, fraction: float) -> int:
        return round(self._tops[page] + fraction * self._heights[page])


@lru_cache(maxsize=1024)  # a bid of thousands of pages has a handful of sizes
def _height(size: tuple[float, float], width: int) -> int:
    aspect = min(max(size[1] / size[0], _MIN_ASPECT), _MAX_ASPECT)
    return max(1, round(width * aspect))
