"""The table of makers: every line can be used, and a reader is told which library it needs."""

import re
from pathlib import Path

import pytest

from drivers import registry
from drivers.api import vendors
from drivers.api.vendors import needs, plugged_in, recognise
from seat_client.app import keys_command
from tests.piv_card.card import PivCard
from tests.piv_card.fixtures import pcsc_service_fixture
from tests.piv_card.people import card_for
from tests.piv_card.service import PcscService, until

__all__ = ["pcsc_service_fixture"]

NEW_YUBIKEY = bytes.fromhex("3BFD1300008131FE158073C021C057597562694B657940")


def test_every_line_of_the_table_can_be_used() -> None:
    lines = vendors.vendors()
    assert len({line.name for line in lines}) == len(lines)
    for line in lines:
        assert line.family in registry.MANIFESTS
        assert line.usb or line.readers or line.atr
        assert all(re.fullmatch(r"[0-9a-f]{4}(:[0-9a-f]{4})?", each) for each in line.usb)
        assert all(bytes.fromhex(each) for each in line.atr)
        assert set(line.libraries) <= {"linux", "win32"}
        assert line.source
        if line.family == "pcsc":
            assert not line.libraries


@pytest.mark.parametrize(
    ("how", "make"),
    [
        ({"atr": NEW_YUBIKEY, "reader": "Feitian ePass2003 00 00"}, "YubiKey"),
        ({"usb": "1050:0407"}, "YubiKey"),
        ({"usb": "055C:DB08"}, "Longmai mToken GM3000 (龙脉)"),
        ({"reader": "Watchdata USB Key 00 00"}, "Watchdata (握奇)"),
    ],
)
def test_a_make_is_recognised(how: dict[str, object], make: str) -> None:
    found = recognise(**how)  # type: ignore[arg-type]
    assert found is not None
    assert found.name == make


def test_what_is_unknown_is_not_guessed() -> None:
    assert recognise(reader="Seat Test Reader 00 00", atr=b"\x3b\x80", usb="dead:beef") is None
    assert recognise() is None


def test_a_reader_needs_a_library_until_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vendors._FOLDERS, "linux", (str(tmp_path),))
    (need,) = needs([], usb=["055c:db08"], system="linux")
    assert (need.library, need.found, need.satisfied) == ("libgm3000.1.0.so", None, False)
    assert keys_command._sentence(need).endswith("需要 SKF 驱动库 libgm3000.1.0.so，尚未安装")
    (tmp_path / "libgm3000.1.0.so").touch()
    (need,) = needs([], usb=["055c:db08"], system="linux")
    assert need.satisfied
    assert keys_command._sentence(need).endswith(f"skf:{tmp_path / 'libgm3000.1.0.so'}")


def test_a_device_with_a_reader_is_told_once(tmp_path: Path) -> None:
    for number, (vendor, product) in enumerate([("1050", "0407"), ("8087", "0024")]):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "idVendor").write_text(vendor + "\n")
        (folder / "idProduct").write_text(product + "\n")
    assert plugged_in(tmp_path) == ["1050:0407", "8087:0024"]
    told = needs(["Yubico YubiKey OTP+FIDO+CCID 00 00"], usb=plugged_in(tmp_path))
    assert [(n.reader, n.vendor.name, n.satisfied) for n in told] == [
        ("Yubico YubiKey OTP+FIDO+CCID 00 00", "YubiKey", True)
    ]


@pytest.mark.pcsc
def test_the_command_says_what_lies_in_the_readers_and_names_nobody(pcsc_service: PcscService, capsys) -> None:
    family = registry.token_family("pcsc")
    pcsc_service.slots[0].insert(card_for())
    pcsc_service.slots[1].insert(PivCard(is_piv=False))
    until(lambda: [r.health() == "ready" for r in family.readers()] == [True, True], "both cards")
    assert keys_command.run([]) == 0
    told = capsys.readouterr().out
    assert "ec-p256，可以读取" in told
    assert "card-unknown 6D00" in told
    assert "张三" not in told
    assert keys_command.run(["skf:/nowhere/lib.so"]) == 1
    assert "library-missing" in capsys.readouterr().out
