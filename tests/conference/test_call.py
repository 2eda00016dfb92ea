"""Seats in one room over a real Janus: what each shows and hears of the others, and what refusals are called."""

import asyncio
import io
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import pytest

from seat_client.conference.messages import FeedsChanged, Pictures, SentSeconds
from seat_client.conference.sent_log import breaks
from seat_client.conference.signalling import MOST_FEEDS, Access
from seat_client.conference.signalling.janus_session import JanusSession
from seat_client.wire.conference import SentSecond
from tests.conference.bots import Bot, bots
from tests.conference.clocks import Painter
from tests.conference.seats import SeatInCall, meeting, opened, seats, until
from tests.conference.servers import Janus, counted, talk

Rooms = Callable[..., str]


def test_two_seats_see_and_hear_each_other(janus: Janus, room: Rooms, folder: Path) -> None:
    name = room()

    async def meet() -> None:
        one = SeatInCall(janus.pass_for("one", name), folder, painter=Painter())
        two = SeatInCall(janus.pass_for("two", name), folder, painter=Painter())
        async with seats(one, two):
            one.watch("two")
            two.watch("one")
            for seat, other in ((one, "two"), (two, "one")):
                await until(lambda seat=seat: len(seat.shown[1]) > 20, what="pictures")
                await until(lambda seat=seat, other=other: seat.hearing(other) == "clear", what="heard")
                assert seat.garbage() == 0
                assert seat.state == "live"
        assert {feed for _, news in one.news if isinstance(news, FeedsChanged) for feed in news.feeds} == {"two"}
        _assert_chained(one)

    meeting(meet())


def _assert_chained(seat: SeatInCall) -> None:
    """The log of what was sent is one unbroken chain with sound in it and pictures."""
    links = [SentSecond.model_validate(each) for _, n in seat.news if isinstance(n, SentSeconds) for each in n.seconds]
    assert breaks(iter(links)) is None
    assert {link.track for link in links} == {"audio", "large", "small"}
    assert breaks(iter(links[1:])) == 0


@pytest.mark.full
def test_janus_itself_counts_the_media_that_flows(janus: Janus, room: Rooms, folder: Path) -> None:
    """Its own counters of bytes, beside the painted clocks: sound both ways, pictures from the one who sends them to
    the one who looks, and none any more once the camera is off."""
    name = room()

    async def meet() -> None:
        one = SeatInCall(janus.pass_for("one", name), folder, painter=Painter(320, 180))
        two = SeatInCall(janus.pass_for("two", name), folder)
        async with seats(one, two):
            two.watch("one")
            await until(lambda: len(two.shown[1]) > 20 and one.hearing("two") == two.hearing("one") == "clear")
            first = await counted(janus, ("one", "two"))
            shown = len(two.shown[1])
            await until(lambda: len(two.shown[1]) > shown + 20, what="more pictures")
            second = await counted(janus, ("one", "two"))
            grown = {(feed, key): second[feed][key] - first[feed][key] for feed in second for key in second[feed]}
            for way in ("in audio", "out audio"):
                assert grown["one", way] > 1000, way
                assert grown["two", way] > 1000, way
            assert grown["one", "in video"] > grown["two", "out video"] * 0.8 > 1000
            assert second["two"]["in video"] == second["one"]["out video"] == 0
            one.call.camera_off(True)
            await until(lambda: ("one", "camera_off") in (two.last(Pictures) or Pictures(())).states, what="camera off")
            before = await counted(janus, ("one",))
            heard = len(one.voices.of["two"].packets)
            await until(lambda: len(one.voices.of["two"].packets) > heard + 50, what="a second of sound")
            after = await counted(janus, ("one",))
            assert after["one"]["in video"] == before["one"]["in video"]
            assert after["one"]["in audio"] > before["one"]["in audio"]

    meeting(meet())


def test_connected_ahead_nothing_is_sent_until_the_meeting_begins(janus: Janus, room: Rooms, folder: Path) -> None:
    name = room()

    async def meet() -> None:
        early = SeatInCall(janus.pass_for("early", name), folder, live=False)
        other = SeatInCall(janus.pass_for("other", name), folder)
        async with seats(early, other):
            await until(lambda: early.state == "ahead" and other.state == "live")
            await until(lambda: other.last(FeedsChanged) is not None)
            await asyncio.sleep(0.3)
            assert early.line().sent == 0
            assert not early.voices.of["other"].packets
            early.call.change(replace(early.join, live=True))
            await until(lambda: other.voices.of["early"].packets and early.voices.of["other"].packets)
            assert early.state == "live"

    meeting(meet())


@pytest.mark.full
def test_a_camera_that_is_off_sends_no_picture(janus: Janus, room: Rooms, folder: Path) -> None:
    name = room()

    async def meet() -> None:
        shy = SeatInCall(janus.pass_for("shy", name), folder, painter=Painter())
        other = SeatInCall(janus.pass_for("other", name), folder)
        async with seats(shy, other):
            other.watch("shy")
            await until(lambda: other.shown[1])
            shy.call.camera_off(True)
            await until(lambda: ("shy", "camera_off") in (other.last(Pictures) or Pictures(())).states)
            shy.call.camera_off(False)
            began = time.monotonic()
            await until(lambda: other.fresh(1, began))
            assert other.hearing("shy") == "clear"

    meeting(meet())


def test_without_pictures_by_policy_only_sound_goes_out(janus: Janus, room: Rooms, folder: Path) -> None:
    name = room()

    async def meet() -> None:
        one = SeatInCall(janus.pass_for("one", name, policy="audio_only"), folder, painter=Painter())
        two = SeatInCall(janus.pass_for("two", name), folder)
        async with seats(one, two):
            two.watch("one")
            await until(lambda: len(two.voices.of["one"].packets) > 50)
            assert not two.shown[1]
        kinds = {each["track"] for _, n in one.news if isinstance(n, SentSeconds) for each in n.seconds}
        assert kinds == {"audio"}

    meeting(meet())


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"pin": "0000"}, "pin"),
        ({"pin": ""}, "pin"),
        ({"room": "nowhere"}, "room_gone"),
        ({"token": "forged"}, "token"),
    ],
)
def test_a_refusal_has_a_name(janus: Janus, room: Rooms, folder: Path, change: dict[str, str], refusal: str) -> None:
    name = room(**({"allowed": ["genuine"]} if "token" in change else {}))

    async def knock() -> None:
        seat = SeatInCall(janus.pass_for("seat", **({"room": name} | change)), folder, voice=False)
        async with seats(seat):
            await until(lambda: seat.refusal)
            assert (seat.state, seat.refusal) == ("refused", refusal)

    meeting(knock())


def test_one_identity_is_in_the_room_once(janus: Janus, room: Rooms, folder: Path) -> None:
    name = room()

    async def meet() -> None:
        first = SeatInCall(janus.pass_for("same", name), folder)
        async with seats(first):
            await until(lambda: first.state == "live")
            second = SeatInCall(janus.pass_for("same", name), folder, voice=False)
            async with seats(second):
                await until(lambda: second.refusal)
                assert second.refusal == "identity_in_use"
                assert first.state == "live"

    meeting(meet())


@pytest.mark.full
def test_one_who_sends_nothing_is_lost_to_the_ear_and_hinders_nobody(janus: Janus, room: Rooms, folder: Path) -> None:
    name = room()

    async def meet() -> None:
        mute = SeatInCall(janus.pass_for("mute", name), folder, voice=False)
        talker = SeatInCall(janus.pass_for("talker", name), folder)
        listener = SeatInCall(janus.pass_for("listener", name), folder)
        async with seats(mute, talker, listener):
            await until(lambda: listener.hearing("mute") == "lost", what="lost")
            began = time.monotonic()
            await asyncio.sleep(5.0)  # several times subscribed to afresh
            assert listener.hearing("talker") == "clear"
            assert listener.sound_missing("talker", began, time.monotonic()) == 0

    meeting(meet())


@pytest.mark.full
def test_a_flood_of_feeds_is_taken_up_to_the_limit(janus: Janus, room: Rooms, folder: Path) -> None:
    """Somebody with the PIN fills the room with publishers that announce streams and send none."""
    assert MOST_FEEDS == 32, "what a seat takes where nothing else is said"
    name, most = room(publishers=40), 4

    async def meet() -> None:
        one = SeatInCall(janus.pass_for("one", name), folder, painter=Painter(320, 180), most_feeds=most)
        two = SeatInCall(janus.pass_for("two", name), folder, most_feeds=most)
        async with seats(one, two):
            two.watch("one")
            await until(lambda: two.shown[1] and two.hearing("one") == "clear", what="one")
            async with bots(*(Bot(janus.pass_for(f"f{n}", name)) for n in range(most + 3))):
                for seat in (one, two):
                    await until(lambda seat=seat: len((seat.last(FeedsChanged) or FeedsChanged(())).feeds) == most)
                began = time.monotonic()
                await until(lambda: two.fresh(1, began) and two.hearing("one") == "clear", what="one in the flood")
                (answer,) = await talk(janus.url, {"request": "listparticipants", "room": name})
                assert len(answer["plugindata"]["data"]["participants"]) == most + 5
                assert "one" in two.last(FeedsChanged).feeds
                assert all(len(n.feeds) <= most for _, n in two.news if isinstance(n, FeedsChanged))
                assert two.garbage() == 0

    meeting(meet())


@pytest.mark.full
def test_a_janus_that_was_killed_is_joined_again(own_address: str, tmp_path: Path) -> None:
    janus = Janus(tmp_path / "janus", own_address)
    janus.start()
    try:
        janus.make_room("r")

        async def meet() -> None:
            one = SeatInCall(janus.pass_for("one", "r"), tmp_path, painter=Painter())
            two = SeatInCall(janus.pass_for("two", "r"), tmp_path)
            async with seats(one, two):
                two.watch("one")
                await until(lambda: two.shown[1])
                await asyncio.to_thread(janus.stop)
                await until(lambda: one.state == "rejoining" and two.state == "rejoining")
                await asyncio.to_thread(janus.start)
                await asyncio.to_thread(janus.make_room, "r")
                began = time.monotonic()
                await until(lambda: two.fresh(1, began) and two.hearing("one") == "clear")

        meeting(meet())
    finally:
        janus.stop()
    assert samples_kept(tmp_path / "one") > 48_000
    assert samples_kept(tmp_path / "two") > 48_000


def samples_kept(folder: Path) -> int:
    """Samples of sound in all gaps of a seat; there is more than one file where pictures came or went meanwhile."""
    count = 0
    for gap in folder.glob("gap-*.sealed"):
        with av.open(io.BytesIO(opened(gap))) as container:
            count += sum(frame.samples for frame in container.decode(audio=0))
    return count


def test_whoever_leaves_while_an_answer_comes_has_left(janus: Janus, room: Rooms) -> None:
    """The end of a request and its cancellation in one turn of the loop: the latter counts."""
    name = room()

    async def meet() -> None:
        leaving: list[asyncio.Task[object]] = []

        class Session(JanusSession):
            def _take(self, message: dict[str, object]) -> None:
                super()._take(message)  # type: ignore[arg-type]
                for task in leaving:
                    task.cancel()

        session = Session(Access(janus.pass_for("one", name), "", ""))
        await session.open()
        try:
            leaving.append(asyncio.create_task(session.attach(lambda event: None)))
            assert isinstance((await asyncio.gather(*leaving, return_exceptions=True))[0], asyncio.CancelledError)
        finally:
            leaving.clear()
            await session.close()

    meeting(meet())


def test_a_publisher_that_leaves_is_gone_for_all(janus: Janus, room: Rooms, folder: Path) -> None:
    name = room()

    async def meet() -> None:
        stays = SeatInCall(janus.pass_for("stays", name), folder)
        goes = SeatInCall(janus.pass_for("goes", name), folder)
        async with seats(stays):
            async with seats(goes):
                await until(lambda: stays.voices.of["goes"].packets)
            await until(lambda: stays.last(FeedsChanged) == FeedsChanged(()))
        (answer,) = await talk(janus.url, {"request": "listparticipants", "room": name})
        assert answer["plugindata"]["data"]["participants"] == []

    meeting(meet())
