"""A control line to one Janus: requests to its VideoRoom plugin, and what it tells of the rooms that are watched.

Janus's own words are kept: session, handle, transaction, publisher, feed, mid. Its protocol:
https://janus.conf.meetecho.com/docs/rest.html and https://janus.conf.meetecho.com/docs/videoroom.html
"""

import itertools
import json
import queue
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from seat_client.centre.conference.errors import JanusGone, JanusRefused

PLUGIN = "janus.plugin.videoroom"
KEEP_ALIVE = 20  # seconds; Janus ends a session that is silent for `session_timeout`
ANSWER_SECONDS = 5.0
ROOM_EXISTS, NO_SUCH_ROOM, NO_SUCH_FEED, UNAUTHORIZED = 427, 426, 428, 433

Told = Callable[[int, Mapping[str, Any]], None]


class JanusLine:
    """One session over one WebSocket. Requests may come from several threads; `told(handle, data)` is called in the
    line's own thread with every event that answers nothing."""

    def __init__(self, url: str, *, told: Told = lambda _handle, _data: None) -> None:
        """Raises JanusGone when nobody answers at `url`."""
        self._told = told
        self._answers: dict[str, queue.SimpleQueue[Mapping[str, Any] | None]] = {}
        self._numbers = itertools.count(1)
        self._ended = threading.Event()
        self._held = ExitStack()
        try:
            self._socket: ClientConnection = self._held.enter_context(connect(
                url, subprotocols=["janus-protocol"], open_timeout=ANSWER_SECONDS,  # type: ignore[list-item]
                compression=None, proxy=None,
            ))  # fmt: skip
        except (OSError, WebSocketException, TimeoutError) as error:
            raise JanusGone(str(error)) from error
        threading.Thread(target=self._read, name="janus-line", daemon=True).start()
        self._session = int(self._ask({"janus": "create"})["data"]["id"])
        threading.Thread(target=self._keep_alive, name="janus-alive", daemon=True).start()
        self._control = self.attach()

    @property
    def alive(self) -> bool:
        return not self._ended.is_set()

    def attach(self) -> int:
        """A new handle on the VideoRoom plugin."""
        return int(self._ask({"janus": "attach", "session_id": self._session, "plugin": PLUGIN})["data"]["id"])

    def request(self, body: Mapping[str, Any], *, handle: int | None = None) -> Mapping[str, Any]:
        """The plugin's answer to a request; raises JanusRefused or JanusGone."""
        answer = self._ask(
            {"janus": "message", "session_id": self._session, "handle_id": handle or self._control, "body": dict(body)}
        )
        data: Mapping[str, Any] = answer.get("plugindata", {}).get("data", {})
        if "error_code" in data:
            raise JanusRefused(int(data["error_code"]), str(data.get("error", "")))
        return data

    def close(self) -> None:
        self._ended.set()
        self._held.close()

    def _ask(self, message: dict[str, Any]) -> Mapping[str, Any]:
        transaction = str(next(self._numbers))
        waiting: queue.SimpleQueue[Mapping[str, Any] | None] = queue.SimpleQueue()
        self._answers[transaction] = waiting
        try:
            self._socket.send(json.dumps({**message, "transaction": transaction}))
            answer = waiting.get(timeout=ANSWER_SECONDS)
        except (OSError, WebSocketException, queue.Empty) as error:
            raise JanusGone(type(error).__name__) from error
        finally:
            del self._answers[transaction]
        if answer is None:
            raise JanusGone("closed")
        if answer["janus"] == "error":
            raise JanusRefused(int(answer["error"]["code"]), str(answer["error"]["reason"]))
        return answer

    def _read(self) -> None:
        try:
            for text in self._socket:
                self._take(json.loads(text))
        except (OSError, WebSocketException):
            pass  # the line's end is told below, like any other
        finally:
            self._ended.set()
            for waiting in list(self._answers.values()):
                waiting.put(None)

    def _take(self, message: Mapping[str, Any]) -> None:
        if message.get("janus") == "ack":
            return  # the answer itself comes as an event of the same transaction
        waiting = self._answers.get(str(message.get("transaction", "")))
        if waiting is not None:
            waiting.put(message)
        elif message.get("janus") == "event":
            self._told(int(message["sender"]), message.get("plugindata", {}).get("data", {}))

    def _keep_alive(self) -> None:
        """Janus acknowledges it and says no more."""
        number = itertools.count(1)
        while not self._ended.wait(KEEP_ALIVE):
            word = {"janus": "keepalive", "session_id": self._session, "transaction": f"alive-{next(number)}"}
            try:
                self._socket.send(json.dumps(word))
            except (OSError, WebSocketException):
                return
