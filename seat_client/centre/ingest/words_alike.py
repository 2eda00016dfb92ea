"""Finding a name in recognised text, where single characters may be read wrongly."""

from collections.abc import Iterator, Mapping

from seat_client.anonymity.leaks import normalised

_EXACT_UNDER = 6
_ONE_ERROR_IN = 5  # characters of a longer name


def names_in(text: str, terms: Mapping[str, str]) -> Iterator[str]:
    """The names that occur; longer ones also with one character in five read otherwise."""
    known = normalised(text)
    for name, term in terms.items():
        if term in known or (len(term) >= _EXACT_UNDER and nearest(term, known) <= len(term) // _ONE_ERROR_IN):
            yield name


def nearest(term: str, text: str) -> int:
    """The least number of characters to change, add or drop so that `term` occurs somewhere in `text` (Sellers)."""
    before = [0] * (len(text) + 1)
    for number, letter in enumerate(term, start=1):
        row = [number]
        for at, other in enumerate(text, start=1):
            row.append(min(before[at - 1] + (letter != other), before[at] + 1, row[at - 1] + 1))
        before = row
    return min(before)
