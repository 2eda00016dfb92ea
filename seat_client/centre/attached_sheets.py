"""What travels inside the report: every member's signed score sheets, and the scores the report counts."""

from collections.abc import Iterator

from seat_client.centre.desk import EvaluationDesk
from seat_client.evidence.declarations import sheet_manifest
from seat_client.evidence.sheet_files import scores_file, sheet_file


def attached_sheets(desk: EvaluationDesk) -> tuple[tuple[str, bytes], ...]:
    """(name, JSON bytes) of each attachment; called while the desk is at rest."""
    scores = desk.committee.sheets_document()["scores"]
    return (scores_file(desk.project.id, scores), *_sheets(desk))


def _sheets(desk: EvaluationDesk) -> Iterator[tuple[str, bytes]]:
    for stage, opened in desk.evaluation.opened.items():
        for member, scores in opened.items():
            lock = desk.acts[member].locks[stage]
            yield sheet_file(sheet_manifest(desk.project.id, member, str(stage), scores), lock.signature)
