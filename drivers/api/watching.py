"""Turns two looks at the readers into events, and looks again and again where a system cannot notify."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from drivers.api.token import CardReader, ReaderChange, ReaderEvent


@dataclass(frozen=True, slots=True)
class CardSeen:
    """A reader at one look. `mark` differs when the card was exchanged between two looks; None is no card."""

    reader: CardReader
    mark: str | None


@dataclass(frozen=True, slots=True)
class Look:
    """All readers at one moment, by id."""

    service_up: bool = False
    readers: Mapping[str, CardSeen] = field(default_factory=dict)


def changes(before: Look | None, now: Look) -> list[ReaderEvent]:
    """The events that lead from one look to the next, departures first."""
    known = before or Look()
    events = [*_departures(known, now)]
    if before is None or before.service_up != now.service_up:
        events.append(ReaderEvent(ReaderChange.SERVICE_UP if now.service_up else ReaderChange.SERVICE_DOWN))
    return [*events, *_arrivals(known, now)]


def _departures(before: Look, now: Look) -> list[ReaderEvent]:
    events = []
    for name, seen in before.readers.items():
        still = now.readers.get(name)
        if seen.mark is not None and (still is None or still.mark != seen.mark):
            events.append(ReaderEvent(ReaderChange.CARD_OUT, seen.reader))
        if still is None:
            events.append(ReaderEvent(ReaderChange.READER_OUT, seen.reader))
    return events


def _arrivals(before: Look, now: Look) -> list[ReaderEvent]:
    events = []
    for name, seen in now.readers.items():
        known = before.readers.get(name)
        if known is None:
            events.append(ReaderEvent(ReaderChange.READER_IN, seen.reader))
        if seen.mark is not None and (known is None or known.mark != seen.mark):
            events.append(ReaderEvent(ReaderChange.CARD_IN, seen.reader))
    return events


class PollingWatch:
    """Looks every `interval` seconds in a thread of its own and reports the changes."""

    def __init__(self, look: Callable[[], Look], report: Callable[[ReaderEvent], None], interval: float = 0.2) -> None:
        self._look = look
        self._report = report
        self._interval = interval
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reader-watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the watch; no event comes after this returns."""
        self._ended.set()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self) -> None:
        before: Look | None = None
        while not self._ended.is_set():
            now = self._look()
            for event in changes(before, now):
                if self._ended.is_set():
                    return
                self._report(event)
            before = now
            self._ended.wait(self._interval)
