"""A Janus and its rooms for the tests beside this file."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import ifaddr
import pytest

from seat_client.centre.conference.ground import LOOPBACK, AdminTerms
from tests.conference.servers import Janus, free_port, running

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def own_address() -> str:
    """An address of this machine that is not the loopback's: Janus offers no other."""
    ips = (ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips)
    found = next((ip for ip in ips if isinstance(ip, str) and not ip.startswith(("127.", "169.254."))), None)
    if found is None:
        pytest.skip("needs hardware: a network interface that is up")
    return found


@pytest.fixture(scope="session")
def janus(own_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Janus]:
    if shutil.which("janus") is None:
        pytest.skip("no Janus: the set `run` brings it")
    admin = AdminTerms(free_port(LOOPBACK), "admin secret")
    with running(Janus(tmp_path_factory.mktemp("janus"), own_address, admin=admin)) as started:
        yield started


@pytest.fixture
def room(janus: Janus) -> Callable[..., str]:
    """Makes rooms that nobody else is in."""

    def make(**options: object) -> str:
        name = f"room-{next(_numbers)}"
        janus.make_room(name, **options)
        return name

    return make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a seat keeps what it could not send."""
    return tmp_path / "gaps"
