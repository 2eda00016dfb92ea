"""What the checker warns the experts of before the report: objective items that differ, sums that are wrong, members'
subtotals that lie far from the others'. It warns, it decides nothing (发改法规〔2026〕195号).

The sums are added up again here from the sheets, independently of the arithmetic that made the result.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from seat_client.domain.exact import to_text
from seat_client.domain.facts import SheetWarning
from seat_client.domain.project import Project
from seat_client.domain.rulings import abnormal_flags, objective_disagreements
from seat_client.domain.sheets import Sheets


def warnings_of(project: Project, sheets: Sheets, result: Mapping[str, Any]) -> tuple[SheetWarning, ...]:
    """The warnings in the order objective items, sums, deviations; each in file and code order."""
    codes = [c for c in result["valid"] if all(c in sheets.scores.get(m.id, {}) for m in project.committee)]
    return (*_objective(project, sheets, codes), *_sums(result), *_deviations(project, sheets, codes))


def _objective(project: Project, sheets: Sheets, codes: list[str]) -> list[SheetWarning]:
    sections = _complete_sections(project, sheets, codes)
    found = objective_disagreements(project, sheets.scores, codes, sections)
    return [SheetWarning("objective-disagreement", d.code, criterion=d.criterion) for d in found]


def _sums(result: Mapping[str, Any]) -> list[SheetWarning]:
    """A total that is not the sum of its printed sections."""
    wrong = []
    for code, row in result["rows"].items():
        added = sum((Fraction(v) for v in row["sections"].values()), Fraction(0))
        if added != Fraction(row["total"]):
            wrong.append(SheetWarning("sum-error", code, figure=str(row["total"])))
    return wrong


def _deviations(project: Project, sheets: Sheets, codes: list[str]) -> list[SheetWarning]:
    return [
        SheetWarning("large-deviation", f.code, f.expert, f.section, figure=to_text(f.deviation * 100, 2))
        for section in _complete_sections(project, sheets, codes)
        for f in abnormal_flags(project, sheets.scores, codes, section)
    ]


def _complete_sections(project: Project, sheets: Sheets, codes: list[str]) -> list[str]:
    """Sections in which every member has scored every bid; a review that was stopped has others."""
    return [
        section.id
        for section in project.scored_sections
        if all(
            c.id in sheets.scores[m.id][code]
            for c in project.criteria_of(section.id)
            for m in project.committee
            for code in codes
        )
    ]
