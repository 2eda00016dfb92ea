"""Questions that leave only when a supervisor has let them go, where the centre's policy says so.

The committee's decision to ask stands in the record; who approved, and when, stands here and in the desk's journal.
"""

from datetime import datetime

from seat_client.centre import clock
from seat_client.centre.errors import Conflict
from seat_client.centre.storage import ApprovalRow, Storage


class Approvals:
    """Of one evaluation; without the policy every question has been approved."""

    def __init__(self, storage: Storage, evaluation: str, *, needed: bool) -> None:
        self._storage = storage
        self._evaluation = evaluation
        self.needed = needed

    def approve(self, question: str, by: str) -> None:
        """Let a question go; raises Conflict when it has gone, or needs nobody's approval."""
        if not self.needed:
            raise Conflict("approval_not_needed")
        with self._storage.transaction() as session:
            if session.get(ApprovalRow, (self._evaluation, question)) is not None:
                raise Conflict("already_done")
            session.add(ApprovalRow(evaluation=self._evaluation, question=question, by=by, at=clock.stamp()))

    def check(self, question: str) -> None:
        """Raise Conflict while a question may not leave."""
        if self.needed and self.since(question) is None:
            raise Conflict("question_not_approved")

    def since(self, question: str) -> datetime | None:
        """When a question was let go; None for one that was not, or needs not be."""
        with self._storage.reading() as session:
            row = session.get(ApprovalRow, (self._evaluation, question))
        return datetime.fromisoformat(row.at) if row is not None else None
