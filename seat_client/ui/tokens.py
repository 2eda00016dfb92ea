"""Design tokens: the one place where colours, type, space, targets and the frame's measures are decided; the values
that the pages of the centre's desk share stand in `resources.design`.

Nothing here knows Qt. The style sheet (`style`) and hand-painted widgets read these tables.
"""

from dataclasses import dataclass
from typing import Final

from resources.design import COLOR, FONT, LEADING, MONO, SANS, SERIF, SIZE, SPACE

__all__ = [
    "BORDER_PAIRS", "BREAKPOINT", "COLOR", "COMPACT", "FONT", "LEADING", "MONO", "SANS", "SCALES", "SERIF", "SIZE",
    "SPACE", "TEXT_PAIRS", "WIDE", "Frame", "contrast", "frame_for",
]  # fmt: skip

BREAKPOINT: Final = 1600
SCALES: Final = (100, 110, 125)

TEXT_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    ("ink", "surface"),
    ("ink", "surface-2"),
    ("ink", "page"),
    ("ink", "canvas"),
    ("ink", "desk"),
    ("ink-2", "surface"),
    ("ink-2", "surface-2"),
    ("ink-2", "canvas"),
    ("ink-2", "accent-weak"),
    ("ink-2", "bad-weak"),
    ("ink-2", "warn-weak"),
    ("ink-2", "ok-weak"),
    ("ink-3", "surface"),
    ("ink-3", "surface-2"),
    ("ink-3", "canvas"),
    ("accent", "surface"),
    ("accent", "surface-2"),
    ("accent", "accent-weak"),
    ("accent", "canvas"),
    ("surface", "accent"),
    ("surface", "accent-hover"),
    ("surface", "bad"),
    ("surface", "ok"),
    ("ok", "surface"),
    ("ok", "surface-2"),
    ("ok", "canvas"),
    ("ok", "ok-weak"),
    ("warn", "surface"),
    ("warn", "warn-weak"),
    ("bad", "surface"),
    ("bad", "surface-2"),
    ("bad", "bad-weak"),
    ("bad", "canvas"),
    ("strip-ink", "strip"),
    ("strip-ink", "strip-2"),
    ("strip-ink-2", "strip"),
    ("strip-ink-2", "strip-2"),
    ("strip-ok", "strip"),
    ("strip-warn", "strip"),
    ("strip-warn", "strip-2"),
    ("strip-warn", "heard-weak"),
    ("strip-ok", "strip-2"),
)
"""Every pair of text and ground the screens use: 7:1 or more (WCAG 2.2, 1.4.6)."""

BORDER_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    ("line-strong", "surface"),
    ("line-strong", "canvas"),
    ("accent", "surface"),
    ("accent", "canvas"),
    ("ok", "canvas"),
    ("bad", "surface"),
    ("focus", "surface"),
    ("focus", "surface-2"),
    ("focus", "canvas"),
    ("focus", "desk"),
    ("focus", "strip"),
    ("speaking", "strip"),
    ("strip-ink-2", "strip"),
)
"""Control borders and focus rings against what lies beside them: 3:1 or more (WCAG 2.2, 1.4.11)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures that change with the window's width."""

    name: str
    strip: int
    identity: int
    controls: int
    tile: tuple[int, int]
    tiles: int
    rail: int
    form: int
    compare_form: int
    seat_front: int
    seat_front_margin: int
    seat_number: int
    clock: int
    margin: int
    bar_margin: int
    gutter: int
    toolbar: int = 56
    header: int = 80
    action_bar: int = 88
    status: int = 44

    @property
    def compact(self) -> bool:
        return self.name == "compact"


WIDE: Final = Frame(
    name="wide",
    strip=140,
    identity=264,
    controls=480,
    tile=(138, 108),
    tiles=8,
    rail=264,
    form=480,
    compare_form=480,
    seat_front=620,
    seat_front_margin=56,
    seat_number=300,
    clock=64,
    margin=64,
    bar_margin=32,
    gutter=40,
)
COMPACT: Final = Frame(
    name="compact",
    strip=104,
    identity=232,
    controls=420,
    tile=(142, 80),
    tiles=4,
    rail=64,
    form=420,
    compare_form=380,
    seat_front=420,
    seat_front_margin=32,
    seat_number=200,
    clock=46,
    margin=32,
    bar_margin=24,
    gutter=24,
    toolbar=52,
)


def frame_for(width: int) -> Frame:
    """The measures for a window of this many logical pixels."""
    return COMPACT if width < BREAKPOINT else WIDE


def contrast(first: str, second: str) -> float:
    """The WCAG contrast ratio of two tokens."""
    lighter, darker = sorted((_luminance(COLOR[first]), _luminance(COLOR[second])), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
