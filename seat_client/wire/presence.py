"""Who comes to open what is sealed, and what a supervisor puts on record."""

from typing import Annotated

from pydantic import Field

from seat_client.wire.models import Model


class Come(Model):
    """How many different people have come to open; the second opens."""

    people: int


class MarkRequest(Model):
    """An event the supervisor puts on record; members read it in the log."""

    text: Annotated[str, Field(min_length=1, max_length=2000)]


class FactCount(Model):
    """How far the record has come."""

    cursor: int
