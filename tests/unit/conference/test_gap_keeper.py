"""What is kept of an outage: sealed as it is written, whole up to the last second when its process is killed, and
read by whoever has the key."""

import io
import itertools
import math
import os
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path

import av
import numpy as np
import pytest

from seat_client.conference.congestion import Allowance
from seat_client.conference.encoding import PictureEncoding, SoundEncoding
from seat_client.conference.errors import GapUnreadable
from seat_client.conference.gap_file import GapReader, GapWriter
from seat_client.conference.gap_keeper import GapKeeper, Keeping, take_up
from seat_client.conference.messages import GapKept
from seat_client.conference.repairs import Encoded
from tests.unit.conference.gap_speaker import speak

KEY, OTHER = bytes(range(32)), bytes(32)
ROOM = "r-0123456789ab"
PATIENCE = 60.0
TELLING = (b"\x1aE\xdf\xa3", b"matroska", b"A_OPUS", b"OpusHead", b"V_VP8")


@pytest.fixture(scope="module")
def spoken() -> list[Encoded]:
    """A second of a tone, encoded."""
    encoding = SoundEncoding()
    times = np.arange(960) / 48_000
    tones = [(np.sin(2 * math.pi * (300 + 5 * each) * times) * 6000).astype(np.int16) for each in range(50)]
    return [encoding.encode(tone, -20.0, speaking=True) for tone in tones]


@pytest.fixture(scope="module")
def shown() -> Encoded:
    """A key frame of the small picture."""
    made: list[Encoded] = []
    pictures = PictureEncoding(lambda layer, encoded: made.append(encoded), height=180)
    pictures.allow(Allowance(0, 150_000, 15.0))
    began = time.monotonic()
    while not made and time.monotonic() - began < PATIENCE:
        pictures.offer(np.random.default_rng(1).integers(0, 255, (180, 320, 3), dtype=np.uint8))
        time.sleep(0.05)
    pictures.close()
    return made[0]


@pytest.fixture
def told() -> list[GapKept]:
    return []


@pytest.fixture
def keeper(tmp_path: Path, told: list[GapKept]) -> Iterator[GapKeeper]:
    moments = itertools.count(1)
    keeper = GapKeeper(Keeping(tmp_path, KEY), ROOM, told.append, now=lambda: 1_800_000_000 + next(moments) * 0.02)
    yield keeper
    keeper.back()


def test_nothing_plain_is_ever_on_the_disk(
    keeper: GapKeeper, tmp_path: Path, told: list[GapKept], spoken: list[Encoded], shown: Encoded
) -> None:
    """Looked for while it is written and afterwards: the packets themselves and whatever names a format."""
    for each in spoken[:25]:
        keeper.encoded("audio", each)
    keeper.encoded("small", shown)
    keeper.lost()
    for index, each in enumerate(spoken[25:]):
        keeper.encoded("audio", each)
        if index % 4 == 0:
            keeper.encoded("small", shown)
    (under_way,) = tmp_path.iterdir()
    _is_sealed(under_way.read_bytes(), [*spoken, shown])
    keeper.back()
    (gap,) = tmp_path.iterdir()
    _is_sealed(gap.read_bytes(), [*spoken, shown])
    assert gap.stat().st_mode & 0o077 == 0
    assert [Path(each.path) for each in told] == [gap]
    plain = _plain(gap)
    assert all(each.payloads[0] in plain for each in spoken), "what was looked for is what was said"
    with av.open(io.BytesIO(plain)) as container:
        assert {stream.type for stream in container.streams} == {"audio", "video"}
    assert _seconds(plain) == pytest.approx(1.0, abs=0.1)


def test_a_camera_that_comes_on_or_goes_off_begins_another_file(
    keeper: GapKeeper, tmp_path: Path, spoken: list[Encoded], shown: Encoded
) -> None:
    keeper.lost()
    for each in spoken[:25]:
        keeper.encoded("audio", each)
    keeper.encoded("small", shown)
    for each in (*spoken, *spoken):
        keeper.encoded("audio", each)
    keeper.back()
    kinds = []
    for gap in sorted(tmp_path.iterdir()):
        with av.open(io.BytesIO(_plain(gap))) as container:
            kinds.append({stream.type for stream in container.streams})
    assert kinds == [{"audio"}, {"audio", "video"}, {"audio"}]


def test_without_a_place_nothing_is_kept(tmp_path: Path, told: list[GapKept], spoken: list[Encoded]) -> None:
    keeper = GapKeeper(None, ROOM, told.append)
    keeper.lost()
    keeper.encoded("audio", spoken[0])
    keeper.back()
    assert not told


def test_a_killed_process_leaves_what_was_said(tmp_path: Path) -> None:
    """All but the last second can be read, by another process that has the key, and by none that has not."""
    process = get_context("spawn").Process(target=speak, args=(str(tmp_path), KEY, ROOM), daemon=True)
    process.start()
    began = time.monotonic()
    while not (tmp_path / "spoken").exists():
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.05)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    (tmp_path / "spoken").unlink()
    (left,) = tmp_path.iterdir()
    assert left.suffix == ".part"
    take_up(tmp_path)
    (gap,) = tmp_path.glob(f"gap-{ROOM}-*.sealed")
    assert _seconds(_plain(gap)) > 2.0
    with pytest.raises(GapUnreadable):
        GapReader(gap, OTHER).digest()


def test_a_piece_that_was_being_written_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "gap"
    writer = GapWriter(path, KEY)
    writer.write(b"first")
    writer.write(b"second")
    writer.close()
    whole = path.read_bytes()
    for cut in range(1, len(b"second") + 20):
        path.write_bytes(whole[:-cut])
        assert _plain(path) == b"first"


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole[:20] + bytes((whole[20] ^ 1,)) + whole[21:],
        lambda whole: whole[:8] + bytes(8) + whole[16:],  # another file's number
        lambda whole: whole[:16] + whole[41:],  # without its first piece
        lambda whole: b"SEATDOC1" + whole[8:],
        lambda whole: whole[:16] + b"\xff" * 4 + whole[20:],
        lambda whole: whole[:10],
    ],
)
def test_a_changed_file_does_not_open(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "gap"
    writer = GapWriter(path, KEY)
    writer.write(b"first")
    writer.write(b"second")
    writer.close()
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(GapUnreadable):
        _plain(path)


def test_any_part_can_be_read_alone(tmp_path: Path) -> None:
    content = os.urandom(200_000)
    writer = GapWriter(tmp_path / "gap", KEY)
    for start in (0, 10, 70_000):
        writer.write(content[start : {0: 10, 10: 70_000}.get(start, len(content))])
    writer.close()
    reader = GapReader(tmp_path / "gap", KEY)
    assert reader.size == len(content)
    for position, count in ((0, 5), (8, 100), (69_990, 70_000), (199_999, 10), (300_000, 5)):
        assert reader.read(position, count) == content[position : position + count]


def test_a_full_disk_costs_the_gap_and_not_the_call(
    told: list[GapKept], spoken: list[Encoded], expect_log: Callable[[str], None]
) -> None:
    expect_log("could not be kept")
    keeper = GapKeeper(Keeping(Path("/dev/full"), KEY), ROOM, told.append)
    keeper.lost()
    keeper.encoded("audio", spoken[0])
    keeper.back()
    assert not told


def _is_sealed(content: bytes, kept: list[Encoded]) -> None:
    assert len(content) > 3000
    assert not any(word in content for word in TELLING)
    assert not any(payload[8:40] in content for each in kept for payload in each.payloads if len(payload) > 40)


def _plain(gap: Path) -> bytes:
    reader = GapReader(gap, KEY)
    return reader.read(0, reader.size)


def _seconds(plain: bytes) -> float:
    with av.open(io.BytesIO(plain)) as container:
        return sum(frame.samples for frame in container.decode(audio=0)) / 48_000
