"""What one member does in every stage: the script's votes and scores, and what the script plans besides."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from seat_client.domain.errors import RuleViolation
from seat_client.domain.events import FlagRaised, RecusalGround
from seat_client.domain.stages import StageId
from seat_client.practice.attending import Attending
from seat_client.practice.script import Script
from seat_client.services import NotReady, ReportChanged, TurnTaken
from seat_client.services.discipline import Discipline, TenderReading
from seat_client.services.election import ChairElection
from seat_client.services.fee import Fee
from seat_client.services.key_desk import KeyDesk
from seat_client.services.preliminary import PreliminaryReview
from seat_client.services.release import Release
from seat_client.services.report_signing import ReportSigning
from seat_client.services.rulings import Question, Rulings
from seat_client.services.scoring import Scoring
from seat_client.services.seat import Seat
from seat_client.services.shelf import Shelf
from seat_client.services.summary import PriceReview, SummaryCheck
from seat_client.services.undertaking import Undertaking
from seat_client.sync.client import CentreClient, CentreRefused, CentreUnreachable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Means:
    """What a signed-in person works with; `typed` gives the PIN, to be wiped by whoever takes it."""

    script: Script
    seat: Seat
    desk: KeyDesk
    client: CentreClient
    data: Path
    typed: Callable[[], bytearray]


class Day(Protocol):
    """Somebody's day: `go_on` does what is to do now and may be called again and again."""

    over: bool

    def go_on(self) -> None: ...

    def close(self) -> None: ...


class MemberDay:
    """The member's steps, stage by stage; every step may be called again and does then what is still to do."""

    def __init__(self, means: Means) -> None:
        self._script = means.script
        self._seat = means.seat
        self._desk = means.desk
        self._typed = means.typed
        self._shelf = Shelf(means.seat.store, means.client, means.data / "documents")
        self._summary = SummaryCheck(means.seat)
        self._report = ReportSigning(means.seat, means.desk, means.client, self._summary)
        self._attending = Attending(means.script, means.seat)
        self.over = False
        self._has_left = False  # the recusal is written, and on its way to the centre
        self._steps: dict[StageId, Callable[[], None]] = {
            StageId.DISCIPLINE: self._acknowledge,
            StageId.UNDERTAKING: self._undertake,
            StageId.CHAIR_ELECTION: self._elect,
            StageId.TENDER_READING: self._read,
            StageId.PRELIMINARY: lambda: self._review(blind=False),
            StageId.BLIND_CHECK: lambda: self._review(blind=True),
            StageId.FEW_BIDS: self._rule,
            StageId.TECHNICAL: lambda: self._score(StageId.TECHNICAL),
            StageId.TECHNICAL_RULINGS: self._rule,
            StageId.BUSINESS: lambda: self._score(StageId.BUSINESS),
            StageId.BUSINESS_RULINGS: self._rule,
            StageId.LOW_PRICE: self._rule,
            StageId.FEW_BIDS_AFTER_PRICE: self._rule,
            StageId.PRICE: self._price,
            StageId.SUMMARY: self._answer,
            StageId.REPORT: self._sign_report,
            StageId.FEE: self._confirm_fee,
            StageId.RELEASE: self._release,
        }

    def go_on(self) -> None:
        """Do what the present stage asks of this member."""
        e = self._seat.evaluation
        if self._seat.member in e.recused or self._seat.member in e.replaced or e.stage is StageId.CLOSED:
            self.over = True  # whoever has stepped back is told nothing more
        if self.over or e.suspended is not None or e.sealed_for_good is not None:
            return
        if self._leaves():
            if not self._has_left:
                self._recuse()
                self._has_left = True
            return
        self._attending.attend()
        step = self._steps.get(self._seat.stage)
        if step is not None:
            step()

    def close(self) -> None:
        self._shelf.close()

    # --- coming and leaving -----------------------------------------------------------------------

    def _acknowledge(self) -> None:
        discipline = Discipline(self._seat)
        if not discipline.done:
            discipline.acknowledge(self._script.phone_box(self._seat.member)).result()

    def _undertake(self) -> None:
        if self._seat.own.undertaking is None:
            undertaking = Undertaking(self._seat, self._desk)
            undertaking.record(undertaking.sign("no-conflict", (), self._typed()).result()).result()

    def _leaves(self) -> bool:
        """Whether this is the member whom the script lets step back, and the stage in which."""
        planned = self._script.plans.replacement
        return planned is not None and (planned.old, planned.stage) == (self._seat.member, self._seat.stage)

    def _recuse(self) -> None:
        """Type what the script says had been typed by then, then sign the recusal."""
        planned = self._script.plans.replacement
        if planned is None:
            return
        if planned.scores and self._seat.stage in (StageId.TECHNICAL, StageId.BUSINESS):
            scoring = Scoring(self._seat, self._desk, self._seat.stage)
            for code, row in planned.scores.items():
                for criterion, value in row.items():
                    scoring.enter_score(code, criterion, value).result()
        undertaking = Undertaking(self._seat, self._desk)
        bidder = planned.bidder or self._script.project.bidders[0].id
        grounds = (RecusalGround(bidder, planned.reason),)
        undertaking.record(undertaking.sign("recuse", grounds, self._typed()).result()).result()

    # --- reviewing --------------------------------------------------------------------------------

    def _elect(self) -> None:
        election = ChairElection(self._seat)
        if not election.voted:
            choices = [c.member for c in election.candidates if not c.reason]
            election.vote(self._script.chair if self._script.chair in choices else choices[0]).result()

    def _read(self) -> None:
        reading = TenderReading(self._seat)
        if not reading.done:
            reading.confirm().result()

    def _review(self, *, blind: bool) -> None:
        review = PreliminaryReview(self._seat, blind=blind)
        if self._attending.holds_back():
            return
        for subject, item in self._cells(review):
            passed, reason = self._script.vote(self._seat.member, subject, item)
            review.vote(subject, item, passed=passed, reason=reason)

    def _cells(self, review: PreliminaryReview) -> Iterator[tuple[str, str]]:
        """Cells still to vote on, item by item: an item in file order that rejects a bid closes its later ones."""
        cells = [cell for row in review.rows for cell in row.cells if cell.state == "open"]
        order = [item.id for item in review.items]
        for cell in sorted(cells, key=lambda c: order.index(c.item)):
            yield cell.subject, cell.item

    def _score(self, stage: StageId) -> None:
        scoring = Scoring(self._seat, self._desk, stage)
        if scoring.locked:
            return
        self._slip(scoring)
        for code, criterion in scoring.missing():
            text = self._script.score(self._seat.member, code, self._seat.project.criterion(criterion))
            scoring.enter_score(code, criterion, text)
        if not self._attending.holds_back():
            scoring.record(scoring.sign(self._typed()).result()).result()

    def _slip(self, scoring: Scoring) -> None:
        """Type wrongly what the script says, as people do: the form refuses it, or it is corrected after."""
        criteria = {c.id for c in scoring.criteria}
        for slip in self._script.slips(self._seat.member):
            if slip.criterion not in criteria or slip.code not in scoring.bids:
                continue
            try:
                scoring.enter_score(slip.code, slip.criterion, slip.typed)
            except RuleViolation as refused:
                log.info("the form refused an entry of %s: %s", self._seat.member, refused.code)
                continue
            right = self._script.score(self._seat.member, slip.code, self._seat.project.criterion(slip.criterion))
            scoring.enter_score(slip.code, slip.criterion, right)

    # --- rulings ----------------------------------------------------------------------------------

    def _rule(self) -> None:
        rulings = Rulings(self._seat, self._desk)
        for question in rulings.questions:
            flag = question.flag
            if question.mine and flag.check == "abnormal-score" and flag.id not in self._seat.own.reasons:
                rulings.give_reason(flag.id, self._script.reason(flag))
            if self._may_vote(question):
                rulings.vote(flag.id, self._script.decision(self._seat.member, flag))
            if question.revision == "asked":
                self._revise(rulings, flag)

    def _revise(self, rulings: Rulings, flag: FlagRaised) -> None:
        """Sign the disputed item anew, as all members do, to the value they agree on."""
        value = self._script.revision(flag, *rulings.disputed(flag))
        reason = "经全体成员核对投标文件，按一致意见更正该项客观分。"
        rulings.record(rulings.sign_revision(flag.id, value, reason, self._typed()).result()).result()

    def _may_vote(self, question: Question) -> bool:
        """A vote is asked of this member, and the flagged side has been heard or has let the deadline pass."""
        asked = question.ruling is None or question.flag.id in self._seat.evaluation.recounts
        return asked and not question.own_vote and not question.awaits and question.flag.check != "correction"

    def _price(self) -> None:
        review = PriceReview(self._seat)
        if not review.confirmed:
            review.confirm()

    def _answer(self) -> None:
        done = self._summary.recomputed()
        if done is None or self._summary.answered:
            return
        if not done.equal:
            log.warning("colleague %s computes otherwise: %s", self._seat.member, done.differences[0])
            return
        dissent = self._script.dissent(self._seat.member)
        if dissent:
            self._summary.dissent(dissent)
        else:
            self._summary.confirm()

    # --- the end ----------------------------------------------------------------------------------

    def _sign_report(self) -> None:
        silent = self._seat.member in self._script.silent and self._seat.member != self._seat.evaluation.chair
        if not self._report.published or self._report.obstacle() or silent:
            return
        if self._seat.member not in self._seat.evaluation.signers_left():
            return
        try:
            self._report.download().result()
            self._report.sign(self._typed()).result()
        except (TurnTaken, NotReady, ReportChanged, CentreRefused, CentreUnreachable) as waiting:
            log.info("colleague %s signs later: %s", self._seat.member, waiting.code)

    def _confirm_fee(self) -> None:
        fee = Fee(self._seat, self._desk)
        if fee.slip is not None and not fee.done:
            fee.record(fee.sign(self._typed()).result()).result()

    def _release(self) -> None:
        release = Release(self._seat, self._shelf)
        if self._seat.own.wiped is None:
            release.confirm().result()
        elif release.done:
            self.over = True
