"""Who could be recognised: names and identity numbers in the text layer, the bookmarks, the objects and the bytes.

Text that the page does not show is `unseen`'s, text in pictures is the centre's reader's.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import pikepdf

from seat_client.anonymity.errors import IdentityFound, Unreadable
from seat_client.anonymity.finding import Finding, blocking
from seat_client.anonymity.marks import identity_marks
from seat_client.anonymity.opening import decoded, opened
from seat_client.anonymity.outline import outline_entries
from seat_client.anonymity.pdf_pages import Letters, OpenPage, reading
from seat_client.anonymity.words import ENCODINGS, readings

_HEX_STRING = re.compile(rb"<([0-9A-Fa-f\s]{8,4096})>")
_LEGAL_FORMS = ("有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "公司")
_SHORTEST = 2
_MOST_REMEMBERED = 50_000
Terms = Mapping[str, str]
"""A name as the project has it, and the name as it is compared."""


def normalised(text: str) -> str:
    """Text as it is compared: compatibility forms folded, case folded, spaces and punctuation removed."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())


def aliases(name: str) -> tuple[str, ...]:
    """A company's name, and the name without its legal form, which people also write."""
    short = next((name.removesuffix(form) for form in _LEGAL_FORMS if name.endswith(form)), name)
    return (name,) if short == name or len(short) < 2 * _SHORTEST else (name, short)


def terms_of(names: Sequence[str]) -> dict[str, str]:
    """The names that are long enough to be looked for, with their compared form."""
    return {name: normalised(name) for name in names if len(normalised(name)) >= _SHORTEST}


def require_blind(pdf: bytes, names: Sequence[str]) -> None:
    """Pass a document in which no name occurs; raise `IdentityFound` otherwise: it is not released."""
    found = blocking(findings(pdf, names))
    if found:
        raise IdentityFound(found)


def findings(pdf: bytes, names: Sequence[str]) -> tuple[Finding, ...]:
    """Every place where one of `names` occurs, once per place and name, pages first."""
    terms = terms_of(names)
    with opened(pdf) as document:
        structural = list(in_structure(document, terms))
    found = [*_in_pages(pdf, terms), *structural, *in_bytes(pdf, terms)]
    return tuple(dict.fromkeys(found))


def _in_pages(pdf: bytes, terms: Terms) -> list[Finding]:
    search = PageSearch(terms)
    with reading(pdf) as document:
        return [one for page in document.pages() for one in search.page(page, page.letters())]


class PageSearch:
    """Looks through the text layers of one document's pages, which are to be given in order."""

    def __init__(self, terms: Terms, *, marks: bool = False) -> None:
        """`marks` also looks for identity numbers, telephones and addresses, which no project has to name."""
        self._terms = terms
        self._marks = marks
        self._longest = max((len(term) for term in terms.values()), default=0)
        self._tail = ""

    def page(self, page: OpenPage, letters: Letters) -> list[Finding]:
        """The hits of one page; a name broken over two pages counts for the first of them."""
        text, places = _compared(letters.text)
        found: list[Finding] = []
        for name, term in self._terms.items():
            at = text.find(term)
            if at >= 0:
                box = page.box_of(letters.boxes[places[at : at + len(term)]])
                found.append(Finding(page.number + 1, "text", name, box=box))
            elif term in self._tail + text[: len(term) - 1]:
                found.append(Finding(page.number, "text", name))
        self._tail = (self._tail + text)[-(self._longest - 1) :] if self._longest > 1 else ""
        return found + (self._marked(page, letters) if self._marks else [])

    def _marked(self, page: OpenPage, letters: Letters) -> list[Finding]:
        return [
            Finding(page.number + 1, "text", words, kind, page.box_of(letters.boxes[start:end]))
            for kind, start, end, words in identity_marks(letters.text)
        ]


def _compared(text: str) -> tuple[str, list[int]]:
    """The normalised text, and for each of its letters the index it came from."""
    letters = [_FOLDED.get(one) or _folded(one) for one in text]
    places = [index for index, folded in enumerate(letters) for _ in range(len(folded))]
    return "".join(letters), places


_FOLDED: dict[str, str] = {}


def _folded(letter: str) -> str:
    """A letter's compared form, remembered: a bid has a few thousand different ones, a hundred thousand times."""
    if len(_FOLDED) < _MOST_REMEMBERED:
        return _FOLDED.setdefault(letter, normalised(letter))
    return normalised(letter)


def in_words(text: str, terms: Terms) -> Iterator[str]:
    """The names that occur in some text."""
    known = normalised(text)
    yield from (name for name, term in terms.items() if term in known)


def in_structure(document: pikepdf.Pdf, terms: Terms) -> Iterator[Finding]:
    """Hits in every object that the file's tables know: names, keys, strings, decoded streams, bookmarks."""
    for entry in outline_entries(document):
        page = None if entry.page is None else entry.page + 1
        yield from (Finding(page, "outline", name) for name in in_words(entry.title, terms))
    for value in (document.trailer, *document.objects):
        yield from in_object(value, terms)


def in_object(value: object, terms: Terms) -> Iterator[Finding]:
    """Hits in one object and, where it is a stream, in its bytes."""
    for place, text in _words(value, ""):
        yield from (Finding(None, place, name) for name in in_words(text, terms))
    if isinstance(value, pikepdf.Stream):
        yield from (Finding(None, "stream", name) for name in in_data(_stream_bytes(value), terms))


def _words(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Every name, key and string directly in an object, with the keys that lead to it."""
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key, inner in value.items():
            yield from ((f"{place}key", text) for text in readings(key.encode("utf-8", "surrogateescape")))
            if key != "/Title" or "/Parent" not in value:  # Bookmark titles are reported with their page.
                yield from _direct_words(inner, f"{place}{key}")
    elif isinstance(value, pikepdf.Array):
        for inner in value:
            yield from _direct_words(inner, place)
    else:
        yield from _text_of(value, place or "object")


def _direct_words(inner: object, place: str) -> Iterator[tuple[str, str]]:
    if not (isinstance(inner, pikepdf.Object) and inner.is_indirect):
        yield from _words(inner, place)


def _text_of(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, pikepdf.Name | pikepdf.String):
        yield from ((place, text) for text in readings(bytes(value)))
    if isinstance(value, pikepdf.String):
        yield place, str(value)


def _stream_bytes(stream: pikepdf.Object) -> bytes:
    try:
        return decoded(stream)
    except (pikepdf.PdfError, Unreadable):
        return stream.read_raw_bytes()


def in_data(data: bytes, terms: Terms) -> Iterator[str]:
    """Names that occur as written, in one of the usual encodings, plain or in a hexadecimal string."""
    hexadecimal = b"\n".join(_from_hex(hit[1]) for hit in _HEX_STRING.finditer(data))
    for name in terms:
        if any(form in data or form in hexadecimal for form in (name.encode(one) for one in ENCODINGS)):
            yield name


def _from_hex(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii"))


def in_bytes(pdf: bytes, terms: Terms) -> Iterator[Finding]:
    """What lies in the file outside every object: after the end, before the start, in the gaps."""
    yield from (Finding(None, "bytes", name) for name in in_data(pdf, terms))
