"""Documents a member may open now, and their bytes by range."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from seat_client.centre.routers.access import ByMember, InCentre
from seat_client.centre.routers.ranges import RANGED, blocks_of, ranged, span
from seat_client.wire.models import DocumentList

router = APIRouter(tags=["documents"])


@router.get("/documents")
def get_documents(centre: InCentre, session: ByMember) -> DocumentList:
    """The documents of the present stage."""
    return DocumentList(documents=centre.library.listing(session.member))


@router.get("/documents/{document}", response_class=Response, responses=RANGED)
def get_document(
    request: Request, centre: InCentre, session: ByMember, document: Annotated[str, Path(pattern="^[0-9a-f]{32}$")]
) -> Response:
    """One document; `Range` is honoured, `ETag` is its SHA-256, no file name is told."""
    path, row = centre.library.file(document, session.member)
    asked = span(request, row.size, row.sha256)
    return ranged(asked, row.sha256, blocks_of(path, asked))
