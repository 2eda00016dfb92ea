"""Which documents a member may open in the present stage, and under which identity."""

from pathlib import Path

from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.errors import Forbidden, NotFound
from seat_client.centre.storage import DocumentRow
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.stages import Part, StageId
from seat_client.wire.models import DocumentInfo

OPEN_PARTS = ("qualification", "business")


class Library:
    """Released documents of one evaluation: by bidder id on open parts, by code on blind ones."""

    def __init__(self, desk: EvaluationDesk, rows: list[DocumentRow], files: Path) -> None:
        self._desk = desk
        self._rows = {row.id: row for row in rows}
        self._files = files

    def listing(self, member: str) -> tuple[DocumentInfo, ...]:
        """In subject order; nothing in it betrays a bidder while the part is blind."""
        with self._desk.at_rest() as evaluation:
            _keep_out_recused(evaluation, member)
            shown = [(self._subject(evaluation, row, member), row) for row in self._rows.values()]
        infos = [
            DocumentInfo.model_validate(
                {"id": row.id, "part": row.part, "subject": subject, "size": row.size, "sha256": row.sha256}
            )
            for subject, row in shown
            if subject
        ]
        return tuple(sorted(infos, key=lambda i: (i.subject, i.part)))

    def subjects(self, member: str) -> dict[tuple[str, str], str]:
        """The identity under which each document is shown now, by (bidder, part)."""
        with self._desk.at_rest() as evaluation:
            _keep_out_recused(evaluation, member)
            shown = {(row.bidder, row.part): self._subject(evaluation, row, member) for row in self._rows.values()}
        return {key: subject for key, subject in shown.items() if subject}

    def file(self, document: str, member: str) -> tuple[Path, DocumentRow]:
        """The file behind an id, if the present stage shows it."""
        row = self._rows.get(document)
        if row is None:
            raise NotFound("document_unknown")
        with self._desk.at_rest() as evaluation:
            _keep_out_recused(evaluation, member)
            if not self._subject(evaluation, row, member):
                raise Forbidden("document_closed")
        return self._files / row.sha256, row

    def _subject(self, e: Evaluation, row: DocumentRow, member: str) -> str:
        """The identity a document is shown under to a member now; empty when it is closed."""
        part = e.part_of(member)
        if e.stage_of(member) is StageId.UNDERTAKING:
            return ""  # nobody reads a bid before the undertaking
        if part is Part.OPEN:
            return row.bidder if row.part in OPEN_PARTS or not e.project.blind_sections else ""
        code = self._desk.sealed.code_of(row.bidder)
        if code not in e.codes:
            return ""
        if part is Part.BLIND:
            return code if row.part == "technical" else ""
        return code if part is Part.REVEALED else ""


def _keep_out_recused(evaluation: Evaluation, member: str) -> None:
    if member in evaluation.recused:
        raise Forbidden("member_recused", member=member)
    if member not in evaluation.members:
        raise Forbidden("member_replaced", member=member)
