"""What the review screen shows, as plain data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BidLine:
    """One bid: `state` is done, current or todo; `name` is empty while bids are blind."""

    code: str
    name: str
    state: str
    subtotal: str
    missing: int


@dataclass(frozen=True, slots=True)
class BandLine:
    """One band of a criterion's standard, with the score its button enters."""

    words: str
    text: str
    low: str
    holds: bool


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion of the current bid with what stands for it."""

    id: str
    title: str
    max: str
    step: str
    value: str
    objective: bool
    current: bool
    prefilled: str = ""
    """The value the centre has filled in from verified data, to be confirmed; empty for none."""

    @property
    def unconfirmed(self) -> str:
        """The prefilled value as long as nothing was entered."""
        return "" if self.value else self.prefilled

    @property
    def differs(self) -> bool:
        """Another value than the prefilled one was entered; it needs a reason."""
        return bool(self.prefilled and self.value) and self.value != self.prefilled


@dataclass(frozen=True, slots=True)
class SavedEntry:
    """An entry known to be durable on this seat; `at` is the calibrated time of its record."""

    id: str
    code: str
    criterion: str
    value: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Action:
    """What the primary button does: `wait` (nothing, `words` say why), `next-bid` or `lock`."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The whole sheet as it is fixed by the lock: one row per criterion, one column per bid, sums below."""

    bids: tuple[str, ...]
    criteria: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    sums: tuple[str, ...]
