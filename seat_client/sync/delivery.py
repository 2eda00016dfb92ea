"""Handing a batch of acts to the centre so that one bad act cannot hold the others up."""

import json
from collections.abc import Sequence

from pydantic import ValidationError

from seat_client.evidence.envelope import Envelope
from seat_client.sync.client import CentreClient
from seat_client.sync.errors import CentreRefused, ContractMismatch
from seat_client.wire import CONTRACT
from seat_client.wire.models import ActEnvelope, ActOutcome, Problem

_ABOUT_THE_BATCH = frozenset({400, 413, 422})  # refused as it stands, not for who sends it or when


def deliver(client: CentreClient, batch: Sequence[Envelope], seen: int = 0) -> list[ActOutcome]:
    """The centre's outcome for acts of the batch, at least one; `seen` is how far the seat has the record.

    The batch goes out as it stands; only when the centre refuses it as a whole is each act looked at by itself.
    Raises SyncError.
    """
    outcomes = _post(client, batch, seen)
    if not {outcome.id for outcome in outcomes} & {envelope.id for envelope in batch}:
        raise ContractMismatch(CONTRACT, "outcomes of other acts")
    return outcomes


def _post(client: CentreClient, acts: Sequence[Envelope], seen: int) -> list[ActOutcome]:
    batch = {"acts": [act.document() for act in acts], "seen": seen}
    content = json.dumps(batch, separators=(",", ":"))
    try:
        return list(client.post_acts(content.encode()).outcomes)
    except CentreRefused as refused:
        if refused.status not in _ABOUT_THE_BATCH:
            raise
        if len(acts) == 1:
            return [_alone(acts[0], refused)]
    return [outcome for act in acts for outcome in _post(client, [act], seen)]


def _alone(act: Envelope, refused: CentreRefused) -> ActOutcome:
    """Why one act was refused as a request: the contract cannot carry it, or the centre's own reason."""
    try:
        ActEnvelope.model_validate(act.document())
    except ValidationError:
        return _refusal(act.id, "act_not_sendable", {})
    return _refusal(act.id, refused.code, refused.facts)


def _refusal(act_id: str, code: str, facts: dict[str, str | int]) -> ActOutcome:
    return ActOutcome(id=act_id, state="refused", problem=Problem(code=code, facts=facts))
