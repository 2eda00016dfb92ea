"""The owner of an opened pair: one thread opens and closes, watches for stalls, follows the system and says so."""

import logging
import threading
import time
from pathlib import Path
from typing import Final

from drivers.api.errors import DeviceAbsent
from drivers.api.precedence import take_precedence
from drivers.api.sound import Direction, SoundChange, SoundEvent, SoundPort, Wanted
from drivers.portaudio import pulse, streams
from drivers.portaudio.streams import Pair

STALL: Final = 0.2
"""Seconds without a block after which the pair is opened afresh. A busy machine has gaps of 0.1 s."""
_SLOW_START: Final = 2.5
"""Seconds a freshly opened pair may take: an idle PulseAudio sink finishes a block of up to two seconds first."""
_LOOK_EVERY: Final = 0.05
_TRY_EVERY: Final = 0.25
_COMES_WITHIN: Final = 0.6
"""Seconds a card takes from its plug until the system lets it be opened."""
_CARDS: Final = Path("/proc/asound/cards")

_log = logging.getLogger(__name__)


class Session:
    """A pair that outlives its devices."""

    def __init__(self, wanted: Wanted, port: SoundPort) -> None:
        self._wanted = wanted
        self._port = _Gate(port)
        self._live = SoundEvent(SoundChange.LOST)
        self._said = False
        self._pair: Pair | None = None
        self._opened = Wanted()
        self._missing_since: float | None = None
        self._server: pulse.Subscription | None = None
        self._cards = _cards()
        self._ended = threading.Event()
        self._wake = threading.Event()
        self._changed = threading.Event()
        self._rewish = threading.Event()
        self._thread = threading.Thread(target=self._run, name="portaudio", daemon=True)
        self._thread.start()

    @property
    def live(self) -> SoundEvent:
        """The last change and what runs now."""
        return self._live

    def choose(self, wanted: Wanted) -> None:
        """Change over; `SoundChange.LIVE` follows."""
        self._wanted = wanted
        self._rewish.set()
        self._wake.set()

    def close(self) -> None:
        """End both streams; the port is not called after this returns."""
        self._ended.set()
        self._wake.set()
        self._thread.join()

    # --- the owner thread ------------------------------------------------------------------------

    def _run(self) -> None:
        take_precedence()  # PortAudio's own threads are started from here, and inherit it.
        try:
            while not self._ended.is_set():
                self._turn()
                self._wake.wait(_LOOK_EVERY)
                self._wake.clear()
        finally:
            self._close()
            self._unsubscribe()

    def _turn(self) -> None:
        if self._rewish.is_set():
            self._rewish.clear()
            self._close()
        if self._pair is None:
            self._open()
        elif not self._pair.active:
            self._give_up(SoundChange.LOST)
        elif self._pair.silent_for() > (STALL if self._pair.began else _SLOW_START):
            self._give_up(SoundChange.STALLED)
        elif self._changed.is_set() or self._cards_changed():
            self._changed.clear()
            self._look_round()

    def _open(self) -> None:
        self._subscribe()
        before, self._opened = self._opened, self._present()
        if self._may_still_come(changed=self._opened != before):
            self._ended.wait(_TRY_EVERY)
            return
        try:
            self._pair = Pair(self._opened, self._port, by_server=self._server is not None)
        except DeviceAbsent as absent:
            self._say(SoundEvent(SoundChange.LOST), why=absent.device)
            self._ended.wait(_TRY_EVERY)
            return
        self._await_blocks()

    def _await_blocks(self) -> None:
        """Say LIVE when both ends run; a pair that never begins is given up by the next turns."""
        assert self._pair is not None  # noqa: S101 - just opened
        until = time.monotonic() + _SLOW_START
        while not self._pair.began and time.monotonic() < until and not self._ended.wait(0.01):
            if not self._pair.active:
                return
        if self._pair.began:
            self._settle()

    def _present(self) -> Wanted:
        """What is wanted as far as it is there; the default takes the place of the rest."""
        if self._wanted == Wanted():
            return self._wanted
        listed = streams.devices() if self._server is None else pulse.devices()
        ends = {(device.name, device.direction) for device in listed}
        microphone, speaker = self._wanted.microphone, self._wanted.speaker
        return Wanted(
            microphone if (microphone, Direction.MICROPHONE) in ends else "",
            speaker if (speaker, Direction.SPEAKER) in ends else "",
        )

    def _may_still_come(self, *, changed: bool) -> bool:
        """Without a server nobody tells when a named device is back, and the list is frozen once a stream is open: so
        for a moment it is worth waiting, before another one takes its place."""
        if self._server is not None or self._opened == self._wanted:
            self._missing_since = None
            return False
        now = time.monotonic()
        if changed or self._missing_since is None:
            self._missing_since = now
        return now - self._missing_since < _COMES_WITHIN

    def _settle(self) -> None:
        """Compare where the streams are with where they should be, and say it."""
        place = self._place()
        self._port.is_open = not pulse.is_monitor(place.microphone)
        microphone = place.microphone if self._port.is_open else ""
        change = SoundChange.MOVED if self._elsewhere(microphone, place.speaker) else SoundChange.LIVE
        self._say(SoundEvent(change if microphone else SoundChange.LOST, microphone, place.speaker))

    def _elsewhere(self, microphone: str, speaker: str) -> bool:
        return self._wanted.microphone not in ("", microphone) or self._wanted.speaker not in ("", speaker)

    def _place(self) -> pulse.Place:
        if self._server is None:
            return pulse.Place(self._opened.microphone or "default", self._opened.speaker or "default")
        return pulse.place_of_this_process()

    def _look_round(self) -> None:
        """A device came, went or became the default: go where the stream belongs, or say where it is now."""
        if self._server is None or self._server.ended:
            self._give_up(SoundChange.DEVICES if self._server is None else SoundChange.LOST)
            return
        before, place = self._live, pulse.place_of_this_process()
        belongs = self._belongs()
        if (place.microphone, place.speaker) != (belongs.microphone, belongs.speaker):
            self._close()
            return
        if (before.microphone, before.speaker) != (place.microphone, place.speaker):
            self._settle()

    def _belongs(self) -> pulse.Place:
        """The devices the streams should be on: the wanted ones that are there, else the defaults."""
        listed = pulse.devices()
        present = self._present()
        default = {device.direction.value: device.name for device in listed if device.is_default}
        return pulse.Place(
            present.microphone or default.get("microphone", ""), present.speaker or default.get("speaker", "")
        )

    def _give_up(self, change: SoundChange) -> None:
        self._say(SoundEvent(change))
        self._close()
        self._wake.set()

    def _say(self, event: SoundEvent, why: str = "") -> None:
        if event != self._live or not self._said:
            self._live, self._said = event, True
            _log.info("sound %s: %s, %s %s", event.change.value, event.microphone, event.speaker, why)
            self._port.changed(event)

    def _close(self) -> None:
        if self._pair is not None:
            self._pair.close()
            self._pair = None

    def _subscribe(self) -> None:
        if self._server is not None and not self._server.ended:
            return
        self._unsubscribe()
        if pulse.is_there():
            self._server = pulse.Subscription(self._tell)

    def _unsubscribe(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    def _tell(self) -> None:
        self._changed.set()
        self._wake.set()

    def _cards_changed(self) -> bool:
        if self._server is not None:
            return False
        before, self._cards = self._cards, _cards()
        return before != self._cards


class _Gate:
    """The port, closed for what is heard while the system has put our ears on a loudspeaker."""

    def __init__(self, port: SoundPort) -> None:
        self._port = port
        self.is_open = True
        self.changed = port.changed
        self.played = port.played

    def captured(self, block: bytes, at: float) -> None:
        if self.is_open:
            self._port.captured(block, at)


def _cards() -> str:
    try:
        return _CARDS.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
