"""How far the centre's clock is from this seat's. Nothing is ever ordered by it."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from seat_client.sync.errors import ContractMismatch
from seat_client.wire import CONTRACT

KEPT = 8
DRIFT = timedelta(seconds=2)  # more than two honest clocks part from one another within the last answers
_MILLISECOND = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Sample:
    """One question and answer: how long it took, and how far the centre was ahead of its middle."""

    round_trip: timedelta
    ahead: timedelta


class ClockOffset:
    """The estimate from the quickest of the last answers, which was held up least on its way."""

    def __init__(self) -> None:
        self._samples: deque[Sample] = deque(maxlen=KEPT)

    def observe(self, sent: datetime, centre: datetime, received: datetime) -> None:
        round_trip = received - sent
        if round_trip < timedelta():  # this seat's clock was set back meanwhile: no measurement
            return
        sample = Sample(round_trip, centre - (sent + round_trip / 2))
        if any(_contradict(sample, other) for other in self._samples):
            self._samples.clear()  # one of the clocks was set: what was measured before is of no use
        self._samples.append(sample)

    @property
    def seconds(self) -> Decimal | None:
        """How far the centre is ahead, to the millisecond; None before the first answer."""
        if not self._samples:
            return None
        ahead = min(self._samples, key=lambda sample: sample.round_trip).ahead
        seconds = Decimal(ahead // timedelta(microseconds=1)) / 1_000_000
        return seconds.quantize(_MILLISECOND) + 0  # never a negative zero


def _contradict(one: Sample, other: Sample) -> bool:
    """Whether the two cannot both be true of clocks that merely drift: each is off by half its round trip at most."""
    return abs(one.ahead - other.ahead) > (one.round_trip + other.round_trip) / 2 + DRIFT


def centre_time(text: str) -> datetime:
    """The time a centre says, with its zone. Raises ContractMismatch."""
    try:
        time_there = datetime.fromisoformat(text)
    except ValueError:
        raise ContractMismatch(CONTRACT, "time") from None
    if time_there.tzinfo is None:
        raise ContractMismatch(CONTRACT, "time without zone")
    return time_there
