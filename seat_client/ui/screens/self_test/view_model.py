"""What the page of the self-test shows: each check as it stands, what runs now, what has to be seen to."""

import logging
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from seat_client.media.measuring import Part
from seat_client.services.leaving import Answer, KeyholdersDamaged
from seat_client.services.self_test.progress import Running
from seat_client.services.self_test.remote import Broken, Heard, RemoteSelfTest
from seat_client.services.self_test.result import LINES, Check, Report, Result, State, changes
from seat_client.services.technician_entry import TechnicianEntry
from seat_client.services.technicians import TechniciansDamaged
from seat_client.signing.certificate import KeyState
from seat_client.signing.routine import wipe
from seat_client.ui.bridge import Bridge
from seat_client.ui.code_sentences import answer_words, list_unreadable
from seat_client.ui.language import translate
from seat_client.ui.self_test_paper import verdict_words
from seat_client.ui.self_test_sentences import change_words, part_words

log = logging.getLogger(__name__)

SENSES = (Check.CAMERA, Check.MICROPHONE, Check.ROOM, Check.NOISE, Check.SPEAKER, Check.ECHO)
SYSTEM = (
    Check.FINGER, Check.FACE, Check.CLOCK, Check.DISK, Check.KEYS, Check.FONTS, Check.INPUT, Check.PROGRAM,
)  # fmt: skip


class SelfTestModel(QObject):
    """Follows the runs of one page."""

    changed = Signal()

    def __init__(self, remote: RemoteSelfTest, bridge: Bridge, entry: TechnicianEntry) -> None:
        super().__init__()
        self._remote, self._bridge, self._entry = remote, bridge, entry
        self.signed_in = False
        """Whether a technician came in on this page, by key or by two codes."""
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
        if not self.busy and check in self.results and check is not Check.TRIAL:
            self._begin((check,))

    def stop(self) -> None:
        self._remote.stop()

    # --- the technician -------------------------------------------------------------------------------

    def key(self) -> KeyState | None:
        """The technician's key that is in; none is asked for a PIN while a run goes on."""
        if self.busy:
            return None
        try:
            return self._entry.key()
        except TechniciansDamaged:
            self.problem = translate("SelfTestPage", "The list of technicians cannot be read; it has to be made anew.")
            self.changed.emit()
            return None

    def sign(self, pin: bytearray) -> None:
        """Make the trial signature, which shows who it is as well."""
        if self.busy:
            wipe(pin)
            return
        self._prepare(partly=True)
        self._remote.sign(pin)
        self.changed.emit()

    def answer(self, first: str, second: str) -> str:
        """Empty when the codes of two persons open a technician's pages, else the sentence that says why not."""
        try:
            answer, paused = self._entry.answer(first, second)
        except (KeyholdersDamaged, OSError):
            log.exception("the key holders of this seat cannot be read or written")
            return list_unreadable()
        log.warning("two codes for a technician's pages: %s", "taken" if answer is Answer.LEAVE else answer.value)
        if answer is Answer.LEAVE:
            self.signed_in = True
            self.changed.emit()
        return answer_words(answer, paused)

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
        self._prepare(partly=bool(only))
        self._remote.start(only)
        self.changed.emit()

    def _prepare(self, *, partly: bool) -> None:
        self.busy, self.problem, self.instruction, self.paper = True, "", "", ""
        self._seen, self._partly = [], partly
        self.before = self._remote.last()

    def _hear(self, heard: Heard) -> None:
        match heard:
            case Running():
                self.running, self.seconds, self.instruction = heard.checks, heard.seconds, ""
            case Part():
                self.instruction = part_words(heard)
            case Result():
                self.results[heard.check] = heard
                self._seen.append(heard)
                self._let_in(heard)
            case Report():
                self._take(heard)
                self._rest()
            case Broken():
                self.problem = translate("SelfTestPage", "The self-test ended early (status {status}).").format(
                    status=heard.status
                )
                self._rest()
        self.changed.emit()

    def _let_in(self, result: Result) -> None:
        if result.check is Check.TRIAL and result.state in (State.PASS, State.REMIND):
            log.info("a technician came in by key")
            self.signed_in = True

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
