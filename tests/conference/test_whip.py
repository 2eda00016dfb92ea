"""The second signalling: the same seats over WHIP and WHEP, with the list of feeds told by the centre."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from seat_client.wire.conference import CallPass
from tests.conference.clocks import Painter
from tests.conference.seats import SeatInCall, meeting, seats, until
from tests.conference.whip_server import WhipServer

TOKEN = "let me in"


@pytest.fixture
def server() -> Iterator[WhipServer]:
    made = WhipServer("127.0.0.1", TOKEN)
    yield made
    made.close()


def _pass(server: WhipServer, feed: str, **changes: Any) -> CallPass:
    values: dict[str, Any] = {"signalling": "whip", "url": server.url, "room": "r", "feed": feed, "token": TOKEN}
    return CallPass(**(values | {"relay_only": False} | changes))


def test_two_seats_see_and_hear_each_other(server: WhipServer, folder: Path) -> None:
    async def meet() -> None:
        one = SeatInCall(_pass(server, "one"), folder, painter=Painter())
        two = SeatInCall(_pass(server, "two"), folder, painter=Painter())
        async with seats(one, two):
            await until(lambda: one.state == two.state == "live")
            for seat, other in ((one, "two"), (two, "one")):
                seat.call.told(("one", "two"))
                seat.watch(other)
            for seat, other in ((one, "two"), (two, "one")):
                await until(lambda seat=seat: len(seat.shown[1]) > 10, what="pictures")
                await until(lambda seat=seat, other=other: seat.hearing(other) == "clear", what="sound")
                assert seat.garbage() == 0
            two.call.told(("two",))
            await until(lambda: two.hearing("one") == "none")

    meeting(meet())


@pytest.mark.parametrize(("change", "refusal"), [({"token": "wrong"}, "token"), ({"feed": "taken"}, "identity_in_use")])
def test_a_refusal_has_a_name(server: WhipServer, folder: Path, change: dict[str, str], refusal: str) -> None:
    async def knock() -> None:
        first = SeatInCall(_pass(server, "taken"), folder)
        async with seats(first):
            await until(lambda: first.state == "live")
            second = SeatInCall(_pass(server, **({"feed": "second"} | change)), folder, voice=False)
            async with seats(second):
                await until(lambda: second.refusal)
                assert second.refusal == refusal

    meeting(knock())
