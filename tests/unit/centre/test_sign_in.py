"""Sign-in by raw HTTP: only the right key, over the right challenge, once."""

from collections.abc import Callable

import pytest
import requests
from sqlalchemy import select

from seat_client.centre.clock import stamp
from seat_client.centre.storage import ChallengeRow, PhotoRow
from seat_client.domain.events import ConfirmRelease
from seat_client.domain.stages import StageId
from seat_client.evidence.keys import practice_authority
from tests.unit.centre.hall import NOW, WAIT, Hall, Seat, bearer, code, post

HallAt = Callable[[StageId], Hall]


@pytest.fixture
def hall(hall_at: HallAt) -> Hall:
    return hall_at(StageId.SIGN_IN)


def test_a_member_is_told_who_signed_in_and_the_others_see_it(hall: Hall) -> None:
    seat = hall.seat("E1")
    kinds = [f["fact"]["kind"] for f in seat.get("/facts").json()["facts"]]
    assert kinds == ["mapping-committed", "stage-opened", "member-signed-in"]
    assert hall.centre.desk.evaluation.signed_in == {"E1": "seat-E1"}


def test_a_second_sign_in_is_no_second_fact(hall: Hall) -> None:
    hall.seat("E1")
    cursor = hall.centre.desk.cursor
    assert Seat(hall, "E1", name="other").token != hall.seat("E1").token
    assert hall.centre.desk.cursor == cursor


def test_a_signature_by_another_key_is_refused(hall: Hall) -> None:
    seat = hall.seat("E1")
    challenge = post(hall, "/challenges", {"seat": seat.name}).json()
    forged = seat.answer_to(challenge) | {"signature": hall.seat("E2").answer_to(challenge)["signature"]}
    assert code(post(hall, "/sessions", forged)) == (401, "signature_wrong")


@pytest.mark.parametrize("broken", ["!", "AAAA", "MIIB"])
def test_what_is_no_certificate_is_refused(hall: Hall, broken: str) -> None:
    answer = hall.seat("E1").sign_in(certificate=broken)
    assert code(answer)[0] == 401


def test_a_challenge_answers_once(hall: Hall) -> None:
    seat = hall.seat("E1")
    challenge = post(hall, "/challenges", {"seat": seat.name}).json()
    answer = seat.answer_to(challenge)
    assert post(hall, "/sessions", answer).ok
    assert code(post(hall, "/sessions", answer)) == (401, "challenge_unknown")


def test_a_challenge_is_for_one_seat(hall: Hall) -> None:
    challenge = post(hall, "/challenges", {"seat": "elsewhere"}).json()
    assert code(post(hall, "/sessions", hall.seat("E1").answer_to(challenge))) == (401, "challenge_unknown")


def test_an_expired_challenge_is_refused_and_swept_out(hall: Hall) -> None:
    seat = hall.seat("E1")
    expired = {"id": "old", "seat": seat.name, "nonce": "0" * 64, "expires": stamp(NOW)}
    with hall.centre.storage.transaction() as session:
        session.add(ChallengeRow(**expired))
        session.add(ChallengeRow(**expired | {"id": "older"}))
    assert code(post(hall, "/sessions", seat.answer_to(expired))) == (401, "challenge_expired")
    post(hall, "/challenges", {"seat": seat.name})
    with hall.centre.storage.reading() as session:
        assert session.get(ChallengeRow, "older") is None


def test_a_key_of_a_foreign_authority_is_refused(hall: Hall) -> None:
    foreign = practice_authority("别的机构", NOW).issue(name="甲", holder="E1", at=NOW)
    seat = hall.seat("E1")
    seat.key = foreign
    assert code(seat.sign_in()) == (401, "certificate_untrusted")


def test_a_trusted_key_of_somebody_else_is_refused(hall: Hall) -> None:
    seat = hall.seat("E1")
    seat.key = hall.foundation.authority.issue(name="乙", holder="E99", at=NOW)
    assert code(seat.sign_in()) == (403, "not_on_the_committee")


def test_another_contract_is_refused_by_name(hall: Hall) -> None:
    answer = hall.seat("E1").sign_in(contract="9.9")
    assert code(answer) == (422, "contract_differs")
    assert answer.json()["facts"]["theirs"] == "9.9"


@pytest.mark.parametrize("path", ["/assignment", "/facts", "/facts/stream", "/documents", "/report", "/report/content"])
def test_nothing_is_told_without_a_session(hall: Hall, path: str) -> None:
    assert code(requests.get(hall.url + path, timeout=WAIT)) == (401, "not_signed_in")
    assert code(requests.get(hall.url + path, headers=bearer("guessed"), timeout=WAIT)) == (401, "not_signed_in")


def test_a_photo_of_a_sign_in_ends_with_the_release_of_its_member(hall_at: HallAt) -> None:
    hall = hall_at(StageId.RELEASE)
    evaluation = hall.script.project.id
    with hall.centre.storage.transaction() as session:
        for member in ("E1", "E2"):
            session.add(PhotoRow(release=member, evaluation=evaluation, member=member, at="", digest="", sealed=b"x"))
    hall.seat("E1").do(ConfirmRelease(0))
    with hall.centre.storage.reading() as session:
        assert [row.member for row in session.scalars(select(PhotoRow))] == ["E2"]


def test_sessions_outlive_the_centre(hall: Hall) -> None:
    seat = hall.seat("E1")
    hall.restart()
    assert seat.get("/assignment").json()["member"] == "E1"


@pytest.mark.parametrize("stage", [StageId.BLIND_CHECK, StageId.TECHNICAL, StageId.TECHNICAL_RULINGS])
def test_names_are_closed_while_the_part_is_blind(hall_at: HallAt, stage: StageId) -> None:
    hall = hall_at(stage)
    assert code(hall.seat("E1").get("/assignment")) == (403, "names_closed")


@pytest.mark.parametrize("stage", [StageId.PRELIMINARY, StageId.BUSINESS, StageId.SUMMARY])
def test_names_are_open_before_and_after(hall_at: HallAt, stage: StageId) -> None:
    project = hall_at(stage).seat("E1").get("/assignment").json()["project"]
    assert len(project["bidders"]) == 6
