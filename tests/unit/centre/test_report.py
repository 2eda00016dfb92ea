"""The report by raw HTTP: turns, revisions, deemed agreement, closing, and a centre that stops in between."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from seat_client.centre.report_room import ReportRoom
from seat_client.centre.storage import TurnRow
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.evidence.keys import practice_authority
from seat_client.evidence.verification import verify
from seat_client.wire.models import ActEnvelope
from tests.unit.centre.hall import NOW, Hall, Seat, code

HallAt = Callable[[StageId], Hall]
WITNESS = "见证人甲"


@pytest.fixture
def hall(hall_at: HallAt) -> Hall:
    return hall_at(StageId.REPORT)


def chair(hall: Hall) -> str:
    found = hall.centre.desk.evaluation.chair
    assert found is not None
    return found


def others(hall: Hall) -> list[Seat]:
    return [s for s in hall.all_seats() if s.member != chair(hall)]


def test_before_the_report_there_is_none(hall_at: HallAt) -> None:
    seat = hall_at(StageId.SUMMARY).seat("E1")
    for path in ("/report", "/report/content"):
        assert code(seat.get(path)) == (404, "report_not_ready")
    assert code(seat.take_turn()) == (404, "report_not_ready")


def test_the_turn_is_one_members_at_a_time(hall: Hall) -> None:
    one, other = others(hall)[:2]
    first = one.take_turn().json()
    assert (first["granted"], first["holder"]) == (True, one.member)
    second = other.take_turn().json()
    assert (second["granted"], second["holder"]) == (False, one.member)
    assert one.take_turn().json()["granted"]
    assert hall.seat("E1").get("/report").json()["turn"] == one.member


def test_a_turn_that_ran_out_is_anybodys(hall: Hall) -> None:
    one, other = others(hall)[:2]
    one.take_turn()
    with hall.centre.storage.transaction() as session:
        row = session.get_one(TurnRow, hall.script.project.id)
        row.until = "2020-01-01T00:00:00.000Z"
    assert code(one.put(*one.signed_report())) == (409, "turn_not_held")
    assert other.take_turn().json()["granted"]


def test_nobody_signs_without_the_turn(hall: Hall) -> None:
    one, other = others(hall)[:2]
    assert code(one.put(*one.signed_report())) == (409, "turn_not_held")
    other.take_turn()
    assert code(one.put(*one.signed_report())) == (409, "turn_not_held")


def test_a_stale_base_is_refused(hall: Hall) -> None:
    one, other = others(hall)[:2]
    base, signed = other.signed_report()
    one.sign_report()
    other.take_turn()
    assert code(other.put(base, signed)) == (409, "report_stale")


@pytest.mark.parametrize("wrong", ["foreign", "another", "field", "unsigned", "rubbish"])
def test_a_revision_that_is_not_the_members_own_signature_is_refused(hall: Hall, wrong: str) -> None:
    one, other = others(hall)[:2]
    one.take_turn()
    base, signed = one.signed_report()
    if wrong == "foreign":
        key = practice_authority("别的机构", NOW).issue(name="甲", holder=one.member, at=NOW)
        base, signed = one.signed_report(key=key)
    elif wrong == "another":
        base, signed = one.signed_report(key=other.key)
    elif wrong == "field":
        base, signed = one.signed_report(field=other.member)
    elif wrong == "unsigned":
        signed = one.get("/report/content").content
    else:
        signed = b"%PDF-1.7 rubbish"
    before = hall.centre.desk.cursor
    answer = one.put(base, signed)
    assert code(answer) == (422, "report_revision_refused")
    assert answer.json()["facts"]["reason"]
    assert hall.centre.desk.cursor == before


def test_the_chair_signs_last_and_closes_the_report(hall: Hall) -> None:
    assert code(hall.seat(chair(hall)).take_turn()) == (409, "chair_signs_last")
    for seat in others(hall):
        seat.sign_report()
        assert code(seat.take_turn()) == (409, "already_done")
    hall.seat(chair(hall)).sign_report()
    assert hall.stage is StageId.FEE
    state = hall.seat("E1").get("/report").json()
    assert state["closed"]
    assert list(state["signed"])[-1] == chair(hall)
    pdf = hall.seat("E1").get("/report/content").content
    assert verify(pdf, hall.centre.trust).valid


def test_deemed_agreement_is_the_clerks_word(hall: Hall) -> None:
    silent, signing = others(hall)[:2]
    body = {"member": silent.member, "witness": WITNESS}
    assert code(hall.clerk("/desk/deemed", body, silent.token)) == (403, "clerk_only")
    assert code(hall.clerk("/desk/deemed", body)) == (409, "notice_missing")
    assert hall.clerk("/desk/notices", {"member": silent.member}).ok
    assert code(hall.clerk("/desk/notices", {"member": silent.member})) == (409, "already_done")
    assert code(hall.clerk("/desk/deemed", body)) == (409, "deadline_runs")
    hall.clerk("/desk/clock", {"seconds": 30 * 60 - 5, "why": "期限"})
    assert code(hall.clerk("/desk/deemed", body)) == (409, "deadline_runs")
    hall.clerk("/desk/clock", {"seconds": 10, "why": "期限"})
    signing.take_turn()
    assert code(hall.clerk("/desk/deemed", body)) == (409, "turn_not_held")  # else the signature would be lost
    signing.sign_report()
    assert hall.clerk("/desk/deemed", body).json()["deemed"].keys() == {silent.member}
    assert code(hall.clerk("/desk/deemed", body)) == (409, "already_done")
    for refused in (signing.member, "E99"):
        assert code(hall.clerk("/desk/deemed", body | {"member": refused})) == (409, "already_done")
    assert code(hall.clerk("/desk/deemed", body | {"member": chair(hall)})) == (409, "chair_not_deemed")
    assert code(silent.take_turn()) == (409, "already_done")


def test_the_reserved_field_says_when_and_before_whom(hall: Hall) -> None:
    silent = others(hall)[0]
    hall.clerk("/desk/notices", {"member": silent.member})
    hall.clerk("/desk/clock", {"seconds": 30 * 60 + 1, "why": "期限"})
    assert hall.clerk("/desk/deemed", {"member": silent.member, "witness": WITNESS}).ok
    for seat in others(hall)[1:]:
        seat.sign_report()
    hall.seat(chair(hall)).sign_report()
    pdf = hall.seat("E1").get("/report/content").content
    verdict = verify(pdf, hall.centre.trust)
    assert verdict.valid, verdict
    with pikepdf.open(BytesIO(pdf)) as document:
        fields = [f for f in document.Root.AcroForm.Fields if str(f.T) == f"deemed-{silent.member}"]
        said = str(fields[0].V.Reason)
    assert WITNESS in said
    assert "视为同意评标结论" in said
    assert re.search(r"书面通知 \d\d-\d\d \d\d:\d\d 送达，期限 \d\d-\d\d \d\d:\d\d（演练时钟已拨快）", said)


def test_a_report_is_made_public_with_codes_for_members_once_it_is_closed(hall: Hall) -> None:
    assert code(hall.seat("E1").get("/report/publication")) == (404, "report_not_ready")
    hall.sign_report()
    answer = hall.seat("E1").get("/report/publication")
    document = pypdfium2.PdfDocument(answer.content)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert not [m.name for m in hall.script.project.committee if m.name in text]
    assert all(f"P{n:02d}" in text for n in range(1, 8))


def test_a_range_of_the_report(hall: Hall) -> None:
    seat = hall.seat("E1")
    whole = seat.get("/report/content")
    answer = seat.get("/report/content", headers={"Range": "bytes=10-19", "If-Range": whole.headers["ETag"]})
    assert (answer.status_code, answer.content) == (206, whole.content[10:20])


# --- stops in between ---------------------------------------------------------------------------------------


def test_a_centre_that_stopped_before_the_report_was_out_makes_it_at_its_next_start(hall_at: HallAt) -> None:
    hall = hall_at(StageId.SUMMARY)
    desk = hall.centre.desk
    for seat in hall.all_seats():  # past the endpoint that would go on to the report, as a crash would leave it
        acts = [ActEnvelope.model_validate(seat.envelope(a)) for a in hall.acts(seat.member, StageId.SUMMARY)]
        desk.accept(acts, member=seat.member, seat=seat.name)
    assert desk.evaluation.stage is StageId.REPORT
    assert desk.evaluation.report_digest == ""
    hall.restart()
    assert hall.centre.desk.evaluation.report_digest != ""
    assert verify(hall.centre.report.content(), hall.centre.trust).signatures


def test_a_centre_that_stopped_before_closing_closes_at_its_next_start(hall: Hall) -> None:
    for seat in others(hall):
        seat.sign_report()
    last = hall.seat(chair(hall))
    last.take_turn()
    base, signed = last.signed_report()
    room: ReportRoom = hall.centre.report
    hall.centre.desk.write(lambda session: room._signed(session, last.member, base, signed))
    assert hall.stage is StageId.REPORT
    hall.restart()
    assert hall.stage is StageId.FEE
    assert verify(hall.centre.report.content(), hall.centre.trust).valid


def test_a_half_signed_report_outlives_the_centre(hall: Hall) -> None:
    one, other = others(hall)[:2]
    one.sign_report()
    other.take_turn()
    before = other.get("/report").json()
    hall.restart()
    assert other.get("/report").json() == before
    assert other.put(*other.signed_report()).ok


def test_every_signature_is_told_with_the_centres_time(hall: Hall) -> None:
    one = others(hall)[0]
    one.sign_report()
    fact = hall.centre.desk.facts(0, 10**6)[-1].fact
    assert isinstance(fact, ev.ReportSigned)
    assert abs((datetime.fromisoformat(fact.at) - datetime.now(UTC)).total_seconds()) < 300
