"""The gate: where seats are enrolled, only a line that a seat's certificate has opened is served.

Whether the certificate is of the centre's own authority is judged before, when the line is opened; its end and its
revocation are judged here, for only an answer can say in words what is wrong.
"""

import time

from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from seat_client.centre.enrolment import Enrolment
from seat_client.centre.errors import CentreError, Forbidden
from seat_client.wire import PREFIX
from seat_client.wire.models import Problem

CERTIFICATE = "seat_certificate"  # where the server leaves the line's certificate (DER), in the scope's state
SEAT = "seat"  # where the gate leaves the seat it names
PAGES = "/desk"  # the desk's pages, which judge the certificates of their own people
RECENT_SECONDS = 2.0  # so long a revocation may take to be noticed on an open line
_OPEN = (f"{PREFIX}/centre", f"{PREFIX}/enrolment", f"{PREFIX}/enrolment/authority")


class Gate:
    """Looks at every request's line; `enrolled_only` False lets lines without a certificate pass."""

    def __init__(self, app: ASGIApp, *, enrolment: Enrolment, enrolled_only: bool) -> None:
        self._app = app
        self._enrolment = enrolment
        self._enrolled_only = enrolled_only
        self._recent: dict[bytes, tuple[str, float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            scope.setdefault("state", {})[SEAT] = await self._seat(scope)
        except CentreError as refused:
            problem = Problem(code=refused.code, facts=refused.facts)
            await JSONResponse(problem.model_dump(), refused.status)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _seat(self, scope: Scope) -> str:
        certificate = scope.get("state", {}).get(CERTIFICATE)
        if scope["path"] in _OPEN or scope["path"] == PAGES or scope["path"].startswith(f"{PAGES}/"):
            return ""
        if certificate is None:
            if self._enrolled_only:
                raise Forbidden("seat_certificate_missing")
            return ""
        seat, looked = self._recent.get(certificate, ("", 0.0))
        if not seat or time.monotonic() - looked > RECENT_SECONDS:
            self._recent.pop(certificate, None)
            seat = await run_in_threadpool(self._enrolment.check, certificate)
            self._recent[certificate] = (seat, time.monotonic())
        return seat
