"""The document security store (ETSI EN 319 142-1, 5.4.2): certificates and revocation lists inside the report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

STORE = "/DSS"


@dataclass(frozen=True, slots=True)
class ValidationData:
    """What a report brings along for its own check; all of it speaks for itself by its issuer's signature."""

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()


def add_validation_data(writer: IncrementalPdfFileWriter, certificates: Sequence[bytes], crls: Sequence[bytes]) -> None:
    """Put both into the store of the document being written."""
    store = generic.DictionaryObject({pdf_name("/Type"): pdf_name(STORE)})
    for key, items in (("/Certs", certificates), ("/CRLs", crls)):
        if items:
            streams = (writer.add_object(generic.StreamObject(stream_data=item)) for item in items)
            store[pdf_name(key)] = generic.ArrayObject(streams)
    writer.root[pdf_name(STORE)] = writer.add_object(store)
    writer.update_root()


def read_validation_data(reader: PdfFileReader) -> ValidationData:
    """What the store of the newest revision holds; a file without one holds nothing."""
    try:
        store = reader.root[STORE]
    except KeyError:
        return ValidationData()
    return ValidationData(tuple(_streams(store, "/Certs")), tuple(_streams(store, "/CRLs")))


def _streams(store: generic.DictionaryObject, key: str) -> Iterator[bytes]:
    for stream in store.get(key, ()):
        yield stream.get_object().data
