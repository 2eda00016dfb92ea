"""The operator's desk: what the centre's own people do with an evaluation, by the clerk's token alone."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from seat_client.centre import clock
from seat_client.centre.centre import Centre
from seat_client.centre.operations import OPERATOR
from seat_client.centre.routers.access import ByClerk, InCentre
from seat_client.wire.models import Identifier, Model, ReportState
from seat_client.wire.presence import Come, FactCount

router = APIRouter(tags=["desk"], prefix="/desk")
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Note = Annotated[str, Field(max_length=2000)]
Number = Annotated[str, Field(min_length=1, max_length=200)]


class DeskState(Model):
    """What the operator sees: where the evaluation stands, who is there, what waits for the desk. No sheet."""

    project: str
    stage: str
    time: str
    members: tuple[str, ...]
    signed_in: dict[str, str]
    recused: tuple[str, ...]
    reserve: tuple[str, ...]
    composition: str | None
    questions: tuple[str, ...]
    flags: tuple[str, ...]
    suspended: str
    opens: str
    until: str
    sealed_for_good: str
    signers_left: tuple[str, ...]
    notices: dict[str, str]


class DeemRequest(Model):
    """A member stayed silent past the deadline of the notice; `witness` saw it."""

    member: Identifier
    witness: Annotated[str, Field(min_length=1, max_length=80)]


class NoticeRequest(Model):
    """The written notice to a member who does not sign."""

    member: Identifier


class ExplanationRequest(Model):
    """A bidder's written explanation, relayed to the committee."""

    flag: Number
    text: Text


class AnswerRequest(Model):
    """A bidder's written answer to a question of the committee."""

    question: Number
    text: Text


class ReplacementRequest(Model):
    """Somebody of the reserve takes a member's place."""

    old: Identifier
    new: Identifier
    reason: Literal["recusal", "absence", "fault"]
    note: Note = ""


class SuspensionRequest(Model):
    """Everything stops."""

    reason: Literal["fault", "overnight"]


class ReconveneRequest(Model):
    """The same committee meets again."""

    reason: Text


class LeapRequest(Model):
    """The practice centre's clock is put forward."""

    seconds: Annotated[int, Field(ge=1)]
    why: Annotated[str, Field(min_length=1, max_length=80)]


class CentreTime(Model):
    """What the centre's clock says now."""

    time: str


@router.get("/state")
def get_state(_clerk: ByClerk, centre: InCentre) -> DeskState:
    """Where the evaluation stands."""
    with centre.desk.at_rest() as e:
        stop = e.suspended
        return DeskState(
            project=e.project.id, stage=str(e.stage), time=clock.stamp(), members=e.members,
            signed_in=dict(e.signed_in), recused=tuple(sorted(e.recused)),
            reserve=tuple(p.id for p in centre.people.reserve() if p.id not in e.people), composition=e.composition,
            questions=tuple(i for i, q in e.questions.items() if q.state == "sent"),
            flags=tuple(f.id for f in e.flags_of(e.stage) if f.id not in e.rulings),
            suspended=stop.reason if stop else "", opens=stop.opens if stop else "", until=stop.until if stop else "",
            sealed_for_good=e.sealed_for_good.reason if e.sealed_for_good else "", signers_left=e.signers_left(),
            notices={m: n.deadline for m, n in e.notices.items()},
        )  # fmt: skip


@router.post("/replacements")
def post_replacement(_clerk: ByClerk, centre: InCentre, request: ReplacementRequest) -> FactCount:
    """Call somebody in from the reserve."""
    centre.operations.replace(request.old, request.new, request.reason, request.note)
    return _count(centre)


@router.post("/explanations")
def post_explanation(_clerk: ByClerk, centre: InCentre, request: ExplanationRequest) -> FactCount:
    """Relay a bidder's explanation of a flagged price."""
    centre.operations.explain(request.flag, request.text)
    return _count(centre)


@router.post("/answers")
def post_answer(_clerk: ByClerk, centre: InCentre, request: AnswerRequest) -> FactCount:
    """Relay a bidder's answer; while the review is blind, one that names a bidder is refused."""
    centre.operations.answer(request.question, request.text)
    return _count(centre)


@router.post("/suspensions")
def post_suspension(_clerk: ByClerk, centre: InCentre, request: SuspensionRequest) -> FactCount:
    """Stop for a fault or for the night."""
    centre.operations.suspend(request.reason)
    return _count(centre)


@router.post("/openings")
def post_opening(_clerk: ByClerk, centre: InCentre) -> Come:
    """The operator comes to open; somebody else has to come as well."""
    return Come(people=centre.operations.open(OPERATOR))


@router.post("/notices")
def post_notice(_clerk: ByClerk, centre: InCentre, request: NoticeRequest) -> FactCount:
    """Serve the notice on a member who does not sign."""
    centre.operations.serve_notice(request.member)
    return _count(centre)


@router.post("/deemed")
def post_deemed(_clerk: ByClerk, centre: InCentre, request: DeemRequest) -> ReportState:
    """Record deemed agreement, after the notice's deadline."""
    return centre.report.deem(request.member, request.witness)


@router.post("/sessions")
def post_sessions(_clerk: ByClerk, centre: InCentre, request: ReconveneRequest) -> FactCount:
    """Call the committee together again after the end."""
    centre.operations.reconvene(request.reason)
    return _count(centre)


@router.post("/clock")
def post_clock(_clerk: ByClerk, centre: InCentre, request: LeapRequest) -> CentreTime:
    """Put the practice centre's clock forward."""
    centre.clock.forward(request.seconds, request.why)
    centre.deadlines.look()
    return CentreTime(time=clock.stamp())


def _count(centre: Centre) -> FactCount:
    centre.report.go_on()
    return FactCount(cursor=centre.desk.cursor)
