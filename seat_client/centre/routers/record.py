"""Acts in, facts out: a batch with idempotency keys, pages by cursor, and a stream of the pages as they come."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from seat_client.centre import clock
from seat_client.centre.errors import Conflict
from seat_client.centre.routers.access import ByMember, InCentre, InHouse, InSession, InTurn
from seat_client.wire import BATCH_LIMIT, EVENT_LIMIT
from seat_client.wire.models import ActBatch, ActHeads, ActOutcomes, FactPage, WireFact

router = APIRouter(tags=["record"])
Since = Annotated[int, Query(ge=0)]


@router.post("/acts")
def post_acts(centre: InCentre, session: ByMember, batch: ActBatch) -> ActOutcomes:
    """Take acts in order; answered only after the centre's own commit."""
    if batch.seen > centre.desk.cursor:
        centre.desk.look()
    if batch.seen > centre.desk.cursor:
        raise Conflict("record_behind", cursor=centre.desk.cursor)
    centre.deadlines.look()
    outcomes = centre.desk.accept(batch.acts, member=session.member, seat=session.seat)
    centre.report.go_on()
    return ActOutcomes(outcomes=tuple(outcomes), cursor=centre.desk.cursor)


@router.get("/acts/heads")
def get_heads(house: InHouse, centre: InCentre, session: ByMember) -> ActHeads:
    """How far the centre holds what this member sent: a seat that sent more sends it again."""
    revisions, head = centre.desk.heads(session.member, session.seat)
    return ActHeads(revisions=revisions, head=head, generation=house.generation)


class Telling:
    """Who is told of which evaluation."""

    def __init__(self, house: InHouse, centre: InCentre, session: InSession) -> None:
        self.centre = centre
        self._house = house
        self._session = session

    def page(self, since: int, *, asked: bool) -> FactPage:
        """Facts after a cursor that the member may be told now; `asked`: by a member who has all before it."""
        desk = self.centre.desk
        told = desk.told(self._session.member, since, BATCH_LIMIT, asked=asked)
        facts = tuple(WireFact(cursor=f.cursor, at=f.at, fact=f.fact) for f in told.facts)
        heads, seal = desk.standing(told.last, told.after)
        return FactPage(
            facts=facts, cursor=told.cursor, time=clock.stamp(), generation=self._house.generation,
            since=since, before=told.before, after=told.after, heads=heads, seal=seal, view=told.view,
        )  # fmt: skip


InTelling = Annotated[Telling, Depends()]


@router.get("/facts", dependencies=[InTurn])
def get_facts(telling: InTelling, since: Since = 0) -> FactPage:
    """Facts after a cursor that the member may be told now."""
    telling.centre.deadlines.look()
    return telling.page(since, asked=True)


@router.get("/facts/stream", response_class=StreamingResponse, responses={200: {"content": {"text/event-stream": {}}}})
async def stream_facts(
    request: Request,
    telling: InTelling,
    since: Since = 0,
    last_event_id: Annotated[int | None, Header(ge=0)] = None,
) -> StreamingResponse:
    """Server-sent events, whenever the record moved past the cursor asked for: its new cursor as `id` and, as `data`,
    the page (`FactPage`) that follows the last fact told on this stream; a long page is left to be asked for."""
    start = since if last_event_id is None else last_event_id
    return StreamingResponse(_events(request, telling, start), media_type="text/event-stream")


async def _events(request: Request, telling: Telling, since: int) -> AsyncIterator[str]:
    centre = telling.centre
    loop, moved = asyncio.get_running_loop(), asyncio.Event()
    unsubscribe = centre.desk.listen(lambda: loop.call_soon_threadsafe(moved.set))
    announced = held = since
    try:
        while not await request.is_disconnected():
            moved.clear()
            if centre.desk.cursor > announced:
                page = await run_in_threadpool(telling.page, held, asked=False)
                announced = page.cursor
                held = page.facts[-1].cursor if page.facts else held
                content = page.model_dump_json()
                data = content if len(content.encode()) <= EVENT_LIMIT else announced
                yield f"id: {announced}\nevent: facts\ndata: {data}\n\n"
                continue
            try:
                await asyncio.wait_for(moved.wait(), centre.settings.heartbeat_seconds)
            except TimeoutError:
                await run_in_threadpool(centre.deadlines.look)
                yield ": alive\n\n"
    finally:
        unsubscribe()
