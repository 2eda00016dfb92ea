"""Who comes to open what is sealed, and what a supervisor does: each by the session of the own key."""

from fastapi import APIRouter

from seat_client.centre.routers.access import BySupervisor, InCentre, InSession
from seat_client.wire.presence import Come, FactCount, MarkRequest

router = APIRouter(tags=["presence"])


@router.post("/openings")
def post_opening(centre: InCentre, session: InSession) -> Come:
    """Come to open a sealed evaluation; the second person opens it."""
    return Come(people=centre.operations.open(session.member))


@router.post("/supervision/marks")
def post_mark(centre: InCentre, session: BySupervisor, request: MarkRequest) -> FactCount:
    """Mark an event."""
    centre.operations.mark(session.member, request.text)
    return FactCount(cursor=centre.desk.cursor)


@router.post("/supervision/leave")
def post_leave(centre: InCentre, session: BySupervisor) -> FactCount:
    """Leave the supervisor's seat."""
    centre.operations.leave(session.member)
    return FactCount(cursor=centre.desk.cursor)
