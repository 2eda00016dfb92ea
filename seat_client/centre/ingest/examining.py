"""Examining one delivered file: rebuilt, searched, measured. Runs where strangers' files are parsed, and only there."""

from collections.abc import Callable, Iterator

import pikepdf

from seat_client.anonymity import rebuild
from seat_client.anonymity.archives import Unpacker
from seat_client.anonymity.carriers import carried
from seat_client.anonymity.dark_format import FormatResult, check_pages
from seat_client.anonymity.finding import Finding
from seat_client.anonymity.leaks import PageSearch, Terms, aliases, in_bytes, in_data, in_structure, terms_of
from seat_client.anonymity.nesting import refuse_nested
from seat_client.anonymity.opening import opened
from seat_client.anonymity.pdf_pages import reading
from seat_client.anonymity.text_runs import PageRuns, runs_of
from seat_client.anonymity.unseen import unseen_text
from seat_client.centre.ingest.examination import Examination, Task
from seat_client.centre.ingest.picture_search import PictureSearch
from seat_client.centre.ingest.reader import PictureReader
from seat_client.centre.ingest.reading_need import Need, need_of
from seat_client.centre.ingest.source_facts import (
    MAX_PAGE_TEXT,
    MAX_PICTURES,
    Picture,
    SourceFacts,
    about_of,
    fonts_of,
    pictures_of,
)
from seat_client.centre.ofd import is_ofd, pdf_of_ofd

Progress = Callable[[int], None]
ReaderSource = Callable[[], PictureReader | None]


def examine(
    delivered: bytes, task: Task, reader: ReaderSource, progress: Progress = lambda _page: None
) -> tuple[Examination, bytes]:
    """The examination, and the file as it would be released: a PDF in any case, rebuilt when it is to be blind.

    `reader` is asked for only when a page has something to read. Raises AnonymityError, or OfdError for an OFD that
    cannot be converted.
    """
    converted = "ofd" if is_ofd(delivered) else ""
    original = pdf_of_ofd(delivered) if converted else delivered
    facts, runs = _facts(original, progress, with_runs=task.blind and task.rules is not None)
    if not task.blind:
        return Examination(len(facts.texts), (), (), (), facts, converted), original
    terms = terms_of([each for name in task.names for each in aliases(name)])
    removed = (*carried(original, terms), *(_in_package(delivered, terms) if converted else ()))
    released = rebuild(original)
    found = tuple(_released_findings(released, terms, reader, progress))
    rules: tuple[FormatResult, ...] = check_pages(runs, task.rules) if task.rules else ()
    return Examination(len(facts.texts), found, removed, rules, facts, converted), released


def _facts(pdf: bytes, progress: Progress, *, with_runs: bool) -> tuple[SourceFacts, list[PageRuns]]:
    with opened(pdf) as document:
        refuse_nested(document, progress)
        fonts, about = fonts_of(document), about_of(document)
    texts: list[str] = []
    pictures: list[Picture] = []
    runs: list[PageRuns] = []
    with reading(pdf) as pages:
        for page in pages.pages():
            texts.append(page.text()[:MAX_PAGE_TEXT])
            if len(pictures) < MAX_PICTURES:
                pictures += pictures_of(page)
            if with_runs:
                runs.append(runs_of(page))
            progress(page.number)
    return SourceFacts(tuple(texts), tuple(pictures), fonts, about), runs


def _released_findings(pdf: bytes, terms: Terms, reader: ReaderSource, progress: Progress) -> list[Finding]:
    """Everything still in the file that is to be released."""
    with opened(pdf) as document:
        found = [*in_structure(document, terms), *in_bytes(pdf, terms)]
        tiled = set(_tiled_pages(document))
    search = PageSearch(terms, marks=True)
    pictures: PictureSearch | None = None
    with reading(pdf) as pages:
        for page in pages.pages():
            letters = page.letters()
            found += search.page(page, letters)
            need = Need(images=True) if page.number in tiled else need_of(page, letters)
            if need.any:
                pictures = pictures or PictureSearch(terms, reader())
                found += pictures.page(page, need)
            found += unseen_text(page, letters)
            progress(page.number)
    found += pictures.letterheads() if pictures else []
    return sorted(dict.fromkeys(found), key=lambda one: (one.page or 0, one.place, one.term))


def _tiled_pages(document: pikepdf.Pdf) -> Iterator[int]:
    """Pages, from 0, that are painted with a tiling: what it holds is no object of the page."""
    for number, page in enumerate(document.pages):
        patterns = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Pattern")
        if isinstance(patterns, pikepdf.Dictionary) and any(
            isinstance(one, pikepdf.Stream) for one in patterns.values()
        ):
            yield number


def _in_package(ofd: bytes, terms: Terms) -> Iterator[Finding]:
    """Names anywhere in an OFD package; of its files only what the pages draw reaches the PDF."""
    for layer in Unpacker().layers(ofd):
        yield from (Finding(None, "package", name, "carried-name") for name in in_data(layer, terms))
