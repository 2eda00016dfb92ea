"""A member's journals given out to another seat of theirs; what the centre lost taken back from the seats.

After a backup was restored the centre knows less than it once told. It takes back only what carries its own
signature: facts under a seal, acts with their receipts. So nobody can tell it anything it has not said before.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from seat_client.centre import clock
from seat_client.centre.acceptance import envelope_to_json, to_evidence
from seat_client.centre.errors import Refused
from seat_client.centre.storage import ActRow, ChainRow, IncidentRow
from seat_client.evidence.errors import NotCanonical
from seat_client.evidence.journal import is_signed, record_head
from seat_client.evidence.receipts import Answered, Standing, split
from seat_client.evidence.receipts import is_signed as is_centres
from seat_client.wire import BATCH_LIMIT
from seat_client.wire.codec import body_to_json, fact_to_text
from seat_client.wire.models import ActEnvelope, ActOutcome, Problem
from seat_client.wire.recovery import ActReturned, JournalLink, JournalPage, RecordReturned


def journal_page(session: Session, evaluation: str, member: str, since: int) -> JournalPage:
    """The member's acts after `since`, whichever seat they came from."""
    wanted = (ActRow.evaluation == evaluation, ActRow.member == member, ActRow.seq > since)
    rows = list(session.scalars(select(ActRow).where(*wanted).order_by(ActRow.seq).limit(BATCH_LIMIT)))
    return JournalPage(links=tuple(_link(row) for row in rows), end=len(rows) < BATCH_LIMIT)


def _link(row: ActRow) -> JournalLink:
    problem = Problem.model_validate(row.problem) if row.problem is not None else None
    outcome = {"id": row.id, "state": row.state, "problem": problem, "receipt": row.receipt}
    return JournalLink(
        seq=row.seq, act=ActEnvelope.model_validate(act_document(row)), outcome=ActOutcome.model_validate(outcome)
    )


def act_document(row: ActRow) -> dict[str, object]:
    """A kept act as it came, a JSON object."""
    return {
        "id": row.id, "project": row.evaluation, "seat": row.seat, "member": row.member, "aggregate": row.aggregate,
        "rev": row.rev, "kind": row.body["kind"], "body": row.body, "at": row.at, "prev": row.prev, "hash": row.hash,
        "chain": row.chain, "anchors": row.anchors, "signature": row.signature,
    }  # fmt: skip


def check_returned(returned: RecordReturned, project: str, certificate: bytes, known: list[str]) -> None:
    """Raise Refused unless these facts end where the centre once signed that its record stood.

    `known` are the heads of the centre's own record, from cursor 0 on.
    """
    standing = Standing(project, returned.cursor, returned.head, returned.heads)
    if not is_centres(standing, returned.seal, certificate):
        raise Refused("seal_wrong")
    first = returned.facts[0].cursor
    if not 1 <= first <= len(known):
        raise Refused("record_gap", cursor=len(known) - 1)
    head = known[first - 1]
    for cursor, fact in enumerate(returned.facts, start=first):
        if fact.cursor != cursor:
            raise Refused("record_gap", cursor=cursor)
        head = record_head(head, fact.at, fact_to_text(fact.fact))
        if cursor < len(known) and known[cursor] != head:
            raise Refused("record_differs", cursor=cursor)
    if (cursor, head) != (returned.cursor, returned.head):
        raise Refused("record_gap", cursor=cursor)


def take_back(session: Session, project: str, returned: ActReturned, certificate: bytes) -> ActRow | None:
    """Put an act back into its journal; the row when it is new and was accepted once. Others change nothing."""
    act, outcome = returned.act, returned.outcome
    journal = session.get(ChainRow, (project, act.chain))
    if journal is None or journal.head != act.prev or not _was_answered(returned, project, certificate):
        return None
    if session.scalar(select(ActRow.seq).where(ActRow.id == act.id)) is not None or not _holds(act, journal):
        return None
    journal.head = act.hash
    cursor, _ = split(outcome.receipt)
    if outcome.state == "conflict":
        session.add(
            IncidentRow(
                evaluation=project, member=act.member, seat=act.seat, code=_code(outcome), id=act.id, hash=act.hash,
                linked=True, cursor=cursor, envelope=envelope_to_json(act), received=clock.stamp(),
                receipt=outcome.receipt,
            )
        )  # fmt: skip
        return None
    row = ActRow(
        id=act.id, evaluation=project, member=act.member, seat=act.seat, aggregate=act.aggregate, rev=act.rev,
        at=act.at, prev=act.prev, hash=act.hash, body=body_to_json(act.body), state=outcome.state,
        problem=outcome.problem.model_dump() if outcome.problem else None, received=clock.stamp(), chain=act.chain,
        anchors=dict(act.anchors), signature=act.signature, cursor=cursor, receipt=outcome.receipt,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row if outcome.state == "accepted" else None


def _code(outcome: ActOutcome) -> str:
    return outcome.problem.code if outcome.problem else ""


def _was_answered(returned: ActReturned, project: str, certificate: bytes) -> bool:
    outcome = returned.outcome
    cursor, signature = split(outcome.receipt)
    said = Answered(project, returned.act.id, returned.act.hash, outcome.state, _code(outcome), cursor)
    return outcome.id == returned.act.id and is_centres(said, signature, certificate)


def _holds(act: ActEnvelope, journal: ChainRow) -> bool:
    try:
        whole = to_evidence(act).computed_hash() == act.hash
    except NotCanonical:
        return False
    return whole and act.member == journal.member and is_signed(journal.public_key, act.hash, act.signature)
