"""The centre's time stamps by raw HTTP, and what they, revocation lists and score sheets become in the report."""

import base64
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
import requests
from sqlalchemy import select

from seat_client.centre.centre import Centre
from seat_client.centre.errors import Refused
from seat_client.centre.storage import SessionRow, Storage
from seat_client.domain.stages import StageId
from seat_client.evidence import pades, timestamps
from seat_client.evidence.errors import InvalidStamp
from seat_client.evidence.fields import CLOSING, STAMP
from seat_client.evidence.revisions import open_report
from seat_client.evidence.time_authority import LARGEST_REQUEST
from seat_client.evidence.validation_data import read_validation_data
from seat_client.evidence.verification import verify
from tests.unit.centre.hall import NOW, Hall, Seat, code

HallAt = Callable[[StageId], Hall]
QUERY = {"Content-Type": "application/timestamp-query"}


def test_a_centre_without_an_authority_says_so(hall_at: HallAt) -> None:
    seat = hall_at(StageId.REPORT).seat("E1")
    asked = timestamps.request(b"signature", nonce=1)
    answer = ask(seat, asked)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/timestamp-reply")
    with pytest.raises(InvalidStamp, match="refused"):
        timestamps.token_in(answer.content, asked)


def ask(seat: Seat, asked: bytes) -> requests.Response:
    headers = {**QUERY, "Authorization": f"Bearer {seat.token}"}
    return requests.post(f"{seat.hall.url}/timestamps", data=asked, headers=headers, timeout=30)


def test_nobody_is_stamped_without_signing_in(hall_at: HallAt) -> None:
    hall = hall_at(StageId.REPORT)
    answer = requests.post(f"{hall.url}/timestamps", data=b"x", headers=QUERY, timeout=30)
    assert code(answer) == (401, "not_signed_in")


def test_a_large_request_is_refused(hall_at: HallAt) -> None:
    answer = ask(hall_at(StageId.REPORT).seat("E1"), bytes(LARGEST_REQUEST + 1))
    assert answer.status_code == 413


def stamping(hall: Hall, *revoked: str) -> Centre:
    """The hall's centre as another process would run it: with an authority for time stamps and a revocation list."""
    made = hall.foundation
    crl = made.authority.revoke([made.keys[m].certificate for m in revoked], at=NOW)
    return Centre(
        made.settings, Storage(made.settings.url), hall.script.project.id, made.centre_key,
        [made.authority.certificate], time_key=made.authority.issue_time_stamping(name="时间戳", at=NOW), crls=[crl],
    )  # fmt: skip


def sign(centre: Centre, hall: Hall, member: str, *, stamped: bool) -> None:
    turn = centre.report.take_turn(member)
    stamper = timestamps.stamper(centre.stamp) if stamped else None
    key = hall.foundation.keys[member]
    pdf = pades.sign_member(centre.report.content(), member, key, reason="", at=datetime.now(UTC), stamper=stamper)
    centre.report.put(member, turn.digest, pdf)


def test_the_report_is_stamped_and_brings_all_that_a_check_needs(hall_at: HallAt) -> None:
    """One member signs while the stamp is out of reach: the stamp over the whole report covers that one too."""
    hall = hall_at(StageId.REPORT)
    with closing(stamping(hall)) as centre:
        for number in range(len(hall.script.project.committee)):
            with centre.desk.at_rest() as e:
                left = [m for m in e.signers_left() if m != e.chair] or list(e.signers_left())
            sign(centre, hall, left[0], stamped=number != 1)
        report = centre.report.content()
        trust, crls = centre.trust, centre.crls
    verdict = verify(report, trust)
    assert verdict.problems == ()
    assert [s.field for s in verdict.signatures][-2:] == [STAMP, CLOSING]
    assert all(s.stamped_at for s in verdict.signatures if s.field != CLOSING)
    assert verdict.sheets == 2 * len(hall.script.project.committee)
    brought = read_validation_data(open_report(report))
    assert (brought.certificates, brought.crls) == (trust, crls)


def test_a_revoked_member_does_not_sign(hall_at: HallAt) -> None:
    hall = hall_at(StageId.REPORT)
    member = next(m for m in hall.foundation.keys if m != hall.centre.desk.evaluation.chair)
    with closing(stamping(hall, member)) as centre:
        before = centre.report.content()
        with pytest.raises(Refused) as refused:
            sign(centre, hall, member, stamped=True)
        assert (refused.value.code, refused.value.facts["reason"]) == ("report_revision_refused", "SignerUntrusted")
        assert centre.report.content() == before


def test_the_seat_is_told_the_revocation_lists(hall_at: HallAt) -> None:
    hall = hall_at(StageId.REPORT)
    with closing(stamping(hall)) as centre, centre.storage.reading() as session:
        told = centre.assignment(session.scalars(select(SessionRow)).first())
        assert [base64.b64decode(crl) for crl in told.crls] == list(centre.crls)


def test_a_service_that_answers_a_seat(hall_at: HallAt) -> None:
    hall = hall_at(StageId.REPORT)
    with closing(stamping(hall)) as centre:
        stamp = timestamps.stamper(centre.stamp)(b"signature")
        assert stamp is not None
        assert abs(timestamps.read(stamp, b"signature").at - datetime.now(UTC)) < timedelta(minutes=5)
