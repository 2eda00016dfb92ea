"""Simulated seats for the benchmark of the centre: many in one process, light, paced like people.

The load is open: when a seat acts was drawn beforehand, and an answer is timed from that moment on, so a centre that
falls behind shows it. What is sent is made before the clock runs. A seat does what the real one does: it pushes over
a line it keeps, listens on another, takes the pages that come there, and fetches one that does not follow.
"""

import asyncio
import base64
import hashlib
import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import canonical
from seat_client.evidence.declarations import sign_in_challenge
from seat_client.evidence.envelope import GENESIS, seal
from seat_client.evidence.journal import JournalKey
from seat_client.evidence.keys import SoftwareKey
from seat_client.evidence.sealing import DraftKey
from seat_client.wire import CONTRACT, PREFIX, RULES
from seat_client.wire.codec import body_to_json
from seat_client.wire.drafts import SealedEntry, sealed_aggregate, sealed_context

STAGE = StageId.TECHNICAL


class Line:
    """One kept HTTP/1.1 connection; a request at a time."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._address = parts.hostname, parts.port
        self._head = f"Host: {parts.netloc}\r\nContent-Type: application/json\r\n"
        self._turn = asyncio.Lock()
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self.token = ""

    async def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """(status, body)."""
        async with self._turn:
            try:
                return await self._ask(self._request(method, path, body))
            except (asyncio.IncompleteReadError, ConnectionError) as ended:
                if getattr(ended, "partial", b""):
                    raise
                self.close()  # the centre lets go of a line that was idle for long: a new one, as a seat does
                return await self._ask(self._request(method, path, body))

    async def _ask(self, request: bytes) -> tuple[int, bytes]:
        if self._writer is None:
            await self._open()
        assert self._writer is not None
        assert self._reader is not None
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(_header(head, b"content-length"))
        return int(head[9:12]), await self._reader.readexactly(length)

    async def listen(self, path: str) -> asyncio.StreamReader:
        """An open stream of events."""
        await self._open()
        assert self._writer is not None
        assert self._reader is not None
        self._writer.write(self._request("GET", path, b""))
        head = await self._reader.readuntil(b"\r\n\r\n")
        assert head[9:12] == b"200", head
        return self._reader

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection(*self._address)

    def _request(self, method: str, path: str, body: bytes) -> bytes:
        bearer = f"Authorization: Bearer {self.token}\r\n" if self.token else ""
        head = f"{method} {PREFIX}{path} HTTP/1.1\r\n{self._head}{bearer}Content-Length: {len(body)}\r\n\r\n"
        return head.encode() + body


def _header(head: bytes, name: bytes) -> bytes:
    for line in head.split(b"\r\n"):
        key, _, value = line.partition(b":")
        if key.lower() == name:
            return value.strip()
    raise ValueError(name.decode())


@dataclass
class Heard:
    """What one phase measured, in milliseconds."""

    pushes: list[float] = field(default_factory=list)  # score pushes, until the centre's answer
    fanouts: list[float] = field(default_factory=list)  # from sending a vote until a listening seat holds its fact
    joins: list[float] = field(default_factory=list)  # from the challenge to the open stream


class LoadSeat:
    """One member at a seat of one project."""

    def __init__(self, url: str, project: str, member: str, key: SoftwareKey) -> None:
        self._url = url
        self._project = project
        self.member = member
        self._key = key
        self._journal = JournalKey.new()
        self._sheet = DraftKey.new().sheet(project, member, str(STAGE), 0)
        self._head = GENESIS
        self._revisions: dict[str, int] = {}
        self._line = Line(url)
        self._stream = Line(url)
        self._reading: asyncio.Task[None] | None = None
        self.cursor = 0
        self.moved: dict[int, float] = {}  # when this seat held each fact

    # --- joining --------------------------------------------------------------------------------------

    async def join(self) -> None:
        """Sign in, fetch what a seat fetches, and listen."""
        challenge = json.loads(await self._post("/challenges", {"seat": self.member}))
        session = json.loads(await self._post("/sessions", self._answer(challenge)))
        self._line.token = self._stream.token = session["token"]
        await self._pull()
        reader = await self._stream.listen(f"/facts/stream?since={self.cursor}")
        self._reading = asyncio.create_task(self._listen(reader))

    async def leave(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
            self._reading = None
        self._stream.close()
        self._line.close()

    def _answer(self, challenge: dict[str, str]) -> dict[str, str]:
        document = sign_in_challenge(
            challenge["id"], challenge["seat"], challenge["nonce"], challenge["expires"], self._journal.public
        )
        signature = self._key.sign_digest(hashlib.sha256(canonical(document)).digest(), "sha256")
        return {
            "challenge": challenge["id"], "seat": self.member, "client_version": "load", "contract": CONTRACT,
            "rules": RULES, "certificate": base64.b64encode(self._key.certificate).decode(),
            "signature": base64.b64encode(signature).decode(), "journal_key": self._journal.public,
        }  # fmt: skip

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while True:
            line = await reader.readline()
            if not line:
                return
            if not line.startswith(b"data: "):
                continue
            told = json.loads(line[6:])
            if isinstance(told, dict) and told["since"] == self.cursor:
                self._take(told)
            elif (told["cursor"] if isinstance(told, dict) else told) > self.cursor:
                await self._pull()

    async def _pull(self) -> None:
        status, body = await self._line.ask("GET", f"/facts?since={self.cursor}")
        assert status == 200, body
        self._take(json.loads(body))

    def _take(self, page: dict[str, Any]) -> None:
        now = time.perf_counter()
        for fact in page["facts"]:
            self.moved[fact["cursor"]] = now
            self.cursor = fact["cursor"]

    # --- acts -----------------------------------------------------------------------------------------

    def score(self, code: str, criterion: str, value: str) -> bytes:
        """A batch with one entry, sealed as a seat seals it before the lock."""
        act = ev.EnterScore(code, criterion, value)
        aggregate = sealed_aggregate(str(STAGE), self._sheet.pseudonym(ev.aggregate_of(act)))
        box = self._sheet.seal(canonical(body_to_json(act)), sealed_context(self._project, self.member, aggregate))
        return self._batch(aggregate, body_to_json(SealedEntry(STAGE, self._sheet.commitment, box)))

    def vote(self, subject: str, item: str) -> bytes:
        act = ev.VotePreliminary(subject, item, True)
        return self._batch(ev.aggregate_of(act), body_to_json(act))

    def _batch(self, aggregate: str, body: dict[str, Any]) -> bytes:
        revision = self._revisions.get(aggregate, 0) + 1
        sealed = seal(
            self._head, project=self._project, seat=self.member, member=self.member, aggregate=aggregate, rev=revision,
            kind=body["kind"], body=body, at=datetime.now(UTC), key=self._journal,
        )  # fmt: skip
        self._head, self._revisions[aggregate] = sealed.hash, revision
        return json.dumps({"acts": [asdict(sealed)]}).encode()

    async def push(self, batch: bytes) -> int:
        """Send one act; gives the centre's cursor after it."""
        status, answer = await self._line.ask("POST", "/acts", batch)
        told = json.loads(answer)
        assert status == 200, told
        assert told["outcomes"][0]["state"] == "accepted", told
        return int(told["cursor"])

    async def _post(self, path: str, body: dict[str, str]) -> bytes:
        status, answer = await self._line.ask("POST", path, json.dumps(body).encode())
        assert status == 200, answer
        return answer


@dataclass(frozen=True)
class Act:
    """When in the phase, who, what; `fact`: the committee is told of it."""

    at: float
    seat: LoadSeat
    batch: bytes
    fact: bool


@dataclass
class LoadProject:
    """One project's seats, and what they will do: enter scores (`voting` False) or vote in the open review."""

    seats: list[LoadSeat]
    voting: bool
    cells: list[tuple[str, str]]
    _next: dict[str, int] = field(default_factory=dict)

    def acts(self, active: Sequence[LoadSeat], seconds: float, pace: float, chance: random.Random) -> list[Act]:
        """Acts of some seats in a phase so long: for each seat as a Poisson stream, `pace` seconds apart on average."""
        made = []
        for seat in active:
            moment = chance.expovariate(1 / pace)
            while moment < seconds:
                made.append(Act(moment, seat, self._batch(seat, chance), self.voting))
                moment += chance.expovariate(1 / pace)
        return made

    def _batch(self, seat: LoadSeat, chance: random.Random) -> bytes:
        number = self._next.get(seat.member, 0)
        self._next[seat.member] = number + 1
        if self.voting:
            return seat.vote(*self.cells[number])  # every cell once: a changed vote is not told
        return seat.score(*self.cells[number % len(self.cells)], f"{chance.randint(0, 40) / 10}")


async def play(acts: Sequence[Act], committees: dict[LoadSeat, Sequence[LoadSeat]], settle: float = 0.5) -> Heard:
    """Send every act, in the order of time, when it is due; `committees` says who listens to whose facts."""
    heard, told = Heard(), []
    began = time.perf_counter() + 0.05

    async def send(act: Act) -> None:
        due = began + act.at
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        cursor = await act.seat.push(act.batch)
        if act.fact:
            told.append((act, due, cursor))
        else:
            heard.pushes.append((time.perf_counter() - due) * 1e3)

    await asyncio.gather(*(send(act) for act in acts))
    await asyncio.sleep(settle)
    for act, due, cursor in told:
        for seat in committees[act.seat]:
            # The answer may tell a later cursor than that of the vote itself; then the seat is only timed for more.
            heard.fanouts.append(((await _held(seat, cursor)) - due) * 1e3)
    return heard


async def _held(seat: LoadSeat, cursor: int) -> float:
    """When the seat held the fact; raises TimeoutError for one it is never told of."""
    for _ in range(600):
        if cursor in seat.moved:
            return seat.moved[cursor]
        await asyncio.sleep(0.05)
    raise TimeoutError(f"fact {cursor} never reached {seat.member}")


async def join_at_once(seats: Sequence[LoadSeat], after: float) -> list[float]:
    """All of them sign in within the same moment; how long each took."""
    await asyncio.sleep(after)

    async def one(seat: LoadSeat) -> float:
        began = time.perf_counter()
        await seat.join()
        return (time.perf_counter() - began) * 1e3

    return list(await asyncio.gather(*(one(seat) for seat in seats)))
