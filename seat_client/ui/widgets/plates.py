"""What the frame of a page shows: plain data, given to the shell and handed on to whatever is on the screen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeatPlate:
    """Which seat this is and, once somebody has signed in, in which role."""

    centre: str
    """The trading centre, as the seat's front shows it."""
    service: str
    """The caption above the seat's name, such as 青岚市分散式评标."""
    seat: str
    """The seat's full name, such as 市中心 07 号机位."""
    number: str
    """The number people look for, such as 07."""
    room: str = ""
    role: str = ""
    """Role and how it was verified; empty before sign-in. Never a person's name."""


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One device or route in the status bar."""

    icon: str
    name: str
    value: str
    state: str = "ok"


@dataclass(frozen=True, slots=True)
class HelpLine:
    """The band while remote help goes on: how it stands, what the technician sees, and the last word from there."""

    title: str
    detail: str
    word: str = ""
    given: bool = False


@dataclass(frozen=True, slots=True)
class StatusLine:
    """The right side of the status bar: what is still to be sent, since when."""

    name: str
    value: str
    state: str = "ok"


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage in the rail; states: done, current, todo."""

    stage: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class SubRow:
    """One bid under the current stage: its code, never its bidder while bids are blind."""

    key: str
    title: str
    state: str
    trailing: str = ""


@dataclass(frozen=True, slots=True)
class TilePlate:
    """One participant of the conference by role. States: speaking, shown, muted, weak, lost, no-camera, away,
    not-joined. `tile` is where the pictures come from (-1: nowhere), `shown` whether there are any."""

    role: str
    state: str = "not-joined"
    key: str = ""
    tile: int = -1
    shown: bool = False
    microphone: bool = False
    speaking: bool = False


@dataclass(frozen=True, slots=True)
class CallLine:
    """The call beside the strip's tiles. `live`: this seat takes part; `possible`: it may join now, else `reason` says
    why not. `time` is how long the meeting has been going, empty before."""

    live: bool = False
    possible: bool = False
    reason: str = ""
    time: str = ""
    microphone: str = "off"
    camera: str = "off"
    noise: bool = True
    asked: bool = False
    away: bool = False
    word: str = ""


@dataclass(frozen=True, slots=True)
class FaultLine:
    """What the banner over every page says.

    States: bad while the centre cannot be reached, warn while the seat itself is in trouble, ok once it is over and
    until the person has taken note. `more`: there is a page that says what still works.
    """

    title: str
    detail: str
    state: str = "bad"
    more: bool = False
