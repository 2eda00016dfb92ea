"""What a seat kept while no line carried it, handed in afterwards: resumed, bounded, and part of record and audit."""

import asyncio
import base64
import hashlib
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import av
import pytest

from seat_client.app.audit import audit
from seat_client.app.recordings_command import run as recordings_command
from seat_client.centre.archive import archive
from seat_client.centre.conference.media import MediaService
from seat_client.centre.conference.recorder import Recorder
from seat_client.centre.storage import Storage
from seat_client.conference.gap_file import GapWriter
from seat_client.conference.gap_keeper import take_up
from seat_client.conference.messages import GapKept
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.services.handing_in import HandingIn, gap_key
from seat_client.store.store import Store
from seat_client.sync.client import CentreClient
from seat_client.wire import PREFIX
from seat_client.wire.conference import PART_LIMIT
from tests.conference.clocks import Painter
from tests.conference.seats import GAP_KEY, SeatInCall, meeting, opened, seats
from tests.unit.centre.hall import Hall, Seat
from tests.unit.centre.media_house import hall_seats, media_house, pass_of, post
from tests.unit.conference.gap_speaker import speak

CONTENT = os.urandom(PART_LIMIT + 100)
SPOKEN = 4.0
PATIENCE = 60.0


@pytest.fixture
def hall(hall_at: Callable[[StageId], Hall]) -> Hall:
    return hall_at(StageId.SIGN_IN)


@pytest.fixture
def media(hall: Hall, tmp_path: Path) -> Iterator[MediaService]:
    with media_house(hall.centre.settings.url, tmp_path / "media", relay=0) as service:
        yield service


def _offered(seat: Seat, own: str, **changes: Any) -> dict[str, Any]:
    gap = {"room": own, "began": time.time() - 20, "ended": time.time() - 10, "size": len(CONTENT)}
    answer = post(seat, "/conference/kept", gap | {"sha256": hashlib.sha256(CONTENT).hexdigest()} | changes)
    return dict(answer.json(), status=answer.status_code)


def _sent(seat: Seat, offset: int, content: bytes) -> dict[str, Any]:
    part = {"sha256": hashlib.sha256(CONTENT).hexdigest(), "offset": offset}
    answer = post(seat, "/conference/kept/parts", part | {"content": base64.b64encode(content).decode()})
    return dict(answer.json(), status=answer.status_code)


def _filled(hall: Hall) -> list[ev.GapFilled]:
    return [f.fact for f in hall.centre.desk.facts(0, 10**6) if isinstance(f.fact, ev.GapFilled)]


def test_parts_go_on_where_they_stopped(hall: Hall, media: MediaService, tmp_path: Path) -> None:
    seat, other = hall_seats(hall, 2)
    room = pass_of(seat).room
    assert _offered(seat, room)["taken"] == 0
    assert _sent(seat, 0, CONTENT[:PART_LIMIT])["taken"] == PART_LIMIT
    assert _sent(seat, 0, b"once more")["taken"] == PART_LIMIT  # its answer had been lost on the way
    assert _offered(seat, room)["taken"] == PART_LIMIT
    assert _sent(other, PART_LIMIT, CONTENT[PART_LIMIT:])["status"] == 422  # nobody else's
    assert not _filled(hall)
    assert _sent(seat, PART_LIMIT, CONTENT[PART_LIMIT:])["complete"]
    assert _offered(seat, room)["complete"]
    (fact,) = _filled(hall)
    (file,) = (tmp_path / "media" / "recordings" / room).glob("gap-*.mkv")
    assert (fact.person, fact.file, fact.size) == (seat.member, file.name, len(CONTENT))
    assert file.read_bytes() == CONTENT
    assert seat.member not in file.name.split("-")


def test_other_bytes_than_were_offered_are_begun_anew(hall: Hall, media: MediaService) -> None:
    seat, *_ = hall_seats(hall, 1)
    _offered(seat, pass_of(seat).room)
    _sent(seat, 0, CONTENT[:PART_LIMIT])
    assert _sent(seat, PART_LIMIT, bytes(100)) == {"taken": 0, "complete": False, "status": 200}
    assert not _filled(hall)
    _sent(seat, 0, CONTENT[:PART_LIMIT])
    assert _sent(seat, PART_LIMIT, CONTENT[PART_LIMIT:])["complete"]


@pytest.mark.parametrize(
    "change",
    [
        {"room": "r-0123456789ab"},  # of another meeting
        {"room": "../../etc"},
        {"size": 1 << 40},
        {"ended": 0.0},  # before it began
        {"began": 9e10, "ended": 9.1e10},
        {"sha256": "x"},
    ],
)
def test_what_cannot_be_of_this_meeting_is_refused(hall: Hall, media: MediaService, change: dict[str, Any]) -> None:
    seat, *_ = hall_seats(hall, 1)
    answer = _offered(seat, pass_of(seat).room, **change)
    assert (answer["status"], answer["code"]) == (422, "request_malformed")


def test_a_seat_that_was_ended_goes_on_with_its_file(
    hall: Hall, media: MediaService, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    """And what the centre does not take stays on the disk, and hinders nothing."""
    expect_log("the centre does not take what was kept")
    seat, *_ = hall_seats(hall, 1)
    room, now = pass_of(seat).room, time.time()
    foreign = tmp_path / f"gap-r-000000000000-{now - 20:.3f}-{now - 10:.3f}.sealed"
    own = tmp_path / f"gap-{room}-{now - 20:.3f}-{now - 10:.3f}.sealed"
    _sealed(foreign, b"of another meeting")
    _sealed(own, CONTENT)
    with _client(hall, seat) as client:
        before = HandingIn(client, tmp_path, GAP_KEY)
        for _ in range(3):
            assert before.step()
        assert not _filled(hall)
        _finish(HandingIn(client, tmp_path, GAP_KEY))
    assert foreign.exists()
    assert not own.exists()
    assert len(_filled(hall)) == 1


def test_what_a_killed_seat_kept_reaches_the_centre(hall: Hall, media: MediaService, tmp_path: Path) -> None:
    """Killed in the middle of an outage: the next start finds key and file, and the centre gets sound that plays."""
    seat, *_ = hall_seats(hall, 1)
    room, folder, store_key = pass_of(seat).room, tmp_path / "call", os.urandom(32)
    folder.mkdir()
    with closing(Store.open(tmp_path / "seat.db", store_key)) as store:
        key = gap_key(store)
    speaking = get_context("spawn").Process(target=speak, args=(str(folder), key, room), daemon=True)
    speaking.start()
    began = time.monotonic()
    while not (folder / "spoken").exists():
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.05)
    os.kill(speaking.pid or 0, signal.SIGKILL)
    speaking.join()
    (folder / "spoken").unlink()

    take_up(folder)
    with closing(Store.open(tmp_path / "seat.db", store_key)) as store, _client(hall, seat) as client:
        _finish(HandingIn(client, folder, gap_key(store)))
    assert not list(folder.iterdir())
    (file,) = (tmp_path / "media" / "recordings" / room).glob("gap-*.mkv")
    (fact,) = _filled(hall)
    assert fact.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    with av.open(str(file)) as container:
        assert sum(frame.samples for frame in container.decode(audio=0)) / 48_000 > 2.0


def test_a_gap_that_does_not_open_hinders_nothing(
    hall: Hall, media: MediaService, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("cannot be read")
    seat, *_ = hall_seats(hall, 1)
    room, now = pass_of(seat).room, time.time()
    (tmp_path / f"gap-{room}-{now - 40:.3f}-{now - 30:.3f}.sealed").write_bytes(CONTENT)
    _sealed(tmp_path / f"gap-{room}-{now - 20:.3f}-{now - 10:.3f}.sealed", CONTENT)
    with _client(hall, seat) as client:
        _finish(HandingIn(client, tmp_path, GAP_KEY))
    assert len(_filled(hall)) == 1


@pytest.mark.full
def test_what_was_said_during_a_cut_reaches_the_record(
    hall: Hall, media: MediaService, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    """The unit is killed under a call: what the seat said meanwhile comes in afterwards, is told with the gaps of the
    recording, plays, and is audited; a changed file is found."""
    expect_log("ended and is started again")
    seat, *_ = hall_seats(hall, 1)
    given = pass_of(seat)
    kept = tmp_path / given.feed

    async def play() -> None:
        call = SeatInCall(given, tmp_path, painter=Painter(320, 180))
        async with seats(call):
            await _until(lambda: call.state == "live", media.look)
            await asyncio.sleep(SPOKEN)
            os.kill(media.pids[0], signal.SIGKILL)
            await _until(lambda: call.state == "rejoining", lambda: None)
            await asyncio.sleep(SPOKEN)
            await _until(lambda: call.state == "live" and call.last(GapKept), media.look)
            await asyncio.sleep(SPOKEN)

    meeting(play())
    (gap,) = kept.glob("gap-*.sealed")
    content = opened(gap)
    with _client(hall, seat) as client:
        _finish(HandingIn(client, kept, GAP_KEY))
    assert not list(kept.iterdir())
    (fact,) = _filled(hall)
    assert fact.sha256 == hashlib.sha256(content).hexdigest()

    folder = tmp_path / "media" / "recordings"
    _record(hall, media, folder)
    out = tmp_path / "out"
    assert recordings_command([str(folder), "--out", str(out)]) == 0
    (role,) = json.loads((out / "gaps.json").read_text("utf-8")).values()
    (filled,), (missing,) = role["filled"], role["gaps"]["audio"]
    assert filled["from"] <= missing[0] + 1
    assert filled["to"] >= missing[1] - 2
    with av.open(str(out / filled["file"])) as container:
        heard = sum(frame.samples for frame in container.decode(audio=0)) / 48_000
    assert heard > SPOKEN

    file = tmp_path / "evaluation.zip"
    file.write_bytes(archive(hall.centre))
    sound = audit(file, None, folder)
    assert sound.fault is None
    assert (sound.heard.filled, sound.heard.compared.differing) == (1, 0)
    (at_centre,) = folder.rglob("gap-*.mkv")
    at_centre.write_bytes(content + b"x")
    changed = audit(file, None, folder).fault
    assert changed is not None
    assert (changed.code, changed.where) == ("recording-changed", fact.file)
    at_centre.unlink()
    missing_one = audit(file, None, folder).fault
    assert missing_one is not None
    assert missing_one.code == "recording-missing"


async def _until(true: Callable[[], object], look: Callable[[], object]) -> None:
    began = time.monotonic()
    while not true():
        look()
        assert time.monotonic() - began < PATIENCE
        await asyncio.sleep(0.05)


@contextmanager
def _client(hall: Hall, seat: Seat) -> Iterator[CentreClient]:
    client = CentreClient(hall.url.removesuffix(PREFIX))
    client._transport.token = seat.token
    try:
        yield client
    finally:
        client.close()


def _sealed(path: Path, content: bytes) -> None:
    writer = GapWriter(path, GAP_KEY)
    writer.write(content)
    writer.close()


def _finish(handing_in: HandingIn) -> None:
    for _ in range(1000):
        if not handing_in.step():
            return
    raise AssertionError("it has no end")


def _record(hall: Hall, media: MediaService, folder: Path) -> None:
    """Until the recorder has taken in all that is closed: two joins of one sound and two sizes of picture."""
    storage = Storage(hall.centre.settings.url)
    recorder, kept, began = Recorder(storage, folder), 0, time.monotonic()
    while kept < 6 and time.monotonic() - began < PATIENCE:
        kept += recorder.look(media.pids)
        time.sleep(0.1)
    storage.close()
    assert kept == 6
