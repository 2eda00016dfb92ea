"""What a card of the page says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BusinessRow:
    """A motion or a question: its head, its text, who brought it, where it stands, and whether it waits for a vote."""

    id: str
    title: str
    text: str
    by: str
    standing: str
    tone: str
    answer: str
    can_vote: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of motion with what it does."""

    id: str
    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One line of the record: clock time, words, and `strong` where the supervisor or the centre acted."""

    at: str
    words: str
    strong: bool
