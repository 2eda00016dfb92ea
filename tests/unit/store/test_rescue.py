"""A store that is damaged or migrated: what can be saved is saved, and nothing is changed for it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from seat_client.app.rescue import run
from seat_client.evidence.envelope import check_chain
from seat_client.evidence.journal import JournalKey
from seat_client.store import Store, StoreDamaged
from seat_client.store.connection import connect
from seat_client.store.keyring import Keyring
from seat_client.store.schema import MIGRATIONS, backup_of
from tests.unit.store.conftest import KEY
from tests.unit.store.making import MEMBER, PATIENCE, append, score

FEW = 40


def _filled(folder: Path) -> Path:
    path = folder / "seat.db"
    store = Store.open(path, Keyring(folder).key())
    for number in range(FEW):
        append(store, score(number))
    store.close()
    return path


def test_a_whole_store_is_read_out_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = _filled(tmp_path), tmp_path / "out.json"
    before = path.read_bytes()
    assert run([str(path), str(out)]) == 0
    assert len(json.loads(out.read_text("utf-8"))["acts"]) == FEW
    assert (path.read_bytes(), out.stat().st_mode & 0o777) == (before, 0o600)
    assert "0 unreadable" in capsys.readouterr().out


def test_a_damaged_page_costs_only_its_own_rows(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    content = bytearray(path.read_bytes())
    page = len(content) // 4096 // 2
    content[page * 4096 + 9] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        Store.open(path, Keyring(tmp_path).key())
    out = tmp_path / "out.json"
    run([str(path), str(out)])
    assert len(json.loads(out.read_text("utf-8"))["acts"]) > FEW // 2
    assert path.read_bytes() == bytes(content)


def test_nothing_is_written_over_and_a_wrong_key_tells_so(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    (tmp_path / "there.json").write_text("kept")
    assert run([str(path), str(tmp_path / "there.json")]) == 2
    (tmp_path / "store.key").write_bytes(bytes(32))
    assert run([str(path), str(tmp_path / "new.json")]) == 2
    assert not (tmp_path / "new.json").exists()


def test_a_migration_leaves_the_file_of_before_beside_it(
    path: Path, open_store: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store of the first version, with an act still to be sent, opens as the newest and goes on signed."""
    with monkeypatch.context() as old:
        old.setattr("seat_client.store.schema.MIGRATIONS", MIGRATIONS[:1])
        Store.open(path, KEY).close()
    connection = connect(path, KEY)
    connection.execute(
        "INSERT INTO acts (id, project, seat, member, aggregate, rev, kind, body, at, prev, hash) VALUES"
        " ('a', 'P1', 'A1', 'E1', 'score/C1/T1', 1, 'enter-score', ?, '2026-01-01T00:00:00.000000Z', 'p', 'h')",
        ('{"code":"C1","criterion":"T1","value":"1.5","reason":"","kind":"enter-score"}',),
    )
    connection.execute("INSERT INTO outbox (seq) SELECT seq FROM acts")
    connection.close()
    store = open_store()
    assert store.own_acts(MEMBER) == [score(1)]
    before = connect(backup_of(path), KEY)
    assert before.execute("PRAGMA user_version").fetchone()[0] == 1
    before.close()
    store.sign_with("P1", "A1", JournalKey.new()).result(PATIENCE)
    append(store, score(2, criterion="T2"))
    envelopes = store.pending(9)
    assert envelopes[0].id == "a"
    assert check_chain(envelopes)
    assert all(e.signature for e in envelopes)
