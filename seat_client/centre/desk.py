"""One evaluation at the centre: takes acts, records facts, under one lock and one transaction per request.

Belongs here: idempotency, order, durability. What an act means and what follows from it stands in `domain`.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from seat_client.centre import clock, journals, recovery
from seat_client.centre.acceptance import Acceptance, Inspector
from seat_client.centre.drafts import MemberDrafts
from seat_client.centre.errors import NotFound
from seat_client.centre.storage import ActRow, EvaluationRow, FactRow, Mark, PhotoRow, Storage
from seat_client.domain import notices, office, telling
from seat_client.domain.committee import Committee, Sealed
from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.events import Fact, MappingCommitted, MemberReleased, MemberReplaced, RecordedFact, StageOpened
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.project import Project
from seat_client.domain.stages import StageId
from seat_client.evidence import receipts
from seat_client.evidence.canonical import digest
from seat_client.evidence.commitment import commit
from seat_client.evidence.envelope import GENESIS
from seat_client.evidence.journal import record_head
from seat_client.evidence.keys import SigningKey
from seat_client.wire.codec import body_from_json, fact_from_text, fact_to_text
from seat_client.wire.drafts import SealedEntry
from seat_client.wire.models import ActEnvelope, ActOutcome
from seat_client.wire.recovery import ActReturned, RecordReturned


@dataclass(slots=True)
class _State:
    """The folded record as of `cursor` and `last_act`."""

    evaluation: Evaluation
    acts: dict[str, MemberActs]
    drafts: dict[str, MemberDrafts]
    cursor: int = 0
    last_act: int = 0
    facts: list[RecordedFact] = field(default_factory=list)
    digests: list[str] = field(default_factory=lambda: [GENESIS])  # of the record up to each cursor

    @property
    def mark(self) -> Mark:
        return Mark(self.cursor, self.last_act)


@dataclass(frozen=True, slots=True)
class Told:
    """What a member is told of a record that reached `cursor` then; `view` is the number of the view (`telling`).

    `before` and `after` are the running digests of the record up to where the member asked from, and up to `last`,
    the last fact told; empty for a cursor that has not been reached.
    """

    facts: tuple[RecordedFact, ...]
    cursor: int
    last: int
    before: str
    after: str
    view: int = 0


class EvaluationDesk:
    """The centre's hands on one evaluation; several desks, in several processes, may share one database."""

    def __init__(self, storage: Storage, evaluation: str, inspector: Inspector, key: SigningKey) -> None:
        """`key` is the centre's: it signs receipts, and how far the record has come."""
        self._storage = storage
        self._id = evaluation
        self._inspector = inspector
        self._key = key
        self._lock = threading.RLock()
        self._listeners: tuple[Callable[[], object], ...] = ()
        self._standing = threading.Lock()
        self._stood: tuple[tuple[Mark, int, str], tuple[dict[str, str], str]] | None = None  # the last `standing`
        self._held: dict[str, int] = {}  # the last fact each member is known to have
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
    def drafts(self) -> dict[str, MemberDrafts]:
        return self._state.drafts

    @property
    def committee(self) -> Committee:
        return Committee(self._state.evaluation, self._state.acts, self.sealed, digest, clock.stamp())

    @contextmanager
    def at_rest(self, *, known: bool = False) -> Iterator[Evaluation]:
        """The evaluation as committed, by whichever process, held still while the block runs.

        `known`: what this process knows will do; the others' news reach it by themselves within moments.
        """
        with self._lock:
            if not known and self._storage.mark(self._id).cursor != self._state.cursor:
                with self._storage.reading() as session:
                    self._catch_up(session)
                self._moved()
            yield self._state.evaluation

    def look(self) -> None:
        """Take in what other processes have committed, and tell those who listen here."""
        with self.at_rest():
            pass

    def listen(self, tell: Callable[[], object]) -> Callable[[], None]:
        """Call `tell` whenever committed facts have come, from here or elsewhere; the returned function ends it.

        It is called under the desk's lock: it may do no more than wake somebody up.
        """
        with self._lock:
            self._listeners = (*self._listeners, tell)

        def end() -> None:
            with self._lock:
                self._listeners = tuple(t for t in self._listeners if t is not tell)

        return end

    def facts(self, since: int, limit: int) -> tuple[RecordedFact, ...]:
        """Recorded facts after a cursor, in order: the centre's own view of everything."""
        with self.at_rest():
            return tuple(self._state.facts[since : since + limit])

    def told(self, member: str, since: int, limit: int, *, asked: bool = True) -> Told:
        """Facts after a cursor that this member may be told now.

        `asked`: the member named the cursor, and so has all before it; what was merely sent may not have come.
        """
        # Whoever asks for what is here already need not wait for a look into the database: more will be announced.
        with self.at_rest(known=self.cursor > since) as evaluation:
            if member in evaluation.supervisors:
                watched = telling.told_supervisor(evaluation, self._state.facts, since)
                return self._told(tuple(islice(watched, limit)), since)
            held = self._held.get(member, telling.held_at_first(evaluation, since))
            if asked:
                self._held[member] = max(held, since)
            facts = telling.told(evaluation, self._state.facts, member, since, held)
            return self._told(tuple(islice(facts, limit)), since, telling.widenings(evaluation, member))

    def _told(self, facts: tuple[RecordedFact, ...], since: int, view: int = 0) -> Told:
        last = facts[-1].cursor if facts else min(since, self.cursor)
        return Told(facts, self.cursor, last, self.digest(since), self.digest(last), view)

    def decide(self, judge: Callable[[Committee], Sequence[Fact]]) -> None:
        """Record what the centre's own people do: `judge` is a rule of `domain.office`, and raises RuleViolation."""
        self.write(lambda _: judge(self.committee))

    def digest(self, cursor: int) -> str:
        """The running digest of the record up to a cursor; empty for one that has not been reached."""
        with self._lock:
            return self._state.digests[cursor] if cursor <= self.cursor else ""

    def take_back_facts(self, returned: RecordReturned) -> int:
        """Facts lost with an older backup, as they were; gives how many were missing. Raises Refused."""
        taken = 0

        def work(session: Session) -> list[Fact]:
            nonlocal taken
            recovery.check_returned(returned, self._id, self._key.certificate, self._state.digests)
            for fact in returned.facts:
                if fact.cursor > self._state.cursor:
                    self._keep_fact(session, fact.at, fact.fact)
                    taken += 1
            return []

        self.write(work)
        return taken

    def take_back_acts(self, returned: Sequence[ActReturned]) -> int:
        """Acts lost with an older backup, as they were; gives how many were missing."""
        taken = 0

        def work(session: Session) -> list[Fact]:
            nonlocal taken
            for each in returned:
                row = recovery.take_back(session, self._id, each, self._key.certificate)
                if row is not None:
                    self._state.drafts[row.member].apply(self._state.acts[row.member], row.aggregate, each.act.body)
                    self._state.last_act = row.seq
                    taken += 1
            return []

        self.write(work)
        return taken

    def standing(self, cursor: int, after: str) -> tuple[dict[str, str], str]:
        """The heads of all journals now, and the centre's signature over them and over the record up to `cursor`, whose
        digest is `after`."""
        with self._standing:  # a committee asks for one page at the same moment: it is signed once
            now = (self._state.mark, cursor, after)
            if self._stood is None or self._stood[0] != now:
                with self._storage.reading() as session:
                    heads = journals.heads(session, self._id)
                said = receipts.Standing(self._id, cursor, after, heads)
                self._stood = now, (heads, receipts.sign(said, self._key))
            return self._stood[1]

    def heads(self, member: str, seat: str) -> tuple[dict[str, int], str]:
        """The last revision held of each of the member's aggregates, and the head of the chain from this seat."""
        mine = (ActRow.evaluation == self._id, ActRow.member == member)
        with self._storage.reading() as session:
            revisions = session.execute(
                select(ActRow.aggregate, func.max(ActRow.rev)).where(*mine).group_by(ActRow.aggregate)
            )
            chain = select(ActRow.hash).where(*mine, ActRow.seat == seat).order_by(ActRow.seq.desc()).limit(1)
            return dict(revisions.all()), session.scalar(chain) or GENESIS

    def accept(self, envelopes: Sequence[ActEnvelope], *, member: str, seat: str) -> list[ActOutcome]:
        """Take a batch in order; the outcomes are returned only after the commit."""
        outcomes: list[ActOutcome] = []

        def work(session: Session) -> list[Fact]:
            outcomes.extend(self._take(session, envelopes, member, seat))
            return []

        # From sealed entries nothing can follow: they are most of what a committee sends.
        self.write(work, settles=not all(isinstance(e.body, SealedEntry) for e in envelopes))
        return outcomes

    def explain(self, flag: str, text: str) -> None:
        """Record a bidder's explanation of an open low-price flag; raises NotFound for any other flag."""
        try:
            self.decide(lambda c: office.explain(c.evaluation, flag, text))
        except RuleViolation as refused:
            raise NotFound(refused.code, **refused.facts) from refused

    def write(self, work: Callable[[Session], Sequence[Fact]], *, settles: bool = True) -> None:
        """Run `work` in one transaction on the newest state, record its facts and what follows (unless `settles` is
        False: then nothing can)."""
        with self._lock:
            committed = self.cursor
            try:
                with self._storage.transaction() as session:
                    before = self._storage.lock(session, self._id)
                    if before != self._state.mark:
                        self._catch_up(session)
                    self._record(session, work(session))
                    if settles:
                        self._settle(session)
                    self._storage.advance(session, self._id, before, self._state.mark)
            except BaseException:
                self._forget_uncommitted(committed)
                raise
            if self._state.cursor != committed:
                self._moved()

    # --- the folded state -----------------------------------------------------------------------

    def _fresh(self) -> _State:
        evaluation = Evaluation(self.project)
        members = evaluation.members
        return _State(
            evaluation, {m: MemberActs(m) for m in members}, {m: MemberDrafts(evaluation, m) for m in members}
        )

    def _moved(self) -> None:
        self.cursor = self._state.cursor
        for tell in self._listeners:
            tell()

    def _forget_uncommitted(self, committed: int) -> None:
        """Fold again what is known to be committed; the acts come back with the next look into the database."""
        facts, digests = self._state.facts[:committed], self._state.digests[1 : committed + 1]
        self._state = self._fresh()
        for recorded, running in zip(facts, digests, strict=True):
            self._fold(recorded, running)

    def _catch_up(self, session: Session) -> None:
        """Fold what another process, or an earlier run, has committed since."""
        s = self._state
        facts = select(FactRow).where(FactRow.evaluation == self._id, FactRow.cursor > s.cursor)
        for fact in session.scalars(facts.order_by(FactRow.cursor)):
            running = record_head(s.digests[-1], fact.at, fact.body)
            self._fold(RecordedFact(fact.cursor, fact.at, fact_from_text(fact.body)), running)
        acts = select(ActRow).where(ActRow.evaluation == self._id, ActRow.seq > s.last_act, ActRow.state == "accepted")
        for act in session.scalars(acts.order_by(ActRow.seq)):
            s.drafts[act.member].apply(s.acts[act.member], act.aggregate, body_from_json(act.body))
            s.last_act = act.seq

    # --- inside a transaction -------------------------------------------------------------------

    def _take(self, session: Session, envelopes: Sequence[ActEnvelope], member: str, seat: str) -> list[ActOutcome]:
        own, drafts = self._state.acts[member], self._state.drafts[member]
        acceptance = Acceptance(session, self.evaluation, own, drafts, self._inspector, key=self._key)
        outcomes = []
        for envelope in envelopes:
            number, outcome = acceptance.take(envelope, seat, self._state.cursor)
            outcomes.append(outcome)
            if number and outcome.state == "accepted":
                self._state.last_act = number
                self._follow(session, envelope, own, drafts)
        acceptance.close()
        return outcomes

    def _follow(self, session: Session, envelope: ActEnvelope, own: MemberActs, drafts: MemberDrafts) -> None:
        """Fold an accepted act, and record what follows from it."""
        body = envelope.body
        first = not isinstance(body, SealedEntry) and notices.first_vote(own, body)
        drafts.apply(own, envelope.aggregate, body)
        if isinstance(body, SealedEntry):
            return
        if told := notices.notice(self.committee, own.member, body, first=first):
            self._record(session, told)  # what the committee is not told of, nothing follows from
            self._settle(session)

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
            self._keep_fact(session, at, fact)
            if isinstance(fact, MemberReleased):
                gone = delete(PhotoRow).where(PhotoRow.evaluation == self._id, PhotoRow.member == fact.member)
                session.execute(gone)

    def _keep_fact(self, session: Session, at: str, fact: Fact) -> None:
        recorded = RecordedFact(self._state.cursor + 1, at, fact)
        body = fact_to_text(fact)
        session.add(FactRow(evaluation=self._id, cursor=recorded.cursor, at=at, body=body))
        self._fold(recorded, record_head(self._state.digests[-1], at, body))

    def _fold(self, recorded: RecordedFact, running: str) -> None:
        s = self._state
        s.evaluation.apply(recorded.fact)
        if isinstance(recorded.fact, MemberReplaced):
            successor = recorded.fact.new.id
            s.acts[successor], s.drafts[successor] = MemberActs(successor), MemberDrafts(s.evaluation, successor)
        s.facts.append(recorded)
        self._state.digests.append(running)
        self._state.cursor = recorded.cursor
