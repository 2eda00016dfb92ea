"""What aiortc 1.16 needs to survive a bad line: everything that reaches into its private parts stands here.

Stock, one lost packet costs pictures for seconds and sound for the rest of the call, a picture waits for the next
one's first packet, queues grow without end, and a sender that was refused once stops silently. So sender and receiver
of a peer connection are replaced by two subclasses: ours hand packets straight to whoever assembles them and take
packets that were encoded elsewhere, once for all lines. Upstream threads: aiortc #58, #335, #402, #461, #543, #554,
#1155, #1346, #1393.

`install()` checks first that this is the aiortc it was written for.
"""

import asyncio
import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol, cast

import aioice.ice
import aioice.turn
import aiortc.rtcpeerconnection
import pylibsrtp
from aioice.stun import TransactionError
from aiortc import RTCPeerConnection, RTCRtpReceiver, RTCRtpSender, clock
from aiortc.codecs import is_rtx
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack
from aiortc.rtcdtlstransport import RTCDtlsTransport
from aiortc.rtcdtlstransport import State as DtlsState
from aiortc.rtcrtpparameters import RTCRtpCodecParameters, RTCRtpReceiveParameters
from aiortc.rtcrtpreceiver import StreamStatistics
from aiortc.rtp import (
    RTCP_RTPFB_NACK,
    RTP_HISTORY_SIZE,
    AnyRtcpPacket,
    RtcpByePacket,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSrPacket,
    RtpPacket,
    is_rtcp,
    unwrap_rtx,
)
from OpenSSL import SSL

from seat_client.conference.errors import EngineMismatch

WRITTEN_FOR = {"aiortc": "1.16.", "aioice": "0.13."}
SOCKET_BUFFER = 4 << 20
"""Bytes. The system's 208 KiB hold 92 packets: six key frames at once are more."""

FIRST_WORD_AFTER = (0.05, 0.1, 0.2, 0.4)
"""Seconds until a handshake's first word is said again, and again."""

BURST = 64
LARGEST_PACKET = 2048

REPEATS_A_SECOND = 25.0
"""Packets sent again at most: 20 % loss of 600 kbit/s with a few that are lost twice."""

PROBE_SECONDS = 0.5
"""How long `probe` waits for its answer: aioice's first retransmission time."""

_METHODS: dict[Any, tuple[str, ...]] = {
    aiortc.rtcpeerconnection: ("RTCRtpSender", "RTCRtpReceiver", "RTCDtlsTransport"),
    RTCDtlsTransport: ("_set_state", "_recv_next", "_handle_rtp_data", "_write_ssl"),
    aioice.ice: ("get_host_addresses", "turn"),
    RTCRtpSender: ("_run_rtp", "_send_keyframe", "_handle_rtcp_packet", "_retransmit", "replaceTrack"),
    RTCRtpReceiver: ("receive", "_handle_rtp_packet", "_handle_rtcp_packet", "_run_rtcp", "_send_rtcp_pli"),
    aioice.ice.StunProtocol: ("connection_made", "request"),
    aioice.ice.Connection: ("build_request", "data_received"),
}
_ATTRIBUTES = {
    RTCRtpSender: (
        *("_ssrc", "_RTCRtpSender__ntp_timestamp", "_RTCRtpSender__rtp_timestamp"),
        *(f"_RTCRtpSender__{name}" for name in ("rtp_started", "rtp_exited", "rtp_history", "mid", "track")),
        *(f"_RTCRtpSender__{name}" for name in ("rtp_header_extensions_map", "octet_count", "packet_count", "rtt")),
    ),
    RTCRtpReceiver: tuple(
        f"_RTCRtpReceiver__{name}"
        for name in ("codecs", "rtx_ssrc", "remote_streams", "transport", "started", "rtcp_task", "rtcp_ssrc")
    ),
    RTCDtlsTransport: (
        *("_RTCDtlsTransport__rx_bytes", "_RTCDtlsTransport__rx_packets"),
        *("_rx_srtp", "_rtp_router", "_rtp_header_extensions_map", "_state", "_ssl", "transport"),
    ),
    aioice.ice.Connection: ("_nominated", "remote_password"),
    aioice.ice.StunProtocol: ("receiver", "local_candidate"),
}


@dataclass(frozen=True, slots=True)
class Encoded:
    """One encoded picture or 20 ms of sound, as RTP payloads.

    `timestamp` is absolute on the media's clock (90 or 48 kHz, 32 bits) and the same on every line that sends it.
    `level` of sound is whether it is speech, and how far below full scale it is in dB (RFC 6464: 0 to 127).
    """

    payloads: tuple[bytes, ...]
    timestamp: int
    key: bool = False
    level: tuple[bool, int] | None = None


class Source(Protocol):
    """A track whose frames come encoded; `repeats` says whether lost packets may be sent again now."""

    repeats: bool

    async def next_encoded(self) -> Encoded:
        """The next one. Raises MediaStreamError when the track has ended."""
        ...

    def refresh(self) -> None:
        """The other side asks for a key frame."""

    def reported(self, lost: float, round_trip: float | None) -> None:
        """The other side's last report: share of packets lost since the one before, round trip in seconds."""


class Sink(Protocol):
    """Who takes a stream's packets as they come in, in any order; `arrival` is `time.monotonic()`."""

    def add(self, packet: RtpPacket, arrival: float) -> None: ...


def check() -> None:
    """Raise EngineMismatch unless everything that is replaced here is what it was."""
    for package, prefix in WRITTEN_FOR.items():
        try:
            found = version(package)
        except PackageNotFoundError as missing:
            raise EngineMismatch(f"no {package}") from missing
        if not found.startswith(prefix):
            raise EngineMismatch(f"{package} {found}")
    parts = [(owner, name, hasattr(owner, name)) for owner, names in _METHODS.items() for name in names]
    parts += [(owner, name, name in _attributes_of(owner)) for owner, names in _ATTRIBUTES.items() for name in names]
    for owner, name, there in parts:
        if not there:
            raise EngineMismatch(f"{owner.__name__} without {name}")


def _attributes_of(owner: type) -> set[str]:
    """What the code of the class's own methods reads or sets."""
    codes = (getattr(getattr(each, "__func__", each), "__code__", None) for each in vars(owner).values())
    return {name for code in codes if code is not None for name in code.co_names}


def install() -> None:
    """Replace what has to be replaced, for this process; calling it again changes nothing. Raises EngineMismatch."""
    check()
    engine, ice = cast(Any, aiortc.rtcpeerconnection), cast(Any, aioice.ice)
    engine.RTCRtpSender, engine.RTCRtpReceiver, engine.RTCDtlsTransport = Sender, Receiver, Transport
    ice.get_host_addresses = _addresses
    ice.turn.create_turn_endpoint = _turn_endpoint
    if ice.StunProtocol.connection_made is not _connection_made:
        ice.StunProtocol.connection_made = _connection_made


# --- sending ------------------------------------------------------------------------------------------------------


class Sender(RTCRtpSender):
    """Sends what a `Source` has encoded; tells the source of reports and of requests for a key frame.

    `sent` is `time.monotonic()` of the last packet that left, `failed` whether sending has ended by a lost transport.
    """

    sent: float = 0.0
    failed: bool = False
    _source: Source | None = None
    _repeats: float = 0.0
    _repeated_at: float = 0.0

    def replaceTrack(self, track: MediaStreamTrack | None) -> None:
        super().replaceTrack(track)
        if track is not None:
            self._source = cast(Source, track)

    @property
    def octets(self) -> int:
        """Bytes of payload sent so far."""
        return cast(int, self._RTCRtpSender__octet_count)  # type: ignore[attr-defined]

    def _send_keyframe(self) -> None:
        if self._source is not None:
            self._source.refresh()

    async def _handle_rtcp_packet(self, packet: AnyRtcpPacket) -> None:
        await super()._handle_rtcp_packet(packet)
        if isinstance(packet, RtcpRrPacket | RtcpSrPacket) and self._source is not None:
            for report in packet.reports:
                if report.ssrc == self._ssrc:
                    round_trip = self._RTCRtpSender__rtt  # type: ignore[attr-defined]
                    self._source.reported(report.fraction_lost / 256, round_trip)

    async def _retransmit(self, sequence_number: int) -> None:
        """As stock, but never more than a share of what is sent: on a full line repetitions make it fuller."""
        now = time.monotonic()
        self._repeats = max(0.0, self._repeats - (now - self._repeated_at) * REPEATS_A_SECOND)
        self._repeated_at = now
        if self._repeats < REPEATS_A_SECOND / 2 and self._source is not None and self._source.repeats:
            self._repeats += 1
            await super()._retransmit(sequence_number)

    async def _run_rtp(self, codec: RTCRtpCodecParameters) -> None:
        this = cast(Any, self)
        this._RTCRtpSender__rtp_started.set()
        sequence = aiortc.rtcrtpsender.random_sequence_number()
        try:
            while self._source is not None:
                encoded = await self._source.next_encoded()
                for index, payload in enumerate(encoded.payloads):
                    packet = RtpPacket(codec.payloadType or 0, 0, sequence, encoded.timestamp, self._ssrc, payload)
                    packet.marker = int(index == len(encoded.payloads) - 1)
                    packet.extensions.audio_level = encoded.level
                    await self._send_packet(packet)
                    sequence = (sequence + 1) & 0xFFFF
        except ConnectionError:
            self.failed = True
        except (asyncio.CancelledError, MediaStreamError):
            pass
        finally:
            this._RTCRtpSender__track = None
            this._RTCRtpSender__rtp_exited.set()

    async def _send_packet(self, packet: RtpPacket) -> None:
        this = cast(Any, self)
        now = clock.current_ntp_time()
        packet.extensions.abs_send_time = (now >> 14) & 0x00FFFFFF
        packet.extensions.mid = this._RTCRtpSender__mid
        this._RTCRtpSender__rtp_history[packet.sequence_number % RTP_HISTORY_SIZE] = packet
        await self.transport._send_rtp(packet.serialize(this._RTCRtpSender__rtp_header_extensions_map))
        this._RTCRtpSender__ntp_timestamp, this._RTCRtpSender__rtp_timestamp = now, packet.timestamp
        this._RTCRtpSender__octet_count += len(packet.payload)
        this._RTCRtpSender__packet_count += 1
        self.sent = time.monotonic()


# --- receiving ----------------------------------------------------------------------------------------------------


class Receiver(RTCRtpReceiver):
    """Hands every packet to its `sink` at once; decodes nothing, queues nothing, has no thread.

    Keeps the counts RTCP reports are made of.
    """

    sink: Sink | None = None
    received: int = 0

    async def receive(self, parameters: RTCRtpReceiveParameters) -> None:
        this = cast(Any, self)
        if this._RTCRtpReceiver__started:
            return
        for codec in parameters.codecs:
            this._RTCRtpReceiver__codecs[codec.payloadType] = codec
        for encoding in parameters.encodings:
            if encoding.rtx:
                this._RTCRtpReceiver__rtx_ssrc[encoding.rtx.ssrc] = encoding.ssrc
        this._RTCRtpReceiver__transport._register_rtp_receiver(self, parameters)
        this._RTCRtpReceiver__rtcp_task = asyncio.ensure_future(self._run_rtcp())
        this._RTCRtpReceiver__started = True

    async def _handle_rtcp_packet(self, packet: AnyRtcpPacket) -> None:
        if not isinstance(packet, RtcpByePacket):  # the line of another feed may come in its place
            await super()._handle_rtcp_packet(packet)

    async def _handle_rtp_packet(self, packet: RtpPacket, arrival_time_ms: int) -> None:
        self.take(packet)

    def take(self, packet: RtpPacket) -> None:
        """One packet, as it came off the line."""
        this = cast(Any, self)
        self.received += len(packet.payload)
        codec = this._RTCRtpReceiver__codecs.get(packet.payload_type)
        if self.sink is None or codec is None:
            return
        streams: dict[int, StreamStatistics] = this._RTCRtpReceiver__remote_streams
        if (stream := streams.get(packet.ssrc)) is None:
            stream = streams[packet.ssrc] = StreamStatistics(codec.clockRate)
        stream.add(packet)
        if is_rtx(codec):
            unwrapped = self._unwrap(packet, codec)
            if unwrapped is None:
                return
            packet = unwrapped
        if packet.payload:
            self.media_ssrc = packet.ssrc
            self.sink.add(packet, time.monotonic())

    media_ssrc: int = 0

    def _unwrap(self, packet: RtpPacket, codec: RTCRtpCodecParameters) -> RtpPacket | None:
        """The packet inside a retransmission (RFC 4588)."""
        this = cast(Any, self)
        ssrc, original = this._RTCRtpReceiver__rtx_ssrc.get(packet.ssrc), codec.parameters.get("apt")
        if ssrc is None or original not in this._RTCRtpReceiver__codecs or len(packet.payload) < 2:
            return None
        return unwrap_rtx(packet, payload_type=cast(int, original), ssrc=ssrc)

    async def ask_again(self, sequences: list[int]) -> None:
        """Ask for lost packets (NACK)."""
        await self._feedback(RtcpRtpfbPacket(RTCP_RTPFB_NACK, self._own_ssrc, self.media_ssrc, sequences))

    async def ask_key_frame(self) -> None:
        """Ask for a picture that needs none before it (PLI)."""
        if self.media_ssrc:
            with contextlib.suppress(ConnectionError):
                await self._send_rtcp_pli(self.media_ssrc)

    @property
    def _own_ssrc(self) -> int:
        return cast(int, self._RTCRtpReceiver__rtcp_ssrc)  # type: ignore[attr-defined]

    async def _feedback(self, packet: RtcpRtpfbPacket) -> None:
        with contextlib.suppress(ConnectionError):
            await self.transport._send_rtp(bytes(packet))


class Transport(RTCDtlsTransport):
    """Takes media where it comes off the socket, at once.

    Stock carries each packet through a queue, a task and six coroutines, which cost more than its decryption. And it
    waits a second before it says its first word again, which a server whose own path is not ready yet does not hear.
    """

    _first_word: bytes = b""
    _saying: asyncio.Task[None] | None = None

    async def _write_ssl(self) -> None:
        if self._first_word or self._state is not DtlsState.CONNECTING:
            await super()._write_ssl()
            return
        with contextlib.suppress(SSL.Error):  # nothing to say: it is the other side's turn
            self._first_word = cast(Any, self)._ssl.bio_read(LARGEST_PACKET)
            await self.transport._send(self._first_word)
            self._saying = asyncio.create_task(self._say_again())

    async def _say_again(self) -> None:
        """The same bytes, until something comes back: a copy of what was heard after all is passed over."""
        for seconds in FIRST_WORD_AFTER:
            await asyncio.sleep(seconds)
            if self._state is not DtlsState.CONNECTING or cast(Any, self)._RTCDtlsTransport__rx_packets:
                return
            with contextlib.suppress(ConnectionError):
                await self.transport._send(self._first_word)

    def _set_state(self, state: DtlsState) -> None:
        super()._set_state(state)
        connection = cast(Any, self.transport)._connection
        if state is DtlsState.CONNECTED:
            connection.data_received = self._arrived
        elif vars(connection).get("data_received") == self._arrived:
            del connection.data_received

    def _arrived(self, data: bytes, component: int) -> None:
        """In the place of aioice's own, which still gets whatever is not a stream's packet."""
        this = cast(Any, self)
        if not is_media(data) or is_rtcp(data) or self._state is not DtlsState.CONNECTED:
            connection = cast(Any, self.transport)._connection
            type(connection).data_received(connection, data, component)
            return
        this._RTCDtlsTransport__rx_bytes += len(data)
        this._RTCDtlsTransport__rx_packets += 1
        try:
            packet = RtpPacket.parse(this._rx_srtp.unprotect(data), this._rtp_header_extensions_map)
        except (pylibsrtp.Error, ValueError):
            return  # forged, damaged or a copy: as if it had been lost
        receiver = this._rtp_router.route_rtp(packet)
        if receiver is not None:
            receiver.take(packet)


def is_media(data: bytes) -> bool:
    """Whether a datagram is RTP or RTCP by its first byte (RFC 7983)."""
    return len(data) > 1 and 127 < data[0] < 192


# --- the path -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Binding:
    """The local address all sockets of a connection are bound to, and the interface, where one is named.

    `others` are further addresses candidates may come from: Janus never offers a loopback address, so a seat beside it
    (practice) needs one of the machine's own.
    """

    address: str
    interface: str = ""
    others: tuple[str, ...] = ()


_binding: ContextVar[Binding | None] = ContextVar("binding", default=None)


@contextlib.contextmanager
def bound(binding: Binding) -> Iterator[None]:
    """What is gathered within goes out by this address alone."""
    token = _binding.set(binding)
    try:
        yield
    finally:
        _binding.reset(token)


def _addresses(use_ipv4: bool, use_ipv6: bool) -> list[str]:
    binding = _binding.get()
    if binding is None:
        raise EngineMismatch("candidates gathered outside of bound()")
    return [*([binding.address] if binding.address else []), *binding.others]


def prepare_socket(sock: Any, interface: str) -> None:
    """Room for bursts, and the interface if the system lets us name one."""
    for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
        sock.setsockopt(socket.SOL_SOCKET, option, SOCKET_BUFFER)
    if interface and hasattr(socket, "SO_BINDTODEVICE"):
        with contextlib.suppress(PermissionError):  # before Linux 5.7 a right was needed; the address still holds
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface.encode() + b"\0")


_stock_connection_made: Callable[[Any, asyncio.BaseTransport], None] = aioice.ice.StunProtocol.connection_made


def _connection_made(self: Any, transport: asyncio.BaseTransport) -> None:
    _stock_connection_made(self, transport)
    sock, binding = transport.get_extra_info("socket"), _binding.get()
    if sock is not None:
        prepare_socket(sock, binding.interface if binding else "")
        asyncio.get_running_loop().call_soon(_read_in_bursts, transport, self)


def _read_in_bursts(transport: Any, protocol: Any) -> None:
    """Read all that has arrived at each wake-up, where the loop is one of selectors.

    asyncio goes around once for each packet, and makes room for 256 KiB each time; a picture is five packets of 1 KiB.
    """
    loop = cast(Any, asyncio.get_running_loop())
    if hasattr(transport, "_read_ready") and hasattr(loop, "_add_reader") and not transport.is_closing():
        sock = transport._sock
        loop._add_reader(sock.fileno(), _read_burst, sock, protocol, transport)


def _read_burst(sock: socket.socket, protocol: Any, transport: Any) -> None:
    for _ in range(BURST):
        try:
            data, address = sock.recvfrom(LARGEST_PACKET)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:
            protocol.error_received(error)
            return
        if is_media(data):  # aioice would ask first whether it is STUN
            protocol.receiver.data_received(data, protocol.local_candidate.component)
        else:
            protocol.datagram_received(data, address)
        if transport.is_closing():
            return


async def _turn_endpoint(  # noqa: PLR0917 - the signature is aioice's
    protocol_factory: Callable[[], Any],
    server_addr: tuple[str, int],
    username: str | None,
    password: str | None,
    lifetime: int = aioice.turn.DEFAULT_ALLOCATION_LIFETIME,
    channel_refresh_time: int = aioice.turn.DEFAULT_CHANNEL_REFRESH_TIME,
    ssl: Any = None,
    transport: str = "udp",
) -> tuple[Any, Any]:
    """aioice's function of this name, with the socket bound to the line's address."""
    loop, binding = asyncio.get_running_loop(), _binding.get() or Binding("")
    arguments = (server_addr, username, password, lifetime, channel_refresh_time)
    local = (binding.address, 0) if binding.address else None
    inner: asyncio.BaseTransport
    client: Any
    if transport == "tcp":
        inner, client = await loop.create_connection(
            lambda: aioice.turn.TurnClientTcpProtocol(*arguments), *server_addr, ssl=ssl, local_addr=local
        )
    else:
        inner, client = await loop.create_datagram_endpoint(
            lambda: aioice.turn.TurnClientUdpProtocol(*arguments), local_addr=local, remote_addr=server_addr
        )
    prepare_socket(inner.get_extra_info("socket"), binding.interface)
    try:
        protocol = protocol_factory()
        relayed = aioice.turn.TurnTransport(client)
        await relayed._connect(protocol)
    except BaseException:
        inner.close()
        raise
    return relayed, protocol


async def probe(peer: RTCPeerConnection) -> float | None:
    """Seconds to the other side and back over the very path the media takes; None when nothing came back.

    A STUN binding request on the nominated pair, as the consent check of RFC 7675 sends it, but ours to time.
    """
    transceivers = peer.getTransceivers()
    if not transceivers:
        return None
    connection = cast(Any, transceivers[0].sender.transport.transport)._connection
    pair = connection._nominated.get(1)
    if pair is None:
        return None
    began = time.monotonic()
    try:
        await pair.protocol.request(
            connection.build_request(pair, nominate=False),
            pair.remote_addr,
            integrity_key=connection.remote_password.encode(),
            retransmissions=0,
        )
    except (TransactionError, ConnectionError, OSError):
        return None
    return time.monotonic() - began


def is_relayed(peer: RTCPeerConnection) -> bool:
    """Whether the media goes through a relay."""
    for transceiver in peer.getTransceivers():
        pair = cast(Any, transceiver.sender.transport.transport)._connection._nominated.get(1)
        return pair is not None and pair.local_candidate.type == "relay"
    return False
