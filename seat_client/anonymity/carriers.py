"""What a bid carries besides its pages, as delivered: what a rebuild leaves behind, and the names found in it."""

from collections.abc import Iterator

import pikepdf

from seat_client.anonymity.archives import Unpacker
from seat_client.anonymity.check import structural_places
from seat_client.anonymity.finding import Finding
from seat_client.anonymity.leaks import Terms, in_bytes, in_data, in_structure
from seat_client.anonymity.opening import opened
from seat_client.anonymity.remains import embedded_files, remains, unlisted_objects

_WORDS = {
    "trailer/Info": "document information",
    "catalog/Metadata": "metadata",
    "page/Metadata": "metadata",
    "key/Metadata": "metadata",
    "page/Annots": "annotations",
    "catalog/AcroForm": "form fields",
    "catalog/OpenAction": "actions",
    "catalog/AA": "actions",
    "page/AA": "actions",
    "key/JS": "scripts",
    "key/JavaScript": "scripts",
    "catalog/OCProperties": "layers",
    "catalog/StructTreeRoot": "structure tree",
    "catalog/PageLabels": "page labels",
    "catalog/PieceInfo": "private data of a program",
    "page/PieceInfo": "private data of a program",
    "key/PieceInfo": "private data of a program",
    "page/Thumb": "thumbnails",
    "catalog/Names": "named objects",
    "catalog/Dests": "named destinations",
    "catalog/AF": "attachments",
    "key/EmbeddedFiles": "attachments",
    "key/EF": "attachments",
}
"""Places with a name of their own in the trade; the others are told by their key."""


def carried(pdf: bytes, terms: Terms) -> tuple[Finding, ...]:
    """Every carrier in a file as delivered, and every name in any of them; nothing of it survives the rebuild.

    Raises `Unreadable`, `Encrypted` or `TooLarge`.
    """
    found = [Finding(None, _WORDS.get(place, place), "", "carrier") for place in structural_places(pdf)]
    with opened(pdf) as document:
        unlisted = unlisted_objects(pdf, document)
        if unlisted:
            found.append(Finding(None, "objects outside the tables", str(unlisted), "carrier"))
        found += _renamed(in_structure(document, terms))
        found += _attached(document, terms)
        found += remains(pdf, terms)
    found += _renamed(in_bytes(pdf, terms))
    return tuple(dict.fromkeys(found))


def _renamed(findings: Iterator[Finding]) -> list[Finding]:
    return [Finding(one.page, one.place, one.term, "carried-name", one.box) for one in findings]


def _attached(document: pikepdf.Pdf, terms: Terms) -> Iterator[Finding]:
    """Names in attached files, archives in archives opened."""
    unpacker = Unpacker()
    for content in embedded_files(document):
        for layer in unpacker.layers(content):
            yield from (Finding(None, "attached file", name, "carried-name") for name in in_data(layer, terms))
    if unpacker.unopened:
        yield Finding(None, "attached archive not opened", "", "carrier")
