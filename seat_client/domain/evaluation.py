"""One evaluation, folded from facts alone; seat and centre hold the same class."""

from collections.abc import Iterable

from seat_client.domain import events as ev
from seat_client.domain.folding import fold
from seat_client.domain.state import RULINGS_OF, SHEET_OF, Cell, CellState, EvaluationState, Motion, Question

__all__ = ["RULINGS_OF", "SHEET_OF", "Cell", "CellState", "Evaluation", "Motion", "Question"]


class Evaluation(EvaluationState):
    """Folds facts in cursor order; a fact never fails to apply, for it has already happened."""

    def apply_all(self, facts: Iterable[ev.Fact]) -> None:
        for fact in facts:
            self.apply(fact)

    def apply(self, fact: ev.Fact) -> None:
        """Fold one fact."""
        fold(self, fact)
