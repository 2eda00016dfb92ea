"""Several families as one: members bring keys of different issuers to the same seat."""

import logging
import threading
from collections.abc import Callable, Sequence
from functools import partial

from drivers.api.errors import DriverError
from drivers.api.token import CardReader, ReaderChange, ReaderEvent, TokenFamily

_log = logging.getLogger(__name__)


class JoinedFamily:
    """The readers of all `families`; one whose library or service fails does not hide the others."""

    def __init__(self, families: Sequence[TokenFamily]) -> None:
        self._families = tuple(families)

    def readers(self) -> Sequence[CardReader]:
        """The readers of every family that answers; raises only when none does."""
        found: list[CardReader] = []
        refused: list[DriverError] = []
        for family in self._families:
            try:
                found.extend(family.readers())
            except DriverError as error:
                _log.info("a driver family does not answer: %s", error.code)
                refused.append(error)
        if refused and len(refused) == len(self._families):
            raise refused[0]
        return found

    def watch(self, report: Callable[[ReaderEvent], None]) -> "JoinedWatch":
        return JoinedWatch(self._families, report)


class JoinedWatch:
    """The watches of several families, told as one; the service counts as up while any family's is."""

    def __init__(self, families: Sequence[TokenFamily], report: Callable[[ReaderEvent], None]) -> None:
        self._report = report
        self._lock = threading.Lock()
        self._up: dict[int, bool] = {}
        self._said: bool | None = None
        self._awaited = len(families)
        self._watches = [family.watch(partial(self._pass, number)) for number, family in enumerate(families)]

    def stop(self) -> None:
        """End every watch; no event comes after this returns."""
        for watch in self._watches:
            watch.stop()

    def _pass(self, number: int, event: ReaderEvent) -> None:
        with self._lock:
            if event.reader is not None:
                self._report(event)
                return
            self._up[number] = event.change is ReaderChange.SERVICE_UP
            up = any(self._up.values())
            if up == self._said or (not up and len(self._up) < self._awaited):
                return
            self._said = up
            self._report(event)
