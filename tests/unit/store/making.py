"""Acts, facts and answers the tests of the store are made of."""

from concurrent.futures import Future

from seat_client.domain.events import EnterScore, RecordedFact, SheetLocked
from seat_client.domain.stages import StageId
from seat_client.store import SavedAct, Store
from seat_client.wire.models import ActOutcome, Problem

PATIENCE = 60
PROJECT, SEAT, MEMBER = "P1", "A1", "E1"


def score(number: int, *, code: str = "C1", criterion: str = "T1") -> EnterScore:
    return EnterScore(code=code, criterion=criterion, value=f"{number}.5")


def append_later(store: Store, act: EnterScore, *, member: str = MEMBER, seat: str = SEAT) -> "Future[SavedAct]":
    return store.append(project=PROJECT, seat=seat, member=member, act=act)


def append(store: Store, act: EnterScore, *, member: str = MEMBER, seat: str = SEAT) -> SavedAct:
    return append_later(store, act, member=member, seat=seat).result(PATIENCE)


def fact(cursor: int, member: str = "E2") -> RecordedFact:
    return RecordedFact(cursor, "2026-11-22T08:00:00Z", SheetLocked(member, StageId.TECHNICAL))


def accepted(saved: SavedAct) -> ActOutcome:
    return ActOutcome(id=saved.id, state="accepted")


def refused(saved: SavedAct, code: str = "stage_closed") -> ActOutcome:
    return ActOutcome(id=saved.id, state="refused", problem=Problem(code=code, facts={"stage": "technical"}))


def conflict(saved: SavedAct) -> ActOutcome:
    return ActOutcome(id=saved.id, state="conflict", problem=Problem(code="revision_taken"))


def gap(saved: SavedAct) -> ActOutcome:
    return ActOutcome(id=saved.id, state="gap")
