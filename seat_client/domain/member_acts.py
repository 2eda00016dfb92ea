"""What one member has done, folded from that member's own acts: the private half of the record.

The seat holds one for the person who sits there; the centre holds one per member.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from seat_client.domain import events as ev
from seat_client.domain.evaluation import Cell
from seat_client.domain.stages import StageId


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of a score sheet as typed."""

    value: str
    reason: str = ""


class MemberActs:
    """Folds one member's acts in order."""

    def __init__(self, member: str) -> None:
        self.member = member
        self.undertaking: ev.SignUndertaking | None = None
        self.ballots: dict[int, str] = {}
        self.votes: dict[Cell, ev.VotePreliminary] = {}
        self.entries: dict[tuple[str, str], Entry] = {}
        self.locks: dict[StageId, ev.LockSheet] = {}
        self.reasons: dict[str, str] = {}
        self.ruling_votes: dict[str, str] = {}
        self.price_digest = ""
        self.summary_digest = ""
        self.dissent = ""
        self.wiped: int | None = None
        self.discipline: ev.AcknowledgeDiscipline | None = None
        self.reading = False
        self.revisions: dict[str, ev.SignRevision] = {}
        self.question_votes: dict[str, bool] = {}
        self.motion_votes: dict[str, bool] = {}
        self.refusal: ev.RefuseSigning | None = None
        self.fee: ev.ConfirmFee | None = None
        self.presence = "present"

    def score(self, code: str, criterion: str) -> str:
        """The typed score, empty when none stands."""
        entry = self.entries.get((code, criterion))
        return entry.value if entry else ""

    def apply_all(self, acts: Iterable[ev.Act]) -> None:
        for act in acts:
            self.apply(act)

    def apply(self, act: ev.Act) -> None:  # noqa: C901 - one branch per kind of act
        """Fold one accepted act."""
        match act:
            case ev.SignUndertaking():
                self.undertaking = act
            case ev.CastBallot():
                self.ballots[act.round] = act.candidate
            case ev.VotePreliminary():
                self.votes[act.subject, act.item] = act
            case ev.EnterScore():
                self.entries[act.code, act.criterion] = Entry(act.value, act.reason)
            case ev.LockSheet():
                self.locks[act.stage] = act
            case ev.GiveReason():
                self.reasons[act.flag] = act.text
            case ev.VoteRuling():
                self.ruling_votes[act.flag] = act.decision
            case ev.ConfirmPrice():
                self.price_digest = act.digest
            case ev.ConfirmSummary():
                self.summary_digest, self.dissent = act.result_digest, ""
            case ev.RecordDissent():
                self.summary_digest, self.dissent = act.result_digest, act.text
            case ev.ConfirmRelease():
                self.wiped = act.wiped
            case _:
                self._apply_other(act)

    def _apply_other(self, act: ev.Act) -> None:  # noqa: C901 - as above
        match act:
            case ev.AcknowledgeDiscipline():
                self.discipline = act
            case ev.ConfirmReading():
                self.reading = True
            case ev.SignRevision():
                self.revisions[act.flag] = act
                self.entries[act.code, act.criterion] = Entry(act.value, act.reason)
            case ev.ProposeQuestion():
                self.question_votes[act.id] = True
            case ev.SupportQuestion():
                self.question_votes[act.question] = act.support
            case ev.ProposeMotion():
                self.motion_votes[act.id] = True
            case ev.VoteMotion():
                self.motion_votes[act.motion] = act.support
            case ev.RefuseSigning():
                self.refusal = act
            case ev.ConfirmFee():
                self.fee = act
            case ev.NotePresence():
                self.presence = act.finding
