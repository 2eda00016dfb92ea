"""Recordings and logs of what was sent, made by hand: a packet of known bytes every 20 ms."""

import hashlib
import json
import struct

BEGAN = 1_795_977_534.0
PER_SECOND = 50


def rtp(sequence: int, payload: bytes) -> bytes:
    """A packet with a header extension, as a seat's sound has one."""
    header = struct.pack(">BBHII", 0x90, 111, sequence % 65536, sequence * 960 % 2**32, 7)
    return header + struct.pack(">HHI", 0xBEDE, 1, 0) + payload


def payload(sequence: int) -> bytes:
    return hashlib.sha256(str(sequence).encode()).digest()


def mjr(packets: list[tuple[int, int]], *, change: int = -1) -> bytes:
    """A recording of (milliseconds, sequence); the payload of `change` is another one."""
    head = json.dumps({"t": "a", "c": "opus", "s": int(BEGAN * 1e6), "u": int(BEGAN * 1e6)}).encode()
    content = b"MJR00002" + struct.pack(">H", len(head)) + head
    for at, sequence in packets:
        packet = rtp(sequence, b"another" if sequence == change else payload(sequence))
        content += b"MEET" + struct.pack(">IH", at, len(packet)) + packet
    return content


def spoken(seconds: int, first: int = 0, at: float = 0.0) -> list[tuple[int, int]]:
    return [(round(1000 * at) + 20 * n, first + n) for n in range(seconds * PER_SECOND)]


def sent(seconds: int, first: int = 0) -> list[dict[str, object]]:
    log = []
    for second in range(seconds):
        numbers = range(first + second * PER_SECOND, first + (second + 1) * PER_SECOND)
        digest = hashlib.sha256(b"".join(payload(n) for n in numbers)).hexdigest()
        log.append({"first_timestamp": numbers[0] * 960 % 2**32, "packets": PER_SECOND, "digest": digest})
    return log
