"""A centre for each test, and centres already played to a stage; in the full run each on either database."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from seat_client.domain.stages import StageId
from tests.postgres_server import PostgresServer, binaries, scratch_server
from tests.unit.centre.hall import Foundation, Hall, Seat, sample_script

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.full)]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A server database for all tests of the session; what the tests are about does not need it to be durable."""
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL: the set-up of `--full` brings postgresql")
    with scratch_server(programs, durable=False) as server:
        yield server


@pytest.fixture(scope="session")
def durable_server() -> Iterator[PostgresServer]:
    """A server database that keeps what it acknowledged, for the tests that are about just that."""
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL: the set-up of `--full` brings postgresql")
    with scratch_server(programs) as server:
        yield server


@dataclass
class Played:
    """The sample evaluation stopped at stages, each played once: copies of it run in the tests."""

    folders: pytest.TempPathFactory
    server: PostgresServer | None
    kept: dict[StageId, tuple[Foundation, dict[str, Seat]]] = field(default_factory=dict)

    def at(self, stage: StageId) -> tuple[Foundation, dict[str, Seat]]:
        """The stopped evaluation, and the seats as they stood."""
        if stage not in self.kept:
            folder = self.folders.mktemp("centre")
            order = list(StageId)
            before = [s for s in order[: order.index(stage)] if s in self.kept]
            if before:
                hall = self.moved(before[-1], folder / "centre")
            else:
                database = self.server.fresh() if self.server else ""
                hall = Hall(Foundation.lay(folder, sample_script(), database=database, heartbeat_seconds=0.2))
            try:
                if stage is not StageId.SIGN_IN:
                    hall.play(stage)
            finally:
                hall.close()
            self.kept[stage] = (hall.foundation, hall.seats)
        return self.kept[stage]

    def moved(self, stage: StageId, folder: Path) -> Hall:
        """The stopped evaluation, copied and running again."""
        foundation, seats = self.at(stage)
        database = self.server.copied(foundation.settings.database) if self.server else ""
        return moved(foundation, seats, folder, database)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return Played(tmp_path_factory, None)


@pytest.fixture(scope="session")
def played_on_postgresql(tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer) -> Played:
    return Played(tmp_path_factory, postgres_server)


@pytest.fixture(params=DATABASES)
def hall_at(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[StageId], Hall]]:
    """A running centre of its own at a stage of the sample."""
    kept: Played = request.getfixturevalue("played" if request.param == "sqlite" else "played_on_postgresql")
    halls: list[Hall] = []

    def at(stage: StageId) -> Hall:
        halls.append(kept.moved(stage, tmp_path / f"centre-{len(halls)}"))
        return halls[-1]

    yield at
    for hall in halls:
        hall.close()
        if kept.server is not None:
            kept.server.drop(hall.foundation.settings.database)


def moved(foundation: Foundation, seats: dict[str, Seat], folder: Path, database: str = "") -> Hall:
    """A stopped evaluation, copied and running again."""
    shutil.copytree(foundation.folder, folder)
    settings = replace(foundation.settings, data=folder, database=database)
    hall = Hall(replace(foundation, folder=folder, settings=settings))
    hall.seats = {member: copied(seat, hall) for member, seat in seats.items()}
    return hall


def copied(seat: Seat, hall: Hall) -> Seat:
    """The same seat in another hall: same session, same chain."""
    twin = Seat.__new__(Seat)
    twin.__dict__ = seat.__dict__ | {"hall": hall, "revisions": dict(seat.revisions)}
    return twin
