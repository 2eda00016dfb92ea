"""Electronic seals: which picture stands where (GB/T 33190, chapter 18; pictures inside by GB/T 38540)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from seat_client.centre.ofd.package import Element, Package, box, child, children, text

_PICTURES = re.compile(rb"PK\x03\x04|\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|BM")
_OCTETS = 0x04
MAX_SEALS = 500


@dataclass(frozen=True, slots=True)
class Stamp:
    """A seal on a page: the page's id, the place in millimetres, and the picture's bytes (OFD, PNG, JPEG, …)."""

    page: str
    place: tuple[float, float, float, float]
    picture: bytes


def stamps(package: Package, entry: str, location: str) -> Iterator[Stamp]:
    """Every stamp of the signatures listed at a location; seals without a picture have none."""
    listed = package.resolved(entry, location)
    if not package.has(listed):
        return
    for number, signature in enumerate(children(package.xml(listed), "Signature")):
        path = package.resolved(listed, signature.get("BaseLoc", ""))
        if number < MAX_SEALS and package.has(path):
            yield from _of_signature(package, path)


def _of_signature(package: Package, path: str) -> Iterator[Stamp]:
    root = package.xml(path)
    picture = _picture(package, path, root)
    if picture is None:
        return
    for place in children(child(root, "SignedInfo"), "StampAnnot"):
        bounds = box(place.get("Boundary"))
        if bounds is not None:
            yield Stamp(place.get("PageRef", ""), bounds, picture)


def _picture(package: Package, path: str, root: Element) -> bytes | None:
    """The seal's picture, from the seal file or from the signed value, which holds the seal again."""
    for location in (text(child(root, "SignedInfo", "Seal", "BaseLoc")), text(child(root, "SignedValue"))):
        place = package.resolved(path, location)
        if location and package.has(place):
            found = picture_in(package.read(place))
            if found is not None:
                return found
    return None


def picture_in(der: bytes) -> bytes | None:
    """The first octet string that begins as a picture does."""
    for hit in _PICTURES.finditer(der):
        start = hit.start()
        for width in (1, 2, 3, 4):  # short form, or one to three bytes of length
            head = start - width - 1
            if head >= 0 and der[head] == _OCTETS:
                length = _length(der[head + 1 : start])
                if length is not None and start + length <= len(der) and length > 16:
                    return der[start : start + length]
    return None


def _length(octets: bytes) -> int | None:
    """A DER length of exactly these bytes."""
    if len(octets) == 1:
        return octets[0] if octets[0] < 0x80 else None
    return int.from_bytes(octets[1:], "big") if octets[0] == 0x80 + len(octets) - 1 else None
