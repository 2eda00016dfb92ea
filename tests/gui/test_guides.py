"""The guides: every picture they name is what the screen shows now, nothing lies about unused, the card is one page."""

import re
from pathlib import Path

import pypdfium2
import pytest

from tests.gui import guides


def test_every_role_has_its_guide() -> None:
    assert [guide.stem for guide in guides.guides()] == ["expert", "installer", "technician"]


@pytest.mark.parametrize("state", sorted(guides.named()))
def test_a_picture_is_the_kept_one_of_its_state(state: str) -> None:
    assert (guides.PICTURES / f"{state}.webp").read_bytes() == guides.kept(state).read_bytes(), (
        "bash installer/dev.sh guides makes them anew"
    )


def test_no_picture_lies_about_that_no_guide_names() -> None:
    assert {file.stem for file in guides.PICTURES.iterdir()} == guides.named()


@pytest.mark.parametrize("guide", guides.guides(), ids=lambda guide: guide.stem)
def test_what_a_guide_links_to_is_there(guide: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", guide.read_text("utf-8"))
    assert [link for link in links if not (guide.parent / link).is_file()] == []


def test_the_card_is_one_page_and_made_of_its_text() -> None:
    assert guides.CARD_PAGE.read_bytes() == guides.card()
    assert len(pypdfium2.PdfDocument(guides.CARD_PAGE)) == 1
