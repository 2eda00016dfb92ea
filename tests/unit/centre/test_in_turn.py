"""Those who arrive are received one after the other; those at work do not wait for them."""

import asyncio
from contextlib import asynccontextmanager

from fastapi import Request
from fastapi.routing import APIRoute

from seat_client.centre.app import application
from seat_client.centre.routers import reception, record
from seat_client.centre.routers.access import in_turn

turn = asynccontextmanager(in_turn)


def test_two_that_come_at_once_are_received_one_after_the_other() -> None:
    app = application(None)
    happened: list[str] = []

    async def come(who: str, *, fails: bool = False) -> None:
        async with turn(Request({"type": "http", "app": app})):
            happened.append(f"{who} in")
            await asyncio.sleep(0.01)
            happened.append(f"{who} out")
            if fails:
                raise LookupError(who)

    async def all_at_once() -> list[BaseException | None]:
        return await asyncio.gather(come("a", fails=True), come("b"), come("c"), return_exceptions=True)

    refused = asyncio.run(all_at_once())
    assert [type(each) for each in refused] == [LookupError, type(None), type(None)]
    assert happened == ["a in", "a out", "b in", "b out", "c in", "c out"]


def test_only_what_arriving_seats_ask_for_waits() -> None:
    routes = [each for each in (*reception.router.routes, *record.router.routes) if isinstance(each, APIRoute)]
    waiting = {r.path for r in routes if any(each.call is in_turn for each in r.dependant.dependencies)}
    assert waiting == {"/sessions", "/facts"}
