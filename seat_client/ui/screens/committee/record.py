"""The record in words: what the centre has written down and every member may know, one line each."""

from datetime import datetime

from seat_client.domain import events as ev
from seat_client.domain.evaluation import Evaluation
from seat_client.ui.clock import clock_seconds
from seat_client.ui.language import translate
from seat_client.ui.screens.committee.rows import RecordRow
from seat_client.ui.stage_titles import stage_title

_STRONG = (
    ev.SupervisorSignedIn, ev.SupervisorSignedOut, ev.SupervisorMarked, ev.Suspended, ev.Resumed, ev.SealedForGood,
    ev.Reconvened, ev.MemberReplaced, ev.PresenceNoted,
)  # fmt: skip


def record_row(recorded: ev.RecordedFact, evaluation: Evaluation) -> RecordRow | None:
    """The line of one fact; None for counts and figures that other pages show in full."""
    words = _words(recorded.fact, evaluation)
    if not words:
        return None
    at = clock_seconds(datetime.fromisoformat(recorded.at).astimezone())
    return RecordRow(at, words, isinstance(recorded.fact, _STRONG))


def _words(fact: ev.Fact, evaluation: Evaluation) -> str:
    said = _plain().get(type(fact))
    if said is not None:
        return said
    member = _of_a_member().get(type(fact))
    if member is not None:
        who = fact.old if isinstance(fact, ev.MemberReplaced) else str(getattr(fact, "member", ""))
        return member.format(member=member_word(who, evaluation))
    return _of_its_own(fact, evaluation)


def _of_its_own(fact: ev.Fact, evaluation: Evaluation) -> str:
    match fact:
        case ev.StageOpened():
            return translate("Record", "Stage opened: {stage}").format(stage=stage_title(fact.stage))
        case ev.SupervisorMarked():
            return translate("Record", "The supervisor marked: {text}").format(text=fact.text)
        case ev.MotionDecided():
            return _decided(fact)
        case ev.PresenceNoted():
            return _presence(fact).format(
                member=member_word(fact.member, evaluation),
                time=clock_seconds(datetime.fromisoformat(fact.since).astimezone()),
            )
        case _:
            return ""


def _presence(fact: ev.PresenceNoted) -> str:
    return {
        "present": translate("Record", "{member} sits at the seat again, alone, since {time}"),
        "absent": translate("Record", "Nobody is before the camera of {member} since {time}"),
        "second-person": translate("Record", "A second person is before the camera of {member} since {time}"),
        "other-face": translate(
            "Record", "The face before the camera of {member} does not look like theirs since {time}"
        ),
        "unseen": translate("Record", "The camera of {member} shows nothing since {time}"),
    }[fact.finding]


def _plain() -> dict[type, str]:
    return {
        ev.SupervisorSignedIn: translate("Record", "The supervisor has come to watch"),
        ev.SupervisorSignedOut: translate("Record", "The supervisor has left"),
        ev.CallStarted: translate("Record", "The meeting began; it is recorded at the centre"),
        ev.Suspended: translate("Record", "The evaluation is suspended"),
        ev.Resumed: translate("Record", "Opened again by two people together"),
        ev.SealedForGood: translate("Record", "Everything is sealed; this committee does not go on"),
        ev.Reconvened: translate("Record", "The committee is convened again"),
        ev.QuestionSent: translate("Record", "A written question was sent to a bidder"),
        ev.QuestionAnswered: translate("Record", "A written answer came in"),
        ev.ReportPublished: translate("Record", "The report is ready for signing"),
        ev.ReportClosed: translate("Record", "The report is closed"),
    }


def _of_a_member() -> dict[type, str]:
    return {
        ev.MemberSignedIn: translate("Record", "{member} signed in"),
        ev.UndertakingSigned: translate("Record", "{member} signed the undertaking"),
        ev.MemberRecused: translate("Record", "{member} stood aside"),
        ev.SheetLocked: translate("Record", "{member} locked a sheet"),
        ev.AsideOpened: translate("Record", "{member} speaks with the supervisor or technician alone"),
        ev.AsideEnded: translate("Record", "{member} is back in the meeting"),
        ev.SummaryConfirmed: translate("Record", "{member} confirmed the summary"),
        ev.ReportSigned: translate("Record", "{member} signed the report"),
        ev.NoticeServed: translate("Record", "{member} was served the notice to sign or to give reasons"),
        ev.AgreementDeemed: translate("Record", "{member} is deemed to agree"),
        ev.MemberReplaced: translate("Record", "{member} was replaced; what was done there is void"),
    }


def _decided(fact: ev.MotionDecided) -> str:
    result = translate("Record", "carried") if fact.carried else translate("Record", "not carried")
    words = translate("Record", "A motion was {result}: {support} for, {against} against, of {members}")
    return words.format(result=result, support=fact.support, against=fact.against, members=fact.members)


def member_word(member: str, evaluation: Evaluation) -> str:
    """A member by number; never by name."""
    if member in evaluation.members:
        return translate("Record", "Member {number}").format(number=evaluation.members.index(member) + 1)
    return translate("Record", "A member who has left")
