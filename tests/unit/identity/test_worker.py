"""The identity worker's process: a vendor's library that dies or hangs below it, retry storms, and its own end."""

import queue
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drivers.api.fingerprint import FingerprintFamily
from drivers.registry import camera, fingerprint_family, id_card_family
from drivers.virtual.ridges import impression
from seat_client.identity import calibration, fingers
from seat_client.identity.calibration import Calibration
from seat_client.identity.client import IdentityWorker
from seat_client.identity.devices import Devices
from seat_client.identity.messages import (
    Cancel,
    CardRead,
    CheckFinger,
    Decided,
    Failed,
    FingerSeen,
    News,
    ReadCard,
    Ready,
)
from seat_client.identity.template import unpack
from seat_client.identity.worker import AGAIN_S
from tests.drivers.unruly_readers import unruly

PATIENCE = 60.0
pytestmark = pytest.mark.full


class Told:
    """A worker and what it tells."""

    def __init__(self, worker: IdentityWorker) -> None:
        self.worker = worker
        self._news: queue.Queue[News] = queue.Queue()
        worker.news.subscribe(self._news.put)

    def next(self, *kinds: type) -> News:
        """The next news of these kinds; others before it are passed over."""
        until = time.monotonic() + PATIENCE
        while True:
            news = self._news.get(timeout=max(0.1, until - time.monotonic()))
            if isinstance(news, kinds):
                return news


@contextmanager
def worker_with(family: Callable[[str], FingerprintFamily], thresholds: str = "") -> Iterator[Told]:
    worker = IdentityWorker(Devices(camera, family, practice=True, calibration=thresholds, cards=id_card_family))
    told = Told(worker)
    worker.start()
    told.next(Ready)
    try:
        yield told
    finally:
        worker.close()


@pytest.fixture(scope="module")
def template() -> bytes:
    return fingers.enrol_minutiae([fingers.extract(impression(1, n), 500) for n in (1, 2, 3)]).packed()


def test_a_library_that_dies_in_its_own_process_costs_a_run_and_the_worker_lives(template: bytes) -> None:
    with worker_with(unruly) as told:
        codes = []
        for _ in range(4):  # a storm of retries ends in a library that rests
            told.worker.order(CheckFinger(told.worker.next_run(), "unruly:", template, "order", seconds=5))
            failed = told.next(Failed)
            assert isinstance(failed, Failed)
            codes.append(failed.code)
        assert codes == ["driver-crashed"] * 4
        told.worker.order(CheckFinger(told.worker.next_run(), "unruly:", b"SIT1", "order"))
        damaged = told.next(Failed)
        assert isinstance(damaged, Failed)
        assert damaged.code == "damaged-template"  # it never came to the library


def test_a_reader_that_says_again_for_ever_is_asked_no_faster_than_it_may(tmp_path: Path, template: bytes) -> None:
    (tmp_path / "finger").write_text("again")
    with worker_with(fingerprint_family) as told:
        began = time.monotonic()
        told.worker.order(CheckFinger(told.worker.next_run(), f"virtual:{tmp_path}/finger", template, "o", seconds=3))
        count = 0
        while not isinstance(news := told.next(FingerSeen, Failed), Failed):
            count += news.stage == "again"
        assert news.code == "device-timeout"
        assert count <= 1 + (time.monotonic() - began) / AGAIN_S


def test_a_finger_that_is_right_decides_and_another_does_not(tmp_path: Path, template: bytes) -> None:
    place = tmp_path / "finger"
    with worker_with(fingerprint_family) as told:
        for finger, passed in ((1, True), (2, False)):
            place.write_text(f"finger {finger} impression 5")
            told.worker.order(CheckFinger(told.worker.next_run(), f"virtual:{place}", template, "order"))
            decided = told.next(Decided, Failed)
            assert isinstance(decided, Decided)
            assert decided.decision.passed is passed
            assert decided.decision.template == f"{unpack(template).reference.hex()}/1"
            assert not decided.decision.alone


def test_a_reader_that_is_unplugged_says_so_and_works_again_when_it_is_back(tmp_path: Path, template: bytes) -> None:
    place = tmp_path / "finger"
    with worker_with(fingerprint_family) as told:

        def check() -> None:
            told.worker.order(CheckFinger(told.worker.next_run(), f"virtual:{place}", template, "order"))

        check()  # it was never there
        assert told.next(Decided, Failed) == Failed(1, "device-absent")
        place.write_text("lifted")
        check()
        assert told.next(FingerSeen) == FingerSeen(2, "waiting")
        place.unlink()  # while a finger is waited for
        assert told.next(Decided, Failed) == Failed(2, "device-absent")
        place.write_text("busy")
        check()
        assert told.next(Decided, Failed) == Failed(3, "device-busy")
        place.write_text("finger 1 impression 5")
        check()
        decided = told.next(Decided, Failed)
        assert isinstance(decided, Decided)
        assert decided.decision.passed


def test_a_reader_counts_by_its_own_threshold_once_it_was_calibrated(tmp_path: Path, template: bytes) -> None:
    file = tmp_path / "readers.json"
    pairs = 40_000  # none of them above the threshold shows 1 in 10,000
    with worker_with(fingerprint_family, str(file)) as told:
        for threshold, counted, passed in ((0.9, pairs, True), (90.0, pairs, False), (0.9, 12, True)):
            calibration.save(file, Calibration("virtual drawn", threshold, 200, counted, 0, 0, 600, "2026-01-05"))
            order = CheckFinger(told.worker.next_run(), "virtual:finger 1 impression 5", template, "order")
            told.worker.order(order)
            decided = told.next(Decided, Failed)
            assert isinstance(decided, Decided)
            assert decided.decision.threshold == threshold
            assert decided.decision.passed is passed
            assert decided.decision.alone is (counted == pairs)


def test_a_card_reader_is_waited_for_and_let_go(tmp_path: Path) -> None:
    card = tmp_path / "card"
    with worker_with(fingerprint_family) as told:
        told.worker.order(ReadCard(told.worker.next_run(), "idcard:/nowhere/libtermb.so"))
        missing = told.next(FingerSeen)
        assert isinstance(missing, FingerSeen)
        assert missing.reason == "library-missing"
        run = told.worker.next_run()
        told.worker.order(ReadCard(run, f"virtual:{card}"))
        card.write_text("林国栋\n11010519491231002X", encoding="utf-8")
        read = told.next(CardRead)
        assert read == CardRead(run, "11010519491231002X")
        assert "110105" not in repr(read)
        told.worker.order(ReadCard(told.worker.next_run(), f"virtual:{tmp_path}/none"))
        told.worker.order(Cancel())
        process = told.worker._process
        assert process is not None
        assert process.is_alive()


FORGETFUL = """
from drivers.registry import camera, fingerprint_family
from seat_client.identity.client import IdentityWorker
from seat_client.identity.devices import Devices

if __name__ == "__main__":
    worker = IdentityWorker(Devices(camera, fingerprint_family, practice=True))
    worker.start()
    print("started", flush=True)
"""


def test_a_program_that_forgets_to_close_it_ends_all_the_same(tmp_path: Path) -> None:
    script = tmp_path / "forgetful.py"
    script.write_text(FORGETFUL)
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (ended.returncode, ended.stdout) == (0, "started\n"), ended.stderr
