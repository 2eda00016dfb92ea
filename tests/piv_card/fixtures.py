"""The fixtures that tests of several folders share: import them into a conftest."""

import atexit
import functools
from collections.abc import Iterator

import pytest

from tests.piv_card.service import PcscService, missing, until


@functools.cache
def _running() -> PcscService:
    """One service per test process: the client library remembers its socket's place for good."""
    service = PcscService()
    atexit.register(service.close)
    service.start()
    return service


@pytest.fixture(name="pcsc_service")
def pcsc_service_fixture() -> Iterator[PcscService]:
    """A running service with empty slots; it is put right again if the test killed it."""
    if (reason := missing()) is not None:
        pytest.skip(reason)
    service = _running()
    yield service
    for slot in service.slots:
        slot.pull()
    if not service.readers():
        service.start()
    until(service.is_empty, "the slots empty again")
    failures = [slot.failure for slot in service.slots if slot.failure is not None]
    assert not failures, f"the card itself failed: {failures}"
