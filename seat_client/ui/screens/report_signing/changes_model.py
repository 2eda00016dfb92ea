"""Examines the report's signatures beside the reading of it: the note at its title, and the dialog of changes."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from seat_client.evidence.verification import Verdict
from seat_client.services.report_signing import ReportSigning
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.report_signing.changes import History, history
from seat_client.ui.sentences import sentence_for


class ChangesModel(QObject):
    """What came with and after every signature of what is read, and of the newest revision when asked."""

    changed = Signal()
    examined = Signal(object)
    """A History."""
    unexamined = Signal(str)
    """Why it could not be examined, in words."""

    def __init__(self, signing: ReportSigning, bridge: Bridge, member_title: Callable[[str], str]) -> None:
        super().__init__()
        self._signing, self._bridge, self._member_title = signing, bridge, member_title
        self._history: History | None = None

    @property
    def spoilt(self) -> bool:
        """Something besides signatures was changed: this report is not to be signed."""
        return self._history is not None and not self._history.clean

    @property
    def note(self) -> tuple[str, str]:
        """What is known of what is read, long and short; nothing before it was examined."""
        if self._history is None:
            return "", ""
        if self.spoilt:
            words = translate("Report", "changed after signing")
            return words, words
        words = translate("Report", "revision {number} · unchanged since it was made")
        return words.format(number=self._history.revision), translate("Report", "unchanged")

    def forget(self) -> None:
        """Another report is read."""
        self._history = None

    def examine(self) -> None:
        """Look through what is read."""
        self._bridge.when_done(self._signing.changes(newest=False), self._see)

    def examine_newest(self) -> None:
        """Bring the newest revision and look through it."""
        self._bridge.when_done(self._signing.changes(), self._see)

    def _see(self, done: "Future[Verdict]") -> None:
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            self.unexamined.emit(str(sentence_for(error)))
            return
        self._history = history(done.result(), self._member_title)
        self.examined.emit(self._history)
        self.changed.emit()
