"""Opening: encrypted, private, one process at a time, damage told apart from a wrong key."""

import random
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from seat_client.store import Store, StoreDamaged, StoreLocked, schema
from seat_client.store.connection import connect
from tests.unit.store.conftest import KEY
from tests.unit.store.making import MEMBER, PATIENCE, append, score

MARK = "赵钱孙李有限公司"
HOLDER = """
import sys
from pathlib import Path
from seat_client.store import Store
store = Store.open(Path(sys.argv[1]), bytes(range(32)))
print("open", flush=True)
sys.stdin.read()
store.close()
"""


def test_nothing_of_the_content_stands_readable_on_the_disk(store: Store, path: Path) -> None:
    store.remember("assignment", MARK).result(PATIENCE)
    files = [file for file in path.parent.iterdir() if file.is_file()]
    assert {file.name for file in files} >= {"seat.db", "seat.db-wal"}
    for file in files:
        content = file.read_bytes()
        assert MARK.encode() not in content
        assert b"SQLite format" not in content
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert store.recall("assignment") == MARK


def test_the_same_search_finds_the_content_of_a_file_without_encryption(tmp_path: Path) -> None:
    import sqlite3

    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE settings (value TEXT)")
    plain.execute("INSERT INTO settings VALUES (?)", (MARK,))
    plain.commit()
    plain.close()
    assert MARK.encode() in (tmp_path / "plain.db").read_bytes()


def test_a_wrong_key_is_told(store: Store, path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    append(store, score(1))
    store.close()
    with pytest.raises(StoreLocked) as caught:
        Store.open(path, bytes(32))
    assert caught.value.reason == "wrong-key"
    assert capfd.readouterr().err == ""


def test_after_a_wrong_key_the_right_one_still_opens(store: Store, path: Path, open_store: Callable[[], Store]) -> None:
    append(store, score(1))
    store.close()
    with pytest.raises(StoreLocked):
        Store.open(path, bytes(32))
    assert open_store().pending_count() == 1


def test_a_key_of_another_length_is_a_mistake_of_the_program(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Store.open(path, b"short")


def test_a_second_store_in_this_process_is_refused(store: Store, path: Path) -> None:
    append(store, score(1))
    with pytest.raises(StoreLocked) as caught:
        Store.open(path, KEY)
    assert caught.value.reason == "other-process"
    assert append(store, score(2)).rev == 2


def test_a_second_process_is_refused_until_the_first_is_dead(path: Path, open_store: Callable[[], Store]) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(StoreLocked) as caught:
            open_store()
        holder.kill()
        holder.wait(PATIENCE)
    assert caught.value.reason == "other-process"
    assert open_store().pending_count() == 0


@pytest.mark.parametrize("page", [2, 5])
def test_a_changed_byte_in_a_page_is_damage(store: Store, path: Path, page: int) -> None:
    for number in range(30):
        append(store, score(number))
    store.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 + 100] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreDamaged) as caught:
        Store.open(path, KEY)
    assert caught.value.check == "cipher_integrity_check"


@pytest.mark.parametrize("flips", [20, pytest.param(400, marks=pytest.mark.full)])
def test_a_flipped_byte_anywhere_is_damage_and_never_another_entry(
    store: Store, path: Path, open_store: Callable[[], Store], flips: int
) -> None:
    for number in range(30):
        append(store, score(number))
    store.close()
    whole = path.read_bytes()
    for _ in range(flips):
        content = bytearray(whole)
        content[random.randrange(len(content))] ^= random.randrange(1, 256)
        path.write_bytes(content)
        with pytest.raises((StoreDamaged, StoreLocked)):  # in the first page it cannot be told from a wrong key
            Store.open(path, KEY)
        assert path.read_bytes() == content, "a damaged file is left as it is, for the rescue"
    path.write_bytes(whole)
    assert len(open_store().own_acts(MEMBER)) == 30
    sys.stdout.write(f"{flips} flipped bytes: all noticed, 0 other entries read\n")


def test_a_file_cut_short_is_damage(store: Store, path: Path) -> None:
    for number in range(30):
        append(store, score(number))
    store.close()
    with path.open("r+b") as file:
        file.truncate(2 * 4096)
    with pytest.raises(StoreDamaged):
        Store.open(path, KEY)


def test_a_file_of_a_newer_program_is_refused_untouched(store: Store, path: Path) -> None:
    store.close()
    connection = connect(path, KEY)
    connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(StoreDamaged) as caught:
        Store.open(path, KEY)
    assert caught.value.check == "user_version"


def test_a_migration_that_fails_leaves_the_version_before(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(store, score(1))
    store.close()
    bad = ("CREATE TABLE extra (id INTEGER) STRICT", "CREATE TABLE extra (id INTEGER) STRICT")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, bad))
    with pytest.raises(StoreDamaged):
        Store.open(path, KEY)
    monkeypatch.undo()
    again = Store.open(path, KEY)
    assert again.pending_count() == 1
    again.close()


def test_a_later_migration_keeps_what_is_there(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(store, score(1))
    store.close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE extra (id INTEGER) STRICT",)))
    again = Store.open(path, KEY)
    assert again.pending_count() == 1
    again.close()


def test_every_connection_writes_through_to_the_disk(path: Path) -> None:
    path.parent.mkdir(parents=True)
    connection = connect(path, KEY)
    pragmas = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    connection.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2}
