"""The report: its state, its bytes, the signing turn, signed revisions, and the sheet for publication."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from seat_client.centre.errors import Refused
from seat_client.centre.routers.access import ByMember, InCentre, InSession
from seat_client.centre.routers.ranges import RANGED, ranged, span
from seat_client.wire.models import Digest, ReportState, Turn

LARGEST = 64 * 1024 * 1024  # bytes of a report; a real one has a few megabytes

router = APIRouter(tags=["report"])


@router.get("/report")
def get_report(centre: InCentre, session: InSession) -> ReportState:
    """Who has signed, and which revision is the newest."""
    return centre.report.state()


@router.get("/report/content", response_class=Response, responses=RANGED)
def get_report_content(request: Request, centre: InCentre, session: ByMember) -> Response:
    """The newest revision's bytes; `Range` is honoured, `ETag` is their SHA-256."""
    content = centre.report.content()
    asked = span(request, len(content), etag := hashlib.sha256(content).hexdigest())
    return ranged(asked, etag, iter([content[asked.start : asked.end]]))


@router.get("/report/publication", response_class=Response, responses={200: {"content": {"application/pdf": {}}}})
def get_publication(centre: InCentre, _session: InSession) -> Response:
    """The score sheet for publication, members by code; once the report is closed."""
    return Response(centre.report.publication(), media_type="application/pdf")


@router.post("/report/turn")
def post_turn(centre: InCentre, session: ByMember) -> Turn:
    """Ask for the turn to sign."""
    return centre.report.take_turn(session.member)


@router.put("/report/content", openapi_extra={"requestBody": {"content": {"application/pdf": {}}, "required": True}})
async def put_report_content(
    request: Request, centre: InCentre, session: ByMember, base: Annotated[Digest, Query()]
) -> ReportState:
    """Hand in the revision signed on `base`."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise Refused("report_revision_refused", reason="TooLarge")
    return await run_in_threadpool(centre.report.put, session.member, base, bytes(body))
