"""The rules a project brings with it: rounding, dropping, the price formula, ties, flags, candidates."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from seat_client.domain.exact import round_half_up
from seat_client.domain.reading import Node

MOST_PLACES = 8
MOST_ROWS = 50
MOST_SIZE = 10_000
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class DropRow:
    """How many highest and lowest values to drop when there are `first` to `last` of them (no `last`: or more)."""

    first: int
    last: int | None
    highest: int
    lowest: int

    @classmethod
    def read(cls, node: Node) -> "DropRow":
        """One row of a drop table."""
        fields = node.fields("from to highest lowest")
        first = fields["from"].integer(1, MOST_SIZE)
        last = None if fields["to"].value is None else fields["to"].integer(first, MOST_SIZE)
        return cls(first, last, fields["highest"].integer(0, MOST_SIZE), fields["lowest"].integer(0, MOST_SIZE))

    def fits(self, size: int) -> bool:
        """Whether this row speaks about `size` values."""
        return self.first <= size and (self.last is None or size <= self.last)


DropTable = tuple[DropRow, ...]


def read_drop_table(node: Node) -> DropTable:
    """The rows of a drop table in file order, of which the first that fits counts."""
    return tuple(DropRow.read(row) for row in node.elements(0, MOST_ROWS))


def row_for(table: DropTable, size: int) -> DropRow | None:
    """The row that counts for `size` values, if any."""
    return next((row for row in table if row.fits(size)), None)


def check_drop_table(table: DropTable, node: Node, sizes: Sequence[int]) -> None:
    """Refuse a table that would leave no value for one of the `sizes` that can occur."""
    for size in sizes:
        row = row_for(table, size)
        if row is not None and row.highest + row.lowest >= size:
            path = f"{node.path}[{table.index(row)}]"
            raise Node(row, path).refuse(f"a row that leaves at least one of {size} values")


@dataclass(frozen=True, slots=True)
class MeanBenchmark:
    """Price points by the distance from an adjusted mean of the valid prices."""

    full: Fraction
    drop: DropTable
    adjust_percent: Fraction
    per_percent_above: Fraction
    per_percent_below: Fraction
    floor: Fraction

    @property
    def factor(self) -> Fraction:
        """What the mean is multiplied by to give the benchmark."""
        return 1 + self.adjust_percent / 100


@dataclass(frozen=True, slots=True)
class LowestPrice:
    """Price points by the ratio of the lowest valid price to the price."""

    full: Fraction


PriceRule = MeanBenchmark | LowestPrice


def read_price_rule(node: Node, prices: Sequence[Fraction], places: int) -> PriceRule:
    """The price formula, refused where some set of the bidders' `prices` would leave it without a result."""
    of_benchmark = "drop adjust_percent per_percent_above per_percent_below floor"
    formula = node.fields("formula full", of_benchmark)["formula"].choice("mean-benchmark", "lowest-price")
    if formula == "lowest-price":
        return LowestPrice(node.fields("formula full")["full"].decimal(least=ZERO))
    fields = node.fields(f"formula full {of_benchmark}")
    rule = MeanBenchmark(
        full=fields["full"].decimal(least=ZERO),
        drop=read_drop_table(fields["drop"]),
        adjust_percent=fields["adjust_percent"].decimal(above=Fraction(-100)),
        per_percent_above=fields["per_percent_above"].decimal(least=ZERO),
        per_percent_below=fields["per_percent_below"].decimal(least=ZERO),
        floor=fields["floor"].decimal(least=ZERO),
    )
    check_drop_table(rule.drop, fields["drop"], range(1, len(prices) + 1))
    if round_half_up(min(prices) * rule.factor, places) <= 0:
        raise fields["adjust_percent"].refuse("a benchmark above zero for every set of these prices")
    return rule


@dataclass(frozen=True, slots=True)
class TieKey:
    """What parts equal totals: the lower price, or the higher score of `section`."""

    section: str | None

    def __str__(self) -> str:
        return "price" if self.section is None else f"section:{self.section}"

    @classmethod
    def read(cls, node: Node, sections: Sequence[str]) -> "TieKey":
        """One key after the total."""
        if node.value == "price":
            return cls(None)
        kind, _, section = node.text().partition(":")
        if kind != "section" or section not in sections:
            raise node.refuse('"price" or "section:" with the id of a section')
        return cls(section)


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything about the arithmetic that differs from tender to tender."""

    places: int
    price: PriceRule
    ties: tuple[TieKey, ...]
    abnormal_share: Fraction | None
    low_price_ratio: Fraction | None
    candidates: int

    @classmethod
    def read(cls, node: Node, *, sections: Sequence[str], prices: Sequence[Fraction]) -> "Rules":
        """The rules of a project with these `sections` and these bidders' `prices`."""
        fields = node.fields("rounding price ties flags candidates")
        rounding = fields["rounding"].fields("places mode")
        places = rounding["places"].integer(0, MOST_PLACES)
        rounding["mode"].choice("half-up")
        flags = fields["flags"].fields("abnormal_share low_price_ratio")
        return cls(
            places=places,
            price=read_price_rule(fields["price"], prices, places),
            ties=tuple(TieKey.read(key, sections) for key in fields["ties"].elements(0, MOST_ROWS)),
            abnormal_share=_threshold(flags["abnormal_share"]),
            low_price_ratio=_threshold(flags["low_price_ratio"]),
            candidates=fields["candidates"].integer(1, 3),
        )


def _threshold(node: Node) -> Fraction | None:
    return None if node.value is None else node.decimal(least=ZERO)
