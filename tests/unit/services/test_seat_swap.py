"""An expert who moves to another seat finds everything; two seats of one expert never merge silently; a centre that
was set back gets back what it lost."""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from seat_client.centre.storage import ActRow, DraftKeyRow, IncidentRow
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.evidence.errors import NotOpened
from seat_client.evidence.sealing import EscrowKey, officer_share
from seat_client.wire.models import Assignment
from seat_client.wire.recovery import ActsReturned
from tests.unit.centre.hall import Foundation, Hall, sample_script
from tests.unit.services.sitting import Sitting

MEMBER = "E1"
OFFICERS = (EscrowKey.new(), EscrowKey.new())
MINUTES = 60
ASSIGNMENTS: dict[str, Assignment] = {}

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Foundation:
    """A centre in the technical review."""
    foundation = Foundation.lay(tmp_path_factory.mktemp("swap"), sample_script())
    settings = replace(foundation.settings, officers=tuple(officer.public for officer in OFFICERS))
    foundation = replace(foundation, settings=settings)
    hall = Hall(foundation)
    hall.play(StageId.PRELIMINARY)
    ASSIGNMENTS[MEMBER] = Assignment.model_validate(hall.seat(MEMBER).get("/assignment").json())
    hall.play(StageId.TECHNICAL)
    hall.close()
    return foundation


@pytest.fixture
def hall(laid: Foundation, tmp_path: Path) -> Iterator[Hall]:
    folder = tmp_path / "centre"
    shutil.copytree(laid.folder, folder)
    hall = Hall(replace(laid, folder=folder, settings=replace(laid.settings, data=folder)))
    hall.assignments = ASSIGNMENTS
    yield hall
    hall.close()


@pytest.fixture
def seats(hall: Hall, tmp_path: Path) -> Iterator["Seats"]:
    seats = Seats(hall, tmp_path)
    yield seats
    seats.close()


class Seats:
    def __init__(self, hall: Hall, folder: Path) -> None:
        self.hall, self._folder, self.open = hall, folder, list[Sitting]()

    def take(self, name: str, *, token: bool = True) -> Sitting:
        self.open.append(Sitting(self.hall, MEMBER, name, self._folder, token=token))
        return self.open[-1]

    def close(self) -> None:
        for sitting in self.open:
            sitting.close()


def _cells(hall: Hall) -> list[tuple[str, str]]:
    e = hall.centre.desk.evaluation
    criteria = [c.id for s in e.sections_of(StageId.TECHNICAL) for c in e.project.criteria_of(s.id)]
    return [(code, criterion) for code in e.active_codes() for criterion in criteria]


def _type_all(seat: Sitting) -> dict[tuple[str, str], str]:
    for code, criterion in _cells(seat.hall):
        value = seat.hall.script.score(MEMBER, code, seat.hall.script.project.criterion(criterion))
        seat.type(code, criterion, value)
    return seat.entries()


def _bytes_at_the_centre(hall: Hall) -> bytes:
    return b"".join(path.read_bytes() for path in hall.foundation.folder.glob("centre.db*"))


def test_before_the_lock_the_centre_has_everything_and_can_read_nothing(seats: Seats, hall: Hall) -> None:
    seat = seats.take("first")
    code, criterion = _cells(hall)[0]
    seat.do(ev.EnterScore(code, criterion, "1", "理由甲乙丙丁"), sheet="technical")
    seat.sync()
    with hall.centre.storage.reading() as session:
        (row,) = session.scalars(select(ActRow).where(ActRow.member == MEMBER, ActRow.seat == seat.seat))
        (key,) = session.scalars(select(DraftKeyRow))
    assert row.body.keys() == {"stage", "commitment", "box", "kind"}
    assert criterion not in row.aggregate
    assert key.to_token
    content = _bytes_at_the_centre(hall)
    assert "理由甲乙丙丁".encode() not in content
    assert b"enter-score" not in content
    assert not hall.centre.desk.acts[MEMBER].entries


def test_a_box_has_the_same_length_whatever_is_in_it(seats: Seats, hall: Hall) -> None:
    seat = seats.take("first")
    code, criterion = _cells(hall)[0]
    for value, reason in (("1", ""), ("10.5", ""), ("0", "一条不长的理由")):
        seat.do(ev.EnterScore(code, criterion, value, reason), sheet="technical")
    assert len({len(e.body["box"]) for e in seat.store.pending(9)}) == 1


def test_at_another_seat_every_entry_is_there_and_the_sheet_is_locked_from_it(seats: Seats, hall: Hall) -> None:
    first = seats.take("first")
    typed = _type_all(first)
    first.sync()
    first.loop.stop()
    began = time.monotonic()
    second = seats.take("second")
    assert second.entries() == typed
    assert time.monotonic() - began < 3 * MINUTES
    assert second.assignment.project == first.assignment.project  # names are closed: it came sealed from the first seat
    code, criterion = _cells(hall)[0]
    second.type(code, criterion, "0")
    second.do(second.lock(StageId.TECHNICAL))
    second.sync()
    assert second.store.attention() == []
    with hall.centre.desk.at_rest():
        entries = hall.centre.desk.acts[MEMBER].entries
        assert {cell: entry.value for cell, entry in entries.items()} == {**typed, (code, criterion): "0"}


def test_a_token_that_only_signs_opens_nothing_and_two_officers_do(seats: Seats, hall: Hall) -> None:
    first = seats.take("first")
    typed = _type_all(first)
    first.sync()
    second = seats.take("second", token=False)
    assert second.entries() == {}
    assert second.journal.closed_entries == len(typed)
    (wrapped,) = second.journal.escrow_requests()
    mine = EscrowKey.new()
    shares = [officer_share(wrapped, officer, mine.public) for officer in OFFICERS]
    for too_few in ([], shares[:1], [shares[0], shares[0]]):
        with pytest.raises(NotOpened):
            second.journal.open_by_officers(wrapped, too_few, mine)
    with pytest.raises(NotOpened):
        second.journal.open_by_officers(wrapped, shares, EscrowKey.new())  # overheard shares open at no other seat
    second.journal.open_by_officers(wrapped, shares, mine)
    assert second.entries() == typed


def test_two_seats_at_once_meet_in_a_conflict_that_is_seen_on_both_sides(
    seats: Seats, hall: Hall, expect_log: Callable[[str], None]
) -> None:
    expect_log("sync.loop WARNING act of kind enter-score was not taken: revision_taken")
    one, other = seats.take("first"), seats.take("second")
    (code, criterion), (_, another), *_ = _cells(hall)
    one.type(code, criterion, "1")
    one.sync()
    other.type(code, criterion, "0")
    other.type(code, another, "0")
    state = other.sync()
    (parked,) = other.store.attention()
    assert (state.attention, parked.state, parked.act) == (1, "conflict", ev.EnterScore(code, criterion, "0"))
    assert (code, criterion) not in other.entries()
    assert other.entries()[code, another] == "0"  # what is not in conflict goes on
    with hall.centre.storage.reading() as session:
        assert [note.code for note in session.scalars(select(IncidentRow))] == ["revision_taken"]
    other.journal.fetch()
    assert other.entries()[code, criterion] == "1"
    sys.stdout.write("two seats of one member: 3 entries, 2 taken, 1 in conflict and seen on both sides, 0 merged\n")


def test_a_seat_whose_file_was_lost_goes_on_in_its_own_journal(seats: Seats, hall: Hall, tmp_path: Path) -> None:
    first = seats.take("first")
    (code, criterion), (_, another), *_ = _cells(hall)
    first.type(code, criterion, "1")
    first.sync()
    first.close()
    for path in tmp_path.glob("first.db*"):
        path.unlink()
    again = seats.take("first")
    assert again.entries() == {(code, criterion): "1"}
    again.type(code, another, "0")
    again.sync()
    assert again.store.attention() == []


# --- a centre that was set back --------------------------------------------------------------------------------


def _stop(hall: Hall) -> int:
    port = int(hall.server.url.rsplit(":", 1)[1])
    hall.close()
    return port


def test_a_centre_restored_from_an_older_backup_is_refilled_by_the_seats(
    expect_log: Callable[[str], None], seats: Seats, hall: Hall, tmp_path: Path
) -> None:
    """Facts and acts after the backup are lost; one seat still has them, with the centre's own signature."""
    expect_log("sync.loop WARNING the centre lacked what it had")
    seat = seats.take("first")
    seat.sync()
    port = _stop(hall)
    backup = tmp_path / "backup"
    shutil.copytree(hall.foundation.folder, backup)
    hall._begin(port)
    typed = _type_all(seat)
    seat.do(seat.lock(StageId.TECHNICAL))
    seat.sync()
    before = (hall.centre.desk.cursor, hall.centre.desk.digest(hall.centre.desk.cursor))
    acts = _acts(hall)
    port = _stop(hall)
    for path in hall.foundation.folder.glob("centre.db*"):
        path.unlink()
    for path in backup.glob("centre.db*"):
        shutil.copy(path, hall.foundation.folder)
    hall._begin(port)
    assert hall.centre.desk.cursor < before[0]
    lost = len(acts) - len(_acts(hall))
    seat.sync()
    sys.stdout.write(f"an older backup: {lost} acts lacking, {len(_acts(hall))} of {len(acts)} there again\n")
    assert (hall.centre.desk.cursor, hall.centre.desk.digest(hall.centre.desk.cursor)) == before
    assert _acts(hall) == acts
    entries = hall.centre.desk.acts[MEMBER].entries
    assert {cell: entry.value for cell, entry in entries.items()} == typed


def _acts(hall: Hall) -> list[tuple[str, str, str]]:
    with hall.centre.storage.reading() as session:
        rows = session.scalars(select(ActRow).where(ActRow.member == MEMBER).order_by(ActRow.seq))
        return [(row.id, row.hash, row.state) for row in rows]


def test_the_centre_takes_back_nothing_it_has_not_signed(seats: Seats, hall: Hall) -> None:
    seat = seats.take("first")
    code, criterion = _cells(hall)[0]
    seat.type(code, criterion, "1")
    seat.sync()
    (returned,) = seat.store.returned()[-1:]
    forged = returned.model_copy(update={"outcome": returned.outcome.model_copy(update={"receipt": "9 AAAA"})})
    assert seat.client.return_acts(ActsReturned(acts=(forged,))).taken == 0
