"""Peer connections as a pass and a line want them."""

import asyncio
import contextlib
import ipaddress
import socket
from urllib.parse import urlsplit

import ifaddr
from aiortc import (
    RTCBundlePolicy,
    RTCConfiguration,
    RTCIceServer,
    RTCIceTransportPolicy,
    RTCPeerConnection,
    RTCRtpSender,
)

from seat_client.conference.errors import LineLost, Refused
from seat_client.conference.messages import Line
from seat_client.conference.repairs import Binding
from seat_client.conference.tracks import EncodedTrack
from seat_client.wire.conference import CallPass

CONNECTED_WITHIN = 6.0
"""Seconds from the answer to media that can flow; a relay over TCP needs most of them on a bad line."""


def make_peer(call_pass: CallPass) -> RTCPeerConnection:
    """MAX_BUNDLE, since aiortc otherwise leaves the second video stream on a transport that has been stopped; no
    server but those of the pass, since aiortc otherwise asks one on the Internet for its address."""
    servers = [
        RTCIceServer(list(server.urls), server.username or None, server.credential or None)
        for server in call_pass.ice_servers
    ]
    policy = RTCIceTransportPolicy.RELAY if call_pass.relay_only else RTCIceTransportPolicy.ALL
    return RTCPeerConnection(RTCConfiguration(servers, policy, RTCBundlePolicy.MAX_BUNDLE))


def add_outgoing(peer: RTCPeerConnection, track: EncodedTrack) -> RTCRtpSender:
    """Send this track by Opus or VP8."""
    transceiver = peer.addTransceiver(track, direction="sendonly")
    wanted = {"audio/opus"} if track.kind == "audio" else {"video/VP8", "video/rtx"}
    known = RTCRtpSender.getCapabilities(track.kind).codecs
    transceiver.setCodecPreferences([codec for codec in known if codec.mimeType in wanted])
    return transceiver.sender


async def offer(peer: RTCPeerConnection, call_pass: CallPass) -> None:
    """Gather and make the local offer. Raises Refused when only the relay may be used and it gave no address."""
    await peer.setLocalDescription(await peer.createOffer())
    need_relay(peer, call_pass)


def need_relay(peer: RTCPeerConnection, call_pass: CallPass) -> None:
    """Raise Refused when the pass allows the relay alone and there is no way through it."""
    if call_pass.relay_only and " typ relay" not in peer.localDescription.sdp:
        raise Refused("relay_refused")


async def connected(peer: RTCPeerConnection) -> None:
    """Return when media can flow. Raises LineLost when it cannot, or not in time."""
    changed = asyncio.Event()
    peer.on("connectionstatechange", changed.set)
    try:
        async with asyncio.timeout(CONNECTED_WITHIN):
            while peer.connectionState not in {"connected", "failed", "closed"}:
                changed.clear()
                await changed.wait()
    except TimeoutError:
        raise LineLost("media") from None
    finally:
        with contextlib.suppress(KeyError):
            peer.remove_listener("connectionstatechange", changed.set)
    if peer.connectionState != "connected":
        raise LineLost("media")


def endpoint(url: str) -> tuple[str, int]:
    """Host and port a pass's address stands for."""
    parts = urlsplit(url)
    secure = parts.scheme in {"wss", "https"}
    return parts.hostname or "", parts.port or (443 if secure else 80)


def binding_for(line: Line, url: str) -> Binding:
    """What a line's sockets are bound to. Raises LineLost when there is no way to the server."""
    if line.address:
        return Binding(line.address, line.interface)
    address = local_address(*endpoint(url))
    if ipaddress.ip_address(address).is_loopback:
        return Binding(address, line.interface, tuple(_own_addresses()))
    return Binding(address, line.interface)


def _own_addresses() -> list[str]:
    ips = (ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips)
    return [ip for ip in ips if isinstance(ip, str) and not ip.startswith(("127.", "169.254."))]


def local_address(host: str, port: int) -> str:
    """The own address from which the system would reach `host`. Raises LineLost when there is no way."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, kind) as sock:
            sock.connect(address)  # sends nothing
            return str(sock.getsockname()[0])
    except OSError as error:
        raise LineLost("route") from error


async def reachable(host: str, port: int, address: str, seconds: float) -> bool:
    """Whether the server takes a connection from this address."""
    try:
        async with asyncio.timeout(seconds):
            _, writer = await asyncio.open_connection(host, port, local_addr=(address, 0))
    except (OSError, TimeoutError):
        return False
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return True
