"""Releases and hints over the contract: signed by the centre, checked at the seat, told by the stage's identity."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import canonical
from seat_client.evidence.cms import sign_detached
from seat_client.services import ReleaseRefused
from seat_client.services.release_check import ReleaseCheck
from seat_client.services.shelf import Shelf
from seat_client.store.store import Store
from seat_client.sync.client import CentreClient
from seat_client.wire.hints import Hint, HintList
from seat_client.wire.models import DocumentInfo, Session
from seat_client.wire.releases import Release
from tests.unit.anonymity.planted_pdf import planted
from tests.unit.anonymity.planted_text import page
from tests.unit.centre import hall as halls
from tests.unit.centre.hall import NOW, PARTS, Foundation, Hall, code, sample_script

WAIT = 60
SHARED = "the pressure of every district is held by a valve that follows the demand of the night and of the day "


def lines(words: str, *, start: int = 250) -> bytes:
    rows = [words[at : at + 50] for at in range(0, len(words), 50)]
    return b"".join(f"BT /F1 9 Tf 30 {start - 12 * n} Td ({row}) Tj ET\n".encode() for n, row in enumerate(rows))


def make_bids(folder: Path, bidders: Iterable[str]) -> None:
    """Every bid in words of its own; the third and the fifth share a passage in every part."""
    for number, bidder in enumerate(bidders, start=1):
        (folder / bidder).mkdir(parents=True)
        for part in PARTS:
            own = " ".join(f"{part}{number * 31 + n * 7919}" for n in range(30))
            shared = SHARED * 3 if number in (3, 5) else ""
            (folder / bidder / f"{part}.pdf").write_bytes(page(lines(own), lines(shared)))


Told = dict[StageId, list[Hint]]


def lay(folder: Path) -> Hall:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(halls, "make_bids", make_bids)
        hall = Hall(Foundation.lay(folder, sample_script()))
    hall.all_seats()
    return hall


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hall, Told]]:
    """A centre in the blind part, and the hints it told on the way there."""
    one = lay(tmp_path_factory.mktemp("centre"))
    told = {StageId.SIGN_IN: _hints(one)}
    for stage in (StageId.PRELIMINARY, StageId.BLIND_CHECK):
        one.play(stage)
        told[stage] = _hints(one)
    yield one, told
    one.close()


@pytest.fixture
def hall(played: tuple[Hall, Told]) -> Hall:
    return played[0]


def documents(hall: Hall) -> list[DocumentInfo]:
    told = hall.seat("E1").get("/documents").json()["documents"]
    return [DocumentInfo.model_validate(one) for one in told]


def release_of(hall: Hall, info: DocumentInfo) -> Release:
    return Release.model_validate(hall.seat("E1").get(f"/documents/{info.id}/release").json())


def check_of(hall: Hall, **changes: Any) -> ReleaseCheck:
    told: dict[str, Any] = {"trust": [hall.foundation.authority.certificate], "evaluation": hall.script.project.id}
    return ReleaseCheck(**(told | changes), blind=True)


def _hints(hall: Hall) -> list[Hint]:
    return list(HintList.model_validate(hall.seat("E1").get("/hints").json()).hints)


def codes_of(hall: Hall, *bidders: str) -> set[str]:
    return {code for code, bidder in (hall.script.codes or {}).items() if bidder in bidders}


def test_hints_by_name_on_the_open_part_and_by_code_on_the_blind_one(played: tuple[Hall, Told]) -> None:
    hall, told = played
    assert told[StageId.SIGN_IN] == []
    opened = {(one.part, one.subjects) for one in told[StageId.PRELIMINARY]}
    assert opened == {(part, ("B03", "B05")) for part in ("qualification", "business")}
    (blind,) = told[StageId.BLIND_CHECK]
    assert (blind.part, blind.kind) == ("technical", "text")
    assert set(blind.subjects) == codes_of(hall, "B03", "B05")
    assert list(blind.subjects) == sorted(blind.subjects)
    assert blind.pairs[0].first.page == blind.pairs[0].second.page == 2
    assert blind.pairs[0].first.excerpt.startswith("thepressureofeverydistrict")
    assert blind.extent >= 240


@pytest.mark.full
def test_after_the_reveal_every_part_has_hints_by_code(tmp_path: Path) -> None:
    hall = lay(tmp_path)
    try:
        hall.play(StageId.BUSINESS)
        both, found = codes_of(hall, "B03", "B05"), _hints(hall)
        shown = {one["subject"] for one in hall.seat("E1").get("/documents").json()["documents"]}
        wanted = {(part, frozenset(both)) for part in PARTS} if both <= shown else set()
        assert {(one.part, frozenset(one.subjects)) for one in found} == wanted
    finally:
        hall.close()


def test_a_release_holds_at_the_seat(hall: Hall) -> None:
    infos = documents(hall)
    assert {info.part for info in infos} == {"technical"}
    for info in infos:
        release = release_of(hall, info)
        check_of(hall).signed(release, info)
        assert (release.statement.blind, release.statement.subject) == (True, info.subject)
        assert not any(bidder.name in release.model_dump_json() for bidder in hall.script.project.bidders)


@pytest.mark.parametrize(
    ("field", "value"),
    [("sha256", "0" * 64), ("size", 7), ("subject", "C99"), ("part", "business"), ("id", "f" * 32)],
)
def test_a_release_of_another_document_does_not_hold(hall: Hall, field: str, value: object) -> None:
    info = documents(hall)[0]
    with pytest.raises(ReleaseRefused) as refused:
        check_of(hall).signed(release_of(hall, info), info.model_copy(update={field: value}))
    assert refused.value.code == "release_differs"


def test_a_changed_statement_or_another_signer_is_not_trusted(hall: Hall) -> None:
    info = documents(hall)[0]
    release = release_of(hall, info)
    changed = release.model_copy(update={"statement": release.statement.model_copy(update={"cleared": 9})})
    other = halls.practice_authority("other", NOW)
    for given, check in (
        (changed, check_of(hall)),
        (release.model_copy(update={"signature": "AAAA"}), check_of(hall)),
        (release.model_copy(update={"signature": "%"}), check_of(hall)),
        (release, check_of(hall, trust=[other.certificate])),
        (_signed_by_a_member(hall, release), check_of(hall)),
    ):
        with pytest.raises(ReleaseRefused) as refused:
            check.signed(given, info)
        assert refused.value.code == "release_untrusted"


def _signed_by_a_member(hall: Hall, release: Release) -> Release:
    signature = sign_detached(canonical(release.statement.model_dump()), hall.foundation.keys["E1"])
    return release.model_copy(update={"signature": base64.b64encode(signature).decode()})


def test_a_release_of_another_evaluation_does_not_hold(hall: Hall) -> None:
    info = documents(hall)[0]
    with pytest.raises(ReleaseRefused) as refused:
        check_of(hall, evaluation="QL-1").signed(release_of(hall, info), info)
    assert refused.value.code == "release_differs"


def test_a_closed_document_has_no_release_to_ask_for(hall: Hall) -> None:
    closed = next(row.id for row in hall.centre.library._rows.values() if row.part == "business")
    assert code(hall.seat("E1").get(f"/documents/{closed}/release")) == (403, "document_closed")
    assert code(hall.seat("E1").get(f"/documents/{'0' * 32}/release")) == (404, "document_unknown")


@pytest.fixture
def shelf(hall: Hall, tmp_path: Path) -> Iterator[Shelf]:
    client = CentreClient(hall.url.removesuffix("/v0"))
    seat = hall.seat("E1")
    client.session = Session(token=seat.token, member="E1", project=hall.script.project.id, factors=("key",))
    client._transport.token = seat.token
    store = Store.open(tmp_path / "seat.db", bytes(32))
    one = Shelf(store, client, tmp_path / "documents", check_of(hall))
    yield one
    one.close()
    store.close()
    client.close()


def test_a_fetched_blind_document_was_checked_on_the_way(shelf: Shelf, hall: Hall) -> None:
    info = documents(hall)[0]
    assert shelf.fetch(info).result(WAIT).path.exists()


def test_a_document_that_was_not_cleaned_is_not_kept(shelf: Shelf, hall: Hall) -> None:
    """A centre that signs what it did not rebuild: its signature is right, and the seat refuses the file."""
    info = documents(hall)[1]
    path, row = hall.centre.library.file(info.id, "E1")
    dirty = planted("info")
    statement = hall.centre.releases.of(info.id)
    assert statement is not None
    digest = hashlib.sha256(dirty).hexdigest()
    (path.parent / digest).write_bytes(dirty)
    kept = (row.sha256, row.size, hall.centre.releases._statements[info.id])
    changed = statement.statement.model_copy(update={"sha256": digest, "size": len(dirty)})
    row.sha256, row.size = digest, len(dirty)
    hall.centre.releases._statements[info.id] = canonical(changed.model_dump()).decode()
    hall.centre.releases._signed.pop(info.id)
    try:
        info = next(one for one in documents(hall) if one.id == info.id)
        with pytest.raises(ReleaseRefused) as refused:
            shelf.fetch(info).result(WAIT)
        assert refused.value.code == "release_not_clean"
        assert list(shelf._folder.glob("*.doc")) == []
    finally:
        row.sha256, row.size, hall.centre.releases._statements[info.id] = kept
        hall.centre.releases._signed.pop(info.id)
