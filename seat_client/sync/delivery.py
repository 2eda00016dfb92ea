"""Handing a batch of acts to the centre so that one bad act cannot hold the others up."""

from collections.abc import Sequence
from dataclasses import asdict

from pydantic import ValidationError

from seat_client.evidence.envelope import Envelope
from seat_client.sync.client import CentreClient
from seat_client.sync.errors import CentreRefused, ContractMismatch
from seat_client.wire import CONTRACT
from seat_client.wire.models import ActBatch, ActEnvelope, ActOutcome, Problem

_ABOUT_THE_BATCH = frozenset({400, 413, 422})  # refused as it stands, not for who sends it or when


def deliver(client: CentreClient, batch: Sequence[Envelope]) -> list[ActOutcome]:
    """The centre's outcome for acts of the batch, at least one; raises SyncError."""
    sendable, outcomes = _check(batch)
    if sendable:
        outcomes += _post(client, sendable)
    if not {outcome.id for outcome in outcomes} & {envelope.id for envelope in batch}:
        raise ContractMismatch(CONTRACT, "outcomes of other acts")
    return outcomes


def _check(batch: Sequence[Envelope]) -> tuple[list[ActEnvelope], list[ActOutcome]]:
    """What the contract can carry, and a refusal for each act it cannot."""
    sendable: list[ActEnvelope] = []
    refused: list[ActOutcome] = []
    for envelope in batch:
        try:
            sendable.append(ActEnvelope.model_validate(asdict(envelope)))
        except ValidationError:
            refused.append(_refusal(envelope.id, "act_not_sendable", {}))
    return sendable, refused


def _post(client: CentreClient, acts: Sequence[ActEnvelope]) -> list[ActOutcome]:
    try:
        return list(client.post_acts(ActBatch(acts=tuple(acts))).outcomes)
    except CentreRefused as refused:
        if refused.status not in _ABOUT_THE_BATCH:
            raise
        if len(acts) == 1:
            return [_refusal(acts[0].id, refused.code, refused.facts)]
    return [outcome for act in acts for outcome in _post(client, [act])]


def _refusal(act_id: str, code: str, facts: dict[str, str | int]) -> ActOutcome:
    return ActOutcome(id=act_id, state="refused", problem=Problem(code=code, facts=facts))
