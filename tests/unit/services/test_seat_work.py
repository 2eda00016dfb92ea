"""What a seat writes, shows and refuses, on a real store with a played record."""

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest

from seat_client.domain import events as ev
from seat_client.domain.errors import RuleViolation
from seat_client.domain.stages import Part, StageId
from seat_client.evidence.canonical import digest
from seat_client.evidence.commitment import commit
from seat_client.services import CommitmentBroken
from seat_client.services.election import ChairElection
from seat_client.services.preliminary import PreliminaryReview
from seat_client.services.progress import part, rail
from seat_client.services.rulings import Rulings
from seat_client.services.seat import Seat
from seat_client.services.summary import PriceReview, SummaryCheck
from tests.unit.domain.domain_samples import SAMPLE, load
from tests.unit.services.places import open_seat, recorded, until, whole_record

RECORD = whole_record()


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    seat = open_seat(tmp_path / "seat")
    yield seat
    seat.store.close()


def at(seat: Seat, stage: StageId) -> Seat:
    seat.fold(recorded(until(RECORD.facts, stage)))
    return seat


def test_a_seat_folds_each_fact_once(seat: Seat) -> None:
    told: list[object] = []
    seat.changed.subscribe(told.append)
    facts = recorded(until(RECORD.facts, StageId.PRELIMINARY))
    seat.fold(facts)
    seat.fold(facts)
    assert told == [facts[-1]]
    assert seat.evaluation.stage is StageId.PRELIMINARY


def test_an_act_is_durable_and_found_again(tmp_path: Path) -> None:
    seat = open_seat(tmp_path / "seat")
    at(seat, StageId.CHAIR_ELECTION)
    ChairElection(seat).vote("E2").result()
    seat.store.close()
    again = open_seat(tmp_path / "seat")
    assert again.own.ballots == {1: "E2"}
    again.store.close()


def test_a_forbidden_act_writes_nothing(seat: Seat) -> None:
    with pytest.raises(RuleViolation, match="stage_wrong"):
        seat.act(ev.CastBallot("E1", 1))
    assert (seat.store.pending_count(), seat.own.ballots) == (0, {})


def test_the_ballot_says_who_may_not_be_chosen_and_why(seat: Seat) -> None:
    election = ChairElection(at(seat, StageId.CHAIR_ELECTION))
    reasons = {c.member: c.reason for c in election.candidates}
    kinds = {m.id: m.kind for m in seat.project.committee}
    assert {m for m, r in reasons.items() if r} == {m for m, k in kinds.items() if k != "expert"}
    election.vote("E1").result()
    assert election.voted
    with pytest.raises(RuleViolation, match="already_done"):
        election.vote("E1")


def test_names_before_codes_then_codes_alone_then_both(seat: Seat) -> None:
    names = {b.name for b in seat.project.bidders}
    opened = PreliminaryReview(at(seat, StageId.PRELIMINARY), blind=False)
    assert {r.label for r in opened.rows} == names
    assert part(seat) is Part.OPEN
    at(seat, StageId.TECHNICAL)
    blind = PreliminaryReview(seat, blind=True)
    assert {r.label for r in blind.rows} == set(seat.evaluation.codes)
    assert all(Rulings(seat).bidder_name(code) == "" for code in seat.evaluation.codes)
    seat.fold(recorded(RECORD.facts))
    assert {Rulings(seat).bidder_name(c) for c in seat.evaluation.codes} <= names - {""}


def test_the_rail_has_one_present_group(seat: Seat) -> None:
    states = [row.state for row in rail(at(seat, StageId.TECHNICAL))]
    assert states.count("current") == 1
    assert states[: states.index("current")] == ["done"] * states.index("current")


def test_a_mapping_other_than_the_committed_one_is_a_fault(seat: Seat) -> None:
    faults: list[CommitmentBroken] = []
    seat.fault.subscribe(faults.append)
    seat.fold(recorded(RECORD.facts))  # the played record commits to nothing real
    assert [f.code for f in faults] == ["commitment_broken"]


def test_the_committed_mapping_is_no_fault(seat: Seat) -> None:
    facts = copy.copy(RECORD.facts)
    opened = next(f for f in facts if isinstance(f, ev.MappingOpened))
    facts[0] = ev.MappingCommitted(commit(opened.salt, opened.codes))
    faults: list[CommitmentBroken] = []
    seat.fault.subscribe(faults.append)
    seat.fold(recorded(facts))
    assert faults == []


# --- price and summary ------------------------------------------------------------------------------------


def test_prices_by_name_after_the_reveal(seat: Seat) -> None:
    review = PriceReview(at(seat, StageId.PRICE))
    assert {r.code for r in review.rows} == set(seat.evaluation.active_codes())
    review.confirm().result()
    assert review.confirmed


def altered(**changes: object) -> list[ev.Fact]:
    """The record with another published summary."""
    published = RECORD.facts[-1]
    assert isinstance(published, ev.SummaryPublished)
    document = {"sheets": copy.deepcopy(published.sheets), "result": copy.deepcopy(published.result)} | changes
    result = document["result"]
    return [*RECORD.facts[:-1], ev.SummaryPublished(document["sheets"], result, digest(result))]  # type: ignore[arg-type]


def test_the_recomputation_gives_the_expected_result(seat: Seat) -> None:
    seat.fold(recorded(RECORD.facts))
    check = SummaryCheck(seat)
    done = check.recomputed()
    assert done is not None
    assert done.equal
    assert done.result == load(SAMPLE / "expected.json")
    check.confirm().result()
    assert check.answered
    assert check.explanation(next(iter(done.result["rows"]))) is not None


def test_a_changed_result_is_located_and_cannot_be_confirmed(seat: Seat) -> None:
    published = RECORD.facts[-1]
    assert isinstance(published, ev.SummaryPublished)
    result = copy.deepcopy(dict(published.result))
    result["ranking"] = list(reversed(result["ranking"]))
    seat.fold(recorded(altered(result=result)))
    check = SummaryCheck(seat)
    done = check.recomputed()
    assert done is not None
    assert not done.equal
    assert all(d.startswith("$.ranking") for d in done.differences)
    with pytest.raises(RuleViolation, match="result_differs"):
        check.confirm()


def test_a_changed_own_score_is_located(seat: Seat) -> None:
    """The seat holds what its member typed; a sheet published otherwise is told by its place."""
    technical = until(RECORD.facts, StageId.TECHNICAL)
    seat.fold(recorded(technical))
    published = RECORD.facts[-1]
    assert isinstance(published, ev.SummaryPublished)
    sheets = copy.deepcopy(dict(published.sheets))
    code = seat.evaluation.active_codes()[0]
    section = seat.evaluation.sections_of(StageId.TECHNICAL)[0]
    criterion = seat.project.criteria_of(section.id)[0].id
    own = sheets["scores"]["E1"][code][criterion]
    seat.act(ev.EnterScore(code, criterion, own)).result()
    seat.own.apply(ev.LockSheet(StageId.TECHNICAL, "0" * 64, ""))
    sheets["scores"]["E1"][code][criterion] = "0" if own != "0" else "1"
    seat.fold(recorded(altered(sheets=sheets)))
    done = SummaryCheck(seat).recomputed()
    assert done is not None
    assert f"$.scores.E1.{code}.{criterion}" in done.differences


def test_sheets_that_are_none_are_told_by_path(seat: Seat) -> None:
    published = RECORD.facts[-1]
    assert isinstance(published, ev.SummaryPublished)
    sheets = copy.deepcopy(dict(published.sheets))
    sheets["rulings"] = 7
    seat.fold(recorded(altered(sheets=sheets)))
    done = SummaryCheck(seat).recomputed()
    assert done is not None
    assert any(d.startswith("$.rulings") for d in done.differences)
