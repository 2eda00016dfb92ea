"""What the page of a disturbance shows, as plain data in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AbilityLine:
    """Something that still works, or that waits, and what is to be known of it."""

    icon: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Entries of one kind that wait to be sent."""

    title: str
    figure: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of what happened; state: ok, warn, bad, accent or todo."""

    words: str
    at: str
    state: str
