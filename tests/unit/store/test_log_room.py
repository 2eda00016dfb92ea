"""The write-ahead log has its whole size before the first act, and what it holds is found again."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from seat_client.store import Store
from tests.unit.store.conftest import KEY
from tests.unit.store.making import MEMBER, append, score


def _log(path: Path) -> int:
    return os.stat(path.with_name(path.name + "-wal")).st_size


def test_the_log_does_not_grow_while_acts_come(open_store: Callable[[], Store], path: Path) -> None:
    store = open_store()
    room = _log(path)
    for number in range(20):
        append(store, score(number))
    assert _log(path) == room > 4_000_000


def test_acts_in_a_log_with_room_behind_them_are_found_by_the_next_start(
    open_store: Callable[[], Store], path: Path, tmp_path: Path
) -> None:
    store = open_store()
    for number in range(7):
        append(store, score(number))
    cut = tmp_path / "cut"  # as the disk is when the power goes: the log is not written back
    cut.mkdir()
    for file in path.parent.glob("seat.db*"):
        if file.suffix != ".lock":
            shutil.copy(file, cut / file.name)
    again = Store.open(cut / "seat.db", KEY)
    try:
        assert again.own_acts(MEMBER) == [score(number) for number in range(7)]
        assert _log(cut / "seat.db") > 4_000_000
    finally:
        again.close()
