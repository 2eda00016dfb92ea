"""Who the centre is, sign-in, and the assignment."""

from fastapi import APIRouter

from seat_client.centre.routers.access import CertifiedSeat, InCentre, InHouse, InSession, InTurn
from seat_client.wire.models import Assignment, CentreInfo, Challenge, ChallengeRequest, Session, SessionRequest

router = APIRouter(tags=["reception"])


@router.get("/centre")
async def get_centre(house: InHouse) -> CentreInfo:
    """Who answers here, and which versions it goes by."""
    return house.info()


@router.post("/challenges")
def post_challenge(house: InHouse, seat: CertifiedSeat, request: ChallengeRequest) -> Challenge:
    """Something to sign, once, at one seat."""
    return house.reception.challenge(request.seat, seat)


@router.post("/sessions", dependencies=[InTurn])
def post_session(house: InHouse, seat: CertifiedSeat, request: SessionRequest) -> Session:
    """Sign-in by what the policy of the place asks for."""
    return house.reception.open(request, seat)


@router.get("/assignment")
def get_assignment(centre: InCentre, session: InSession) -> Assignment:
    """The project, by names."""
    return centre.assignment(session)
