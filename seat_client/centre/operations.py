"""What the centre's own people do: the operator, the clerk, the supervisor. Who may ask is the routers' business, what
the rules allow is `domain.office`'s; here both meet the record.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from seat_client.centre import clock
from seat_client.centre.approvals import Approvals
from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.errors import Conflict, NotFound
from seat_client.centre.people import People
from seat_client.centre.settings import Terms
from seat_client.centre.storage import OpeningRow
from seat_client.domain import office
from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.events import Fact

DESK = "工作台"  # where a supervisor sits who watches from the desk, as record and report have it
OPERATOR = "centre"  # how the record calls the operator on duty, who may be one of the two who open


class Operations:
    """The acts of the centre's people on one evaluation; each raises Conflict with the rule's code when refused."""

    def __init__(self, desk: EvaluationDesk, people: People, approvals: Approvals, terms: Terms) -> None:
        self._desk = desk
        self._approvals = approvals
        self._people = people
        self._terms = terms
        self._id = desk.project.id

    # --- the committee --------------------------------------------------------------------------

    def replace(self, old: str, new: str, reason: str, note: str) -> None:
        """Call somebody from the reserve into the place of a member; raises NotFound for anybody else."""
        person = next((p for p in self._people.reserve() if p.id == new), None)
        if person is None:
            raise NotFound("not_in_reserve", member=new)
        self._record(lambda _: office.replace_member(self._desk.committee, old, person, reason, note))

    def reconvene(self, reason: str) -> None:
        """Call the same committee together again after the end."""
        self._record(lambda e: office.reconvene(e, reason, clock.now()))

    # --- what bidders write ---------------------------------------------------------------------

    def answer(self, question: str, text: str) -> None:
        """Relay a bidder's answer; one that names a bidder while the review is blind goes back to be written anew."""
        self._approvals.check(question)
        self._record(lambda e: office.answer(e, question, text))

    def approve(self, question: str, by: str) -> None:
        """Let a question of the committee go to its bidder."""
        with self._desk.at_rest() as e, _rules():
            office.check_asked(e, question)
        self._approvals.approve(question, by)

    def withhold(self, question: str, why: str) -> None:
        """Do not let a question go; the committee reads why."""
        if not self._approvals.needed:
            raise Conflict("approval_not_needed")
        if self._approvals.since(question) is not None:
            raise Conflict("already_done")
        self._record(lambda e: office.withhold_question(e, question, why))

    def explain(self, flag: str, text: str) -> None:
        """Relay a bidder's explanation of its flagged price."""
        self._record(lambda e: office.explain(e, flag, text))

    # --- standing still -------------------------------------------------------------------------

    def suspend(self, reason: str) -> None:
        """Stop the evaluation for a fault or for the night."""
        self._record(lambda e: office.suspend(e, reason, clock.now()))

    def open(self, person: str) -> int:
        """`person` comes to open; returns how many have come. The second opens."""
        come: set[str] = set()

        def work(session: Session) -> Sequence[Fact]:
            e = self._desk.evaluation
            self._check_opening(e)
            come.update(self._come(session, e, person))
            with _rules():
                return office.resume(e, tuple(sorted(come)), clock.now()) if len(come) > 1 else []

        self._desk.write(work)
        return len(come)

    def _check_opening(self, e: Evaluation) -> None:
        stop = e.suspended
        if e.sealed_for_good is not None:
            raise Conflict("sealed_for_good")
        if stop is None:
            raise Conflict("not_suspended")
        if stop.opens and clock.now() < clock.local(stop.opens):
            raise Conflict("opens_later", at=clock.local(stop.opens).strftime("%Y-%m-%d %H:%M"))

    def _come(self, session: Session, e: Evaluation, person: str) -> set[str]:
        """Who has come, this person included."""
        since = e.suspended.since if e.suspended is not None else ""
        known = select(OpeningRow.person).where(OpeningRow.evaluation == self._id, OpeningRow.since == since)
        before = set(session.scalars(known))
        if person not in before:
            session.add(OpeningRow(evaluation=self._id, since=since, person=person))
        return before | {person}

    # --- supervision ----------------------------------------------------------------------------

    def watch(self, supervisor: str, name: str) -> None:
        """A supervisor begins to watch from the desk; members are told."""
        self._people.let_watch(supervisor, name)
        self._record(lambda e: office.supervisor_in(e, supervisor, DESK, clock.now()))

    def mark(self, supervisor: str, text: str) -> None:
        """Put an event on record; members read it."""
        self._record(lambda e: office.mark(e, supervisor, text, clock.now()))

    def keep_blind(self, text: str) -> None:
        """Refuse a word to a seat that names a bidder while the review is blind."""
        with self._desk.at_rest() as e, _rules():
            office.keep_blind(e, text)

    def leave(self, supervisor: str) -> None:
        """The supervisor leaves the seat, or the desk's wall."""
        self._record(lambda e: office.supervisor_out(e, supervisor, clock.now()))

    # --- the report -----------------------------------------------------------------------------

    def serve_notice(self, member: str) -> None:
        """Serve the written notice, with its deadline, on a member who does not sign."""
        deadline = clock.now() + timedelta(seconds=self._terms.notice_seconds)
        self._record(lambda e: office.serve_notice(e, member, clock.now(), deadline))

    def _record(self, make: Callable[[Evaluation], Sequence[Fact]]) -> None:
        def work(_: Session) -> Sequence[Fact]:
            with _rules():
                return make(self._desk.evaluation)

        self._desk.write(work)


@contextmanager
def _rules() -> Iterator[None]:
    """A rule's refusal as the contract tells it."""
    try:
        yield
    except RuleViolation as refused:
        raise Conflict(refused.code, **refused.facts) from refused
