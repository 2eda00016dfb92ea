"""Notes inside data that a renderer needs: beside pictures, in colour profiles, font programs and font names."""

import re

import pikepdf

from seat_client.anonymity import images, programs
from seat_client.anonymity.errors import Unreadable
from seat_client.anonymity.opening import decoded, filters_of
from seat_client.anonymity.whitelist import KNOWN_FONTS
from seat_client.anonymity.words import word

_NEUTRAL = re.compile(r"/Font\d*")
_PROGRAMS = {"/FontFile": programs.blanked_type1, "/FontFile2": programs.blanked_sfnt}


def noted_places(value: object) -> list[str]:
    """Which of these places an object has that a rebuild would have emptied."""
    if isinstance(value, pikepdf.Stream):
        return _in_stream(value)
    return _in_font(value) if isinstance(value, pikepdf.Dictionary) else []


def _in_stream(stream: pikepdf.Stream) -> list[str]:
    filters = filters_of(stream)
    if filters == ["/DCTDecode"]:
        raw = stream.read_raw_bytes()
        return [] if images.plain_jpeg(raw) == raw else ["picture notes"]
    if filters == ["/JPXDecode"]:
        raw = stream.read_raw_bytes()
        return [] if images.plain_jpx(raw) == raw else ["picture notes"]
    if "/N" in stream and "/Type" not in stream:
        return [] if _unchanged(stream, programs.blanked_profile) else ["profile text"]
    return []


def _in_font(font: pikepdf.Dictionary) -> list[str]:
    places = []
    for key in ("/BaseFont", "/FontName"):
        name = font.get(key)
        if isinstance(name, pikepdf.Name) and not _tells_nothing(word(name)):
            places.append("font name")
    for key, blanked in _PROGRAMS.items():
        program = font.get(key)
        if isinstance(program, pikepdf.Stream) and not _unchanged(program, blanked):
            places.append("font program")
    compact = font.get("/FontFile3")
    if isinstance(compact, pikepdf.Stream) and not _unchanged(compact, programs.blanked_compact):
        places.append("font program")
    return places


def _tells_nothing(name: str) -> bool:
    return _NEUTRAL.fullmatch(name) is not None or name.lstrip("/") in KNOWN_FONTS


def _unchanged(stream: pikepdf.Object, blanked: "programs.Blanking") -> bool:
    try:
        data = decoded(stream)
    except (pikepdf.PdfError, Unreadable):
        return False
    return blanked(data) == data
