"""`seat-client update` and `releases`: what is offered, and when nothing is installed."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seat_client import __version__
from seat_client.app.command_line import main
from seat_client.app.sole import Sole, evaluation_left, evaluation_opened, open_since
from seat_client.app.update_command import IN_USE

Update = Callable[..., int]


@pytest.fixture
def update(tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Update:
    """The command on a repository with version 99.0 for this machine."""
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    repository, keys = tmp_path / "repository", tmp_path / "keys"
    assert main(["releases", "begin", str(repository), "--keys", str(keys)]) == 0
    package = tmp_path / "package.deb"
    package.write_bytes(b"no package at all")
    arguments = ["releases", "add", str(repository), str(package), "--keys", str(keys), "--version"]
    assert main([*arguments, "99.0"]) == 0

    def run(*more: str) -> int:
        root = str(repository / "metadata" / "1.root.json")
        places = ["--root", root, "--cache", str(tmp_path / "cache"), "--data", str(data_dir)]
        return main(["update", "--from", str(repository), *places, *more])

    return run


def test_a_newer_release_is_told(update: Update, capsys: pytest.CaptureFixture[str]) -> None:
    assert update() == 0
    assert f"99.0 is there, 0 MB; installed is {__version__}." in capsys.readouterr().out


def test_nothing_is_even_looked_at_during_an_evaluation(
    update: Update, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluation_opened(data_dir, datetime(2026, 11, 29, 9, 30, tzinfo=UTC))
    assert update("--install") == IN_USE
    assert "2026-11-29T09:30" in capsys.readouterr().err
    assert update("--evaluation-is-over") == 0
    assert open_since(data_dir) == ""


def test_nothing_is_installed_while_a_seat_runs(
    update: Update, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sole = Sole(data_dir)
    assert update("--install") == IN_USE
    assert "the seat is running" in capsys.readouterr().err
    sole.release()


def test_a_package_that_dpkg_does_not_take_is_told_and_the_seat_may_start_again(
    update: Update, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert update("--install") == 1
    assert "could not be installed" in capsys.readouterr().err
    Sole(data_dir).release()


def test_a_forged_repository_changes_nothing(
    update: Update, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    targets = tmp_path / "repository" / "metadata" / "2.targets.json"
    targets.write_text(targets.read_text(encoding="utf-8").replace("99.0", "99.1"), encoding="utf-8")
    assert update("--install") == 1
    assert "is not signed by who may publish" in capsys.readouterr().err


def test_without_a_source_or_a_root_it_says_what_is_missing(
    tmp_path: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "seat.toml"
    config.write_text("", encoding="utf-8")
    root = tmp_path / "root.json"
    assert main(["update", "--config", str(config), "--root", str(root), "--data", str(data_dir)]) == 2
    root.write_text("{}", encoding="utf-8")
    assert main(["update", "--config", str(config), "--root", str(root), "--data", str(data_dir)]) == 2
    assert "updates.source" in capsys.readouterr().err


def test_leaving_an_evaluation_twice_is_no_fault(data_dir: Path) -> None:
    evaluation_left(data_dir)
    assert open_since(data_dir) == ""
