"""How much of a document a seat accepts, and how large a bitmap it asks for."""

import math
from dataclasses import dataclass

MAX_ADDRESS_SPACE = 3 << 30
"""Of a process that reads bids."""
MAX_DOCUMENT_BYTES = 1 << 30
MAX_PAGES = 20_000
MAX_OUTLINE_ENTRIES = 5_000
MAX_OUTLINE_DEPTH = 12
MAX_TITLE_LENGTH = 120
MAX_BITMAP_PIXELS = 12_000_000
MAX_HITS = 1_000
MAX_BOXES = 2_000
MAX_PARAGRAPHS = 400
MAX_SNIPPET_LENGTH = 80
WHOLE_PAGE_DPI = 200
"""Up to here a page is one bitmap; what is larger is drawn in tiles, of which only those in sight."""
TILE = 1024
BYTES_PER_PIXEL = 4


@dataclass(frozen=True, slots=True)
class BitmapSize:
    """Pixels of one bitmap; rows follow one another without a gap."""

    width: int
    height: int

    @property
    def stride(self) -> int:
        return self.width * BYTES_PER_PIXEL

    @property
    def bytes(self) -> int:
        return self.stride * self.height


def bitmap_size(page: tuple[float, float], scale: float) -> BitmapSize:
    """The bitmap for a page of so many points at `scale` pixels per point, within `MAX_BITMAP_PIXELS`."""
    width, height = max(page[0] * scale, 1), max(page[1] * scale, 1)
    if width * height <= MAX_BITMAP_PIXELS:
        return BitmapSize(round(width), round(height))
    shrink = math.sqrt(MAX_BITMAP_PIXELS / (width * height))
    return BitmapSize(max(1, int(width * shrink)), max(1, min(int(height * shrink), MAX_BITMAP_PIXELS)))
