"""The centre as an application: routers under one prefix, every refusal as a Problem."""

import json
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from seat_client.centre.body_limit import BodyLimit
from seat_client.centre.centre import Centre
from seat_client.centre.errors import CentreError
from seat_client.centre.routers import documents, reception, record, report, timestamps
from seat_client.wire import CONTRACT, PREFIX
from seat_client.wire.models import Problem

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem} for status in (400, 401, 403, 404, 409, 413, 422)
}


def application(centre: Centre | None) -> FastAPI:
    """The application; without a centre it only describes itself (the contract file is made from it)."""
    app = FastAPI(title="Seat centre contract", version=CONTRACT, docs_url=None, redoc_url=None)
    app.state.centre = centre
    for router in (reception.router, record.router, documents.router, report.router, timestamps.router):
        app.include_router(router, prefix=PREFIX, responses=_PROBLEMS)
    app.add_exception_handler(CentreError, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _not_served)
    app.add_middleware(BodyLimit)
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


def contract_text() -> str:
    """The contract file's text."""
    return json.dumps(application(None).openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
