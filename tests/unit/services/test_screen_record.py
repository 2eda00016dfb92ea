"""The seat's own screen as a file that two officers open together, and nobody before."""

import io
import time
from pathlib import Path

import av
import numpy as np
import pytest

from seat_client.evidence.errors import NotOpened
from seat_client.evidence.sealing import EscrowKey, open_as_officers
from seat_client.services.handing_in import NAME
from seat_client.services.screen_record import ScreenRecord
from seat_client.wire.conference import ScreenTerms

ROOM = "r-0123456789ab"
SIZE = (1366, 768)
OFFICERS = (EscrowKey.new(), EscrowKey.new())
TERMS = ScreenTerms(officers=(OFFICERS[0].public, OFFICERS[1].public))
PATIENCE = 60.0


class Clock:
    """Seconds that pass when a picture is taken."""

    def __init__(self) -> None:
        self.at = 1_800_000_000.0

    def __call__(self) -> float:
        self.at += 1.0
        return self.at


def shown(record: ScreenRecord, grey: int, size: tuple[int, int] = SIZE) -> None:
    """Show a grey screen, and wait until the record has taken it."""
    record.picture(np.full((size[1], size[0], 4), grey, np.uint8))
    began = time.monotonic()
    while record._newest is not None:
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.005)


def opened(path: Path) -> list[int]:
    """How bright each picture of a sealed file is, in its order."""
    content = open_as_officers(path.read_bytes(), OFFICERS, ROOM)
    with av.open(io.BytesIO(content)) as container:
        return [round(float(frame.to_ndarray(format="gray").mean())) for frame in container.decode(video=0)]


def test_two_officers_see_what_the_seat_showed(tmp_path: Path) -> None:
    record = ScreenRecord(tmp_path, now=Clock())
    record.want(TERMS, ROOM)
    for grey in (40, 120, 200):
        shown(record, grey)
    record.close()
    (path,) = tmp_path.iterdir()
    named = NAME.fullmatch(path.name)
    assert named is not None
    assert (named["what"], named["room"]) == ("screen", ROOM)
    assert [abs(a - b) < 12 for a, b in zip(opened(path), (40, 120, 200), strict=True)] == [True] * 3


def test_one_officer_alone_and_anybody_else_see_nothing(tmp_path: Path) -> None:
    record = ScreenRecord(tmp_path, now=Clock())
    record.want(TERMS, ROOM)
    shown(record, 90)
    record.close()
    (path,) = tmp_path.iterdir()
    sealed = path.read_bytes()
    for keys in ([OFFICERS[0]], [OFFICERS[0], EscrowKey.new()], [OFFICERS[0], OFFICERS[0]]):
        with pytest.raises(NotOpened):
            open_as_officers(sealed, keys, ROOM)
    for content, room in (
        (sealed, "r-ffffffffffff"), (sealed[:-1] + bytes([sealed[-1] ^ 1]), ROOM), (b"", ROOM), (sealed[:40], ROOM)
    ):  # fmt: skip
        with pytest.raises(NotOpened):
            open_as_officers(content, OFFICERS, room)
    assert b"matroska" not in sealed


def test_nothing_is_recorded_that_was_not_ordered(tmp_path: Path) -> None:
    record = ScreenRecord(tmp_path, now=Clock())
    shown(record, 90)
    record.want(TERMS, ROOM)
    assert record.on
    record.want(None, "")
    shown(record, 90)
    record.close()
    assert not list(tmp_path.iterdir())


def test_a_segment_ends_by_time_by_size_and_by_order(tmp_path: Path) -> None:
    record = ScreenRecord(tmp_path, segment=2.5, now=Clock())
    record.want(TERMS, ROOM)
    for _ in range(4):
        shown(record, 90)  # the fourth is beyond the segment's length
    shown(record, 90, (1024, 600))
    record.want(None, "")
    record.close()
    assert [len(opened(path)) for path in sorted(tmp_path.iterdir())] == [3, 1, 1]
