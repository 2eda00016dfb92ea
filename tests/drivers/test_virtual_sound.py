"""The microphone and speaker made of software."""

import os
import threading
import time
import wave
from array import array
from pathlib import Path

import pytest

from drivers.api.errors import DeviceRefused, FamilyUnknown
from drivers.api.precedence import take_precedence
from drivers.api.sound import BLOCK_BYTES, RATE, SILENCE, Direction, SoundChange, SoundEvent, Wanted
from drivers.registry import sound_family
from drivers.virtual.sound import VirtualSound


class Port:
    """Keeps what the session brings; plays blocks that count up."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.events: list[SoundEvent] = []
        self.number = 0
        self.enough = threading.Event()
        self.told = threading.Event()

    def captured(self, block: bytes, at: float) -> None:
        assert len(block) == BLOCK_BYTES
        assert at <= time.monotonic()
        self.heard.append(block)
        if len(self.heard) >= 12:
            self.enough.set()

    def played(self, at: float) -> bytes:
        self.number += 1
        return array("h", [2 * self.number] * (BLOCK_BYTES // 2)).tobytes()

    def changed(self, event: SoundEvent) -> None:
        self.events.append(event)
        self.told.set()


def hear(family: VirtualSound) -> Port:
    port = Port()
    session = family.open(Wanted(), port)
    assert port.enough.wait(10)
    session.close()
    count = len(port.heard)
    time.sleep(0.03)
    assert len(port.heard) == count
    return port


def test_a_quiet_room_is_silent_and_both_ends_are_live() -> None:
    port = hear(VirtualSound())
    assert set(port.heard) == {SILENCE}
    assert port.events == [SoundEvent(SoundChange.LIVE, "practice", "practice")]


def test_the_room_gives_back_what_was_played() -> None:
    port = hear(VirtualSound("echo"))
    assert [array("h", block)[0] for block in port.heard[:9]] == [0, 0, 0, 0, 0, 0, 1, 2, 3]


def test_a_file_is_heard_over_and_over(tmp_path: Path) -> None:
    file = tmp_path / "voice.wav"
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        out.writeframes(array("h", range(700)).tobytes())
    port = hear(VirtualSound(str(file)))
    assert array("h", port.heard[0] + port.heard[1])[:700] == array("h", range(700))
    assert port.heard[2] == port.heard[0]


def test_a_file_in_another_form_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "voice.wav"
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
        out.writeframes(bytes(160))
    for place in (file, tmp_path / "none.wav"):
        with pytest.raises(DeviceRefused):
            VirtualSound(str(place))


def test_unplugged_and_plugged_in_again() -> None:
    family, port = VirtualSound("tone"), Port()
    session = family.open(Wanted(), port)
    assert port.enough.wait(10)
    port.told.clear()
    family.show("unplugged")
    assert port.told.wait(10)
    assert (session.live, family.devices()) == (SoundEvent(SoundChange.LOST), [])
    port.told.clear()
    family.show("tone")
    assert port.told.wait(10)
    assert session.live.change is SoundChange.LIVE
    session.close()


def test_precedence_is_the_threads_own_or_refused_without_harm() -> None:
    before, seen = os.getpriority(os.PRIO_PROCESS, 0), []

    def ask() -> None:
        allowed = take_precedence()
        seen.append((allowed, os.getpriority(os.PRIO_PROCESS, threading.get_native_id())))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    ((allowed, after),) = seen
    assert (after < before) == allowed
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


def test_the_configuration_names_it() -> None:
    family = sound_family("virtual:tone")
    assert {device.direction for device in family.devices()} == set(Direction)
    with pytest.raises(FamilyUnknown):
        sound_family("gramophone")


def test_a_scene_file_is_followed(tmp_path: Path) -> None:
    scene, port = tmp_path / "microphone.scene", Port()
    scene.write_text("tone")
    session = VirtualSound(str(scene)).open(Wanted(), port)
    assert port.enough.wait(10)
    for text, change in (("unplugged", SoundChange.LOST), ("no such scene", None), ("tone", SoundChange.LIVE)):
        port.told.clear()
        scene.write_text(text)
        if change is not None:
            assert port.told.wait(10)
            assert session.live.change is change
    session.close()
