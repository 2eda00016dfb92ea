"""Makes the archive of an evaluation (`evidence.archive`) out of the centre's books, and signs what lies in it."""

import base64
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from seat_client.centre import clock
from seat_client.centre.centre import Centre
from seat_client.centre.conference.tables import SentLogRow
from seat_client.centre.recovery import act_document
from seat_client.centre.storage import ActRow, ChainRow, IncidentRow
from seat_client.domain.evaluation import Evaluation
from seat_client.evidence import archive as form
from seat_client.evidence.cms import sign_detached
from seat_client.evidence.envelope import GENESIS
from seat_client.wire.codec import fact_to_json


def archive(centre: Centre) -> bytes:
    """The zip file, as of now."""
    desk = centre.desk
    centre.meeting.tell_recordings()
    with desk.at_rest() as evaluation:
        cursor = desk.cursor
        parts = {form.PROJECT: form.json_bytes(desk.project.document), **_published(evaluation)}
        facts = desk.facts(0, cursor)
        head = desk.digest(cursor)
        with centre.storage.reading() as session:
            parts |= _journals(session, desk.project.id)
            parts |= _sent_logs(session, desk.project.id)
            heads = _heads(session, desk.project.id)
    lines = [{"cursor": f.cursor, "at": f.at, "fact": fact_to_json(f.fact)} for f in facts]
    parts[form.FACTS] = form.json_lines(lines)
    if evaluation.report_digest:
        parts[form.REPORT] = centre.report.content()
    for number, issuer in enumerate(centre.trust, start=1):
        parts[f"trust/{number}.der"] = issuer
    manifest = form.json_bytes(
        {
            "format": form.FORMAT, "project": desk.project.id, "made": clock.stamp(), "files": form.digests(parts),
            "cursor": cursor, "head": head, "heads": heads,
            "centre": base64.b64encode(centre.key.certificate).decode(),
        }
    )  # fmt: skip
    return form.pack({**parts, form.MANIFEST: manifest, form.SIGNATURE: sign_detached(manifest, centre.key)})


def _sent_logs(session: Session, evaluation: str) -> dict[str, bytes]:
    """What each seat says it sent in the call, stretch by stretch; nothing where there was no call."""
    query = select(SentLogRow).where(SentLogRow.evaluation == evaluation).order_by(SentLogRow.seq)
    lines = [{"person": r.person, "call": r.call, "seconds": r.seconds} for r in session.scalars(query)]
    return {form.SENT: form.json_lines(lines)} if lines else {}


def _published(e: Evaluation) -> dict[str, bytes]:
    parts = {}
    if e.summary is not None:
        parts[form.SHEETS] = form.json_bytes(dict(e.summary.sheets))
        parts[form.RESULT] = form.json_bytes(dict(e.summary.result))
    if e.mapping:
        parts[form.MAPPING] = form.json_bytes({"codes": dict(e.mapping), "salt": e.salt})
    return parts


def _chains(session: Session, evaluation: str) -> list[ChainRow]:
    query = select(ChainRow).where(ChainRow.evaluation == evaluation).order_by(ChainRow.member, ChainRow.chain)
    return list(session.scalars(query))


def _heads(session: Session, evaluation: str) -> dict[str, str]:
    return {row.chain: row.head for row in _chains(session, evaluation) if row.head != GENESIS}


def _journals(session: Session, evaluation: str) -> dict[str, bytes]:
    chains = _chains(session, evaluation)
    index = [
        {"chain": c.chain, "member": c.member, "seat": c.seat, "public_key": c.public_key, "voucher": c.voucher}
        for c in chains
    ]
    parts = {form.JOURNALS: form.json_bytes(index)}
    links = _links(session, evaluation)
    for chain in chains:
        parts[form.journal_part(chain.chain)] = form.json_lines(_in_order(links.get(chain.chain, {})))
    return parts


def _links(session: Session, evaluation: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Every link by its journal and by the link before it."""
    links: dict[str, dict[str, dict[str, Any]]] = {}
    for row in session.scalars(select(ActRow).where(ActRow.evaluation == evaluation)):
        code = str(row.problem["code"]) if row.problem else ""
        link = {"envelope": act_document(row), "state": row.state, "code": code, "cursor": row.cursor}
        links.setdefault(row.chain, {})[row.prev] = {**link, "receipt": row.receipt, "seq": row.seq}
    for note in session.scalars(select(IncidentRow).where(IncidentRow.evaluation == evaluation, IncidentRow.linked)):
        link = {"envelope": note.envelope, "state": "conflict", "code": note.code, "cursor": note.cursor}
        links.setdefault(note.envelope["chain"], {})[note.envelope["prev"]] = {**link, "receipt": note.receipt}
    return links


def _in_order(links: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    ordered, head = [], GENESIS
    while (link := links.get(head)) is not None:
        ordered.append(link)
        head = link["envelope"]["hash"]
    return ordered
