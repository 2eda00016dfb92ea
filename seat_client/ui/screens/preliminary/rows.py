"""What the matrix shows, as plain data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ItemHead:
    """The head of a column; `locked` is a blind item on the open page."""

    id: str
    group: str
    title: str
    locked: bool


@dataclass(frozen=True, slots=True)
class CellFace:
    """How one cell looks: two lines, an icon, a token for both and one for the ground.

    `state` is that of `services.preliminary.Cell`; `name` is what assistive technology says.
    """

    subject: str
    item: str
    state: str
    words: str
    detail: str
    short_detail: str
    icon: str
    ink: str
    ground: str
    strong: bool
    name: str


@dataclass(frozen=True, slots=True)
class RowFace:
    """A bid by name or by code, with its cells; `rejection` says on how many items it fell."""

    subject: str
    label: str
    rejection: str
    cells: tuple[CellFace, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures above the matrix."""

    total: int
    passed: int
    failed: int
    rejected: int
    voting: int
    to_vote: int

    @property
    def voted(self) -> int:
        """Items that no longer await the own vote."""
        return self.total - self.to_vote


@dataclass(frozen=True, slots=True)
class FormedFailure:
    """A closed item with at least one vote against: how many, never who."""

    subject: str
    label: str
    item: str
    fails: int
    passes: int
    rejected: bool
    reasons: tuple[str, ...]
