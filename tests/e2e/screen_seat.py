"""The real seat, worked by real key events until it is killed; tells its parent what the screen shows as saved.

`main` takes the practice ground's folder, the centre's address, a member and an order: `score` types scores for ever,
`finish` scores no more and ends in order once its status bar says that nothing is left to send. A line of JSON goes to
standard output for every page worked on the way, when it stands in the review, each time the saved line shows another
entry as saved, and at the end.

`serve` gives lives one after the other: it has imported everything when it forks, which is most of what a start costs.
Each order is a line of JSON, the arguments of `main` after the path of a pipe for what the life tells; the answers are
the life's process id, and how it ended.
"""

import json
import os
import random
import re
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from seat_client.app.autopilot.hands import Hands
from seat_client.app.autopilot.pages import PageWorks
from seat_client.app.practice_ground import read_project, virtual_family
from seat_client.app.qt import application
from seat_client.app.seat import SeatProgram, SeatSettings
from seat_client.domain.exact import to_text
from seat_client.domain.project import Criterion
from seat_client.ui.screens.review.criterion_row import CriterionRow
from seat_client.ui.screens.review.score_form import SavedLine
from seat_client.ui.widgets.plates import SeatPlate

SAVED_HERE = "已存本机"
ALL_SENT = re.compile(r"^待传 0 条 · \d")
LONGEST_REST_MS = 60
LOOK_MS = 40
TURNS = 0.15  # how often the other bid is taken instead of another criterion


def say(**what: object) -> None:
    """At once and unbuffered: what was said has left the process when it dies."""
    os.write(1, (json.dumps(what) + "\n").encode())


class SavedLineWitness(QObject):
    """Looks at the saved line at every event of it, and tells each entry that the line first shows as saved."""

    def __init__(self, line: QWidget) -> None:
        super().__init__(line)
        self._line = line
        self._told = ""
        for part in (line, *line.findChildren(QWidget)):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        looked_at = event.type() in (QEvent.Type.DynamicPropertyChange, QEvent.Type.Paint)
        if looked_at and isValid(self._line):  # its parts have events even while it is being destroyed
            self._look()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        entry = str(self._line.property("savedEntry") or "")
        words = self._words() if self._line.isVisible() else ""
        if SAVED_HERE in words and entry not in ("", self._told):
            self._told = entry
            say(saved=json.loads(entry), words=words)

    def _words(self) -> str:
        return " ".join(label.text() for label in self._line.findChildren(QLabel))


class WorkingHands(Hands):
    """Takes no pictures: a killed seat starts many times, and nothing of it is looked at later."""

    def picture(self, name: str) -> None:
        """Only pause as one does to look."""
        QTest.qWait(LOOK_MS)


class ScreenSeat:
    """One life of the seat, from the sign-in page to the review and on."""

    def __init__(self, folder: Path, centre: str, member: str) -> None:
        self._project = read_project(None)
        self._member = member
        self._qt = application()
        self._program = SeatProgram(_settings(folder, centre, member))
        self._hands = WorkingHands(lambda: self._program.shell, folder / "pictures")

    def reach_the_review(self) -> None:
        """Work every page before the review as the autopilot does."""
        self._program.shell.resize(1920, 1080)
        self._program.start()
        self._program.shell.show()
        works = PageWorks(self._hands, self._project.script, self._member)
        while (page := self._hands.wait(works.page_to_work, "a page to work on")) != "ReviewView":
            say(page=page)
            works.work(page)
        (line,) = self._hands.window.findChildren(SavedLine)  # it stands there, unseen until it has something to say
        SavedLineWitness(line)

    def score_on(self) -> None:
        """Score for ever, at uneven pace, whether or not the last entry is saved yet."""
        self._hands.wait_enabled("score-value")
        say(scoring=True)
        while True:
            if random.random() < TURNS:
                self._turn()
            self._score()
            QTest.qWait(random.randint(0, LONGEST_REST_MS))

    def finish(self) -> None:
        """Let everything reach the centre, then stop in order."""
        bar = self._program.shell.status_bar
        self._hands.wait(lambda: any(ALL_SENT.match(label.text()) for label in bar.findChildren(QLabel)), "all sent")
        self._program.stop()
        QCoreApplication.processEvents()
        say(ended=True)

    def _turn(self) -> None:
        for name in random.sample(("next-bid", "previous-bid"), 2):
            button = self._hands.see(name)
            if button is not None and button.isEnabled():
                self._hands.click_on(button)
                return

    def _score(self) -> None:
        row = random.choice(self._hands.window.findChildren(CriterionRow))
        criterion = self._project.project.criterion(row.objectName().removeprefix("criterion-"))
        if row.isVisible():  # the open criterion has its fields in the place of its row
            self._hands.click_on(row)
        self._hands.fill("score-value", _some_score(criterion))
        self._hands.key(Qt.Key.Key_Return)


def _some_score(criterion: Criterion) -> str:
    steps = int(criterion.max / criterion.step)
    return to_text(random.randint(0, steps) * criterion.step, 2)


def _settings(folder: Path, centre: str, member: str) -> SeatSettings:
    return SeatSettings(
        plate=SeatPlate("演练", "演练", "01", "01"),
        seat_id="practice-seat-01",
        centre=centre,
        token=virtual_family(folder / "keys" / f"{member}.token"),
        data=folder / "seat",
        practice=True,
    )


def main(folder: str, centre: str, member: str, order: str) -> None:
    seat = ScreenSeat(Path(folder), centre, member)
    seat.reach_the_review()
    if order == "finish":
        seat.finish()
    else:
        seat.score_on()


def serve() -> None:
    """A life for each order, in a session of its own."""
    for line in sys.stdin:
        pipe, *arguments = json.loads(line)
        life = os.fork()
        if life == 0:
            os.setsid()
            os.dup2(os.open(pipe, os.O_WRONLY), 1)
            main(*arguments)
            os._exit(0)
        say(life=life)
        say(ended=os.waitstatus_to_exitcode(os.waitpid(life, 0)[1]))
