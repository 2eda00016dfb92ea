"""The conference: the pass into the call, how a seat stands in it, what participants do in the meeting."""

from fastapi import APIRouter

from seat_client.centre.routers.access import InCentre, InSession
from seat_client.wire.conference import CallPass, KeptFile, KeptPart, KeptTaken, SentLog
from seat_client.wire.meeting import LogTaken, MeetingAct, MeetingState, SeatStanding

router = APIRouter(tags=["conference"], prefix="/conference")


@router.post("/pass")
def post_pass(centre: InCentre, session: InSession) -> CallPass:
    """The way into the evaluation's room; a pass that the same person has at another seat ends."""
    return centre.meeting.call_pass(session)


@router.post("/standing")
def post_standing(centre: InCentre, session: InSession, standing: SeatStanding) -> MeetingState:
    """How this seat stands and whom it hears; answered with the meeting."""
    return centre.meeting.standing(session, standing)


@router.post("/acts")
def post_act(centre: InCentre, session: InSession, act: MeetingAct) -> MeetingState:
    """Ask to speak, give the word, call somebody aside, show a page."""
    return centre.meeting.act(session, act)


@router.post("/sent")
def post_sent(centre: InCentre, session: InSession, log: SentLog) -> LogTaken:
    """A stretch of the hash log of what this seat sent, to be compared with what was recorded."""
    centre.meeting.sent(session, log)
    return LogTaken(seconds=len(log.seconds))


@router.post("/kept")
def post_kept(centre: InCentre, session: InSession, kept: KeptFile) -> KeptTaken:
    """Offer a file this seat made itself; answered with how much of it is here."""
    return centre.kept_files.offer(session, kept)


@router.post("/kept/parts")
def post_kept_part(centre: InCentre, session: InSession, part: KeptPart) -> KeptTaken:
    """A part of what was offered."""
    return centre.kept_files.part(session, part)
