"""What a seat asks for after a swap, and what the seats give back to a centre that was set back."""

from typing import Annotated

from pydantic import Field

from seat_client.wire import BATCH_LIMIT
from seat_client.wire.models import ActEnvelope, ActOutcome, Digest, Identifier, Model, WireFact


class JournalLink(Model):
    """One link of a seat's journal with the answer the centre gave to it; `seq` is its place in the answers."""

    seq: int
    act: ActEnvelope
    outcome: ActOutcome


class JournalPage(Model):
    """A member's links of every journal, in the order in which the centre took them; more follow unless `end`."""

    links: tuple[JournalLink, ...]
    end: bool


class RecordReturned(Model):
    """Facts the centre lost, with its own seal over where they end (`FactPage.seal`)."""

    facts: Annotated[tuple[WireFact, ...], Field(min_length=1, max_length=20 * BATCH_LIMIT)]
    cursor: Annotated[int, Field(ge=1)]
    head: Digest
    heads: dict[Identifier, Digest]
    seal: str


class ActReturned(Model):
    """An act the centre lost, with the answer it gave and its receipt."""

    act: ActEnvelope
    outcome: ActOutcome


class ActsReturned(Model):
    acts: Annotated[tuple[ActReturned, ...], Field(min_length=1, max_length=BATCH_LIMIT)]


class Recovered(Model):
    """How many of them the centre took back, and where its record ends now."""

    taken: int
    cursor: int
