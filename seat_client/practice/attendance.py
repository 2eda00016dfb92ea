"""A simulated colleague's part in the meeting around the call: comes, says whom it hears, asks, gives the word."""

import logging
import time

from seat_client.domain.evaluation import Evaluation
from seat_client.domain.stages import StageId
from seat_client.practice.callers import Callers, HeardBy, JoinAs, LeaveAs
from seat_client.sync.client import CentreClient, SyncError
from seat_client.wire.conference import CallPass, HeardFeed
from seat_client.wire.meeting import MeetingAct, MeetingState, SeatStanding

STAND = 2.0  # seconds between two standings: a colleague has less to tell than a seat
AGAIN = 10.0  # seconds until a conference that was not there is looked for again
WORD_AFTER, WORD_FOR = 3.0, 8.0  # seconds for which a request stands, and for which the word is kept
TALK_FOR = 12.0  # seconds of a private talk
ASKS = {StageId.TECHNICAL: "m5", StageId.BUSINESS: "m2", StageId.SUMMARY: "m6"}
"""Who asks to speak in a stage, once."""

log = logging.getLogger(__name__)


class Ears:
    """What the callers have heard, kept for whoever reports it."""

    def __init__(self) -> None:
        self._heard: dict[str, tuple[HeardFeed, ...]] = {}

    def take(self, told: HeardBy) -> None:
        self._heard[told.member] = told.heard

    def of(self, member: str) -> tuple[HeardFeed, ...]:
        return self._heard.get(member, ())


class Attendance:
    """Of one colleague; belongs to the colleague's thread. A centre without a conference costs a request now and
    then, and nothing else."""

    def __init__(self, member: str, client: CentreClient, callers: Callers, ears: Ears) -> None:
        self._member = member
        self._client = client
        self._callers = callers
        self._ears = ears
        self._pass: CallPass | None = None
        self._due = 0.0
        self._asked: set[StageId] = set()
        self._word_since = 0.0
        self._talk_since = 0.0

    @property
    def role(self) -> str:
        return self._pass.roles.get(self._pass.feed, "") if self._pass is not None else ""

    def go_on(self, evaluation: Evaluation) -> None:
        """To be called often; does something only when it is time."""
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + STAND
        try:
            self._attend(evaluation, now)
        except SyncError as away:
            log.info("%s is not in the conference: %s", self._member, type(away).__name__)
            self._due = now + AGAIN

    def leave(self) -> None:
        if self._pass is not None:
            self._callers.send(LeaveAs(self._member))
            self._pass = None

    def _attend(self, e: Evaluation, now: float) -> None:
        if e.suspended is not None or e.sealed_for_good is not None or e.stage is StageId.CLOSED:
            self.leave()
            return
        if self._pass is None:
            self._pass = self._client.call_pass()
            self._callers.send(JoinAs(self._member, self._pass))
        state = self._client.stand(SeatStanding(live=True, heard=self._ears.of(self._member)))
        if state.moved:
            self.leave()
            return
        self._speak(e.stage, state)
        self._lead(state, now)
        self._talk(state, now)

    def _speak(self, stage: StageId, state: MeetingState) -> None:
        if ASKS.get(stage) == self.role and stage not in self._asked:
            self._asked.add(stage)
            self._do("ask")

    def _lead(self, state: MeetingState, now: float) -> None:
        """The chair gives the word in the order of asking, and ends it after a while."""
        if state.chair != self.role or not (state.word or state.requests):
            self._word_since = 0.0
            return
        self._word_since = self._word_since or now
        if state.word and now - self._word_since > WORD_FOR:
            self._do("take")
            self._word_since = 0.0
        elif not state.word and now - self._word_since > WORD_AFTER:
            self._do("give", state.requests[0].role)
            self._word_since = now

    def _talk(self, state: MeetingState, now: float) -> None:
        """The supervisor answers who calls, and hangs up after a while."""
        mine = next((a for a in state.asides if a.other == self.role), None)
        if mine is None:
            self._talk_since = 0.0
        elif mine.state == "calling":
            self._do("answer", mine.member)
            self._talk_since = now
        elif now - (self._talk_since or now) > TALK_FOR:
            self._do("hang-up")

    def _do(self, kind: str, about: str = "") -> None:
        self._client.meet(MeetingAct.model_validate({"kind": kind, "about": about}))
