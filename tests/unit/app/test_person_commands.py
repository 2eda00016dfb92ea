"""What the commands around faces and fingers refuse, and what a production seat refuses at start."""

from pathlib import Path

import pytest

from seat_client.app import command_line

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


def test_the_desk_needs_its_token(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["enrol", "person", "E3", "--clerk-file", str(tmp_path / "none")]) == 2
    assert "none" in capsys.readouterr().err
