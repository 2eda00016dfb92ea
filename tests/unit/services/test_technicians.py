"""Whose key may be tried, and the trial signature over a card in a real card service."""

import os
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from drivers.api.device import DeviceInfo, DeviceKind
from drivers.api.token import Algorithm
from drivers.registry import token_family
from seat_client.services.self_test.bench import TokenChoice
from seat_client.services.self_test.result import Check, Result, State
from seat_client.services.self_test.trial import SLOW_SECONDS, trial
from seat_client.services.technicians import MOST, Technicians, TechniciansDamaged, may_be_tried
from seat_client.signing.certificate import KeyState, fingerprint
from tests.piv_card.card import PivCard
from tests.piv_card.fixtures import pcsc_service_fixture
from tests.piv_card.people import Member, card_for
from tests.piv_card.service import PcscService
from tests.unit.services.test_self_test_faults import insert

__all__ = ["pcsc_service_fixture"]

NOW = datetime.now(UTC)
GOOD = Member(starts=NOW - timedelta(days=10), ends=NOW + timedelta(days=300))
READERS = (TokenChoice("pcsc", lambda: token_family("pcsc"), True),)


def entered(card: PivCard) -> frozenset[str]:
    (key,) = card.keys.values()
    return frozenset({fingerprint(key.certificate)})


def tried(service: PcscService, card: PivCard, pin: bytes = b"123456", *, known: bool = True) -> Result:
    """What a trial says of this card; its PIN does not outlive it."""
    insert(service, card)
    given = bytearray(pin)
    result = trial(READERS, entered(card) if known else (), given, practice=False)
    assert not given, "the PIN was left in memory"
    return result


@pytest.mark.parametrize("kind", ["ec-p256", "rsa-2048"])
def test_a_technicians_card_signs_and_the_signature_verifies(pcsc_service: PcscService, kind: str) -> None:
    card = card_for(GOOD, kind)
    result = tried(pcsc_service, card)
    assert result.state in (State.PASS, State.REMIND), result
    assert (float(result.facts["seconds"]) > SLOW_SECONDS) == (result.state is State.REMIND)
    assert not card.is_verified, "the card was left unlocked"


def test_a_card_of_somebody_else_is_tried_no_pin(pcsc_service: PcscService) -> None:
    card = card_for(GOOD)
    result = tried(pcsc_service, card, known=False)
    assert (result.state, result.fault) == (State.FAIL, "trial-no-key")
    assert card.pins_tried == 0


def spoil(card: PivCard, **changes: object) -> PivCard:
    return replace(card, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "pin", "fault", "tries"),
    [
        ({}, b"000000", "trial-pin-wrong", 1),
        ({}, b"1", "trial-pin-malformed", 0),
        ({"tries_left": 1}, b"123456", "trial-last-try", 0),
        ({"tries_left": 0}, b"123456", "pin-blocked", 0),
        ({"wrong_signature": True}, b"123456", "trial-wrong-signature", 1),
    ],
)
def test_what_goes_wrong_is_named_and_spends_no_try_in_vain(
    pcsc_service: PcscService, changes: dict[str, object], pin: bytes, fault: str, tries: int
) -> None:
    card = spoil(card_for(GOOD), **changes)
    result = tried(pcsc_service, card, pin)
    assert (result.state, result.fault) == (State.FAIL, fault)
    assert card.pins_tried == tries


def test_an_expired_certificate_is_named_before_its_pin(pcsc_service: PcscService) -> None:
    card = card_for(replace(GOOD, starts=NOW - timedelta(days=90), ends=NOW - timedelta(days=1)))
    assert tried(pcsc_service, card).fault == "certificate-expired"
    assert card.pins_tried == 0


def command(tmp_path: Path, *words: str, pin: str = "") -> "subprocess.CompletedProcess[str]":
    (tmp_path / "seat.toml").write_text('[seat]\nid = "QL-07"\n[devices]\ntoken = "pcsc"\n', encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "seat_client.app.command_line", words[0], "--config", str(tmp_path / "seat.toml"),
         "--data", str(tmp_path / "data"), *words[1:]],
        input=pin, env=os.environ, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip


def test_by_the_commands_a_technician_is_entered_and_makes_the_trial(pcsc_service: PcscService, tmp_path: Path) -> None:
    card = card_for(GOOD)
    insert(pcsc_service, card)
    before = command(tmp_path, "selftest", "--trial", "--json", pin="123456\n")
    assert (before.returncode, '"trial-no-key"' in before.stdout, card.pins_tried) == (1, True, 0), before
    added = command(tmp_path, "technicians", "add", "孟工")
    assert (added.returncode, "张三" in added.stdout) == (0, True), added.stderr
    assert stat.S_IMODE((tmp_path / "data" / "technicians.json").stat().st_mode) == 0o600
    done = command(tmp_path, "selftest", "--trial", "--json", pin="123456\n")
    assert done.returncode == 0, done.stderr + done.stdout
    assert f'"{Check.TRIAL.value}"' in done.stdout
    assert "123456" not in done.stdout + done.stderr
    assert command(tmp_path, "technicians", "list").stdout == "孟工\n"
    assert command(tmp_path, "technicians", "add", "孟工").returncode == 2
    assert command(tmp_path, "technicians", "remove", "孟工").returncode == 0
    assert command(tmp_path, "technicians", "remove", "孟工").returncode == 2


def test_a_pin_that_no_key_can_have_is_refused_with_a_sentence(tmp_path: Path) -> None:
    done = command(tmp_path, "selftest", "--trial", pin="1" * 33 + "\n")
    assert done.returncode == 2
    assert "at most 32" in done.stderr


@pytest.mark.parametrize("content", ["", "[]", '{"a": "no digest"}', '{"a": 3}'])
def test_a_damaged_list_is_no_empty_one(tmp_path: Path, content: str) -> None:
    (tmp_path / "technicians.json").write_text(content)
    with pytest.raises(TechniciansDamaged):
        Technicians(tmp_path)


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name}$"):
        Technicians(tmp_path).add(name, "0" * 64)


def test_the_list_has_a_limit(tmp_path: Path) -> None:
    technicians = Technicians(tmp_path)
    for number in range(MOST):
        technicians.add(str(number), "0" * 64)
    with pytest.raises(ValueError, match="one more"):
        technicians.add("one more", "0" * 64)


def test_a_key_made_for_practice_comes_in_at_a_seat_for_practice_alone() -> None:
    reader = DeviceInfo("pcsc:0", "pcsc", "key", DeviceKind.TOKEN)
    key = KeyState(
        reader, "0", Algorithm.EC_P256, "张三", "E1", "演练", GOOD.starts, GOOD.ends, (), "0" * 64, 5, True, b""
    )
    assert may_be_tried(key, (), practice=True)
    assert not may_be_tried(key, (), practice=False)
    assert may_be_tried(key, {key.fingerprint}, practice=False)
