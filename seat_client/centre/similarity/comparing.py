"""Comparing the same part of every two bids."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal, TypeAlias

from seat_client.anonymity.finding import Box
from seat_client.centre.ingest.source_facts import Picture, SourceFacts
from seat_client.centre.similarity.origins import origins_alike
from seat_client.centre.similarity.shared_text import (
    Run,
    Text,
    common_prints,
    excerpt,
    fingerprints,
    runs,
    without_common,
)
from seat_client.centre.similarity.typing_errors import TypingError, typing_errors

Kind: TypeAlias = Literal["text", "pictures", "errors", "fonts", "origin"]
MOST_PAIRS = 12
LEAST_ERRORS = 2
"""Errors that have to be the same: one may be a coincidence."""
LONG_RUN = 150
"""Letters of one run that are worth a look: a paragraph; equal rows of a table of standard values are shorter."""
MUCH_TEXT = 400
"""Letters of all runs together that are."""
_PICTURE_DISTANCE = 4  # of 64 signs
_SUBSET_MARK = 6  # letters of a subset prefix, drawn at random by most programs


@dataclass(frozen=True, slots=True)
class Place:
    """One side of a likeness."""

    page: int | None = None
    box: Box | None = None
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places that are alike; `what` names the entry, `value` what it says (never shown by code)."""

    first: Place
    second: Place
    what: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """One kind of likeness between two bids; `share` is the per mille of the shorter text."""

    first: str
    second: str
    kind: Kind
    extent: int
    pairs: tuple[Pair, ...]
    share: int = 0


def compare(bids: Mapping[str, SourceFacts]) -> list[Likeness]:
    """Every likeness between any two of the bids, in the order given; the longest places first."""
    return [*_texts(bids), *_pictures(bids), *_errors(bids), *_fonts(bids), *_origins(bids)]


def _texts(bids: Mapping[str, SourceFacts]) -> Iterator[Likeness]:
    texts = {name: Text.of(facts.texts) for name, facts in bids.items()}
    prints = {name: fingerprints(text) for name, text in texts.items()}
    common = common_prints(list(prints.values()))
    for one, other in combinations(bids, 2):
        found = runs(texts[one], texts[other], prints[one], prints[other], common)
        found = without_common(found, texts[one], prints[one], common)
        if found and (found[0].length >= LONG_RUN or sum(run.length for run in found) >= MUCH_TEXT):
            yield _text_likeness(one, other, texts[one], texts[other], found)


def _text_likeness(one: str, other: str, first: Text, second: Text, found: Sequence[Run]) -> Likeness:
    letters = sum(run.length for run in found)
    shorter = max(1, min(len(first.letters), len(second.letters)))
    pairs = tuple(
        Pair(
            Place(first.page_at(run.first), None, excerpt(first, run.first, run.length)),
            Place(second.page_at(run.second), None, excerpt(second, run.second, run.length)),
            str(run.length),
        )
        for run in found[:MOST_PAIRS]
    )
    return Likeness(one, other, "text", letters, pairs, min(1000, letters * 1000 // shorter))


def _pictures(bids: Mapping[str, SourceFacts]) -> Iterator[Likeness]:
    """Pictures that look the same in two bids and not in a third of all."""
    owners = Counter(sign for facts in bids.values() for sign in {picture.print for picture in facts.pictures})
    most = _common_from(len(bids))
    for one, other in combinations(bids, 2):
        pairs = [
            Pair(Place(first.page, first.box), Place(second.page, second.box))
            for first, second in _same_pictures(bids[one].pictures, bids[other].pictures)
            if max(owners[first.print], owners[second.print]) < most
        ]
        if pairs:
            yield Likeness(one, other, "pictures", len(pairs), tuple(pairs[:MOST_PAIRS]))


def _same_pictures(first: Sequence[Picture], second: Sequence[Picture]) -> Iterator[tuple[Picture, Picture]]:
    signs = [(int(picture.print, 16), picture) for picture in second]
    for picture in {one.print: one for one in reversed(first)}.values():
        sign = int(picture.print, 16)
        match = next((other for there, other in signs if (sign ^ there).bit_count() <= _PICTURE_DISTANCE), None)
        if match is not None:
            yield picture, match


def _errors(bids: Mapping[str, SourceFacts]) -> Iterator[Likeness]:
    known = {name: _by_key(typing_errors(facts.texts)) for name, facts in bids.items()}
    owners = Counter(key for errors in known.values() for key in errors)
    most = _common_from(len(bids))
    for one, other in combinations(bids, 2):
        keys = [key for key in known[one] if key in known[other] and owners[key] < most]
        if len(keys) >= LEAST_ERRORS:
            pairs = tuple(_error_pair(known[one][key], known[other][key]) for key in keys[:MOST_PAIRS])
            yield Likeness(one, other, "errors", len(keys), pairs)


def _by_key(errors: Sequence[TypingError]) -> dict[str, TypingError]:
    return {error.key: error for error in reversed(errors)}


def _error_pair(first: TypingError, second: TypingError) -> Pair:
    return Pair(Place(first.page, None, first.words), Place(second.page, None, second.words), first.kind)


def _fonts(bids: Mapping[str, SourceFacts]) -> Iterator[Likeness]:
    """Subsets with the same random prefix come out of one and the same run of a program."""
    subsets = {name: {font for font in facts.fonts if _is_subset(font)} for name, facts in bids.items()}
    for one, other in combinations(bids, 2):
        shared = subsets[one] & subsets[other]
        if shared:
            pairs = tuple(Pair(Place(), Place(), "subset", font) for font in sorted(shared)[:MOST_PAIRS])
            yield Likeness(one, other, "fonts", len(shared), pairs)


def _is_subset(font: str) -> bool:
    """A drawn prefix; some programs count up instead: AAAAAA, AAAAAB, BCDEEE, and that says nothing."""
    prefix, plus = font[:_SUBSET_MARK], font[_SUBSET_MARK : _SUBSET_MARK + 1]
    counted = prefix.startswith(("AAAA", "BCD")) or len(set(prefix)) <= 2 or _runs_up(prefix)
    return plus == "+" and not counted


def _runs_up(prefix: str) -> bool:
    return all(ord(b) - ord(a) == 1 for a, b in pairwise(prefix))


def _origins(bids: Mapping[str, SourceFacts]) -> Iterator[Likeness]:
    entries: dict[str, dict[str, str]] = defaultdict(dict)
    for name, facts in bids.items():
        entries[name] = dict(facts.about)
    owners = Counter((key, value) for about in entries.values() for key, value in about.items())
    most = _common_from(len(bids))
    for one, other in combinations(bids, 2):
        alike = [
            Pair(Place(), Place(), what, value)
            for what, key, value in origins_alike(entries[one], entries[other])
            if owners[(key, value)] < most
        ]
        if alike:
            yield Likeness(one, other, "origin", len(alike), tuple(alike[:MOST_PAIRS]))


def _common_from(bids: int) -> int:
    """From how many bids on a thing is common matter: a third of all, at least three."""
    return max(3, -(-bids // 3))
