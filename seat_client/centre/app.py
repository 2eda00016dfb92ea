"""The centre as an application: routers under one prefix, every refusal as a Problem."""

import asyncio
import json
import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from seat_client.centre.body_limit import BodyLimit
from seat_client.centre.centre import Centre
from seat_client.centre.errors import Busy, CentreError
from seat_client.centre.gate import PAGES, Gate
from seat_client.centre.house import House
from seat_client.centre.routers import (
    bids,
    conference,
    desk,
    documents,
    enrolment,
    identity,
    journal,
    presence,
    reception,
    record,
    report,
    seats,
    timestamps,
)
from seat_client.wire import CONTRACT, PREFIX
from seat_client.wire.models import Problem

log = logging.getLogger(__name__)

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem} for status in (400, 401, 403, 404, 405, 409, 413, 422, 503)
}


def application(served: House | Centre | None, *, pages: bool = False) -> FastAPI:
    """The application of a house, or of a house around one centre; of nothing, it only describes itself (the contract
    file is made from it). `pages` adds those of the desk for the centre's own people, which need the extra `centre`."""
    house = House.around(served) if isinstance(served, Centre) else served
    app = FastAPI(title="Seat centre contract", version=CONTRACT, docs_url=None, redoc_url=None)
    app.state.house = house
    app.state.arrivals = asyncio.Semaphore()
    for router in (
        reception.router,
        enrolment.router,
        identity.router,
        record.router,
        journal.router,
        documents.router,
        bids.router,
        report.router,
        desk.router,
        presence.router,
        conference.router,
        seats.router,
        timestamps.router,
    ):
        app.include_router(router, prefix=PREFIX, responses=_PROBLEMS)
    app.add_exception_handler(CentreError, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _not_served)
    app.add_exception_handler(DBAPIError, _database_failed)
    app.add_middleware(BodyLimit)
    if house is not None and pages:
        from seat_client.centre.desk_pages.site import desk_site

        app.mount(PAGES, desk_site(house))
    if house is not None:
        app.add_middleware(Gate, enrolment=house.enrolment, enrolled_only=house.settings.enrolled_only)
    return app


async def _refused(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, CentreError):
        raise error
    return JSONResponse(Problem(code=error.code, facts=error.facts).model_dump(), error.status)


async def _malformed(_request: Request, error: Exception) -> JSONResponse:
    """Where the request broke the contract; never what it held."""
    if not isinstance(error, RequestValidationError):
        raise error
    places = [".".join(str(p) for p in e["loc"]) for e in error.errors()]
    where = ", ".join(places)[:300].encode("ascii", "backslashreplace").decode()  # a key may be no valid text
    facts: dict[str, str | int] = {"where": where}
    return JSONResponse(Problem(code="request_malformed", facts=facts).model_dump(), 422)


async def _not_served(_request: Request, error: Exception) -> JSONResponse:
    """An unknown path or method, or a body that is no JSON."""
    if not isinstance(error, HTTPException):
        raise error
    return JSONResponse(Problem(code="request_malformed").model_dump(), error.status_code)


async def _database_failed(_request: Request, error: Exception) -> JSONResponse:
    """Locked, full or gone: nothing was taken; the seat keeps what it has and comes again."""
    log.error("the database failed: %s", type(getattr(error, "orig", None) or error).__name__)
    return await _refused(_request, Busy("centre_busy"))


def contract_text() -> str:
    """The contract file's text."""
    return json.dumps(application(None).openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
