"""How the seats stand: what each says of its own self-test, and what the clerk's list says of all."""

from typing import Annotated, Literal

from pydantic import Field

from seat_client.wire.models import Identifier, Model

LINE_TEST_LIMIT = 4 << 20
CheckName = Annotated[str, Field(max_length=24, pattern="^[a-z-]+$")]
Verdict = Literal["pass", "remind", "fail"]


class SeatHealth(Model):
    """One run of a seat's self-test: nothing but names of checks, and neither a figure nor a person."""

    seat: Identifier
    at: Annotated[str, Field(max_length=40)]
    version: Annotated[str, Field(max_length=40)]
    short: bool
    practice: bool
    verdict: Verdict
    failed: Annotated[tuple[CheckName, ...], Field(max_length=40)] = ()
    reminded: Annotated[tuple[CheckName, ...], Field(max_length=40)] = ()


class SeatHealths(Model):
    """The last run of every seat that told one."""

    seats: tuple[SeatHealth, ...]


class Received(Model):
    """How many bytes arrived."""

    count: int
