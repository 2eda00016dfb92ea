"""Hours of attendance and the fee of each member, from the project's tariff where it has one.

Hours run from the member's sign-in to the closing of the report, without the time the evaluation stood sealed. They
are rounded up to the tariff's step; without a tariff the slip shows hours and tenths, and no amount.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from seat_client.domain.exact import exact_text
from seat_client.domain.proceedings import FeeSlip
from seat_client.domain.reading import Node

PLAIN_STEP = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Tariff:
    """Yuan per hour, the step hours are rounded up to, and the least that is paid for."""

    per_hour: Fraction
    step_hours: Fraction
    least_hours: Fraction

    @classmethod
    def read(cls, node: Node) -> "Tariff":
        """The `fee` object of a project."""
        fields = node.fields("per_hour step_hours least_hours")
        return cls(
            per_hour=fields["per_hour"].decimal(least=Fraction(0)),
            step_hours=fields["step_hours"].decimal(above=Fraction(0)),
            least_hours=fields["least_hours"].decimal(least=Fraction(0)),
        )


def slips(
    signed_in_at: Mapping[str, str],
    places: Mapping[str, str],
    tariff: Tariff | None,
    now: datetime,
    standstills: Iterable[tuple[str, str]] = (),
) -> tuple[FeeSlip, ...]:
    """One slip per member, in the order given; times are ISO 8601, an unknown one counts no hours.

    `standstills` are (since, until) of every time the evaluation stood sealed; nobody is paid for those.
    """
    sealed = [(datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in standstills]
    return tuple(_slip(m, _present(at, now, sealed), places.get(m, ""), tariff) for m, at in signed_in_at.items())


def _present(at: str, now: datetime, sealed: Iterable[tuple[datetime, datetime]]) -> timedelta:
    """From the sign-in until now, less what of that time the evaluation stood sealed."""
    if not at:
        return timedelta()
    came, none = datetime.fromisoformat(at), timedelta()
    stood = (max(min(until, now) - max(since, came), none) for since, until in sealed)
    return max(now - came - sum(stood, none), none)


def _slip(member: str, present: timedelta, place: str, tariff: Tariff | None) -> FeeSlip:
    hours = Fraction(present // timedelta(seconds=1), 3600)
    step = tariff.step_hours if tariff else PLAIN_STEP
    counted = max(math.ceil(hours / step) * step, tariff.least_hours if tariff else Fraction(0))
    amount = exact_text(counted * tariff.per_hour) if tariff else ""
    return FeeSlip(member, exact_text(counted), place, amount)
