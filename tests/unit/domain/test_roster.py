"""Committee composition and the shares that decide."""

import pytest
from domain_samples import micro_cases

from seat_client.domain.errors import RuleViolation
from seat_client.domain.roster import check_committee, extension_granted, is_majority


@pytest.mark.parametrize("case", micro_cases("M9")[0]["cases"], ids=lambda case: f"{case['members']}-{case['experts']}")
def test_micro_case_m9_composition(case: dict[str, int]) -> None:
    try:
        check_committee(case["members"], case["experts"])
        allowed = True
    except RuleViolation:
        allowed = False
    assert allowed is case["ok"]


@pytest.mark.parametrize(
    ("members", "experts", "code"),
    [(3, 3, "committee_too_small"), (6, 5, "committee_even"), (7, 4, "committee_too_few_experts")],
)
def test_the_refusal_names_the_rule(members: int, experts: int, code: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        check_committee(members, experts)
    assert caught.value.code == code
    assert caught.value.facts["members"] == members


@pytest.mark.parametrize("case", micro_cases("M10")[0]["cases"], ids=lambda case: f"{case['members']}-{case['asking']}")
def test_micro_case_m10_extension(case: dict[str, int]) -> None:
    assert extension_granted(case["members"], case["asking"]) is case["extend"]


@pytest.mark.parametrize(("votes", "members", "decides"), [(3, 5, True), (2, 5, False), (3, 6, False), (4, 7, True)])
def test_a_majority_is_more_than_half_of_all_members(votes: int, members: int, decides: bool) -> None:
    assert is_majority(votes, members) is decides
