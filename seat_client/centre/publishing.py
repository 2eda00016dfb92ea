"""Publishing a project: codes drawn and sealed, bids examined and released, before any seat may ask.

A bid of a blind section is rebuilt by whitelist and searched for whatever tells whose it is; one with a finding that
no person cleared is not released, and the publication says where.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from seat_client.centre import clock
from seat_client.centre.hints import hint_rows
from seat_client.centre.ingest.intake import PARTS, Intake, Taken, require_cleared
from seat_client.centre.numbering import draw
from seat_client.centre.releases import release_row
from seat_client.centre.storage import DocumentRow, EvaluationRow, Storage
from seat_client.domain.project import Project

__all__ = ["PARTS", "documents_of", "publish"]
Progress = Callable[[int, int], None]


def publish(
    storage: Storage,
    files: Path,
    document: Mapping[str, Any],
    documents: Path,
    *,
    codes: Mapping[str, str] | None = None,
    kept: Path | None = None,
    sealed_members: int = 0,
    progress: Progress = lambda _done, _all: None,
) -> str:
    """Take a project with its bids into the centre; returns the evaluation's id. A project that is already there is
    left as it is. `kept` is a folder in which examinations are kept by digest, or None. `sealed_members`: the
    committee, of so many, still lies in a sealed draw; nobody sees the evaluation until it is opened.

    Raises Malformed; AnonymityError or OfdError when a bid cannot be released.
    """
    document = {**document, "committee": unknown_committee(sealed_members)} if sealed_members else dict(document)
    project = Project.parse(document)
    with storage.transaction() as session:
        if session.get(EvaluationRow, project.id) is not None:
            return project.id
    taken = Intake(project, documents, kept).take_in(progress)
    require_cleared(taken)
    files.mkdir(parents=True, exist_ok=True, mode=0o700)
    rows = [(_keep(project.id, one, files), one) for one in taken]
    sealed = draw([b.id for b in project.bidders], codes)
    with storage.transaction() as session:
        session.add(
            EvaluationRow(
                id=project.id,
                document=dict(document),
                codes=dict(sealed.codes),
                salt=sealed.salt,
                opened_at=clock.stamp(),
                sealed=bool(sealed_members),
            )
        )
        session.add_all(row for row, _ in rows)
        session.add_all(release_row(row, one, sealed.codes) for row, one in rows)
        session.add_all(hint_rows(project, taken))
    return project.id


def unknown_committee(size: int) -> list[dict[str, str]]:
    """So many members of whom nobody knows anything: what stands in a project until its draw is opened."""
    kind = {"kind": "expert", "specialty": "technical"}
    return [{"id": f"sealed-{number}", "name": f"sealed-{number}", **kind} for number in range(1, size + 1)]


def _keep(evaluation: str, taken: Taken, files: Path) -> DocumentRow:
    digest = hashlib.sha256(taken.content).hexdigest()
    (files / digest).write_bytes(taken.content)
    return DocumentRow(
        id=secrets.token_hex(16), evaluation=evaluation, part=taken.part, bidder=taken.bidder,
        size=len(taken.content), sha256=digest,
    )  # fmt: skip


def documents_of(storage: Storage, evaluation: str) -> list[DocumentRow]:
    """Every released document of an evaluation."""
    with storage.transaction() as session:
        return list(session.scalars(select(DocumentRow).where(DocumentRow.evaluation == evaluation)))
