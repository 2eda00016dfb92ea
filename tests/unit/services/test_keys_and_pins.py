"""Signing flows: the right person's key, one signature, and the PIN wiped whatever happens."""

import base64
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from drivers.api.errors import PinRejected
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import canonical
from seat_client.evidence.cms import verify_detached
from seat_client.services import KeyNotPresent, NotReady, OtherPerson
from seat_client.services.report_signing import ReportSigning
from seat_client.services.scoring import Scoring
from seat_client.services.seat import Seat
from seat_client.services.sign_in import SigningIn
from seat_client.services.summary import SummaryCheck
from seat_client.services.undertaking import Undertaking
from seat_client.sync.client import CentreClient, CentreUnreachable
from tests.unit.services.places import AUTHORITY, PIN, Desk, open_seat, recorded, until, whole_record

RECORD = whole_record()
WAIT = 60
OpenDesk = Callable[[str], Desk]


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[OpenDesk]:
    desks: list[Desk] = []

    def opened(holder: str) -> Desk:
        desk = Desk.with_key_of(holder, tmp_path / f"{holder or 'none'}.token")
        desks.append(desk)
        if holder:
            present = threading.Event()
            desk.watch.topic.subscribe(lambda readers: present.set() if readers.keys else None)
            assert desk.watch.current.keys or present.wait(WAIT)
        return desk

    yield opened
    for desk in desks:
        desk.close()


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    seat = open_seat(tmp_path / "seat")
    seat.fold(recorded(until(RECORD.facts, StageId.UNDERTAKING)))
    yield seat
    seat.store.close()


def wiped(pin: bytearray) -> bool:
    return not any(pin)


def test_the_undertaking_is_signed_by_its_member(seat: Seat, open_desk: OpenDesk) -> None:
    pin = bytearray(PIN.encode())
    use = Undertaking(seat, open_desk("E1").desk)
    act = use.sign("no-conflict", (), pin).result(WAIT)
    assert wiped(pin)
    use.record(act).result(WAIT)
    assert seat.own.undertaking == act
    document = canonical(use.declaration("no-conflict", ()))
    signer = verify_detached(document, base64.b64decode(act.signature), [AUTHORITY.certificate], at=datetime.now(UTC))
    assert signer.member == "E1"


@pytest.mark.parametrize(("holder", "refusal"), [("", KeyNotPresent), ("E2", OtherPerson)])
def test_without_the_own_key_nothing_is_signed(
    seat: Seat, open_desk: OpenDesk, holder: str, refusal: type[Exception]
) -> None:
    pin = bytearray(PIN.encode())
    with pytest.raises(refusal):
        Undertaking(seat, open_desk(holder).desk).sign("no-conflict", (), pin).result(WAIT)
    assert wiped(pin)
    assert seat.own.undertaking is None


def test_a_wrong_pin_is_told_with_the_tries_left_and_wiped(seat: Seat, open_desk: OpenDesk) -> None:
    pin = bytearray(b"654321")
    with pytest.raises(PinRejected) as refused:
        Undertaking(seat, open_desk("E1").desk).sign("no-conflict", (), pin).result(WAIT)
    assert refused.value.attempts_left == 4
    assert wiped(pin)


def test_the_pin_is_wiped_when_the_centre_is_not_there(tmp_path: Path, open_desk: OpenDesk) -> None:
    client = CentreClient("http://127.0.0.1:9")
    pin = bytearray(PIN.encode())
    try:
        with pytest.raises(CentreUnreachable):
            SigningIn(client, open_desk("E1").desk, seat_id="s", data=tmp_path / "d").sign_in(pin).result(WAIT)
    finally:
        client.close()
    assert wiped(pin)


def test_the_pin_is_wiped_when_the_desk_is_closed(seat: Seat, open_desk: OpenDesk) -> None:
    desk = open_desk("E1")
    desk.desk.close()
    pin = bytearray(PIN.encode())
    with pytest.raises(RuntimeError):
        Undertaking(seat, desk.desk).sign("no-conflict", (), pin)
    assert wiped(pin)


def test_the_chair_waits_with_the_report_and_its_pin_is_wiped(seat: Seat, open_desk: OpenDesk) -> None:
    seat.fold(recorded(RECORD.facts))
    assert seat.evaluation.chair == "E1"
    client = CentreClient("http://127.0.0.1:9")
    pin = bytearray(PIN.encode())
    try:
        with pytest.raises(NotReady) as refused:
            ReportSigning(seat, open_desk("E1").desk, client, SummaryCheck(seat)).sign(pin).result(WAIT)
    finally:
        client.close()
    assert refused.value.code == "chair_signs_last"
    assert wiped(pin)


def test_an_illegal_score_writes_nothing_and_the_subtotal_is_exact(seat: Seat, open_desk: OpenDesk) -> None:
    seat.fold(recorded(until(RECORD.facts, StageId.TECHNICAL)))
    scoring = Scoring(seat, open_desk("E1").desk, StageId.TECHNICAL)
    code, first = scoring.bids[0], scoring.criteria[0]
    with pytest.raises(Exception, match="score_above_max"):
        scoring.enter_score(code, first.id, "9999")
    assert seat.store.pending_count() == 0
    scoring.enter_score(code, first.id, "1").result(WAIT)
    assert scoring.subtotal(code).rstrip("0").rstrip(".") == "1"
    assert (code, first.id) not in scoring.missing(code)
