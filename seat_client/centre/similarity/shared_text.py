"""Runs of equal text in two documents, by winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003) and exact extension.

Fingerprints find candidates in any order of chapters; the run itself is then measured letter by letter, so that no
likeness rests on a hash. Passages that a third of all bids share (at least three) are common matter.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from seat_client.anonymity.leaks import normalised

GRAM = 16
"""Letters of a fingerprint: about two clauses of Chinese; the trade's set phrases are shorter."""
WINDOW = 12
"""Of so many fingerprints in a row one is kept, so every run of GRAM + WINDOW - 1 letters is found."""
LEAST_RUN = 60
"""Letters that have to be equal in a row: two or three sentences, longer than the standards that everybody cites."""
_MOST_PLACES = 8  # of one fingerprint in a document, tables repeat
_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Text:
    """A document's compared text, and for each of its letters the page (from 1)."""

    letters: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, pages: Iterable[str]) -> "Text":
        parts, starts, at = [], [], 0
        for page in pages:
            starts.append(at)
            part = normalised(page)
            parts.append(part)
            at += len(part)
        return cls("".join(parts), tuple(starts))

    def page_at(self, place: int) -> int:
        """The page a letter stands on."""
        low, high = 0, len(self.starts)
        while low < high:
            middle = (low + high) // 2
            if self.starts[middle] <= place:
                low = middle + 1
            else:
                high = middle
        return low


@dataclass(frozen=True, slots=True)
class Run:
    """Equal letters: where they begin in both texts, and how many."""

    first: int
    second: int
    length: int


def fingerprints(text: Text) -> dict[int, list[int]]:
    """Fingerprint and the places where it was kept."""
    hashes = [crc32(text.letters[at : at + GRAM].encode()) for at in range(len(text.letters) - GRAM + 1)]
    kept: dict[int, list[int]] = defaultdict(list)
    last = -1
    for start in range(max(1, len(hashes) - WINDOW + 1) if hashes else 0):
        window = hashes[start : start + WINDOW]
        least = min(window)
        place = start + max(index for index, one in enumerate(window) if one == least)
        if place != last and len(kept[least]) < _MOST_PLACES:
            kept[least].append(place)
        last = place
    return kept


def common_prints(prints: Sequence[dict[int, list[int]]]) -> set[int]:
    """Fingerprints that too many documents share to mean anything."""
    most = max(3, -(-len(prints) // 3))
    counted = Counter(one for each in prints for one in each)
    return {one for one, count in counted.items() if count >= most}


def runs(
    first: Text, second: Text, first_prints: dict[int, list[int]], second_prints: dict[int, list[int]], common: set[int]
) -> list[Run]:
    """The longest equal runs, none inside another, longest first."""
    found: list[Run] = []
    covered: list[tuple[int, int]] = []
    for sign, places in first_prints.items():
        if sign in common or sign not in second_prints:
            continue
        for one in places:
            for other in second_prints[sign]:
                if any(low <= one < high for low, high in covered):
                    continue
                run = _extended(first.letters, second.letters, one, other)
                if run is not None:
                    found.append(run)
                    covered.append((run.first, run.first + run.length))
    return sorted(found, key=lambda run: -run.length)


def _extended(one: str, other: str, at: int, there: int) -> Run | None:
    """The whole equal stretch around a candidate; None when it is too short or the hash lied."""
    if one[at : at + GRAM] != other[there : there + GRAM]:
        return None
    before = 0
    while at > before and there > before and one[at - before - 1] == other[there - before - 1]:
        before += 1
    after = GRAM
    while at + after < len(one) and there + after < len(other) and one[at + after] == other[there + after]:
        after += 1
    length = before + after
    return Run(at - before, there - before, length) if length >= LEAST_RUN else None


def without_common(found: list[Run], first: Text, prints: dict[int, list[int]], common: set[int]) -> list[Run]:
    """Runs that hold enough letters of their own, outside what many bids share."""
    shared = sorted(place for sign in common for place in prints.get(sign, ()))
    return [run for run in found if _own_letters(run, shared) >= LEAST_RUN]


def _own_letters(run: Run, shared: list[int]) -> int:
    covered: set[int] = set()
    for place in shared:
        if run.first - GRAM < place < run.first + run.length:
            covered.update(range(max(place, run.first), min(place + GRAM, run.first + run.length)))
    return run.length - len(covered)


def excerpt(text: Text, at: int, length: int) -> str:
    """The beginning of a run, as compared: no spaces, no punctuation."""
    words = text.letters[at : at + min(length, _EXCERPT)]
    return words + ("…" if length > _EXCERPT else "")
