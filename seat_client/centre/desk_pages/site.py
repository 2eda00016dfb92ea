"""The desk's pages as an application to be mounted: who asks, may they, what they get, and every act in the journal.

No page needs a script; the one there is reloads a page when something changed. The browser is told to load nothing
else (Content-Security-Policy), to keep nothing, and to show the pages in no frame.
"""

import asyncio
import hashlib
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Mapping
from typing import Any

import jinja2
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import resources
from seat_client.centre import clock
from seat_client.centre.desk_log import DeskLog
from seat_client.centre.desk_pages.acts import ACTS, Done, ProjectRefused, export
from seat_client.centre.desk_pages.forms import Tokens, read_form
from seat_client.centre.desk_pages.labels import LABELS
from seat_client.centre.desk_pages.roles import may
from seat_client.centre.desk_pages.staff import NOBODY, Person, Staff
from seat_client.centre.desk_pages.style import stylesheet
from seat_client.centre.desk_pages.views import VIEWS, Seen, allocation_document, heard
from seat_client.centre.desk_pages.words import LANGUAGES, Words
from seat_client.centre.errors import Busy, CentreError, Forbidden
from seat_client.centre.gate import CERTIFICATE, PAGES
from seat_client.centre.house import House
from seat_client.domain.reading import is_identifier

log = logging.getLogger(__name__)

REQUESTS, WITHIN = 240, 60.0  # of one person, in seconds
ACTS_WITHIN = 40  # of these, forms
NEWS_SECONDS = 2.0
TICK_SECONDS = 30.0  # so old may a running clock on a page be
STREAMS = 12  # of news for one person; one more ends the oldest, whose page may have gone long ago
HEADERS = (
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
     "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"), ("Cache-Control", "no-store"),
    ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"), ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
)  # fmt: skip


def desk_site(house: House) -> ASGIApp:
    """The application; to be mounted at `gate.PAGES`."""
    return _Guarded(_Site(house).application())


class _Guarded:
    """Every answer carries the headers that keep a browser from doing anything else with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *((k.lower().encode(), v.encode()) for k, v in HEADERS)]
            await send(message)

        await self._app(scope, receive, guarded)


class _Pace:
    """How often each person asked of late, in this process."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str], deque[float]] = {}

    def check(self, person: str, kind: str, most: int) -> None:
        """Count one request; raises Busy when there were too many."""
        now = time.monotonic()
        asked = self._asked.setdefault((person, kind), deque(maxlen=most))
        while asked and asked[0] < now - WITHIN:
            asked.popleft()
        if len(asked) >= most:
            raise TooFast("too_fast", seconds=int(asked[0] + WITHIN - now) + 1)
        asked.append(now)


class TooFast(CentreError):
    status = 429


class _Site:
    """The pages of one house."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._staff, self._log = Staff(house.storage), DeskLog(house.storage)
        self._tokens = Tokens(house.storage, house.settings.data)
        self._pace = _Pace()
        self._streams: dict[str, list[object]] = {}
        self._seen = (0.0, "")  # when the house was looked at last, for whichever stream, and how it was
        self._style = stylesheet().encode()
        self._script, self._icon = (resources.path("desk", name).read_bytes() for name in ("news.js", "icon.svg"))
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(resources.path("desk")), autoescape=True, undefined=jinja2.StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._templates.filters["local"] = lambda stamped: f"{clock.local(stamped):%Y-%m-%d %H:%M}" if stamped else ""
        self._templates.filters["second"] = lambda stamped: f"{clock.local(stamped):%m-%d %H:%M:%S}" if stamped else ""

    def application(self) -> Starlette:
        routes = [
            Route("/style.css", self._styled),
            Route("/news.js", self._scripted),
            Route("/icon.svg", self._drawn),
            Route("/news", self._news),
            Route("/allocation.json", self._allocation),
            Route("/archive/{evaluation}.zip", self._export),
            Route("/help/{seat}.jpg", self._sight),
            Route("/act/{act}", self._act, methods=["POST"]),
            Route("/", self._page),
            Route("/{page}", self._page),
        ]
        return Starlette(routes=routes)

    # --- pages ----------------------------------------------------------------------------------

    async def _page(self, request: Request) -> Response:
        page = request.path_params.get("page", "today")
        try:
            person = await self._enter(request, page)
            if page not in VIEWS:
                raise _Unknown("page_unknown")
            look = await self._look()  # before the page is gathered: what changes meanwhile is news to it
            seen = Seen(self._house, person, self._log, request.query_params)
            shown = await run_in_threadpool(VIEWS[page], seen)
            return await self._render(request, person, page, {**shown, "look": look})
        except CentreError as refused:
            return await self._refused(request, f"view {page}", refused)
        except DBAPIError as failed:
            return await self._failed(request, failed)

    async def _enter(self, request: Request, right: str, *, act: bool = False) -> Person:
        """Who asks, when they may; raises Forbidden, TooFast."""
        certificate = request.scope.get("state", {}).get(CERTIFICATE)
        person = await run_in_threadpool(self._staff.find, certificate)
        request.scope["desk.person"] = person
        self._pace.check(person.id, "request", REQUESTS)
        if act:
            self._pace.check(person.id, "act", ACTS_WITHIN)
        known = right in VIEWS or right in ACTS
        if known and not may(person.role, right):
            raise Forbidden("role_missing", role=person.role)
        return person

    async def _render(
        self, request: Request, person: Person, page: str, shown: Mapping[str, Any], *, status: int = 200
    ) -> Response:
        words = self._words(request)
        context = {
            "t": words, "say": words.sentence, "person": person, "page": page, "base": PAGES, "now": clock.stamp(),
            "house": self._house.settings, "may": lambda right: may(person.role, right),
            "token": lambda: self._tokens.make(person.id), "pages": [p for p in VIEWS if may(person.role, p)],
            "said": None, "refusal": None, "faults": (), "shown": {}, "look": "", **LABELS, **shown,
            "done": request.query_params.get("done") if request.query_params.get("done") in ACTS else None,
        }  # fmt: skip
        text = await run_in_threadpool(self._templates.get_template(f"{page}.html").render, context)
        answer = Response(text, status, media_type="text/html; charset=utf-8")
        if request.query_params.get("lang") in LANGUAGES:
            answer.set_cookie(
                "lang", request.query_params["lang"], max_age=10**7, path=PAGES, secure=True, httponly=True,
                samesite="strict",
            )  # fmt: skip
        return answer

    def _words(self, request: Request) -> Words:
        asked = request.query_params.get("lang") or request.cookies.get("lang", "")
        return Words(next((known for known in LANGUAGES if known == asked), LANGUAGES[0]))

    # --- acts -----------------------------------------------------------------------------------

    async def _act(self, request: Request) -> Response:
        act = request.path_params["act"]
        rule = ACTS.get(act)
        try:
            person = await self._enter(request, act, act=True)
            if rule is None:
                raise _Unknown("page_unknown")
            async with read_form(request, upload=rule.upload) as form:
                await run_in_threadpool(self._tokens.take, person.id, form.fields.get("token", ""))
                done = await run_in_threadpool(rule.do, self._house, person, form)
            await run_in_threadpool(self._log.note, person.id, person.role, act, done.subject)
        except CentreError as refused:
            return await self._refused(request, act, refused, back=rule.page if rule is not None else "today")
        except DBAPIError as failed:
            return await self._failed(request, failed)
        return await self._answered(request, person, act, rule.page, done)

    async def _answered(self, request: Request, person: Person, act: str, page: str, done: Done) -> Response:
        """A file, or the page again with what was done; what is shown once is not to be had by reloading."""
        if done.file is not None:
            return _download(*done.file, "application/json")
        if done.shown:
            shown = await run_in_threadpool(VIEWS[page], Seen(self._house, person, self._log, {}))
            return await self._render(request, person, page, {**shown, "said": act, "shown": done.shown})
        return RedirectResponse(f"{PAGES}/{page}?done={act}", 303)

    async def _refused(self, request: Request, act: str, refused: CentreError, *, back: str = "") -> Response:
        """A page that says why; put on record whoever tried."""
        person = request.scope.get("desk.person")
        who, role = (person.id, str(person.role)) if person is not None else (NOBODY, NOBODY)
        log.info("desk: %s refused: %s", "act" if back else "page", refused.code)
        if person is not None or self._unknown_may_be_noted():
            facts = ", ".join(f"{k}={v}" for k, v in refused.facts.items())
            await run_in_threadpool(self._log.note, who, role, act[:40], facts, refused.code)
        words = self._words(request)
        if person is None:
            text = self._templates.get_template("stranger.html").render(t=words, say=words.sentence, refusal=refused)
            return Response(text, 401, media_type="text/html; charset=utf-8")
        faults = refused.faults if isinstance(refused, ProjectRefused) else ()
        shown = {"refusal": refused, "faults": faults, "back": back or "today"}
        return await self._render(request, person, "refused", shown, status=refused.status)

    def _unknown_may_be_noted(self) -> bool:
        """Whoever has no certificate may fill no journal."""
        try:
            self._pace.check(NOBODY, "note", 10)
        except TooFast:
            return False
        return True

    async def _failed(self, request: Request, failed: DBAPIError) -> Response:
        log.error("the database failed: %s", type(failed.orig or failed).__name__)
        words, refused = self._words(request), Busy("centre_busy")
        text = self._templates.get_template("stranger.html").render(t=words, say=words.sentence, refusal=refused)
        return Response(text, refused.status, media_type="text/html; charset=utf-8")

    # --- files ----------------------------------------------------------------------------------

    async def _allocation(self, request: Request) -> Response:
        try:
            await self._enter(request, "draws")
            return _download("allocation.json", await run_in_threadpool(allocation_document, self._house),
                             "application/json")  # fmt: skip
        except CentreError as refused:
            return await self._refused(request, "view allocation", refused)

    async def _export(self, request: Request) -> Response:
        evaluation = request.path_params["evaluation"]
        try:
            person = await self._enter(request, "archive")
            if not is_identifier(evaluation):
                raise _Unknown("page_unknown")
            content = await run_in_threadpool(export, self._house, evaluation)
            said = f"{evaluation}: {hashlib.sha256(content).hexdigest()}"
            await run_in_threadpool(self._log.note, person.id, person.role, "export", said)
            return _download(f"evaluation-{evaluation}.zip", content, "application/zip")
        except CentreError as refused:
            return await self._refused(request, "export", refused)

    async def _sight(self, request: Request) -> Response:
        """The picture of the page that is open at a seat which is helped."""
        try:
            await self._enter(request, "help")
            content = await run_in_threadpool(self._house.help.picture, request.path_params["seat"])
            return Response(content, media_type="image/jpeg")
        except CentreError as refused:
            return await self._refused(request, "view picture", refused)

    async def _styled(self, _: Request) -> Response:
        return Response(self._style, media_type="text/css")

    async def _scripted(self, _: Request) -> Response:
        return Response(self._script, media_type="text/javascript")

    async def _drawn(self, _: Request) -> Response:
        return Response(self._icon, media_type="image/svg+xml")

    # --- news -----------------------------------------------------------------------------------

    async def _news(self, request: Request) -> Response:
        try:
            person = await self._enter(request, "today")
        except CentreError as refused:
            return Response(refused.code, refused.status, media_type="text/plain")
        return StreamingResponse(self._told(request, person), media_type="text/event-stream")

    async def _told(self, request: Request, person: Person) -> AsyncIterator[str]:
        """An event whenever the house looks different from what the page showed (`look`), and one every so often for
        the clocks on it."""
        own, mine = object(), self._streams.setdefault(person.id, [])
        mine.append(own)
        del mine[:-STREAMS]
        try:
            seen, ticked = request.query_params.get("look") or await self._look(), time.monotonic()
            yield ": here\n\n"
            while own in mine and not await request.is_disconnected():
                await asyncio.sleep(NEWS_SECONDS)
                now = await self._look()
                if now != seen or time.monotonic() - ticked > TICK_SECONDS:
                    seen, ticked = now, time.monotonic()
                    yield "event: news\ndata: \n\n"
                else:
                    yield ": alive\n\n"
        finally:
            if own in mine:
                mine.remove(own)

    async def _look(self) -> str:
        """How the house looks; what another stream has seen this moment will do."""
        if time.monotonic() - self._seen[0] > NEWS_SECONDS / 2:
            self._seen = (time.monotonic(), await run_in_threadpool(self._looks))
        return self._seen[1]

    def _looks(self) -> str:
        """What changes when anything that a page shows does."""
        house = self._house
        told = [
            sorted(house.storage.cursors().items()), house.seats.all(), house.draws.all(), house.escrow.all(),
            [(r.seat, r.place, r.out_of_order, r.accepted) for r in house.seating.plan()], house.seating.waiting(),
            [event.seq for event in self._log.newest(1)], [heard(c.meeting.watched()) for c in house.all()],
            [(h.help, h.person, h.page, len(h.picture), h.picture[-64:], h.told, h.said) for h in house.help.all()],
        ]  # fmt: skip
        return hashlib.sha256(repr(told).encode()).hexdigest()


class _Unknown(CentreError):
    status = 404


def _download(name: str, content: bytes, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)
