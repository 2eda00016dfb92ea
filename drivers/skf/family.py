"""The keys one SKF library reaches. Runs in the library's own process alone."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import CardAbsent
from drivers.api.token import ReaderEvent, TokenSession
from drivers.api.watching import CardSeen, Look, PollingWatch
from drivers.skf import layout
from drivers.skf.faults import UNCLEAR, SkfFault, meaning
from drivers.skf.library import Handle, SkfLibrary
from drivers.skf.session import SkfSession


class SkfReader:
    """One key of the library, which is its own reader."""

    def __init__(self, library: SkfLibrary, name: bytes) -> None:
        self._library = library
        self._name = name
        label = layout.text(name)
        self._info = DeviceInfo(f"skf:{library.name}:{label}", "skf", label, DeviceKind.TOKEN)

    @property
    def info(self) -> DeviceInfo:
        return self._info

    def health(self) -> Health:
        try:
            return Health.READY if self._library.is_present(self._name) else Health.ABSENT
        except SkfFault:
            return Health.FAULTY

    @contextmanager
    def open(self) -> Iterator[TokenSession]:
        session = SkfSession(self._library, self._name, self._connect())
        try:
            yield session
        finally:
            session.close()

    def _connect(self) -> Handle:
        try:
            if not self._library.is_present(self._name):
                raise CardAbsent(self._info.label)
            return self._library.connect(self._name)
        except SkfFault as fault:
            if fault.code in UNCLEAR and self.health() is Health.ABSENT:
                raise CardAbsent(self._info.label) from fault
            raise meaning(fault.code, self._info.label) from fault


class SkfFamily:
    """The keys of the library at `path`."""

    def __init__(self, path: Path) -> None:
        self._library = SkfLibrary(path)

    def readers(self) -> Sequence[SkfReader]:
        try:
            return [SkfReader(self._library, name) for name in self._library.devices()]
        except SkfFault as fault:
            raise meaning(fault.code, self._library.name) from fault

    def watch(self, report: Callable[[ReaderEvent], None]) -> PollingWatch:
        return PollingWatch(self._look, report)

    def _look(self) -> Look:
        marks = {Health.READY: "in", Health.FAULTY: "unknown"}
        seen = {reader.info.id: CardSeen(reader, marks.get(reader.health())) for reader in self.readers()}
        return Look(service_up=True, readers=seen)


def load(place: str) -> SkfFamily:
    """The family a configuration names after `skf:`: the library's path."""
    return SkfFamily(Path(place).expanduser())
