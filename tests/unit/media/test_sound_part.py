"""The orders a seat gives about its sound, down to the chain: profile, mute, changed voice, volume."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable

import pytest

from drivers.virtual.sound import VirtualSound
from seat_client.media.messages import ChangeVoice, Mute, OpenSound, SetVolume, SoundState, SuppressNoise
from seat_client.media.process import Host, Tiles
from seat_client.media.sound import Outgoing
from seat_client.media.sound.noise import NoiseKind
from seat_client.media.sound_part import SoundPart

PATIENCE = 60.0


class Seat:
    """What the part tells, and the frames it hears."""

    def __init__(self) -> None:
        self.news: list[object] = []
        self._frame = threading.Condition()
        self._last: Outgoing | None = None
        self._count = 0

    def hear(self, frame: Outgoing) -> None:
        with self._frame:
            self._last, self._count = frame, self._count + 1
            self._frame.notify_all()

    def comes(self, holds: Callable[[Outgoing], bool]) -> bool:
        """Whether a frame like that comes."""
        with self._frame:
            return self._frame.wait_for(lambda: self._last is not None and holds(self._last), PATIENCE)

    def flows(self) -> bool:
        """Whether some more frames come."""
        with self._frame:
            enough = self._count + 5
            return self._frame.wait_for(lambda: self._count >= enough, PATIENCE)


def run(told: Callable[[SoundPart, Seat], Awaitable[None]]) -> None:
    """A part with a seat around it, closed whatever happens."""

    async def all_of_it() -> None:
        seat = Seat()
        ours, theirs = socket.socketpair()
        host = Host(asyncio.get_running_loop(), Tiles([], theirs), seat.news.append)
        part = SoundPart(host, lambda name: VirtualSound(name.removeprefix("virtual:")))
        part.listen(seat.hear)
        try:
            await told(part, seat)
        finally:
            await part.close()
            ours.close()
            theirs.close()

    asyncio.run(all_of_it())


@pytest.mark.parametrize(("profile", "late"), [("loudspeaker", 480), ("aec3", 432), ("headset", 0)])
def test_a_profile_chooses_the_echo_canceller_and_a_headset_is_10_ms_earlier(profile: str, late: int) -> None:
    async def told(part: SoundPart, seat: Seat) -> None:
        await part.take(OpenSound("virtual:tone", profile=profile))
        assert await asyncio.to_thread(seat.flows)
        assert part._engine is not None
        assert part._engine.late == {"canceller": late, "suppressor": 1440}
        assert part._engine.figures.noise is NoiseKind.DEEP_FILTER

    run(told)


def test_a_seat_changes_over_to_its_headset_and_back_in_the_middle_of_a_call() -> None:
    async def told(part: SoundPart, seat: Seat) -> None:
        found = []
        for profile in ("loudspeaker", "headset", "loudspeaker"):
            await part.take(OpenSound("virtual:tone", profile=profile))
            assert await asyncio.to_thread(seat.flows)
            assert part._engine is not None
            found.append(part._engine.late["canceller"])
        assert found == [480, 0, 480]

    run(told)


def test_mute_and_voice_hold_for_the_devices_opened_after_them() -> None:
    async def told(part: SoundPart, seat: Seat) -> None:
        for order in (Mute(True), ChangeVoice(True), SetVolume(35), SuppressNoise(False)):
            await part.take(order)
        await part.take(OpenSound("virtual:tone"))
        assert await asyncio.to_thread(seat.comes, lambda frame: not frame.samples.any())
        assert part._engine is not None
        assert (part._engine.disguised, part._engine.mixer.volume) == (True, 0.5)
        assert part._engine.figures.noise is NoiseKind.OFF
        await part.take(Mute(False))
        assert await asyncio.to_thread(seat.comes, lambda frame: bool(frame.samples.any()))

    run(told)


def test_closed_devices_send_nothing_and_their_end_is_no_error() -> None:
    async def told(part: SoundPart, seat: Seat) -> None:
        await part.take(OpenSound("virtual:tone"))
        assert await asyncio.to_thread(seat.flows)
        await part.take(OpenSound(""))
        assert part._engine is None
        assert any(isinstance(each, SoundState) and each.change == "live" for each in seat.news)

    run(told)
