"""The meeting around the call: who is there, who hears whom, who asks to speak, who speaks aside, what is shown.

Roles stand for people: `m1` to `m99` are members by their number in the committee, `s1` supervisors, `t1` technicians.
"""

from typing import Annotated, Literal

from pydantic import Field

from seat_client.wire.conference import ROOM_LIMIT, CallPass, Feed, HeardFeed, HeardMatrix, MediaPolicy, ScreenTerms
from seat_client.wire.models import Model

Role = Annotated[str, Field(pattern="^[mst][1-9][0-9]?$")]
Device = Literal["on", "off", "absent"]
Voice = Literal["plain", "changed"]
Page = Annotated[str, Field(pattern=r"^((technical|business)/[A-Za-z0-9-]{1,20}/[1-9][0-9]{0,4})?$")]
"""Part, code and page of a bid, such as `technical/03/12`; empty for none."""


class SeatStanding(Model):
    """What a seat tells about every second: its column of the heard matrix, and how it takes part.

    The first `live` one of an evaluation starts its meeting. `voice` is how its sound leaves the seat.
    """

    live: bool
    heard: Annotated[tuple[HeardFeed, ...], Field(max_length=ROOM_LIMIT)] = ()
    microphone: Device = "on"
    camera: Device = "on"
    voice: Voice = "plain"
    away: bool = False


class Participant(Model):
    """One place in the meeting; `live` until the seat has been silent for some seconds."""

    role: Role
    feed: Feed
    live: bool = False
    microphone: Device = "absent"
    camera: Device = "absent"
    away: bool = False


class SpeakRequest(Model):
    role: Role
    since: str


class Aside(Model):
    """A member speaks with a supervisor or a technician alone; everybody is told, and the record says so."""

    member: Role
    other: Role
    since: str
    state: Literal["calling", "open"]


class PageShown(Model):
    role: Role
    page: Page


class MeetingState(Model):
    """The meeting as one participant may know it. `number` grows with every change that somebody made.

    `moved`: this person's place in the call has gone to another seat, and this one is out. `aside` is the pass into
    the room of the participant's own private talk. `word` is who has been given the word. `screen`: this seat's screen
    is recorded too.
    """

    number: int
    started: str = ""
    policy: MediaPolicy = "video"
    chair: str = ""
    people: tuple[Participant, ...] = ()
    heard: HeardMatrix = HeardMatrix(columns={})
    requests: tuple[SpeakRequest, ...] = ()
    word: str = ""
    asides: tuple[Aside, ...] = ()
    shown: PageShown | None = None
    recorded: bool = False
    moved: bool = False
    aside: CallPass | None = None
    screen: ScreenTerms | None = None


class LogTaken(Model):
    """How many seconds of a hash log the centre has taken."""

    seconds: int


class MeetingAct(Model):
    """What a participant does in the meeting.

    `ask`/`withdraw` to speak; the chair may `give` the word to `about`, or `take` it back; `call` a supervisor or a
    technician (`about`) aside, `answer` a member's call, `hang-up`; `show` a `page` to the others (empty: no more).
    """

    kind: Literal["ask", "withdraw", "give", "take", "call", "answer", "hang-up", "show"]
    about: Annotated[str, Field(pattern="^([mst][1-9][0-9]?)?$")] = ""
    page: Page = ""
