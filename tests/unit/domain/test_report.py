"""Who signs a report, and in which order."""

from dataclasses import replace

import pytest
from sample_report import sample_report


def test_the_chair_signs_last() -> None:
    content = sample_report()
    assert content.chair().id == "E1"
    assert [member.id for member in content.signing_order()] == ["E2", "E3", "E4", "E5", "E6", "E7", "E1"]


@pytest.mark.parametrize("chairs", [(), ("E1", "E2")])
def test_a_report_has_exactly_one_chair(chairs: tuple[str, ...]) -> None:
    content = sample_report()
    committee = tuple(replace(member, chair=member.id in chairs) for member in content.committee)
    with pytest.raises(ValueError, match="values to unpack"):
        replace(content, committee=committee).chair()


def test_candidates_keep_the_order_of_the_ranking() -> None:
    assert [row.code for row in sample_report().candidates()] == ["C5", "C6", "C2"]


def test_equal_content_is_equal() -> None:
    assert sample_report() == sample_report()
    assert hash(sample_report()) == hash(sample_report())
