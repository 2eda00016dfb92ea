"""Whatever the line does to requests and answers, every entry arrives, once, in order."""

import sys

import pytest

from seat_client.store import Store
from seat_client.sync.client import CentreClient
from seat_client.sync.loop import SyncLoop
from tests.unit.sync.conftest import REQUEST
from tests.unit.sync.fault_proxy import FAULTS, FaultProxy
from tests.unit.sync.small_centre import SmallCentre
from tests.unit.sync.test_loop import score
from tests.unit.sync.waiting import Heard


@pytest.mark.parametrize("entries", [40, pytest.param(400, marks=pytest.mark.full)])
def test_every_entry_arrives_once_through_a_line_that_does_its_worst(
    centre: SmallCentre, store: Store, monkeypatch: pytest.MonkeyPatch, entries: int
) -> None:
    monkeypatch.setattr("seat_client.sync.loop.FIRST_PAUSE", 0.01)
    monkeypatch.setattr("seat_client.sync.loop.LONGEST_PAUSE", 0.05)
    monkeypatch.setattr("seat_client.sync.loop.BATCH_LIMIT", 5)
    proxy = FaultProxy(int(centre.url.rsplit(":", 1)[1]), seed=entries)
    proxy.calm = True
    client = CentreClient(proxy.url)
    client.open_session(REQUEST)
    proxy.calm = False
    loop = SyncLoop(store, client)
    states = Heard(loop.state)
    for number in range(entries):
        score(store, number, criterion=f"T{number % 3}")
    loop.start()
    states.until_one(lambda state: not state.pending and state.reachable)
    loop.stop()
    client.close()
    proxy.close()
    arrived = [act.id for act in centre.record.acts]
    sys.stdout.write(f"{entries} entries, faults {proxy.done}: 0 lost, 0 doubled\n")
    assert len(arrived) == len(set(arrived)) == entries
    assert [act.rev for act in centre.record.acts if act.aggregate.endswith("T1")] == list(
        range(1, 1 + sum(n % 3 == 1 for n in range(entries)))
    )
    assert store.attention() == []
    assert sum(proxy.done[fault] for fault in FAULTS if fault != "none") > entries // 10
