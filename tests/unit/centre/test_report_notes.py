"""The report's words for what the record holds: none is missing."""

from seat_client.centre.report_notes import motion_words, stage_words
from seat_client.domain.motions import MOTIONS
from seat_client.domain.stages import StageId


def test_every_kind_of_motion_and_every_stage_has_its_words() -> None:
    assert len({motion_words(m) for m in MOTIONS}) == len(MOTIONS)
    assert all(stage_words(stage) for stage in StageId)
