"""What may be shown to the others in the call: a code and a page, and only where bids are under review."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seat_client.domain.stages import StageId
from seat_client.services.document_share import DocumentShare, SharedPage
from tests.gui.review_desk import Desk


@pytest.fixture
def share(qapp: object, tmp_path: Path) -> Iterator[DocumentShare]:
    desk = Desk(tmp_path)
    desk.play_until(StageId.TECHNICAL)
    yield DocumentShare(desk.seat)
    desk.close()


def test_a_page_of_a_bid_travels_as_code_and_page(share: DocumentShare) -> None:
    offered = share.offer("technical", "C2", 63)
    assert offered == SharedPage("technical", "C2", 63)
    assert offered.to_text() == "technical/C2/63"
    assert share.accept("technical/C2/63") == offered
    refused = (
        "technical/C2/0", "technical/C2/63/x", "technical/C2/-1", "business/C2/1", "technical/C99/1", "../C2/1",
        "technical/北方/1", "", "technical/C2/999999",
    )  # fmt: skip
    assert [text for text in refused if share.accept(text) is not None] == []
    assert share.offer("qualification", "C2", 1) is None
