"""What the open parts of a sample bid have in common: covers, tables, signatures and dates."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from seat_client.centre.sample.bidders import DEADLINE, Bidder
from seat_client.centre.sample.figures import Block
from seat_client.centre.sample.technical import column_widths

SIGNED_ON = DEADLINE - timedelta(days=2)


def written(day: date) -> str:
    """A date as papers write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def block(kind: str, **fields: Any) -> Block:
    """A block of a document."""
    return {"kind": kind, **fields}


def table(caption: str, head: list[str], rows: list[list[str]]) -> Block:
    """A table with its caption above."""
    return block("table", caption=caption, head=head, rows=rows, widths=column_widths([head, *rows]))


def signed(one: Bidder) -> Block:
    """The bidder's name, its agent's chop and its seal."""
    return block("signed", company=one.name, person=one.agent, date=written(SIGNED_ON))


def cover(project: Mapping[str, Any], one: Bidder, part: str) -> Block:
    """The first page of a part."""
    return block(
        "cover",
        project=project["name"]["zh"],
        number=project["id"],
        part=part,
        company=one.name,
        date=written(SIGNED_ON),
    )
