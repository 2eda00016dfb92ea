"""Publishing a project: codes drawn and sealed, bids cleaned and released, before any seat may ask.

A bid of a blind section is rebuilt by whitelist and searched for every bidder's name; one in which a name is
found is not released, and the publication says where.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from seat_client.anonymity import rebuild, require_blind
from seat_client.centre import clock
from seat_client.centre.numbering import draw
from seat_client.centre.storage import DocumentRow, EvaluationRow, Storage
from seat_client.domain.project import Project

PARTS = ("qualification", "technical", "business")
Progress = Callable[[int, int], None]


def publish(
    storage: Storage,
    files: Path,
    document: Mapping[str, Any],
    documents: Path,
    *,
    codes: Mapping[str, str] | None = None,
    progress: Progress = lambda _done, _all: None,
) -> str:
    """Take a project with its bids into the centre; returns the evaluation's id. Raises Malformed, or
    AnonymityError when a blind bid cannot be released. A project that is already there is left as it is."""
    project = Project.parse(dict(document))
    with storage.transaction() as session:
        if session.get(EvaluationRow, project.id) is not None:
            return project.id
    released = list(_release(project, documents, files, progress))
    sealed = draw([b.id for b in project.bidders], codes)
    with storage.transaction() as session:
        session.add(
            EvaluationRow(
                id=project.id,
                document=dict(document),
                codes=dict(sealed.codes),
                salt=sealed.salt,
                opened_at=clock.stamp(),
            )
        )
        session.add_all(released)
    return project.id


def _release(project: Project, documents: Path, files: Path, progress: Progress) -> Iterable[DocumentRow]:
    files.mkdir(parents=True, exist_ok=True, mode=0o700)
    blind = bool(project.blind_sections)
    names = [b.name for b in project.bidders]
    wanted = [(b.id, part) for b in project.bidders for part in PARTS]
    for number, (bidder, part) in enumerate(wanted, start=1):
        source = documents / bidder / f"{part}.pdf"
        if source.exists():
            content = source.read_bytes()
            if blind and part == "technical":
                content = rebuild(content)
                require_blind(content, names)
            yield _keep(project.id, bidder, part, content, files)
        progress(number, len(wanted))


def _keep(evaluation: str, bidder: str, part: str, content: bytes, files: Path) -> DocumentRow:
    digest = hashlib.sha256(content).hexdigest()
    (files / digest).write_bytes(content)
    return DocumentRow(
        id=secrets.token_hex(16), evaluation=evaluation, part=part, bidder=bidder, size=len(content), sha256=digest
    )


def documents_of(storage: Storage, evaluation: str) -> list[DocumentRow]:
    """Every released document of an evaluation."""
    with storage.transaction() as session:
        return list(session.scalars(select(DocumentRow).where(DocumentRow.evaluation == evaluation)))
