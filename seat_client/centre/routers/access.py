"""Who asks: the house behind the application, the session behind a bearer token, its evaluation, the clerk.

What is in memory is found without leaving the event loop; only a first look into the database goes to a thread.
"""

import asyncio
import hmac
from collections.abc import AsyncIterator
from typing import Annotated, cast

from fastapi import Depends, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.concurrency import run_in_threadpool

from seat_client.centre.centre import Centre
from seat_client.centre.errors import Forbidden, NotSignedIn
from seat_client.centre.house import House
from seat_client.centre.storage import SessionRow

_bearer = HTTPBearer(auto_error=False)
_Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


async def house_of(request: Request) -> House:
    return cast(House, request.app.state.house)


InHouse = Annotated[House, Depends(house_of)]


async def session_of(house: InHouse, credentials: _Credentials) -> SessionRow:
    """The session of a signed-in member; raises NotSignedIn."""
    if credentials is None:
        raise NotSignedIn("not_signed_in")
    token = credentials.credentials
    known = house.reception.remembered(token)
    return known if known is not None else await run_in_threadpool(house.reception.session, token)


InSession = Annotated[SessionRow, Depends(session_of)]


async def centre_of(
    house: InHouse, credentials: _Credentials, project: Annotated[str, Query(max_length=80)] = ""
) -> Centre:
    """The evaluation the member is signed in to; the clerk, who is at home in all, names one with `project`."""
    if credentials is None:
        raise NotSignedIn("not_signed_in")
    if _is_clerk(house, credentials.credentials):
        centre = await run_in_threadpool(house.centre, project) if project else await run_in_threadpool(house.only)
    else:
        evaluation = (await session_of(house, credentials)).evaluation
        opened = house.opened(evaluation)
        centre = opened if opened is not None else await run_in_threadpool(house.centre, evaluation)
    centre.clock.look()
    return centre


async def clerk_of(house: InHouse, credentials: _Credentials) -> None:
    """Pass when the centre's clerk asks; raises Forbidden otherwise."""
    if credentials is None or not _is_clerk(house, credentials.credentials):
        raise Forbidden("clerk_only")


async def certified_seat(request: Request) -> str:
    """The seat whose certificate opened this line; empty where lines need none."""
    return getattr(request.state, "seat", "")


async def in_turn(request: Request) -> AsyncIterator[None]:
    """Wait until those who came before have been received.

    Signing in and reading a whole record are costly, and a committee comes at once: one after the other they slow
    those who are at work least, and none of them waits longer than if all were served together.
    """
    arrivals: asyncio.Semaphore = request.app.state.arrivals
    async with arrivals:
        yield


InTurn = Depends(in_turn, scope="function")  # done before the answer is sent, whatever the line to the seat


def _is_clerk(house: House, given: str) -> bool:
    kept = house.settings.clerk_token
    return bool(kept) and hmac.compare_digest(given.encode(), kept.encode())


InCentre = Annotated[Centre, Depends(centre_of)]


def supervisor_of(centre: InCentre, session: InSession) -> SessionRow:
    """The session of a supervisor; raises Forbidden for a member."""
    if session.member not in centre.people.supervisors():
        raise Forbidden("supervisors_only")
    return session


async def member_of(centre: InCentre, session: InSession) -> SessionRow:
    """The session of a member, past or present; raises Forbidden for a supervisor, who sees no sheet and no bid."""
    known = session.member in centre.desk.acts
    if not known and session.member in await run_in_threadpool(centre.people.supervisors):
        raise Forbidden("members_only")
    return session


ByClerk = Annotated[None, Depends(clerk_of)]
BySupervisor = Annotated[SessionRow, Depends(supervisor_of)]
ByMember = Annotated[SessionRow, Depends(member_of)]
CertifiedSeat = Annotated[str, Depends(certified_seat)]
