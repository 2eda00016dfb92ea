"""A real Janus and a real coturn for the tests, on an address of their own choosing."""

import asyncio
import contextlib
import hashlib
import hmac
import json
import socket
import subprocess
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from seat_client.centre.conference.ground import AdminTerms, NodeTerms, TurnTerms, program, write_node, write_turn
from seat_client.wire.conference import CallPass, IceServer

SECRET = "room secret"
ADMIN_KEY = "admin key"
PIN = "4711"
TURN_SECRET = "turn secret"
PATIENCE = 60.0


@dataclass
class Janus:
    """One Janus process; `command` is put before it, to run it in a namespace."""

    folder: Path
    address: str = "127.0.0.1"
    port: int = 0
    command: Sequence[str] = ()
    rtp: tuple[int, int] = (20000, 24000)
    process: "subprocess.Popen[bytes] | None" = field(default=None)
    admin: AdminTerms | None = None

    @property
    def url(self) -> str:
        return f"ws://{self.address}:{self.port}"

    def start(self) -> None:
        """Start and wait until it takes connections (not checked inside of a namespace)."""
        self.port = self.port or free_port(self.address)
        recordings = self.folder / "recordings"
        terms = NodeTerms("n1", self.folder, recordings, self.address, self.port, self.rtp, ADMIN_KEY, admin=self.admin)
        main = write_node(terms)
        arguments = [program("janus"), "-F", str(self.folder), "-C", str(main)]
        with (self.folder / "janus.log").open("ab") as log:
            self.process = subprocess.Popen([*self.command, *arguments], stdout=log, stderr=log)
        if not self.command:
            wait_for_port(self.address, self.port)

    def stop(self) -> None:
        """Kill it, as a crash would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def make_room(self, room: str = "r1", *, pin: str = PIN, **options: Any) -> None:
        """Make a room, as the centre would."""
        asyncio.run(make_room(self.url, room, pin=pin, **options))

    def pass_for(self, feed: str, room: str = "r1", **changes: Any) -> CallPass:
        """A pass as the centre would hand it out."""
        values: dict[str, Any] = {"url": self.url, "room": room, "pin": PIN, "feed": feed, "relay_only": False}
        return CallPass(**(values | changes))


async def talk(url: str, *bodies: dict[str, Any]) -> list[dict[str, Any]]:
    """Ask the VideoRoom plugin these things, one after the other, in one session."""
    async with asyncio.timeout(PATIENCE), connect(url, subprotocols=[Subprotocol("janus-protocol")], proxy=None) as web:

        async def ask(message: dict[str, Any]) -> dict[str, Any]:
            await web.send(json.dumps(message | {"transaction": str(time.monotonic_ns())}))
            while (answer := json.loads(await web.recv()))["janus"] == "ack":
                pass
            return answer

        session = (await ask({"janus": "create"}))["data"]["id"]
        attached = await ask({"janus": "attach", "plugin": "janus.plugin.videoroom", "session_id": session})
        place = {"session_id": session, "handle_id": attached["data"]["id"]}
        answers = [await ask({"janus": "message", "body": body} | place) for body in bodies]
        await ask({"janus": "destroy", "session_id": session})
        return answers


async def counted(janus: Janus, feeds: Sequence[str]) -> dict[str, dict[str, int]]:
    """What Janus itself has counted of these feeds' connections: bytes of media that came "in" from each seat and went
    "out" to it, by kind (`{"one": {"in audio": 4711, ...}}`), by its admin interface."""
    admin = janus.admin
    if admin is None:
        raise ValueError("this Janus was started without its admin interface")
    async with (
        asyncio.timeout(PATIENCE),
        connect(admin.url, subprotocols=[Subprotocol("janus-admin-protocol")], proxy=None) as web,
    ):

        async def ask(request: str, **place: int) -> dict[str, Any]:
            message = {"janus": request, "admin_secret": admin.secret, "transaction": str(time.monotonic_ns())}
            await web.send(json.dumps(message | place))
            answer: dict[str, Any] = json.loads(await web.recv())
            return answer

        counts: dict[str, dict[str, int]] = {feed: {} for feed in feeds}
        for session in (await ask("list_sessions"))["sessions"]:
            infos = [
                (await ask("handle_info", session_id=session, handle_id=handle)).get("info", {})
                for handle in (await ask("list_handles", session_id=session)).get("handles", ())
            ]
            own = [str(info.get("plugin_specific", {}).get("id", "")) for info in infos]
            feed = next((name for name in own if name in counts), None)
            for info in infos if feed is not None else ():
                _add(counts[feed], info)
        return counts


def _add(counts: dict[str, int], info: dict[str, Any]) -> None:
    for stream in info.get("webrtc", {}).get("media", {}).values():
        for way in ("in", "out"):
            key = f"{way} {stream['type']}"
            counts[key] = counts.get(key, 0) + int(stream.get("stats", {}).get(way, {}).get("bytes", 0))


async def make_room(url: str, room: str, *, pin: str = PIN, **options: Any) -> None:
    body = {"request": "create", "room": room, "admin_key": ADMIN_KEY, "secret": SECRET, "publishers": 16}
    body |= {"bitrate": 4_000_000, "audiocodec": "opus", "videocodec": "vp8", "opus_fec": True, "audiolevel_ext": True}
    body |= {"pin": pin} if pin else {}
    (answer,) = await talk(url, body | options)
    if answer["plugindata"]["data"].get("videoroom") != "created":
        raise RuntimeError(answer)


@contextmanager
def running(janus: Janus) -> Iterator[Janus]:
    """Start it, and stop it at the end."""
    janus.start()
    try:
        yield janus
    finally:
        janus.stop()


@dataclass
class Coturn:
    """One coturn that relays to `peer` and nothing else."""

    folder: Path
    address: str = "127.0.0.1"
    port: int = 0
    peer: str = "127.0.0.1"
    secret: str = TURN_SECRET
    command: Sequence[str] = ()
    process: "subprocess.Popen[bytes] | None" = field(default=None)

    def start(self) -> None:
        self.port = self.port or free_port(self.address)
        file = write_turn(TurnTerms(self.folder, self.address, self.port, (25_000, 28_000), self.secret), (self.peer,))
        with (self.folder / "turnserver.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*self.command, program("turnserver"), "-c", str(file)], stdout=log, stderr=log
            )
        if not self.command:
            wait_for_port(self.address, self.port)

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def ice_server(self, feed: str, *, transport: str = "udp", secret: str = "") -> IceServer:
        """Credentials that hold for an hour."""
        user = f"{int(time.time()) + 3600}:{feed}"
        mac = hmac.new((secret or self.secret).encode(), user.encode(), hashlib.sha1).digest()
        url = f"turn:{self.address}:{self.port}?transport={transport}"
        return IceServer(urls=(url,), username=user, credential=b64encode(mac).decode())


def free_port(address: str) -> int:
    with socket.socket() as sock, contextlib.suppress(OSError):
        sock.bind((address, 0))
        return int(sock.getsockname()[1])
    return 8188  # an address of another namespace


def wait_for_port(address: str, port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection((address, port), 0.5):
            return
        time.sleep(0.05)
    raise TimeoutError(f"{address}:{port}")
