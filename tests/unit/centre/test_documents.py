"""Documents by raw HTTP: closed by stage, by range, and with nothing around them that tells whose they are."""

import hashlib
from collections.abc import Callable

import pytest

from seat_client.domain.stages import StageId
from tests.unit.centre.hall import Hall, Seat, code

HallAt = Callable[[StageId], Hall]
NONE = "0" * 32


def listed(seat: Seat) -> list[dict[str, str]]:
    return list(seat.get("/documents").json()["documents"])


@pytest.mark.parametrize(
    ("stage", "parts"),
    [
        (StageId.SIGN_IN, set()),
        (StageId.UNDERTAKING, set()),
        (StageId.CHAIR_ELECTION, set()),
        (StageId.PRELIMINARY, {"qualification", "business"}),
        (StageId.BLIND_CHECK, {"technical"}),
        (StageId.TECHNICAL, {"technical"}),
        (StageId.BUSINESS, {"qualification", "technical", "business"}),
    ],
)
def test_each_stage_shows_its_parts(hall_at: HallAt, stage: StageId, parts: set[str]) -> None:
    hall = hall_at(stage)
    documents = listed(hall.seat("E1"))
    assert {d["part"] for d in documents} == parts
    bidders = {b.id for b in hall.script.project.bidders}
    for document in documents:
        assert (document["subject"] in bidders) is (stage is StageId.PRELIMINARY)


def test_a_document_comes_whole_and_as_announced(hall_at: HallAt) -> None:
    seat = hall_at(StageId.PRELIMINARY).seat("E1")
    for document in listed(seat):
        content = seat.get(f"/documents/{document['id']}").content
        assert (len(content), hashlib.sha256(content).hexdigest()) == (document["size"], document["sha256"])


def test_a_document_of_another_stage_is_closed(hall_at: HallAt) -> None:
    hall = hall_at(StageId.TECHNICAL)
    closed = [r.id for r in hall.centre.library._rows.values() if r.part != "technical"]
    for document in closed:
        assert code(hall.seat("E1").get(f"/documents/{document}")) == (403, "document_closed")


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (NONE, (404, "document_unknown")),
        ("x", (422, "request_malformed")),
        ("..%2Fcentre.db", (404, "request_malformed")),
    ],
)
def test_an_unknown_document_is_refused(hall_at: HallAt, document: str, expected: tuple[int, str]) -> None:
    assert code(hall_at(StageId.PRELIMINARY).seat("E1").get(f"/documents/{document}")) == expected


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=5-", 5, None), ("bytes=-7", -7, None), ("bytes=0-99999999", 0, None)],
)
def test_a_range_brings_its_bytes(hall_at: HallAt, asked: str, start: int, end: int | None) -> None:
    seat = hall_at(StageId.PRELIMINARY).seat("E1")
    document = listed(seat)[0]
    whole = seat.get(f"/documents/{document['id']}").content
    answer = seat.get(f"/documents/{document['id']}", headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == whole[start:end]
    first = whole.index(answer.content) if start else 0
    assert answer.headers["Content-Range"] == f"bytes {first}-{first + len(answer.content) - 1}/{len(whole)}"


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=5-2", "bytes=-0"])
def test_a_range_outside_the_document_is_refused(hall_at: HallAt, asked: str) -> None:
    seat = hall_at(StageId.PRELIMINARY).seat("E1")
    document = listed(seat)[0]
    answer = seat.get(f"/documents/{document['id']}", headers={"Range": asked})
    assert code(answer) == (416, "range_wrong")
    assert answer.json()["facts"]["size"] == document["size"]


@pytest.mark.parametrize(
    "headers", [{"Range": "pages=1-2"}, {"Range": "bytes=0-1,4-5"}, {"Range": "bytes=0-1", "If-Range": '"another"'}]
)
def test_another_form_of_range_brings_the_whole(hall_at: HallAt, headers: dict[str, str]) -> None:
    seat = hall_at(StageId.PRELIMINARY).seat("E1")
    document = listed(seat)[0]
    answer = seat.get(f"/documents/{document['id']}", headers=headers)
    assert (answer.status_code, len(answer.content)) == (200, document["size"])


def test_if_range_with_the_digest_goes_on(hall_at: HallAt) -> None:
    seat = hall_at(StageId.PRELIMINARY).seat("E1")
    document = listed(seat)[0]
    headers = {"Range": "bytes=3-", "If-Range": f'"{document["sha256"]}"'}
    assert seat.get(f"/documents/{document['id']}", headers=headers).status_code == 206


def test_nothing_around_a_blind_document_tells_whose_it_is(hall_at: HallAt) -> None:
    """Not even the time its file was written: bids are stored in the order of their bidders."""
    seat = hall_at(StageId.TECHNICAL).seat("E1")
    for document in listed(seat):
        answer = seat.get(f"/documents/{document['id']}")
        told = {k.lower() for k in answer.headers}
        assert told == {"etag", "accept-ranges", "content-length", "content-type", "date", "server"}
        assert answer.headers["ETag"] == f'"{document["sha256"]}"'
