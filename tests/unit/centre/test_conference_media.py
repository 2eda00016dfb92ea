"""What passes through the forwarding unit, what does not, and what is kept of it: with media that flows."""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from seat_client.app.media_command import free_ports
from seat_client.app.practice_clips import make_clips
from seat_client.app.recordings_command import run as recordings_command
from seat_client.centre.conference.media import MediaService
from seat_client.centre.conference.recorder import Recorder
from seat_client.centre.storage import Storage
from seat_client.conference import repairs
from seat_client.conference.line import CallLine
from seat_client.conference.repairs import Receiver
from seat_client.conference.signalling import RemoteFeed, Wish
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.practice.callers import Caller
from seat_client.practice.clips import Clip
from seat_client.wire.conference import CallPass
from tests.conference.seats import SeatInCall, meeting, seats
from tests.unit.centre.hall import Hall
from tests.unit.centre.media_house import hall_seats, media_house, own_address, pass_of, stand

pytestmark = pytest.mark.full
PATIENCE = 60.0
CUT, LEAVE = 4.0, 5.0  # seconds in which nothing is sent, and in which nobody is there
SPOKEN = 4.0


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    folder = tmp_path_factory.mktemp("clips")
    make_clips(folder, ["E1"], lambda _done, _of: None)
    repairs.install()
    return Clip.read(folder / "E1.json")


class Watcher(Caller):
    """A caller that receives sound and picture of one other and counts the packets."""

    def __init__(self, call_pass: CallPass, clip: Clip, other: str) -> None:
        self.counts = {"audio": 0, "video": 0}
        self.other = other
        super().__init__("watcher", call_pass, clip, lambda _heard: None)

    def feeds_changed(self, line: CallLine, feeds: "list[RemoteFeed]") -> None:  # type: ignore[override]
        super().feeds_changed(line, feeds)
        if any(f.name == self.other for f in feeds):
            line.watch({(self.other, ""): Wish(audio=True, layer="large")})

    def arrived(self, line: CallLine, feed: RemoteFeed, kind: str, receiver: Receiver) -> None:
        receiver.sink = Counting(self.counts, kind)


class Counting:
    def __init__(self, counts: dict[str, int], kind: str) -> None:
        self.counts, self.kind = counts, kind

    def add(self, packet: object, arrival: float) -> None:
        self.counts[self.kind] += 1


@asynccontextmanager
async def sending(*callers: Caller) -> AsyncIterator[dict[str, bool]]:
    """Everybody sends as long as the block runs and `paused` is not set."""
    told = {"paused": False}

    async def send() -> None:
        start, tick = time.monotonic(), 0
        while True:
            tick += 1
            await asyncio.sleep(max(0.0, start + tick / 50 - time.monotonic()))
            for caller in callers:
                if not told["paused"]:
                    caller.send_sound(tick, speaking=True)
                    if tick % 5 == 0:
                        caller.send_picture(time.monotonic())

    task = asyncio.create_task(send())
    try:
        yield told
    finally:
        task.cancel()
        await asyncio.gather(task, *(c.close() for c in callers), return_exceptions=True)


async def until(true: Callable[[], object], look: Callable[[], object] = lambda: None) -> None:
    began = time.monotonic()
    while not true():
        look()
        assert time.monotonic() - began < PATIENCE
        await asyncio.sleep(0.05)


@pytest.fixture
def hall(hall_at: Callable[[StageId], Hall]) -> Hall:
    return hall_at(StageId.SIGN_IN)


@pytest.fixture
def media(hall: Hall, tmp_path: Path) -> Iterator[MediaService]:
    with media_house(hall.centre.settings.url, tmp_path / "media", relay=0) as service:
        yield service


def test_what_the_stage_hides_is_not_forwarded(hall: Hall, media: MediaService, clip: Clip) -> None:
    sender, viewer = hall_seats(hall, 2)
    one, other = pass_of(sender), pass_of(viewer)

    async def play() -> None:
        watcher = Watcher(other, clip, one.feed)
        async with sending(Caller("sender", one, clip, lambda _: None), watcher):
            await until(lambda: min(watcher.counts.values()) > 50, media.look)
            _set_policy(hall, "audio_only")
            await quiet(watcher, "video", media)
            before = dict(watcher.counts)
            await asyncio.sleep(1.5)
            assert watcher.counts["video"] == before["video"]
            assert watcher.counts["audio"] > before["audio"] + 30, "the sound must go on"
            _set_policy(hall, "voice_changed")
            await quiet(watcher, "audio", media)
            stand(sender, voice="changed")
            heard = watcher.counts["audio"]
            await until(lambda: watcher.counts["audio"] > heard + 30, media.look)
            _set_policy(hall, "video")
            seen = watcher.counts["video"]
            await until(lambda: watcher.counts["video"] > seen + 20, media.look)

    asyncio.run(play())


async def quiet(watcher: Watcher, kind: str, media: MediaService) -> None:
    """Wait until nothing of this kind has come for a while."""
    began, before, since = time.monotonic(), -1, time.monotonic()
    while time.monotonic() - since < 0.8:
        media.look()
        if watcher.counts[kind] != before:
            before, since = watcher.counts[kind], time.monotonic()
        assert time.monotonic() - began < PATIENCE, f"{kind} goes out in spite of the policy"
        await asyncio.sleep(0.05)


def _set_policy(hall: Hall, policy: str) -> None:
    from seat_client.centre.conference.tables import MeetingRow

    with hall.centre.storage.transaction() as session:
        session.get_one(MeetingRow, hall.centre.desk.project.id).policy = policy


def test_seats_come_by_the_centres_relay_alone(hall: Hall, tmp_path: Path, expect_log: Callable[[str], None]) -> None:
    """Passes name the centre's coturn and nothing else is tried; killed, it is started again and both come back."""
    if shutil.which("turnserver") is None:
        pytest.skip("no coturn: the set `full` brings it")
    expect_log("relay ended and is started again")
    seat, other = hall_seats(hall, 2)
    address = own_address()
    with media_house(
        hall.centre.settings.url, tmp_path / "media", address=address, relay=free_ports(address, 1)
    ) as media:  # fmt: skip
        given = pass_of(seat), pass_of(other)
        assert all(g.relay_only and g.ice_servers for g in given)

        async def play() -> None:
            one, two = (SeatInCall(g, tmp_path / g.feed) for g in given)
            async with seats(one, two):

                def heard() -> bool:
                    return one.hearing(two.feed) == two.hearing(one.feed) == "clear"

                await until(heard, media.look)
                assert one.line().relayed
                assert two.line().relayed
                assert media._relay is not None
                os.kill(media._relay.pid, signal.SIGKILL)
                await until(lambda: one.state == two.state == "rejoining")
                await until(lambda: one.state == two.state == "live" and heard(), media.look)
                assert one.line().relayed

        meeting(play())


def test_a_recording_made_by_nobody_plays_and_tells_its_gaps(
    hall: Hall, media: MediaService, clip: Clip, tmp_path: Path
) -> None:
    if shutil.which("ffprobe") is None:
        pytest.skip("no ffprobe: the set `test` brings ffmpeg")
    seat, *_ = hall_seats(hall, 1)
    given = pass_of(seat)

    async def play() -> None:
        caller = Caller("sender", given, clip, lambda _: None)
        async with sending(caller) as told:
            await until(lambda: caller.line_state == "up", media.look)
            await asyncio.sleep(SPOKEN)
            told["paused"] = True  # the line is cut: nothing arrives, and the session lives on
            await asyncio.sleep(CUT)
            told["paused"] = False
            await asyncio.sleep(SPOKEN)
        await asyncio.sleep(LEAVE)
        again = Caller("sender", given, clip, lambda _: None)
        async with sending(again):
            await until(lambda: again.line_state == "up", media.look)
            await asyncio.sleep(SPOKEN)

    asyncio.run(play())
    folder = tmp_path / "media" / "recordings"
    storage = Storage(hall.centre.settings.url)
    recorder = Recorder(storage, folder)
    began = time.monotonic()
    kept = 0
    while kept < 6 and time.monotonic() - began < PATIENCE:  # two joins of one sound and two sizes of picture
        kept += recorder.look(media.pids)
        time.sleep(0.1)
    assert kept == 6
    assert recorder.look(media.pids) == 0
    storage.close()
    assert hall.centre.meeting.tell_recordings() == 6
    told = [f.fact for f in hall.centre.desk.facts(0, 10**6) if isinstance(f.fact, ev.RecordingKept)]
    assert [fact.number for fact in told] == list(range(1, 7))
    assert {fact.person for fact in told} == {seat.member}
    first = next(fact for fact in told if fact.track == "audio")
    (gap,) = first.gaps
    assert abs((gap[1] - gap[0]) - CUT) <= 1.5

    out = tmp_path / "out"
    assert recordings_command([str(folder), "--out", str(out)]) == 0
    (role,) = json.loads((out / "gaps.json").read_text("utf-8")).values()
    for track in ("audio", "video"):
        lengths = [b - a for a, b in role["gaps"][track]]
        assert len(lengths) == 2, role
        assert abs(lengths[0] - CUT) < 1.5
        assert lengths[1] > LEAVE - 1
    probed = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "stream=codec_name:format=duration", "-of", "json",
         str(out / role["file"])], capture_output=True, text=True, check=True,
    )  # fmt: skip
    document = json.loads(probed.stdout)
    assert {s["codec_name"] for s in document["streams"]} == {"vp8", "opus"}
    assert abs(float(document["format"]["duration"]) - role["seconds"]) < 1.5
    # Decoded and not written anew: ffmpeg's writers round times to a rate of pictures, and a camera that was late
    # by half a picture gives two within one.
    decoded = subprocess.run(
        ["ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=nb_read_frames", "-of", "json",
         str(out / role["file"])], capture_output=True, check=True,
    )  # fmt: skip
    assert decoded.stderr == b""
    assert all(int(s["nb_read_frames"]) > 2 * SPOKEN * 5 for s in json.loads(decoded.stdout)["streams"])
    assert abs(_shown_until(out / role["file"]) - role["seconds"]) < 1.5


def _shown_until(film: Path) -> float:
    """Play a recording to its end in a player for people, without screen and speaker; gives where its clock ended."""
    nowhere = {**os.environ, "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    done = subprocess.run(
        ["ffplay", "-hide_banner", "-stats", "-autoexit", str(film)], env=nowhere, capture_output=True, check=True
    )
    return float(re.findall(rb"(\d+\.\d+) A-V:", done.stderr)[-1])
