"""The same centre on a real PostgreSQL, in a scratch cluster on loopback."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from seat_client.domain.stages import StageId
from seat_client.evidence.verification import verify
from tests.unit.centre.hall import Foundation, Hall, sample_script
from tests.unit.centre.test_facts import acts_of, state_of, two_desks_agree

pytestmark = pytest.mark.full
DRIVER = pytest.importorskip("psycopg", reason="no PostgreSQL driver: the set-up of `--full` brings psycopg")


def binaries() -> Path:
    """Debian keeps the server's programs out of PATH, by version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    if not found:
        pytest.skip("no PostgreSQL: the set-up of `--full` brings postgresql")
    return found[-1]


def as_postgres(*command: str) -> None:
    """initdb and the server refuse to run as root."""
    other = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*other, *command], check=True, capture_output=True, cwd="/")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    programs, folder = (
        binaries(),
        Path(tempfile.mkdtemp(prefix="seat-postgres-")),
    )  # pytest's own folders are closed to others
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    data = str(folder / "data")
    try:
        as_postgres(str(programs / "initdb"), "-D", data, "-A", "trust", "-U", "centre", "-E", "UTF8", "--no-sync")
        options = f"-h 127.0.0.1 -p {port} -k {folder}"
        as_postgres(str(programs / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql+psycopg://centre@127.0.0.1:{port}"
        finally:
            as_postgres(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def hall(server: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Hall]:
    name = f"t{abs(hash(request.node.name))}"
    with DRIVER.connect(f"{server.replace('+psycopg', '')}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    hall = Hall(Foundation.lay(tmp_path / "centre", sample_script(), database=f"{server}/{name}"))
    yield hall
    hall.close()


def test_a_whole_evaluation_with_a_restart_at_every_stage(hall: Hall) -> None:
    for stage in StageId:
        if stage in (StageId.SIGN_IN, StageId.FEW_BIDS, StageId.BUSINESS_RULINGS, StageId.FEW_BIDS_AFTER_PRICE):
            continue
        hall.play(stage)
        desk = hall.centre.desk
        before = state_of(desk.evaluation), acts_of(desk), desk.facts(0, 10**6)
        hall.restart()
        desk = hall.centre.desk
        assert (state_of(desk.evaluation), acts_of(desk), desk.facts(0, 10**6)) == before
    assert verify(hall.centre.report.content(), hall.centre.trust).valid


def test_two_desks_stay_of_one_mind(hall: Hall) -> None:
    hall.play(StageId.PRELIMINARY)
    two_desks_agree(hall)
