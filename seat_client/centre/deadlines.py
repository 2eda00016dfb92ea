"""What the centre's clock brings by itself: answers that did not come in time, and a fault that reached its limit.

Asked often and cheap when nothing is due; whoever of several processes asks first records it.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from seat_client.centre import clock
from seat_client.centre.approvals import Approvals
from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.settings import Terms
from seat_client.domain import events as ev
from seat_client.domain import office
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.legality import awaits

WHOLE = 10**9  # facts; more than any record holds


class Deadlines:
    """The running deadlines of one evaluation."""

    def __init__(self, desk: EvaluationDesk, approvals: Approvals, terms: Terms) -> None:
        self._desk = desk
        self._approvals = approvals
        self._terms = terms

    def look(self) -> None:
        """Record what is due by now."""
        with self._desk.at_rest(known=True) as e:
            if not self._due(e):
                return
        self._desk.write(lambda _: self._due(self._desk.evaluation))

    def _due(self, e: Evaluation) -> list[ev.Fact]:
        if e.suspended is not None:
            return office.tick(e, clock.now())
        return [*self._reasons(e), *self._questions(e)]

    def _reasons(self, e: Evaluation) -> Iterator[ev.Fact]:
        waiting = [f for f in e.flags_of(e.stage) if f.id not in e.rulings and awaits(e, f)]
        if waiting and self._is_over(self._opened(e), self._terms.reason_seconds):
            for flag in waiting:
                yield from office.reason_overdue(e, flag.id)

    def _questions(self, e: Evaluation) -> Iterator[ev.Fact]:
        sent = [i for i, q in e.questions.items() if q.state == "sent"]
        for question in sent:
            if self._is_over(self._sent(question), self._terms.question_seconds):
                yield from office.close_question(e, question)

    def _is_over(self, began: datetime, seconds: int) -> bool:
        """Whether so much time has passed; a time that stood still under seal does not count."""
        return clock.now() >= began + timedelta(seconds=seconds) + self._stood_still(began)

    def _opened(self, e: Evaluation) -> datetime:
        """When the present stage opened last."""
        return self._last(lambda fact: isinstance(fact, ev.StageOpened) and fact.stage is e.stage)

    def _sent(self, question: str) -> datetime:
        """When the bidder could answer from: a question that had to be approved left later than it was decided."""
        approved = self._approvals.since(question) if self._approvals.needed else None
        return approved or self._last(lambda fact: isinstance(fact, ev.QuestionSent) and fact.question == question)

    def _last(self, wanted: Callable[[ev.Fact], bool]) -> datetime:
        record = reversed(self._desk.facts(0, WHOLE))
        return next(datetime.fromisoformat(r.at) for r in record if wanted(r.fact))

    def _stood_still(self, began: datetime) -> timedelta:
        still, since = timedelta(), None
        for recorded in self._desk.facts(0, WHOLE):
            at = datetime.fromisoformat(recorded.at)
            if isinstance(recorded.fact, ev.Suspended):
                since = max(at, began)
            elif isinstance(recorded.fact, ev.Resumed) and since is not None:
                still, since = still + max(at - since, timedelta()), None
        return still
