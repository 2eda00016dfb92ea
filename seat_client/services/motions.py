"""Motions to the committee, and written questions to bidders: proposed, voted on, decided, on the record."""

import uuid
from concurrent.futures import Future
from dataclasses import dataclass

from seat_client.domain.evaluation import Motion, Question
from seat_client.domain.events import ProposeMotion, ProposeQuestion, SupportQuestion, VoteMotion
from seat_client.domain.motions import MOTION_STAGES, MOTIONS, QUESTION_STAGES
from seat_client.domain.stages import BY_ID, Part
from seat_client.domain.texts import check_blind_text
from seat_client.services.order import shuffled
from seat_client.services.seat import Seat
from seat_client.services.unsent import Unsent
from seat_client.store.store import SavedAct


@dataclass(frozen=True, slots=True)
class MotionLine:
    """One motion as a member sees it; `own` is None before the own vote, `can_vote` whether it may be cast now."""

    id: str
    motion: Motion
    number: int
    own: bool | None
    can_vote: bool


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question to a bidder; `label` is the bidder's name on open parts, the code otherwise."""

    id: str
    question: Question
    label: str
    number: int
    own: bool | None
    can_vote: bool


class Motions:
    """Kinds: extension (minutes), correction (code, criterion), overnight, re-election, other."""

    kinds = MOTIONS

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self.unsent = Unsent(seat, "motion")

    @property
    def possible(self) -> bool:
        """Whether the present stage takes motions."""
        return self._seat.stage in MOTION_STAGES

    @property
    def lines(self) -> tuple[MotionLine, ...]:
        """All motions so far, oldest first."""
        return tuple(self._line(number, motion) for number, motion in self._seat.evaluation.motions.items())

    @property
    def waiting(self) -> int:
        """How many wait for this member's vote."""
        return sum(line.can_vote for line in self.lines)

    def propose(
        self, kind: str, text: str, *, minutes: int = 0, code: str = "", criterion: str = ""
    ) -> "Future[SavedAct]":
        return self._seat.act(ProposeMotion(str(uuid.uuid4()), kind, text.strip(), minutes, code, criterion))

    def vote(self, motion: str, *, support: bool) -> "Future[SavedAct]":
        return self._seat.act(VoteMotion(motion, support))

    def _line(self, number: str, motion: Motion) -> MotionLine:
        own = self._seat.own.motion_votes.get(number)
        can_vote = own is None and motion.result is None and self.possible
        return MotionLine(number, motion, _role(self._seat, motion.proposed.member), own, can_vote)


class Questions:
    """Clarification: the committee asks in writing through the centre, and nobody replies unasked (art. 52)."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self.unsent = Unsent(seat, "question")

    @property
    def possible(self) -> bool:
        """Whether the present stage takes questions."""
        return self._seat.stage in QUESTION_STAGES

    @property
    def subjects(self) -> tuple[tuple[str, str], ...]:
        """(subject, label) that may be asked now: bidders by name on open parts, else codes in this seat's order."""
        e = self._seat.evaluation
        if BY_ID[self._seat.stage].part is Part.OPEN:
            names = self._seat.assignment.bidders_in_name_order
            return tuple((b, e.project.bidder(b).name) for b in names if e.rejected_on(b) is None)
        codes = e.active_codes() if e.revealed else shuffled(e.active_codes(), self._seat.assignment.seat)
        return tuple((code, code) for code in codes)

    @property
    def lines(self) -> tuple[QuestionLine, ...]:
        """Questions that may be shown beside the present stage's identities, oldest first."""
        shown = ((i, q) for i, q in self._seat.evaluation.questions.items() if self._is_shown(q))
        return tuple(self._line(number, question) for number, question in shown)

    @property
    def waiting(self) -> int:
        """How many wait for this member's vote."""
        return sum(line.can_vote for line in self.lines)

    def check(self, text: str) -> None:
        """Raise RuleViolation when a text typed in a blind stage names a bidder."""
        if BY_ID[self._seat.stage].part is Part.BLIND:
            check_blind_text(self._seat.evaluation, text)

    def propose(self, subject: str, text: str) -> "Future[SavedAct]":
        return self._seat.act(ProposeQuestion(str(uuid.uuid4()), subject, text.strip()))

    def vote(self, question: str, *, support: bool) -> "Future[SavedAct]":
        return self._seat.act(SupportQuestion(question, support))

    def _is_shown(self, question: Question) -> bool:
        """In a blind stage no question put by name."""
        named = question.proposed.subject in {b.id for b in self._seat.project.bidders}
        return not (named and BY_ID[self._seat.stage].part is Part.BLIND)

    def _line(self, number: str, question: Question) -> QuestionLine:
        proposed = question.proposed
        names = {b.id: b.name for b in self._seat.project.bidders}
        own = self._seat.own.question_votes.get(number)
        can_vote = own is None and question.state == "proposed" and proposed.stage is self._seat.stage
        label = names.get(proposed.subject, proposed.subject)
        return QuestionLine(number, question, label, _role(self._seat, proposed.member), own, can_vote)


def _role(seat: Seat, member: str) -> int:
    """The member's number, 0 for one who has left."""
    return seat.role_number(member) if member in seat.evaluation.members else 0
