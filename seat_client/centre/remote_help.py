"""Remote help: seats that ask for it, the technician at the desk who takes one, and what that one sees of the seat.

Nothing is kept of what a seat showed once the help is over; that it was asked for, given, every word said and its end
stand in the desk's journal.
"""

import base64
import binascii
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from seat_client.centre import clock
from seat_client.centre.desk_log import DeskLog
from seat_client.centre.errors import Busy, Forbidden, NotFound, Refused
from seat_client.centre.storage import HelpOverRow, HelpRow, Storage
from seat_client.wire.help import MOST_WORDS, PICTURE_LIMIT, HelpHeard, HelpTold, Said

SILENT = timedelta(seconds=45)
"""A seat that has not been heard for so long has ended: what it showed goes."""
MOST_AT_ONCE = 40
_FORGET = timedelta(days=1)  # no seat keeps asking for so long
_JPEG = b"\xff\xd8\xff"
SEAT = "seat"  # the role that asks, in the journal


class RemoteHelp:
    """At most one help for each seat."""

    def __init__(self, storage: Storage, log: DeskLog) -> None:
        self._storage, self._log = storage, log

    # --- the seat -----------------------------------------------------------------------------------

    def hear(self, told: HelpTold, *, certified: str = "") -> HelpHeard:
        """Take what a seat tells and answer how its help stands. Raises Forbidden for a seat that speaks for another,
        Refused for a picture that is none, Busy when too many ask."""
        if certified and certified != told.seat:
            raise Forbidden("seat_differs", certified=certified)
        picture = _picture(told)
        self.sweep()
        event = ""
        with self._storage.transaction() as session:
            row = session.get(HelpRow, told.seat)
            over = session.get(HelpOverRow, told.id) is not None
            if told.over or over:
                if row is not None and row.help == told.id:
                    _end(session, row)
                    event = "help-end"
                elif not over:
                    session.add(HelpOverRow(help=told.id, at=clock.stamp()))
                answer = HelpHeard(state="over")
            else:
                if row is None or row.help != told.id:
                    row, event = _begin(session, told, row), "help-ask"
                row.heard = clock.stamp()
                if row.person:  # until somebody helps, nothing of the seat is kept
                    row.told = told.diagnosis.model_dump(mode="json") if told.diagnosis is not None else row.told
                    row.page, row.picture = (told.sight.page if told.sight is not None else "none"), picture
                answer = _answer(row)
        if event:
            self._log.note(told.seat, SEAT, event, told.seat)
        return answer

    # --- the desk -----------------------------------------------------------------------------------

    def all(self) -> list[HelpRow]:
        """What goes on, in the order of asking."""
        self.sweep()
        with self._storage.reading() as session:
            return list(session.scalars(select(HelpRow).order_by(HelpRow.asked, HelpRow.seat)))

    def give(self, seat: str, person: str, name: str) -> None:
        """A technician takes the help, also from another one. Raises NotFound."""
        with self._storage.transaction() as session:
            row = _of(session, seat)
            row.person, row.name = person, name

    def say(self, seat: str, person: str, text: str) -> None:
        """A sentence for the seat, by the one who helps there. Raises NotFound, Forbidden."""
        with self._storage.transaction() as session:
            row = _of(session, seat)
            if row.person != person:
                raise Forbidden("help_of_another", seat=seat)
            row.said = [*row.said, {"at": clock.stamp(), "text": text}][-MOST_WORDS:]

    def end(self, seat: str) -> None:
        """Raises NotFound."""
        with self._storage.transaction() as session:
            _end(session, _of(session, seat))

    def picture(self, seat: str) -> bytes:
        """What the seat shows now (JPEG). Raises NotFound while it shows nothing."""
        with self._storage.reading() as session:
            row = session.get(HelpRow, seat)
            if row is None or not row.picture:
                raise NotFound("help_unknown", seat=seat)
            return row.picture

    def sweep(self) -> None:
        """End what has not been heard of for `SILENT`, and put that on record."""
        limit = clock.stamp(clock.now() - SILENT)
        with self._storage.reading() as session:
            if session.scalar(select(HelpRow.seat).where(HelpRow.heard < limit).limit(1)) is None:
                return
        with self._storage.transaction() as session:
            silent = list(session.scalars(select(HelpRow).where(HelpRow.heard < limit)))
            for row in silent:
                _end(session, row)
        for row in silent:
            self._log.note(row.seat, SEAT, "help-lost", row.seat)


def _picture(told: HelpTold) -> bytes:
    if told.sight is None or not told.sight.picture:
        return b""
    try:
        content = base64.b64decode(told.sight.picture, validate=True)
    except binascii.Error as broken:
        raise Refused("request_malformed") from broken
    if not content.startswith(_JPEG) or len(content) > PICTURE_LIMIT:
        raise Refused("request_malformed")
    return content


def _begin(session: Session, told: HelpTold, before: HelpRow | None) -> HelpRow:
    if before is not None:
        _end(session, before)
        session.flush()
    elif len(session.scalars(select(HelpRow.seat).limit(MOST_AT_ONCE)).all()) == MOST_AT_ONCE:
        raise Busy("centre_busy")
    row = HelpRow(
        seat=told.seat, help=told.id, asked=clock.stamp(), heard=clock.stamp(), person="", name="", page="none",
        picture=b"", said=[],
    )  # fmt: skip
    session.add(row)
    return row


def _end(session: Session, row: HelpRow) -> None:
    session.delete(row)
    session.execute(delete(HelpOverRow).where(HelpOverRow.at < clock.stamp(clock.now() - _FORGET)))
    session.merge(HelpOverRow(help=row.help, at=clock.stamp()))


def _of(session: Session, seat: str) -> HelpRow:
    row = session.get(HelpRow, seat)
    if row is None:
        raise NotFound("help_unknown", seat=seat)
    return row


def _answer(row: HelpRow) -> HelpHeard:
    said = tuple(Said.model_validate(each) for each in row.said)
    return HelpHeard(state="given" if row.person else "asked", by=row.name, said=said)
