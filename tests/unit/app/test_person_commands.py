"""What the commands around faces and fingers refuse, and what a production seat refuses at start."""

import base64
from pathlib import Path

import pytest

from drivers.virtual.ridges import impression
from seat_client.app import command_line
from seat_client.app.seat import CALIBRATION
from seat_client.centre.identity import IdentityDesk
from seat_client.centre.storage import Storage
from seat_client.identity import fingers
from seat_client.identity.calibration import load
from seat_client.wire.identity import Consent, TemplateDeposit

READER = "virtual drawn"
SEAT = '[seat]\nid = "07"\n[centre]\nurl = "https://centre.example:8443"\n'


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ('[devices]\ncamera = "virtual:portrait"\n', "devices.camera"),
        ('[devices]\nfinger = "virtual:finger 1"\n', "devices.finger"),
        ('[devices]\nid_card = "virtual:/tmp/card"\n', "devices.id_card"),
        ('[devices]\ntoken = "virtual:/tmp/a.token"\n', "devices.token"),
        ('[sign_in]\nfactors = ["key"]\nneeded = 2\n', "sign_in.needed"),
        ('[sign_in]\nfactors = ["key", "key"]\n', "sign_in.factors"),
        ('[devices]\nfinger = "fprintd"\n', "devices.finger"),
    ],
)
def test_a_production_seat_refuses_what_proves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: str, key: str
) -> None:
    file = tmp_path / "seat.toml"
    file.write_text(SEAT + more)
    assert command_line.main(["seat", "--config", str(file), "--data", str(tmp_path / "data")]) == 2
    assert key in capsys.readouterr().err


def test_a_variable_that_makes_a_reader_of_software_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FP_VIRTUAL_IMAGE", str(tmp_path / "socket"))
    file = tmp_path / "seat.toml"
    file.write_text(SEAT)
    assert command_line.main(["seat", "--config", str(file), "--data", str(tmp_path / "data")]) == 2
    assert "FP_VIRTUAL_IMAGE" in capsys.readouterr().err


def test_calibration_says_what_it_was_not_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "prints").mkdir()
    (tmp_path / "prints" / "1_1.png").write_bytes(b"no picture")
    order = ["calibrate", "fingerprint", "--reader", "x", "--out", str(tmp_path / "out.json")]
    assert command_line.main([*order, "--prints", str(tmp_path / "prints")]) == 2
    assert "1_1.png" in capsys.readouterr().err
    assert command_line.main([*order, "--centre-data", str(tmp_path / "nothing")]) == 2
    assert not (tmp_path / "out.json").exists()


def test_calibration_measures_a_centres_own_fingers_and_says_what_they_cannot_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "seat" / CALIBRATION
    out.parent.mkdir()
    order = ["calibrate", "fingerprint", "--reader", READER, "--out", str(out), "--centre-data", str(tmp_path)]
    _register_fingers(tmp_path, 1)
    assert command_line.main(order) == 2
    assert "1 fingers" in capsys.readouterr().err
    assert not out.exists()
    _register_fingers(tmp_path, 2)
    assert command_line.main(order) == 1  # measured, and too few to let a finger sign in alone
    said = capsys.readouterr().out
    assert "from 2 fingers" in said
    assert "0 of 6" in said
    assert "beside another factor only" in said
    found = load(out)[READER]
    assert not found.sufficient
    assert found.threshold > 0
    (tmp_path / "centre.db").write_bytes(b"no database at all" * 100)
    assert command_line.main(order) == 2
    assert "centre.db" in capsys.readouterr().err
    (tmp_path / "centre.db").unlink()
    assert command_line.main(order) == 2
    assert not (tmp_path / "centre.db").exists()
    assert load(out)[READER] == found  # what failed leaves the threshold as it was


def _register_fingers(data: Path, count: int) -> None:
    storage = Storage(f"sqlite:///{data}/centre.db")
    desk = IdentityDesk(storage, data)
    for finger in range(1, count + 1):
        prints = [fingers.extract(impression(finger, number), 500) for number in (1, 2, 3)]
        given = desk.consent(Consent(member=f"E{finger}", kinds=("finger",), text="0" * 64))
        packed = base64.b64encode(fingers.enrol_minutiae(prints).packed()).decode()
        desk.deposit(TemplateDeposit(consent=given.id, kind="finger", packed=packed))
    storage.close()


def test_the_desk_needs_its_token(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["enrol", "person", "E3", "--clerk-file", str(tmp_path / "none")]) == 2
    assert "none" in capsys.readouterr().err
