"""Which keys lie in the readers now: one topic over all readers of a family, alive when the service dies."""

import threading
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from enum import StrEnum

from drivers.api.device import DeviceInfo
from drivers.api.errors import CardAbsent, CardRemoved, DriverError
from drivers.api.token import CardReader, ReaderChange, ReaderEvent, ReaderWatching, TokenFamily
from seat_client.signing.certificate import KeyState
from seat_client.signing.errors import SigningError
from seat_client.signing.routine import SigningRoutine
from seat_client.topic import Topic


class SlotState(StrEnum):
    """What a reader's slot holds."""

    EMPTY = "empty"
    READING = "reading"
    KEY = "key"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class KeyPresence:
    """One reader and what it holds; `problem` is the code of what kept a card from being read."""

    reader: DeviceInfo
    state: SlotState = SlotState.EMPTY
    key: KeyState | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class WatchedReaders:
    """All readers at one moment."""

    service_up: bool = False
    readers: tuple[KeyPresence, ...] = ()

    @property
    def keys(self) -> tuple[KeyState, ...]:
        """The keys that are in and were read."""
        return tuple(presence.key for presence in self.readers if presence.key is not None)

    def key_of(self, member_id: str) -> KeyState | None:
        """The key of one member, in whichever reader it lies; another's key never hides it."""
        return next((key for key in self.keys if key.member_id == member_id), None)


@dataclass(slots=True)
class _Slot:
    routine: SigningRoutine
    presence: KeyPresence
    generation: int = field(default=0)


class ReaderWatch:
    """Keeps one signing routine per reader and publishes `WatchedReaders` at every change.

    A reader that leaves and returns gets a fresh routine: nothing learned from a device outlives it.
    """

    def __init__(self, family: TokenFamily) -> None:
        self.topic: Topic[WatchedReaders] = Topic()
        self._family = family
        self._lock = threading.RLock()
        self._service_up = False
        self._slots: dict[str, _Slot] = {}
        self._watching: ReaderWatching | None = None

    @property
    def current(self) -> WatchedReaders:
        """What the readers hold now."""
        with self._lock:
            return WatchedReaders(self._service_up, tuple(slot.presence for slot in self._slots.values()))

    def start(self) -> None:
        """Begin to watch."""
        self._watching = self._family.watch(self._receive)

    def stop(self) -> None:
        """End the watch and every routine's thread."""
        if self._watching is not None:
            self._watching.stop()
        with self._lock:
            slots = list(self._slots.values())
            self._slots = {}
        for slot in slots:
            slot.routine.close()

    def routine(self, reader_id: str) -> SigningRoutine | None:
        """The routine that talks with a reader, while that reader is there."""
        with self._lock:
            slot = self._slots.get(reader_id)
            return slot.routine if slot else None

    def look_again(self, reader_id: str) -> None:
        """Read the key in a reader anew, for example after a wrong PIN changed its tries."""
        with self._lock:
            slot = self._slots.get(reader_id)
        if slot is not None and slot.presence.state is not SlotState.EMPTY:
            self._inspect(slot)

    def _receive(self, event: ReaderEvent) -> None:
        if event.reader is None:
            self._service_changed(up=event.change is ReaderChange.SERVICE_UP)
        elif event.change is ReaderChange.READER_IN:
            self._add(event.reader)
        elif event.change is ReaderChange.READER_OUT:
            self._remove(event.reader.info.id)
        elif event.change is ReaderChange.CARD_OUT:
            self._emptied(event.reader.info.id)
        else:
            self._filled(event.reader.info.id)

    def _service_changed(self, *, up: bool) -> None:
        with self._lock:
            self._service_up = up
        self._publish()

    def _add(self, reader: CardReader) -> None:
        with self._lock:
            self._slots[reader.info.id] = _Slot(SigningRoutine(reader), KeyPresence(reader.info))
        self._publish()

    def _remove(self, reader_id: str) -> None:
        with self._lock:
            slot = self._slots.pop(reader_id, None)
        if slot is not None:
            slot.routine.close()
            self._publish()

    def _emptied(self, reader_id: str) -> None:
        with self._lock:
            slot = self._slots.get(reader_id)
            if slot is None:
                return
            slot.generation += 1
            slot.presence = KeyPresence(slot.presence.reader)
        self._publish()

    def _filled(self, reader_id: str) -> None:
        with self._lock:
            slot = self._slots.get(reader_id)
        if slot is not None:
            self._inspect(slot)

    def _inspect(self, slot: _Slot) -> None:
        """Read the card anew; an answer that a later change overtook is dropped."""
        with self._lock:
            slot.generation += 1
            generation = slot.generation
            slot.presence = replace(slot.presence, state=SlotState.READING, problem=None)
        self._publish()
        slot.routine.inspect().add_done_callback(lambda done: self._inspected(slot, generation, done))

    def _inspected(self, slot: _Slot, generation: int, done: "Future[KeyState]") -> None:
        with self._lock:
            if slot.generation != generation:
                return
            slot.presence = _presence(slot.presence.reader, done)
        self._publish()

    def _publish(self) -> None:
        self.topic.publish(self.current)


def _presence(reader: DeviceInfo, done: "Future[KeyState]") -> KeyPresence:
    try:
        return KeyPresence(reader, SlotState.KEY, key=done.result())
    except (CardAbsent, CardRemoved):
        return KeyPresence(reader)
    except (DriverError, SigningError) as problem:
        return KeyPresence(reader, SlotState.UNREADABLE, problem=problem.code)
