"""Two routes between a seat and a centre, each in a network name space of its own: one is cut, work goes on at once."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.paths.two_lines import CENTRE, PORT, SERVER, Net

PATIENCE = 60
LONGEST_GAP = 2.0


@pytest.fixture
def net() -> Iterator[Net]:
    net = Net()
    try:
        net.lay()
    except (OSError, subprocess.CalledProcessError):
        net.remove()
        pytest.skip("needs the right to make network name spaces")
    yield net
    net.remove()


class Seat:
    """What the seat in its name space tells."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.acked: list[tuple[int, float]] = []
        self.routes: list[tuple[str, float]] = []
        self._news = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            word, value, at = line.split()
            with self._news:
                if word == "acked":
                    self.acked.append((int(value), float(at)))
                else:
                    self.routes.append((value, float(at)))
                self._news.notify_all()

    def until(self, condition: "object") -> None:
        with self._news:
            assert self._news.wait_for(condition, PATIENCE), (self.acked[-3:], self.routes)  # type: ignore[arg-type]

    def acked_after(self, moment: float) -> float:
        """How long after a moment the next entry was acknowledged that was typed after it."""
        count = max((n for n, at in self.acked if at <= moment), default=0)
        self.until(lambda: any(at > moment and n > count for n, at in self.acked))
        return min(at for n, at in self.acked if at > moment and n > count) - moment


@pytest.mark.full
def test_a_cut_line_holds_the_seat_up_for_less_than_two_seconds(net: Net, tmp_path: Path) -> None:
    server = net.run(net.centre, "-c", SERVER, str(PORT))
    assert server.stdout is not None
    assert server.stdout.readline() == "serving\n"
    routes = [f"{name}={address}" for name, address in net.addresses.items()]
    seat = Seat(net.run(net.seat, "-m", "tests.unit.paths.two_routes", str(tmp_path), CENTRE, str(PORT), *routes))
    with server, seat.process:
        seat.until(lambda: len(seat.acked) > 5)
        gaps = []
        for line in ("wired", "mobile", "wired"):
            active = seat.routes[-1][0]
            net.set(active, "down")
            gaps.append(seat.acked_after(time.monotonic()))
            seat.until(lambda before=active: seat.routes[-1][0] not in (before, "none"))  # type: ignore[misc]
            net.set(active, "up")
            count = len(seat.acked)
            seat.until(lambda count=count: len(seat.acked) > count + 15)  # type: ignore[misc]
            assert line
        sys.stdout.write(f"three cuts: next acknowledgement after {', '.join(f'{gap:.2f} s' for gap in gaps)}\n")
        seat.process.kill()
        server.kill()
    assert max(gaps) < LONGEST_GAP
