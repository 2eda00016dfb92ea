"""A member's journals and wrapped keys for another seat of theirs, what seats give back, and the archive."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from seat_client.centre.archive import archive
from seat_client.centre.drafts import draft_keys, keep_draft_key
from seat_client.centre.recovery import journal_page
from seat_client.centre.routers.access import ByClerk, InCentre, InHouse, InSession
from seat_client.wire.drafts import DraftKeys, EscrowAnswers, EscrowRequest, WrappedKey
from seat_client.wire.recovery import ActsReturned, JournalPage, RecordReturned, Recovered

router = APIRouter(tags=["journal"])
ZIP = "application/zip"


@router.get("/journal")
def get_journal(centre: InCentre, session: InSession, since: Annotated[int, Query(ge=0, le=2**53)] = 0) -> JournalPage:
    """What this member has done at whichever seat; entries of unlocked sheets are as sealed as they came."""
    with centre.storage.reading() as reading:
        return journal_page(reading, centre.desk.project.id, session.member, since)


@router.get("/drafts/key")
def get_draft_keys(centre: InCentre, session: InSession) -> DraftKeys:
    """The member's wrapped keys, and the two officers to wrap a new one to."""
    return _draft_keys(centre, session)


@router.put("/drafts/key")
def put_draft_key(centre: InCentre, session: InSession, key: WrappedKey) -> DraftKeys:
    """Keep one more wrapped key of the member."""
    with centre.storage.transaction() as writing:
        keep_draft_key(writing, centre.desk.project.id, session.member, key)
    return _draft_keys(centre, session)


@router.put("/drafts/escrow")
def put_escrow_request(house: InHouse, session: InSession, request: EscrowRequest) -> EscrowAnswers:
    """Ask both officers to open the member's keys for this seat; what they have answered so far."""
    answers = house.escrow.ask(session.evaluation, session.member, session.seat, request)
    return EscrowAnswers(answers=answers)


def _draft_keys(centre: InCentre, session: InSession) -> DraftKeys:
    with centre.storage.reading() as reading:
        keys = draft_keys(reading, centre.desk.project.id, session.member)
    return DraftKeys(keys=keys, officers=centre.settings.officers)


@router.post("/recovery")
def post_record(centre: InCentre, session: InSession, returned: RecordReturned) -> Recovered:
    """Facts the centre lost, under its own seal."""
    taken = centre.desk.take_back_facts(returned)
    return Recovered(taken=taken, cursor=centre.desk.cursor)


@router.post("/recovery/acts")
def post_returned_acts(centre: InCentre, session: InSession, returned: ActsReturned) -> Recovered:
    """Acts the centre lost, with its own receipts."""
    taken = centre.desk.take_back_acts(returned.acts)
    return Recovered(taken=taken, cursor=centre.desk.cursor)


@router.get("/desk/archive", response_class=Response, responses={200: {"content": {ZIP: {}}}})
def get_archive(_clerk: ByClerk, centre: InCentre) -> Response:
    """The whole evaluation, to be kept and audited; the centre's clerk alone."""
    return Response(archive(centre), media_type=ZIP)
