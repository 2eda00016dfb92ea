"""The family: what is there, and a session on it."""

from collections.abc import Sequence

from drivers.api.sound import SoundDevice, SoundPort, Wanted
from drivers.portaudio import pulse, streams
from drivers.portaudio.session import Session


class PortAudioFamily:
    """Every microphone and speaker of the system."""

    def devices(self) -> Sequence[SoundDevice]:
        """By the sound server where there is one, else by PortAudio."""
        return pulse.devices() if pulse.is_there() else streams.devices()

    def open(self, wanted: Wanted, port: SoundPort) -> Session:
        """Open and keep open."""
        return Session(wanted, port)
