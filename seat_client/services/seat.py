"""The evaluation as one signed-in member's seat holds it; every use case works on this one object."""

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from seat_client.domain.evaluation import Evaluation
from seat_client.domain.events import Act, MappingOpened, RecordedFact
from seat_client.domain.legality import check
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.project import Project
from seat_client.domain.stages import StageId
from seat_client.evidence.commitment import open_commitment
from seat_client.evidence.errors import CommitmentMismatch
from seat_client.services import CommitmentBroken
from seat_client.store.store import SavedAct, Store
from seat_client.topic import Topic
from seat_client.wire.models import Assignment


class Seat:
    """Folds facts and own acts; lives in one thread, that of its owner (the Qt loop, or a colleague's).

    `changed` is published after every fold and after every own act, with the fact that came last, or None.
    `fault` carries what must stop the work, such as a mapping that does not match its commitment.
    """

    def __init__(self, store: Store, assignment: Assignment) -> None:
        self.store = store
        self.assignment = assignment
        self.member = assignment.member
        self.evaluation = Evaluation(Project.parse(assignment.project))
        self.own = MemberActs(self.member)
        self.changed: Topic[RecordedFact | None] = Topic()
        self.fault: Topic[CommitmentBroken] = Topic()
        self.offset = timedelta()
        self.last_saved: datetime | None = None
        self._folded: set[int] = set()
        self.own.apply_all(store.own_acts(self.member))
        self.fold(store.facts())

    @property
    def project(self) -> Project:
        """The tender with the committee as it is now."""
        return self.evaluation.project

    @property
    def stage(self) -> StageId:
        """Where this member is: the committee's stage, or one a successor still has to catch up with."""
        return self.evaluation.stage_of(self.member)

    @property
    def is_committee(self) -> bool:
        """Whether a member sits here, or one who was a member; a supervisor never was."""
        return self.member in self.evaluation.people

    def fold(self, facts: Sequence[RecordedFact]) -> None:
        """Fold facts not folded yet; when earlier ones have come to be told, everything known from the beginning."""
        news = [f for f in facts if f.cursor not in self._folded]
        if not news:
            return
        if self._folded and news[0].cursor < max(self._folded):
            self._folded.clear()
            self.evaluation = Evaluation(Project.parse(self.assignment.project))
            news = [*self.store.facts()]
        for recorded in news:
            self._folded.add(recorded.cursor)
            if isinstance(recorded.fact, MappingOpened):
                self._check_commitment(recorded.fact)
            self.evaluation.apply(recorded.fact)
        self.changed.publish(news[-1])

    def act(self, act: Act) -> "Future[SavedAct]":
        """Check the rule, then hand the act to the store; the Future resolves once it is durable.

        Raises RuleViolation at once when the rules do not allow the act; nothing is written then.
        """
        check(self.evaluation, self.own, act)
        saved = self.store.append(
            project=self.project.id,
            seat=self.assignment.seat,
            member=self.member,
            act=act,
            sheet=str(self.evaluation.stage_of(self.member)),
        )
        self.own.apply(act)
        saved.add_done_callback(self._saved)
        self.changed.publish(None)
        return saved

    def now(self) -> datetime:
        """The centre's time as far as this seat can tell."""
        return datetime.now(UTC) + self.offset

    def set_offset(self, seconds: Decimal) -> None:
        """How far the centre's clock is ahead of this seat's."""
        self.offset = timedelta(seconds=float(seconds))

    def role_number(self, member: str) -> int:
        """The member's number in the committee, from 1: what a screen shows in place of a name (评委 3)."""
        return self.evaluation.members.index(member) + 1

    def _saved(self, done: "Future[SavedAct]") -> None:
        if done.exception() is None:
            self.last_saved = done.result().at

    def _check_commitment(self, opened: MappingOpened) -> None:
        try:
            open_commitment(self.evaluation.commitment, opened.salt, opened.codes)
        except CommitmentMismatch:
            self.fault.publish(CommitmentBroken())
