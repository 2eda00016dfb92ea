"""A seat's store, a small centre, a client signed in at it, and a loop between them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seat_client.store import Store
from seat_client.sync.client import CentreClient
from seat_client.sync.loop import SyncLoop
from seat_client.wire import CONTRACT
from seat_client.wire.models import SessionRequest
from tests.unit.sync.small_centre import SmallCentre

KEY = bytes(range(32))
REQUEST = SessionRequest(challenge="P1", seat="A1", certificate="", signature="", client_version="0", contract=CONTRACT)


@pytest.fixture
def centre() -> Iterator[SmallCentre]:
    with SmallCentre() as centre:
        yield centre


@pytest.fixture
def stranger(centre: SmallCentre) -> Iterator[CentreClient]:
    """A client before sign-in."""
    client = CentreClient(centre.url)
    yield client
    client.close()


@pytest.fixture
def client(stranger: CentreClient) -> CentreClient:
    """A client after sign-in."""
    stranger.open_session(REQUEST)
    return stranger


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "seat.db", KEY)
    yield store
    store.close()


@pytest.fixture
def loop(store: Store, client: CentreClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[SyncLoop]:
    """Not yet started; its pauses are short, for what is tested comes after them."""
    monkeypatch.setattr("seat_client.sync.loop.FIRST_PAUSE", 0.02)
    monkeypatch.setattr("seat_client.sync.loop.LONGEST_PAUSE", 0.1)
    loop = SyncLoop(store, client)
    yield loop
    loop.stop()
