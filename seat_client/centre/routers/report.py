"""The report: its state, its bytes, the signing turn, signed revisions, and the clerk's desk."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from seat_client.centre.errors import Refused
from seat_client.centre.routers.access import ByClerk, InCentre, InSession
from seat_client.centre.routers.ranges import RANGED, ranged, span
from seat_client.wire.models import Digest, Identifier, Model, ReportState, Turn

LARGEST = 64 * 1024 * 1024  # bytes of a report; a real one has a few megabytes

router = APIRouter(tags=["report"])


class FactCount(Model):
    """How far the record has come."""

    cursor: int


class DeemRequest(Model):
    """The clerk's record that a member stayed silent past the deadline."""

    member: Identifier
    text: Annotated[str, Field(min_length=1, max_length=300)]


@router.get("/report")
def get_report(centre: InCentre, session: InSession) -> ReportState:
    """Who has signed, and which revision is the newest."""
    return centre.report.state()


@router.get("/report/content", response_class=Response, responses=RANGED)
def get_report_content(request: Request, centre: InCentre, session: InSession) -> Response:
    """The newest revision's bytes; `Range` is honoured, `ETag` is their SHA-256."""
    content = centre.report.content()
    asked = span(request, len(content), etag := hashlib.sha256(content).hexdigest())
    return ranged(asked, etag, iter([content[asked.start : asked.end]]))


@router.post("/report/turn")
def post_turn(centre: InCentre, session: InSession) -> Turn:
    """Ask for the turn to sign."""
    return centre.report.take_turn(session.member)


@router.put("/report/content", openapi_extra={"requestBody": {"content": {"application/pdf": {}}, "required": True}})
async def put_report_content(
    request: Request, centre: InCentre, session: InSession, base: Annotated[Digest, Query()]
) -> ReportState:
    """Hand in the revision signed on `base`."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise Refused("report_revision_refused", reason="TooLarge")
    return await run_in_threadpool(centre.report.put, session.member, base, bytes(body))


@router.post("/desk/deemed")
def post_deemed(centre: InCentre, _clerk: ByClerk, request: DeemRequest) -> ReportState:
    """Record deemed agreement; the centre's clerk alone."""
    return centre.report.deem(request.member, request.text)


class ExplanationRequest(Model):
    """A bidder's written explanation, relayed to the committee by the clerk."""

    flag: Annotated[str, Field(min_length=1, max_length=200)]
    text: Annotated[str, Field(min_length=1, max_length=2000)]


@router.post("/desk/explanations")
def post_explanation(centre: InCentre, _clerk: ByClerk, request: ExplanationRequest) -> FactCount:
    """Record a bidder's explanation of a flagged price; the centre's clerk alone."""
    centre.desk.explain(request.flag, request.text)
    return FactCount(cursor=centre.desk.cursor)
