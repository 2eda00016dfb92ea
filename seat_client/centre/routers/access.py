"""Who asks: the centre behind the application, the session behind a bearer token, the clerk."""

import hmac
from typing import Annotated, cast

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from seat_client.centre.centre import Centre
from seat_client.centre.errors import Forbidden, NotSignedIn
from seat_client.centre.storage import SessionRow

_bearer = HTTPBearer(auto_error=False)
_Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def centre_of(request: Request) -> Centre:
    return cast(Centre, request.app.state.centre)


InCentre = Annotated[Centre, Depends(centre_of)]


def session_of(centre: InCentre, credentials: _Credentials) -> SessionRow:
    """The session of a signed-in member; raises NotSignedIn."""
    if credentials is None:
        raise NotSignedIn("not_signed_in")
    return centre.reception.session(credentials.credentials)


def clerk_of(centre: InCentre, credentials: _Credentials) -> None:
    """Pass when the centre's clerk asks; raises Forbidden otherwise."""
    given = credentials.credentials if credentials is not None else ""
    kept = centre.settings.clerk_token
    if not kept or not hmac.compare_digest(given.encode(), kept.encode()):
        raise Forbidden("clerk_only")


InSession = Annotated[SessionRow, Depends(session_of)]
ByClerk = Annotated[None, Depends(clerk_of)]
