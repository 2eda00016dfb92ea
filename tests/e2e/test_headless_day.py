"""A whole evaluation over real sockets, real stores and real (virtual-key) signatures, with nobody at a screen."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from resources import path as resource
from seat_client.app.practice_ground import PIN, PracticeGround, read_project, virtual_family
from seat_client.centre.app import application
from seat_client.centre.centre import Centre
from seat_client.centre.server import CentreServer
from seat_client.domain.stages import StageId
from seat_client.evidence.verification import verify
from seat_client.practice.colleagues import Colleagues, Company
from seat_client.practice.script import SUPERVISORS

PARTS = ("qualification", "technical", "business")


def make_bids(folder: Path, bidders: list[str]) -> None:
    """One page a document is enough here: what is read in them is the viewer's matter."""
    for bidder in bidders:
        (folder / bidder).mkdir(parents=True)
        for part in PARTS:
            pdf = pikepdf.new()
            pdf.add_blank_page(page_size=(595, 842))
            pdf.save(folder / bidder / f"{part}.pdf")


@pytest.fixture
def ground(tmp_path: Path) -> PracticeGround:
    folder = tmp_path / "project"
    shutil.copytree(resource("sample", "qinglan"), folder)
    project = read_project(folder)
    make_bids(folder / "documents", [b.id for b in project.project.bidders])
    ground = PracticeGround(tmp_path / "ground", project)
    ground.prepare(lambda *_: None)
    return ground


@pytest.fixture
def centre(ground: PracticeGround) -> Iterator[tuple[Centre, str]]:
    centre = ground.centre()
    server = CentreServer(application(centre))
    server.start()
    yield centre, server.url
    server.stop()
    centre.close()


def test_headless_seats_and_a_successor_reach_a_verified_report(
    ground: PracticeGround, centre: tuple[Centre, str]
) -> None:
    script = ground.project.script
    ((supervisor, _),) = SUPERVISORS
    company = Company(
        script, script.members, centre[1], ground.settings.clerk_token, ground.folder / "seats", PIN,
        lambda m: virtual_family(ground.token(m)), supervisor,
    )  # fmt: skip
    colleagues = Colleagues(company)
    colleagues.start()
    finished = colleagues.join(120)
    e = centre[0].desk.evaluation
    colleagues.stop()
    assert finished, e.stage
    assert e.stage is StageId.CLOSED
    expected = json.loads(resource("sample", "qinglan", "expected.json").read_text("utf-8"))
    assert e.summary is not None
    assert e.summary.result == expected
    assert e.dissents.keys() == {"E6"}
    assert e.report_deemed.keys() == {"E7"}
    assert e.replaced.keys() == {"X5"}
    assert e.members == tuple(m.id for m in script.project.committee)
    assert [m.supervisor for m in e.marks] == [supervisor] * 2
    assert e.supervisors == {}, "the supervisor has left"
    pdf = centre[0].report.content()
    (ground.folder / "report.pdf").write_bytes(pdf)
    verdict = verify(pdf, centre[0].trust)
    assert verdict.valid, verdict
