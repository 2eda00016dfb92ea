"""A seat in a process of its own whose member types scores until it is killed, and tells what it showed as saved.

Run as a module with the practice ground's folder, the centre's address and a member. For each line on standard
input a child is forked that lives as the line says: `score` types on for ever, `finish` delivers what is left and
ends. It prints `pid N`, `scoring`, `saved ID VALUE` and `delivered`; `gone` once it is dead.
"""

import os
import queue
import random
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path

from seat_client.app.practice_ground import PIN, read_project, virtual_family
from seat_client.domain.events import RecordedFact
from seat_client.domain.exact import to_text
from seat_client.domain.project import Criterion
from seat_client.domain.stages import StageId
from seat_client.practice.day import Means, MemberDay
from seat_client.services.key_desk import KeyDesk
from seat_client.services.scoring import Scoring
from seat_client.services.seat import Seat
from seat_client.services.sign_in import SigningIn
from seat_client.signing.watch import ReaderWatch
from seat_client.sync.client import CentreClient
from seat_client.sync.loop import SyncLoop

PATIENCE = 60


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class ScoringSeat:
    """Signed in, in step with the centre, and going through the stages up to the technical review."""

    def __init__(self, ground: Path, centre: str, member: str) -> None:
        self._client = CentreClient(centre)
        self._watch = ReaderWatch(virtual_family(ground / "keys" / f"{member}.token"))
        _wait_for_key(self._watch)
        self._desk = KeyDesk(self._watch, lambda: datetime.now(UTC))
        data = ground / "seats" / member
        signing_in = SigningIn(self._client, self._desk, seat_id=f"practice-{member}", data=data)
        self.seat: Seat = signing_in.sign_in(bytearray(PIN.encode())).result(PATIENCE).seat
        self._arrived: queue.SimpleQueue[tuple[RecordedFact, ...]] = queue.SimpleQueue()
        self.sync = SyncLoop(self.seat.store, self._client)
        self.sync.facts.subscribe(self._arrived.put)
        self.sync.start()
        script = read_project(None).script
        self._day = MemberDay(Means(script, self.seat, self._desk, self._client, data, lambda: bytearray(PIN.encode())))

    def reach_the_review(self) -> None:
        while self.seat.stage is not StageId.TECHNICAL:
            self._day.go_on()
            self.seat.fold(self._arrived.get(timeout=PATIENCE))

    def type_on(self) -> None:
        scoring = Scoring(self.seat, self._desk, StageId.TECHNICAL)
        say("scoring")
        while True:
            code, criterion = random.choice(scoring.bids), random.choice(scoring.criteria)
            text = _some_score(criterion)
            saved = scoring.enter_score(code, criterion.id, text).result(PATIENCE)
            say("saved", saved.id, text)

    def deliver(self) -> None:
        delivered = threading.Event()
        self.sync.state.subscribe(lambda state: delivered.set() if state.reachable and not state.pending else None)
        self.sync.wake()
        assert delivered.wait(PATIENCE)
        self.sync.stop()
        self.seat.store.close()
        say("delivered")


def _wait_for_key(watch: ReaderWatch) -> None:
    read = threading.Event()
    watch.topic.subscribe(lambda readers: read.set() if readers.keys else None)
    watch.start()
    assert read.wait(PATIENCE)


def _some_score(criterion: Criterion) -> str:
    steps = int(criterion.max / criterion.step)
    return to_text(random.randint(0, steps) * criterion.step, 2)


def live(order: str, ground: Path, centre: str, member: str) -> None:
    say("pid", os.getpid())
    seat = ScoringSeat(ground, centre, member)
    seat.reach_the_review()
    if order == "finish":
        seat.deliver()
    else:
        seat.type_on()


def main(ground: Path, centre: str, member: str) -> None:
    for order in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                live(order.strip(), ground, centre, member)
            except BaseException:  # noqa: BLE001 - the child must not go on as its parent
                traceback.print_exc()
            os._exit(0)
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
