"""From the first good frame to the decision while a bid is open, and how late the window is meanwhile."""

import os
import time
from dataclasses import dataclass

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from drivers.registry import camera, fingerprint_family
from seat_client.app.practice_person import drawn_template
from seat_client.identity.client import IdentityWorker
from seat_client.identity.devices import Devices
from seat_client.identity.messages import CheckFace, Decided, FaceSeen, News
from tests.benchmarks.heart import Heart
from tests.benchmarks.viewer_parts import screen_with_bid

BEAT_MS = 2
REST_S = 2.0


@dataclass(frozen=True, slots=True)
class Beside:
    """Seconds from first good frame to decision; the latest beat (ms) of the window during each check, and before."""

    seconds: tuple[float, ...]
    late_ms: tuple[float, ...]
    idle_ms: tuple[float, ...]


class _Watch:
    """Hears the worker in its thread; pictures are timed by when they were taken in, the decision by when it came."""

    def __init__(self) -> None:
        self.good: float | None = None
        self.decided: float | None = None

    def __call__(self, news: News) -> None:
        match news:
            case FaceSeen(_, state) if self.good is None and state.quality is not None and state.quality.fault is None:
                self.good = time.monotonic()
            case Decided():
                self.decided = time.monotonic()


def decisions_beside_a_bid(rounds: int) -> Beside:
    """A real worker before the practice camera at 1280 x 720, a real viewer with a page of a bid."""
    template = drawn_template()
    seconds, late, idle = [], [], []
    with screen_with_bid() as (screen, _):
        worker = IdentityWorker(Devices(camera, fingerprint_family, practice=True))
        worker.start()
        screen.until(lambda: worker.ready is not None)
        screen.at_rest()
        heart = Heart(BEAT_MS)
        for _round in range(rounds):
            heart.begin()
            screen.spend(REST_S)
            idle.append(heart.worst)
            watch = _Watch()
            unsubscribe = worker.news.subscribe(watch)
            heart.begin()
            worker.order(CheckFace(worker.next_run(), "virtual:portrait", template, (), "bench"))
            screen.until(lambda w=watch: w.decided is not None)
            late.append(heart.worst)
            unsubscribe()
            assert watch.good is not None
            assert watch.decided is not None
            seconds.append(watch.decided - watch.good)
        worker.close()
    return Beside(tuple(seconds), tuple(late), tuple(idle))
