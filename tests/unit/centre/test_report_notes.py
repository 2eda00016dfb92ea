"""The report's words for what the record holds: none is missing."""

from seat_client.centre.report_notes import NotesFiller, motion_words, stage_words
from seat_client.domain import events as ev
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.motions import MOTIONS
from seat_client.domain.stages import StageId
from tests.unit.centre.hall import sample_script


def test_every_kind_of_motion_and_every_stage_has_its_words() -> None:
    assert len({motion_words(m) for m in MOTIONS}) == len(MOTIONS)
    assert all(stage_words(stage) for stage in StageId)


def test_a_sign_in_by_witnesses_is_flagged_with_its_time_and_no_other_is() -> None:
    record = [
        ev.RecordedFact(1, "2026-11-23T01:02:03Z", ev.MemberSignedIn("E2", "x", ("key", "face"))),
        ev.RecordedFact(2, "2026-11-23T01:09:03Z", ev.MemberSignedIn("E3", "x", ("witnessed",))),
    ]
    notes = NotesFiller(
        Evaluation(sample_script().project), record, seat=lambda member: member, leaps=(), supervisors={}
    ).notes(())
    (flag,) = (words for words in notes.others if "见证人" in words)
    assert flag.startswith("E3 ")
    assert "2026-11-23 09:09" in flag
