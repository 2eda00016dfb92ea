"""What the page of the self-test shows: each check as it stands, what runs now, what has to be seen to."""

from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from seat_client.media.measuring import Part
from seat_client.services.self_test.progress import Running
from seat_client.services.self_test.remote import Broken, Heard, RemoteSelfTest
from seat_client.services.self_test.result import LINES, Check, Report, Result, State, changes
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.self_test_paper import verdict_words
from seat_client.ui.self_test_sentences import change_words, part_words

SENSES = (Check.CAMERA, Check.MICROPHONE, Check.ROOM, Check.NOISE, Check.SPEAKER, Check.ECHO)
SYSTEM = (
    Check.FINGER, Check.FACE, Check.CLOCK, Check.DISK, Check.KEYS, Check.FONTS, Check.INPUT, Check.PROGRAM,
)  # fmt: skip


class SelfTestModel(QObject):
    """Follows the runs of one page."""

    changed = Signal()

    def __init__(self, remote: RemoteSelfTest, bridge: Bridge) -> None:
        super().__init__()
        self._remote, self._bridge = remote, bridge
        self.results: dict[Check, Result] = {}
        self.running: tuple[Check, ...] = ()
        self.busy = False
        self.seconds = 0.0
        self.instruction = ""
        """What the person is to do now, while sound is measured."""
        self.report: Report | None = None
        self.before = remote.last()
        self.problem = ""
        self._seen: list[Result] = []
        self._partly = False
        self.paper = ""
        """Where the last PDF was written."""
        bridge.connect(remote.heard, self._hear)

    def start(self) -> None:
        """Check everything again."""
        self.results = {}
        self._begin(())

    def again(self, check: Check) -> None:
        """Check one row again, with what is measured together with it."""
        if not self.busy and check in self.results:
            self._begin((check,))

    def stop(self) -> None:
        self._remote.stop()

    def print_paper(self, *, certificate: bool) -> None:
        """Write the certificate, where nothing failed, or the plain record."""
        if self.report is None or self.busy or (certificate and self.obstacle):
            return
        self.paper = ""
        self._bridge.when_done(self._remote.paper(certificate=certificate), self._printed)

    # --- what is shown ----------------------------------------------------------------------------

    def of(self, state: State) -> list[Result]:
        return [result for result in self.results.values() if result.state is state]

    @property
    def problems(self) -> list[Result]:
        """What has to be seen to, failures first."""
        return [*self.of(State.FAIL), *self.of(State.REMIND)]

    @property
    def lines(self) -> list[Result]:
        return [self.results[check] for check in LINES if check in self.results]

    @property
    def sentence(self) -> str:
        """How the run went, or how it goes."""
        if self.problem:
            return self.problem
        if self.instruction:
            return self.instruction
        if self.busy:
            return translate("SelfTestPage", "Checking … about {seconds} s for this part").format(
                seconds=round(self.seconds)
            )
        return verdict_words(self.report) if self.report is not None else ""

    @property
    def obstacle(self) -> str:
        """Why no certificate can be given; empty when it can."""
        if self.busy or self.report is None:
            return translate("SelfTestPage", "No certificate before the check has ended")
        failed = len(self.of(State.FAIL))
        if failed:
            return translate("SelfTestPage", "{count} failed: no certificate yet").format(count=failed)
        return ""

    @property
    def comparison(self) -> list[str]:
        """What changed since the last run."""
        if self.before is None or self.report is None:
            return []
        return [change_words(change) for change in changes(self.before.report, self.report)]

    # --- what is heard ----------------------------------------------------------------------------

    def _begin(self, only: tuple[Check, ...]) -> None:
        if self.busy:
            return
        self.busy, self.problem, self.instruction, self.paper = True, "", "", ""
        self._seen, self._partly = [], bool(only)
        self.before = self._remote.last()
        self._remote.start(only)
        self.changed.emit()

    def _hear(self, heard: Heard) -> None:
        match heard:
            case Running():
                self.running, self.seconds, self.instruction = heard.checks, heard.seconds, ""
            case Part():
                self.instruction = part_words(heard)
            case Result():
                self.results[heard.check] = heard
                self._seen.append(heard)
            case Report():
                self._take(heard)
                self._rest()
            case Broken():
                self.problem = translate("SelfTestPage", "The self-test ended early (status {status}).").format(
                    status=heard.status
                )
                self._rest()
        self.changed.emit()

    def _take(self, report: Report) -> None:
        """A whole run, or what a run of a few checks found in place of what the page knew of them."""
        if self._partly and self.report is not None:
            report = self.report.with_results(replace(report, results=tuple(self._seen)))
        self.results = {result.check: result for result in report.results}
        self.report = report

    def _rest(self) -> None:
        self.running, self.busy, self.instruction = (), False, ""

    def _printed(self, done: "Future[Path]") -> None:
        if done.exception() is None:
            self.paper = translate("SelfTestPage", "Written: {file}").format(file=done.result())
        else:
            self.problem = translate("SelfTestPage", "The PDF could not be written.")
        self.changed.emit()
