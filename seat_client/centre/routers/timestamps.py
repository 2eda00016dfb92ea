"""Time stamps (RFC 3161) by the centre's own authority."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from seat_client.centre.errors import TooLarge
from seat_client.centre.routers.access import InCentre, InSession
from seat_client.evidence.time_authority import LARGEST_REQUEST

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"

router = APIRouter(tags=["timestamps"])
_BODY = {"requestBody": {"content": {QUERY: {"schema": {"type": "string", "format": "binary"}}}, "required": True}}


@router.post(
    "/timestamps",
    response_class=Response,
    responses={200: {"content": {REPLY: {"schema": {"type": "string", "format": "binary"}}}}},
    openapi_extra=_BODY,
)
async def post_timestamp(request: Request, centre: InCentre, session: InSession) -> Response:
    """A token over the digest in the query, or the reason why there is none: a reply in either case."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_REQUEST:
            raise TooLarge("request_malformed", limit=LARGEST_REQUEST)
    return Response(await run_in_threadpool(centre.stamp, bytes(body)), media_type=REPLY)
