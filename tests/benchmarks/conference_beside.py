"""One room, one Janus, six others: a seat of this product and headless Chromium beside each other, measured at once."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ifaddr

from seat_client.documents.cipher import encrypt
from tests.benchmarks.frame import Statistic
from tests.benchmarks.viewer_file import generate
from tests.benchmarks.viewer_parts import KEY
from tests.conference.browser import Browser
from tests.conference.servers import Janus, running

OTHERS = 6
PAGES = 60
PRIORITY = -15
SETTLE, WINDOW = 5.0, 8.0
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
ROOT = Path(__file__).parents[2]


@dataclass
class Beside:
    """What came of it: the product's side and the browser's."""

    cpu: tuple[float, float]
    p50: tuple[float, float]
    p95: tuple[float, float]
    garbage: tuple[int, int]
    rates: tuple[float, float]
    heartbeat: tuple[float, float]


def own_address() -> str:
    """An address of this machine that Janus offers."""
    ips = (ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips)
    return next(ip for ip in ips if isinstance(ip, str) and not ip.startswith(("127.", "169.254.")))


@contextmanager
def before_others() -> Iterator[None]:
    """Everything started within runs before whatever else this machine is doing, both sides alike, if we may."""
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    with suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, PRIORITY)
    try:
        yield
    finally:
        with suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, 0, usual)


def measure(folder: Path) -> Beside:
    """Start everything, let it settle, measure processor time first and clocks afterwards."""
    with ExitStack() as stack:
        stack.enter_context(before_others())
        janus = stack.enter_context(running(Janus(folder / "janus", own_address())))
        janus.make_room("bench")
        names = [f"other{number}" for number in range(OTHERS)]
        passes = [janus.pass_for(name, "bench").model_dump(mode="json") for name in names]
        stack.enter_context(_bots({"passes": passes, "bitrate": 600_000}))
        given = janus.pass_for("seat", "bench", bitrate=600_000).model_dump(mode="json")
        terms = {"pass": given, "watch": names, "folder": str(folder), "bid": str(_bid(folder))}
        seat = stack.enter_context(_seat(terms))
        seat.ask(do="look", reading=False, beating=True)
        time.sleep(WINDOW / 2)
        idle = seat.ask(do="tell")
        seat.ask(do="join")
        browser = stack.enter_context(Browser(janus.pass_for("browser", "bench"), tuple(names)))
        _wait(lambda: sum(browser.last().get("shown", {}).values()) > 30 * OTHERS, "the browser's pictures")
        time.sleep(SETTLE)
        seat.ask(do="look", reading=False)
        before, began = (_cpu(seat.pid), _cpu(browser.pid)), time.monotonic()
        shown = sum(browser.last()["shown"].values())
        time.sleep(WINDOW)
        calm = seat.ask(do="tell")
        passed = time.monotonic() - began
        cpu = tuple((_cpu(pid) - was) / passed for pid, was in zip((seat.pid, browser.pid), before, strict=True))
        painted = calm["painted"] / passed / (OTHERS + 1)
        theirs = (sum(browser.last()["shown"].values()) - shown) / passed / OTHERS
        seat.ask(do="look", reading=False, scrolling=True, beating=True)
        time.sleep(WINDOW)
        busy = seat.ask(do="tell")
        if busy["steps"] < WINDOW:
            raise RuntimeError("the viewer did not scroll")
        seat.ask(do="look", reading=True)
        browser.reading = True
        time.sleep(1.0)
        since = len(browser.reports)
        time.sleep(WINDOW)
        told = seat.ask(do="tell")
        latencies = (told["latencies"], browser.latencies(since))
        return Beside(
            (cpu[0], cpu[1]),
            *((Statistic.of(which, latencies[0]), Statistic.of(which, latencies[1])) for which in Statistic),
            (told["garbage"], browser.garbage(since)),
            (painted, theirs),
            (busy["p99"], idle["p99"]),
        )


def _bid(folder: Path) -> Path:
    """A bid as a seat keeps it: text, scans and drawings."""
    plain, sealed = generate(folder / "bid.pdf", PAGES), folder / "bid.doc"
    with plain.open("rb") as source:
        encrypt(source, sealed, KEY)
    return sealed


class _Seat:
    """The seat's GUI process, asked by lines."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.pid = process.pid

    def ask(self, **order: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the seat has ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def _seat(terms: dict[str, Any]) -> Iterator[_Seat]:
    with _python("tests.benchmarks.conference_gui", terms) as process:
        yield _Seat(process)


@contextmanager
def _bots(terms: dict[str, Any]) -> Iterator[None]:
    with _python("tests.benchmarks.conference_bots", terms) as process:
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            raise RuntimeError("the others did not come")
        yield


@contextmanager
def _python(module: str, terms: dict[str, Any]) -> "Iterator[subprocess.Popen[str]]":
    process = subprocess.Popen(
        [sys.executable, "-m", module, json.dumps(terms)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _cpu(root: int) -> float:
    """Processor seconds of a process and all its descendants so far."""
    return sum(descendants(root).values())


def descendants(root: int) -> dict[int, float]:
    """A process and all below it, with the processor seconds of each so far."""
    children: dict[int, list[int]] = {}
    times: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
            times[int(entry.name)] = (int(fields[11]) + int(fields[12])) / CLOCK_TICKS
    found, waiting = {}, [root]
    while waiting:
        pid = waiting.pop()
        found[pid] = times.get(pid, 0.0)
        waiting += children.get(pid, [])
    return found


def _wait(true: Any, what: str, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.1)
