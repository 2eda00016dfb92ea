"""The values of the design, which the seat's screens and the pages of the centre's desk share: colours, type, space.

What a seat makes of them stands in `seat_client.ui.tokens`, what the desk does in `centre.desk_pages.style`.
"""

from typing import Final

SANS: Final = "Noto Sans CJK SC"
SERIF: Final = "Noto Serif CJK SC"
MONO: Final = "Noto Sans Mono CJK SC"

COLOR: Final[dict[str, str]] = {
    "ink": "#17212B",
    "ink-2": "#3D4A57",
    "ink-3": "#46515D",
    "line": "#D3DAE1",
    "line-strong": "#7C8A98",
    "canvas": "#EDF0F3",
    "surface": "#FFFFFF",
    "surface-2": "#F6F8FA",
    "desk": "#DDE2E7",
    "page": "#FDFCF9",
    "accent": "#134B84",
    "accent-hover": "#0E3F72",
    "accent-weak": "#E5EEF7",
    "accent-line": "#9DBBD9",
    "ok": "#12552F",
    "ok-weak": "#E4F2E9",
    "warn": "#6B4000",
    "warn-weak": "#FFF1D6",
    "bad": "#8E1616",
    "bad-weak": "#FCE8E8",
    "strip": "#16222E",
    "strip-2": "#223242",
    "strip-ink": "#EDF2F7",
    "strip-ink-2": "#B4C2CF",
    "strip-line": "#33475A",
    "strip-ok": "#7FD6A3",
    "strip-warn": "#FFD08A",
    "speaking": "#5BC08A",
    "heard-clear": "#1B3930",
    "heard-weak": "#4A3A17",
    "focus": "#C2410C",
    "strip-focus": "#FFB380",
}

# Pixels at 96 dpi; Qt scales them with the screen.
FONT: Final[dict[str, int]] = {
    "caption": 14,
    "label": 15,
    "body": 16,
    "read": 18,
    "title": 20,
    "headline": 24,
    "heading": 34,
    "score": 34,
    "countdown": 72,
    "countdown-s": 64,
}
SPACE: Final[dict[str, int]] = {"xs": 4, "s": 8, "m": 12, "l": 16, "xl": 24, "xxl": 32}
SIZE: Final[dict[str, int]] = {
    "target": 44,
    "target-s": 36,
    "primary": 52,
    "stepper": 60,
    "radius": 6,
    "radius-s": 4,
    "focus-ring": 3,
    "dialog": 560,
    "practice": 40,
    "fault": 64,
    "strip-folded": 40,
}

LEADING: Final = 115  # per cent of the font's own line
