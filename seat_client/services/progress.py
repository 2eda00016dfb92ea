"""The stage rail: where the evaluation is, and what is left on the own sheet."""

from dataclasses import dataclass

from seat_client.domain.stages import BY_ID, GROUPS, Part
from seat_client.services.seat import Seat


@dataclass(frozen=True, slots=True)
class RailRow:
    """One line of the rail: the group bears the name of its main stage; `state` is done, current or todo."""

    group: str
    state: str


def rail(seat: Seat) -> tuple[RailRow, ...]:
    """The groups of the table in order; the group of the present stage is current."""
    now = GROUPS.index(BY_ID[seat.stage].group)
    return tuple(
        RailRow(group, "done" if i < now else "current" if i == now else "todo") for i, group in enumerate(GROUPS)
    )


def part(seat: Seat) -> Part:
    """Which identity of a bid the present stage may show."""
    return BY_ID[seat.stage].part
