"""One line measured on purpose, for the self-test: many quick connections, one after the other."""

import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from seat_client.paths.local import local_address
from seat_client.paths.monitor import ANSWER_SECONDS

SPACING = 0.1


@dataclass(frozen=True, slots=True)
class Probes:
    """How the connections went: `address` is the line's own, empty while it has none; `refused` when the other side was
    reached and did not listen; median round trip and mean change from one to the next in ms; share of lost ones."""

    address: str = ""
    refused: bool = False
    rtt_ms: float | None = None
    jitter_ms: float | None = None
    loss: float = 1.0


def probe(source: str, centre: tuple[str, int], count: int, *, spacing: float = SPACING) -> Probes:
    """Connect `count` times from the address or interface `source`; empty leaves the choice to the machine."""
    try:
        address = local_address(source) if source else address_towards(centre)
    except OSError:
        return Probes()
    answers: list[float | None] = []
    refused = False
    for _ in range(count):
        began = time.monotonic()
        answer, no = _connect(address, centre)
        answers.append(answer)
        refused = refused or no
        time.sleep(max(0.0, spacing - (time.monotonic() - began)))
    return _figures(address, answers, refused=refused)


def address_towards(centre: tuple[str, int]) -> str:
    """The address from which the machine itself would reach the centre. Raises OSError without any route."""
    family, kind, proto, _, target = socket.getaddrinfo(*centre, type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, kind, proto) as asking:
        asking.connect(target)  # nothing is sent
        return str(asking.getsockname()[0])


def _connect(address: str, centre: tuple[str, int]) -> tuple[float | None, bool]:
    """Milliseconds until the connection stood, or None; and whether it was refused."""
    began = time.perf_counter_ns()
    try:
        with socket.create_connection(centre, ANSWER_SECONDS, source_address=(address, 0)):
            return (time.perf_counter_ns() - began) / 1e6, False
    except ConnectionRefusedError:
        return None, True
    except OSError:
        return None, False


def _figures(address: str, answers: Sequence[float | None], *, refused: bool) -> Probes:
    heard = [answer for answer in answers if answer is not None]
    if not heard:
        return Probes(address, refused)
    steps = [abs(later - earlier) for earlier, later in pairwise(heard)]
    jitter = sum(steps) / len(steps) if steps else 0.0
    loss = 1 - len(heard) / len(answers)
    return Probes(address, refused, round(sorted(heard)[len(heard) // 2], 2), round(jitter, 2), round(loss, 4))
