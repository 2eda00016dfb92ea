"""The fault clock of a seat: since when, how long is left, what waits, and what the computer says of itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.services.disturbance import LOW_DISK, Disturbances, Machine, look_at_machine
from seat_client.services.seat import Seat
from seat_client.store.store import Store
from seat_client.sync.loop import SyncState
from tests.gui.review_desk import Desk

BEGIN = datetime(2026, 11, 23, 7, 58, 31, tzinfo=UTC)
AWAY = SyncState(reachable=False, failures=1)
BACK = SyncState(reachable=True)


class Clock:
    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **length: int) -> None:
        self.now += timedelta(**length)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def trouble(desk: Desk, clock: Clock) -> Disturbances:
    return Disturbances(desk.seat, clock)


def test_a_fault_counts_down_from_four_hours_and_is_due_at_the_end(trouble: Disturbances, clock: Clock) -> None:
    assert trouble.see_line(AWAY)
    clock.passes(minutes=6, seconds=12)
    assert trouble.left() == timedelta(hours=3, minutes=53, seconds=48)
    assert not trouble.soon
    clock.passes(hours=3, minutes=24)
    assert trouble.soon
    assert not trouble.due
    clock.passes(minutes=29, seconds=48)
    assert trouble.due
    assert trouble.left() == timedelta()


def test_before_the_start_the_limit_is_two_hours(desk: Desk, clock: Clock) -> None:
    desk.seat.evaluation.stage = StageId.SIGN_IN
    trouble = Disturbances(desk.seat, clock)
    trouble.see_line(AWAY)
    clock.passes(hours=2)
    assert trouble.due


def test_a_line_that_is_back_ends_it(trouble: Disturbances, clock: Clock) -> None:
    trouble.see_line(AWAY)
    clock.passes(hours=5)
    assert trouble.see_line(BACK)
    assert not trouble.see_line(BACK), "it is told once"
    assert not trouble.due
    assert [i.kind for i in trouble.incidents] == ["lost", "restored"]


def test_tries_are_one_line_that_counts(trouble: Disturbances, clock: Clock) -> None:
    for failures in (1, 2, 2, 3):
        trouble.see_line(SyncState(reachable=False, failures=failures))
    assert [(i.kind, i.count) for i in trouble.incidents] == [("lost", 0), ("retried", 3)]


def test_the_beginning_of_a_fault_outlives_the_program(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    Disturbances(desk.seat, clock).see_line(AWAY)
    key, folder = desk._store_key, desk.folder
    desk.close()
    store = Store.open(folder / "seat.db", key)
    again = Disturbances(Seat(store, desk._assignment()), clock)
    clock.passes(hours=1)
    assert again.left() == timedelta(hours=3)
    again.see_line(BACK)
    store.close()
    store = Store.open(folder / "seat.db", key)
    assert not Disturbances(Seat(store, desk._assignment()), clock).lost
    store.close()
    desk._open()


def test_what_waits_is_told_by_kind(desk: Desk, trouble: Disturbances) -> None:
    assert trouble.waiting() == ()
    for item in ("F1", "F2"):
        desk.seat.act(ev.VotePreliminary("B03", item, True)).result(30)
    (votes,) = trouble.waiting()
    assert (votes.kind, votes.count) == ("vote-preliminary", 2)
    assert trouble.pending == 2


def supply(folder: Path, name: str, **files: str) -> None:
    (folder / name).mkdir(parents=True)
    for file, text in files.items():
        (folder / name / file).write_text(f"{text}\n", "ascii")


def test_the_computer_says_that_it_runs_on_its_battery(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="0")
    supply(tmp_path, "BAT0", type="Battery", status="Discharging", capacity="83")
    supply(tmp_path, "mouse", type="Battery", scope="Device", status="Discharging", capacity="5")
    seen = look_at_machine(tmp_path, tmp_path)
    assert (seen.on_battery, seen.charge) == (True, 83)
    assert seen.free is not None


def test_a_computer_without_a_battery_says_nothing_of_one(tmp_path: Path) -> None:
    assert look_at_machine(tmp_path, tmp_path / "nothing").on_battery is None
    assert look_at_machine(tmp_path / "gone", tmp_path).free is None


def test_power_and_disk_are_noted_when_they_change(trouble: Disturbances) -> None:
    assert trouble.see_machine(Machine(on_battery=True, charge=83, free=LOW_DISK))
    assert not trouble.see_machine(Machine(on_battery=True, charge=82, free=LOW_DISK))
    assert trouble.see_machine(Machine(on_battery=False, charge=82, free=LOW_DISK - 1))
    assert [i.kind for i in trouble.incidents] == ["battery", "mains", "disk-low"]
