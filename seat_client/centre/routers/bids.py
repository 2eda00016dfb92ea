"""What the centre says about the bids besides their bytes: the release of each, and hints at likeness between them."""

from typing import Annotated

from fastapi import APIRouter, Path

from seat_client.centre.errors import NotFound
from seat_client.centre.routers.access import ByMember, InCentre
from seat_client.wire.hints import HintList
from seat_client.wire.releases import Release

router = APIRouter(tags=["documents"])


@router.get("/documents/{document}/release")
def get_release(
    centre: InCentre, session: ByMember, document: Annotated[str, Path(pattern="^[0-9a-f]{32}$")]
) -> Release:
    """What the centre signed about a document that the present stage shows."""
    centre.library.file(document, session.member)
    release = centre.releases.of(document)
    if release is None:
        raise NotFound("document_unknown")
    return release


@router.get("/hints")
def get_hints(centre: InCentre, session: ByMember) -> HintList:
    """Likenesses between the bids of the present stage, both places each, and no verdict."""
    return centre.hints.listing(session.member)
