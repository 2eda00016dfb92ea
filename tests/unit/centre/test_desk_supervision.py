"""What a supervisor does at the desk: lets questions go or not, watches, marks, writes to members; all on record."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from seat_client.centre.desk_pages.roles import Role
from seat_client.centre.settings import Terms
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.wire.help import HelpTold
from tests.unit.centre.conftest import Played
from tests.unit.centre.desk_house import DeskHouse
from tests.unit.centre.hall import Hall
from tests.unit.centre.media_house import hall_seats, media_house, pass_of, stand

QUESTION = "请说明第三章的做法。"
Open = Callable[[Hall, bool], DeskHouse]


@pytest.fixture
def hall(played: Played, tmp_path: Path) -> Hall:
    """At the blind technical review, with one question that the committee asks."""
    hall = played.moved(StageId.TECHNICAL, tmp_path / "centre")
    hall.seat("E1").do(ev.ProposeQuestion("q1", "C1", QUESTION))
    for member in ("E2", "E3", "E4"):
        hall.seat(member).do(ev.SupportQuestion("q1", support=True))
    return hall


@pytest.fixture
def open_desk() -> Iterator[Open]:
    """Over the files of a hall, which is closed unless it is to go on beside it."""
    made: list[tuple[DeskHouse, Hall]] = []

    def opened(hall: Hall, approve: bool) -> DeskHouse:
        foundation = hall.foundation
        settings = replace(foundation.settings, terms=Terms(approve_questions=approve))
        desk = DeskHouse(replace(foundation, settings=settings), foundation.folder)
        for role in Role:
            desk.certificate(f"{role}-1", role)
        made.append((desk, hall))
        return desk

    yield opened
    for desk, hall in made:
        hall.close()
        desk.close()
    gc.collect()


def facts(desk: DeskHouse, *kinds: type) -> list[ev.Fact]:
    (centre,) = desk.house.all()
    return [f.fact for f in centre.desk.facts(0, 10**6) if isinstance(f.fact, kinds)]


def test_a_question_leaves_when_a_supervisor_has_let_it_go(hall: Hall, open_desk: Open) -> None:
    desk = open_desk(hall, True)
    evaluation = hall.script.project.id
    page, about = f"/stages?evaluation={evaluation}", {"evaluation": evaluation, "question": "q1"}
    operator, supervisor = desk.browser("operator"), desk.browser("supervisor")
    assert QUESTION not in operator.get(page).text
    assert QUESTION not in desk.browser("auditor").get(page).text
    early = operator.act("answer", page, about | {"text": "见附录二。"})
    assert early.status_code == 409
    assert "尚未经监督人员准予" in early.text
    assert operator.act("approve", page, about).status_code == 403
    assert QUESTION in supervisor.get(page).text
    assert supervisor.act("approve", page, about).status_code == 200
    wall = f"/wall?evaluation={evaluation}"
    assert supervisor.act("approve", wall, about).status_code == 409
    assert supervisor.act("withhold", wall, about | {"why": "太迟"}).status_code == 409
    assert QUESTION in operator.get(page).text
    assert operator.act("answer", page, about | {"text": "见附录二。"}).status_code == 200
    assert facts(desk, ev.QuestionAnswered, ev.QuestionClosed) == [ev.QuestionAnswered("q1", "见附录二。")]
    noted = [(e.person, e.act, e.code) for e in reversed(desk.events())]
    assert noted[:3] == [
        ("operator-1", "answer", "question_not_approved"), ("operator-1", "approve", "role_missing"),
        ("supervisor-1", "approve", ""),
    ]  # fmt: skip


def test_a_question_that_does_not_go_is_closed_with_a_reason_that_names_nobody(hall: Hall, open_desk: Open) -> None:
    desk = open_desk(hall, True)
    about = {"evaluation": hall.script.project.id, "question": "q1"}
    supervisor, wall = desk.browser("supervisor"), f"/wall?evaluation={hall.script.project.id}"
    name = hall.script.project.bidders[0].name
    assert supervisor.act("withhold", wall, about | {"why": f"{name}已说明"}).status_code == 409
    assert supervisor.act("withhold", wall, about | {"why": "超出招标文件范围"}).status_code == 200
    assert facts(desk, ev.QuestionClosed) == [ev.QuestionClosed("q1", "超出招标文件范围")]
    with next(iter(desk.house.all())).desk.at_rest() as e:
        assert e.questions["q1"].state == "withheld"
        assert e.unanswered(StageId.TECHNICAL) == ()
    assert desk.browser("operator").act("answer", "/projects", about | {"text": "x"}).status_code == 409


def test_without_the_policy_a_question_goes_at_once(hall: Hall, open_desk: Open) -> None:
    desk = open_desk(hall, False)
    about = {"evaluation": hall.script.project.id, "question": "q1"}
    assert QUESTION in desk.browser("operator").get(f"/stages?evaluation={hall.script.project.id}").text
    wall = f"/wall?evaluation={hall.script.project.id}"
    assert desk.browser("supervisor").act("approve", wall, about).status_code == 409
    assert desk.browser("operator").act("answer", "/projects", about | {"text": "见附录二。"}).status_code == 200


def test_a_supervisor_watches_from_the_wall_and_members_read_it(hall: Hall, open_desk: Open) -> None:
    desk = open_desk(hall, False)
    evaluation = {"evaluation": hall.script.project.id}
    page = f"/wall?evaluation={hall.script.project.id}"
    supervisor = desk.browser("supervisor")
    assert supervisor.act("wall-mark", page, evaluation | {"text": "早"}).status_code == 409  # not yet watching
    assert supervisor.act("wall-watch", page, evaluation).status_code == 200
    assert supervisor.act("wall-watch", page, evaluation).status_code == 409
    assert supervisor.act("wall-mark", page, evaluation | {"text": "请放低音量", "to": "3"}).status_code == 200
    assert supervisor.act("wall-mark", page, evaluation | {"text": "x", "to": "99"}).status_code == 422
    name = hall.script.project.bidders[0].name
    assert supervisor.act("wall-mark", page, evaluation | {"text": f"{name}的标书"}).status_code == 409
    assert "致3号评委：请放低音量" in supervisor.get(page).text
    assert supervisor.act("wall-leave", page, evaluation).status_code == 200
    told = facts(desk, ev.SupervisorSignedIn, ev.SupervisorMarked, ev.SupervisorSignedOut)
    assert [fact.kind for fact in told] == ["supervisor-signed-in", "supervisor-marked", "supervisor-signed-out"]
    read = hall.seat("E3").get("/facts", params={"since": 0}).json()["facts"]
    assert [f["fact"]["text"] for f in read if f["fact"]["kind"] == "supervisor-marked"] == ["致3号评委：请放低音量"]
    for role in (Role.OPERATOR, Role.TECHNICIAN, Role.AUDITOR):
        assert desk.browser(role).get(page).status_code == 403
    assert {e.act for e in desk.events() if not e.code} == {"wall-watch", "wall-mark", "wall-leave"}


def test_a_technicians_word_to_a_seat_names_no_bidder_while_the_review_is_blind(hall: Hall, open_desk: Open) -> None:
    desk = open_desk(hall, False)
    technician, page = desk.browser("technician"), "/help?seat=A-01"
    desk.house.help.hear(HelpTold(seat="A-01", id="1" * 32))
    assert technician.act("help-give", page, {"seat": "A-01"}).status_code == 200
    name = hall.script.project.bidders[0].name
    assert technician.act("help-say", page, {"seat": "A-01", "text": f"{name}的那份"}).status_code == 409
    assert technician.act("help-say", page, {"seat": "A-01", "text": "请重新插 Key"}).status_code == 200
    assert name not in str([(event.act, event.subject) for event in desk.events()])


def test_the_wall_shows_who_hears_whom(hall: Hall, open_desk: Open, tmp_path: Path) -> None:
    with media_house(hall.centre.settings.url, tmp_path / "media", relay=0):
        first, second = hall_seats(hall, 2)
        one, other = pass_of(first), pass_of(second)
        stand(first, heard=[{"feed": other.feed, "hearing": "lost", "missing": 0.9}])
        stand(second, heard=[{"feed": one.feed, "hearing": "clear"}], camera="off")
    desk = open_desk(hall, False)
    evaluation, supervisor = hall.script.project.id, desk.browser("supervisor")
    wall = f"/wall?evaluation={evaluation}&lang=en"
    unannounced = supervisor.get(wall).text
    assert "2 in the call" in unannounced
    assert "heard badly: 1" in unannounced
    assert not [part for part in ("Who hears whom", "Latest events", "× not heard") if part in unannounced]
    assert supervisor.act("wall-watch", wall, {"evaluation": evaluation}).status_code == 200
    page = supervisor.get(wall).text
    assert "× not heard" in page
    assert "✓ clear" in page
    for member in hall.script.project.committee:
        assert member.name not in page
