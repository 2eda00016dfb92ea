"""What the desk keeps, on a real server: its journal from several hands at once, forms that count once, a draw."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from seat_client.centre import clock
from seat_client.centre.desk_log import DeskLog
from seat_client.centre.desk_pages.forms import Tokens
from seat_client.centre.desk_pages.roles import Role
from seat_client.centre.errors import Forbidden
from seat_client.centre.storage import Storage
from tests.postgres_server import PostgresServer
from tests.unit.centre.desk_house import BROKEN, START, DeskHouse, plan
from tests.unit.centre.hall import Foundation, sample_script

pytestmark = pytest.mark.full


@pytest.fixture
def desk(tmp_path: Path, postgres_server: PostgresServer) -> Iterator[DeskHouse]:
    url = postgres_server.fresh()
    foundation = Foundation.lay(tmp_path / "centre", sample_script(), database=url, sealed=7)
    made = DeskHouse(replace(foundation, keys=dict(foundation.keys)), foundation.folder)
    for role in Role:
        made.certificate(f"{role}-1", role)
    yield made
    made.close()
    postgres_server.drop(url)


def test_a_morning_up_to_the_opened_draw(desk: DeskHouse) -> None:
    desk.enrol_health()
    operator, supervisor = desk.browser("operator"), desk.browser("supervisor")
    assert desk.browser("technician").act("seat-plan", "/seats", file=plan().encode()).status_code == 200
    for number in range(1, 9):
        assert operator.act("draw-take", "/draws", file=desk.draw(number)).status_code == 200
    assert operator.act("allocation-commit", "/draws").status_code == 200
    said = {"said": "七号球", "reserve": "0", "commitment": desk.house.seating.waiting()}
    assert supervisor.act("allocation-word", "/draws", said).status_code == 200
    newest = desk.house.seating.newest()
    assert newest is not None
    assert BROKEN not in {seat for mine in newest.now.values() for seat in mine}
    victim = newest.now["D2"][0]
    assert operator.act("seat-order", f"/seats?seat={victim}", {"seat": victim, "order": "out", "why": "x"}).ok
    assert operator.act("allocation-move", "/").status_code == 200
    clock.set_ahead(START - datetime.now(clock.CIVIL) + timedelta(seconds=1))
    for answer in desk.answers(operator.act("draw-ask", "/draws", {"draw": "D1"}).json()):
        assert operator.act("draw-answer", "/draws", {"draw": "D1"}, answer).status_code == 200
    assert desk.house.draws.arrive("E2") == sample_script().project.id
    assert sample_script().project.name.zh in operator.get("/stages").text
    assert desk.log.first_fault() == 0


def test_several_processes_write_one_journal_and_take_a_form_once(desk: DeskHouse) -> None:
    others = [Storage(desk.settings.url) for _ in range(4)]
    try:
        token = Tokens(others[0], desk.folder).make("op")

        def work(number: int) -> str:
            storage = others[number % len(others)]
            DeskLog(storage).note("op", "operator", "act", str(number))
            try:
                Tokens(storage, desk.folder).take("op", token)
            except Forbidden as again:
                return again.code
            return ""

        with ThreadPoolExecutor(8) as pool:
            assert sorted(pool.map(work, range(40))) == ["", *["form_again"] * 39]
        assert sorted(int(event.subject) for event in desk.log.newest(100)) == list(range(40))
        assert desk.log.first_fault() == 0
    finally:
        for storage in others:
            storage.close()
