"""What the centre knows of one delivered file after its examination; as JSON between processes and in the record."""

from dataclasses import dataclass
from typing import Any

from seat_client.anonymity.dark_format import FormatResult
from seat_client.anonymity.finding import Finding, blocking
from seat_client.centre.ingest.source_facts import SourceFacts


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done with one file: `blind` rebuilds and searches it, `rules` are the project's format rules."""

    blind: bool
    names: tuple[str, ...] = ()
    rules: dict[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        return {"blind": self.blind, "names": list(self.names), "rules": self.rules}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Task":
        return cls(bool(told["blind"]), tuple(told["names"]), told["rules"])


@dataclass(frozen=True, slots=True)
class Examination:
    """The outcome for one file.

    `findings` are of the file as it would be released, `removed` of the file as delivered (all of it gone with the
    rebuild), `format` is for the centre alone, `converted` names the format it came in when that was not PDF.
    """

    pages: int
    findings: tuple[Finding, ...]
    removed: tuple[Finding, ...]
    format: tuple[FormatResult, ...]
    facts: SourceFacts
    converted: str = ""

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return blocking(self.findings)

    def as_json(self) -> dict[str, Any]:
        return {
            "pages": self.pages,
            "findings": [_finding_json(one) for one in self.findings],
            "removed": [_finding_json(one) for one in self.removed],
            "format": [_format_json(one) for one in self.format],
            "facts": self.facts.as_json(),
            "converted": self.converted,
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Examination":
        """Raises KeyError, TypeError or ValueError when another version wrote it."""
        return cls(
            int(told["pages"]),
            tuple(_finding(one) for one in told["findings"]),
            tuple(_finding(one) for one in told["removed"]),
            tuple(FormatResult(**{**one, "pages": tuple(one["pages"])}) for one in told["format"]),
            SourceFacts.from_json(told["facts"]),
            str(told["converted"]),
        )


def _finding_json(one: Finding) -> dict[str, Any]:
    box = list(one.box) if one.box else None
    return {"page": one.page, "place": one.place, "term": one.term, "kind": one.kind, "box": box}


def _finding(told: dict[str, Any]) -> Finding:
    left, top, right, bottom = told["box"] or (0, 0, 0, 0)
    box = (int(left), int(top), int(right), int(bottom)) if told["box"] else None
    page = None if told["page"] is None else int(told["page"])
    return Finding(page, str(told["place"]), str(told["term"]), str(told["kind"]), box)


def _format_json(one: FormatResult) -> dict[str, Any]:
    return {
        "rule": one.rule, "verdict": one.verdict, "wanted": one.wanted, "found": one.found,
        "pages": list(one.pages), "count": one.count,
    }  # fmt: skip
