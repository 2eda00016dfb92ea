"""Rooms on the forwarding units: made, opened to a token, closed to it, emptied of a feed."""

import threading
from dataclasses import dataclass
from pathlib import Path

from seat_client.centre.conference.errors import JanusGone, JanusRefused
from seat_client.centre.conference.janus import NO_SUCH_FEED, NO_SUCH_ROOM, ROOM_EXISTS, JanusLine
from seat_client.wire.conference import ROOM_LIMIT

SECOND_LINE = "~b"
"""What a seat appends to its feed on its second line (`wire.conference.CallPass`)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A forwarding unit as the centre reaches it."""

    name: str
    control: str
    admin_key: str
    recordings: str


@dataclass(frozen=True, slots=True)
class Room:
    """A room with the secrets that open it: `pin` for everybody inside, `secret` for the centre alone."""

    name: str
    pin: str
    secret: str
    bitrate: int


class Doors:
    """Control lines to the forwarding units, one each, opened when first needed and again when lost."""

    def __init__(self) -> None:
        self._lines: dict[str, JanusLine] = {}
        self._lock = threading.Lock()

    def ensure(self, unit: Unit, room: Room, tokens: list[str]) -> None:
        """The room is there and takes these tokens; one that is there already keeps the tokens it has.

        Raises JanusGone, JanusRefused.
        """
        try:
            self._ask(unit, {
                "request": "create", "room": room.name, "admin_key": unit.admin_key, "secret": room.secret,
                "pin": room.pin, "is_private": True, "publishers": 2 * ROOM_LIMIT, "bitrate": room.bitrate,
                "bitrate_cap": True, "audiocodec": "opus", "videocodec": "vp8", "opus_fec": True,
                "audiolevel_event": False, "allowed": tokens, "record": True, "lock_record": True,
                "rec_dir": str(Path(unit.recordings) / room.name),
            })  # fmt: skip
        except JanusRefused as refused:
            if refused.code != ROOM_EXISTS:
                raise
            self._allow(unit, room, "add", tokens)

    def admit(self, unit: Unit, room: Room, token: str) -> None:
        self._allow(unit, room, "add", [token])

    def shut_out(self, unit: Unit, room: Room, token: str, feed: str) -> None:
        """The token opens nothing more, and whoever came by it is out."""
        self._allow(unit, room, "remove", [token])
        for each in (feed, feed + SECOND_LINE):
            try:
                self._ask(unit, {"request": "kick", "room": room.name, "secret": room.secret, "id": each})
            except JanusRefused as refused:
                if refused.code not in (NO_SUCH_FEED, NO_SUCH_ROOM):
                    raise

    def destroy(self, unit: Unit, room: Room) -> None:
        try:
            self._ask(unit, {"request": "destroy", "room": room.name, "secret": room.secret})
        except JanusRefused as refused:
            if refused.code != NO_SUCH_ROOM:
                raise

    def close(self) -> None:
        with self._lock:
            for line in self._lines.values():
                line.close()
            self._lines.clear()

    def _allow(self, unit: Unit, room: Room, action: str, tokens: list[str]) -> None:
        self._ask(unit, {
            "request": "allowed", "room": room.name, "secret": room.secret, "action": action, "allowed": tokens,
        })  # fmt: skip

    def _ask(self, unit: Unit, body: dict[str, object]) -> None:
        """On a line that was lost unnoticed (the unit was started again) a second one is tried once."""
        try:
            self._line(unit).request(body)
        except JanusGone:
            self._drop(unit)
            self._line(unit).request(body)

    def _line(self, unit: Unit) -> JanusLine:
        with self._lock:
            line = self._lines.get(unit.control)
            if line is None or not line.alive:
                line = self._lines[unit.control] = JanusLine(unit.control)
            return line

    def _drop(self, unit: Unit) -> None:
        with self._lock:
            line = self._lines.pop(unit.control, None)
        if line is not None:
            line.close()
