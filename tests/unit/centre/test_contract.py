"""The contract, tried with requests made from its own description (schemathesis): no answer is a crash, and none has a
status, a type or a form that the contract does not announce."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from seat_client.centre.app import contract_text
from seat_client.domain.stages import StageId
from seat_client.wire import PREFIX
from tests.unit.centre.hall import CLERK, WAIT, Hall, bearer

HallAt = Callable[[StageId], Hall]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
ENDLESS = f"{PREFIX}/facts/stream"  # answers as long as somebody listens: `test_facts` hears it


@schemathesis.serializer("application/pdf", "application/timestamp-query")
def as_it_is(_context: Any, value: object) -> bytes:
    """Bodies that are files: whatever was made, as bytes."""
    return value if isinstance(value, bytes) else str(value).encode()


def tried(hall: Hall, token: str, examples: int) -> set[str]:
    """Try every operation of the contract at the running centre; gives the paths tried."""
    schema = schemathesis.openapi.from_dict(json.loads(contract_text()))
    found: set[str] = set()
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path != ENDLESS:
            found.add(operation.path)
            _try(operation, hall.url.removesuffix(PREFIX), token, examples)
    return found


def _try(operation: Any, base: str, token: str, examples: int) -> None:
    @settings(
        max_examples=examples, phases=[Phase.explicit, Phase.generate], deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=base, headers=bearer(token), checks=CHECKS, timeout=WAIT)

    ask()


@pytest.mark.parametrize("hall_at", ["sqlite"], indirect=True)
def test_requests_made_from_the_contract_are_answered_by_it(hall_at: HallAt) -> None:
    hall = hall_at(StageId.PRELIMINARY)
    assert f"{PREFIX}/acts" in tried(hall, hall.seat("E1").token, 2)


TRIED = [
    ("sqlite", StageId.SIGN_IN, "nobody"),
    ("sqlite", StageId.TECHNICAL, "member"),
    ("sqlite", StageId.REPORT, "clerk"),
    ("postgresql", StageId.REPORT, "member"),
]


@pytest.mark.full
@pytest.mark.parametrize(("hall_at", "stage", "who"), TRIED, indirect=["hall_at"])
def test_many_requests_at_several_stages(hall_at: HallAt, stage: StageId, who: str) -> None:
    hall = hall_at(stage)
    token = {"member": hall.seat("E1").token, "clerk": CLERK, "nobody": "guessed"}[who]
    tried(hall, token, 6)
