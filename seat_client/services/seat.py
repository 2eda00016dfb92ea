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
        self.project = Project.parse(assignment.project)
        self.evaluation = Evaluation(self.project)
        self.own = MemberActs(self.member)
        self.changed: Topic[RecordedFact | None] = Topic()
        self.fault: Topic[CommitmentBroken] = Topic()
        self.offset = timedelta()
        self.last_saved: datetime | None = None
        self._cursor = 0
        self.own.apply_all(store.own_acts(self.member))
        self.fold(store.facts())

    def fold(self, facts: Sequence[RecordedFact]) -> None:
        """Fold facts that follow the last one folded; facts already folded are passed over."""
        last: RecordedFact | None = None
        for recorded in facts:
            if recorded.cursor <= self._cursor:
                continue
            self._cursor = recorded.cursor
            if isinstance(recorded.fact, MappingOpened):
                self._check_commitment(recorded.fact)
            self.evaluation.apply(recorded.fact)
            last = recorded
        if last is not None:
            self.changed.publish(last)

    def act(self, act: Act) -> "Future[SavedAct]":
        """Check the rule, then hand the act to the store; the Future resolves once it is durable.

        Raises RuleViolation at once when the rules do not allow the act; nothing is written then.
        """
        check(self.evaluation, self.own, act)
        saved = self.store.append(project=self.project.id, seat=self.assignment.seat, member=self.member, act=act)
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
