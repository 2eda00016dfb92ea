"""Whoever listens on the line, or holds another member's session, sends again and changes: nothing counts twice, and
nothing counts that its seat's key has not signed."""

import random
import sys
from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from seat_client.centre.storage import ActRow
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import digest
from seat_client.evidence.journal import JournalKey
from tests.unit.centre.hall import Hall, Seat

ENTRIES = 20
Envelope = dict[str, Any]


def _scores(hall: Hall) -> list[ev.EnterScore]:
    e = hall.centre.desk.evaluation
    criteria = [c for s in e.sections_of(StageId.TECHNICAL) for c in e.project.criteria_of(s.id)]
    return [ev.EnterScore(code, c.id, "1") for code in e.active_codes() for c in criteria][:ENTRIES]


def _kept(hall: Hall) -> int:
    with hall.centre.storage.reading() as session:
        return session.scalar(select(func.count()).select_from(ActRow)) or 0


def _forgeries(honest: Envelope, other: Envelope, thief: JournalKey) -> dict[str, Envelope]:
    """What one can make of an envelope without its seat's key."""
    resigned = {**honest, "id": other["id"], "body": other["body"]}
    resigned["hash"] = digest({k: v for k, v in resigned.items() if k not in {"hash", "signature"}})
    return {
        "another content": {**honest, "body": other["body"]},
        "another place": {**honest, "aggregate": other["aggregate"]},
        "another number": {**honest, "rev": honest["rev"] + 1},
        "another time": {**honest, "at": "2030-01-01T00:00:00.000Z"},
        "another hash": {**honest, "hash": "ab" * 32},
        "another's signature": {**honest, "signature": thief.sign(honest["hash"])},
        "signed anew by another": {**resigned, "signature": thief.sign(resigned["hash"])},
    }


def test_nothing_counts_twice_and_nothing_forged_counts(hall_at: Callable[[StageId], Hall]) -> None:
    hall = hall_at(StageId.TECHNICAL)
    seat, other = hall.seat("E1"), hall.seat("E2")
    thief, before = JournalKey.new(), _kept(hall)
    refused, replayed = 0, 0
    sent: list[Envelope] = []
    for act in _scores(hall):
        honest = seat.envelope(act)
        for what, forged in _forgeries(honest, seat_of(other, act), thief).items():
            assert _outcome(seat, forged) == ("refused", "chain_broken"), what
            refused += 1
        assert _outcome(other, honest) == ("refused", "chain_broken"), "under another member's session"
        assert _outcome(seat, honest) == ("accepted", "")
        refused += 1
        sent.append(honest)
    answers = {e["id"]: seat.post(e).json()["outcomes"] for e in sent}
    again = random.sample(sent * 3, 3 * len(sent))
    for envelope in again:
        assert seat.post(envelope).json()["outcomes"] == answers[envelope["id"]], "the same answer, receipt and all"
        replayed += 1
    assert _outcome(seat, {**sent[0], "hash": sent[1]["hash"]})[0] in {"refused", "conflict"}
    assert _kept(hall) == before + ENTRIES
    sys.stdout.write(f"{ENTRIES} acts: {replayed} sent again, 0 doubled; {refused} forged, 0 taken\n")


def test_a_session_that_was_not_opened_is_no_session(hall_at: Callable[[StageId], Hall]) -> None:
    """An answer to another's challenge, and one challenge answered twice."""
    hall = hall_at(StageId.TECHNICAL)
    seat = hall.seat("E1")
    challenge = seat.request("POST", "/challenges", json={"seat": "seat-E1"}).json()
    answer = seat.answer_to(challenge)
    assert seat.request("POST", "/sessions", json=answer).ok
    assert seat.request("POST", "/sessions", json=answer).status_code == 401, "overheard and sent again"
    fresh = seat.request("POST", "/challenges", json={"seat": "seat-E1"}).json()
    overheard = {**answer, "challenge": fresh["id"]}
    assert seat.request("POST", "/sessions", json=overheard).status_code == 401, "an old signature for a new challenge"


def seat_of(other: Seat, act: ev.EnterScore) -> Envelope:
    """Another member's own envelope of such an act, not sent: the next one is made as if this had never been."""
    head, revisions = other.head, dict(other.revisions)
    made = other.envelope(act)
    other.head, other.revisions = head, revisions
    return made


def _outcome(seat: Seat, envelope: Envelope) -> tuple[str, str]:
    (outcome,) = seat.send(envelope)
    return outcome
