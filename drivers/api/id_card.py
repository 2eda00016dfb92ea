"""Readers of resident identity cards: one more way to say who one claims to be, before anything is checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from drivers.api.device import DeviceInfo, Health


@dataclass(frozen=True, slots=True)
class CardHolder:
    """What a card says: name, and citizen number (GB 11643: 17 digits and a check digit or X)."""

    name: str
    number: str

    def __repr__(self) -> str:
        return "CardHolder(…)"  # neither belongs into a log


class IdCardReader(Protocol):
    """A reader on which a card is laid."""

    @property
    def info(self) -> DeviceInfo:
        """What this reader is called."""
        ...

    def health(self) -> Health:
        """Whether it can be used now."""
        ...

    def read(self, seconds: float) -> CardHolder:
        """The next card that is laid down. Raises CardAbsent, DeviceTimeout, DeviceRefused."""
        ...


class IdCardFamily(Protocol):
    """All readers one interface reaches."""

    def readers(self) -> Sequence[IdCardReader]:
        """The readers there are now. Raises LibraryMissing."""
        ...


def is_citizen_number(number: str) -> bool:
    """Whether the check digit fits (GB 11643-1999, after ISO 7064 MOD 11-2)."""
    if len(number) != 18 or not number[:17].isascii() or not number[:17].isdigit():
        return False
    weighed = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(number[:17]))
    return "10X98765432"[weighed % 11] == number[17]
