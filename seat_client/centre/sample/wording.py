"""Turning frames into sentences: choices, numbers and slots, drawn from a seeded source and never from the clock."""

import re
from collections.abc import Sequence
from random import Random
from typing import TypeVar

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_RANGE = re.compile(r"\{(\d+)-(\d+)\}")
_SLOT = re.compile(r"\{([a-z]+)\}")
T = TypeVar("T")


class Wording:
    """One writer's hand: the same seed writes the same words."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)  # noqa: S311 - words of a sample, not a secret
        self._decks: dict[int, list[str]] = {}

    def say(self, frame: str, slots: dict[str, str] | None = None) -> str:
        """The frame with its choices made, its ranges drawn and its slots filled."""
        text = _CHOICE.sub(lambda hit: self.random.choice(hit[1].split("|")), frame)
        text = _SLOT.sub(lambda hit: (slots or {}).get(hit[1], hit[0]), text)
        return _RANGE.sub(lambda hit: str(self.random.randint(int(hit[1]), int(hit[2]))), text)

    def one_of(self, titles: str) -> str:
        """One of the alternatives of a title."""
        return self.random.choice(titles.strip("[]").split("|"))

    def shuffled(self, items: Sequence[T], count: int | None = None) -> list[T]:
        """The items in a drawn order, all or the first `count`."""
        return self.random.sample(list(items), len(items) if count is None else min(count, len(items)))

    def dealt(self, frames: list[str], count: int) -> list[str]:
        """The next frames of a deck, which is shuffled anew only when it is used up: no early repetition."""
        deck = self._decks.setdefault(id(frames), [])
        hand: list[str] = []
        while len(hand) < min(count, len(frames)):
            if not deck:
                deck.extend(one for one in self.shuffled(frames) if one not in hand)
            hand.append(deck.pop())
        return hand
