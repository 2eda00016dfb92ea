"""A project's `dark_bid_format`, read: what it does not say is not checked, what it says in another form neither.

A key with null (`header`, `footer`, `page_number`) means that there must be none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Margins: TypeAlias = dict[str, float]
"""Side (`top`, `right`, `bottom`, `left`) and millimetres."""

_PAPERS = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "A5": (148.0, 210.0), "B5": (176.0, 250.0)}  # ISO 216
_SIDES = ("top", "right", "bottom", "left")
_COLOUR = re.compile("#[0-9a-f]{6}")

_FAMILIES = {
    "SimSun": ("simsun", "nsimsun", "songti", "stsong", "宋体", "song", "notoserifcjk", "sourcehanserif", "fzssk"),
    "SimHei": ("simhei", "heiti", "stheiti", "黑体", "notosanscjk", "sourcehansans", "microsoftyahei"),
    "KaiTi": ("kaiti", "stkaiti", "楷体", "simkai"),
    "FangSong": ("fangsong", "stfangsong", "仿宋", "simfang"),
}
"""The four type styles that tenders name, and names under which programs embed them."""


@dataclass(frozen=True, slots=True)
class FormatRules:
    """The rules that can be checked; None and empty mean not given."""

    paper: tuple[str, float, float] | None
    margins: Margins | None
    families: frozenset[str]
    sizes: tuple[float, ...]
    body_size: float | None
    body_bold: bool | None
    colour: str | None
    line_spacing: float | None
    edges: dict[str, str | None]
    """`header`, `footer`, `page-number`, as far as given: the words wanted, or None for none at all."""


def read_rules(document: Mapping[str, Any]) -> FormatRules:
    """The rules of a project file; nothing in it raises."""
    body, heading = _mapping(document.get("body")), _mapping(document.get("heading"))
    sizes = [size for part in (body, heading) if (size := _number(part.get("size_pt"))) is not None]
    fonts = {family_of(str(part["font"])) for part in (body, heading) if isinstance(part.get("font"), str)}
    colour = body.get("color")
    return FormatRules(
        paper=_paper(document.get("paper")),
        margins=_margins(_mapping(document.get("margins_mm"))),
        families=frozenset(fonts),
        sizes=tuple(dict.fromkeys(sizes)),
        body_size=_number(body.get("size_pt")),
        body_bold=body["bold"] if isinstance(body.get("bold"), bool) else None,
        colour=colour.lower() if isinstance(colour, str) and _COLOUR.fullmatch(colour.lower()) else None,
        line_spacing=_number(document.get("line_spacing")),
        edges=_edges(document),
    )


def family_of(font: str) -> str:
    """The type style a font's name claims; the name itself when it claims none of the usual four."""
    plain = re.sub(r"[\s_-]", "", font.lower())
    for family in ("FangSong", "SimSun", "SimHei", "KaiTi"):  # 仿宋 before 宋
        if any(known in plain for known in _FAMILIES[family]):
            return family
    return font


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if 0 < number < 1000 else None


def _paper(value: object) -> tuple[str, float, float] | None:
    return (value, *_PAPERS[value]) if isinstance(value, str) and value in _PAPERS else None


def _margins(value: Mapping[str, Any]) -> Margins | None:
    given = {side: width for side in _SIDES if (width := _number(value.get(side))) is not None}
    return given or None


def _edges(document: Mapping[str, Any]) -> dict[str, str | None]:
    edges: dict[str, str | None] = {}
    for key, rule in (("header", "header"), ("footer", "footer"), ("page_number", "page-number")):
        if key in document and isinstance(document[key], str | None):
            edges[rule] = document[key]
    return edges
