"""Acts by raw HTTP: idempotency, order, the chain, and every rule refused with its code."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import requests
from sqlalchemy import select

from seat_client.centre.body_limit import JSON_LIMIT
from seat_client.centre.storage import IncidentRow
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.evidence.envelope import GENESIS
from seat_client.evidence.receipts import Answered, is_signed, split
from seat_client.wire import BATCH_LIMIT
from tests.unit.centre.hall import WAIT, Hall, Seat, bearer, code

HallAt = Callable[[StageId], Hall]
SCORE = ("C1", "S1-1")


@pytest.fixture
def technical(hall_at: HallAt) -> Hall:
    return hall_at(StageId.TECHNICAL)


@pytest.fixture
def seat(technical: Hall) -> Seat:
    return technical.seat("E1")


def a_score(seat: Seat, value: str = "1") -> ev.EnterScore:
    desk = seat.hall.centre.desk
    section = desk.evaluation.sections_of(desk.evaluation.stage)[0]
    criterion = desk.project.criteria_of(section.id)[0]
    return ev.EnterScore(desk.evaluation.active_codes()[0], criterion.id, value)


def held(seat: Seat) -> str:
    """The score the centre would open at the lock, after a look into its database."""
    act = a_score(seat)
    seat.hall.restart()
    desk = seat.hall.centre.desk
    assert not desk.acts[seat.member].entries, "the centre can read an entry before the lock"
    lock = ev.LockSheet(StageId.TECHNICAL, "", "", seat.opening(StageId.TECHNICAL))
    return desk.drafts[seat.member].with_opened(desk.acts[seat.member], lock).score(act.code, act.criterion)


# --- idempotency, order, chain ------------------------------------------------------------------------


def test_the_same_act_gets_the_same_answer_and_counts_once(seat: Seat) -> None:
    envelope = seat.envelope(a_score(seat))
    assert [seat.send(envelope)[0] for _ in range(3)] == [("accepted", "")] * 3
    assert seat.send(envelope, envelope) == [("accepted", "")] * 2


def test_a_refused_act_stays_refused(seat: Seat) -> None:
    envelope = seat.envelope(ev.ConfirmPrice("0" * 64))
    assert [seat.send(envelope)[0] for _ in range(2)] == [("refused", "stage_wrong")] * 2
    assert seat.try_(a_score(seat, "1")) == ("accepted", "")


def test_another_act_under_a_known_id_is_a_conflict(seat: Seat) -> None:
    first = seat.envelope(a_score(seat, "1"))
    second = seat.envelope(a_score(seat, "2"), id=first["id"])
    assert seat.send(first, second) == [("accepted", ""), ("conflict", "id_taken")]
    assert held(seat) == "1"


def test_another_act_at_a_taken_revision_is_a_conflict(seat: Seat) -> None:
    seat.do(a_score(seat, "1"))
    assert seat.send(seat.envelope(a_score(seat, "2"), rev=1)) == [("conflict", "revision_taken")]
    assert held(seat) == "1"


def test_a_left_out_revision_is_no_gap_where_the_journal_goes_on(seat: Seat) -> None:
    """What the centre could not take at all is left out of the journal; its revision stays out, too."""
    assert seat.send(seat.envelope(a_score(seat, "2"), rev=2)) == [("accepted", "")]
    assert held(seat) == "2"


def test_a_left_out_link_is_a_gap(seat: Seat) -> None:
    envelope = seat.envelope(a_score(seat), prev="ab" * 32)
    assert seat.send(envelope) == [("gap", "")]


def test_a_journal_begins_once(seat: Seat) -> None:
    seat.do(a_score(seat, "1"))
    assert seat.send(seat.envelope(a_score(seat, "2"), prev=GENESIS)) == [("gap", "")]
    assert held(seat) == "1"


def test_an_entry_that_anybody_could_read_is_refused(seat: Seat) -> None:
    assert seat.send(seat.envelope(a_score(seat), plain=True)) == [("refused", "entry_not_sealed")]


def test_an_act_no_journal_key_signed_is_refused(seat: Seat) -> None:
    assert seat.send(seat.envelope(a_score(seat), signature="")) == [("refused", "chain_broken")]
    other = Seat(seat.hall, "E2").journal
    head = seat.hall.centre.desk.standing(0, GENESIS)[0].get(seat.journal.chain, GENESIS)
    seat.head, seat.revisions = head, {}
    envelope = seat.envelope(a_score(seat))
    assert seat.send({**envelope, "signature": other.sign(envelope["hash"])}) == [("refused", "chain_broken")]
    assert seat.send(envelope) == [("accepted", "")]


def test_a_conflict_stays_in_the_journal_and_in_the_books(seat: Seat) -> None:
    seat.do(a_score(seat, "1"))
    second = seat.envelope(a_score(seat, "2"), rev=1)
    assert [seat.send(second)[0] for _ in range(2)] == [("conflict", "revision_taken")] * 2
    seat.revisions.clear()
    assert seat.send(seat.envelope(a_score(seat, "3"), rev=2)) == [("accepted", "")]
    with seat.hall.centre.storage.reading() as session:
        assert [n.code for n in session.scalars(select(IncidentRow))] == ["revision_taken"]


def test_every_answer_that_stands_has_the_centres_receipt(seat: Seat) -> None:
    certificate = seat.hall.foundation.centre_key.certificate
    for act in (a_score(seat), ev.ConfirmPrice("0" * 64)):
        envelope = seat.envelope(act)
        (outcome,) = seat.post(envelope).json()["outcomes"]
        cursor, signature = split(outcome["receipt"])
        code_ = outcome["problem"]["code"] if outcome["problem"] else ""
        said = Answered(envelope["project"], envelope["id"], envelope["hash"], outcome["state"], code_, cursor)
        assert is_signed(said, signature, certificate)
        assert not is_signed(replace(said, state="conflict"), signature, certificate)


@pytest.mark.parametrize(
    "changes",
    [
        {"hash": "ab" * 32},
        {"kind": "lock-sheet"},
        {"aggregate": "score/C1/other"},
        {"chain": "ab" * 16},
        {"project": "another"},
        {"seat": "seat-E2"},
        {"member": "E2"},
    ],
    ids=lambda c: next(iter(c)),
)
def test_an_envelope_that_is_not_what_it_says_is_refused(seat: Seat, changes: dict[str, Any]) -> None:
    assert seat.send(seat.envelope(a_score(seat), **changes)) == [("refused", "chain_broken")]
    assert held(seat) == ""


def test_a_content_changed_on_the_way_is_refused(seat: Seat) -> None:
    envelope = seat.envelope(a_score(seat, "1"))
    envelope["body"]["box"] = seat.sealed(a_score(seat, "2"))[1]["box"]
    assert seat.send(envelope) == [("refused", "chain_broken")]


def test_a_number_no_hash_can_be_made_of_is_refused(hall_at: HallAt) -> None:
    seat = hall_at(StageId.RELEASE).seat("E1")
    envelope = seat.envelope(ev.ConfirmRelease(1))
    envelope["body"]["wiped"] = 10**30
    assert seat.send(envelope) == [("refused", "chain_broken")]


def test_nobody_writes_into_anothers_chain(technical: Hall) -> None:
    """A member cannot act for another, nor make the other's next act look like a gap."""
    one, other = technical.seat("E1"), technical.seat("E2")
    forged = other.envelope(a_score(other, "2"))
    assert one.send(forged) == [("refused", "chain_broken")]
    assert other.send(forged) == [("accepted", "")]
    assert one.send(forged) == [("refused", "chain_broken")]  # nor learns what became of it
    planted = one.envelope(a_score(one, "1"), seat=other.name)
    assert one.send(planted) == [("refused", "chain_broken")]
    assert other.try_(a_score(other, "3")) == ("accepted", "")


def test_two_members_at_one_seat_have_two_chains(technical: Hall) -> None:
    one, other = Seat(technical, "E1", name="shared"), Seat(technical, "E2", name="shared")
    for value in ("1", "2"):
        for seat in (one, other):
            assert seat.try_(a_score(seat, value)) == ("accepted", "")


def test_a_batch_is_taken_in_order_and_one_refusal_stops_nothing(seat: Seat) -> None:
    acts = [a_score(seat, "1"), ev.ConfirmPrice("0" * 64), ev.CastBallot("E1", 1), a_score(seat, "2")]
    outcomes = seat.send(*(seat.envelope(act) for act in acts))
    assert [s for s, _ in outcomes] == ["accepted", "refused", "refused", "accepted"]
    assert held(seat) == "2"


@pytest.mark.parametrize("value", ["9999", "-1", "1.0001", "1e0"])
def test_what_no_score_can_be_does_not_count_when_it_is_opened(seat: Seat, value: str) -> None:
    seat.do(a_score(seat, "1"), a_score(seat, value))
    assert held(seat) == "1"


def test_a_box_of_another_cell_does_not_count(seat: Seat) -> None:
    """Neither the centre nor anybody who cuts and pastes boxes can give a score to another bid."""
    seat.do(a_score(seat, "1"))
    cells = [replace(a_score(seat, "2"), code=c) for c in seat.hall.centre.desk.evaluation.active_codes()[:2]]
    first, other = (seat.sealed(cell) for cell in cells)
    envelope = seat.envelope(cells[0], body=other[1])
    assert envelope["aggregate"] == first[0]
    assert seat.send(envelope) == [("accepted", "")]
    assert held(seat) == "1"


# --- the rules, by wire -----------------------------------------------------------------------------------


def _locked(seat: Seat) -> ev.Act:
    seat.do(*seat.hall.acts(seat.member, StageId.TECHNICAL))
    return a_score(seat)


def _lock_altered(seat: Seat) -> ev.Act:
    seat.do(*seat.hall.scores(seat.member, StageId.TECHNICAL))
    return replace(seat.lock_as_held(StageId.TECHNICAL), manifest_digest="0" * 64)


def _lock_by_another(seat: Seat) -> ev.Act:
    seat.do(*seat.hall.scores(seat.member, StageId.TECHNICAL))
    own = seat.lock_as_held(StageId.TECHNICAL)
    seat.key = seat.hall.foundation.keys["E2"]
    return replace(seat.lock_as_held(StageId.TECHNICAL), manifest_digest=own.manifest_digest)


def _lock_unsigned(seat: Seat) -> ev.Act:
    seat.do(*seat.hall.scores(seat.member, StageId.TECHNICAL))
    return replace(seat.lock_as_held(StageId.TECHNICAL), signature="AAAA")


def _second_ballot(seat: Seat) -> ev.Act:
    ballot = ev.CastBallot("E1", 1)
    seat.do(ballot)
    return ballot


def _purchaser(seat: Seat) -> str:
    return next(m.id for m in seat.hall.script.project.committee if m.kind != "expert")


def _undertaken(seat: Seat) -> ev.Act:
    seat.do(seat.undertaking())
    return seat.undertaking()


def _closed_cell(seat: Seat) -> ev.Act:
    cells = seat.hall.centre.desk.evaluation.pending_cells(blind=False)
    subject, item = cells[0]
    for each in seat.hall.all_seats():
        each.do(ev.VotePreliminary(subject, item, passed=True))
    return ev.VotePreliminary(subject, item, passed=True)


def _flag(seat: Seat) -> ev.FlagRaised:
    e = seat.hall.centre.desk.evaluation
    return e.flags_of(e.stage)[0]


def _voted_flag(seat: Seat) -> ev.Act:
    vote = ev.VoteRuling(_flag(seat).id, "defer")
    seat.hall.give_reasons()
    seat.do(vote)
    return vote


def _result(seat: Seat) -> str:
    summary = seat.hall.centre.desk.evaluation.summary
    assert summary is not None
    return summary.result_digest


def _confirmed(seat: Seat) -> ev.Act:
    confirmed = ev.ConfirmSummary(_result(seat), _warnings(seat))
    seat.do(confirmed)
    return confirmed


def _warnings(seat: Seat) -> int:
    summary = seat.hall.centre.desk.evaluation.summary
    return 0 if summary is None else len(summary.warnings)


def _priced(seat: Seat) -> ev.Act:
    seat.do(ev.ConfirmPrice("0" * 64))
    return ev.ConfirmPrice("1" * 64)


def _undertaking_by_another(seat: Seat) -> ev.Act:
    own = seat.key
    seat.key = seat.hall.foundation.keys["E2"]
    act = seat.undertaking()
    seat.key = own
    return act


def _objective(seat: Seat) -> tuple[str, str]:
    e = seat.hall.centre.desk.evaluation
    return e.active_codes()[0], next(c.id for c in e.project.criteria if c.kind == "objective")


RULES: list[tuple[StageId, str, Callable[[Seat], ev.Act]]] = [
    (StageId.SIGN_IN, "stage_wrong", lambda s: ev.CastBallot("E1", 1)),
    (StageId.DISCIPLINE, "rules_differ", lambda s: ev.AcknowledgeDiscipline("0" * 64, "0", "1")),
    (StageId.DISCIPLINE, "phone_box_missing", lambda s: ev.AcknowledgeDiscipline(s.rules_digest, "0", " ")),
    (StageId.TENDER_READING, "rules_differ", lambda s: ev.ConfirmReading("0" * 64)),
    (StageId.PRELIMINARY, "question_unknown", lambda s: ev.SupportQuestion("none", True)),
    (StageId.PRELIMINARY, "motion_kind_unknown", lambda s: ev.ProposeMotion("m", "lunch", "休息")),
    (
        StageId.TECHNICAL,
        "names_bidder",
        lambda s: ev.ProposeMotion("m", "other", s.hall.script.project.bidders[0].name),
    ),
    (StageId.TECHNICAL, "sheets_closed", lambda s: ev.ProposeMotion("m", "correction", "-", 0, *_objective(s))),
    (StageId.UNDERTAKING, "statement_differs", lambda s: replace(s.undertaking(), statement_digest="0" * 64)),
    (StageId.UNDERTAKING, "signature_wrong", lambda s: replace(s.undertaking(), signature="AAAA")),
    (StageId.UNDERTAKING, "signature_not_yours", _undertaking_by_another),
    (StageId.UNDERTAKING, "grounds_missing", lambda s: s.undertaking("recuse")),
    (StageId.UNDERTAKING, "bidder_unknown", lambda s: s.undertaking("recuse", (ev.RecusalGround("B99", "亲属"),))),
    (StageId.UNDERTAKING, "already_done", _undertaken),
    (StageId.CHAIR_ELECTION, "candidate_not_eligible", lambda s: ev.CastBallot(_purchaser(s), 1)),
    (StageId.CHAIR_ELECTION, "round_wrong", lambda s: ev.CastBallot("E1", 2)),
    (StageId.CHAIR_ELECTION, "already_done", _second_ballot),
    (StageId.PRELIMINARY, "cell_unknown", lambda s: ev.VotePreliminary("B99", "P1", passed=True)),
    (StageId.PRELIMINARY, "reason_missing", lambda s: _vote(s, passed=False)),
    (StageId.PRELIMINARY, "text_too_long", lambda s: _vote(s, passed=False, reason="长" * 2001)),
    (StageId.PRELIMINARY, "cell_closed", _closed_cell),
    (StageId.TECHNICAL, "stage_wrong", lambda s: ev.ConfirmPrice("0" * 64)),
    (StageId.TECHNICAL, "sheet_locked", _locked),
    (StageId.TECHNICAL, "items_missing", lambda s: s.lock(StageId.TECHNICAL, [])),
    (StageId.TECHNICAL, "manifest_differs", _lock_altered),
    (StageId.TECHNICAL, "signature_not_yours", _lock_by_another),
    (StageId.TECHNICAL, "signature_wrong", _lock_unsigned),
    (StageId.TECHNICAL_RULINGS, "flag_unknown", lambda s: ev.VoteRuling("none", "keep")),
    (StageId.TECHNICAL_RULINGS, "reason_awaited", lambda s: ev.VoteRuling(_flag(s).id, "keep")),
    (StageId.TECHNICAL_RULINGS, "decision_unknown", lambda s: ev.VoteRuling(_flag(s).id, "accept")),
    (StageId.TECHNICAL_RULINGS, "flag_not_yours", lambda s: ev.GiveReason(_flag(s).id, "理由")),
    (StageId.TECHNICAL_RULINGS, "already_done", _voted_flag),
    (StageId.PRICE, "already_done", _priced),
    (StageId.SUMMARY, "result_differs", lambda s: ev.ConfirmSummary("0" * 64)),
    (StageId.SUMMARY, "reason_missing", lambda s: ev.RecordDissent(" ", _result(s), _warnings(s))),
    (StageId.SUMMARY, "warnings_unseen", lambda s: ev.ConfirmSummary(_result(s), _warnings(s) + 1)),
    (StageId.SUMMARY, "already_done", _confirmed),
]


def _vote(seat: Seat, **changes: Any) -> ev.Act:
    subject, item = seat.hall.centre.desk.evaluation.pending_cells(blind=False)[0]
    return replace(ev.VotePreliminary(subject, item, passed=True), **changes)


@pytest.mark.parametrize("stage", dict.fromkeys(stage for stage, _, _ in RULES))
def test_what_the_rules_forbid_is_refused_with_its_code(hall_at: HallAt, stage: StageId) -> None:
    hall = hall_at(stage)
    tries = [(expected, make) for at, expected, make in RULES if at is stage]
    for number, (expected, make) in enumerate(tries):
        seat = hall.seat(hall.members[number % len(hall.members)])
        seat.key = hall.foundation.keys[seat.member]
        act = make(seat)
        cursor = hall.centre.desk.cursor
        assert (expected, seat.try_(act)) == (expected, ("refused", expected))
        assert hall.centre.desk.cursor == cursor
    assert hall.stage is stage


def test_a_recused_member_acts_no_more_and_reads_no_bid(hall_at: HallAt) -> None:
    seat = hall_at(StageId.UNDERTAKING).seat("E2")
    bidder = seat.hall.script.project.bidders[0].id
    seat.do(seat.undertaking("recuse", (ev.RecusalGround(bidder, "亲属"),)))
    assert seat.try_(seat.undertaking()) == ("refused", "member_recused")
    assert code(seat.get("/documents")) == (403, "member_recused")


# --- malformed requests -----------------------------------------------------------------------------------


def test_more_acts_than_a_batch_holds_are_refused_whole(seat: Seat) -> None:
    batch = [seat.envelope(a_score(seat)) for _ in range(BATCH_LIMIT + 1)]
    assert code(seat.post(*batch)) == (422, "request_malformed")
    assert held(seat) == ""


def test_an_empty_batch_is_refused(seat: Seat) -> None:
    assert code(seat.post()) == (422, "request_malformed")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[" * 100_000, b'{"acts": "\xff"}', b'{"acts": "\xd6\xd0"}', b"null", b'{"acts": NaN}', b"\x00"],
    ids=lambda b: repr(b[:12]),
)
def test_a_body_that_is_no_request_gets_a_problem(seat: Seat, body: bytes) -> None:
    answer = seat.request("POST", "/acts", data=body, headers={"Content-Type": "application/json"})
    assert code(answer)[1] == "request_malformed"
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "x"), ("rev", 0), ("rev", 10**30), ("rev", 1.5), ("hash", "g" * 64), ("seat", "a\x00b"),
        ("aggregate", "\ud800"), ("at", "\x00"), ("kind", None), ("body", {}), ("body", {"kind": "no-such"}),
        ("extra", 1), ("\ud800", 1),
    ],
)  # fmt: skip
def test_an_envelope_outside_the_contract_gets_a_problem(seat: Seat, field: str, value: object) -> None:
    answer = seat.post(seat.envelope(a_score(seat)) | {field: value})
    assert code(answer) == (422, "request_malformed")
    assert "acts.0" in answer.json()["facts"]["where"]


def test_an_unknown_key_in_an_act_is_refused(seat: Seat) -> None:
    envelope = seat.envelope(a_score(seat))
    envelope["body"]["extra"] = 1
    assert code(seat.post(envelope)) == (422, "request_malformed")


def test_a_body_past_the_limit_is_refused_unread(seat: Seat) -> None:
    whole = seat.request("POST", "/acts", data=b" " * (JSON_LIMIT + 1), headers={"Content-Type": "application/json"})
    assert code(whole) == (413, "request_malformed")
    chunked = seat.request(
        "POST", "/acts", data=iter([b" " * 65536] * 65), headers={"Content-Type": "application/json"}
    )
    assert code(chunked) == (413, "request_malformed")
    assert seat.try_(a_score(seat)) == ("accepted", "")


def test_a_refusal_never_repeats_what_was_sent(seat: Seat) -> None:
    envelope = seat.envelope(a_score(seat)) | {"id": "secret-score-87"}
    assert "secret-score-87" not in seat.post(envelope).text


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/none", 404), ("DELETE", "/acts", 405)])
def test_an_unknown_endpoint_gets_a_problem(seat: Seat, method: str, path: str, status: int) -> None:
    assert code(seat.request(method, path)) == (status, "request_malformed")


def test_ids_are_kept_apart_between_members(technical: Hall) -> None:
    one, other = technical.seat("E1"), technical.seat("E2")
    shared = str(uuid.uuid4())
    assert one.send(one.envelope(a_score(one), id=shared)) == [("accepted", "")]
    assert other.send(other.envelope(a_score(other), id=shared)) == [("conflict", "id_taken")]


def test_the_clerks_desk_is_the_clerks(technical: Hall) -> None:
    body = {"flag": "low-price/C1", "text": "说明"}
    assert code(technical.clerk("/desk/explanations", body, "guessed")) == (403, "clerk_only")
    assert code(technical.clerk("/desk/explanations", body, technical.seat("E1").token)) == (403, "clerk_only")
    assert code(technical.clerk("/desk/explanations", body)) == (409, "flag_unknown")
    answer = requests.post(technical.url + "/desk/deemed", json={"member": "E1", "text": "x"}, timeout=WAIT)
    assert code(answer) == (403, "clerk_only")


def test_a_centre_without_a_clerk_has_no_desk(technical: Hall) -> None:
    settings = replace(technical.foundation.settings, clerk_token="")
    technical.foundation = replace(technical.foundation, settings=settings)
    technical.restart()
    for token in ("", "x"):
        answer = requests.post(
            technical.url + "/desk/explanations", json={"flag": "a", "text": "b"}, headers=bearer(token), timeout=WAIT
        )
        assert code(answer) == (403, "clerk_only")
