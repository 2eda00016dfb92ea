"""The report as a PDF: typeset in this process, the same bytes for the same content."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import typst

import resources
from seat_client.domain.publication import Publication
from seat_client.domain.report import ReportContent
from seat_client.evidence.canonical import canonical
from seat_client.evidence.errors import LayoutFailed
from seat_client.evidence.fields import CLOSING, OPENING, ROSTER_FILE, Box, Places, Roster, deemed_field

_PAGE_HEIGHT = 841.89


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A report ready to be certified."""

    pdf: bytes
    fields: Places
    pages: int


def lay_out(content: ReportContent, *, practice: bool, attachments: Sequence[tuple[str, bytes]] = ()) -> LaidOut:
    """The report with its reserved signature boxes; in practice every page says so.

    `attachments` (name, JSON bytes) travel inside the PDF, certified with it: score-sheet manifests, for instance.
    """
    pdf, (marks, (pages,)) = _typeset("report.typ", _content(content, practice, attachments), ("<field>", "<pages>"))
    fields = _places(marks)
    _check_complete(fields, content)
    return LaidOut(pdf, fields, pages)


def lay_out_publication(sheet: Publication, *, practice: bool) -> bytes:
    """The score sheet for publication as a PDF; the same bytes for the same sheet."""
    value = {**asdict(sheet), "practice": practice}
    return _typeset("publication.typ", json.dumps(value, ensure_ascii=False), ())[0]


def lay_out_acceptance(content: Mapping[str, Any], *, practice: bool) -> bytes:
    """The acceptance certificate of a seat, or the record of a self-test, as a PDF; all its words are in `content`."""
    value = {**content, "practice": practice}
    return _typeset("acceptance.typ", json.dumps(value, ensure_ascii=False), ())[0]


def roster(content: ReportContent, *, practice: bool) -> Roster:
    """Who must sign this report."""
    members = tuple(member.id for member in content.committee)
    return Roster(content.basics.project_id, members, content.chair().id, practice)


def _typeset(template: str, content: str, marks: Sequence[str]) -> tuple[bytes, list[Any]]:
    """The PDF, and what stands at each kind of mark in it; raises LayoutFailed."""
    compiler = typst.Compiler(
        str(resources.path("report", template)),
        root=str(resources.path("report")),
        font_paths=[str(resources.path("fonts"))],
        ignore_system_fonts=True,
        sys_inputs={"content": content},
    )
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf")
        found = [json.loads(compiler.query(mark, field="value")) for mark in marks]
    except typst.TypstError as error:
        raise LayoutFailed(str(error)) from error
    if not isinstance(pdf, bytes):
        raise LayoutFailed("no document came out")
    if warnings:
        # A missing typeface is only a warning to the typesetter; to a reader it is a report without words.
        raise LayoutFailed("; ".join(str(warning) for warning in warnings))
    return pdf, found


def _content(content: ReportContent, practice: bool, attachments: Sequence[tuple[str, bytes]]) -> str:
    value: dict[str, Any] = asdict(content)
    value["signing_order"] = [asdict(member) for member in content.signing_order()]
    value["practice"] = practice
    value["attachments"] = [
        {"name": ROSTER_FILE, "text": canonical(roster(content, practice=practice).as_json()).decode()},
        *({"name": name, "text": data.decode()} for name, data in attachments),
    ]
    return json.dumps(value, ensure_ascii=False)


def _places(marks: list[dict[str, Any]]) -> Places:
    places: Places = {}
    for mark in marks:
        if mark["name"] in places:
            raise LayoutFailed(f"two boxes for {mark['name']}")
        places[mark["name"]] = (mark["page"] - 1, _box(mark))
    return places


def _box(mark: dict[str, Any]) -> Box:
    left, top, width, height = (_points(mark[key]) for key in ("x", "y", "width", "height"))
    return tuple(round(v, 2) for v in (left, _PAGE_HEIGHT - top - height, left + width, _PAGE_HEIGHT - top))  # type: ignore[return-value]


@lru_cache(maxsize=256)
def _points(length: str) -> float:
    return float(length.removesuffix("pt"))


def _check_complete(fields: Places, content: ReportContent) -> None:
    due = {OPENING, CLOSING}
    for member in content.committee:
        due |= {member.id, deemed_field(member.id)}
    if due != set(fields):
        raise LayoutFailed(f"boxes {sorted(due ^ set(fields))} missing or not expected")
