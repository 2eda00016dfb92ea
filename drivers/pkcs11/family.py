"""The slots of one PKCS#11 library. Runs in the library's own process alone."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pkcs11

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import CardAbsent, LibraryMissing
from drivers.api.shared_library import demand_loadable
from drivers.api.token import ReaderEvent, TokenSession
from drivers.api.watching import CardSeen, Look, PollingWatch
from drivers.pkcs11.faults import GONE, meaning_at_opening
from drivers.pkcs11.session import Pkcs11Session

if TYPE_CHECKING:
    from pkcs11._pkcs11 import lib as Library


class Pkcs11Reader:
    """One slot, named by the library and by the slot's description and number there."""

    def __init__(self, library: "Library", slot: pkcs11.Slot) -> None:
        self._library = library
        self._slot_id = slot.slot_id
        label = slot.slot_description.strip() or f"slot {slot.slot_id}"
        self._info = DeviceInfo(f"pkcs11:{Path(library.so).name}:{slot.slot_id}", "pkcs11", label, DeviceKind.TOKEN)

    @property
    def info(self) -> DeviceInfo:
        return self._info

    def health(self) -> Health:
        try:
            return Health.ABSENT if self.token() is None else Health.READY
        except pkcs11.PKCS11Error:
            return Health.FAULTY

    def token(self) -> pkcs11.Token | None:
        """The token in the slot, or None; the list is read anew, for some libraries look for tokens only then."""
        for slot in self._library.get_slots():
            if slot.slot_id == self._slot_id and slot.flags & pkcs11.SlotFlag.TOKEN_PRESENT:
                try:
                    return slot.get_token()
                except GONE:
                    return None
        return None

    @contextmanager
    def open(self) -> Iterator[TokenSession]:
        try:
            token = self.token()
            if token is None:
                raise CardAbsent(self._info.label)
            session = Pkcs11Session(self, token.open())
        except pkcs11.PKCS11Error as error:
            raise meaning_at_opening(error, self._info.label) from error
        try:
            yield session
        finally:
            session.close()


class Pkcs11Family:
    """The slots of the library at `path`: all, or those whose description or token's label contains `only`."""

    def __init__(self, path: Path, *, only: str = "") -> None:
        demand_loadable(path)
        self._only = only
        try:
            self._library = pkcs11.lib(str(path))
        except pkcs11.PKCS11Error as unloadable:
            raise LibraryMissing(path.name, "does not load") from unloadable

    def readers(self) -> Sequence[Pkcs11Reader]:
        try:
            return [Pkcs11Reader(self._library, slot) for slot in self._library.get_slots() if self._meant(slot)]
        except pkcs11.PKCS11Error as error:
            raise meaning_at_opening(error, Path(self._library.so).name) from error

    def watch(self, report: Callable[[ReaderEvent], None]) -> PollingWatch:
        return PollingWatch(self._look, report)

    def _look(self) -> Look:
        marks = {Health.READY: "in", Health.FAULTY: "unknown"}
        seen = {reader.info.id: CardSeen(reader, marks.get(reader.health())) for reader in self.readers()}
        return Look(service_up=True, readers=seen)

    def _meant(self, slot: pkcs11.Slot) -> bool:
        if self._only in slot.slot_description:
            return True
        try:
            return self._only in slot.get_token().label
        except pkcs11.PKCS11Error:
            return False


def load(place: str) -> Pkcs11Family:
    """The family a configuration names after `pkcs11:`: `PATH` or `PATH?PART OF A SLOT'S OR TOKEN'S NAME`."""
    path, _, only = place.partition("?")
    return Pkcs11Family(Path(path).expanduser(), only=only)
