"""Colleagues through a centre that is not there yet, is killed in the middle, and comes back."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from resources import path as resource
from seat_client.app.practice_ground import PIN, PracticeGround, read_project, virtual_family
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.stages import StageId
from seat_client.evidence.verification import verify
from seat_client.practice.colleagues import Colleagues, Company
from tests.unit.centre.hall import make_bids

WAIT = 180


class CentreProcess:
    """`seat-client centre` on one port, which may be killed and started again."""

    def __init__(self, ground: Path, project: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._arguments = ["--ground", str(ground), "--project", str(project), "--port", str(self.port)]
        self._log = ground / "centre.log"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "seat_client.app.command_line", "centre", *self._arguments]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline().strip() == self.url, self._log.read_text()

    def kill(self) -> None:
        if self._process is not None:
            os.kill(self._process.pid, signal.SIGKILL)
            self._process.wait()
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None


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
def process(ground: PracticeGround) -> Iterator[CentreProcess]:
    process = CentreProcess(ground.folder, ground.project.folder)
    yield process
    process.kill()


class Watching:
    """Tells when the first colleague saw a stage."""

    def __init__(self) -> None:
        self.seen = {stage: threading.Event() for stage in StageId}

    def __call__(self, evaluation: Evaluation) -> None:
        self.seen[evaluation.stage].set()


def company(ground: PracticeGround, url: str) -> Company:
    script = ground.project.script
    return Company(
        script, script.members, url, ground.settings.clerk_token, ground.folder / "seats", PIN,
        lambda m: virtual_family(ground.token(m)),
    )  # fmt: skip


@pytest.mark.full
def test_colleagues_outlast_a_centre_that_is_late_and_is_killed_again_and_again(
    ground: PracticeGround, process: CentreProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching = Watching()
    colleagues = Colleagues(company(ground, process.url))
    first = colleagues._colleagues[0]
    clerk = first._onlooker
    monkeypatch.setattr(first, "_onlooker", lambda e: (watching(e), clerk(e)))
    colleagues.start()
    with pytest.raises(requests.ConnectionError):
        requests.get(process.url, timeout=5)  # they have begun, and nobody is there
    assert not colleagues.join(1)
    process.start()
    for stage in (StageId.PRELIMINARY, StageId.TECHNICAL, StageId.REPORT):
        assert watching.seen[stage].wait(WAIT), stage
        process.kill()
        assert not colleagues.join(0.5)
        process.start()
    try:
        assert colleagues.join(WAIT)
    finally:
        colleagues.stop()
    process.kill()
    centre = ground.centre()
    try:
        assert centre.desk.evaluation.stage is StageId.CLOSED
        assert verify(centre.report.content(), centre.trust).valid
        expected = json.loads(resource("sample", "qinglan", "expected.json").read_text("utf-8"))
        summary = centre.desk.evaluation.summary
        assert summary is not None
        assert summary.result == expected
    finally:
        centre.close()
