"""The ballot at this seat: who may be chosen, whether one has voted, how many have."""

from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from seat_client.domain.errors import RuleViolation
from seat_client.services.election import Candidate, ChairElection
from seat_client.services.seat import Seat
from seat_client.store.store import SavedAct
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.sentences import sentence_for


class ChairElectionModel(QObject):
    """A secret ballot: what the others chose is never known here, only how many have voted."""

    changed = Signal()

    def __init__(self, election: ChairElection, seat: Seat, bridge: Bridge) -> None:
        super().__init__()
        self._election, self._seat, self._bridge = election, seat, bridge
        self.chosen = ""
        self.problem = ""
        self.saving = False
        self._round = election.round
        bridge.connect(seat.changed, lambda _: self._see_change())

    @property
    def round(self) -> int:
        return self._election.round

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        return self._election.candidates

    @property
    def voted(self) -> bool:
        return self._election.voted

    @property
    def progress(self) -> tuple[int, int]:
        return self._election.cast, len(self._seat.evaluation.members)

    @property
    def tied(self) -> tuple[int, ...]:
        """The numbers of the members between whom this round decides."""
        return tuple(self._seat.role_number(member) for member in self._election.tied)

    @property
    def obstacle(self) -> str:
        """Why the vote cannot be cast yet, in words for the button."""
        if self.voted:
            return translate("ChairElection", "Voted, waiting for the others ({cast} / {all})").format(
                cast=self.progress[0], all=self.progress[1]
            )
        if self.saving:
            return translate("ChairElection", "Saving …")
        return "" if self.chosen else translate("ChairElection", "Please choose one member")

    def choose(self, member: str) -> None:
        self.chosen, self.problem = member, ""
        self.changed.emit()

    def vote(self) -> None:
        """Cast the vote; durable before the page says so."""
        if not self.chosen:
            return
        self.saving = True
        try:
            saved = self._election.vote(self.chosen)
        except RuleViolation as refused:
            self.saving, self.problem = False, str(sentence_for(refused))
            self.changed.emit()
            return
        self._bridge.when_done(saved, self._see_saved)

    def _see_saved(self, done: "Future[SavedAct]") -> None:
        self.saving = False
        if (error := done.exception()) is not None:
            self.problem = str(sentence_for(error))
        self.changed.emit()

    def _see_change(self) -> None:
        if self._round != self._election.round:
            self._round, self.chosen = self._election.round, ""
        self.changed.emit()
