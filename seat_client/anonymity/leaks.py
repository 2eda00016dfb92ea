"""Who could be recognised: bidder names and aliases in the text layer, the bookmarks, the objects and the bytes.

Text in pictures, outlined text and covered text are not read here; they need drawing and recognition.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

import pikepdf
import pypdfium2  # type: ignore[import-untyped]

from seat_client.anonymity.errors import IdentityFound, Unreadable
from seat_client.anonymity.opening import decoded, opened
from seat_client.anonymity.outline import outline_entries
from seat_client.anonymity.words import ENCODINGS, readings

_PDFIUM = Lock()
"""PDFium keeps global state; the centre may search from several worker threads."""

_HEX_STRING = re.compile(rb"<([0-9A-Fa-f\s]{8,4096})>")
_LEGAL_FORMS = ("有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "公司")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """A bidder's name or alias at a place: `page` counts from 1, None when the place belongs to no page."""

    page: int | None
    place: str
    term: str


def normalised(text: str) -> str:
    """Text as it is compared: compatibility forms folded, case folded, spaces and punctuation removed."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())


def aliases(name: str) -> tuple[str, ...]:
    """A company's name, and the name without its legal form, which people also write."""
    short = next((name.removesuffix(form) for form in _LEGAL_FORMS if name.endswith(form)), name)
    return (name,) if short == name or len(short) < 2 * _SHORTEST else (name, short)


def require_blind(pdf: bytes, names: Sequence[str]) -> None:
    """Pass a document in which no name occurs; raise `IdentityFound` otherwise: it is not released."""
    found = findings(pdf, names)
    if found:
        raise IdentityFound(found)


def findings(pdf: bytes, names: Sequence[str]) -> tuple[Finding, ...]:
    """Every place where one of `names` occurs, once per place and name, pages first."""
    terms = {name: normalised(name) for name in names if len(normalised(name)) >= _SHORTEST}
    with opened(pdf) as document:
        structural = list(_in_structure(document, terms))
    found = [*_in_pages(pdf, terms), *structural, *_in_bytes(pdf, terms)]
    return tuple(dict.fromkeys(found))


def _in_pages(pdf: bytes, terms: dict[str, str]) -> Iterator[Finding]:
    """Hits in the text layer; a name broken over two pages counts for the first of them."""
    longest = max((len(term) for term in terms.values()), default=0)
    tail = ""
    for number, text in enumerate(page_texts(pdf), start=1):
        page = normalised(text)
        for name, term in terms.items():
            if term in page:
                yield Finding(number, "text", name)
            elif term in tail + page[: len(term) - 1]:
                yield Finding(number - 1, "text", name)
        tail = (tail + page)[-(longest - 1) :] if longest > 1 else ""


def page_texts(pdf: bytes) -> list[str]:
    """The text layer of each page as PDFium reads it."""
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError:
            raise Unreadable("not-a-pdf") from None
        try:
            return [_page_text(document, number) for number in range(len(document))]
        except pypdfium2.PdfiumError:
            raise Unreadable("damaged") from None
        finally:
            document.close()


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()
        page.close()


def _in_structure(document: pikepdf.Pdf, terms: dict[str, str]) -> Iterator[Finding]:
    for entry in outline_entries(document):
        title = normalised(entry.title)
        page = None if entry.page is None else entry.page + 1
        yield from (Finding(page, "outline", name) for name, term in terms.items() if term in title)
    for value in (document.trailer, *document.objects):
        for place, text in _words(value, ""):
            known = normalised(text)
            yield from (Finding(None, place, name) for name, term in terms.items() if term in known)
        if isinstance(value, pikepdf.Stream):
            yield from (Finding(None, "stream", name) for name in _in_data(_stream_bytes(value), terms))


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


def _in_data(data: bytes, terms: dict[str, str]) -> Iterator[str]:
    """Names that occur as written, in one of the usual encodings, plain or in a hexadecimal string."""
    hexadecimal = b"\n".join(_from_hex(hit[1]) for hit in _HEX_STRING.finditer(data))
    for name in terms:
        if any(form in data or form in hexadecimal for form in (name.encode(one) for one in ENCODINGS)):
            yield name


def _from_hex(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii"))


def _in_bytes(pdf: bytes, terms: dict[str, str]) -> Iterator[Finding]:
    """What lies in the file outside every object: after the end, before the start, in the gaps."""
    yield from (Finding(None, "bytes", name) for name in _in_data(pdf, terms))
