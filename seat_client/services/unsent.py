"""What a member has begun to write to the committee and has not sent: kept in the seat's own store, told to nobody."""

import json
from collections.abc import Mapping
from typing import Literal

from seat_client.domain.errors import RuleViolation
from seat_client.domain.stages import BY_ID, Part
from seat_client.domain.texts import check_blind_text
from seat_client.services.seat import Seat

TEXT = "text"
Fields = dict[str, str | int]


class Unsent:
    """One form's fields, `text` the free one. What names a bidder stays away from the screen while bids are blind, and
    comes back afterwards: blind and open stages have a place of their own."""

    def __init__(self, seat: Seat, form: Literal["motion", "question", "recusal"]) -> None:
        self._seat = seat
        self._form = form
        self._known: dict[str, Fields] = {}  # what stands in the store, or is on its way there

    def keep(self, fields: Mapping[str, str | int]) -> None:
        """In place of what was kept before in such a stage; durable soon after."""
        self._write(self._key(blind=self._blind), dict(fields))

    def drop(self) -> None:
        """It was sent: nothing of what could be shown is left."""
        for blind in (True, False):
            if self._kept(blind=blind):
                self._write(self._key(blind=blind), {})

    @property
    def fields(self) -> Fields:
        """What may be shown now; empty when there is nothing."""
        return self._kept(blind=self._blind) or self._kept(blind=not self._blind)

    @property
    def _blind(self) -> bool:
        return BY_ID[self._seat.stage].part is Part.BLIND

    def _key(self, *, blind: bool) -> str:
        return f"unsent/{self._form}/{'blind' if blind else 'open'}"

    def _kept(self, *, blind: bool) -> Fields:
        key = self._key(blind=blind)
        if key not in self._known:
            self._known[key] = json.loads(self._seat.store.recall(key) or "{}")
        fields = self._known[key]
        if not str(fields.get(TEXT, "")).strip():
            return {}
        try:
            if self._blind:
                check_blind_text(self._seat.evaluation, str(fields[TEXT]))
        except RuleViolation:
            return {}
        return fields

    def _write(self, key: str, fields: Fields) -> None:
        self._known[key] = fields
        self._seat.store.remember(key, json.dumps(fields, ensure_ascii=False))
