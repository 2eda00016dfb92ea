"""What goes on beside a stage's own work: motions and questions to bidders, put and voted on by the script."""

from seat_client.practice.plans import PlannedMotion
from seat_client.practice.script import Script
from seat_client.services.motions import Motions, Questions
from seat_client.services.seat import Seat


class Attending:
    """One member's part in them."""

    def __init__(self, script: Script, seat: Seat) -> None:
        self._plans = script.plans
        self._seat = seat
        self._motions = Motions(seat)
        self._questions = Questions(seat)
        self._put: set[str] = set()  # texts on their way to the centre

    def attend(self) -> None:
        """Put what is planned for now, vote on what others have put."""
        if self._questions.possible:
            self._ask()
            for line in self._questions.lines:
                if line.can_vote:
                    self._questions.vote(line.id, support=True)
        if self._motions.possible:
            self._move()
            for motion in self._motions.lines:
                if motion.can_vote:
                    self._motions.vote(motion.id, support=self._supports(motion.motion.proposed.text))

    def holds_back(self) -> bool:
        """Whether a motion or a question of this member's is still to be decided before the own part is done."""
        return self._due_motion() is not None or self._question_is_open()

    def _question_is_open(self) -> bool:
        states = {q.proposed.text: q.state for q in self._seat.evaluation.questions.values()}
        mine = (q for q in self._plans.questions if (q.by, q.stage) == (self._seat.member, self._seat.stage))
        return any(states.get(q.text, "proposed") == "proposed" for q in mine)

    def _ask(self) -> None:
        asked = {q.proposed.text for q in self._seat.evaluation.questions.values()} | self._put
        for planned in self._plans.questions:
            if (planned.by, planned.stage) == (self._seat.member, self._seat.stage) and planned.text not in asked:
                self._questions.propose(planned.subject, planned.text)
                self._put.add(planned.text)

    def _move(self) -> None:
        """A motion is put when everybody else is done with the stage: before that nobody needs it."""
        planned = self._due_motion()
        if planned is None or not self._others_done():
            return
        if planned.text not in self._put:
            self._motions.propose(planned.motion, planned.text, minutes=planned.minutes)
            self._put.add(planned.text)

    def _due_motion(self) -> PlannedMotion | None:
        decided = {m.proposed.text for m in self._seat.evaluation.motions.values() if m.result is not None}
        mine = (m for m in self._plans.motions if (m.by, m.stage) == (self._seat.member, self._seat.stage))
        return next((m for m in mine if m.text not in decided), None)

    def _others_done(self) -> bool:
        e = self._seat.evaluation
        return set(e.locked.get(self._seat.stage, ())) >= set(e.members) - {self._seat.member}

    def _supports(self, text: str) -> bool:
        planned = next((m for m in self._plans.motions if m.text == text), None)
        return planned is None or self._seat.member in planned.support
