"""A small centre on loopback: speaks the contract from memory, takes every act, and fails on order.

It keeps the rules of delivery (known ids, revisions, the chain, refusals on record) and none of the evaluation.
What it is to do wrong stands in `faults`, one for each request it meets.
"""

import json
import socket
import ssl
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pydantic import ValidationError

from seat_client.domain.events import SheetLocked
from seat_client.domain.stages import StageId
from seat_client.evidence.envelope import GENESIS, timestamp
from seat_client.wire import BATCH_LIMIT, CONTRACT
from seat_client.wire.models import (
    ActBatch,
    ActEnvelope,
    ActOutcome,
    ActOutcomes,
    CentreInfo,
    Challenge,
    FactPage,
    Model,
    Problem,
    ReportState,
    Session,
    SessionRequest,
    Turn,
    WireFact,
)

TOKEN = "token-of-a-test"
DIGEST = "ab" * 32


class Die(Exception):
    """The centre drops the line."""


@dataclass
class Record:
    """What the centre holds, and what it is to do wrong."""

    acts: list[ActEnvelope] = field(default_factory=list)
    outcomes: dict[str, ActOutcome] = field(default_factory=dict)
    facts: list[WireFact] = field(default_factory=list)
    documents: dict[str, bytes] = field(default_factory=dict)
    faults: deque[tuple[str, str]] = field(default_factory=deque)  # (path it waits for, what to do)
    refuse: Callable[[ActEnvelope], Problem | None] = lambda _: None
    ahead: timedelta = timedelta()
    posts: int = 0
    seen: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    contract: str = CONTRACT
    time: str = ""  # what the centre calls now, when it is to say something odd
    since: Callable[[int], int] = lambda since: since
    strange: bool = False  # answer for other acts than were asked about
    moved: threading.Condition = field(default_factory=threading.Condition)

    def add_fact(self, member: str) -> int:
        with self.moved:
            cursor = len(self.facts) + 1
            fact = SheetLocked(member, StageId.TECHNICAL)
            self.facts.append(WireFact(cursor=cursor, at="2026-11-22T08:00:00Z", fact=fact))
            self.moved.notify_all()
        return cursor

    def take(self, act: ActEnvelope) -> ActOutcome:
        known = self.outcomes.get(act.id)
        if known is not None:
            return known
        last = max((a.rev for a in self.acts if (a.member, a.aggregate) == (act.member, act.aggregate)), default=0)
        if act.rev <= last:
            return ActOutcome(id=act.id, state="conflict", problem=Problem(code="revision_taken"))
        head = self.acts[-1].hash if self.acts else GENESIS
        if act.rev > last + 1 or act.prev not in (GENESIS, head):
            return ActOutcome(id=act.id, state="gap")
        problem = self.refuse(act)
        state = "refused" if problem else "accepted"
        outcome = ActOutcome(id=act.id, state=state, problem=problem, receipt="0 of-the-small-centre")
        self.acts.append(act)
        self.outcomes[act.id] = outcome
        return outcome

    def fault(self, path: str) -> str:
        if self.faults and path.startswith(self.faults[0][0]):
            return self.faults.popleft()[1]
        return ""


class SmallCentre:
    """The record behind a socket; can be stopped and started again on the same port."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.record = Record()
        self._tls = tls
        self._port = 0
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None
        self._lines: set[socket.socket] = set()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._port}"

    def start(self) -> None:
        centre = self

        class Bound(_Handler):
            small = centre

        self._server = _Server(("127.0.0.1", self._port), Bound)
        self._port = self._server.server_address[1]
        if self._tls is not None:
            self._server.socket = self._tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def stop(self) -> None:
        """Gone: the port refuses, and lines that were open are cut."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        with self.lock:
            for line in self._lines:
                cut(line)
        with self.record.moved:
            self.record.moved.notify_all()
        self._server = self._thread = None

    def hold(self, line: socket.socket, *, open_now: bool) -> None:
        with self.lock:
            (self._lines.add if open_now else self._lines.discard)(line)

    @property
    def running(self) -> bool:
        return self._server is not None

    def __enter__(self) -> "SmallCentre":
        self.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop()


def cut(line: socket.socket) -> None:
    """End a line so that its peer notices at once."""
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Cut lines are what the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    small: SmallCentre
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 30

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""

    def setup(self) -> None:
        super().setup()
        self.small.hold(self.connection, open_now=True)

    def finish(self) -> None:
        self.small.hold(self.connection, open_now=False)
        super().finish()

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    # --- dispatch -----------------------------------------------------------------------------------

    def _serve(self) -> None:
        record = self.small.record
        parts = urlsplit(self.path)
        path = parts.path.removeprefix("/v0")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with self.small.lock:
            record.seen.append((self.command, self.path, dict(self.headers)))
            fault = record.fault(path)
        try:
            self._answer(path, {k: v[0] for k, v in parse_qs(parts.query).items()}, body, fault)
        except (Die, OSError):
            self.close_connection = True
            cut(self.connection)

    def _answer(self, path: str, query: dict[str, str], body: bytes, fault: str) -> None:
        if fault == "die-before":
            raise Die
        if fault == "portal":
            self._send(b"<html>please log in</html>", kind="text/html")
        elif fault == "garbled":
            self._send(b'{"facts": 7}')
        elif fault == "plain-404":
            self._send(b'{"detail": "Not Found"}', 404)
        elif fault.isdigit():
            self._json(Problem(code="told_by_test", facts={"status": int(fault)}), int(fault))
        elif path not in ("/centre", "/challenges", "/sessions") and not self._signed_in():
            self._json(Problem(code="not_signed_in"), 401)
        elif path == "/acts":
            self._batch(body, fault)
        elif path == "/facts/stream":
            self._stream(int(self.headers.get("Last-Event-ID", query["since"])), fault.removeprefix("say-"))
        elif path.startswith("/documents/"):
            self._document(path.removeprefix("/documents/"), fault)
        else:
            self._json(self._plain(path, query, body))

    def _signed_in(self) -> bool:
        return self.headers.get("Authorization") == f"Bearer {TOKEN}"

    def _plain(self, path: str, query: dict[str, str], body: bytes) -> Model:
        record = self.small.record
        now = timestamp(datetime.now(UTC) + record.ahead)
        state = ReportState(digest=DIGEST, size=3, signed={}, deemed={}, closed=False)
        answers: dict[str, Callable[[], Model]] = {
            "/centre": lambda: CentreInfo(name="Small", contract=record.contract, practice=True, time=now),
            "/challenges": lambda: Challenge(id="c1", seat=json.loads(body)["seat"], nonce=DIGEST, expires=now),
            "/sessions": lambda: self._open(SessionRequest.model_validate_json(body)),
            "/facts": lambda: self._page(int(query["since"]), now),
            "/report": lambda: state,
            "/report/turn": lambda: Turn(granted=True, holder="E1", until=now, digest=DIGEST),
            "/report/content": lambda: state.model_copy(update={"size": len(body), "digest": query["base"]}),
        }
        return answers[path]()

    def _open(self, request: SessionRequest) -> Session:
        return Session(token=TOKEN, member="E1", project=request.challenge, factors=("key",))

    def _page(self, since: int, now: str) -> FactPage:
        with self.small.record.moved:
            facts = self.small.record.facts
            begin = self.small.record.since(since)
            time = self.small.record.time or now
            some = tuple(facts[begin : begin + BATCH_LIMIT])
            return FactPage(facts=some, cursor=len(facts), time=time, since=since)

    # --- acts, stream, documents ----------------------------------------------------------------------

    def _batch(self, body: bytes, fault: str) -> None:
        try:
            batch = ActBatch.model_validate_json(body)
        except ValidationError:
            self._json(Problem(code="request_malformed"), 422)
        else:
            self._acts(batch, fault)

    def _acts(self, batch: ActBatch, fault: str) -> None:
        record = self.small.record
        with self.small.lock:
            record.posts += 1
            outcomes = tuple(record.take(act) for act in batch.acts)
        if record.strange:
            outcomes = (ActOutcome(id="0" * 36, state="accepted"),)
        if fault == "die-after":
            raise Die
        self._json(ActOutcomes(outcomes=outcomes, cursor=len(record.facts)))

    def _stream(self, since: int, first: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        record = self.small.record
        self._chunk(first or ": hello\n\n")
        while self.small.running:
            with record.moved:
                if len(record.facts) <= since and self.small.running:
                    record.moved.wait(1)
                now = len(record.facts)
            page = self._page(since, timestamp(datetime.now(UTC) + record.ahead)).model_dump_json()
            self._chunk(f"id: {now}\nevent: facts\ndata: {page}\n\n" if now > since else ": alive\n\n")
            since = now
        raise Die

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def _document(self, document: str, fault: str) -> None:
        content = self.small.record.documents[document]
        wanted = self.headers.get("Range", "")
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and fault != "ignore-range" else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Type", "application/pdf")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        if fault.startswith("cut-after-"):
            self.wfile.write(content[start : start + int(fault.removeprefix("cut-after-"))])
            raise Die
        self.wfile.write(content[start:])

    # --- forms of answer ------------------------------------------------------------------------------

    def _json(self, model: Model, status: int = 200) -> None:
        self._send(model.model_dump_json().encode(), status)

    def _send(self, content: bytes, status: int = 200, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
