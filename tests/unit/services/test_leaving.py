"""Two persons' codes open the kiosk: each once, from two persons, within the clock's drift, and not by trying."""

import base64
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from seat_client.services.leaving import (
    DRIFT_STEPS,
    PAUSE_SECONDS,
    STEP_SECONDS,
    TRIES,
    Answer,
    Keyholders,
    KeyholdersDamaged,
)

NOON = datetime(2026, 11, 29, 12, 0, 10, tzinfo=UTC)


class Authenticator:
    """What a person's telephone makes of the address that `add` gave."""

    def __init__(self, address: str) -> None:
        secret = parse_qs(urlsplit(address).query)["secret"][0]
        self._totp = TOTP(base64.b32decode(secret), 6, SHA1(), STEP_SECONDS)  # noqa: S303

    def code(self, when: datetime) -> str:
        return self._totp.generate(int(when.timestamp())).decode()


@pytest.fixture
def two(tmp_path: Path) -> tuple[Authenticator, Authenticator]:
    holders = Keyholders(tmp_path)
    return Authenticator(holders.add("值班员")), Authenticator(holders.add("监督员"))


def test_two_codes_open_it_once(tmp_path: Path, two: tuple[Authenticator, Authenticator]) -> None:
    codes = two[0].code(NOON), two[1].code(NOON)
    assert Keyholders(tmp_path).answer(*codes, NOON) is Answer.LEAVE
    assert Keyholders(tmp_path).answer(*codes, NOON) is Answer.WRONG  # another start of the seat knows it too
    later = NOON + timedelta(seconds=STEP_SECONDS)
    assert Keyholders(tmp_path).answer(two[1].code(later), two[0].code(later), later) is Answer.LEAVE


def test_one_person_is_not_two(tmp_path: Path, two: tuple[Authenticator, Authenticator]) -> None:
    later = NOON + timedelta(seconds=STEP_SECONDS)
    assert Keyholders(tmp_path).answer(two[0].code(NOON), two[0].code(later), NOON) is Answer.SAME_PERSON
    assert Keyholders(tmp_path).answer(two[0].code(NOON), two[0].code(NOON), NOON) is Answer.SAME_PERSON


@pytest.mark.parametrize("steps", [-DRIFT_STEPS, DRIFT_STEPS])
def test_the_seats_clock_may_be_off_by_so_much(
    tmp_path: Path, two: tuple[Authenticator, Authenticator], steps: int
) -> None:
    other = NOON + timedelta(seconds=steps * STEP_SECONDS)
    assert Keyholders(tmp_path).answer(two[0].code(other), two[1].code(other), NOON) is Answer.LEAVE


@pytest.mark.parametrize("steps", [-DRIFT_STEPS - 1, DRIFT_STEPS + 1])
def test_and_by_no_more(tmp_path: Path, two: tuple[Authenticator, Authenticator], steps: int) -> None:
    other = NOON + timedelta(seconds=steps * STEP_SECONDS)
    assert Keyholders(tmp_path).answer(two[0].code(other), two[1].code(other), NOON) is Answer.WRONG


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345", "123456\n"])
def test_what_is_no_code_is_wrong(tmp_path: Path, two: tuple[Authenticator, Authenticator], code: str) -> None:
    assert Keyholders(tmp_path).answer(two[0].code(NOON), code, NOON) is Answer.WRONG


def test_trying_is_slowed_down_and_a_restart_does_not_help(
    tmp_path: Path, two: tuple[Authenticator, Authenticator]
) -> None:
    for _ in range(TRIES):
        assert Keyholders(tmp_path).answer("x", "y", NOON) is Answer.WRONG
    right = two[0].code(NOON), two[1].code(NOON)
    assert Keyholders(tmp_path).answer(*right, NOON) is Answer.PAUSED
    assert Keyholders(tmp_path).paused_seconds(NOON) == PAUSE_SECONDS
    after = NOON + timedelta(seconds=PAUSE_SECONDS + 1)
    for _ in range(TRIES):
        assert Keyholders(tmp_path).answer("x", "y", after) is Answer.WRONG
    assert Keyholders(tmp_path).paused_seconds(after) == 2 * PAUSE_SECONDS


def test_fewer_than_two_holders_open_nothing(tmp_path: Path) -> None:
    holders = Keyholders(tmp_path)
    one = Authenticator(holders.add("值班员"))
    assert holders.answer(one.code(NOON), one.code(NOON), NOON) is Answer.TOO_FEW_HOLDERS


def test_a_removed_holder_opens_nothing_and_names_are_given_once(
    tmp_path: Path, two: tuple[Authenticator, Authenticator]
) -> None:
    holders = Keyholders(tmp_path)
    with pytest.raises(ValueError, match="值班员"):
        holders.add("值班员")
    third = Authenticator(holders.add("第三人"))
    holders.remove("值班员")
    with pytest.raises(ValueError, match="值班员"):
        holders.remove("值班员")
    assert Keyholders(tmp_path).names == ("监督员", "第三人")
    assert Keyholders(tmp_path).answer(two[0].code(NOON), third.code(NOON), NOON) is Answer.WRONG
    assert Keyholders(tmp_path).answer(two[1].code(NOON), third.code(NOON), NOON) is Answer.LEAVE


def test_the_secrets_are_for_the_seat_alone(tmp_path: Path, two: tuple[Authenticator, Authenticator]) -> None:
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "{", "[]", '{"holders": 1}', '{"holders": [], "wrong": "x", "until": 0}'])
def test_a_damaged_list_is_told_and_not_taken_for_an_empty_one(tmp_path: Path, content: str) -> None:
    (tmp_path / "keyholders.json").write_text(content, encoding="utf-8")
    with pytest.raises(KeyholdersDamaged, match=re.escape("keyholders.json")):
        Keyholders(tmp_path)
