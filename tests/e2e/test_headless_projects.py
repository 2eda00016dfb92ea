"""Prepared projects flown by headless colleagues to the end: what the regime forbids is not asked for, a disputed
objective item is signed anew, and the report holds."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from seat_client.app.practice_ground import PIN, PracticeGround, read_project, virtual_family
from seat_client.centre.app import application
from seat_client.centre.centre import Centre
from seat_client.centre.server import CentreServer
from seat_client.domain.stages import StageId
from seat_client.evidence.verification import verify
from seat_client.practice.colleagues import Colleagues, Company
from tests.unit.centre.hall import make_bids

PROJECTS = Path(__file__).parents[1] / "data" / "projects" / "random"
WAIT = 180  # seconds a day may take on a busy machine


@contextmanager
def flown(ground: PracticeGround) -> Iterator[Centre]:
    """The centre after the colleagues' whole day."""
    centre = ground.centre()
    server = CentreServer(application(centre))
    server.start()
    script = ground.project.script
    company = Company(
        script, script.members, server.url, ground.settings.clerk_token, ground.folder / "seats", PIN,
        lambda m: virtual_family(ground.token(m)),
    )  # fmt: skip
    colleagues = Colleagues(company)
    try:
        colleagues.start()
        assert colleagues.join(WAIT), centre.desk.evaluation.stage
        yield centre
    finally:
        colleagues.stop()
        server.stop()
        centre.close()


def prepared(name: str, folder: Path) -> PracticeGround:
    shutil.copytree(PROJECTS / name, folder / "project")
    project = read_project(folder / "project")
    make_bids(project.folder / "documents", [b.id for b in project.project.bidders])
    ground = PracticeGround(folder / "ground", project)
    ground.prepare(lambda *_: None)
    return ground


@pytest.mark.full
@pytest.mark.parametrize(
    ("name", "blocked"), [("0002", "fewer-than-three-valid"), ("0020", None), ("0021", None), ("0006", None)]
)
def test_a_project_flown_headless_ends_lawfully(name: str, blocked: str | None, tmp_path: Path) -> None:
    with flown(prepared(name, tmp_path)) as centre:
        e = centre.desk.evaluation
        assert e.stage is StageId.CLOSED
        assert e.summary is not None
        assert e.summary.result["blocked"] == blocked
        assert {r.decision for r in e.rulings.values()} <= {"keep", "accept", "reject", "correct", "stop"}
        disputed = {f.id for f in e.flags.values() if f.check == "objective-disagreement"}
        assert disputed == e.revised, "every disputed item was signed anew"
        assert bool(disputed) is (name == "0006")
        assert verify(centre.report.content(), centre.trust).valid
