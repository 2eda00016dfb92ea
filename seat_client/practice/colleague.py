"""One simulated colleague: a seat without a screen, with its own key, store and sync loop."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from drivers.api.token import TokenFamily
from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.events import RecordedFact
from seat_client.domain.stages import StageId
from seat_client.practice.script import Script
from seat_client.services import NotReady, ReportChanged, ServiceError, TurnTaken
from seat_client.services.election import ChairElection
from seat_client.services.key_desk import KeyDesk
from seat_client.services.preliminary import PreliminaryReview
from seat_client.services.release import Release
from seat_client.services.report_signing import ReportSigning
from seat_client.services.rulings import Rulings
from seat_client.services.scoring import Scoring
from seat_client.services.seat import Seat
from seat_client.services.shelf import Shelf
from seat_client.services.sign_in import SigningIn
from seat_client.services.summary import PriceReview, SummaryCheck
from seat_client.services.undertaking import Undertaking
from seat_client.signing.watch import ReaderWatch
from seat_client.sync.client import CentreClient, CentreRefused, CentreUnreachable
from seat_client.sync.loop import SyncLoop

RETRY = 0.3

log = logging.getLogger(__name__)


class Colleague:
    """Does in every stage what the script says for one member; `run` returns after the release."""

    def __init__(
        self, member: str, script: Script, *, centre: str, token: TokenFamily, data: Path, pin: str,
        onlooker: Callable[[Evaluation], None] = lambda _: None,
    ) -> None:  # fmt: skip
        self._member = member
        self._script = script
        self._pin = pin
        self._onlooker = onlooker
        self._client = CentreClient(centre)
        self._watch = ReaderWatch(token)
        self._desk = KeyDesk(self._watch, lambda: datetime.now(UTC))
        self._signing_in = SigningIn(self._client, self._desk, seat_id=script.seat_of(member), data=data / member)
        self._data = data / member
        self._arrived: queue.SimpleQueue[tuple[RecordedFact, ...]] = queue.SimpleQueue()
        self._stop = threading.Event()

    def run(self) -> None:
        """The member's whole day; ends after the release or when stopped."""
        self._watch.start()
        try:
            seat = self._sign_in()
            if seat is not None:
                self._evaluate(seat)
        finally:
            self._watch.stop()
            self._desk.close()
            self._client.close()

    def stop(self) -> None:
        self._stop.set()

    def _sign_in(self) -> Seat | None:
        while not self._stop.is_set():
            try:
                return self._signing_in.sign_in(self._typed()).result().seat
            except (CentreUnreachable, CentreRefused, ServiceError) as waiting:
                log.info("colleague %s waits: %s", self._member, type(waiting).__name__)
                self._stop.wait(RETRY)
        return None

    def _typed(self) -> bytearray:
        return bytearray(self._pin.encode())

    def _evaluate(self, seat: Seat) -> None:
        sync = SyncLoop(seat.store, self._client)
        sync.facts.subscribe(self._arrived.put)
        sync.start()
        day = _Day(self._script, seat, self._desk, self._client, data=self._data, typed=self._typed)
        try:
            while not self._stop.is_set() and not day.over:
                day.go_on()
                seat.fold(self._next_facts())
                self._onlooker(seat.evaluation)
        finally:
            sync.stop()
            day.close()
            seat.store.close()

    def _next_facts(self) -> tuple[RecordedFact, ...]:
        """The next facts, or none after a short while: some steps wait for others without a fact of their own."""
        try:
            return self._arrived.get(timeout=RETRY)
        except queue.Empty:
            return ()


class _Day:
    """The member's steps, stage by stage; every step may be called again and does then what is still to do."""

    def __init__(
        self, script: Script, seat: Seat, desk: KeyDesk, client: CentreClient, *, data: Path,
        typed: Callable[[], bytearray],
    ) -> None:  # fmt: skip
        self._script = script
        self._seat = seat
        self._desk = desk
        self._typed = typed
        self._shelf = Shelf(seat.store, client, data / "documents")
        self._summary = SummaryCheck(seat)
        self._report = ReportSigning(seat, desk, client, self._summary)
        self.over = False
        self._steps: dict[StageId, Callable[[], None]] = {
            StageId.UNDERTAKING: self._undertake,
            StageId.CHAIR_ELECTION: self._elect,
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
            StageId.RELEASE: self._release,
        }

    def go_on(self) -> None:
        """Do what the present stage asks of this member."""
        step = self._steps.get(self._seat.evaluation.stage)
        if step is not None:
            step()
        if self._seat.evaluation.stage is StageId.CLOSED:
            self.over = True

    def close(self) -> None:
        self._shelf.close()

    def _undertake(self) -> None:
        if self._seat.own.undertaking is None:
            undertaking = Undertaking(self._seat, self._desk)
            undertaking.record(undertaking.sign("no-conflict", (), self._typed()).result()).result()

    def _elect(self) -> None:
        election = ChairElection(self._seat)
        if not election.voted:
            choices = [c.member for c in election.candidates if not c.reason]
            election.vote(self._script.chair if self._script.chair in choices else choices[0]).result()

    def _review(self, *, blind: bool) -> None:
        review = PreliminaryReview(self._seat, blind=blind)
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

    def _rule(self) -> None:
        rulings = Rulings(self._seat)
        for question in rulings.questions:
            flag = question.flag
            if question.mine and flag.check == "abnormal-score" and flag.id not in self._seat.own.reasons:
                rulings.give_reason(flag.id, self._script.reason(flag))
            if question.ruling is None and not question.own_vote and self._heard(flag.check, question.reason):
                rulings.vote(flag.id, self._script.decision(self._seat.member, flag))

    def _heard(self, check: str, reason: str) -> bool:
        """A colleague votes after the flagged side has given its reason."""
        return check not in ("abnormal-score", "low-price") or bool(reason)

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

    def _release(self) -> None:
        release = Release(self._seat, self._shelf)
        if self._seat.own.wiped is None:
            release.confirm().result()
        elif release.done:
            self.over = True
