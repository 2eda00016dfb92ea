"""No room on the disk: told as DiskFull, nothing half-written, and the seat goes on once there is room again."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from seat_client.store import DiskFull, Store, StoreError
from tests.unit.store.conftest import KEY
from tests.unit.store.making import MEMBER, PATIENCE, append, score

REPOSITORY = Path(__file__).parents[3]
MOST = 20_000


def append_until_refused(store: Store) -> tuple[int, StoreError | None]:
    """How many acts were saved, and what the next one met."""
    for saved in range(MOST):
        try:
            append(store, score(saved))
        except StoreError as error:
            return saved, error
    return MOST, None


def on_a_small_disk(folder: Path) -> None:
    """Fill the disk under `folder` with acts, make room, go on; print what happened."""
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(200 * 1024))
    _go_through(folder, lambda: None, ballast.unlink)


def under_a_limit(folder: Path) -> None:
    """The same with a limit on the size of files, which fails writes with another error."""
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    _go_through(
        folder,
        lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024, unlimited[1])),
        lambda: resource.setrlimit(resource.RLIMIT_FSIZE, unlimited),
    )


def _go_through(folder: Path, take_room: Callable[[], None], give_room: Callable[[], None]) -> None:
    store = Store.open(folder / "seat.db", KEY)
    take_room()
    saved, error = append_until_refused(store)
    there = len(store.own_acts(MEMBER))
    give_room()
    after = append(store, score(0)).rev
    store.close()
    reopened = Store.open(folder / "seat.db", KEY)
    sys.stdout.write(json.dumps([type(error).__name__, saved, there, after, len(reopened.own_acts(MEMBER))]))
    reopened.close()


def _run(scene: str, folder: Path, shell: Sequence[str] = ()) -> list[str | int]:
    code = (
        f"from pathlib import Path; from tests.unit.store.test_disk_full import {scene}; {scene}(Path({str(folder)!r}))"
    )
    done = subprocess.run(
        [*shell, sys.executable, "-c", code],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    answer: list[str | int] = json.loads(done.stdout)
    return answer


def test_a_full_disk_is_told_undone_and_survived(tmp_path: Path) -> None:
    space = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]
    mount = f"mount -t tmpfs -o size=512k tmpfs {tmp_path}"
    if subprocess.run([*space, "sh", "-c", mount], capture_output=True, check=False).returncode != 0:
        pytest.skip("needs the right to mount a small disk in a name space of its own")
    name, saved, there, after, reopened = _run(
        "on_a_small_disk", tmp_path, [*space, "sh", "-c", f'{mount} && exec "$@"', "sh"]
    )
    sys.stdout.write(
        f"a disk that is full: {saved} saved before, {there} there, {reopened} once there was room again\n"
    )
    assert name == "DiskFull"
    assert there == saved
    assert after == reopened == int(saved) + 1


def test_a_failing_write_is_told_undone_and_survived(tmp_path: Path) -> None:
    name, saved, there, after, reopened = _run("under_a_limit", tmp_path)
    sys.stdout.write(f"a write that fails: {saved} saved before, {there} there, {reopened} once there was room again\n")
    assert name == "StoreDamaged"
    assert there == saved
    assert after == reopened == int(saved) + 1


def test_without_any_rights_a_database_that_may_not_grow(store: Store) -> None:
    append(store, score(0))
    store._writer.submit_bare(lambda connection: connection.execute("PRAGMA max_page_count = 40")).result(PATIENCE)
    saved, error = append_until_refused(store)
    assert isinstance(error, DiskFull)
    assert len(store.own_acts(MEMBER)) == saved + 1
    assert store.pending_count() == saved + 1
