"""Who the centre is, sign-in, and the assignment."""

from fastapi import APIRouter

from seat_client.centre.routers.access import InCentre, InSession
from seat_client.wire.models import Assignment, CentreInfo, Challenge, ChallengeRequest, Session, SessionRequest

router = APIRouter(tags=["reception"])


@router.get("/centre")
def get_centre(centre: InCentre) -> CentreInfo:
    """Who answers here."""
    return centre.info()


@router.post("/challenges")
def post_challenge(centre: InCentre, request: ChallengeRequest) -> Challenge:
    """Something to sign, once, at one seat."""
    return centre.reception.challenge(request.seat)


@router.post("/sessions")
def post_session(centre: InCentre, request: SessionRequest) -> Session:
    """Sign-in with the key."""
    return centre.reception.open(request)


@router.get("/assignment")
def get_assignment(centre: InCentre, session: InSession) -> Assignment:
    """The project, by names."""
    return centre.assignment(session)
