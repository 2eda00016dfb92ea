"""Which forwarding units there are, and on which one a meeting is held: whole rooms, spread by their number."""

import base64
import hashlib
import hmac
import time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from seat_client.centre.conference.rooms import Unit
from seat_client.centre.conference.tables import MediaNodeRow, MeetingRow
from seat_client.centre.errors import Conflict
from seat_client.wire.conference import IceServer

FRESH = 15.0  # seconds after which a unit that has not been heard of counts as gone
RELAY_SECONDS = 6 * 3600


def announce(session: Session, row: MediaNodeRow) -> None:
    """Enter a unit into the table, or its new places and secrets."""
    session.merge(row)


def choose(session: Session) -> MediaNodeRow:
    """The living unit with the fewest meetings; raises Conflict when none lives."""
    meetings = dict(session.execute(select(MeetingRow.node, func.count()).group_by(MeetingRow.node)).all())
    living = session.scalars(select(MediaNodeRow).where(MediaNodeRow.alive > time.time() - FRESH)).all()
    if not living:
        raise Conflict("conference_unavailable")
    return min(living, key=lambda row: (meetings.get(row.name, 0), row.name))


def found(session: Session, name: str) -> MediaNodeRow:
    """The unit of a meeting; raises Conflict while it is away."""
    row = session.get(MediaNodeRow, name)
    if row is None or row.alive < time.time() - FRESH:
        raise Conflict("conference_unavailable")
    return row


def lives(session: Session, name: str) -> bool:
    """Whether the unit has been heard of lately."""
    row = session.get(MediaNodeRow, name)
    return row is not None and row.alive > time.time() - FRESH


def unit_of(row: MediaNodeRow) -> Unit:
    return Unit(row.name, row.control, row.admin_key, row.recordings)


def relays(row: MediaNodeRow, feed: str) -> tuple[IceServer, ...]:
    """The relay with a password that expires: "EXPIRY:FEED" and its HMAC-SHA1 under the shared secret (coturn's
    use-auth-secret; draft-uberti-behave-turn-rest)."""
    if not row.relay:
        return ()
    user = f"{int(time.time()) + RELAY_SECONDS}:{feed}"
    password = hmac.new(str(row.relay["secret"]).encode(), user.encode(), hashlib.sha1).digest()
    return (IceServer(urls=tuple(row.relay["urls"]), username=user, credential=base64.b64encode(password).decode()),)
