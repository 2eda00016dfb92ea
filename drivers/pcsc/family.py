"""The PC/SC readers of this machine, each possibly holding a PIV card."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import DeviceAbsent, DriverError, ServiceDown
from drivers.api.token import ReaderEvent, TokenSession
from drivers.pcsc import winscard
from drivers.pcsc.connection import hold
from drivers.pcsc.piv import PivSession
from drivers.pcsc.watch import PcscWatch, health_of

ANSWER_WITHIN_S = 10.0


class PcscReader:
    """One reader, named as the service names it.

    The name holds the service's own index and may change when readers are plugged in another order; a key is
    therefore recognised by its certificate, never by its reader.
    """

    def __init__(self, name: str, *, answer_within: float = ANSWER_WITHIN_S) -> None:
        self._name = name
        self._answer_within = answer_within
        self._info = DeviceInfo(f"pcsc:{name}", "pcsc", name, DeviceKind.TOKEN)

    @property
    def info(self) -> DeviceInfo:
        return self._info

    def health(self) -> Health:
        try:
            context = winscard.Context()
        except DriverError:
            return Health.SERVICE_DOWN
        try:
            return health_of(context.states([(self._name, 0)], 0))
        except ServiceDown:
            return Health.SERVICE_DOWN
        except DeviceAbsent:
            return Health.ABSENT
        finally:
            context.release()

    @contextmanager
    def open(self) -> Iterator[TokenSession]:
        with hold(self._name, self._answer_within) as card:
            session = PivSession(card)
            session.select()
            yield session


class PcscFamily:
    """All PC/SC readers, or those whose name contains `only`."""

    def __init__(self, *, only: str = "", answer_within: float = ANSWER_WITHIN_S) -> None:
        self._only = only
        self._answer_within = answer_within

    def readers(self) -> Sequence[PcscReader]:
        context = winscard.Context()
        try:
            return [self.reader(name) for name in context.readers() if self._only in name]
        finally:
            context.release()

    def reader(self, name: str) -> PcscReader:
        """The reader of that name, whether or not it is there."""
        return PcscReader(name, answer_within=self._answer_within)

    def watch(self, report: Callable[[ReaderEvent], None]) -> PcscWatch:
        return PcscWatch(self.reader, self._only, report)
