"""The seats' journals at the centre: whose key signs which, and how far each has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, select, update
from sqlalchemy.orm import Session

from seat_client.centre.errors import Refused
from seat_client.centre.storage import ActRow, ChainRow, IncidentRow
from seat_client.evidence.envelope import GENESIS
from seat_client.evidence.journal import chain_of, is_journal_key
from seat_client.wire.models import ActEnvelope, SessionRequest

_EVALUATION: BindParameter[str] = bindparam("evaluation")
_REVISION = (
    select(func.max(ActRow.rev))
    .where(
        ActRow.evaluation == _EVALUATION,
        ActRow.member == bindparam("sender"),
        ActRow.aggregate == bindparam("aggregate"),
    )
    .scalar_subquery()
)
_PLACE = (
    select(
        ChainRow.member, ChainRow.seat, ChainRow.public_key, ChainRow.head, _REVISION.label("revision"),
        ActRow.member.label("act_member"), ActRow.hash.label("act_hash"), ActRow.state, ActRow.problem,
        ActRow.receipt.label("act_receipt"), IncidentRow.member.label("incident_member"), IncidentRow.code,
        IncidentRow.receipt.label("incident_receipt"),
    )
    .select_from(ChainRow)
    .join(ActRow, ActRow.id == bindparam("act"), isouter=True)
    .join(
        IncidentRow,
        and_(IncidentRow.evaluation == _EVALUATION, IncidentRow.hash == bindparam("hash"), IncidentRow.linked),
        isouter=True,
    )
    .where(ChainRow.evaluation == _EVALUATION, ChainRow.chain == bindparam("chain"))
    .limit(1)
)  # fmt: skip
_MOVE = update(ChainRow).where(ChainRow.evaluation == bindparam("within"), ChainRow.chain == bindparam("journal"))


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What the centre answered to this act, or to another one under its id, before."""

    member: str
    hash: str
    state: str
    problem: dict[str, Any] | None
    receipt: str


@dataclass(frozen=True, slots=True)
class Place:
    """What is kept where an envelope belongs: the journal it names, and whatever is known under its id and its hash."""

    member: str  # whose journal it is, and at which seat
    seat: str
    public_key: str
    head: str
    revision: int  # the last of the sender's aggregate; 0 for none
    act: KeptAnswer | None  # under the envelope's id
    conflict: KeptAnswer | None  # the link with the envelope's hash that conflicted; `hash` is that one


def place_of(session: Session, evaluation: str, sender: str, envelope: ActEnvelope) -> Place | None:
    """All of it in one question, since a database server is a journey away; None where no such journal is kept."""
    wanted = {
        "evaluation": evaluation, "sender": sender, "aggregate": envelope.aggregate, "act": envelope.id,
        "hash": envelope.hash, "chain": envelope.chain,
    }  # fmt: skip
    row = session.connection().execute(_PLACE, wanted).first()
    if row is None:
        return None
    act = conflict = None
    if row.act_hash is not None:
        act = KeptAnswer(row.act_member, row.act_hash, row.state, row.problem, row.act_receipt)
    if row.code is not None:
        problem = {"code": row.code, "facts": {}}
        conflict = KeptAnswer(row.incident_member, envelope.hash, "conflict", problem, row.incident_receipt)
    return Place(row.member, row.seat, row.public_key, row.head, row.revision or 0, act, conflict)


def move(session: Session, evaluation: str, heads: Mapping[str, str]) -> None:
    """Write the new heads of journals, by chain."""
    for chain, head in heads.items():
        session.connection().execute(_MOVE, {"within": evaluation, "journal": chain, "head": head})


def register(session: Session, evaluation: str, member: str, request: SessionRequest, nonce: Mapping[str, str]) -> None:
    """Take down the journal key of a sign-in with who vouched for it; raises Refused for another's key."""
    key = request.journal_key
    if not key:
        return  # a session that only reads: without a journal nothing of it is taken
    if not is_journal_key(key):
        raise Refused("request_malformed", where="journal_key")
    known = session.get(ChainRow, (evaluation, chain_of(key)))
    if known is None:
        voucher = {**nonce, "certificate": request.certificate, "signature": request.signature}
        if request.decisions:
            made = {"decisions": request.decisions, "decisions_signature": request.decisions_signature}
            voucher |= {**made, "release": request.release}
        session.add(
            ChainRow(
                evaluation=evaluation, chain=chain_of(key), member=member, seat=request.seat, public_key=key,
                voucher=voucher, head=GENESIS,
            )
        )  # fmt: skip
    elif (known.member, known.seat) != (member, request.seat):
        raise Refused("journal_of_another")


def heads(session: Session, evaluation: str) -> dict[str, str]:
    """The head of every journal that has begun."""
    rows = session.execute(select(ChainRow.chain, ChainRow.head).where(ChainRow.evaluation == evaluation))
    return {chain: head for chain, head in rows if head != GENESIS}
