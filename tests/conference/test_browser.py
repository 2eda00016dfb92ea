"""Another engine in the same room: headless Chromium sees and hears a seat, and is seen and heard by it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conference.browser import Browser, find_browser
from tests.conference.clocks import Painter
from tests.conference.seats import SeatInCall, meeting, seats, until
from tests.conference.servers import Janus

pytestmark = pytest.mark.full


@pytest.mark.skipif(find_browser() is None, reason="no Chromium: the set `full` brings it")
def test_a_seat_and_a_browser_see_and_hear_each_other(janus: Janus, room: Callable[..., str], folder: Path) -> None:
    name = room()

    async def meet() -> None:
        seat = SeatInCall(janus.pass_for("seat", name), folder, painter=Painter())
        async with seats(seat):
            await until(lambda: seat.state == "live")
            with Browser(janus.pass_for("browser", name), ("seat",), camera="clock") as browser:
                seat.watch("browser")
                browser.reading = True
                await until(lambda: len(browser.latencies()) > 20, 60, f"the browser sees: {browser.last()}")
                await until(lambda: browser.last()["energy"] > 0, what="the browser hears")
                await until(lambda: len(seat.latencies(1)) > 20, what="the seat sees")
                await until(lambda: seat.hearing("browser") == "clear", what="the seat hears")
                assert seat.garbage() == 0

    meeting(meet())
