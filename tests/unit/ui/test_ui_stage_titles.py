"""Every stage of the table has a title, and in English it is the table's own."""

import pytest

from seat_client.domain.stages import GROUPS, STAGES, Stage
from seat_client.ui.stage_titles import group_title, stage_title


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.id.value)
def test_the_title_is_that_of_the_table(stage: Stage) -> None:
    assert stage_title(stage.id) == stage.title


@pytest.mark.parametrize("group", GROUPS)
def test_a_line_of_the_rail_is_called_after_a_stage_of_its_own(group: str) -> None:
    assert group_title(group) in {stage.title for stage in STAGES if stage.group == group}


def test_the_price_is_not_called_after_the_check_that_precedes_it() -> None:
    assert group_title("price") == "Price review"
