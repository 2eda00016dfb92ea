"""One evaluation at the centre: takes acts, records facts, under one lock and one transaction per request.

Belongs here: idempotency, order, durability. What an act means and what follows from it stands in `domain`.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from seat_client.centre import clock, notices
from seat_client.centre.acceptance import Acceptance, Inspector
from seat_client.centre.errors import NotFound
from seat_client.centre.storage import ActRow, EvaluationRow, FactRow, Storage
from seat_client.domain.committee import Committee, Sealed
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.events import Fact, MappingCommitted, ReasonGiven, RecordedFact, StageOpened
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.project import Project
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import digest
from seat_client.evidence.commitment import commit
from seat_client.wire.codec import act_from_json, fact_from_text, fact_to_text
from seat_client.wire.models import ActEnvelope, ActOutcome


@dataclass(slots=True)
class _State:
    """The folded record as of `cursor` and `last_act`."""

    evaluation: Evaluation
    acts: dict[str, MemberActs]
    cursor: int = 0
    last_act: int = 0
    facts: list[RecordedFact] = field(default_factory=list)


class EvaluationDesk:
    """The centre's hands on one evaluation; several desks, in several processes, may share one database."""

    def __init__(self, storage: Storage, evaluation: str, inspector: Inspector) -> None:
        self._storage = storage
        self._id = evaluation
        self._inspector = inspector
        self._lock = threading.RLock()
        self._listeners: tuple[Callable[[], object], ...] = ()
        with storage.reading() as session:
            row = session.get_one(EvaluationRow, evaluation)
        self.project = Project.parse(row.document)
        self.sealed = Sealed(row.codes, row.salt)
        self.opened_at = row.opened_at
        self._state = self._fresh()
        self.cursor = 0  # the last fact that is known to be committed
        self.write(lambda _: [])

    @property
    def evaluation(self) -> Evaluation:
        """The state itself: for work inside `write` or `at_rest`, which keep others from changing it."""
        return self._state.evaluation

    @property
    def acts(self) -> dict[str, MemberActs]:
        return self._state.acts

    @property
    def committee(self) -> Committee:
        return Committee(self._state.evaluation, self._state.acts, self.sealed, digest)

    @contextmanager
    def at_rest(self) -> Iterator[Evaluation]:
        """The evaluation as committed, by whichever process, held still while the block runs."""
        with self._lock:
            if self._news():
                with self._storage.reading() as session:
                    self._catch_up(session)
                self.cursor = self._state.cursor
            yield self._state.evaluation

    def look(self) -> None:
        """Take in what other processes have committed."""
        with self.at_rest():
            pass

    def listen(self, tell: Callable[[], object]) -> Callable[[], None]:
        """Call `tell` after every commit here that wrote facts; the returned function ends it."""
        with self._lock:
            self._listeners = (*self._listeners, tell)

        def end() -> None:
            with self._lock:
                self._listeners = tuple(t for t in self._listeners if t is not tell)

        return end

    def facts(self, since: int, limit: int) -> tuple[RecordedFact, ...]:
        """Recorded facts after a cursor, in order."""
        with self.at_rest():
            return tuple(self._state.facts[since : since + limit])

    def accept(self, envelopes: Sequence[ActEnvelope], *, member: str, seat: str) -> list[ActOutcome]:
        """Take a batch in order; the outcomes are returned only after the commit."""
        outcomes: list[ActOutcome] = []

        def work(session: Session) -> list[Fact]:
            for envelope in envelopes:
                outcomes.append(self._accept(session, envelope, member, seat))
            return []

        self.write(work)
        return outcomes

    def explain(self, flag: str, text: str) -> None:
        """Record a bidder's explanation of an open low-price flag; raises NotFound for any other flag."""

        def work(_: Session) -> list[Fact]:
            e = self.evaluation
            if flag not in e.flags or e.flags[flag].check != "low-price" or flag in e.rulings:
                raise NotFound("flag_unknown", flag=flag)
            return [ReasonGiven(flag, text)]

        self.write(work)

    def write(self, work: Callable[[Session], Sequence[Fact]]) -> None:
        """Run `work` in one transaction on the newest state, record its facts and what follows."""
        with self._lock:
            before = self.cursor
            try:
                with self._storage.transaction() as session:
                    self._storage.lock(session, self._id)
                    self._catch_up(session)
                    self._record(session, work(session))
                    self._settle(session)
            except BaseException:
                self._forget_uncommitted(before)
                raise
            self.cursor = self._state.cursor
            listeners = self._listeners if self.cursor != before else ()
        for tell in listeners:
            tell()

    # --- the folded state -----------------------------------------------------------------------

    def _fresh(self) -> _State:
        evaluation = Evaluation(self.project)
        return _State(evaluation, {m: MemberActs(m) for m in evaluation.members})

    def _news(self) -> bool:
        """Whether another process has committed facts."""
        with self._storage.reading() as session:
            committed = session.scalar(select(EvaluationRow.cursor).where(EvaluationRow.id == self._id))
        return committed != self._state.cursor

    def _forget_uncommitted(self, committed: int) -> None:
        """Fold again what is known to be committed; the acts come back with the next look into the database."""
        facts = self._state.facts[:committed]
        self._state = self._fresh()
        for recorded in facts:
            self._fold(recorded)

    def _catch_up(self, session: Session) -> None:
        """Fold what another process, or an earlier run, has committed since."""
        s = self._state
        facts = select(FactRow).where(FactRow.evaluation == self._id, FactRow.cursor > s.cursor)
        for fact in session.scalars(facts.order_by(FactRow.cursor)):
            self._fold(RecordedFact(fact.cursor, fact.at, fact_from_text(fact.body)))
        acts = select(ActRow).where(ActRow.evaluation == self._id, ActRow.seq > s.last_act, ActRow.state == "accepted")
        for act in session.scalars(acts.order_by(ActRow.seq)):
            s.acts[act.member].apply(act_from_json(act.body))
            s.last_act = act.seq

    # --- inside a transaction -------------------------------------------------------------------

    def _accept(self, session: Session, envelope: ActEnvelope, member: str, seat: str) -> ActOutcome:
        own = self._state.acts[member]
        acceptance = Acceptance(session, self._id, self.evaluation, own, self._inspector)
        row, outcome = acceptance.take(envelope, seat)
        if row is None:
            return outcome
        session.add(row)
        session.flush()
        if outcome.state == "accepted":
            first = notices.first_vote(own, envelope.body)
            own.apply(envelope.body)
            self._state.last_act = row.seq
            if told := notices.notice(self.committee, member, envelope.body, first=first):
                self._record(session, told)  # what the committee is not told of, nothing follows from
                self._settle(session)
        return outcome

    def _settle(self, session: Session) -> None:
        if self._state.cursor == 0:
            self._record(session, self._opening())
        while facts := self.committee.conclude():
            self._record(session, facts)

    def _opening(self) -> list[Fact]:
        commitment = commit(self.sealed.salt, self.sealed.codes)
        return [MappingCommitted(commitment), StageOpened(StageId.SIGN_IN)]

    def _record(self, session: Session, facts: Sequence[Fact]) -> None:
        at = clock.stamp()
        for fact in facts:
            recorded = RecordedFact(self._state.cursor + 1, at, fact)
            session.add(FactRow(evaluation=self._id, cursor=recorded.cursor, at=at, body=fact_to_text(fact)))
            self._fold(recorded)
        if facts:
            session.get_one(EvaluationRow, self._id).cursor = self._state.cursor

    def _fold(self, recorded: RecordedFact) -> None:
        self._state.evaluation.apply(recorded.fact)
        self._state.facts.append(recorded)
        self._state.cursor = recorded.cursor
