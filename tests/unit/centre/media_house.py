"""A media process beside a hall's centre, in the thread of the test, on free ports of loopback."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ifaddr
import pytest
import requests

from seat_client.app.media_command import free_ports
from seat_client.centre.conference.errors import JanusRefused
from seat_client.centre.conference.janus import JanusLine
from seat_client.centre.conference.media import MediaService, MediaTerms
from seat_client.centre.storage import Storage
from seat_client.wire.conference import CallPass
from seat_client.wire.meeting import MeetingState
from tests.unit.centre.hall import Hall, Seat


@contextmanager
def media_house(database: str, folder: Path, **terms: Any) -> Iterator[MediaService]:
    """The service, started; it works when `look` is called."""
    if shutil.which("janus") is None:
        pytest.skip("no Janus: the set `run` brings it")
    storage = Storage(database)
    units = terms.get("units", 1)
    port = free_ports(terms.get("address", "127.0.0.1"), units)
    service = MediaService(storage, MediaTerms(folder, port=port, media=free_media_ports(), **terms))
    assert service.take_lease()
    try:
        service.start()
        service.look()
        yield service
    finally:
        service.stop()
        storage.close()


def own_address() -> str:
    """An address of this machine that is not the loopback's: Janus offers no other, and the relay reaches what it
    offers."""
    ips = (ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips)
    found = next((ip for ip in ips if isinstance(ip, str) and not ip.startswith(("127.", "169.254."))), None)
    if found is None:
        pytest.skip("needs hardware: a network interface that is up")
    return found


def free_media_ports() -> int:
    """A stretch of ports apart from those of other test processes on this machine."""
    return 20_000 + free_ports("127.0.0.1", 1) % 90 * 200


def post(seat: Seat, path: str, body: Any = None) -> requests.Response:
    return requests.post(seat.hall.url + path, json=body, headers={"Authorization": f"Bearer {seat.token}"}, timeout=30)


def pass_of(seat: Seat) -> CallPass:
    answer = post(seat, "/conference/pass")
    assert answer.status_code == 200, answer.text
    return CallPass.model_validate_json(answer.content)


def stand(seat: Seat, **told: Any) -> MeetingState:
    answer = post(seat, "/conference/standing", {"live": True, **told})
    assert answer.status_code == 200, answer.text
    return MeetingState.model_validate_json(answer.content)


def act(seat: Seat, kind: str, **more: str) -> MeetingState:
    answer = post(seat, "/conference/acts", {"kind": kind, **more})
    assert answer.status_code == 200, answer.text
    return MeetingState.model_validate_json(answer.content)


def join(line: JanusLine, given: CallPass, **changed: str) -> dict[str, Any]:
    """Join the room as the pass says, without media; raises JanusRefused."""
    body = {"request": "join", "ptype": "publisher", "room": given.room, "id": given.feed, "pin": given.pin,
            "token": given.token, **changed}  # fmt: skip
    return dict(line.request(body, handle=line.attach()))


def refusal(line: JanusLine, given: CallPass, **changed: str) -> int:
    """The code with which Janus refuses."""
    with pytest.raises(JanusRefused) as refused:
        join(line, given, **changed)
    return refused.value.code


def hall_seats(hall: Hall, count: int) -> list[Seat]:
    hall.all_seats()
    return list(hall.seats.values())[:count]
