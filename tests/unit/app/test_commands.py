"""What the commands say when they cannot begin: one line, exit 2, never a traceback."""

from pathlib import Path

import pytest

from seat_client.app.command_line import main
from seat_client.app.seat_command import run as run_seat


@pytest.mark.parametrize("arguments", [[], ["frobnicate"]])
def test_an_unknown_command_names_the_known_ones(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    said = "".join(capsys.readouterr())
    assert all(name in said for name in ("demo", "seat", "centre", "recompute", "verify"))


def test_a_seat_nobody_has_set_up_says_what_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seat_client.app.seat_command.standard_paths", list)
    assert run_seat([]) == 2
    said = capsys.readouterr().err
    assert "seat.toml" in said
    assert "seat.id" in said
    assert len(said.splitlines()) == 1


def test_a_seat_without_a_centre_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "seat.toml").write_text('[seat]\nid = "A-01"\n', "utf-8")
    assert run_seat(["--config", str(tmp_path / "seat.toml")]) == 2
    assert "centre.url" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["centre", "colleagues"])
def test_a_project_that_cannot_be_read_ends_with_2(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "project.json").write_text("{", "utf-8")
    more = ["--centre", "http://127.0.0.1:1"] if command == "colleagues" else []
    assert main([command, "--ground", str(tmp_path / "g"), "--project", str(tmp_path), *more]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
