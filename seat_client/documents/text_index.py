"""The text of a document, read page by page; case, width and breaks count for nothing when it is searched.

Runs in a document worker. Chinese breaks lines anywhere, so white space is dropped from text and words alike.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from seat_client.documents.limits import MAX_HITS
from seat_client.documents.pages import Found, Hit

_AROUND = 24
_LETTERS = re.compile(r"\S+")
_CHINESE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_CHINESE})\s+(?={_CHINESE})")
_TO_NARROW = 0xFEE0
_WIDE = re.compile("[\uff01-\uff5e]")
"""Full-width forms of ASCII (Unicode block FF00)."""


def folded(text: str) -> str:
    """Text as it is compared: full-width forms, case and white space folded away."""
    for wide in set(_WIDE.findall(text)):  # Chinese punctuation: nearly all that NFKC would change, and it is slow
        text = text.replace(wide, chr(ord(wide) - _TO_NARROW))
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return "".join(text.split()).casefold()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a page's text, in characters."""

    start: int
    length: int


class TextIndex:
    """Fills itself through `read`, a page's text by its number, as far as it is asked to."""

    def __init__(self, page_count: int, read: Callable[[int], str]) -> None:
        self._count = page_count
        self._read = read
        self._texts: list[str] = []
        self._folded: list[str] = []

    @property
    def pages(self) -> int:
        """How many pages have been read."""
        return len(self._texts)

    @property
    def complete(self) -> bool:
        return self.pages == self._count

    def read_on(self) -> None:
        """Read the next page."""
        text = self._read(self.pages)
        self._texts.append(text)
        self._folded.append(folded(text))

    def find(self, words: str) -> Found:
        """Every place in the pages read so far; overlapping places count once."""
        wanted = folded(words)
        if not wanted:
            return Found(0, ())
        total, hits = 0, list[Hit]()
        for page, text in enumerate(self._folded):
            count = text.count(wanted)
            total += count
            if count and len(hits) < MAX_HITS:
                spans = self.spans(page, wanted)
                hits += [self._hit(page, span) for span in spans[: MAX_HITS - len(hits)]]
        return Found(total, tuple(hits))

    def spans(self, page: int, words: str) -> list[Span]:
        """Where the words stand in the text of a page that has been read."""
        wanted = folded(words)
        if not wanted or wanted not in self._folded[page]:
            return []
        origins = _origins(self._texts[page], self._folded[page])
        return [
            Span(origins[at], origins[at + len(wanted) - 1] - origins[at] + 1)
            for at in _places(self._folded[page], wanted)
        ]

    def _hit(self, page: int, span: Span) -> Hit:
        text, end = self._texts[page], span.start + span.length
        before = text[max(0, span.start - _AROUND) : span.start]
        return Hit(page, *map(_in_one_line, (before, text[span.start : end], text[end : end + _AROUND])))


def _in_one_line(text: str) -> str:
    return " ".join(_BREAK_IN_CHINESE.sub("", text).split())


def _places(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def _origins(text: str, whole: str) -> list[int]:
    """For every character of the folded text, which character of the text it came from.

    Folding character by character gives the same as folding the whole, but for sequences that NFKC composes; those
    are rare in the texts of bids, and a place is then off by the composed characters at most.
    """
    letters = [place for found in _LETTERS.finditer(text) for place in range(*found.span())]
    if len(letters) == len(whole):  # nearly every page: only white space fell away
        return letters
    origins = [place for place, character in enumerate(text) for _ in folded(character)]
    return origins[: len(whole)] + [len(text) - 1] * (len(whole) - len(origins))
