"""The lines to the centre, each by itself; the centre's versions; the clock."""

import secrets
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from seat_client import __version__
from seat_client.paths import Route
from seat_client.paths.probing import Probes, probe
from seat_client.paths.throughput import Rate
from seat_client.services.self_test.result import Check, Fact, Result, State
from seat_client.sync.client import CentreClient
from seat_client.sync.clock import ClockOffset
from seat_client.sync.errors import CentreRefused, ContractMismatch, SyncError
from seat_client.sync.identity import SeatIdentity

RTT_MS, LOSS, JITTER_MS, MBIT = 60.0, 0.01, 20.0, 8.0
OFFSET_MS: Final = 500
_LIMITS: Final[dict[str, Fact]] = {"rtt_ms": RTT_MS, "loss": LOSS, "jitter_ms": JITTER_MS, "mbit": MBIT}
_PROBES, _SHORT_PROBES = 100, 10
_TRANSFERS: Final = 3
_BYTES: Final = 1 << 20
"""Three times a megabyte each way: the mobile line is paid by volume."""
_QUESTIONS: Final = 5


def lines(centre: str, routes: Sequence[Route], identity: SeatIdentity | None, *, short: bool) -> list[Result]:
    """Every line at the same time, as in a call; without named lines the one that the machine chooses."""
    if not centre:
        return [Result(_check(route), State.NOT_FITTED) for route in routes] or [Result(Check.LINE, State.NOT_FITTED)]
    measured: dict[str, Result] = {}
    asked = tuple(routes) or (Route(Check.LINE.value, ""),)

    def measure(route: Route) -> None:
        measured[route.name] = _line(route, centre, identity, short=short)

    threads = [threading.Thread(target=measure, args=(route,), daemon=True) for route in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [measured[route.name] for route in asked]


def _check(route: Route) -> Check:
    return Check(route.name)


def _line(route: Route, centre: str, identity: SeatIdentity | None, *, short: bool) -> Result:
    probes = probe(route.address, _address(centre), _SHORT_PROBES if short else _PROBES)
    if probes.rtt_ms is None:
        return Result(_check(route), State.FAIL, _silence(probes))
    facts: dict[str, Fact] = {
        "rtt_ms": probes.rtt_ms, "jitter_ms": probes.jitter_ms or 0.0, "loss": probes.loss
    }  # fmt: skip
    if not short:
        facts |= _bandwidth(centre, identity, probes.address)
    return _judged(_check(route), facts)


def _silence(probes: Probes) -> str:
    if not probes.address:
        return "line-absent"
    return "centre-closed" if probes.refused else "line-down"


def _address(centre: str) -> tuple[str, int]:
    parts = urlsplit(centre)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _bandwidth(centre: str, identity: SeatIdentity | None, address: str) -> dict[str, Fact]:
    """Mbit/s each way over the line with that address; a way that cannot be measured is left out."""
    rates = {"down": Rate(), "up": Rate()}
    client = CentreClient(centre, identity=identity)
    try:
        client.leave_by(address, lambda _, way, count, seconds: rates[way].take(count, seconds))
        for _ in range(_TRANSFERS):
            client.fetch_bytes(_BYTES)
            client.give_bytes(secrets.token_bytes(_BYTES))
    except SyncError:
        return {}
    finally:
        client.close()
    return {f"{way}_mbit": rate.mbit for way, rate in rates.items() if rate.mbit is not None}


def _judged(check: Check, facts: dict[str, Fact]) -> Result:
    faults = (
        ("line-lossy", float(facts["loss"]) > LOSS),
        ("line-slow", float(facts["rtt_ms"]) > RTT_MS),
        ("line-unsteady", float(facts["jitter_ms"]) > JITTER_MS),
        ("line-narrow", any(float(facts[way]) < MBIT for way in ("down_mbit", "up_mbit") if way in facts)),
    )
    fault = next((name for name, there in faults if there), "")
    return Result(check, State.FAIL if fault else State.PASS, fault, facts, _LIMITS)


def centre_and_clock(centre: str, identity: SeatIdentity | None) -> list[Result]:
    """Whether the two understand each other, and how far the clocks are apart."""
    if not centre:
        return [Result(Check.CENTRE, State.NOT_FITTED), Result(Check.CLOCK, State.NOT_FITTED)]
    client = CentreClient(centre, identity=identity)
    try:
        return _asked(client)
    except ContractMismatch as differs:
        facts: dict[str, Fact] = {"ours": str(differs.ours), "theirs": str(differs.theirs)[:80]}
        return [Result(Check.CENTRE, State.FAIL, "centre-differs", facts), Result(Check.CLOCK, State.SKIPPED)]
    except CentreRefused as refused:
        return [
            Result(Check.CENTRE, State.FAIL, "centre-refuses", {"code": refused.code}),
            Result(Check.CLOCK, State.SKIPPED),
        ]
    except SyncError:
        return [Result(Check.CENTRE, State.FAIL, "centre-unreachable"), Result(Check.CLOCK, State.SKIPPED)]
    finally:
        client.close()


def _asked(client: CentreClient) -> list[Result]:
    offset, contract = ClockOffset(), ""
    for _ in range(_QUESTIONS):
        sent = datetime.now(UTC)
        info = client.info()
        offset.observe(sent, datetime.fromisoformat(info.time), datetime.now(UTC))
        contract = info.contract
    answered = Result(Check.CENTRE, State.PASS, facts={"version": __version__, "contract": contract})
    seconds = offset.seconds
    if seconds is None:
        return [answered, Result(Check.CLOCK, State.FAIL, "clock-unsteady")]
    apart = round(float(seconds) * 1000)
    off = abs(apart) > OFFSET_MS
    facts: dict[str, Fact] = {"offset_ms": apart}
    clock = Result(
        Check.CLOCK, State.FAIL if off else State.PASS, "clock-off" if off else "", facts, {"offset_ms": OFFSET_MS}
    )  # fmt: skip
    return [answered, clock]


def tell(centre: str, identity: SeatIdentity | None, send: Callable[[CentreClient], None]) -> bool:
    """Whether the centre took what `send` says."""
    client = CentreClient(centre, identity=identity)
    try:
        send(client)
    except SyncError:
        return False
    finally:
        client.close()
    return True
