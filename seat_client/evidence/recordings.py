"""What a recording of the call holds: packets as Janus wrote them, the gaps in them, how recordings are chained.

Janus's recording format (.mjr, version 2): "MJR00002", the length of a JSON header (16 bits) and the header with `t`
(a or v), `s` and `u` (when the recording and its first packet began, Unix microseconds); then for every packet "MEET",
its arrival in milliseconds since `s` (32 bits), its length (16 bits) and the RTP packet. All numbers big-endian.
Source: https://janus.conf.meetecho.com/docs/recordings.html
"""

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seat_client.evidence.canonical import canonical

MAGIC, FRAME = b"MJR00002", b"MEET"
GAP = 2.0
"""Seconds without a packet that count as a gap: sound comes 50 times a second, pictures at least once."""

PROBES = 12  # seconds of a log that are looked for in a recording to find how the two clocks lie to each other
FIRST_LINK = "0" * 64
_LENGTH, _HEAD = struct.Struct(">H"), struct.Struct(">4sIH")


class RecordingUnreadable(ValueError):
    """The bytes are no recording of this format; `where` is the offset."""

    def __init__(self, where: int) -> None:
        super().__init__(f"no recording at byte {where}")
        self.where = where


@dataclass(frozen=True, slots=True)
class Packet:
    """One RTP packet: `at` seconds after the recording began, with its sequence number, timestamp and payload."""

    at: float
    sequence: int
    timestamp: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class Recording:
    """`began` is Unix seconds; `track` audio or video. A file that a crash cut off ends with its last whole packet."""

    track: str
    began: float
    packets: tuple[Packet, ...]

    @property
    def first(self) -> float:
        """When the first packet came, Unix seconds."""
        return self.began + (self.packets[0].at if self.packets else 0.0)

    @property
    def last(self) -> float:
        return self.began + (self.packets[-1].at if self.packets else 0.0)

    def gaps(self) -> tuple[tuple[float, float], ...]:
        """Stretches without a packet inside the recording, in Unix seconds."""
        found, before = [], None
        for packet in self.packets:
            if before is not None and packet.at - before > GAP:
                found.append((self.began + before, self.began + packet.at))
            before = packet.at
        return tuple(found)


def read_recording(content: bytes) -> Recording | None:
    """The recording in a file's bytes; None for one that never got a packet. Raises RecordingUnreadable."""
    if not content.startswith(MAGIC):
        raise RecordingUnreadable(0)
    at = len(MAGIC)
    if len(content) < at + _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack_from(content, at)
    at += _LENGTH.size
    try:
        header = json.loads(content[at : at + length])
        track, began = {"a": "audio", "v": "video"}[header["t"]], int(header["s"]) / 1e6
    except (ValueError, KeyError, TypeError) as error:
        raise RecordingUnreadable(at) from error
    packets = tuple(_packets(content, at + length))
    return Recording(track, began, packets) if packets else None


def _packets(content: bytes, at: int) -> Iterator[Packet]:
    while at + _HEAD.size <= len(content):
        mark, arrival, length = _HEAD.unpack_from(content, at)
        if mark != FRAME:
            raise RecordingUnreadable(at)
        at += _HEAD.size
        if at + length > len(content):
            return
        packet = _packet(content[at : at + length], arrival / 1000)
        if packet is not None:
            yield packet
        at += length


def _packet(rtp: bytes, at: float) -> Packet | None:
    """An RTP packet's payload, without header, contributors, extension and padding (RFC 3550, 5.1)."""
    if len(rtp) < 12:
        return None
    first, _, sequence, timestamp = struct.unpack_from(">BBHI", rtp)
    start = 12 + 4 * (first & 0x0F)
    if first & 0x10:
        if len(rtp) < start + 4:
            return None
        start += 4 + 4 * int(_LENGTH.unpack_from(rtp, start + 2)[0])
    end = len(rtp) - (rtp[-1] if first & 0x20 else 0)
    return Packet(at, sequence, timestamp, rtp[start:end]) if start <= end else None


Stretch = tuple[float, float]


def joined_gaps(stretches: Sequence[Stretch], inner: Sequence[Stretch]) -> list[Stretch]:
    """The gaps of one person's track over several recordings: between them, and inside each, in order."""
    found = list(inner)
    until: float | None = None
    for first, last in sorted(stretches):
        if until is not None and first - until > GAP:
            found.append((until, first))
        until = max(until or last, last)
    return sorted(found)


def linked_part(fact: Any) -> dict[str, Any]:
    """What the link of a recording covers: its fact (`domain.proceedings.RecordingKept`) without the link."""
    return {
        "number": fact.number, "person": fact.person, "track": fact.track, "file": fact.file, "sha256": fact.sha256,
        "began": fact.began, "ended": fact.ended, "packets": fact.packets, "gaps": [list(gap) for gap in fact.gaps],
    }  # fmt: skip


def chained(link: str, content: Mapping[str, Any]) -> str:
    """The link of a recording: over the link before (64 zeros at first) and the rest of its fact."""
    return hashlib.sha256(link.encode("ascii") + canonical(dict(content))).hexdigest()


@dataclass(frozen=True, slots=True)
class Compared:
    """Seconds of a seat's log against a recording: `equal` to the byte, `lost` (packets missing on the way, the rest
    not contradicted), `differing` (all packets there, and yet not what the seat says it sent), `absent` (nothing
    recorded then)."""

    equal: int = 0
    lost: int = 0
    differing: int = 0
    absent: int = 0


def compare(seconds: Sequence[Mapping[str, Any]], recordings: Sequence[Recording]) -> Compared:
    """Compare what a seat says it sent of one track with what was recorded of it."""
    ordered = [_in_order(recording.packets) for recording in recordings]
    places: dict[int, tuple[int, int]] = {}
    for number, packets in enumerate(ordered):
        offset = _offset(seconds, packets)
        for place, packet in reversed(list(enumerate(packets))):
            places[(packet.timestamp - offset) % (1 << 32)] = number, place
    equal = lost = differing = absent = 0
    for second in seconds:
        recording, place = places.get(int(second["first_timestamp"]), (0, -1))
        window = ordered[recording][place : place + int(second["packets"])] if place >= 0 else []
        if not window:
            absent += 1
        elif _digest(window) == second["digest"]:
            equal += 1
        elif len(window) == int(second["packets"]) and _whole(window):
            differing += 1
        else:
            lost += 1
    return Compared(equal, lost, differing, absent)


def _offset(seconds: Sequence[Mapping[str, Any]], packets: Sequence[Packet]) -> int:
    """What a sender adds to its log's timestamps on the wire, drawn anew for each connection (RFC 3550, 5.1): found
    by a second whose payloads are there to the byte; 0 when none is."""
    payloads = [packet.payload for packet in packets]
    for second in seconds[:: max(1, len(seconds) // PROBES)]:
        count = int(second["packets"])
        for place in range(len(payloads) - count + 1):
            if hashlib.sha256(b"".join(payloads[place : place + count])).hexdigest() == second["digest"]:
                return packets[place].timestamp - int(second["first_timestamp"])
    return 0


def _in_order(packets: Sequence[Packet]) -> list[Packet]:
    """By sequence number, unrolled over its 16 bits, each once: the network may have turned or doubled some."""
    found: dict[int, Packet] = {}
    last: int | None = None
    for packet in packets:
        number = packet.sequence
        if last is not None:
            number = last + ((packet.sequence - last + 0x8000) % 0x10000) - 0x8000
        found.setdefault(number, packet)
        last = number if last is None else max(last, number)
    return [found[number] for number in sorted(found)]


def _whole(packets: Sequence[Packet]) -> bool:
    return (packets[-1].sequence - packets[0].sequence) % 0x10000 == len(packets) - 1


def _digest(packets: Sequence[Packet]) -> str:
    digest = hashlib.sha256()
    for packet in packets:
        digest.update(packet.payload)
    return digest.hexdigest()
