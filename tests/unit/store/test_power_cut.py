"""500 power cuts: whatever the disk kept of what was not yet synced, nothing told as saved is lost."""

import shutil
import sys
from pathlib import Path

import pytest

from seat_client.evidence.envelope import check_chain
from seat_client.store import Store
from seat_client.store.chain import envelope
from seat_client.store.connection import connect
from tests.unit.store.conftest import KEY
from tests.unit.store.power import Sync, Told, Write, can_record, images, record


@pytest.mark.parametrize(("acts", "cuts"), [(12, 12), pytest.param(60, 500, marks=pytest.mark.full)])
def test_no_power_cut_takes_what_was_told_as_saved(tmp_path: Path, acts: int, cuts: int) -> None:
    if not can_record():
        pytest.skip("needs strace to record what the store asks of the system")
    steps = record(tmp_path, acts)
    assert sum(isinstance(step, Told) for step in steps) == acts
    assert sum(isinstance(step, Sync) for step in steps) > acts
    assert any(isinstance(step, Write) for step in steps)
    lost = sum(_lost(tmp_path / "image", disk, told) for disk, told in images(steps, cuts, seed=4711))
    sys.stdout.write(f"{cuts} power cuts over {acts} entries: {lost} acknowledged entries lost, every image opened\n")
    assert lost == 0


def _lost(folder: Path, disk: dict[str, bytes], told: set[str]) -> int:
    """How many acts told as saved an image does not hold; it must open, and be whole."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path, content in disk.items():
        (folder / Path(path).name).write_bytes(content)
    Store.open(folder / "seat.db", KEY).close()
    connection = connect(folder / "seat.db", KEY)
    rows = connection.execute("SELECT * FROM acts ORDER BY seq").fetchall()
    sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    assert sound == "ok"
    check_chain(envelope(row) for row in rows)
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids))
    return len(told - set(ids))
