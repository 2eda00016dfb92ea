"""Sealed drafts on the wire: an entry before the lock, the expert's wrapped key, and what officers are asked."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from seat_client.domain.stages import StageId

SEALED = "sealed-entry"


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """One entry of a sheet that is not locked yet: an EnterScore in a box (`evidence.sealing`).

    Its aggregate is "sealed/STAGE/PSEUDONYM": which cell it is, only the expert's key tells. `commitment` belongs to
    the sheet's key, which `LockSheet.opening` gives out.
    """

    stage: StageId
    commitment: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    box: Annotated[str, Field(max_length=40_000)]
    kind: Literal["sealed-entry"] = "sealed-entry"


SealedEntry.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]


def sealed_aggregate(stage: str, pseudonym: str) -> str:
    """The line of history of a sealed cell."""
    return f"sealed/{stage}/{pseudonym}"


def sealed_context(project: str, member: str, aggregate: str) -> str:
    """What a box is bound to besides its key."""
    return "\n".join((project, member, aggregate))


Wrapped = Annotated[str, Field(max_length=2000, pattern=r"^[A-Za-z0-9+/= ]*$")]


class WrappedKey(BaseModel):
    """An expert's master key as it may lie at the centre: to the token, and to two officers; empty where it is not.

    `assignment` is the member's copy of the assignment, sealed under the key: while names are closed at the centre,
    another seat of the same member gets it from here.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
    to_token: Wrapped = ""
    to_officers: Wrapped = ""
    assignment: Annotated[str, Field(max_length=2_000_000, pattern="^[A-Za-z0-9+/=]*$")] = ""


class EscrowRequest(BaseModel):
    """What a seat asks both officers to open: wrapped keys of its member, to the seat's own half (X25519)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seat_key: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$")]
    wrapped: Annotated[tuple[Wrapped, ...], Field(min_length=1, max_length=16)]


class EscrowAnswers(BaseModel):
    """What each officer has answered so far: wrapped key -> share, which opens at the seat that asked alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answers: tuple[dict[str, str], ...]


class DraftKeys(BaseModel):
    """All wrapped keys of the member who asks, oldest first, and the officers to wrap a new one to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keys: tuple[WrappedKey, ...]
    officers: tuple[str, ...]
