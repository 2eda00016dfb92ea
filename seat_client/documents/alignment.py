"""Two bids side by side: which headings are the same chapter, and which place of one lies beside a place of the other.

A place is a number: the page from 0 and how far down it, so 2.5 is the middle of the third page.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from seat_client.documents.messages import OutlineEntry
from seat_client.documents.text_index import folded

_NUMBER = re.compile(
    r"^(第[0-9一二三四五六七八九十百零〇]+[章节篇部分]*|[0-9]+([.．-][0-9]+)*|[一二三四五六七八九十百]+|"
    r"[(（][0-9一二三四五六七八九十]+[)）])[.．、:：]?"
)
_CLOSE_ENOUGH = 0.5
_SAME = 0.999


@dataclass(frozen=True, slots=True)
class Match:
    """A heading that answers to a title: the same words, or only the nearest there is."""

    entry: OutlineEntry
    same: bool


def place_of(entry: OutlineEntry) -> float:
    return entry.page + min(entry.top, 0.99)


def bare(title: str) -> str:
    """A heading without its number, as it is compared."""
    return _NUMBER.sub("", folded(title))


def chapter(title: str, outline: Sequence[OutlineEntry]) -> Match | None:
    """The heading of an outline that speaks of the same as a title; the shallower of two equals."""
    wanted = bare(title)
    ranked = [(likeness(wanted, bare(entry.title)), -entry.depth, -index) for index, entry in enumerate(outline)]
    if not ranked:
        return None
    best, _, index = max(ranked)
    return Match(outline[-index], best >= _SAME) if best >= _CLOSE_ENOUGH else None


def likeness(one: str, other: str) -> float:
    """From 0 to 1: 1 for equal titles, nearly so when one holds the other."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    shorter, longer = sorted((one, other), key=len)
    return max(ratio, 0.9) if len(shorter) >= 4 and shorter in longer else ratio


def heading_at(place: float, outline: Sequence[OutlineEntry]) -> OutlineEntry | None:
    """The last heading at or above a place."""
    above = [entry for entry in outline if place_of(entry) <= place + 0.02]
    return max(above, key=place_of, default=None)


class Alignment:
    """From a place of the left bid to the one beside it in the right bid, and back.

    Between two pairs of headings the places run in proportion; where there are no common headings, they do so
    through the whole documents (`by_heading` is then False).
    """

    def __init__(self, left: Sequence[OutlineEntry], right: Sequence[OutlineEntry], pages: tuple[int, int]) -> None:
        self._pages = pages
        self._headings = _rising(_pairs(left, right))
        self._by_hand: tuple[float, float] | None = None
        self._anchors = self._with_ends(self._headings)

    @property
    def by_heading(self) -> bool:
        """Whether common headings hold the two together."""
        return bool(self._headings)

    @property
    def by_hand(self) -> bool:
        """Whether a person said which places belong together."""
        return self._by_hand is not None

    def hold(self, left: float, right: float) -> None:
        """These two places belong together from now on; headings that contradict it no longer count."""
        self._by_hand = (left, right)
        agreeing = [(a, b) for a, b in self._headings if (a - left) * (b - right) > 0]
        self._anchors = self._with_ends(sorted([*agreeing, (left, right)]))

    def release(self) -> None:
        """Back to the headings alone."""
        self._by_hand = None
        self._anchors = self._with_ends(self._headings)

    def across(self, place: float, *, from_right: bool = False) -> float:
        """The place beside this one in the other bid."""
        anchors = [(b, a) for a, b in self._anchors] if from_right else self._anchors
        index = max(0, min(bisect_right([a for a, _ in anchors], place) - 1, len(anchors) - 2))
        (a0, b0), (a1, b1) = anchors[index], anchors[index + 1]
        if a1 <= a0:
            return b0
        return b0 + (b1 - b0) * min(max((place - a0) / (a1 - a0), 0.0), 1.0)

    def _with_ends(self, pairs: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        start, end = (0.0, 0.0), (float(self._pages[0]), float(self._pages[1]))
        inner = [pair for pair in pairs if start < pair < end and pair[1] <= end[1]]
        return [start, *inner, end]


def _pairs(left: Sequence[OutlineEntry], right: Sequence[OutlineEntry]) -> list[tuple[float, float]]:
    """Headings with the same words and under the same chapter, in the order of the left bid."""
    places: dict[tuple[str, ...], list[float]] = {}
    for path, entry in _paths(right):
        places.setdefault(path, []).append(place_of(entry))
    pairs = []
    for path, entry in _paths(left):
        if places.get(path):
            pairs.append((place_of(entry), places[path].pop(0)))
    return sorted(pairs)


def _paths(outline: Sequence[OutlineEntry]) -> list[tuple[tuple[str, ...], OutlineEntry]]:
    path: list[str] = []
    found = []
    for entry in outline:
        path = [*path[: entry.depth], bare(entry.title)]
        found.append((tuple(path), entry))
    return found


def _rising(pairs: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The most pairs that rise on both sides: chapters in another order do not turn the scrolling round."""
    ends: list[float] = []  # the lowest right place that a chain of each length can end at
    last: list[int] = []  # the pair that ends there
    before = [-1] * len(pairs)
    for index, (_, right) in enumerate(pairs):
        length = bisect_left(ends, right)
        before[index] = last[length - 1] if length else -1
        ends[length : length + 1] = [right]
        last[length : length + 1] = [index]
    chain: list[tuple[float, float]] = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
