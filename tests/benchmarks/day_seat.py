"""The seat of the benchmark `day`, in a process of its own: a window at rest, then a compressed day in the same window.

A real review page over an encrypted store, bids of 2,000 pages drawn by the seat's own workers, seven tiles of the
strip that a second process fills as the media process does, and the autopilot's hands, which turn pages, go from bid
to bid and score. A heart in the event loop notes how late each of its beats comes. The figures go to standard output as
one line of JSON.
"""

import contextlib
import json
import multiprocessing
import os
import random
import socket
import statistics
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from drivers.virtual.head import paint_person
from seat_client.app.autopilot.hands import Hands
from seat_client.app.qt import application
from seat_client.documents.standby import STANDBY
from seat_client.domain.exact import to_text
from seat_client.domain.stages import StageId
from seat_client.media.frames import Slots
from seat_client.services.conference import Conference
from seat_client.services.notebook import Notebook
from seat_client.sync.client import CentreClient
from seat_client.ui.bridge import Bridge
from seat_client.ui.pictures import TilePictures
from seat_client.ui.screens.conference.view_model import ConferenceModel
from seat_client.ui.screens.review.reading import Reading
from seat_client.ui.screens.review.view import ReviewView
from seat_client.ui.screens.review.view_model import ReviewModel
from tests.benchmarks.heart import Heart
from tests.benchmarks.viewer_memory import held
from tests.gui.call_page import NOW, Orders, full_view
from tests.gui.pictures import WIDE, shell_around
from tests.gui.review_desk import Desk, sample, with_guides

BEAT_MS = 4
TILES, RATE = 7, 15
PICTURE = (320, 180)
SEED = 20261123
PAUSE_MS = 60
"""Between two keys: faster than anybody types, and each key a turn of the event loop of its own."""

PAGES_SEEN = range(100, 110)
CRITERIA = ("T1", "T2", "T3", "T4", "T5", "T6")


def figures(heart: Heart) -> dict[str, float]:
    """Milliseconds of lateness: median, 99th percentile, longest; and how many beats there were."""
    late = sorted(heart.late)
    p99 = late[int(len(late) * 0.99)]
    return {"beats": len(late), "median": statistics.median(late), "p99": p99, "max": late[-1]}


def film(addresses: list[str], bell: socket.socket) -> None:
    """What the media process does to the tiles: new pictures at their rate, and a tick for each."""
    slots = [Slots.attach(address) for address in addresses]
    pictures = []
    for person in range(len(slots)):
        frame = np.full((PICTURE[1], PICTURE[0], 3), 110, np.uint8)
        paint_person(frame, person, middle=(160, 88), size=54, turn=0.0, openness=1.0)
        pictures.append(np.ascontiguousarray(np.dstack([frame, np.full(frame.shape[:2], 255, np.uint8)])))
    parent = os.getppid()
    bell.setblocking(False)
    while os.getppid() == parent:  # it ends with the seat, however that ends
        for tile, (slot, picture) in enumerate(zip(slots, pictures, strict=True)):
            slot.write(memoryview(picture), *PICTURE, time.monotonic())
            with contextlib.suppress(BlockingIOError):  # a window that stands still is told of the next picture
                bell.send(bytes((tile + 1,)))
            time.sleep(1 / RATE / len(slots))


class Day:
    """The window, and a person's day in it."""

    def __init__(self, folder: Path, sealed: Path, key: bytes) -> None:
        self._desk = Desk(folder, with_guides(sample()[0]))
        self._desk.play_until(StageId.TECHNICAL)
        for code in self._desk.seat.evaluation.active_codes():
            self._desk.link_to_shelf("technical", code, sealed, key)
        ear, self._bell = socket.socketpair()
        ear.setblocking(False)
        self._slots = [Slots.create(PICTURE[0] * PICTURE[1] * 4) for _ in range(10)]
        self._bridge = Bridge()
        conference = Conference(CentreClient("http://127.0.0.1:9"), Orders())
        pictures = TilePictures(self._slots, ear.fileno(), lambda: ear.recv(4096))
        call = ConferenceModel(conference, self._bridge, pictures, None, lambda: NOW)
        conference.view.publish(full_view())
        book = Notebook(self._desk.store)
        self._model = ReviewModel(self._desk.scoring(), self._desk.seat, self._desk.watch, self._desk.bridge, book)
        reading = Reading(self._desk.shelf, self._desk.seat, self._desk.bridge, book)
        self._view = ReviewView(self._model, reading)
        self.shell = shell_around(self._view, WIDE)
        self.shell.strip.show_pictures(pictures)
        QTest.qWait(50)
        self.shell.show_tiles(call.plates())
        self.shell.show_call(call.line)
        self._hands = Hands(lambda: self.shell, folder / "pictures")
        self._chance = random.Random(SEED)

    def begin_the_call(self) -> None:
        addresses = [slot.address for slot in self._slots[1 : TILES + 1]]
        film_process = multiprocessing.get_context("fork").Process(
            target=film, args=(addresses, self._bell), daemon=True
        )
        film_process.start()

    def work(self, seconds: float) -> int:
        """Read and score bid after bid for so long; returns the entries made."""
        end, entries = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            for bid in self._model.bids:
                self._model.choose_bid(bid.code)
                self._hands.wait(self._view.reading.view.page_count, "the bid")
                for criterion in CRITERIA:
                    if time.monotonic() > end:
                        return entries
                    self._read()
                    self._score(criterion)
                    entries += 1
        return entries

    def _read(self) -> None:
        """Jump somewhere, turn a few pages, and look."""
        view = self._view.reading.view
        view.go_to_page(self._chance.randint(1, view.page_count()))
        for _ in range(3):
            self._hands.key(Qt.Key.Key_PageDown)
            QTest.qWait(120)

    def _score(self, criterion: str) -> None:
        found = self._desk.seat.project.criterion(criterion)
        steps = int(found.max / found.step)
        self._model.choose_criterion(criterion)
        self._hands.click("score-value")
        QTest.qWait(PAUSE_MS)
        self._hands.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for figure in to_text(self._chance.randint(0, steps) * found.step, 2):
            QTest.qWait(PAUSE_MS)
            self._hands.type(figure)
        QTest.qWait(PAUSE_MS)

    def megabytes(self) -> float:
        """What the seat's own process holds once it has opened the first bid anew and seen the same pages: the pixels
        of pages come and go by 190 MB. Its workers keep to limits of their own."""
        view = self._view.reading.view
        for bid in (self._model.bids[1], self._model.bids[0]):
            self._model.choose_bid(bid.code)
            self._hands.wait(view.page_count, "the bid")
        for page in PAGES_SEEN:
            view.go_to_page(page)
            QTest.qWait(200)
        return held(os.getpid())

    def end(self) -> None:
        self.shell.end()
        self._bridge.close()
        self._desk.close()


def main(terms: dict[str, Any]) -> None:
    """`folder`, `sealed`, `key` (hex), `idle` and `busy` in seconds."""
    qt = application()
    STANDBY.begin()
    day = Day(Path(terms["folder"]), Path(terms["sealed"]), bytes.fromhex(terms["key"]))
    day.work(terms["busy"] / 4)  # every cache is full once before anything is measured
    heart = Heart(BEAT_MS)
    QTest.qWait(500)
    heart.begin()
    QTest.qWait(round(terms["idle"] * 1000))
    idle = figures(heart)
    before = day.megabytes()
    day.begin_the_call()
    QTest.qWait(500)
    heart.begin()
    entries = day.work(terms["busy"])
    told = {"idle": idle, "day": figures(heart), "growth": day.megabytes() - before, "entries": entries}
    print(json.dumps(told), flush=True)
    day.end()
    STANDBY.stop()
    del qt


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
    os._exit(0)
