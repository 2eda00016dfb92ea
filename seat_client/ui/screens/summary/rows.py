"""What the summary shows, as plain data in words and figures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hint:
    """A chip in a row; `short` where there is little room."""

    text: str
    short: str
    state: str


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A ranked bid: its place, code and name, points by section in file order, total."""

    code: str
    name: str
    rank: int
    candidate: bool
    points: tuple[str, ...]
    total: str
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A bid without a place, and why."""

    code: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class SectionTitle:
    """A column of points: title and maximum."""

    title: str
    full: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found and what the committee did with it.

    `settled` when nothing was to be done, `unruled` when the committee has not decided it.
    """

    title: str
    account: str
    verdict: str
    settled: bool = False
    unruled: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One member's subtotal, or one bid's price under its `label`; mark: kept, dropped-highest or dropped-lowest."""

    number: int
    value: str
    share: float
    mark: str
    replaced: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One section's points with the arithmetic in lines; bars where the members' subtotals are drawn."""

    number: int
    title: str
    score: str
    lead: str
    bars: tuple[Bar, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """The arithmetic of one cell: of a bid's total by its sections, or of one section, whose title `cell` then is."""

    code: str
    name: str
    steps: tuple[Step, ...]
    addends: str
    total: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One criterion of a bid: what every member gave, in committee order."""

    title: str
    full: str
    scores: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllSheets:
    """Every member's scores of one bid."""

    bid: str
    members: tuple[int, ...]
    lines: tuple[SheetLine, ...]
    sums: tuple[str, ...]
