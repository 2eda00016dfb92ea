"""The self-test on practice devices: what it measures, and what it finds in the way."""

import json
import wave
from pathlib import Path

import numpy as np
import pytest

from drivers.api.errors import LibraryMissing
from drivers.virtual.sound import VirtualSound
from seat_client.app import sound_command
from seat_client.media.measuring import Part
from seat_client.media.sound import self_test
from seat_client.media.sound.noise import SUPPRESSORS, NoiseKind
from seat_client.media.sound.self_test import Fault, SelfTest, artificial_voice


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    for part, seconds in ((Part.SILENCE, 0.5), (Part.READING, 0.5), (Part.LOUDSPEAKER, 3.0)):
        monkeypatch.setitem(self_test.PARTS, part, seconds)
    monkeypatch.setattr(self_test, "_PATIENCE", 2.0)


@pytest.mark.full
def test_a_room_that_gives_the_loudspeaker_back_has_its_echo_measured() -> None:
    parts: list[Part] = []
    figures = SelfTest(VirtualSound("echo"), told=parts.append).run()
    assert parts == [Part.SILENCE, Part.READING, Part.LOUDSPEAKER]
    assert figures.echo_loss is not None
    assert figures.echo_loss > 15
    assert figures.echo_delay == pytest.approx(60, abs=25)
    assert figures.faults[0] is Fault.SPEECH_TOO_QUIET  # Nobody read anything.


@pytest.mark.full
def test_noise_is_taken_away_and_a_loud_room_is_named(tmp_path: Path) -> None:
    file = tmp_path / "hall.wav"
    noise = (2000 * np.random.default_rng(1).standard_normal(96_000)).astype(np.int16)
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, 48_000, 0, "NONE", ""))
        out.writeframes(noise.tobytes())
    figures = SelfTest(VirtualSound(str(file))).run()
    assert figures.room == pytest.approx(-24.3, abs=0.5)
    assert figures.noise_reduction > 15
    assert figures.echo_loss is None
    assert Fault.ROOM_TOO_LOUD in figures.faults


def test_a_library_that_the_program_came_without_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing() -> None:
        raise LibraryMissing("DeepFilterNet", "gone")

    assert SelfTest(VirtualSound("tone")).run().missing == ()
    monkeypatch.setitem(SUPPRESSORS, NoiseKind.DEEP_FILTER, missing)
    sound_command.run(["virtual:tone", "--json"])
    assert json.loads(capsys.readouterr().out)["missing"] == ["DeepFilterNet"]
    sound_command.run(["virtual:tone"])
    assert "程序缺少 DeepFilterNet" in capsys.readouterr().out


def test_without_a_device_it_says_so_and_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert sound_command.run(["virtual:unplugged"]) == 1
    assert "没有声音" in capsys.readouterr().out
    assert sound_command.run(["virtual:unplugged", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["faults"] == ["no-sound"]


def test_devices_are_listed_and_unknown_ones_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert sound_command.run(["virtual", "--list"]) == 0
    assert "麦克风  practice（系统默认）" in capsys.readouterr().out
    assert sound_command.run(["virtual:unplugged", "--list"]) == 1
    assert sound_command.run(["gramophone"]) == 2
    assert sound_command.run(["virtual:/no/such.wav"]) == 1


def test_the_artificial_voice_is_as_loud_as_a_voice_and_always_the_same() -> None:
    one = artificial_voice(2.0)
    assert np.array_equal(one, artificial_voice(2.0))
    assert np.sqrt(np.mean(np.square(one.astype(float)))) == pytest.approx(3000, rel=0.05)


def test_every_fault_and_every_part_has_its_sentence() -> None:
    assert set(sound_command._FAULTS) == set(Fault)
    assert set(sound_command._TELLS) == set(Part)
