"""The identity worker's process: a vendor's library that dies below it, and its own end."""

import queue
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from drivers.api.fingerprint import FingerprintFamily
from drivers.registry import camera
from drivers.virtual.ridges import impression
from seat_client.identity import fingers
from seat_client.identity.client import IdentityWorker
from seat_client.identity.devices import Devices
from seat_client.identity.messages import CheckFinger, Failed, News, Ready
from tests.drivers.unruly_readers import unruly

PATIENCE = 60.0
pytestmark = pytest.mark.full


@contextmanager
def worker_with(family: Callable[[str], FingerprintFamily]) -> Iterator[tuple[IdentityWorker, Callable[[type], News]]]:
    worker = IdentityWorker(Devices(camera, family, practice=True))
    news: queue.Queue[News] = queue.Queue()
    worker.news.subscribe(news.put)

    def told(kind: type) -> News:
        while not isinstance(each := news.get(timeout=PATIENCE), kind):
            pass
        return each

    worker.start()
    told(Ready)
    try:
        yield worker, told
    finally:
        worker.close()


def test_a_library_that_dies_in_its_own_process_costs_a_try_and_the_worker_lives() -> None:
    template = fingers.enrol_minutiae([fingers.extract(impression(1, n), 500) for n in (1, 2, 3)]).packed()
    with worker_with(unruly) as (worker, told):
        for _ in range(3):
            worker.order(CheckFinger(worker.next_run(), "unruly:", template, "order", seconds=5))
            failed = told(Failed)
            assert isinstance(failed, Failed)
            assert failed.code == "driver-crashed"


FORGETFUL = """
from drivers.registry import camera, fingerprint_family
from seat_client.identity.client import IdentityWorker
from seat_client.identity.devices import Devices

if __name__ == "__main__":
    worker = IdentityWorker(Devices(camera, fingerprint_family, practice=True))
    worker.start()
    print("started", flush=True)
"""


def test_a_program_that_forgets_to_close_it_ends_all_the_same(tmp_path) -> None:
    script = tmp_path / "forgetful.py"
    script.write_text(FORGETFUL)
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (ended.returncode, ended.stdout) == (0, "started\n"), ended.stderr
