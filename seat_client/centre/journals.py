"""The seats' journals at the centre: whose key signs which, and how far each has come."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from seat_client.centre.errors import Refused
from seat_client.centre.storage import ChainRow
from seat_client.evidence.envelope import GENESIS
from seat_client.evidence.journal import chain_of, is_journal_key
from seat_client.wire.models import SessionRequest


def register(session: Session, evaluation: str, member: str, request: SessionRequest, nonce: Mapping[str, str]) -> None:
    """Take down the journal key a member's certificate has just vouched for; raises Refused for another's key."""
    key = request.journal_key
    if not key:
        return  # a session that only reads: without a journal nothing of it is taken
    if not is_journal_key(key):
        raise Refused("request_malformed", where="journal_key")
    known = session.get(ChainRow, (evaluation, chain_of(key)))
    if known is None:
        voucher = {**nonce, "certificate": request.certificate, "signature": request.signature}
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
