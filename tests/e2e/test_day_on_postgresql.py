"""The same headless day as on SQLite, on PostgreSQL, with two centre processes behind one address."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from resources import path as resource
from seat_client.app.centre_workers import Crew
from seat_client.app.practice_ground import PIN, PracticeGround, read_project, virtual_family
from seat_client.centre.server import listening
from seat_client.domain.stages import StageId
from seat_client.evidence.verification import verify
from seat_client.practice.colleagues import Colleagues, Company
from seat_client.practice.script import SUPERVISORS
from tests.e2e.test_headless_day import make_bids
from tests.postgres_server import binaries, scratch_server

pytestmark = pytest.mark.full
DAY = 200  # seconds; a quiet machine needs a tenth of it


@pytest.fixture
def database() -> Iterator[str]:
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL: the set-up of `--full` brings postgresql")
    with scratch_server(programs) as server:
        yield server.fresh()


@pytest.fixture
def ground(tmp_path: Path, database: str) -> PracticeGround:
    shutil.copytree(resource("sample", "qinglan"), tmp_path / "project")
    project = read_project(tmp_path / "project")
    make_bids(tmp_path / "project" / "documents", [b.id for b in project.project.bidders])
    ground = PracticeGround(tmp_path / "ground", project, database=database, workers=2)
    ground.prepare(lambda *_: None)
    return ground


@pytest.fixture
def url(ground: PracticeGround, tmp_path: Path, database: str) -> Iterator[str]:
    arguments = ["--ground", str(ground.folder), "--project", str(tmp_path / "project"), "--database", database]
    with listening("127.0.0.1", 0) as listener:
        crew = Crew([*arguments, "--workers", "2", "--log", str(tmp_path / "centre.log")], listener, 2)
        crew.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        crew.stop()


def test_headless_seats_reach_a_verified_report(ground: PracticeGround, url: str) -> None:
    script = ground.project.script
    ((supervisor, _),) = SUPERVISORS
    company = Company(
        script, script.members, url, ground.settings.clerk_token, ground.folder / "seats", PIN,
        lambda m: virtual_family(ground.token(m)), supervisor,
    )  # fmt: skip
    colleagues = Colleagues(company)
    colleagues.start()
    finished = colleagues.join(DAY)
    colleagues.stop()
    house = ground.house()
    centre = house.centre(script.project.id)
    with centre.desk.at_rest() as e:
        assert finished, e.stage
        assert e.stage is StageId.CLOSED
        assert e.summary is not None
        assert e.summary.result == json.loads(resource("sample", "qinglan", "expected.json").read_text("utf-8"))
    verdict = verify(centre.report.content(), centre.trust)
    house.close()
    assert verdict.valid, verdict
