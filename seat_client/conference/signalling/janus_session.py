"""A session with Janus over one WebSocket: requests with answers, events by handle, kept alive, taken up again.

The protocol is Janus's own (its documentation's "RESTful, WebSockets, ... API"), subprotocol `janus-protocol`.
Limits are `asyncio.timeout`: before Python 3.12 `wait_for` loses a cancellation that comes together with the answer
(https://github.com/python/cpython/issues/86296), and whoever leaves the call then waits for ever.
"""

import asyncio
import contextlib
import itertools
import json
import logging
import secrets
from collections.abc import Callable
from typing import Any, Final, cast

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from seat_client.conference.errors import LineLost, Refused
from seat_client.conference.messages import Refusal
from seat_client.conference.signalling.port import Access

logger = logging.getLogger(__name__)

CONNECT_WITHIN: Final = 1.5
ANSWER_WITHIN: Final = 4.0
GOODBYE_WITHIN: Final = 0.5
CLOSED_WITHIN: Final = 0.3
KEEP_ALIVE_EVERY: Final = 15.0
RECLAIM_FOR: Final = 25.0
"""Seconds a broken WebSocket is tried again before the line counts as lost; Janus keeps the session longer."""

RECLAIM_EVERY: Final = 0.3
LARGEST_MESSAGE: Final = 1 << 20

NO_SUCH_SESSION: Final = 458
_REFUSALS: Final[dict[int, Refusal]] = {
    403: "token",  # the core's: unauthorized request
    426: "room_gone",
    432: "room_full",
    433: "pin",
    436: "identity_in_use",
}
_PIN_MISSING: Final = 429
_UNAUTHORIZED: Final = 433

Event = dict[str, Any]


class JanusSession:
    """`on_lost` is called once, when the session is over for good; events of a handle go to its listener."""

    def __init__(self, access: Access) -> None:
        self._url, self._token = access.call_pass.url, access.call_pass.token
        self._address, self._trust = access.address, access.trust
        self.id = 0
        self.on_lost: Callable[[str], None] = lambda where: None
        self._socket: ClientConnection | None = None
        self._answers: dict[str, asyncio.Future[Event]] = {}
        self._listeners: dict[int, Callable[[Event], None]] = {}
        self._numbers = itertools.count(1)
        self._tasks: list[asyncio.Task[None]] = []
        self._claiming: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()

    async def open(self, resume: int = 0) -> None:
        """Connect and take over `resume`, or begin a new session. Raises LineLost, Refused."""
        await self._connect()
        self._ready.set()
        self._tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._keep_alive())]
        if resume and await self._claim(resume):
            self.id = resume
            await self.request({"janus": "destroy"})
            self.id = 0
        self.id = (await self.request({"janus": "create"}))["data"]["id"]

    async def attach(self, listener: Callable[[Event], None]) -> int:
        """A handle of the VideoRoom plugin."""
        answer = await self.request({"janus": "attach", "plugin": "janus.plugin.videoroom"})
        handle = int(answer["data"]["id"])
        self._listeners[handle] = listener
        return handle

    async def detach(self, handle: int) -> None:
        """Let go of a handle and its peer connection."""
        self._listeners.pop(handle, None)
        await self.request({"janus": "detach", "handle_id": handle})

    async def ask(self, handle: int, body: Event, jsep: Event | None = None) -> Event:
        """Send a request to the plugin and return its event. Raises Refused for the room's refusals, LineLost."""
        message: Event = {"janus": "message", "handle_id": handle, "body": body}
        if jsep is not None:
            message["jsep"] = jsep
        answer = await self.request(message)
        data = answer.get("plugindata", {}).get("data", {})
        if "error_code" in data:
            _refuse(int(data["error_code"]), str(data.get("error", "")))
        return answer

    async def request(self, message: Event) -> Event:
        """Send a request and wait for its answer, past mere acknowledgements. Raises LineLost, Refused."""
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                await self._ready.wait()
        except TimeoutError:
            raise LineLost("signalling") from None
        return await self._exchange(message)

    async def _exchange(self, message: Event) -> Event:
        transaction = f"{next(self._numbers)}-{secrets.token_hex(4)}"
        future = self._answers[transaction] = asyncio.get_running_loop().create_future()
        try:
            await self._send(message | {"transaction": transaction})
            async with asyncio.timeout(ANSWER_WITHIN):
                answer = await future
        except TimeoutError:
            raise LineLost("signalling") from None
        finally:
            self._answers.pop(transaction, None)
        if answer["janus"] == "error":
            _refuse(int(answer["error"]["code"]), str(answer["error"].get("reason", "")))
        return cast(Event, answer)

    async def close(self) -> None:
        """End the session with all its handles; never raises."""
        if self._socket is not None and self.id and self._ready.is_set():
            with contextlib.suppress(LineLost, Refused, TimeoutError):
                async with asyncio.timeout(GOODBYE_WITHIN):
                    await self.request({"janus": "destroy"})
        await self.abandon()

    async def abandon(self) -> None:
        """Let go of the socket and leave the session to be taken over."""
        tasks = [*self._tasks, *([self._claiming] if self._claiming else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._tasks = []
        if self._socket is not None:
            socket, self._socket = self._socket, None
            try:
                async with asyncio.timeout(CLOSED_WITHIN):
                    await socket.close()
            except TimeoutError:
                logger.debug("no goodbye from the server")
            finally:
                socket.transport.abort()

    # --- the socket -----------------------------------------------------------------------------------------------

    async def _connect(self) -> None:
        try:
            async with asyncio.timeout(CONNECT_WITHIN):
                self._socket = await connect(
                    self._url,
                    subprotocols=[Subprotocol("janus-protocol")],
                    ssl=self._trust if self._url.startswith("wss:") else None,
                    local_addr=(self._address, 0) if self._address else None,
                    proxy=None,
                    ping_interval=None,
                    close_timeout=0.3,
                    open_timeout=CONNECT_WITHIN,
                    max_size=LARGEST_MESSAGE,
                )
        except (OSError, TimeoutError, WebSocketException) as error:
            raise LineLost("signalling") from error

    async def _send(self, message: Event) -> None:
        if self._token:
            message["token"] = self._token
        if self.id:
            message["session_id"] = self.id
        if self._socket is None:
            raise LineLost("signalling")
        try:
            await self._socket.send(json.dumps(message))
        except (OSError, WebSocketException) as error:
            raise LineLost("signalling") from error

    async def _read(self) -> None:
        """Read for as long as there is a session; the answer to a claim after a reconnection too."""
        while True:
            with contextlib.suppress(OSError, WebSocketException):
                while self._socket is not None:
                    self._take(json.loads(await self._socket.recv()))
            self._ready.clear()
            if not await self._reconnect():
                self.on_lost("signalling")
                return
            self._claiming = asyncio.create_task(self._take_up())

    def _take(self, message: Event) -> None:
        future = self._answers.get(message.get("transaction", ""))
        if message.get("janus") == "ack":
            return
        if message.get("janus") == "timeout":
            self.on_lost("session")
        elif future is not None and not future.done():
            future.set_result(message)
        elif (listener := self._listeners.get(message.get("sender", 0))) is not None:
            listener(message)

    async def _reconnect(self) -> bool:
        deadline = asyncio.get_running_loop().time() + RECLAIM_FOR
        while self.id and asyncio.get_running_loop().time() < deadline:
            with contextlib.suppress(LineLost):
                await self._connect()
                return True
            await asyncio.sleep(RECLAIM_EVERY)
        return False

    async def _take_up(self) -> None:
        """Claim the session over the new WebSocket; its media went on meanwhile."""
        with contextlib.suppress(LineLost):
            if await self._claim(self.id):
                self._ready.set()
                return
        self.on_lost("session")

    async def _claim(self, session: int) -> bool:
        try:
            await self._exchange({"janus": "claim", "session_id": session})
        except Refused as refused:
            logger.info("session not taken over: %s", refused.detail)
            return False
        return True

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(KEEP_ALIVE_EVERY)
            if self.id and self._ready.is_set():
                with contextlib.suppress(LineLost, Refused):
                    await self.request({"janus": "keepalive"})


def _refuse(code: int, reason: str) -> None:
    if code == NO_SUCH_SESSION:
        raise Refused("signalling", code)
    if code == _PIN_MISSING:
        raise Refused("pin" if "pin" in reason.lower() else "signalling", code)
    if code == _UNAUTHORIZED and "allowed list" in reason:
        raise Refused("token", code)
    raise Refused(_REFUSALS.get(code, "signalling"), code)
