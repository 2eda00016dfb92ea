"""Acts in, facts out: a batch with idempotency keys, pages by cursor, and a stream that says how far it is."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from seat_client.centre import clock
from seat_client.centre.centre import Centre
from seat_client.centre.errors import Conflict
from seat_client.centre.routers.access import ByMember, InCentre, InHouse, InSession
from seat_client.domain.events import RecordedFact
from seat_client.wire import BATCH_LIMIT
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


@router.get("/facts")
def get_facts(house: InHouse, centre: InCentre, session: InSession, since: Since = 0) -> FactPage:
    """Facts after a cursor that the member may be told now."""
    centre.deadlines.look()
    told, view = centre.desk.told(session.member, since, BATCH_LIMIT)
    facts = tuple(_wire(f) for f in told)
    last = facts[-1].cursor if facts else min(since, centre.desk.cursor)
    before, after = centre.desk.digests(since, last)
    heads, seal = centre.desk.standing(last)
    return FactPage(
        facts=facts, cursor=centre.desk.cursor, time=clock.stamp(), generation=house.generation,
        before=before, after=after, heads=heads, seal=seal, view=view,
    )  # fmt: skip


@router.get("/facts/stream", response_class=StreamingResponse, responses={200: {"content": {"text/event-stream": {}}}})
async def stream_facts(
    request: Request,
    centre: InCentre,
    session: InSession,
    since: Since = 0,
    last_event_id: Annotated[int | None, Header(ge=0)] = None,
) -> StreamingResponse:
    """Server-sent events: the cursor whenever it moved past the one asked for."""
    start = since if last_event_id is None else last_event_id
    return StreamingResponse(_cursors(request, centre, start), media_type="text/event-stream")


async def _cursors(request: Request, centre: Centre, since: int) -> AsyncIterator[str]:
    loop, moved = asyncio.get_running_loop(), asyncio.Event()
    unsubscribe = centre.desk.listen(lambda: loop.call_soon_threadsafe(moved.set))
    sent = since
    try:
        while not await request.is_disconnected():
            moved.clear()
            if centre.desk.cursor > sent:
                sent = centre.desk.cursor
                yield f"id: {sent}\nevent: facts\ndata: {sent}\n\n"
                continue
            try:
                await asyncio.wait_for(moved.wait(), centre.settings.heartbeat_seconds)
            except TimeoutError:
                await run_in_threadpool(centre.deadlines.look)
                yield ": alive\n\n"
    finally:
        unsubscribe()


def _wire(fact: RecordedFact) -> WireFact:
    return WireFact(cursor=fact.cursor, at=fact.at, fact=fact.fact)
