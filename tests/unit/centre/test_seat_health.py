"""What the centre answers to a seat's self-test, and what it keeps of it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import requests

from seat_client.centre import clock
from seat_client.domain.stages import StageId
from seat_client.paths import Route
from seat_client.services.self_test.network import centre_and_clock, lines
from seat_client.services.self_test.result import Check, Report, Result, State
from seat_client.services.self_test.run import health
from seat_client.sync.client import CentreClient
from seat_client.wire import PREFIX
from seat_client.wire.seats import LINE_TEST_LIMIT
from tests.unit.centre.hall import CLERK, WAIT, Hall, bearer

HallAt = Callable[[StageId], Hall]
pytestmark = pytest.mark.parametrize("hall_at", ["sqlite"], indirect=True)


@pytest.fixture
def hall(hall_at: HallAt) -> Hall:
    return hall_at(StageId.PRELIMINARY)


@pytest.fixture
def ahead() -> Iterator[Callable[[timedelta], None]]:
    yield clock.set_ahead
    clock.set_ahead(timedelta())


def base(hall: Hall) -> str:
    return hall.url.removesuffix(PREFIX)


def report(*results: Result) -> Report:
    now = datetime.now(UTC)
    return Report("QL-07", "一室 07", "1.0", now, now, False, False, results)


def test_the_clerk_reads_how_every_seat_stands(hall: Hall) -> None:
    client = CentreClient(base(hall))
    failed = Result(Check.ECHO, State.FAIL, "echo-remains", {"loss": 18.0, "device": "张三的耳机"})
    client.tell_health(health(report(failed, Result(Check.PIN, State.REMIND, "pin-few"))))
    client.tell_health(health(report(Result(Check.ECHO, State.PASS))))
    client.close()
    answer = requests.get(f"{hall.url}/seats", headers=bearer(CLERK), timeout=WAIT)
    (told,) = answer.json()["seats"]
    assert (told["seat"], told["verdict"], told["failed"]) == ("QL-07", "pass", [])


def test_a_seat_tells_names_of_checks_and_nothing_measured(hall: Hall) -> None:
    told = health(report(Result(Check.ECHO, State.FAIL, "echo-remains", {"loss": 18.0, "device": "张三的耳机"})))
    assert told.failed == ("echo",)
    assert "张三" not in told.model_dump_json()


def test_a_technician_at_any_seat_reads_it_as_well(hall: Hall) -> None:
    client = CentreClient(base(hall))
    client.tell_health(health(report(Result(Check.ECHO, State.FAIL, "echo-remains", {"loss": 18.0}))))
    (told,) = client.seat_healths().seats
    client.close()
    assert (told.seat, told.verdict, told.failed) == ("QL-07", "fail", ("echo",))


def test_only_the_clerk_reads_it(hall: Hall) -> None:
    assert requests.get(f"{hall.url}/seats", headers=bearer("somebody"), timeout=WAIT).status_code == 403


def test_a_line_is_measured_both_ways(hall: Hall) -> None:
    (result,) = lines(base(hall), (), None, short=False)
    assert {"rtt_ms", "jitter_ms", "loss", "down_mbit"} <= set(result.facts)
    assert result.fault != "centre-closed"


def test_a_body_for_measuring_has_a_limit(hall: Hall) -> None:
    answer = requests.get(f"{hall.url}/seats/line", params={"size": LINE_TEST_LIMIT + 1}, timeout=WAIT)
    assert answer.status_code == 422
    answer = requests.post(f"{hall.url}/seats/line", data=bytes(LINE_TEST_LIMIT + 1), timeout=WAIT)
    assert answer.status_code == 413


def test_a_clock_that_is_right_passes_and_one_that_is_off_fails(hall: Hall, ahead: Callable[[timedelta], None]) -> None:
    centre, right = centre_and_clock(base(hall), None)
    assert (centre.state, right.state) == (State.PASS, State.PASS)
    ahead(timedelta(seconds=30))
    centre, off = centre_and_clock(base(hall), None)
    assert (centre.state, off.state, off.fault) == (State.PASS, State.FAIL, "clock-off")
    assert 29_000 < int(off.facts["offset_ms"]) < 31_000


def test_a_route_by_an_own_address_is_the_one_that_is_measured(hall: Hall) -> None:
    (result,) = lines(base(hall), (Route("wired", "127.0.0.1"),), None, short=True)
    assert result.check is Check.WIRED
    assert "rtt_ms" in result.facts
