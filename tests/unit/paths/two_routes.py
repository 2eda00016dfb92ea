"""Runs inside the seat's name space: a seat that types on while its routes come and go, and tells what it sees.

Arguments: a folder, the centre's address and port, and the routes as NAME=ADDRESS. It prints `acked N TIME` for each
act the centre acknowledged, and `route NAME TIME`, until its input ends.
"""

import logging
import sys
import threading
import time
from pathlib import Path

from seat_client.domain.events import EnterScore
from seat_client.paths import Route, RouteMonitor
from seat_client.store import Store
from seat_client.sync.client import CentreClient
from seat_client.sync.loop import SyncLoop, SyncState
from seat_client.wire import CONTRACT
from seat_client.wire.models import SessionRequest


def say(word: str, value: object) -> None:
    sys.stdout.write(f"{word} {value} {time.monotonic()}\n")
    sys.stdout.flush()


def main(folder: Path, host: str, port: int, routes: list[str]) -> None:
    logging.disable()
    monitor = RouteMonitor([Route(*each.split("=")) for each in routes], (host, port))
    client, store = CentreClient(f"http://{host}:{port}"), Store.open(folder / "seat.db", bytes(32))
    loop = SyncLoop(store, client)
    loop.follow(monitor)
    monitor.start()
    client.open_session(
        SessionRequest(challenge="P1", seat="A1", certificate="", signature="", client_version="0", contract=CONTRACT)
    )
    last = [""]

    def tell(state: SyncState) -> None:
        if state.route != last[0]:
            last[0] = state.route
            say("route", state.route or "none")
        if state.reachable and not state.problem and not state.pending:
            say("acked", len(store.own_acts("E1")))

    loop.state.subscribe(tell)
    loop.start()
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    number = 0
    while not ended.wait(0.1):
        number += 1
        store.append(project="P1", seat="A1", member="E1", act=EnterScore("C1", "T1", str(number))).result(60)
    loop.stop()
    monitor.stop()
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4:])
