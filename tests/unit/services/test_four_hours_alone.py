"""Four hours without the centre: everything goes on at the seat, and arrives once when the line is back.

The clocks of seat and centre run ahead here, so that the hours pass in moments.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from seat_client.centre import clock
from seat_client.centre.storage import ActRow
from seat_client.domain.stages import StageId
from seat_client.wire.models import Assignment
from tests.unit.centre.hall import Foundation, Hall, sample_script
from tests.unit.services.sitting import Sitting

MEMBER = "E1"
HOURS = 4
EVERY = timedelta(minutes=1)

pytestmark = pytest.mark.full


class Hands:
    """The seat's clock, moved on by hand in the store."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self, zone: object = None) -> datetime:
        return datetime.now(UTC) + self.ahead

    fromisoformat = staticmethod(datetime.fromisoformat)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    hands = Hands()
    monkeypatch.setattr("seat_client.store.store.datetime", hands)
    return hands


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    foundation = Foundation.lay(tmp_path / "centre", sample_script())
    hall = Hall(foundation)
    hall.play(StageId.PRELIMINARY)
    hall.assignments[MEMBER] = Assignment.model_validate(hall.seat(MEMBER).get("/assignment").json())
    hall.play(StageId.TECHNICAL)
    yield hall
    hall.close()
    clock.set_ahead(timedelta())


def test_what_was_typed_in_four_hours_without_a_centre_arrives_once(
    hall: Hall, tmp_path: Path, hands: Hands, expect_log: Callable[[str], None]
) -> None:
    seat = Sitting(hall, MEMBER, "alone", tmp_path)
    seat.sync()
    port = int(hall.server.url.rsplit(":", 1)[1])
    before = len(_rows(hall))
    hall.close()
    began = datetime.now(UTC)
    typed = []
    while hands.ahead < timedelta(hours=HOURS):
        hands.ahead += EVERY
        typed.append(seat.type("C1", "T1", f"{len(typed) % 9}"))
    assert seat.store.pending_count() == len(typed) == HOURS * 60
    assert typed[-1].at - began >= timedelta(hours=HOURS)
    clock.set_ahead(hands.ahead)
    hall._begin(port)
    clock.set_ahead(hands.ahead)  # a centre that begins takes its own clock up
    state = seat.sync()
    arrived = _rows(hall)[before:]
    sys.stdout.write(f"{HOURS} h alone: {len(typed)} entries, {len(arrived)} arrived, {state.attention} not taken\n")
    assert arrived == [saved.id for saved in typed]
    assert (state.pending, state.attention) == (0, 0)
    assert seat.entries()["C1", "T1"] == f"{(len(typed) - 1) % 9}"
    seat.close()


def test_a_seats_clock_that_jumps_either_way_changes_neither_order_nor_number(
    hall: Hall, tmp_path: Path, hands: Hands
) -> None:
    seat = Sitting(hall, MEMBER, "jumping", tmp_path)
    before = len(_rows(hall))
    typed = []
    for days in (0, 400, -900, 3, 0):
        hands.ahead = timedelta(days=days)
        typed.append(seat.type("C1", "T1", f"{len(typed)}"))
        state = seat.sync()
        assert (state.pending, state.attention) == (0, 0)
    arrived = _rows(hall)[before:]
    sys.stdout.write(f"clock set 4 times: {len(typed)} entries, {len(arrived)} arrived, in the order typed\n")
    assert arrived == [saved.id for saved in typed]
    assert [(saved.at - typed[0].at).days for saved in typed[1:3]] == [400, -900]
    assert seat.entries()["C1", "T1"] == "4"
    seat.close()


def _rows(hall: Hall) -> list[str]:
    with hall.centre.storage.reading() as session:
        return list(session.scalars(select(ActRow.id).where(ActRow.member == MEMBER).order_by(ActRow.seq)))
