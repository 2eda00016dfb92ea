"""The last full run of this seat, kept beside its store, and the numbers of the certificates given."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from seat_client.services.self_test.result import Report

FOLDER = "self-test"
_LAST, _ISSUED = "last.json", "issued.json"
_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A run that was kept, with the number of the certificate it got, or an empty text."""

    report: Report
    certificate: str = ""


class History:
    """The folder `self-test` in the seat's data."""

    def __init__(self, data: Path) -> None:
        self.folder = data / FOLDER

    def last(self) -> Kept | None:
        """The last full run; None when there is none that can be read."""
        told = self._read(_LAST)
        try:
            return Kept(Report.from_json(told["report"]), str(told.get("certificate", ""))) if told else None
        except (KeyError, ValueError, TypeError):
            return None

    def keep(self, report: Report, certificate: str = "") -> None:
        """In place of the one before; a short run is not kept: it would hide what it did not look at."""
        if not report.short:
            self._write(_LAST, {"report": report.as_json(), "certificate": certificate})

    def next_number(self, seat_number: str, at: datetime) -> str:
        """The number of a new certificate: seat, year, count within the year."""
        issued = self._read(_ISSUED)
        year = str(at.year)
        count = int(issued.get(year, 0)) + 1
        self._write(_ISSUED, {**issued, year: count})
        return f"{seat_number}-{year}-{count:03d}"

    def _read(self, name: str) -> dict[str, Any]:
        try:
            with (self.folder / name).open("rb") as file:
                told = json.loads(file.read(_LIMIT))
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    def _write(self, name: str, content: object) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self.folder / f"{name}.new"
        with draft.open("w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / name)
