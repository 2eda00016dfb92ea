"""Part ten of the report, and the questions of part nine: what happened besides the arithmetic, from the record."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from seat_client.centre import clock
from seat_client.centre.operations import OPERATOR
from seat_client.centre.practice_clock import Leap
from seat_client.domain import events as ev
from seat_client.domain import report as r
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.stages import StageId

_MOTIONS = {
    "extension": "延长评审时间",
    "correction": "更正客观分项",
    "overnight": "隔夜封存，次日继续评审",
    "re-election": "重新推选评标组长",
    "other": "其他事项",
}
_STAGES = {
    StageId.SIGN_IN: "签到", StageId.COMMITTEE_CHECK: "委员会核对", StageId.DISCIPLINE: "评标纪律",
    StageId.UNDERTAKING: "承诺与回避", StageId.CHAIR_ELECTION: "推选组长", StageId.TENDER_READING: "熟悉招标文件",
    StageId.PRELIMINARY: "初步评审", StageId.BLIND_CHECK: "暗标符合性评审", StageId.FEW_BIDS: "有效投标不足三个的表决",
    StageId.TECHNICAL: "技术标评审", StageId.TECHNICAL_RULINGS: "技术标评审的表决", StageId.BUSINESS: "商务标评审",
    StageId.BUSINESS_RULINGS: "商务标评审的表决", StageId.LOW_PRICE: "异常低价的表决",
    StageId.FEW_BIDS_AFTER_PRICE: "有效投标不足三个的表决", StageId.PRICE: "报价评审", StageId.SUMMARY: "汇总与复核",
    StageId.REPORT: "评标报告", StageId.FEE: "劳务费", StageId.RELEASE: "解散", StageId.CLOSED: "结束",
}  # fmt: skip
WITNESSED = "witnessed"
"""Stands among the factors of a sign-in for which two people vouched."""
_REASONS = {"recusal": "回避", "absence": "缺席", "fault": "设备或场地故障"}
_FAULTS = {"fault": "故障", "overnight": "隔夜评标"}

Recorded = Sequence[ev.RecordedFact]
Name = Callable[[str], str]


def motion_words(motion: str) -> str:
    """The report's words for a kind of motion; a test asks it for every kind there is."""
    return _MOTIONS[motion]


def stage_words(stage: StageId) -> str:
    """The report's words for a stage."""
    return _STAGES[stage]


class NotesFiller:
    """Reads the record once more, with its times."""

    def __init__(
        self, evaluation: Evaluation, recorded: Recorded, seat: Name, leaps: Sequence[Leap],
        supervisors: Mapping[str, str],
    ) -> None:  # fmt: skip
        self._e = evaluation
        self._recorded = recorded
        self._seat = seat
        self._leaps = leaps
        self._names = {i: p.name for i, p in evaluation.people.items()} | dict(supervisors)

    def notes(self, others: Sequence[str]) -> r.Notes:
        """Everything but the checker's warnings, which come last of all."""
        return r.Notes(
            election=self._election(),
            replacements=tuple(self._replacements()),
            dissents=tuple(r.Statement(self.name(m), text) for m, text in self._e.dissents.items()),
            motions=tuple(self._motions()),
            interruptions=tuple(self._interruptions()),
            supervision=tuple(self._supervision()),
            attendance=tuple(self._attendance()),
            others=(*others, *self._witnessed(), *(_leap_words(leap) for leap in self._leaps)),
        )

    def name(self, person: str) -> str:
        """A person as the report names one: the id beside the name, where there is a name."""
        if person == OPERATOR:
            return "评标中心值班人员"
        name = self._names.get(person, person)
        return person if name == person else f"{person} {name}"

    # --- part nine --------------------------------------------------------------------------------

    def clarifications(self, code_of: Name, bidder_name: Name) -> tuple[r.Clarification, ...]:
        """The questions that were sent, in order; `code_of` and `bidder_name` take a bidder's id."""
        return tuple(self._clarification(q, code_of, bidder_name) for q in self._sent())

    def _sent(self) -> Iterator[str]:
        return (f.fact.question for f in self._recorded if isinstance(f.fact, ev.QuestionSent))

    def _clarification(self, question: str, code_of: Name, bidder_name: Name) -> r.Clarification:
        asked = self._e.questions[question]
        subject = asked.proposed.subject
        bidder = self._e.mapping.get(subject, subject)
        return r.Clarification(
            code=code_of(bidder), bidder=bidder_name(bidder), question=asked.proposed.text,
            answer=f"（未转交投标人：{asked.answer}）" if asked.state == "withheld" else asked.answer,
            asked_at=self._at(ev.QuestionSent, question), answered_at=self._at(ev.QuestionAnswered, question),
        )  # fmt: skip

    def _at(self, kind: type[ev.QuestionSent] | type[ev.QuestionAnswered], question: str) -> str:
        for recorded in self._recorded:
            fact = recorded.fact
            if isinstance(fact, kind) and fact.question == question:
                return _minute(recorded.at)
        return ""

    # --- part ten ---------------------------------------------------------------------------------

    def _election(self) -> tuple[tuple[str, str], ...]:
        votes = self._e.ballot_votes.get(max(self._e.ballot_votes, default=0), {})
        return tuple((self.name(m), str(n)) for m, n in votes.items())

    def _replacements(self) -> Iterator[r.Replacement]:
        for number, recorded in enumerate(self._recorded):
            fact = recorded.fact
            if isinstance(fact, ev.MemberReplaced):
                reason = _REASONS.get(fact.reason, fact.reason)
                yield r.Replacement(
                    left=self.name(fact.old), successor=f"{fact.new.id} {fact.new.name}",
                    reason=f"{reason}：{fact.note}" if fact.note else reason, at=_minute(recorded.at),
                    stage=stage_words(self._stage_at(number)), void=self._void(fact.old, number),
                )  # fmt: skip

    def _stage_at(self, number: int) -> StageId:
        stages = [f.fact.stage for f in self._recorded[:number] if isinstance(f.fact, ev.StageOpened)]
        return stages[-1] if stages else StageId.SIGN_IN

    def _void(self, member: str, number: int) -> str:
        """The leaver's locked sheets by stage; what was not locked is void as well."""
        before = [f.fact for f in self._recorded[:number]]
        locked = [f.stage for f in before if isinstance(f, ev.SheetLocked) and f.member == member]
        if not any(isinstance(f, ev.UndertakingSigned) and f.member == member for f in before):
            return ""
        sheets = "、".join(f"{stage_words(stage)}评分表" for stage in locked) or "未锁定的评分和表决"
        return f"{sheets}作废，留存于日志，不计入结果；接替成员重新评审"

    def _witnessed(self) -> Iterator[str]:
        """Whose sign-in rests on two witnesses instead of own key, face or finger."""
        for recorded in self._recorded:
            fact = recorded.fact
            if isinstance(fact, ev.MemberSignedIn) and WITNESSED in fact.factors:
                yield f"{self.name(fact.member)} 经两名见证人核验身份证件后签到（{_minute(recorded.at)}）"

    def _motions(self) -> Iterator[r.Motion]:
        for recorded in self._recorded:
            fact = recorded.fact
            if isinstance(fact, ev.MotionDecided):
                proposed = self._e.motions[fact.motion].proposed
                words = motion_words(proposed.motion)
                yield r.Motion(
                    subject=f"{words}：{proposed.text}" if proposed.text else words, mover=self.name(proposed.member),
                    votes_for=str(fact.support), votes_against=str(fact.against), carried=fact.carried,
                    at=_minute(recorded.at), effect=f"{proposed.minutes} 分钟" if proposed.minutes else "",
                )  # fmt: skip

    def _interruptions(self) -> Iterator[r.Interruption]:
        breaks = [f.fact for f in self._recorded if isinstance(f.fact, ev.Suspended | ev.Resumed | ev.SealedForGood)]
        for stop, after in pairwise([*breaks, None]):
            if not isinstance(stop, ev.Suspended):
                continue
            opened = after.opened_by if isinstance(after, ev.Resumed) else ()
            ended = after.at if isinstance(after, ev.Resumed | ev.SealedForGood) else ""
            yield r.Interruption(
                kind="overnight" if stop.reason == "overnight" else "fault",
                reason=_FAULTS.get(stop.reason, stop.reason), began=_minute(stop.since),
                ended=_minute(ended) if ended else "", opened_by=tuple(self.name(person) for person in opened),
            )  # fmt: skip

    def _supervision(self) -> Iterator[r.Supervision]:
        for recorded in self._recorded:
            match recorded.fact:
                case ev.SupervisorSignedIn(supervisor=who, seat=seat):
                    yield r.Supervision(_minute(recorded.at), self.name(who), f"进入监督席（{self._seat(seat)}）")
                case ev.SupervisorMarked(supervisor=who, text=text, stage=stage):
                    yield r.Supervision(
                        _minute(recorded.at), self.name(who), f"在“{stage_words(stage)}”阶段标记：{text}"
                    )
                case ev.SupervisorSignedOut(supervisor=who):
                    yield r.Supervision(_minute(recorded.at), self.name(who), "离开监督席")

    def _attendance(self) -> Iterator[tuple[str, str, str]]:
        for member in self._e.members:
            at = self._e.signed_in_at.get(member, "")
            yield self.name(member), self._seat(self._e.signed_in.get(member, "")), _minute(at) if at else "—"


def _leap_words(leap: Leap) -> str:
    hours, minutes = divmod(leap.seconds // 60, 60)
    length = "".join(part for part in (f"{hours} 小时" if hours else "", f"{minutes} 分钟" if minutes else ""))
    return (
        f"演练：评标中心时钟于 {_minute(leap.at)} 拨快 {length or f'{leap.seconds} 秒'}（{leap.why}），未跳过任何步骤。"
    )


def _minute(stamp: str) -> str:
    """A moment to the minute, as a report prints it."""
    return clock.local(stamp).strftime("%Y-%m-%d %H:%M")
