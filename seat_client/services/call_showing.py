"""From what the centre and the media process told and what the person wants, to what the screen shows."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from seat_client.conference.messages import CallState, Quality
from seat_client.media.messages import SELF_VIEW, NoiseLevels
from seat_client.services.call_view import CallView, Levels, Place, TileState
from seat_client.wire.conference import CallPass, HeardFeed, Hearing
from seat_client.wire.meeting import Device, MeetingState, Participant

SPEAKING_HOLDS = 0.8  # seconds for which the ring stays after the last word
UNHEARD_HOLDS = 8.0  # seconds for which the words stay that nobody hears


@dataclass(slots=True)
class Told:
    """What was told last, by whom."""

    meeting: MeetingState = field(default_factory=lambda: MeetingState(number=0))
    state: CallState = "idle"
    refusal: str = ""
    problem: str = ""
    feeds: frozenset[str] = frozenset()
    pictures: Mapping[str, str] = field(default_factory=dict)
    heard: tuple[HeardFeed, ...] = ()
    spoke: dict[str, float] = field(default_factory=dict)
    quality: Quality | None = None
    camera: Device = "on"
    microphone: Device = "on"
    level: float | None = None
    noise: NoiseLevels | None = None
    room: float | None = None
    unheard: float = -math.inf

    def microphone_of(self, wanted: "Wanted") -> Device:
        """How the microphone stands, by the device and by what the person wants."""
        if self.microphone == "absent":
            return "absent"
        return "off" if wanted.silent else "on"

    def camera_of(self, wanted: "Wanted") -> Device:
        """How the camera stands, likewise."""
        if self.camera == "absent":
            return "absent"
        return "off" if wanted.camera_off or wanted.away else "on"


@dataclass(slots=True)
class Wanted:
    """What the person wants, whatever the line or the devices allow just now."""

    live: bool = False
    muted: bool = False
    held: bool = False
    camera_off: bool = False
    noise: bool = True
    volume: int = 70
    away: bool = False
    resting: bool = False
    given: dict[object, object] = field(default_factory=dict)

    @property
    def silent(self) -> bool:
        return self.away or (self.muted and not self.held)


def call_view(told: Told, wanted: Wanted, given: CallPass | None, tiles: Mapping[str, int], now: float) -> CallView:
    """What the screen shows now (`now` in monotonic seconds); `given` is the pass, `tiles` the tile of each feed."""
    meeting = told.meeting
    roles = {p.feed: p.role for p in meeting.people}
    if given is not None and not roles:
        roles = dict(given.roles)
    own = given.feed if given is not None else ""
    shown = meeting.shown
    return CallView(
        state=told.state, problem=told.problem, refusal=told.refusal, moved=meeting.moved,
        started=meeting.started, policy=meeting.policy, recorded=meeting.recorded,
        places=_places(told, wanted, roles, own, tiles=tiles, now=now), own=roles.get(own, ""), chair=meeting.chair,
        microphone=told.microphone_of(wanted), camera=told.camera_of(wanted), noise=wanted.noise, volume=wanted.volume,
        away=wanted.away, word=meeting.word,
        requests=meeting.requests, asides=meeting.asides,
        shown_by=shown.role if shown else "", shown_page=shown.page if shown else "",
        heard=_matrix(meeting, roles), lines=told.quality.lines if told.quality else (),
        levels=_levels(told), screen=meeting.screen, room=given.room if given is not None else "",
        unheard=wanted.silent and not wanted.away and now - told.unheard < UNHEARD_HOLDS,
    )  # fmt: skip


def _levels(told: Told) -> Levels:
    noise = told.noise
    return Levels(noise.before, noise.after, noise.suppressed) if noise else Levels(told.room, told.level)


def _places(
    told: Told, wanted: Wanted, roles: Mapping[str, str], own: str, *, tiles: Mapping[str, int], now: float
) -> tuple[Place, ...]:
    people = {p.feed: p for p in told.meeting.people}
    heard = {h.feed: h.hearing for h in told.heard}
    spoken = {feed for feed, at in told.spoke.items() if now - at < SPEAKING_HOLDS}
    places = []
    for feed, role in sorted(roles.items(), key=lambda item: ("mst".index(item[1][0]), int(item[1][1:]))):
        person = people.get(feed) or Participant(role=role, feed=feed)
        if feed == own:
            places.append(_own_place(told, wanted, role, speaking=feed in spoken))
            continue
        here = feed in told.feeds
        picture = told.pictures.get(feed, "none")
        state = _tile_state(person, here, picture, heard.get(feed), speaking=feed in spoken)
        places.append(Place(
            role, tiles.get(feed, -1), here, state, picture == "shown" and here,
            here and person.microphone != "off", role == told.meeting.chair, feed in spoken,
        ))  # fmt: skip
    return tuple(places)


def _own_place(told: Told, wanted: Wanted, role: str, *, speaking: bool) -> Place:
    live = wanted.live and told.state in ("live", "rejoining")
    camera, microphone = told.camera_of(wanted) == "on", told.microphone_of(wanted) == "on"
    state: TileState = "speaking" if speaking and live else "shown" if microphone else "muted"
    if not live:
        state = "not-joined"
    elif wanted.away:
        state = "away"
    elif not camera:
        state = "no-camera"
    shown = live and camera and told.meeting.policy == "video"
    return Place(role, SELF_VIEW, live, state, shown, microphone and live, role == told.meeting.chair,
                 speaking and live)  # fmt: skip


def _tile_state(person: Participant, here: bool, picture: str, hearing: Hearing | None, *, speaking: bool) -> TileState:
    """The one word a tile says, the gravest first."""
    no_picture = picture in ("camera_off", "none") or person.camera != "on"
    gravest: tuple[tuple[bool, TileState], ...] = (
        (not here, "not-joined"), (person.away, "away"), (hearing in ("weak", "lost"), "weak"), (speaking, "speaking"),
        (picture == "lost", "lost"), (no_picture, "no-camera"), (person.microphone != "on", "muted"),
    )  # fmt: skip
    return next((state for holds, state in gravest if holds), "shown")


def _matrix(meeting: MeetingState, roles: Mapping[str, str]) -> dict[tuple[str, str], Hearing]:
    """(speaks, listens) -> how, by role; of who is not in the call there is nothing to hear."""
    live = {p.feed for p in meeting.people if p.live}
    return {
        (roles[heard.feed], roles[listener]): heard.hearing
        for listener, column in meeting.heard.columns.items()
        for heard in column
        if heard.feed in live and listener in live and {listener, heard.feed} <= roles.keys()
    }
