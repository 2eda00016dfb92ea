"""The real PortAudio path on servers of our own: devices that leave, servers that die, starved streams.

All of it on PulseAudio and on PipeWire; and on ALSA alone, where the driver sees no server and the card is made of one.
"""

import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from drivers.api.sound import BLOCK_BYTES, Direction, SoundChange, SoundEvent, Wanted
from drivers.portaudio.session import Session
from drivers.registry import sound_family
from tests import pipewire_server, pulse_server
from tests.pulse_server import PulseServer

pytestmark = pytest.mark.full
SERVERS = {"pulseaudio": pulse_server.pulse_server, "pipewire": pipewire_server.pipewire_server}
LACKING = {"pulseaudio": pulse_server.missing(), "pipewire": pipewire_server.missing()}
PATIENCE = 60.0


class Port:
    """Counts what comes and goes; plays a tone; can be made to dawdle once."""

    def __init__(self) -> None:
        self.events: list[SoundEvent] = []
        self.heard = self.given = 0
        self.loudest = 0
        self.dawdle = 0.0
        angle = 2 * np.pi * 400 * np.arange(BLOCK_BYTES // 2) / 48_000
        self._tone = (8000 * np.sin(angle)).astype(np.int16).tobytes()

    def captured(self, block: bytes, at: float) -> None:
        assert len(block) == BLOCK_BYTES
        self.heard += 1
        self.loudest = max(self.loudest, int(np.abs(np.frombuffer(block, np.int16)).max()))

    def played(self, at: float) -> bytes:
        self.given += 1
        if self.dawdle:
            wait, self.dawdle = self.dawdle, 0.0
            time.sleep(wait)
        return self._tone

    def changed(self, event: SoundEvent) -> None:
        self.events.append(event)

    def changes(self) -> list[SoundChange]:
        return [event.change for event in self.events]

    def flows(self) -> bool:
        """Whether both ends go on from here."""
        heard, given = self.heard, self.given
        return eventually(lambda: self.heard > heard + 20 and self.given > given + 20)


def eventually(holds: Callable[[], bool]) -> bool:
    ends = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > ends:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture(name="server", scope="module", params=list(SERVERS))
def _server(request: pytest.FixtureRequest) -> Iterator[PulseServer]:
    with _running(request.param) as server, _environment(server.environment):
        yield server


@contextmanager
def _running(kind: str) -> Iterator[PulseServer]:
    if LACKING[kind]:
        pytest.skip(f"needs on this machine: {', '.join(LACKING[kind])}")
    with tempfile.TemporaryDirectory(prefix="sound-") as folder, SERVERS[kind](Path(folder)) as server:
        yield server


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


@contextmanager
def session(wanted: Wanted | None = None) -> Iterator[tuple[Session, Port]]:
    port = Port()
    opened = sound_family("portaudio").open(wanted or Wanted(), port)
    try:
        assert eventually(lambda: bool(port.events) and port.events[-1].microphone != "")
        yield opened, port
    finally:
        opened.close()


def test_devices_are_named_and_the_defaults_marked(server: PulseServer) -> None:
    found = {(device.name, device.direction): device.is_default for device in sound_family("portaudio").devices()}
    assert found[("mic", Direction.MICROPHONE)]
    assert found[("speaker", Direction.SPEAKER)]
    assert not found[("mic2", Direction.MICROPHONE)]
    assert not [name for name, _ in found if name.endswith(".monitor")]


def test_it_hears_the_microphone_and_the_room_hears_it(server: PulseServer) -> None:
    with session() as (opened, port):
        assert opened.live == SoundEvent(SoundChange.LIVE, "mic", "speaker")
        noise = server.program("pacat", "--device=micfeed", "--raw", "--rate=48000", "--channels=1", "/dev/urandom")
        assert eventually(lambda: port.loudest > 10_000)
        noise.kill()
        noise.wait()
        with tempfile.TemporaryFile() as heard:
            room = server.recording("speaker.monitor", heard)
            assert eventually(lambda: heard.seek(0, 2) > 200_000)
            room.kill()
            room.wait()
            heard.seek(0)
            samples = np.frombuffer(heard.read()[-100_000:], np.int16)
        assert np.abs(samples).max() == pytest.approx(8000, rel=0.05)


def test_the_named_pair_is_opened_although_another_is_the_default(server: PulseServer) -> None:
    with session(Wanted("mic2", "speaker2")) as (opened, port):
        assert opened.live == SoundEvent(SoundChange.LIVE, "mic2", "speaker2")
        opened.choose(Wanted("mic", "speaker2"))
        assert eventually(lambda: opened.live == SoundEvent(SoundChange.LIVE, "mic", "speaker2"))
        assert port.flows()


def test_a_new_default_is_followed_and_said(server: PulseServer) -> None:
    with session() as (opened, port):
        server.control("set-default-source", "mic2")
        assert eventually(lambda: opened.live.microphone == "mic2")
        assert port.flows()
        server.control("set-default-source", "mic")
        assert eventually(lambda: opened.live.microphone == "mic")
        assert port.flows()


def test_a_lost_microphone_is_said_and_taken_up_again_when_it_is_back(server: PulseServer) -> None:
    with session(Wanted("mic2", "speaker2")) as (opened, port):
        server.unload("source_name=mic2")
        assert eventually(lambda: opened.live == SoundEvent(SoundChange.MOVED, "mic", "speaker2"))
        assert port.flows()
        server.control("load-module", "module-remap-source", "source_name=mic2", "master=micfeed2.monitor")
        assert eventually(lambda: opened.live == SoundEvent(SoundChange.LIVE, "mic2", "speaker2"))
        assert port.flows()


def test_without_any_microphone_the_loudspeaker_is_not_taken_for_one(server: PulseServer) -> None:
    with session() as (opened, port):
        server.unload("source_name=mic")
        server.unload("source_name=mic2")
        assert eventually(lambda: opened.live == SoundEvent(SoundChange.LOST, "", "speaker"))
        heard, given = port.heard, port.given
        assert eventually(lambda: port.given > given + 20)
        assert port.heard == heard
        for number in ("", "2"):
            words = (f"source_name=mic{number}", f"master=micfeed{number}.monitor")
            server.control("load-module", "module-remap-source", *words)
        server.control("set-default-source", "mic")
        assert eventually(lambda: opened.live == SoundEvent(SoundChange.LIVE, "mic", "speaker"))
        assert port.flows()


def test_a_dead_server_is_said_and_its_successor_found(server: PulseServer) -> None:
    with session() as (opened, port):
        server.kill()
        assert eventually(lambda: opened.live.change is SoundChange.LOST)
        server.start()
        assert eventually(lambda: opened.live == SoundEvent(SoundChange.LIVE, "mic", "speaker"))
        assert port.flows()


def test_a_starved_loudspeaker_goes_on(server: PulseServer) -> None:
    with session() as (_, port):
        for seconds in (0.06, 0.3, 0.7):
            port.dawdle = seconds
            assert eventually(lambda: port.dawdle == 0)
            assert port.flows()


def test_two_busy_threads_do_not_end_it(server: PulseServer) -> None:
    ended = threading.Event()

    def spin() -> None:
        while not ended.is_set():
            sum(range(1000))

    busy = [threading.Thread(target=spin) for _ in range(2)]
    with session() as (opened, port):
        for each in busy:
            each.start()
        assert all(port.flows() for _ in range(10))
        ended.set()
        for each in busy:
            each.join()
        assert port.flows()
        assert eventually(lambda: opened.live.change is SoundChange.LIVE)


# --- ALSA alone -------------------------------------------------------------------------------------------

CARD = """
pcm.{name} {{
    type pulse
    server "unix:{socket}"
    device "{device}"
    hint {{ show on description "{name}" }}
}}
"""


class Card:
    """Devices of ALSA whose clock is a server that the driver is kept from."""

    def __init__(self, server: PulseServer, folder: Path) -> None:
        self.environment = {"ALSA_CONFIG_PATH": str(folder / "alsa.conf"), "PULSE_SERVER": f"unix:{folder}/nowhere"}
        self._file, self._server = folder / "alsa.conf", server
        self.plug("card_mic", "card_speaker")

    def plug(self, *names: str) -> None:
        """Have these devices and no others; the first is the default of what hears, the last of what plays."""
        devices = {"card_mic": "mic", "card_speaker": "speaker", "card_mic2": "mic2"}
        blocks = [CARD.format(name=name, socket=self._server.socket, device=devices[name]) for name in names]
        sides = f'pcm.!default {{ type asym capture.pcm "{names[0]}" playback.pcm "{names[-1]}" }}'
        self._file.write_text("\n".join(("</usr/share/alsa/alsa.conf>", *blocks, sides)) + "\n")


@pytest.fixture(name="card")
def _card(tmp_path: Path) -> Iterator[tuple[Card, PulseServer]]:
    with _running("pulseaudio") as server:
        card = Card(server, tmp_path)
        with _environment(server.environment | card.environment):
            yield card, server


def test_on_alsa_alone_the_named_devices_are_listed_opened_and_heard(card: tuple[Card, PulseServer]) -> None:
    _, server = card
    listed = {(device.name, device.direction) for device in sound_family("portaudio").devices()}
    assert {("card_mic", Direction.MICROPHONE), ("card_speaker", Direction.SPEAKER)} <= listed
    with session(Wanted("card_mic", "card_speaker")) as (opened, port):
        assert opened.live == SoundEvent(SoundChange.LIVE, "card_mic", "card_speaker")
        noise = server.program("pacat", "--device=micfeed", "--raw", "--rate=48000", "--channels=1", "/dev/urandom")
        assert eventually(lambda: port.loudest > 10_000)
        noise.kill()
        noise.wait()
        assert port.flows()


def test_on_alsa_alone_an_absent_microphone_gives_way_to_the_default_and_it_is_said(
    card: tuple[Card, PulseServer],
) -> None:
    with session(Wanted("card_mic2", "card_speaker")) as (opened, port):
        assert opened.live == SoundEvent(SoundChange.MOVED, "default", "card_speaker")
        assert port.flows()
        card[0].plug("card_mic2", "card_mic", "card_speaker")
        opened.choose(Wanted("card_mic2", "card_speaker"))
        assert eventually(lambda: opened.live == SoundEvent(SoundChange.LIVE, "card_mic2", "card_speaker"))
        assert port.flows()


def test_on_alsa_alone_a_card_that_goes_is_said_and_taken_up_again(card: tuple[Card, PulseServer]) -> None:
    _, server = card
    with session(Wanted("card_mic", "card_speaker")) as (opened, port):
        server.kill()
        assert eventually(lambda: opened.live.change in (SoundChange.LOST, SoundChange.STALLED))
        server.start()
        assert eventually(lambda: opened.live == SoundEvent(SoundChange.LIVE, "card_mic", "card_speaker"))
        assert port.flows()
