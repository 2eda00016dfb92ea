"""What may be typed: how long, where something must stand, and no bidder's name while the review is blind."""

from seat_client.domain.errors import RuleViolation
from seat_client.domain.naming import named_bidder
from seat_client.domain.state import EvaluationState

TEXT_LIMIT = 2000  # characters of a reason or opinion; the report prints them whole


def check_text(text: str, *, needed: bool) -> None:
    """Raise `RuleViolation` when a text is too long, or missing where one is needed."""
    if needed and not text.strip():
        raise RuleViolation("reason_missing")
    if len(text) > TEXT_LIMIT:
        raise RuleViolation("text_too_long", limit=TEXT_LIMIT)


def check_blind_text(evaluation: EvaluationState, text: str) -> None:
    """Raise `RuleViolation` when a text names a bidder or one of its aliases; the refusal does not repeat which."""
    if named_bidder(text, evaluation.project.bidders) is not None:
        raise RuleViolation("names_bidder")
