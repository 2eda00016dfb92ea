"""`bash installer/dev.sh guides`: the pictures and the printed page of the guides in `resources/guides`.

A guide names a picture by its state, as `pictures/review-saved.webp`; it is the kept picture of that state in the small
frame, which a test holds to what the screen shows. So a guide cannot show an older screen than the program has.
"""

import re
import shutil
from pathlib import Path

import typst

import resources
from tests.gui import golden

GUIDES = resources.path("guides")
PICTURES = GUIDES / "pictures"
CARD, CARD_PAGE = GUIDES / "technician-card.typ", GUIDES / "technician-card.pdf"
_NAMED = re.compile(r"!\[[^\]]+\]\(pictures/([\w-]+)\.webp\)")


def guides() -> list[Path]:
    return sorted(GUIDES.glob("*.md"))


def named() -> set[str]:
    """The states whose pictures the guides name."""
    return {name for guide in guides() for name in _NAMED.findall(guide.read_text("utf-8"))}


def kept(state: str) -> Path:
    """The kept picture of a state in the small frame."""
    return golden.FOLDER / f"{state}-1366.webp"


def card() -> bytes:
    """The technician's quick card as a PDF, the same bytes for the same text."""
    return bytes(typst.compile(str(CARD), font_paths=[str(resources.path("fonts"))], ignore_system_fonts=True))


def make() -> None:
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir()
    for state in sorted(named()):
        shutil.copyfile(kept(state), PICTURES / f"{state}.webp")
    CARD_PAGE.write_bytes(card())


if __name__ == "__main__":
    make()
