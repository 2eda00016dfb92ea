"""What came of an evaluation: sheets, result and report, each against the record and against its own arithmetic."""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

from seat_client.app.auditing.fault import Found
from seat_client.app.auditing.journals import Journal
from seat_client.app.differences import first_difference
from seat_client.domain import events as ev
from seat_client.domain.errors import Malformed
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.outcome import outcome
from seat_client.domain.project import Project
from seat_client.domain.sheets import Sheets
from seat_client.evidence import archive as form
from seat_client.evidence.archive import Archive
from seat_client.evidence.errors import ArchiveUnreadable, UnreadableDocument
from seat_client.evidence.revisions import HOSTILE
from seat_client.evidence.roster_file import attachments
from seat_client.evidence.sheet_files import SCORES_FILE
from seat_client.evidence.verification import verify


def check_report_anchors(archive: Archive, journals: Sequence[Journal], heads: Sequence[str]) -> None:
    """Raise Found when a journal, or the record, no longer shows what the certified report anchors of it."""
    anchors = _attached(archive).get(form.HEADS_FILE)
    if anchors is None:
        return
    cursor, head = anchors.get("cursor"), anchors.get("head")
    if not isinstance(cursor, int) or not 0 <= cursor < len(heads) or heads[cursor] != head:
        raise Found("report-record", form.REPORT, cursor=str(cursor))
    there = {j.chain: {k.envelope.hash for k in j.links} for j in journals}
    for chain, anchored in dict(anchors.get("heads", {})).items():
        if anchored not in there.get(chain, set()):
            raise Found("report-journal", form.REPORT, chain=chain[:8])


def check_outcome(
    archive: Archive, project: Project, facts: Sequence[ev.RecordedFact], trust: Sequence[bytes] | None
) -> None:
    """Raise Found where sheets, result and report are not what the record and the arithmetic make of them."""
    evaluation = Evaluation(project)
    evaluation.apply_all(recorded.fact for recorded in facts)
    if evaluation.summary is not None:
        _check_summary(archive, project, evaluation)
    if evaluation.report_digest:
        _check_report(archive, evaluation, trust)


def _check_summary(archive: Archive, project: Project, evaluation: Evaluation) -> None:
    summary = evaluation.summary
    assert summary is not None  # noqa: S101 - the caller has looked
    sheets, result = archive.document(form.SHEETS), archive.document(form.RESULT)
    if first_difference(sheets, _plain(summary.sheets)) is not None:
        raise Found("sheets-differ", form.SHEETS)
    try:
        computed = outcome(evaluation, Sheets.parse(sheets, evaluation.project)).document()
    except Malformed as error:
        raise ArchiveUnreadable(form.SHEETS) from error
    for found in (result, _plain(summary.result)):
        if (difference := first_difference(computed, found)) is not None:
            raise Found("result-differs", form.RESULT, at=difference.path)


def _plain(value: Mapping[str, Any]) -> object:
    return json.loads(form.json_bytes(dict(value)))


def _check_report(archive: Archive, evaluation: Evaluation, trust: Sequence[bytes] | None) -> None:
    report = archive.parts.get(form.REPORT)
    if report is None:
        raise Found("report-missing", form.REPORT)
    if hashlib.sha256(report).hexdigest() != evaluation.report_digest:
        raise Found("report-differs", form.REPORT)
    scores = _attached(archive).get(SCORES_FILE, {}).get("scores")
    sheets = archive.document(form.SHEETS)
    if scores is not None and scores != sheets["scores"]:
        raise Found("report-scores", form.REPORT)
    if evaluation.report_closed:
        verdict = verify(report, trust)
        if not verdict.valid:
            raise Found("report-invalid", form.REPORT, problem=str(verdict.problems[0].code))


def _attached(archive: Archive) -> dict[str, Any]:
    """The JSON files inside the report as it was certified."""
    report = archive.parts.get(form.REPORT)
    if report is None:
        return {}
    try:
        files = attachments(PdfFileReader(io.BytesIO(report)), 0)
        return {name: json.loads(content) for name, content in files.items() if name.endswith(".json")}
    except (*HOSTILE, UnreadableDocument, ValueError) as error:
        raise ArchiveUnreadable(form.REPORT) from error
