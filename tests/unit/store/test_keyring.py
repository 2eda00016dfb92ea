"""The store's key in a file that only this user can read."""

import stat
from pathlib import Path

import pytest

from seat_client.store import Store, StoreDamaged
from seat_client.store.keyring import Keyring


def test_the_key_is_made_once_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "seat"
    key = Keyring(folder).key()
    assert len(key) == 32
    assert Keyring(folder).key() == key
    assert [file.name for file in folder.iterdir()] == ["store.key"]
    assert stat.S_IMODE((folder / "store.key").stat().st_mode) == 0o600


def test_two_seats_have_two_keys(tmp_path: Path) -> None:
    assert Keyring(tmp_path / "a").key() != Keyring(tmp_path / "b").key()


def test_a_file_key_is_called_weak(tmp_path: Path) -> None:
    assert Keyring(tmp_path).weak


def test_rights_that_were_widened_are_narrowed_again(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path)
    keyring.key()
    (tmp_path / "store.key").chmod(0o644)
    keyring.key()
    assert stat.S_IMODE((tmp_path / "store.key").stat().st_mode) == 0o600


def test_half_a_key_is_damage_not_a_new_key(tmp_path: Path) -> None:
    (tmp_path / "store.key").write_bytes(b"half")
    with pytest.raises(StoreDamaged) as caught:
        Keyring(tmp_path).key()
    assert caught.value.check == "key"
    assert (tmp_path / "store.key").read_bytes() == b"half"


def test_a_store_opens_with_it(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "seat.db", Keyring(tmp_path).key())
    store.remember("a", "b").result(60)
    store.close()
    store = Store.open(tmp_path / "seat.db", Keyring(tmp_path).key())
    assert store.recall("a") == "b"
    store.close()


def test_the_machines_credential_gives_a_key_that_lies_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "store-secret").write_bytes(bytes(range(32)))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    one, other = Keyring(tmp_path / "a"), Keyring(tmp_path / "b")
    assert not one.weak
    assert one.key() == Keyring(tmp_path / "a").key() != other.key()
    assert not (tmp_path / "a").exists()
    (credentials / "store-secret").write_bytes(b"short")
    with pytest.raises(StoreDamaged):
        one.key()


def test_a_store_made_with_a_key_file_keeps_it_and_stays_called_weak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = Keyring(tmp_path).key()
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "store-secret").write_bytes(bytes(range(32)))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    assert (Keyring(tmp_path).key(), Keyring(tmp_path).weak) == (key, True)
