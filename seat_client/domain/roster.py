"""Who may form a committee, and the shares of its members that decide."""

from seat_client.domain.errors import RuleViolation

SMALLEST_COMMITTEE = 5


def check_committee(members: int, experts: int) -> None:
    """Refuse a committee the law does not allow: five or more, odd, two thirds experts (Tendering Law, art. 37)."""
    if members < SMALLEST_COMMITTEE:
        raise RuleViolation("committee_too_small", members=members, least=SMALLEST_COMMITTEE)
    if members % 2 == 0:
        raise RuleViolation("committee_even", members=members)
    if 3 * experts < 2 * members:
        raise RuleViolation("committee_too_few_experts", members=members, experts=experts)


def is_majority(votes: int, members: int) -> bool:
    """Whether `votes` are more than half of all members, those who did not vote included."""
    return 2 * votes > members


def extension_granted(members: int, asking: int) -> bool:
    """Whether more than a third of the members ask for more time (Implementing Regulation, art. 48)."""
    return 3 * asking > members
