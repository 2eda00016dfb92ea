"""What only a server database brings: processes that hear of one another, and one that goes away and comes back.

That the centre does on PostgreSQL what it does on SQLite is shown by its whole unit suite on either (`conftest`).
"""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from seat_client.centre.app import application
from seat_client.centre.server import CentreServer
from seat_client.centre.storage import Storage
from seat_client.domain.stages import StageId
from seat_client.evidence.verification import verify
from seat_client.wire import PREFIX
from tests.postgres_server import PostgresServer
from tests.unit.centre.hall import WAIT, Foundation, Hall, Listening, Seat, sample_script
from tests.unit.centre.test_facts import acts_of, state_of, two_desks_agree

pytestmark = pytest.mark.full


@pytest.fixture
def hall(postgres_server: PostgresServer, tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(Foundation.lay(tmp_path / "centre", sample_script(), database=postgres_server.fresh()))
    yield hall
    hall.close()


def test_a_whole_evaluation_with_a_restart_at_every_stage(hall: Hall) -> None:
    hall.all_seats()
    while (stage := hall.stage) is not StageId.CLOSED:
        hall._stage(stage)
        assert hall.stage is not stage, f"{stage} goes no further"
        desk = hall.centre.desk
        before = state_of(desk.evaluation), acts_of(desk), desk.facts(0, 10**6)
        hall.restart()
        desk = hall.centre.desk
        assert (state_of(desk.evaluation), acts_of(desk), desk.facts(0, 10**6)) == before
    assert verify(hall.centre.report.content(), hall.centre.trust).valid


def test_two_desks_stay_of_one_mind(hall: Hall) -> None:
    hall.play(StageId.PRELIMINARY)
    two_desks_agree(hall)


def test_who_listens_at_one_process_hears_of_what_another_took(hall: Hall) -> None:
    hall.play(StageId.CHAIR_ELECTION)
    other = hall.foundation.centre(heartbeat_seconds=WAIT)
    server = CentreServer(application(other))
    server.start()
    try:
        elsewhere = Seat.__new__(Seat)
        elsewhere.__dict__ = hall.seat("E2").__dict__ | {"hall": _At(hall, server.url + PREFIX)}
        now = hall.centre.desk.cursor
        with Listening(elsewhere, now) as stream:
            hall.seat("E1").do(*hall.acts("E1", StageId.CHAIR_ELECTION))
            assert stream.cursor() > now
    finally:
        server.stop()
        other.close()


class _At:
    """The same hall by another address."""

    def __init__(self, hall: Hall, url: str) -> None:
        self.url = url
        self.script = hall.script


def test_news_come_again_after_the_line_to_the_database_was_cut(postgres_server: PostgresServer) -> None:
    url = postgres_server.fresh()
    storage = Storage(url)
    told: list[str] = []
    heard = threading.Event()

    def tell(evaluation: str) -> None:
        told.append(evaluation)
        heard.set()

    storage.watch(tell, shared=True)
    assert heard.wait(WAIT)  # the first word: anything may have happened before
    heard.clear()
    with postgres_server.connect(url.rsplit("/", 1)[1]) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"
        )
    assert heard.wait(WAIT)  # once more: anything may have happened meanwhile
    assert set(told) == {""}
    storage.close()
