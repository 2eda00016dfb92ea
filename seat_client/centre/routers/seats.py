"""How the seats stand, and a body of bytes to measure a line by."""

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from seat_client.centre.routers.access import ByClerk, CertifiedSeat, InHouse
from seat_client.wire.help import HelpHeard, HelpTold
from seat_client.wire.seats import LINE_TEST_LIMIT, Received, SeatHealth, SeatHealths

router = APIRouter(tags=["seats"])
_OCTETS = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_BYTES: dict[int | str, dict[str, Any]] = {200: {"content": _OCTETS}}
_BODY = {"requestBody": {"content": _OCTETS}}


@router.put("/seats/health")
def put_health(house: InHouse, seat: CertifiedSeat, health: SeatHealth) -> SeatHealth:
    """Keep what a seat says of its self-test; an enrolled seat speaks for itself alone."""
    house.seats.keep(health, certified=seat)
    return health


@router.get("/seats/health")
def get_health(house: InHouse, _: CertifiedSeat) -> SeatHealths:
    """The last self-test of every seat, for the technician at any of them."""
    return SeatHealths(seats=tuple(house.seats.all()))


@router.put("/seats/help")
def put_help(house: InHouse, seat: CertifiedSeat, told: HelpTold) -> HelpHeard:
    """A seat asks for remote help, shows how it stands, or ends it; an enrolled seat speaks for itself alone."""
    return house.help.hear(told, certified=seat)


@router.get("/seats")
def get_seats(house: InHouse, _: ByClerk) -> SeatHealths:
    """The last self-test of every seat."""
    return SeatHealths(seats=tuple(house.seats.all()))


@router.get("/seats/line", response_class=Response, responses=_BYTES)
def get_line(size: Annotated[int, Query(ge=1, le=LINE_TEST_LIMIT)]) -> Response:
    """So many bytes that no one on the way can make fewer."""
    return Response(secrets.token_bytes(size), media_type="application/octet-stream")


@router.post("/seats/line", openapi_extra=_BODY)
async def post_line(request: Request) -> Received:
    """Count what arrives, and keep nothing of it."""
    count = 0
    async for block in request.stream():
        count += len(block)
    return Received(count=count)
