"""Slots: the newest picture wins, whoever is slow, and nothing is torn."""

import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from seat_client.media.frames import PictureTooLarge, Slots


def _plain(value: int, width: int, height: int) -> bytes:
    return bytes((value,)) * (width * height * 4)


def test_no_picture_before_the_first() -> None:
    with closing(Slots.create(1024)) as slots, slots.newest() as picture:
        assert picture is None


def test_the_newest_wins_and_its_size_comes_along() -> None:
    with closing(Slots.create(4096)) as reader, closing(Slots.attach(reader.address)) as writer:
        for value, (width, height) in enumerate([(8, 4), (4, 8), (16, 16)], 1):
            writer.write(_plain(value, width, height), width, height, float(value))
        with reader.newest() as picture:
            assert picture is not None
            assert (picture.number, picture.width, picture.height, picture.at) == (3, 16, 16, 3.0)
            assert bytes(picture.pixels) == _plain(3, 16, 16)


def test_a_held_picture_stays_whole_while_others_are_written() -> None:
    with closing(Slots.create(1024)) as reader, closing(Slots.attach(reader.address)) as writer:
        writer.write(_plain(1, 16, 16), 16, 16, 0.0)
        with reader.newest() as picture:
            assert picture is not None
            for value in range(2, 60):
                writer.write(_plain(value, 16, 16), 16, 16, 0.0)
            assert bytes(picture.pixels) == _plain(1, 16, 16)
        with reader.newest() as picture:
            assert picture is not None
            assert bytes(picture.pixels) == _plain(59, 16, 16)


_SEAT = """
import sys, time
from seat_client.media.frames import Slots
slots = Slots.create(1024)
slots.write(bytes(1024), 16, 16, 0.0)
print(slots.address, flush=True)
time.sleep(600)
"""


def test_a_killed_seat_leaves_no_picture_behind() -> None:
    with subprocess.Popen([sys.executable, "-c", _SEAT], stdout=subprocess.PIPE, text=True) as seat:
        assert seat.stdout is not None
        address = seat.stdout.readline().strip()
        with closing(Slots.attach(address)) as writer:
            assert "/memfd:seat-picture" in Path(f"/proc/{seat.pid}/maps").read_text()
            seat.kill()
            seat.wait()
            writer.write(_plain(1, 4, 4), 4, 4, 0.0)  # a writer that does not know yet comes to no harm
        with pytest.raises(FileNotFoundError):
            Slots.attach(address)


def test_a_number_that_another_file_has_taken_is_not_taken_for_the_memory(tmp_path: Path) -> None:
    with closing(Slots.create(1024)) as slots, (tmp_path / "other").open("w+b") as other:
        process, _, *rest = slots.address.split(":")
        with pytest.raises(FileNotFoundError):
            Slots.attach(":".join((process, str(other.fileno()), *rest)))


def test_what_does_not_fit_is_refused() -> None:
    with closing(Slots.create(1024)) as slots, pytest.raises(PictureTooLarge) as refused:
        slots.write(_plain(1, 17, 16), 17, 16, 0.0)
    assert (refused.value.needed, refused.value.capacity) == (17 * 16 * 4, 1024)


def test_padded_rows_arrive_without_their_padding() -> None:
    padded = b"".join(bytes((row,)) * 20 + b"\xff" * 12 for row in range(5))
    with closing(Slots.create(1024)) as slots:
        slots.write(padded, 5, 5, 0.0, line=32)
        with slots.newest() as picture:
            assert picture is not None
            assert bytes(picture.pixels) == b"".join(bytes((row,)) * 20 for row in range(5))
        with pytest.raises(PictureTooLarge):
            slots.write(padded, 6, 5, 0.0, line=24)


def test_a_successor_of_a_dead_writer_goes_on_counting() -> None:
    with closing(Slots.create(1024)) as reader:
        with closing(Slots.attach(reader.address)) as writer:
            writer.write(_plain(1, 4, 4), 4, 4, 0.0)
        with closing(Slots.attach(reader.address)) as writer:
            writer.write(_plain(2, 4, 4), 4, 4, 0.0)
        with reader.newest() as picture:
            assert picture is not None
            assert picture.number == 2


def test_a_cleared_tile_shows_nothing() -> None:
    with closing(Slots.create(1024)) as slots:
        slots.write(_plain(1, 4, 4), 4, 4, 0.0)
        slots.clear()
        with slots.newest() as picture:
            assert picture is None


def test_no_picture_is_ever_torn() -> None:
    """One writer and one reader at full speed: every picture read is of one value."""
    size = 64
    with closing(Slots.create(size * size * 4)) as reader, closing(Slots.attach(reader.address)) as writer:
        stop = threading.Event()

        def write() -> None:
            value = 0
            while not stop.is_set():
                value = value % 250 + 1
                writer.write(_plain(value, size, size), size, size, 0.0)

        thread = threading.Thread(target=write)
        thread.start()
        seen = set()
        deadline = time.monotonic() + 0.5
        while time.monotonic() < deadline:
            with reader.newest() as picture:
                if picture is not None:
                    content = bytes(picture.pixels)
                    assert content == bytes((content[0],)) * len(content)
                    seen.add(picture.number)
        stop.set()
        thread.join()
        assert len(seen) > 10
