"""What a revision changed besides signing, told by pages: for people, after the verdict has refused it.

The verdict itself (`verification`) needs none of this: a revision that does anything but sign is refused, wherever the
change lies. Here the pages are found on which it lies, and the page on which each signature stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from seat_client.evidence.revisions import HOSTILE, SIGNED_KEYS, raw

_UPWARDS = ("/Parent", "/P", "/Data", "/Dest", "/A")
"""Keys that lead from a page's parts back to the whole document, or on to other pages."""

Ref = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One revision that did something besides signing."""

    after: str
    """The field of the last signature made before it."""
    within: str
    """The field signed in the same revision; empty when it signed none."""
    pages: tuple[int, ...]
    """The pages it shows on, from 1; empty when it shows on none, as metadata or another catalogue."""


class Pages:
    """The pages of one revision of a document, by the references of their dictionaries."""

    def __init__(self, resolver: PdfFileReader | HistoricalResolver) -> None:
        self._resolver = resolver
        self._links: dict[Ref, tuple[Ref, ...]] = {}
        self.refs = tuple(_leaves(resolver, resolver.root.raw_get("/Pages"), set()))

    def number_of(self, signature: EmbeddedPdfSignature) -> int:
        """The page a signature's appearance stands on, from 1; 0 when it has none."""
        field = signature.sig_field
        page = field.raw_get("/P") if "/P" in field else None
        shown = any(float(side) for side in field.get("/Rect", ()))
        if not shown or not isinstance(page, generic.IndirectObject) or _ref(page) not in self.refs:
            return 0
        return self.refs.index(_ref(page)) + 1

    def reaching(self, touched: Iterable[Ref], past: Iterable[Ref] = ()) -> tuple[int, ...]:
        """The numbers of the pages that are, or lead to, one of the touched objects by a way that is not `past`."""
        wanted, closed = frozenset(touched) - frozenset(past), frozenset(past)
        return tuple(number for number, ref in enumerate(self.refs, 1) if wanted & self._parts(ref, closed))

    def _parts(self, page: Ref, closed: frozenset[Ref]) -> set[Ref]:
        seen, left = set(closed), [page]
        while left:
            ref = left.pop()
            if ref not in seen:
                seen.add(ref)
                left += self._leads_to(ref)
        return seen

    def _leads_to(self, ref: Ref) -> tuple[Ref, ...]:
        """The objects one object names; each is read once, for pages share fonts and more."""
        if ref not in self._links:
            self._links[ref] = tuple(_named(self._resolver.get_object(generic.Reference(*ref))))
        return self._links[ref]


def other_changes(
    reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature], only_signing: Sequence[bool], first: int
) -> tuple[Change, ...]:
    """Every revision after number `first` that did something besides signing."""
    signed = {s.signed_revision: (s, alone) for s, alone in zip(signatures, only_signing, strict=True)}
    found = []
    after = str(signed[first][0].field_name)
    for number in range(first + 1, reader.xrefs.total_revisions):
        signature, alone = signed.get(number, (None, False))
        if not alone:
            within = str(signature.field_name) if signature else ""
            found.append(Change(after, within, _pages(reader, number, signature)))
        after = str(signature.field_name) if signature else after
    return tuple(found)


def _pages(reader: PdfFileReader, number: int, signature: EmbeddedPdfSignature | None) -> tuple[int, ...]:
    """Nothing where the revision cannot be read page by page: it is refused without that."""
    try:
        return _touched_pages(reader, number, signature)
    except HOSTILE:
        return ()


def _touched_pages(reader: PdfFileReader, number: int, signature: EmbeddedPdfSignature | None) -> tuple[int, ...]:
    before, after = reader.get_historical_resolver(number - 1), reader.get_historical_resolver(number)
    touched = {(ref.idnum, ref.generation) for ref in reader.xrefs.explicit_refs_in_revision(number)}
    signed: set[Ref] = set()
    own = signature.sig_field.container_ref if signature else None
    if isinstance(own, generic.Reference):
        field = generic.Reference(own.idnum, own.generation)
        if reader.xrefs.get_introducing_revision(field) < number and _only_signed(before, after, field):
            signed = {(own.idnum, own.generation)}
    pages, earlier = Pages(after), Pages(before)
    moved = [n for n, ref in enumerate(pages.refs, 1) if earlier.refs[n - 1 : n] != (ref,)]
    lost = range(len(pages.refs) + 1, len(earlier.refs) + 1)
    return tuple(sorted({*pages.reaching(touched, past=signed), *moved, *lost}))


def _only_signed(before: HistoricalResolver, after: HistoricalResolver, field: generic.Reference) -> bool:
    old, new = before.get_object(field), after.get_object(field)
    return {key for key in set(old) | set(new) if raw(old, key) != raw(new, key)} <= SIGNED_KEYS


def _leaves(resolver: PdfFileReader | HistoricalResolver, node: generic.PdfObject, seen: set[Ref]) -> Iterator[Ref]:
    """The references of the pages below a node of the page tree, in order."""
    if not isinstance(node, generic.IndirectObject) or _ref(node) in seen:
        return
    seen.add(_ref(node))
    found = resolver.get_object(generic.Reference(*_ref(node)))
    if not isinstance(found, generic.DictionaryObject):
        return
    if "/Kids" not in found:
        yield _ref(node)
        return
    kids = found["/Kids"]
    for place in range(len(kids)):
        yield from _leaves(resolver, kids.raw_get(place), seen)


def _named(found: generic.PdfObject) -> Iterator[Ref]:
    """The references in an object, those that lead upwards left out."""
    left = [found]
    while left:
        part = left.pop()
        if isinstance(part, generic.IndirectObject):
            yield _ref(part)
        elif isinstance(part, Mapping):
            left += [part.raw_get(key) for key in part if key not in _UPWARDS]  # type: ignore[attr-defined]
        elif isinstance(part, generic.ArrayObject):
            left += [part.raw_get(place) for place in range(len(part))]


def _ref(indirect: generic.IndirectObject) -> Ref:
    return indirect.idnum, indirect.generation
