"""No request of the contract but a signed report is large: a bigger one is refused before it fills the memory."""

from contextlib import suppress

from fastapi.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from seat_client.centre.gate import PAGES
from seat_client.wire.models import Problem

JSON_LIMIT = 4 * 1024 * 1024  # bytes; a full batch of acts has some hundred thousand


class _TooLarge(Exception):
    """The body went past the limit."""


class BodyLimit:
    """Counts what arrives, whatever its length header says; a PDF is counted by its own endpoint, a form of the desk
    by its reader."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _is_pdf(scope) or scope["path"].startswith(f"{PAGES}/act/"):
            await self._app(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > JSON_LIMIT:
                raise _TooLarge
            return message

        async def answered(message: Message) -> None:
            if received <= JSON_LIMIT:  # else the application would explain the error we raised as bad JSON
                await send(message)

        with suppress(_TooLarge):
            await self._app(scope, counted, answered)
        if received > JSON_LIMIT:
            problem = Problem(code="request_malformed", facts={"limit": JSON_LIMIT})
            await JSONResponse(problem.model_dump(), 413)(scope, receive, send)


def _is_pdf(scope: Scope) -> bool:
    return (b"content-type", b"application/pdf") in scope["headers"] and scope["method"] == "PUT"
