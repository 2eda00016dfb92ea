"""A small WHIP and WHEP server: takes streams over plain HTTP offers and forwards their packets to whoever asks.

Follows RFC 9725 and draft-ietf-wish-whep as far as a seat uses them; knows one token, and nothing of rooms.
"""

import asyncio
import threading
from concurrent.futures import Future
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.rtp import RtpPacket

from seat_client.conference import repairs
from seat_client.conference.peers import make_peer
from seat_client.conference.repairs import Binding, Encoded, Receiver, bound
from seat_client.conference.tracks import EncodedTrack
from seat_client.wire.conference import CallPass


class _Stream:
    """One published feed: its receivers, and the tracks its packets are forwarded to."""

    def __init__(self) -> None:
        self.tracks: dict[str, set[EncodedTrack]] = {"audio": set(), "video": set()}
        self.receivers: dict[str, Receiver] = {}

    def sink(self, kind: str) -> "_Forward":
        return _Forward(self.tracks[kind])

    def refresh(self) -> None:
        if (receiver := self.receivers.get("video")) is not None:
            self._asking = asyncio.ensure_future(receiver.ask_key_frame())


class _Forward:
    def __init__(self, tracks: set[EncodedTrack]) -> None:
        self._tracks, self._payloads = tracks, []

    def add(self, packet: RtpPacket, arrival: float) -> None:
        self._payloads.append(packet.payload)
        if packet.marker or any(track.kind == "audio" for track in self._tracks):
            encoded = Encoded(tuple(self._payloads), packet.timestamp, key=True)
            self._payloads.clear()
            for track in self._tracks:
                track.push(encoded)


class WhipServer:
    """Serves `url` from a loop of its own."""

    def __init__(self, address: str, token: str) -> None:
        repairs.install()
        self._address, self._token = address, token
        self._pass = CallPass(url="http://x", room="r", feed="server", relay_only=False)
        self._streams: dict[str, _Stream] = {}
        self._peers: dict[str, RTCPeerConnection] = {}
        self._loop = asyncio.new_event_loop()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:
                """Silence."""

            def do_POST(self) -> None:
                offer = self.rfile.read(int(self.headers["Content-Length"])).decode()
                if self.headers.get("Authorization") != f"Bearer {server._token}":
                    self._answer(401, "")
                    return
                kind, name = self.path.strip("/").split("/")[0], self.path.rsplit("/", 1)[1]
                if kind == "whep" and name not in server._streams:
                    self._answer(404, "")
                    return
                if kind == "whip" and name in server._streams:
                    self._answer(409, "")
                    return
                answer: Future[str] = asyncio.run_coroutine_threadsafe(
                    server._take(kind, name, offer, self.path), server._loop
                )
                self._answer(201, answer.result(10))

            def do_DELETE(self) -> None:
                asyncio.run_coroutine_threadsafe(server._end(self.path), server._loop).result(10)
                self._answer(200, "")

            def _answer(self, status: int, body: str) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Type", "application/sdp")
                self.send_header("Location", self.path)
                self.end_headers()
                self.wfile.write(body.encode())

        self._http = ThreadingHTTPServer((address, 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://{address}:{self._http.server_address[1]}"
        self._threads = [
            threading.Thread(target=self._http.serve_forever, daemon=True),
            threading.Thread(target=self._loop.run_forever, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        asyncio.run_coroutine_threadsafe(self._end_all(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        for thread in self._threads:
            thread.join()
        self._loop.close()

    async def _take(self, kind: str, name: str, offer: str, path: str) -> str:
        peer = make_peer(self._pass)
        stream = self._streams.setdefault(name, _Stream())
        with bound(Binding(self._address)):
            await peer.setRemoteDescription(RTCSessionDescription(offer, "offer"))
            for transceiver in peer.getTransceivers():
                receiver: Any = transceiver.receiver
                if kind == "whip":
                    receiver.sink = stream.sink(transceiver.kind)
                    stream.receivers[transceiver.kind] = receiver
                else:
                    track = EncodedTrack(transceiver.kind, refresh=stream.refresh)
                    stream.tracks[transceiver.kind].add(track)
                    transceiver.sender.replaceTrack(track)
                    transceiver.direction = "sendonly"
            await peer.setLocalDescription(await peer.createAnswer())
        self._peers[f"{path}#{len(self._peers)}" if kind == "whep" else path] = peer
        return str(peer.localDescription.sdp)

    async def _end(self, path: str) -> None:
        if "/whip/" in path:
            self._streams.pop(path.rsplit("/", 1)[1], None)
        if (peer := self._peers.pop(path, None)) is not None:
            await peer.close()

    async def _end_all(self) -> None:
        await asyncio.gather(*(peer.close() for peer in self._peers.values()))
