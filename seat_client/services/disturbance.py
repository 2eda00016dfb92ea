"""What disturbs this seat, since when, what waits to be sent, and how long is left until everything is sealed.

The limits are those of the rule of a city's remote evaluation: a fault not mended for more than 2 h before the start
is for the purchaser to decide on; one during the evaluation that is mended within 4 h lets it go on, else all is sealed
and another committee is formed.
"""

import logging
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from seat_client.domain.stages import StageId
from seat_client.services.seat import Seat
from seat_client.store.errors import StoreError
from seat_client.sync.loop import SyncState

log = logging.getLogger(__name__)

BEFORE_START, DURING = timedelta(hours=2), timedelta(hours=4)
SOON = timedelta(minutes=30)
LOW_DISK = 2 * 1024**3
"""Bytes below which a day's documents and records may no longer fit."""
SINCE = "disturbance/since"
MOST_PENDING = 10_000
LONGEST_LOG = 200
POWER = Path("/sys/class/power_supply")


@dataclass(frozen=True, slots=True)
class Incident:
    """One line of what happened: lost, retried (`count` times), restored, battery, mains, disk-low, disk-ok."""

    kind: str
    at: datetime
    count: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Acts of one kind that wait to be sent, and the time of the last."""

    kind: str
    count: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Machine:
    """The seat's own state: on battery or not (None: it has none), its charge in percent, bytes free on its disk."""

    on_battery: bool | None = None
    charge: int | None = None
    free: int | None = None

    @property
    def disk_low(self) -> bool:
        return self.free is not None and self.free < LOW_DISK


def look_at_machine(data: Path, power: Path = POWER) -> Machine:
    """Power and disk as this computer reports them; what it does not report stays None."""
    batteries = [b for b in _supplies(power, "Battery") if _text(b / "scope") != "Device"]  # not that of a mouse
    mains = [_text(supply / "online") == "1" for supply in _supplies(power, "Mains")]
    charge = _text(batteries[0] / "capacity") if batteries else ""
    on_battery = None
    if batteries:
        discharging = any(_text(b / "status") == "Discharging" for b in batteries)
        on_battery = not any(mains) if mains else discharging
    return Machine(on_battery, int(charge) if charge.isdigit() else None, _free(data))


class Disturbances:
    """Lives in the seat's thread and is told what is seen; the beginning of a fault outlives the program."""

    def __init__(self, seat: Seat, clock: Callable[[], datetime] | None = None) -> None:
        self._seat, self._clock = seat, clock or seat.now
        kept = seat.store.recall(SINCE)
        self.since: datetime | None = datetime.fromisoformat(kept) if kept else None
        self.incidents: list[Incident] = []
        self.machine = Machine()
        self.last_exchange: datetime | None = None
        self.tries = 0
        self._waiting: tuple[Waiting, ...] = ()
        self._waiting_for = 0

    @property
    def limit(self) -> timedelta:
        """How long a fault may last in the present stage."""
        return BEFORE_START if self._seat.evaluation.stage is StageId.SIGN_IN else DURING

    @property
    def lost(self) -> bool:
        return self.since is not None

    def lasted(self) -> timedelta:
        """Since when the centre cannot be reached; nothing while it can."""
        return timedelta() if self.since is None else max(timedelta(), self._clock() - self.since)

    def left(self) -> timedelta:
        """How long until the limit, never below nothing."""
        return max(timedelta(), self.limit - self.lasted())

    @property
    def due(self) -> bool:
        """The limit is reached: everything is to be sealed."""
        return self.lost and not self.left()

    @property
    def soon(self) -> bool:
        """Less than half an hour is left."""
        return self.lost and self.left() < SOON

    def see_line(self, state: SyncState) -> bool:
        """The synchronisation said how it stands; True when the line was lost or came back by it."""
        self.last_exchange = state.last_exchange or self.last_exchange
        if state.reachable:
            return self._restored()
        self._retried(state.failures)
        return self._lost()

    def see_machine(self, machine: Machine) -> bool:
        """Power and disk as they are now; True when one of them changed for better or worse."""
        before, self.machine = self.machine, machine
        if bool(before.on_battery) != bool(machine.on_battery):
            self._note("battery" if machine.on_battery else "mains", machine.charge or 0)
        if before.disk_low != machine.disk_low:
            self._note("disk-low" if machine.disk_low else "disk-ok", (machine.free or 0) // 1024**2)
        return (bool(before.on_battery), before.disk_low) != (bool(machine.on_battery), machine.disk_low)

    def waiting(self) -> tuple[Waiting, ...]:
        """What waits to be sent, by kind of act, the most first; read anew only when their number has changed."""
        if (number := self.pending) != self._waiting_for:
            self._waiting, self._waiting_for = self._read_waiting(), number
        return self._waiting

    @property
    def pending(self) -> int:
        """How many acts wait to be sent."""
        return self._seat.store.pending_count()

    def _read_waiting(self) -> tuple[Waiting, ...]:
        pending = self._seat.store.pending(MOST_PENDING)
        last: dict[str, datetime] = {}
        for envelope in pending:
            at = datetime.fromisoformat(envelope.at)
            last[envelope.kind] = max(at, last.get(envelope.kind, at))
        counts = Counter(envelope.kind for envelope in pending)
        return tuple(Waiting(kind, count, last[kind]) for kind, count in counts.most_common())

    def _lost(self) -> bool:
        if self.lost:
            return False
        self.since = self._clock()
        self._keep()
        self._note("lost")
        return True

    def _restored(self) -> bool:
        self.tries = 0
        if not self.lost:
            return False
        self.since = None
        self._keep()
        self._note("restored")
        return True

    def _retried(self, tries: int) -> None:
        """One line that counts, not a line for every try."""
        if tries <= self.tries or not self.lost:
            return
        self.tries = tries
        if self.incidents and self.incidents[-1].kind == "retried":
            self.incidents.pop()
        self._note("retried", tries)

    def _note(self, kind: str, count: int = 0) -> None:
        self.incidents.append(Incident(kind, self._clock(), count))
        del self.incidents[:-LONGEST_LOG]

    def _keep(self) -> None:
        try:
            self._seat.store.remember(SINCE, self.since.isoformat() if self.since else "")
        except StoreError:  # the program ends, or the disk is full: the clock of this run goes on all the same
            log.warning("the beginning of a fault could not be kept")


def _supplies(folder: Path, kind: str) -> list[Path]:
    if not folder.is_dir():
        return []
    return [supply for supply in sorted(folder.iterdir()) if _text(supply / "type") == kind]


def _text(file: Path) -> str:
    try:
        return file.read_text("ascii", "replace").strip()
    except OSError:
        return ""


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
