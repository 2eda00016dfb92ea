"""The GUI process of the conference's benchmark: the media process behind it, its tiles painted by Qt into memory, and
the product's viewer beside them, which scrolls through a bid while it is asked to.

Orders come on standard input, figures go to standard output, both as JSON a line.
"""

import json
import os
import statistics
import sys
import threading
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from seat_client.conference.messages import JoinCall, Line, WatchFeed
from seat_client.documents.client import DocumentClient
from seat_client.media.client import MediaClient
from seat_client.media.messages import OpenCamera, OpenSound, ShowTile
from seat_client.ui import fonts, style
from seat_client.ui.widgets.page_view import PageView
from seat_client.wire.conference import CallPass
from tests.benchmarks.conference_parts import build
from tests.benchmarks.heart import Heart
from tests.benchmarks.viewer_parts import DEADLINE, KEY, WINDOW
from tests.conference.clocks import read

TILE = (424, 238)
BEAT = 5
STEP, STEP_EVERY = 40, 16
"""Pixels and milliseconds between two steps of scrolling."""


class Wall(QWidget):
    """All tiles. Clocks are read while `reading` is set, since that costs."""

    def __init__(self, client: MediaClient, count: int) -> None:
        super().__init__()
        self.resize(1920, 1080)
        self.reading = False
        self.latencies: list[float] = []
        self.garbage = self.painted = 0
        self._client = client
        self._tiles = [_Tile(self, number) for number in range(count)]
        self._notifier = QSocketNotifier(client.tick.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._ticked)

    def _ticked(self) -> None:
        for number in set(self._client.tick.recv(4096)):
            if number < len(self._tiles):
                self._tiles[number].update()

    def paint(self, tile: "_Tile", number: int) -> None:
        with self._client.tiles[number].newest() as picture:
            if picture is None:
                return
            self.painted += 1
            image = QImage(picture.pixels, picture.width, picture.height, QImage.Format.Format_RGB32)
            painter = QPainter(tile)
            painter.drawImage(tile.rect(), image)
            painter.end()
            if self.reading:
                clock = read(picture.pixels, picture.width, picture.height)
                if clock is None:
                    self.garbage += 1
                else:
                    self.latencies.append(time.monotonic() - clock.at)


class _Tile(QWidget):
    def __init__(self, wall: Wall, number: int) -> None:
        super().__init__(wall)
        self._wall, self._number = wall, number
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setGeometry((number % 4) * 430, number // 4 * 245, *TILE)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._wall.paint(self, self._number)


class Reading:
    """The viewer with a bid in it; `scroll` goes down and back up for as long as it is on."""

    def __init__(self, bid: Path) -> None:
        fonts.load()
        self._document = DocumentClient(bid, KEY)
        self._view = PageView()
        style.dress(self._view)
        self._view.resize(*WINDOW)
        self._view.show()
        self._view.show_document(self._document)
        self._timer = QTimer(interval=STEP_EVERY, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._scroll)
        self._step = STEP
        self.steps = 0

    def scroll(self, on: bool) -> None:
        self.steps = 0
        (self._timer.start if on else self._timer.stop)()

    def close(self) -> None:
        self._timer.stop()
        self._document.close(wait=DEADLINE)

    def _scroll(self) -> None:
        bar = self._view.verticalScrollBar()
        if not bar.minimum() < bar.value() + self._step < bar.maximum():
            self._step = -self._step
        before = bar.value()
        bar.setValue(before + self._step)
        self.steps += bar.value() != before


class Orders(QObject):
    """Reads orders in a thread and has them carried out in the GUI thread."""

    came = Signal(dict)

    def __init__(self, terms: dict[str, Any]) -> None:
        super().__init__()
        self._terms = terms
        self.client = MediaClient(build, terms["folder"], lambda news: None)
        self._wall = Wall(self.client, len(terms["watch"]) + 1)
        self._wall.show()
        self._reading = Reading(Path(terms["bid"]))
        self._heart = Heart(BEAT)
        self.came.connect(self._carry_out)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.came.emit(json.loads(line))
        self.came.emit({"do": "end"})

    def _carry_out(self, order: dict[str, Any]) -> None:
        match order["do"]:
            case "join":
                self._join()
            case "look":
                self._wall.reading = order["reading"]
                self._reading.scroll(order.get("scrolling", False))
                self._wall.latencies, self._wall.garbage, self._wall.painted = [], 0, 0
                self._heart.begin()
                (self._heart.start if order.get("beating") else self._heart.stop)()
            case "end":
                self._reading.close()
                QApplication.quit()
                return
        self._say()

    def _join(self) -> None:
        for number, feed in enumerate(self._terms["watch"], 1):
            self.client.send(ShowTile(number, *TILE))
            self.client.send(WatchFeed(feed, number))
        self.client.send(ShowTile(0, *TILE))
        self.client.send(OpenCamera("painted"))
        self.client.send(OpenSound("virtual:tone"))
        given = CallPass.model_validate(self._terms["pass"])
        self.client.send(JoinCall(given, live=True, lines=(Line("wired"),)))

    def _say(self) -> None:
        wall, late = self._wall, sorted(self._heart.late) or [0.0]
        answer = {
            "latencies": wall.latencies,
            "garbage": wall.garbage,
            "painted": wall.painted,
            "steps": self._reading.steps,
            "median": statistics.median(late),
            "p99": late[int(len(late) * 0.99)],
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def main(terms: dict[str, Any]) -> None:
    """`pass` (JSON), `watch` (feeds), `folder`, `bid` (a sealed document)."""
    application = QApplication([])
    orders = Orders(terms)
    application.exec()
    orders.client.close()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
