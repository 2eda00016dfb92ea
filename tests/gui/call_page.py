"""The conference page and the strip over a call that the test describes; pictures come through real slots."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from PySide6.QtCore import QSize

from drivers.virtual.head import paint_person
from seat_client.conference.messages import LineQuality
from seat_client.media.frames import Slots
from seat_client.services.call_view import CallView, Levels, Place
from seat_client.services.conference import Conference
from seat_client.sync.client import CentreClient
from seat_client.ui.bridge import Bridge
from seat_client.ui.pictures import TilePictures
from seat_client.ui.screens.conference.view import ConferenceView
from seat_client.ui.screens.conference.view_model import ConferenceModel
from seat_client.ui.shell import Shell
from seat_client.wire.meeting import Aside, SpeakRequest
from tests.gui.pictures import WIDE, settle, shell_around

NOW = datetime(2026, 11, 23, 7, 48, 9, tzinfo=UTC)
ROLES = (*(f"m{n}" for n in range(1, 8)), "s1")
OWN, CHAIR, WEAK = "m3", "m1", "m5"
PICTURE = (480, 270)


@dataclass
class Orders:
    """The media process as far as a page needs it: it takes orders."""

    given: list[Any] = field(default_factory=list)

    def send(self, order: Any) -> None:
        self.given.append(order)

    def last(self, kind: type) -> Any:
        return next((order for order in reversed(self.given) if isinstance(order, kind)), None)


def places() -> tuple[Place, ...]:
    def place(number: int, role: str) -> Place:
        state = (
            "speaking" if role == CHAIR else "weak" if role == WEAK else "muted" if role in ("m4", "m7") else "shown"
        )
        return Place(role, number if role != OWN else 0, True, state, True, state != "muted", role == CHAIR,
                     role == CHAIR)  # type: ignore[arg-type] # fmt: skip

    return tuple(place(number, role) for number, role in enumerate(ROLES, start=1))


def heard() -> dict[tuple[str, str], Any]:
    cells: dict[tuple[str, str], Any] = {(s, r): "clear" for s in ROLES for r in ROLES if s != r}
    cells.update({(s, WEAK): "weak" for s in ROLES[:4]})
    return cells


def full_view(**changes: Any) -> CallView:
    """Seven members and a supervisor in the meeting, one of them hearing poorly, two asking to speak."""
    view = CallView(
        state="live", started=(NOW - timedelta(hours=1, minutes=42, seconds=16)).isoformat(), recorded=True,
        places=places(), own=OWN, chair=CHAIR, heard=heard(), levels=Levels(-41, -66, 25),
        requests=(SpeakRequest(role="m5", since=(NOW - timedelta(seconds=12)).isoformat()),
                  SpeakRequest(role="m2", since=(NOW - timedelta(seconds=4)).isoformat())),
        lines=(LineQuality("wired", "carrying", ("audio", "video"), 0.011, 0.0, 48_000_000),
               LineQuality("mobile", "spare", ("audio",), 0.023, 0.003, 31_000_000)),
    )  # fmt: skip
    return replace(view, **changes)


def calling(**changes: Any) -> CallView:
    """The member at this seat is being called by the supervisor."""
    return full_view(asides=(Aside(member=OWN, other="s1", since=NOW.isoformat(), state="calling"),), **changes)


@dataclass
class CallPage:
    """A shell with the strip and, over its page, the conference."""

    shell: Shell
    model: ConferenceModel
    conference: Conference
    orders: Orders
    slots: list[Slots]
    bell: socket.socket
    view: ConferenceView

    def show(self, view: CallView) -> None:
        self.conference.view.publish(view)
        self.shell.show_tiles(self.model.plates())
        self.shell.show_call(self.model.line)
        settle(self.shell)
        self.shell.show_tiles(self.model.plates())
        self.shell.show_call(self.model.line)
        settle(self.shell)

    def draw(self, tile: int, person: int, shade: int = 120) -> None:
        """A picture in a tile, as the media process would write it."""
        picture = np.full((PICTURE[1], PICTURE[0], 3), shade, np.uint8)
        paint_person(picture, person, middle=(240, 130), size=80, turn=0.0, openness=1.0)
        self.write(tile, picture)

    def write(self, tile: int, picture: Any) -> None:
        pixels = np.ascontiguousarray(np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)]))
        self.slots[tile].write(memoryview(pixels), picture.shape[1], picture.shape[0], time.monotonic())
        self.bell.send(bytes((tile,)))


@contextmanager
def call_page(size: QSize = WIDE, page: Any = None) -> Iterator[CallPage]:
    """`page` is what lies under the conference; the conference itself where none is given."""
    ear, bell = socket.socketpair()
    ear.setblocking(False)
    slots = [Slots.create(PICTURE[0] * PICTURE[1] * 4) for _ in range(10)]
    orders, bridge = Orders(), Bridge()
    conference = Conference(CentreClient("http://127.0.0.1:9"), orders)
    pictures = TilePictures(slots, ear.fileno(), lambda: ear.recv(4096))
    model = ConferenceModel(conference, bridge, pictures, None, lambda: NOW)
    view = ConferenceView(model)
    shell = shell_around(page if page is not None else view, size)
    shell.strip.show_pictures(pictures)
    try:
        yield CallPage(shell, model, conference, orders, slots, bell, view)
    finally:
        shell.end()
        pictures.close()
        bridge.close()
        for each in slots:
            each.close()
        ear.close()
        bell.close()
