"""A bad line between two network namespaces: pairs of TUN devices, and what lies between them.

A process of its own, since it must keep time while others compute. It makes the devices, gives each pair's ends to the
two namespaces, says "ready", and then takes one JSON object a line on its standard input:
`{"path": 0, "up": {...}, "down": {...}}` with `loss` (0 to 1), `delay` and `jitter` (seconds), `rate` (bit/s, 0 is
unlimited), `queue` (seconds) and `cut`.
"""

import fcntl
import heapq
import itertools
import json
import os
import random
import select
import struct
import subprocess
import sys
import time
from dataclasses import dataclass

TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 1, 0x1000
MTU = 1400


@dataclass
class Terms:
    """One direction of one path."""

    loss: float = 0.0
    delay: float = 0.0
    jitter: float = 0.0
    rate: float = 0.0
    queue: float = 0.4
    cut: bool = False
    free_at: float = 0.0

    def arrival(self, size: int, now: float, rng: random.Random) -> float | None:
        """When a packet sent now comes out, or None when it does not."""
        if self.cut or rng.random() < self.loss:
            return None
        leaves = now
        if self.rate:
            begins = max(now, self.free_at)
            if begins - now > self.queue:
                return None
            leaves = self.free_at = begins + size * 8 / self.rate
        return leaves + self.delay + rng.random() * self.jitter


def open_tun(name: str, namespace: str) -> int:
    """A TUN device in a namespace; its packets are read and written here."""
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    subprocess.run(["ip", "link", "set", name, "mtu", str(MTU), "netns", namespace], check=True)
    return device


def main(seat: str, server: str, paths: int) -> None:
    rng = random.Random(11)
    ends: dict[int, tuple[int, Terms]] = {}  # device -> the other end, the terms of the way there
    terms: list[dict[str, Terms]] = []
    for path in range(paths):
        near, far = open_tun(f"line{path}", seat), open_tun(f"line{path}", server)
        way = {"up": Terms(), "down": Terms()}
        terms.append(way)
        ends[near], ends[far] = (far, way["up"]), (near, way["down"])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    under_way: list[tuple[float, int, int, bytes]] = []
    order = itertools.count()
    while True:
        wait = max(0.0, under_way[0][0] - time.monotonic()) if under_way else None
        readable, _, _ = select.select([*ends, sys.stdin], [], [], wait)
        for source in readable:
            if source is sys.stdin:
                line = sys.stdin.readline()
                if not line:
                    return
                change(terms, json.loads(line))
                continue
            target, way_there = ends[source]
            for packet in packets(source):
                at = way_there.arrival(len(packet), time.monotonic(), rng)
                if at is not None:
                    heapq.heappush(under_way, (at, next(order), target, packet))
        while under_way and under_way[0][0] <= time.monotonic():
            _, _, target, packet = heapq.heappop(under_way)
            try:
                os.write(target, packet)
            except OSError:
                continue  # the device is down


def packets(device: int) -> "list[bytes]":
    found = []
    for _ in range(64):
        try:
            found.append(os.read(device, 2048))
        except OSError:
            break
    return found


def change(terms: list[dict[str, Terms]], order: dict[str, object]) -> None:
    for direction in ("up", "down"):
        if direction in order:
            terms[int(str(order["path"]))][direction].__dict__.update(order[direction])  # type: ignore[call-overload]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
