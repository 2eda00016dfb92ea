"""What only officers open, at the centre: whose request it is, whose answers it takes, and the desk's page for both."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from seat_client.centre.drafts import keep_draft_key
from seat_client.centre.errors import NotFound, Refused
from seat_client.centre.escrow import Escrow
from seat_client.centre.storage import Storage
from seat_client.domain.stages import StageId
from seat_client.evidence.sealing import (
    DraftKey,
    EscrowKey,
    number_of,
    officer_share,
    unwrap_by_officers,
    wrap_to_officers,
)
from seat_client.wire.drafts import EscrowRequest, WrappedKey
from tests.unit.centre.desk_house import DeskHouse
from tests.unit.centre.hall import Foundation, Hall, sample_script

OFFICERS = (EscrowKey.new(), EscrowKey.new())
MEMBER = "E1"


@pytest.fixture
def hall(hall_at: Callable[[StageId], Hall]) -> Hall:
    return hall_at(StageId.SIGN_IN)


@pytest.fixture
def escrow(hall: Hall) -> Escrow:
    return Escrow(hall.centre.storage)


def deposited(storage: Storage, evaluation: str, member: str) -> tuple[DraftKey, str]:
    """A key of the member that lies at the centre, wrapped to both officers."""
    key = DraftKey.new()
    wrapped = wrap_to_officers(key, [officer.public for officer in OFFICERS])
    with storage.transaction() as session:
        keep_draft_key(session, evaluation, member, WrappedKey(name=key.name, to_officers=wrapped))
    return key, wrapped


def said(request: dict[str, Any], officer: EscrowKey) -> dict[str, str]:
    return {wrapped: officer_share(wrapped, officer, request["seat"]) for wrapped in request["wrapped"]}


def test_both_answers_come_to_the_seat_that_asked_and_open_there(hall: Hall, escrow: Escrow) -> None:
    project, seat = hall.script.project.id, EscrowKey.new()
    key, wrapped = deposited(hall.centre.storage, project, MEMBER)
    asked = EscrowRequest(seat_key=seat.public, wrapped=(wrapped,))
    assert escrow.ask(project, MEMBER, "A-01", asked) == ()
    request: Any = escrow.request(project, MEMBER)
    for count, officer in enumerate(OFFICERS, start=1):
        assert escrow.answer(project, MEMBER, said(request, officer)) == count
        assert escrow.answer(project, MEMBER, said(request, officer)) == count, "one officer counts once"
    answers = escrow.ask(project, MEMBER, "A-01", asked)
    assert unwrap_by_officers(wrapped, [answer[wrapped] for answer in answers], seat).master == key.master


def test_a_new_seat_takes_the_place_of_the_old_one_and_needs_answers_of_its_own(hall: Hall, escrow: Escrow) -> None:
    project, first, second = hall.script.project.id, EscrowKey.new(), EscrowKey.new()
    _, wrapped = deposited(hall.centre.storage, project, MEMBER)
    escrow.ask(project, MEMBER, "A-01", EscrowRequest(seat_key=first.public, wrapped=(wrapped,)))
    escrow.answer(project, MEMBER, said(dict(escrow.request(project, MEMBER)), OFFICERS[0]))
    assert escrow.ask(project, MEMBER, "A-02", EscrowRequest(seat_key=second.public, wrapped=(wrapped,))) == ()
    (standing,) = escrow.all()
    assert (standing.seat, standing.number, standing.answers) == ("A-02", number_of(second.public), 0)


def test_nobody_asks_for_anothers_key_and_only_an_officers_answer_is_taken(hall: Hall, escrow: Escrow) -> None:
    project, seat = hall.script.project.id, EscrowKey.new()
    _, mine = deposited(hall.centre.storage, project, MEMBER)
    _, others = deposited(hall.centre.storage, project, "E2")
    with pytest.raises(Refused):
        escrow.ask(project, MEMBER, "A-01", EscrowRequest(seat_key=seat.public, wrapped=(mine, others)))
    with pytest.raises(NotFound):
        escrow.request(project, MEMBER)
    with pytest.raises(NotFound):
        escrow.answer(project, MEMBER, {})
    escrow.ask(project, MEMBER, "A-01", EscrowRequest(seat_key=seat.public, wrapped=(mine,)))
    good = said(dict(escrow.request(project, MEMBER)), OFFICERS[0])
    stranger = {mine: good[mine].replace(OFFICERS[0].public, EscrowKey.new().public)}
    for wrong in (None, [], {}, {mine: 7}, {mine: "x"}, {mine: "x" * 500}, {others: good[mine]}, stranger):
        with pytest.raises(Refused) as refused:
            escrow.answer(project, MEMBER, wrong)
        assert refused.value.code == "seal_wrong"
    assert escrow.all()[0].answers == 0


# --- the desk's page ----------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskHouse]:
    dawn = Foundation.lay(tmp_path_factory.mktemp("escrow") / "centre", sample_script())
    made = DeskHouse(dawn, dawn.folder)
    for role in ("operator", "technician"):
        made.certificate(f"{role}-1", role)
    yield made
    made.close()


def test_the_operator_hands_the_request_out_and_the_answers_in(desk: DeskHouse) -> None:
    project, seat = sample_script().project.id, EscrowKey.new()
    operator, technician = desk.browser("operator"), desk.browser("technician")
    assert "须由保管人启封的录入内容" not in operator.get("/draws").text
    _, wrapped = deposited(desk.storage, project, MEMBER)
    desk.house.escrow.ask(project, MEMBER, "A-03", EscrowRequest(seat_key=seat.public, wrapped=(wrapped,)))
    assert "评委换了机位" in (page := operator.get("/draws").text)
    assert number_of(seat.public) in page
    assert f"{MEMBER} 已换机位" in operator.get("/").text
    about = {"evaluation": project, "member": MEMBER}
    asked = operator.act("entries-ask", "/draws", about).json()
    for officer in OFFICERS:
        answer = json.dumps(said(asked, officer)).encode()
        assert operator.act("entries-answer", "/draws", about, answer).status_code == 200
    assert operator.act("entries-answer", "/draws", about, b"[]").status_code == 422
    assert operator.act("entries-ask", "/draws", about | {"member": "E9"}).status_code == 404
    assert "两位均已应答" in operator.get("/draws").text
    assert f"{MEMBER} 已换机位" not in operator.get("/").text
    assert technician.get("/draws").status_code == 403
    noted = [(event.act, event.subject, event.code) for event in desk.events()]
    assert ("entries-answer", f"{project} {MEMBER}", "") in noted
    assert wrapped not in str(noted)
