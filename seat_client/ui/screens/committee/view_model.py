"""Motions, questions and the record as this seat may show them."""

from seat_client.domain.errors import RuleViolation
from seat_client.services.motions import MotionLine, Motions, QuestionLine, Questions
from seat_client.services.seat import Seat
from seat_client.services.unsent import Unsent
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.committee.record import record_row
from seat_client.ui.screens.committee.rows import BusinessRow, Kind, RecordRow
from seat_client.ui.sentences import sentence_for

LONGEST = 2000


class CommitteeModel(ActingModel):
    """Votes are secret until they are counted; the record names members by number alone."""

    def __init__(self, motions: Motions, questions: Questions, seat: Seat, bridge: Bridge) -> None:
        super().__init__(seat, bridge)
        self._motions, self._questions = motions, questions

    @property
    def unsent_motion(self) -> Unsent:
        """The motion begun and not sent."""
        return self._motions.unsent

    @property
    def unsent_question(self) -> Unsent:
        """The question begun and not sent."""
        return self._questions.unsent

    # --- motions ----------------------------------------------------------------------------------

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(kind for kind in _kinds() if kind.id in self._motions.kinds)

    @property
    def motion_obstacle(self) -> str:
        """Why no motion can be put now; empty when one can."""
        return "" if self._motions.possible else translate("Committee", "This stage takes no motions")

    @property
    def motions(self) -> tuple[BusinessRow, ...]:
        return tuple(self._motion_row(line) for line in reversed(self._motions.lines))

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes a correction may name."""
        return tuple(self._seat.evaluation.active_codes())

    @property
    def criteria(self) -> tuple[tuple[str, str], ...]:
        """(id, title) of the objective items a correction may name."""
        return tuple((c.id, c.title.zh) for c in self._seat.project.criteria if c.kind == "objective")

    def move(self, kind: str, text: str, *, minutes: int = 0, code: str = "", criterion: str = "") -> bool:
        """Put a motion; False when it was refused, with `problem` saying why."""
        self._do(lambda: self._motions.propose(kind, text, minutes=minutes, code=code, criterion=criterion))
        return not self.problem

    def vote_motion(self, motion: str, *, support: bool) -> None:
        self._do(lambda: self._motions.vote(motion, support=support))

    # --- questions --------------------------------------------------------------------------------

    @property
    def question_obstacle(self) -> str:
        """Why no question can be put now; empty when one can."""
        return "" if self._questions.possible else translate("Committee", "This stage takes no questions to bidders")

    @property
    def subjects(self) -> tuple[tuple[str, str], ...]:
        return self._questions.subjects if self._questions.possible else ()

    @property
    def questions(self) -> tuple[BusinessRow, ...]:
        return tuple(self._question_row(line) for line in reversed(self._questions.lines))

    def fault_of(self, text: str) -> str:
        """What a question's text may not be sent for, while it is typed; empty when it may."""
        try:
            self._questions.check(text)
        except RuleViolation as refused:
            return str(sentence_for(refused))
        return ""

    def ask(self, subject: str, text: str) -> bool:
        """Put a question; False when it was refused, with `problem` saying why."""
        self._do(lambda: self._questions.propose(subject, text))
        return not self.problem

    def vote_question(self, question: str, *, support: bool) -> None:
        self._do(lambda: self._questions.vote(question, support=support))

    # --- the record -------------------------------------------------------------------------------

    @property
    def record(self) -> tuple[RecordRow, ...]:
        """The newest first."""
        rows = (record_row(fact, self._seat.evaluation) for fact in reversed(self._seat.store.facts()))
        return tuple(row for row in rows if row is not None)

    def _motion_row(self, line: MotionLine) -> BusinessRow:
        proposed, result = line.motion.proposed, line.motion.result
        if result is not None:
            standing, tone = _result(result.carried, result.support, result.against, result.members)
        else:
            standing, tone = self._cast(line.motion.cast, line.own)
        return BusinessRow(
            line.id, _motion_title(line), proposed.text, _by(line.number), standing, tone, "", line.can_vote
        )

    def _question_row(self, line: QuestionLine) -> BusinessRow:
        question = line.question
        standing, tone = _question_standing(question.state) or self._cast(question.cast, line.own)
        title = translate("Committee", "Question to {bidder}").format(bidder=line.label)
        return BusinessRow(
            line.id, title, question.proposed.text, _by(line.number), standing, tone, question.answer, line.can_vote
        )

    def _cast(self, cast: int, own: bool | None) -> tuple[str, str]:
        words = translate("Committee", "Voted {cast} / {all}").format(cast=cast, all=self._seat.evaluation.size)
        if own is None:
            return words, "warn"
        mine = translate("Committee", "you: for") if own else translate("Committee", "you: against")
        return f"{words}　{mine}", "accent"


def _kinds() -> tuple[Kind, ...]:
    return (
        Kind(
            "extension",
            translate("Committee", "More time"),
            translate("Committee", "Granted when more than a third of all members ask for it."),
        ),
        Kind(
            "correction",
            translate("Committee", "Correct an objective item"),
            translate("Committee", "One item of one bid is opened again and signed anew; the old one stays on record."),
        ),
        Kind(
            "overnight",
            translate("Committee", "Go on tomorrow"),
            translate("Committee", "All seats are sealed overnight; two people open them together next morning."),
        ),
        Kind(
            "re-election",
            translate("Committee", "Elect the chair anew"),
            translate("Committee", "When the chair is silent or has left."),
        ),
        Kind(
            "other",
            translate("Committee", "Something else"),
            translate("Committee", "The vote is recorded and printed in the report."),
        ),
    )


def _motion_title(line: MotionLine) -> str:
    proposed = line.motion.proposed
    title = next(kind.title for kind in _kinds() if kind.id == proposed.motion)
    if proposed.minutes:
        return translate("Committee", "{title}: {minutes} min").format(title=title, minutes=proposed.minutes)
    return f"{title}　{proposed.code} {proposed.criterion}" if proposed.code else title


def _by(number: int) -> str:
    if not number:
        return translate("Committee", "by a member who has left")
    return translate("Committee", "by member {number}").format(number=number)


def _result(carried: bool, support: int, against: int, members: int) -> tuple[str, str]:
    word = translate("Committee", "Carried") if carried else translate("Committee", "Not carried")
    words = translate("Committee", "{result}: {support} for, {against} against, of {members}")
    return words.format(result=word, support=support, against=against, members=members), "ok" if carried else "bad"


def _question_standing(state: str) -> tuple[str, str] | None:
    return {
        "sent": (translate("Committee", "Sent by the centre, no answer yet"), "accent"),
        "dropped": (translate("Committee", "Not asked: the committee did not support it"), "bad"),
        "answered": (translate("Committee", "Answered"), "ok"),
        "closed": (translate("Committee", "No answer came by the deadline"), "warn"),
        "withheld": (translate("Committee", "The centre did not pass it on"), "warn"),
    }.get(state)
