"""What the centre's database keeps of an intake: the release of each document with its record, and the hints."""

from typing import Any

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from seat_client.centre.storage import Base


class ReleaseRow(Base):
    """A released document: the canonical statement that is signed, and the record whose digest stands in it."""

    __tablename__ = "releases"
    document: Mapped[str] = mapped_column(String(40), primary_key=True)
    evaluation: Mapped[str] = mapped_column(String(80), index=True)
    statement: Mapped[str] = mapped_column(Text)
    record: Mapped[str] = mapped_column(Text)


class HintRow(Base):
    """A likeness between two bids of one part; the body holds both places and, for open parts, values."""

    __tablename__ = "hints"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    evaluation: Mapped[str] = mapped_column(String(80), index=True)
    part: Mapped[str] = mapped_column(String(20))
    first: Mapped[str] = mapped_column(String(80))
    second: Mapped[str] = mapped_column(String(80))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
