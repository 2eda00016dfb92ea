"""An OFD package: files in a ZIP, found by the paths that the XML in it gives, inside limits."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from seat_client.centre.ofd.errors import OfdError

Element = ElementTree.Element
MAX_FILES = 20_000
MAX_ENTRY = 64 * 1024 * 1024
MAX_TOTAL = 512 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def is_ofd(data: bytes) -> bool:
    """True for a ZIP that has an OFD's entry file."""
    if data[:4] != _ZIP:
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return any(name.lower() == "ofd.xml" for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


class Package:
    """The files of one OFD; raises OfdError for what is damaged or over a limit."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise OfdError("damaged", "package") from error
        if len(entries) > MAX_FILES:
            raise OfdError("too-large", "files")
        self._entries = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}
        self._by_lower = {name.lower(): name for name in self._entries}
        self._left = MAX_TOTAL
        if self.has("Encryptions.xml"):
            raise OfdError("encrypted", "package")

    def has(self, path: str) -> bool:
        return path.lower() in self._by_lower

    def resolved(self, base: str, location: str) -> str:
        """A location as written in the file at `base`, as a path from the root (GB/T 33190, 7.3: ST_Loc)."""
        location = location.strip().replace("\\", "/")
        if location.startswith("/"):
            return posixpath.normpath(location.lstrip("/"))
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), location))

    def read(self, path: str) -> bytes:
        """One file's bytes."""
        name = self._by_lower.get(path.lower())
        if name is None:
            raise OfdError("damaged", "missing file")
        most = min(MAX_ENTRY, self._left)
        try:
            with self._archive.open(self._entries[name]) as file:
                content = file.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError) as error:
            raise OfdError("damaged", "file") from error
        if len(content) > most:
            raise OfdError("too-large", "file")
        self._left -= len(content)
        return content

    def xml(self, path: str) -> Element:
        """One XML file; no declarations of entities, since none is needed and one is enough to fill the memory."""
        content = self.read(path)
        if _DECLARATION.search(content):
            raise OfdError("unsupported", "document type declaration")
        try:
            return ElementTree.fromstring(content)  # noqa: S314 - declarations are refused above
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise OfdError("damaged", "xml") from error


def local(element: Element) -> str:
    """The element's name without its namespace: producers write it in several."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children of these names, or all."""
    if element is not None:
        yield from (one for one in element if not names or local(one) in names)


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of names."""
    for name in path:
        element = next(children(element, name), None)
    return element


def text(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def numbers(value: str | None) -> list[float]:
    """Numbers in a row, with the short form `g COUNT VALUE` for repeated ones (GB/T 33190, 11.3)."""
    words = iter((value or "").split())
    found: list[float] = []
    try:
        for word in words:
            if word == "g":
                count = int(next(words))
                if not 0 <= count <= 100_000:
                    raise OfdError("damaged", "number")
                found.extend([float(next(words))] * count)
            else:
                found.append(float(word))
    except (ValueError, StopIteration) as error:
        raise OfdError("damaged", "number") from error
    return found


def number(value: str | None, usual: float) -> float:
    """One number, or the usual one."""
    return next(iter(numbers(value)), usual)


def box(value: str | None) -> tuple[float, float, float, float] | None:
    """Left, top, width and height in millimetres."""
    found = numbers(value)
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else None
