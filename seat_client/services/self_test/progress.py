"""What a run tells while it goes on; light, so that a page can name it without loading what measures."""

from dataclasses import dataclass
from typing import Final

from seat_client.media.measuring import Part
from seat_client.services.self_test.result import Check, Result

MOST_SECONDS: Final = 180.0
"""No run takes longer, whatever hangs."""


@dataclass(frozen=True, slots=True)
class Running:
    """These checks run now, and usually take so many seconds."""

    checks: tuple[Check, ...]
    seconds: float


Told = Running | Part | Result
