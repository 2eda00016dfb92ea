"""The sound of a seat: from the microphone to frames for the network, from streams to the speaker.

The driver's real-time threads only put blocks into rings here and take them out; one worker does everything else.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from drivers.api.sound import SILENCE, SoundEvent, SoundFamily, SoundSession, Wanted
from seat_client.media.sound.level import level_dbfs
from seat_client.media.sound.mixer import Mixer
from seat_client.media.sound.opus import Samples

READY: Final = 3
"""Blocks mixed ahead of the speaker: what the worker may be late by."""
BACKLOG: Final = 50
"""Blocks heard and not yet worked on before the oldest is given up: half a second."""


@dataclass(frozen=True, slots=True, eq=False)
class Outgoing:
    """20 ms for the network: int16[960], its level in dBFS, whether it is speech, when its end was heard."""

    samples: Samples
    level: float
    speaking: bool
    at: float


class SoundEngine:
    """Runs a session of `family`. `outgoing` gets a frame every 20 ms in the worker's thread: encode and return.

    `report` hears of devices, in the driver's thread. `start` and `stop` belong to one owner thread.
    """

    def __init__(
        self,
        family: SoundFamily,
        *,
        outgoing: Callable[[Outgoing], None],
        report: Callable[[SoundEvent], None],
        wanted: Wanted | None = None,
    ) -> None:
        self.mixer = Mixer()
        self.muted = False
        self._family = family
        self._outgoing = outgoing
        self._report = report
        self._wanted = wanted or Wanted()
        self._heard: deque[tuple[bytes, float]] = deque(maxlen=BACKLOG)
        self._ready: deque[bytes] = deque()
        self._half: Samples | None = None
        self._work = threading.Event()
        self._ended = threading.Event()
        self._worker = threading.Thread(target=self._run, name="sound", daemon=True)
        self._session: SoundSession | None = None

    def start(self) -> None:
        """Open the devices and begin. Raises LibraryMissing."""
        self._worker.start()
        self._session = self._family.open(self._wanted, self)

    def stop(self) -> None:
        """Close the devices and end the worker."""
        if self._session is not None:
            self._session.close()
        self._ended.set()
        self._work.set()
        if self._worker.ident is not None:
            self._worker.join()

    def choose(self, wanted: Wanted) -> None:
        """Change over to other devices."""
        self._wanted = wanted
        if self._session is not None:
            self._session.choose(wanted)

    # --- SoundPort: called by the driver ---------------------------------------------------------

    def captured(self, block: bytes, at: float) -> None:
        """Keep a block for the worker."""
        self._heard.append((block, at))
        self._work.set()

    def played(self, at: float) -> bytes:
        """The block mixed for now, or silence when the worker was late."""
        try:
            block = self._ready.popleft()
        except IndexError:
            block = SILENCE
        self._work.set()
        return block

    def changed(self, event: SoundEvent) -> None:
        """Pass a change of the devices on."""
        self._report(event)

    # --- the worker ------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._ended.is_set():
            self._work.wait()
            self._work.clear()
            self._mix()
            while self._heard and not self._ended.is_set():
                self._hear(*self._heard.popleft())
                self._mix()

    def _mix(self) -> None:
        while len(self._ready) < READY:
            self._ready.append(self.mixer.block().tobytes())

    def _hear(self, block: bytes, at: float) -> None:
        samples = np.frombuffer(block, np.int16)
        if self._half is None:
            self._half = samples
            return
        frame = np.concatenate((self._half, samples))
        self._half = None
        level = level_dbfs(frame)
        if self.muted:
            frame = np.zeros_like(frame)
        self._outgoing(Outgoing(frame, level, not self.muted and level > -50, at))
