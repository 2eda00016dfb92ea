"""The meeting of one evaluation: passes into its room, what the seats tell of it, and what participants do in it.

Only members of the committee as it is now, and those enlisted as supervisors or technicians, have a place. They stand
under roles; no name and no place of a person leaves this module.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from seat_client.centre import clock
from seat_client.centre.conference import nodes
from seat_client.centre.conference.errors import JanusGone, JanusRefused
from seat_client.centre.conference.policy import policy_of
from seat_client.centre.conference.rooms import Doors, Room, Unit
from seat_client.centre.conference.said import Said
from seat_client.centre.conference.tables import MediaNodeRow, MeetingRow, ParticipantRow, RecordingRow, SentLogRow
from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.errors import Conflict, Forbidden
from seat_client.centre.people import People
from seat_client.centre.settings import CallTerms
from seat_client.centre.storage import SessionRow, Storage
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.events import AsideEnded, AsideOpened, CallStarted, Fact, RecordingKept
from seat_client.evidence.recordings import FIRST_LINK, chained, linked_part
from seat_client.evidence.sealing import OFFICERS
from seat_client.wire.conference import CallPass, HeardMatrix, MediaPolicy, ScreenTerms, SentLog
from seat_client.wire.meeting import Aside, MeetingAct, MeetingState, PageShown, Participant, SeatStanding, SpeakRequest

SILENT = 10.0  # seconds after which a seat that tells nothing is taken not to be in the call
KEPT = 4.0  # seconds for which an unchanged standing is not written again: most of them say nothing new


@dataclass(frozen=True, slots=True)
class _Place:
    """A person's place while a request is served."""

    person: str
    role: str


class Meeting:
    """Asked by the routers; several processes may each have one on the same tables."""

    def __init__(self, storage: Storage, desk: EvaluationDesk, people: People, doors: Doors, terms: CallTerms) -> None:
        self._storage = storage
        self._desk = desk
        self._people = people
        self._doors = doors
        self._terms = terms
        self._id = desk.project.id

    # --- the pass -------------------------------------------------------------------------------------

    def call_pass(self, who: SessionRow) -> CallPass:
        """A pass for this session. The same person's pass at another seat ends there: one identity, one place.

        Raises Forbidden for somebody without a place, Conflict when no forwarding unit is there.
        """
        place, everybody, policy = self._place(who.member), self._everybody(), self._policy()
        with self._storage.transaction() as session:  # the desk is asked before: it takes its lock first, always
            meeting = self._meeting(session, policy)
            node = nodes.found(session, meeting.node)
            row = self._participant(session, place)
            left = row.token if row.session not in ("", who.token) else ""
            if row.session != who.token:
                row.session, row.token = who.token, secrets.token_urlsafe(18)
            roles = {self._participant(session, each).feed: each.role for each in everybody}
            unit, room = nodes.unit_of(node), self._room(meeting)
            made = CallPass(
                url=node.url, room=room.name, pin=room.pin, token=row.token, feed=row.feed, roles=roles,
                ice_servers=nodes.relays(node, row.feed), relay_only=bool(node.relay) and self._terms.relay_only,
                policy=policy, bitrate=self._terms.bitrate, height=self._terms.height,
                expires=clock.after(nodes.RELAY_SECONDS),
            )  # fmt: skip
            tokens = [meeting.watch, *self._tokens(session)]
        self._open_doors(unit, room, tokens)
        if left:
            self._shut_out(unit, room, left, made.feed)
        return made

    def _open_doors(self, unit: Unit, room: Room, tokens: list[str]) -> None:
        try:
            self._doors.ensure(unit, room, tokens)
        except (JanusGone, JanusRefused) as failed:
            raise Conflict("conference_unavailable") from failed

    def _shut_out(self, unit: Unit, room: Room, token: str, feed: str) -> None:
        try:
            self._doors.shut_out(unit, room, token, feed)
        except (JanusGone, JanusRefused) as failed:
            raise Conflict("conference_unavailable") from failed

    # --- what a seat tells, and is told ------------------------------------------------------------------

    def standing(self, who: SessionRow, told: SeatStanding) -> MeetingState:
        """Take in how a seat stands, and tell it the meeting."""
        place = self._place(who.member)
        policy = self._policy()
        with self._storage.reading() as session:
            meeting = session.get(MeetingRow, self._id)
            row = session.get(ParticipantRow, (self._id, place.person))
        if meeting is None or row is None or row.session != who.token:
            return self._state(place, moved=row is not None and row.session not in ("", who.token))
        document = told.model_dump(mode="json")
        if row.standing != document or time.time() - row.at > KEPT or meeting.policy != policy:
            self._write_standing(place, document, policy)
        self.tell_recordings()
        if told.live and not meeting.started:
            self._start(place.person)
        return self._state(place)

    def _write_standing(self, place: _Place, document: dict[str, Any], policy: str) -> None:
        with self._storage.transaction() as session:
            row = session.get_one(ParticipantRow, (self._id, place.person))
            row.standing, row.at = document, time.time()
            meeting = session.get_one(MeetingRow, self._id)
            if meeting.policy != policy:
                meeting.policy, meeting.number = policy, meeting.number + 1

    def _start(self, person: str) -> None:
        def work(session: Session) -> list[Fact]:
            meeting = session.get_one(MeetingRow, self._id, with_for_update=True)
            if meeting.started:  # another seat was first
                return []
            meeting.started, meeting.number = clock.stamp(), meeting.number + 1
            return [CallStarted(person, meeting.started)]

        self._desk.write(work)

    def sent(self, who: SessionRow, log: SentLog) -> None:
        """Keep a stretch of what a seat says it sent."""
        seconds = [second.model_dump(mode="json") for second in log.seconds]
        with self._storage.transaction() as session:
            session.add(SentLogRow(evaluation=self._id, person=who.member, call=log.call, seconds=seconds))

    def tell_recordings(self) -> int:
        """Put into the record what the recorder has completed since; gives how many recordings that were."""
        told = 0

        def work(session: Session) -> list[Fact]:
            nonlocal told
            waiting = select(RecordingRow).where(RecordingRow.evaluation == self._id, RecordingRow.told.is_(False))
            kept = self._desk.evaluation.recordings
            number, link = len(kept), kept[-1].link if kept else FIRST_LINK
            facts: list[Fact] = []
            for row in session.scalars(waiting.order_by(RecordingRow.seq)):
                number, row.told = number + 1, True
                fact = RecordingKept(
                    number, row.person, "audio" if row.track == "audio" else "video", row.file, row.sha256, "",
                    row.began, row.ended, row.packets, tuple((a, b) for a, b in row.gaps),
                )  # fmt: skip
                link = chained(link, linked_part(fact))
                facts.append(replace(fact, link=link))
            told = len(facts)
            return facts

        if self._recordings_wait():
            self._desk.write(work)
        return told

    def _recordings_wait(self) -> bool:
        query = select(RecordingRow.seq).where(RecordingRow.evaluation == self._id, RecordingRow.told.is_(False))
        with self._storage.reading() as session:
            return session.scalar(query.limit(1)) is not None

    # --- what participants do ------------------------------------------------------------------------------

    def act(self, who: SessionRow, act: MeetingAct) -> MeetingState:
        """Do what a participant asks; raises Conflict for what cannot be done now, Forbidden for what is not theirs."""
        place = self._place(who.member)
        chair = self._chair_role()

        def work(session: Session) -> list[Fact]:
            meeting = session.get(MeetingRow, self._id, with_for_update=True)
            if meeting is None:
                raise Conflict("meeting_not_open")
            said = Said.read(meeting.said)
            roles = {r.role: r.person for r in self._rows(session)}
            opened, ended = said.do(act, place.role, chair=chair, roles=frozenset(roles), at=clock.stamp())
            meeting.said, meeting.number = said.written(), meeting.number + 1
            at = clock.stamp()
            facts: list[Fact] = [AsideOpened(roles[m], roles[o], at) for m, o in opened]
            return [*facts, *(AsideEnded(roles[m], roles[o], at) for m, o in ended)]

        self._desk.write(work)
        return self._state(place)

    # --- the state ---------------------------------------------------------------------------------------

    def watched(self) -> MeetingState:
        """The meeting as the desk's wall shows it: no pass, nobody's own view."""
        return self._state(_Place("", ""))

    def _state(self, place: _Place, *, moved: bool = False) -> MeetingState:
        with self._storage.reading() as session:
            meeting = session.get(MeetingRow, self._id)
            rows = self._rows(session)
            node = session.get(MediaNodeRow, meeting.node) if meeting is not None else None
        if meeting is None:
            return MeetingState(number=0, policy=self._policy(), chair=self._chair_role())
        now = time.time()
        said = Said.read(meeting.said)
        standings = {r.feed: _standing(r) for r in rows if r.at > now - SILENT}
        return MeetingState(
            number=meeting.number, started=meeting.started, policy=self._policy(), chair=self._chair_role(),
            people=tuple(_participant(r, standings.get(r.feed)) for r in rows),
            heard=HeardMatrix(columns={f: s.heard for f, s in standings.items() if s.live}),
            requests=tuple(SpeakRequest(role=r, since=at) for r, at in said.requests.items()), word=said.word,
            asides=tuple(Aside.model_validate(a.public) for a in said.asides),
            shown=PageShown(role=said.shown[0], page=said.shown[1]) if said.shown else None,
            recorded=node is not None and node.alive > now - nodes.FRESH and bool(meeting.started), moved=moved,
            aside=self._aside_pass(place, said, meeting, node, rows), screen=self._screen(place, meeting),
        )  # fmt: skip

    def _screen(self, place: _Place, meeting: MeetingRow) -> ScreenTerms | None:
        """Members' screens alone, from the meeting's beginning."""
        if len(self._terms.screens) != OFFICERS or not meeting.started or not place.role.startswith("m"):
            return None
        one, other = self._terms.screens
        return ScreenTerms(officers=(one, other))

    def _aside_pass(
        self, place: _Place, said: Said, meeting: MeetingRow, node: MediaNodeRow | None,
        rows: list[ParticipantRow],
    ) -> CallPass | None:  # fmt: skip
        """The way into the room of an open private talk, for its two."""
        mine = next((a for a in said.asides if a.state == "open" and place.role in (a.member, a.other)), None)
        own = next((r for r in rows if r.role == place.role), None)
        if mine is None or node is None or own is None:
            return None
        room = Room(mine.room, mine.pin, meeting.secret, self._terms.bitrate)
        inside = {r.feed: r.role for r in rows if r.role in (mine.member, mine.other)}
        self._open_doors(nodes.unit_of(node), room, [meeting.watch, *(r.token for r in rows if r.feed in inside)])
        return CallPass(
            url=node.url, room=room.name, pin=room.pin, token=own.token, feed=own.feed, roles=inside,
            ice_servers=nodes.relays(node, own.feed), relay_only=bool(node.relay) and self._terms.relay_only,
            policy="audio_only", expires=clock.after(nodes.RELAY_SECONDS),
        )  # fmt: skip

    # --- who takes part --------------------------------------------------------------------------------------

    def _place(self, person: str) -> _Place:
        """The person's role now; raises Forbidden for somebody who has none, or has none any more."""
        with self._desk.at_rest(known=True) as e:
            members = e.members
            gone = person in e.recused or person in e.replaced
        if person in members and not gone:
            return _Place(person, f"m{members.index(person) + 1}")
        for letter, people in (("s", self._people.supervisors()), ("t", self._people.technicians())):
            if person in people:
                return _Place(person, f"{letter}{sorted(people).index(person) + 1}")
        raise Forbidden("not_in_the_call")

    def _participant(self, session: Session, place: _Place) -> ParticipantRow:
        """The person's row; a successor takes over the role, and his predecessor's row goes."""
        row = session.get(ParticipantRow, (self._id, place.person))
        if row is None:
            for old in self._rows(session):
                if old.role == place.role:
                    session.delete(old)
                    session.flush()
            feed = f"{place.role}-{secrets.token_hex(4)}"
            row = ParticipantRow(evaluation=self._id, person=place.person, role=place.role, feed=feed)
            session.add(row)
            session.flush()
        return row

    def _everybody(self) -> list[_Place]:
        """Everybody who has a place, whether they have come or not: a tile knows whom to wait for."""
        with self._desk.at_rest(known=True) as e:
            members = [_Place(m, f"m{n}") for n, m in enumerate(e.members, start=1)]
        others = (("s", self._people.supervisors()), ("t", self._people.technicians()))
        return members + [_Place(p, f"{k}{n}") for k, known in others for n, p in enumerate(sorted(known), start=1)]

    def _rows(self, session: Session) -> list[ParticipantRow]:
        found = select(ParticipantRow).where(ParticipantRow.evaluation == self._id)
        return sorted(session.scalars(found), key=lambda r: ("mst".index(r.role[0]), int(r.role[1:])))

    def _tokens(self, session: Session) -> list[str]:
        return [r.token for r in self._rows(session) if r.token]

    def _meeting(self, session: Session, policy: MediaPolicy) -> MeetingRow:
        """The meeting's row, made when first asked for; it moves to another unit when its own is gone."""
        meeting = session.get(MeetingRow, self._id, with_for_update=True)
        if meeting is None:
            node = nodes.choose(session)
            meeting = MeetingRow(
                evaluation=self._id, room=f"r-{secrets.token_hex(6)}", node=node.name, pin=secrets.token_urlsafe(9),
                secret=secrets.token_urlsafe(18), watch=secrets.token_urlsafe(18), policy=policy, number=1,
            )  # fmt: skip
            session.add(meeting)
            session.flush()
        elif not nodes.lives(session, meeting.node):
            meeting.node, meeting.number = nodes.choose(session).name, meeting.number + 1
        return meeting

    def _room(self, meeting: MeetingRow) -> Room:
        return Room(meeting.room, meeting.pin, meeting.secret, self._terms.bitrate)

    def _policy(self) -> MediaPolicy:
        with self._desk.at_rest(known=True) as e:
            return policy_of(e.stage, self._terms.blind)

    def _chair_role(self) -> str:
        with self._desk.at_rest(known=True) as e:
            return _role_of(e, e.chair)


def _role_of(e: Evaluation, member: str | None) -> str:
    return f"m{e.members.index(member) + 1}" if member in e.members else ""


def _standing(row: ParticipantRow) -> SeatStanding:
    document: Mapping[str, Any] = row.standing
    return SeatStanding.model_validate(document) if document else SeatStanding(live=False)


def _participant(row: ParticipantRow, standing: SeatStanding | None) -> Participant:
    if standing is None:
        return Participant(role=row.role, feed=row.feed)
    return Participant(
        role=row.role, feed=row.feed, live=standing.live, microphone=standing.microphone, camera=standing.camera,
        away=standing.away,
    )  # fmt: skip
