"""A centre for each test, and centres already played to a stage."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from seat_client.domain.stages import StageId
from tests.unit.centre.hall import Foundation, Hall, Seat, sample_script


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Callable[[StageId], tuple[Foundation, dict[str, Seat]]]:
    """The sample evaluation stopped at a stage: its folder, to be copied, and the seats as they stood."""
    kept: dict[StageId, tuple[Foundation, dict[str, Seat]]] = {}

    def at(stage: StageId) -> tuple[Foundation, dict[str, Seat]]:
        if stage not in kept:
            folder = tmp_path_factory.mktemp("centre")
            order = list(StageId)
            before = [s for s in order[: order.index(stage)] if s in kept]
            if before:
                hall = moved(*kept[before[-1]], folder / "centre")
            else:
                hall = Hall(Foundation.lay(folder, sample_script(), heartbeat_seconds=0.2))
            try:
                if stage is not StageId.SIGN_IN:
                    hall.play(stage)
            finally:
                hall.close()
            kept[stage] = (hall.foundation, hall.seats)
        return kept[stage]

    return at


@pytest.fixture
def hall_at(
    tmp_path: Path, played: Callable[[StageId], tuple[Foundation, dict[str, Seat]]]
) -> Iterator[Callable[[StageId], Hall]]:
    """A running centre of its own at a stage of the sample."""
    halls: list[Hall] = []

    def at(stage: StageId) -> Hall:
        halls.append(moved(*played(stage), tmp_path / f"centre-{len(halls)}"))
        return halls[-1]

    yield at
    for hall in halls:
        hall.close()


def moved(foundation: Foundation, seats: dict[str, Seat], folder: Path) -> Hall:
    """The stopped evaluation, copied and running again."""
    shutil.copytree(foundation.folder, folder)
    hall = Hall(replace(foundation, folder=folder, settings=replace(foundation.settings, data=folder)))
    hall.seats = {member: copied(seat, hall) for member, seat in seats.items()}
    return hall


def copied(seat: Seat, hall: Hall) -> Seat:
    """The same seat in another hall: same session, same chain."""
    twin = Seat.__new__(Seat)
    twin.__dict__ = seat.__dict__ | {"hall": hall, "revisions": dict(seat.revisions)}
    return twin
