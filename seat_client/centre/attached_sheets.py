"""What travels inside the report: every member's signed score sheets, the scores it counts, and its result."""

from collections.abc import Iterator

from seat_client.centre.desk import EvaluationDesk
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.stages import StageId
from seat_client.evidence.archive import HEADS_FILE, HEADS_FORMAT
from seat_client.evidence.canonical import canonical, digest
from seat_client.evidence.declarations import sheet_manifest
from seat_client.evidence.sheet_files import scores_file, sheet_file

RESULT_FILE = "result.json"  # what `recompute` compares with


def attached_sheets(desk: EvaluationDesk) -> tuple[tuple[str, bytes], ...]:
    """(name, JSON bytes) of each attachment; called while the desk is at rest."""
    scores = desk.committee.sheets_document()["scores"]
    summary = desk.evaluation.summary
    result = [(RESULT_FILE, canonical(dict(summary.result)))] if summary is not None else []
    return (scores_file(desk.project.id, scores), *result, *_sheets(desk), _heads(desk))


def _heads(desk: EvaluationDesk) -> tuple[str, bytes]:
    """Where the record and every seat's journal stand: with the report certified, none of them can be shortened."""
    cursor = desk.cursor
    head = desk.digest(cursor)
    heads, _ = desk.standing(cursor, head)
    anchors = {"format": HEADS_FORMAT, "project": desk.project.id, "cursor": cursor, "head": head, "heads": heads}
    return HEADS_FILE, canonical(anchors)


def _sheets(desk: EvaluationDesk) -> Iterator[tuple[str, bytes]]:
    for stage, opened in desk.evaluation.opened.items():
        for member, scores in opened.items():
            manifest = sheet_manifest(desk.project.id, member, str(stage), scores)
            yield sheet_file(manifest, _signature(desk.acts[member], stage, digest(manifest)))


def _signature(own: MemberActs, stage: StageId, manifest_digest: str) -> str:
    """The member's signature over exactly these scores: the lock's, or that of the revision that made them so."""
    lock = own.locks[stage]
    signed = (revision for revision in own.revisions.values() if revision.manifest_digest == manifest_digest)
    return lock.signature if lock.manifest_digest == manifest_digest else next(signed, lock).signature
