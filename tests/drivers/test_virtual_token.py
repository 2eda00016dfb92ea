"""What only a practice key in a file has: its file."""

import json
import stat
from pathlib import Path

import pytest

from drivers.api.device import Health
from drivers.api.errors import CardRemoved, CardSwapped, CardUnknown, PinLocked, PinRejected
from drivers.virtual import token_file
from drivers.virtual.token import VirtualReader
from drivers.virtual.token_file import create_token
from tests.piv_card.people import Member, certificate_for, new_key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "e1.token"
    fill(made)
    return made


def fill(path: Path) -> None:
    key = new_key("ec-p256")
    create_token(path, pin="123456", key=key, certificate=certificate_for(Member(), key), label="practice E1")


def test_the_file_is_the_owners_alone_and_says_practice(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    content = json.loads(path.read_text())
    assert content["practice"] is True
    assert content["label"] == "practice E1"


def test_neither_pin_nor_key_lies_in_the_file(path: Path) -> None:
    token = token_file.read(path)
    assert token is not None
    assert b"123456" not in path.read_bytes()
    for salt_or_nonce in (token.key.salt, token.key.nonce):
        assert len(set(salt_or_nonce)) > 4
    assert token.key.open(bytearray(b"123457")) is None
    assert token.key.open(bytearray(b"123456")) is not None


def test_giving_tries_back_in_the_file_does_not_make_a_wrong_pin_right(path: Path) -> None:
    for _ in range(7):
        with VirtualReader(path).open() as session, pytest.raises(PinRejected):
            session.login(bytearray(b"000000"))
        token = token_file.read(path)
        assert token is not None
        token_file.write(path, token.with_tries(5))


def test_the_lock_outlives_the_program(path: Path) -> None:
    for _ in range(5):
        with VirtualReader(path).open() as session, pytest.raises((PinRejected, PinLocked)):
            session.login(bytearray(b"000000"))
    assert json.loads(path.read_text())["tries_left"] == 0
    with VirtualReader(path).open() as session, pytest.raises(PinLocked):
        session.login(bytearray(b"123456"))


def test_a_session_notices_another_file_in_its_place(path: Path) -> None:
    with VirtualReader(path).open() as session:
        fill(path)
        with pytest.raises(CardSwapped):
            session.slots()
        path.unlink()
        with pytest.raises(CardRemoved):
            session.login(bytearray(b"123456"))


def test_a_slow_key_answers_in_the_end(path: Path) -> None:
    with VirtualReader(path, delay=0.05).open() as session:
        assert session.tries_left() == 5


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"practice": False},
        {"key": {}},
        {"certificate": "***"},
        {"tries_left": "many"},
        {"serial": None, "key": None},
    ],
)
def test_a_file_that_is_no_practice_key_is_unknown(path: Path, change: dict[str, object]) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    assert VirtualReader(path).health() is Health.FAULTY
    with pytest.raises(CardUnknown), VirtualReader(path).open():
        pass


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"{", b"3"])
def test_junk_is_unknown(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(CardUnknown):
        token_file.read(path)
