"""The repairs of aiortc: they refuse another version, and do what stock does not."""

import asyncio
from typing import Any

import aioice.ice
import aiortc.rtcpeerconnection
import pytest
from aiortc import RTCPeerConnection, RTCRtpReceiver, RTCRtpSender
from aiortc.rtcdtlstransport import State
from aiortc.rtp import RtpPacket

from seat_client.conference import repairs
from seat_client.conference.errors import EngineMismatch
from seat_client.conference.peers import add_outgoing, connected, make_peer
from seat_client.conference.repairs import Binding, Encoded, Receiver, Sender, Transport, bound, probe
from seat_client.conference.tracks import EncodedTrack
from seat_client.wire.conference import CallPass

PASS = CallPass(url="ws://127.0.0.1:1", room="r", feed="a", relay_only=False)


def test_this_aiortc_is_the_one_the_repairs_were_written_for() -> None:
    repairs.check()


@pytest.mark.parametrize("package", ["aiortc", "aioice"])
def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    real = repairs.version
    monkeypatch.setattr(repairs, "version", lambda name: "99.0" if name == package else real(name))
    with pytest.raises(EngineMismatch, match=f"{package} 99.0"):
        repairs.install()


def test_a_package_without_its_metadata_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(repairs.WRITTEN_FOR, "left-out-of-the-bundle", "1.")
    with pytest.raises(EngineMismatch, match="no left-out-of-the-bundle"):
        repairs.check()


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (RTCRtpSender, "_run_rtp"),
        (RTCRtpReceiver, "_handle_rtp_packet"),
        (aioice.ice.Connection, "build_request"),
        (aioice.ice, "get_host_addresses"),
        (aiortc.rtcpeerconnection, "RTCRtpReceiver"),
    ],
)
def test_a_part_that_has_vanished_is_missed(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> None:
    monkeypatch.delattr(owner, name)
    with pytest.raises(EngineMismatch):
        repairs.check()


def test_a_private_attribute_under_another_name_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    names = (*repairs._ATTRIBUTES[RTCRtpReceiver], "_RTCRtpReceiver__jitter_box")
    monkeypatch.setitem(repairs._ATTRIBUTES, RTCRtpReceiver, names)
    with pytest.raises(EngineMismatch, match="jitter_box"):
        repairs.check()


class _Taken:
    def __init__(self) -> None:
        self.packets: list[RtpPacket] = []

    def add(self, packet: RtpPacket, arrival: float) -> None:
        self.packets.append(packet)


class Pair:
    """Two connected peers of this process; what the one sends the other takes."""

    def __init__(self) -> None:
        repairs.install()
        self.keys_asked = 0
        self.reports: list[float] = []
        self.video = EncodedTrack("video", refresh=self._asked, reported=lambda lost, trip: self.reports.append(lost))
        self.audio = EncodedTrack("audio")
        self.out, self.into = make_peer(PASS), make_peer(PASS)
        self.taken = {"audio": _Taken(), "video": _Taken()}

    def _asked(self) -> None:
        self.keys_asked += 1

    async def connect(self) -> None:
        with bound(Binding("127.0.0.1")):
            for track in (self.audio, self.video):
                add_outgoing(self.out, track)
            await self.out.setLocalDescription(await self.out.createOffer())
            await self.into.setRemoteDescription(self.out.localDescription)
            await self.into.setLocalDescription(await self.into.createAnswer())
            await self.out.setRemoteDescription(self.into.localDescription)
            for transceiver in self.into.getTransceivers():
                assert isinstance(transceiver.receiver, Receiver)
                transceiver.receiver.sink = self.taken[transceiver.kind]
            await asyncio.gather(connected(self.out), connected(self.into))

    async def close(self) -> None:
        await asyncio.gather(self.out.close(), self.into.close())

    async def until(self, true: Any) -> None:
        async with asyncio.timeout(20):
            while not true():  # noqa: ASYNC110 - what is waited for tells nobody
                await asyncio.sleep(0.01)

    def receiver(self, kind: str) -> Receiver:
        found = next(each.receiver for each in self.into.getTransceivers() if each.kind == kind)
        assert isinstance(found, Receiver)
        return found


def _run(play: Any) -> None:
    async def whole() -> None:
        pair = Pair()
        try:
            await pair.connect()
            await play(pair)
        finally:
            await pair.close()

    asyncio.run(whole())


def test_a_frame_arrives_as_it_was_encoded_with_nothing_waited_for() -> None:
    """The last packet of a picture carries the marker bit; no next picture is needed to hand it out."""

    async def play(pair: Pair) -> None:
        pair.video.push(Encoded((b"\x10one", b"\x00two"), 90_000, key=True))
        pair.audio.push(Encoded((b"sound",), 48_000, level=(True, 20)))
        taken = pair.taken
        await pair.until(lambda: len(taken["video"].packets) == 2 and taken["audio"].packets)
        first, second = taken["video"].packets
        assert (first.marker, second.marker) == (0, 1)
        assert second.sequence_number == (first.sequence_number + 1) & 0xFFFF
        assert {first.timestamp, second.timestamp} == {90_000}
        assert taken["audio"].packets[0].extensions.audio_level == (True, 20)

    _run(play)


def test_lost_packets_are_sent_again_and_a_key_frame_is_asked_for() -> None:
    async def play(pair: Pair) -> None:
        pair.video.push(Encoded((b"\x10one",), 0, key=True))
        taken = pair.taken["video"]
        await pair.until(lambda: taken.packets)
        receiver = pair.receiver("video")
        await receiver.ask_again([taken.packets[0].sequence_number])
        await pair.until(lambda: len(taken.packets) == 2)
        assert taken.packets[1].payload == taken.packets[0].payload
        await receiver.ask_key_frame()
        await pair.until(lambda: pair.keys_asked)

    _run(play)


def test_sockets_have_room_for_a_burst_and_the_path_is_measured() -> None:
    async def play(pair: Pair) -> None:
        connection = pair.out.getTransceivers()[0].sender.transport.transport._connection
        (protocol,) = {each.protocol for each in connection._check_list}
        sock = protocol.transport.get_extra_info("socket")
        assert sock.getsockopt(repairs.socket.SOL_SOCKET, repairs.socket.SO_RCVBUF) > 212_992
        trip = await probe(pair.out)
        assert trip is not None
        assert trip < repairs.PROBE_SECONDS

    _run(play)


def test_what_is_sent_is_counted_and_a_sender_that_lost_its_transport_says_so() -> None:
    async def play(pair: Pair) -> None:
        sender = pair.out.getSenders()[1]
        assert isinstance(sender, Sender)
        pair.video.push(Encoded((b"\x10" * 100,), 0, key=True))
        await pair.until(lambda: sender.octets == 100)
        sender.transport._state = State.FAILED  # as once in thirty joins, with nobody told
        pair.video.push(Encoded((b"\x10",), 1, key=True))
        await pair.until(lambda: sender.failed)

    _run(play)


def test_a_queue_that_nobody_empties_stays_short_and_resumes_with_a_key_frame() -> None:
    async def play() -> None:
        track = EncodedTrack("video")
        for number in range(100):
            track.push(Encoded((b"x",), number, key=number in {0, 96}))
        held = [await track.next_encoded() for _ in range(len(track._queue))]
        assert len(held) <= 6 + 4
        assert held[0].key

    asyncio.run(play())


def test_nothing_is_gathered_but_on_the_lines_address() -> None:
    repairs.install()

    async def gather() -> RTCPeerConnection:
        peer = make_peer(PASS)
        add_outgoing(peer, EncodedTrack("audio"))
        with bound(Binding("127.0.0.1")):
            await peer.setLocalDescription(await peer.createOffer())
        sdp = peer.localDescription.sdp
        await peer.close()
        assert [line.split()[4] for line in sdp.splitlines() if line.startswith("a=candidate")] == ["127.0.0.1"]
        return peer

    asyncio.run(gather())


def test_a_first_word_that_was_not_heard_is_said_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes: OpenSSL's own repetition, a second later, has another number."""
    said: list[bytes] = []
    stock = aioice.ice.Connection.send

    async def deaf_to_the_first(connection: aioice.ice.Connection, data: bytes) -> None:
        said.append(data)
        if len(said) > 1:
            await stock(connection, data)

    monkeypatch.setattr(aioice.ice.Connection, "send", deaf_to_the_first)

    async def play(pair: Pair) -> None:
        assert said.count(said[0]) > 1
        pair.audio.push(Encoded((b"sound",), 48_000))
        await pair.until(lambda: pair.taken["audio"].packets)

    _run(play)


def test_forged_and_damaged_packets_are_as_if_lost() -> None:
    async def play(pair: Pair) -> None:
        transport = pair.receiver("audio").transport
        assert isinstance(transport, Transport)
        for data in (b"\x80\x60", b"\x80\x60" + bytes(40), b"\xbf" * 1200, b"\x80"):
            transport._arrived(data, 1)
        pair.audio.push(Encoded((b"sound",), 48_000))
        await pair.until(lambda: pair.taken["audio"].packets)
        assert [packet.payload for packet in pair.taken["audio"].packets] == [b"sound"]

    _run(play)
