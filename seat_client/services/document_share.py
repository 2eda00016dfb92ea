"""A place of a bid to show the others in the call: code and page, and nothing else.

What is shared is a reference; every seat opens its own copy, if it may. No pixel and no name leaves the seat.
"""

import re
from dataclasses import dataclass

from seat_client.services.seat import Seat

_TEXT = re.compile(r"(technical|business)/([A-Za-z0-9-]{1,20})/([1-9][0-9]{0,4})")


@dataclass(frozen=True, slots=True)
class SharedPage:
    """Part and code of a bid and a page of it, from 1."""

    part: str
    code: str
    page: int

    def to_text(self) -> str:
        """As it travels."""
        return f"{self.part}/{self.code}/{self.page}"


class DocumentShare:
    """Makes references for the others, and judges those that come from them."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def offer(self, part: str, code: str, page: int) -> SharedPage | None:
        """The page one reads now, for the others; None where the document is not a bid under review."""
        shared = SharedPage(part, code, page)
        return shared if self._is_open(shared) else None

    def accept(self, text: str) -> SharedPage | None:
        """What another seat shows; None when it is malformed or not open to this seat now."""
        found = _TEXT.fullmatch(text)
        if found is None:
            return None
        shared = SharedPage(found[1], found[2], int(found[3]))
        return shared if self._is_open(shared) else None

    def _is_open(self, shared: SharedPage) -> bool:
        evaluation = self._seat.evaluation
        known = shared.code in evaluation.active_codes()
        return known and shared.page >= 1 and (shared.part == "technical" or evaluation.revealed)
