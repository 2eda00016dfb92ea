"""Raw HTTP past the client: whatever a member sends, in whatever stage, the separately written model says what comes.

Every refusal has a code with a Chinese sentence and a next step; nothing that was refused changes anything.
"""

import copy
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from seat_client.centre import clock
from seat_client.domain import events as ev
from seat_client.domain import office
from seat_client.domain.stages import StageId
from seat_client.ui import sentences
from tests.unit.centre.hall import Hall, Seat
from tests.unit.domain.stage_model import Model
from tests.unit.domain.test_properties_stages import RIGHT, anything

HallAt = Callable[[StageId], Hall]
BY_HAND = ("statement_differs", "manifest_differs", "signature_wrong", "rules_differ", "fee_differs")
SIGNED = (
    ev.SignUndertaking, ev.LockSheet, ev.SignRevision, ev.ConfirmFee, ev.AcknowledgeDiscipline, ev.ConfirmReading,
)  # fmt: skip
_NOT_BY_CHANCE = (ev.EnterScore, ev.SignUndertaking, ev.VotePreliminary, ev.ProposeMotion, ev.RefuseSigning)
"""Entries travel sealed; the model does not know when the report is laid out; the others would change the script's
day."""
TRIES = 15
PLAYED = (
    StageId.DISCIPLINE, StageId.UNDERTAKING, StageId.CHAIR_ELECTION, StageId.TENDER_READING, StageId.PRELIMINARY,
    StageId.BLIND_CHECK,
    StageId.TECHNICAL, StageId.TECHNICAL_RULINGS, StageId.BUSINESS, StageId.LOW_PRICE, StageId.PRICE, StageId.SUMMARY,
)  # fmt: skip


class Mirror:
    """The centre behind HTTP and the model beside it; `model` and `dice` are what `anything` draws from."""

    def __init__(self, hall: Hall, seed: int) -> None:
        self.hall = hall
        self.dice = Random(seed)
        desk = hall.centre.desk
        self.model = Model(hall.script.project.document, desk.sealed.codes)
        for member in hall.members:
            hall.seat(member)
            self.model.arrive(member)

    def send(self, member: str, act: ev.Act) -> None:
        """One act as it is; the model knows what becomes of it."""
        legal = self.model.legal(member, self.told(act))
        before = self.hall.centre.desk.cursor
        state, code = self.hall.seat(member).try_(act)
        assert state in ("accepted", "refused"), (act, state, code)
        if legal and isinstance(act, SIGNED) and state == "refused":
            assert code in BY_HAND, (member, act, code)
        else:
            assert (state == "accepted") == legal, (member, act, code, self.model.where(member))
        if state == "accepted":
            self.model.do(member, self.told(act))
        else:
            text, next_step = sentences.table()[code]
            assert text
            assert next_step
            assert self.hall.centre.desk.cursor == before
        self.agree()

    def told(self, act: ev.Act) -> ev.Act:
        """The act in the model's words: it does not compute the digest of the result."""
        if not isinstance(act, ev.ConfirmSummary | ev.RecordDissent):
            return act
        summary = self.hall.centre.desk.evaluation.summary
        right = summary is not None and act.result_digest == summary.result_digest
        seen = summary is not None and act.warnings == len(summary.warnings)
        return ev.ConfirmSummary(RIGHT if right else "wrong", 0 if seen else 7)

    def agree(self) -> None:
        with self.hall.centre.desk.at_rest() as e:
            if self.model.chair is not None and "|" in self.model.chair:
                self.model.chair = e.chair
                self.model.settle()
            assert str(e.stage) == self.model.stage
            assert {i: r.decision for i, r in e.rulings.items()} == self.model.ruled
            assert list(e.active_codes()) == self.model.active()

    def anything_by_anybody(self) -> None:
        for _ in range(TRIES):
            member = self.dice.choice(self.model.members)
            act = anything(self, member)
            if not isinstance(act, _NOT_BY_CHANCE):
                self.send(member, act)

    def as_planned(self) -> None:
        """Everybody does what the script says."""
        stage = self.hall.stage
        if stage is StageId.LOW_PRICE:
            for flag in self.hall.centre.desk.evaluation.flags_of(stage):
                self.hall.centre.desk.explain(flag.id, "说明")
                self.model.hear(flag.id)
        for flag in self.hall.centre.desk.evaluation.flags_of(stage):
            if flag.check == "abnormal-score" and flag.id not in self.model.heard:
                self.send(flag.expert, ev.GiveReason(flag.id, "按评分标准独立评分"))
        for seat in self.hall.all_seats():
            if self.hall.stage is stage:
                self.everything_of(seat, stage)

    def everything_of(self, seat: Seat, stage: StageId) -> None:
        for act in self.hall.acts(seat.member, stage):
            if self.model.legal(seat.member, self.told(act)):
                if isinstance(act, ev.EnterScore):
                    seat.do(act)
                    self.model.do(seat.member, act)
                else:
                    self.send(seat.member, act)


@pytest.mark.parametrize(
    ("seed", "until"),
    [
        (1, StageId.PRELIMINARY),
        pytest.param(2, StageId.REPORT, marks=pytest.mark.full),
        pytest.param(3, StageId.REPORT, marks=pytest.mark.full),
    ],
)
def test_whatever_is_sent_the_centre_does_as_the_model_says(hall_at: HallAt, seed: int, until: StageId) -> None:
    mirror = Mirror(hall_at(StageId.SIGN_IN), seed)
    assert mirror.hall.stage is StageId.DISCIPLINE
    for stage in PLAYED:
        if stage is until:
            break
        assert mirror.hall.stage is stage
        mirror.anything_by_anybody()
        mirror.as_planned()
    assert mirror.hall.stage is until
    mirror.anything_by_anybody()


def test_a_replaced_member_is_told_nothing_more_and_does_nothing_more(hall_at: HallAt) -> None:
    hall = hall_at(StageId.TECHNICAL)
    old, successor = hall.seat("E5"), ev.Person("X9", "郑接任", "expert", "technical")
    hall.centre.desk.decide(lambda c: office.replace_member(c, "E5", successor, "absence"))
    last = hall.centre.desk.cursor
    hall.seat("E1").do(*hall.acts("E1", StageId.TECHNICAL))
    seen = old.get("/facts?since=0").json()["facts"]
    since = seen[-1]["cursor"]
    while page := old.get(f"/facts?since={since}").json()["facts"]:
        seen += page
        since = page[-1]["cursor"]
    assert since <= last
    assert old.try_(ev.ConfirmPrice("0" * 64)) == ("refused", "member_replaced")
    assert old.get("/documents").json()["code"] == "member_replaced"


def test_a_seat_that_asks_from_the_beginning_in_a_blind_stage_learns_no_bidder(hall_at: HallAt) -> None:
    hall = hall_at(StageId.TECHNICAL)
    named = {b.id for b in hall.script.project.bidders}
    told = _all(hall.seat("E1"))
    assert not [f for f in told if f["fact"].get("subject") in named]
    assert not [f for f in told if f["fact"].get("reasons")]
    with hall.centre.desk.at_rest() as evaluation:
        assert [c for c in evaluation.cells if c[0] in named]  # the centre holds them all the while


def _all(seat: Seat) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while page := seat.get(f"/facts?since={found[-1]['cursor'] if found else 0}").json()["facts"]:
        found += page
    return found


def test_nothing_is_recorded_of_what_stands_still(hall_at: HallAt) -> None:
    """Suspended: every act is refused, whoever sends it, and the state stays as it was."""
    hall = hall_at(StageId.TECHNICAL)
    desk = hall.centre.desk
    desk.decide(lambda c: office.suspend(c.evaluation, "fault", clock.now()))
    before = copy.deepcopy(vars(desk.evaluation)["locked"])
    assert hall.seat("E1").try_(ev.ConfirmPrice("0" * 64)) == ("refused", "suspended")
    assert hall.seat("E2").try_(ev.ProposeMotion("m", "other", "提议")) == ("refused", "suspended")
    assert desk.evaluation.locked == before
    desk.decide(lambda c: office.resume(c.evaluation, ("值班甲", "值班乙"), clock.now()))
    assert hall.seat("E2").try_(ev.ProposeMotion("m", "other", "提议")) == ("accepted", "")
