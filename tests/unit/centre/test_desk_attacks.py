"""What somebody plants in the fields of the desk's pages stays text, and what is refused of it is noted.

Every field of every form is tried; a field that a template gains is missed here by a test.
"""

import gc
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import resources
from seat_client.centre.desk_pages.acts import ACTS
from seat_client.centre.desk_pages.roles import RIGHTS, Role, may
from seat_client.centre.desk_pages.views import VIEWS
from seat_client.centre.people import enlist
from seat_client.centre.settings import Terms
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.evidence.sealing import EscrowKey
from seat_client.wire.drafts import EscrowRequest
from seat_client.wire.help import HelpTold
from tests.unit.centre.conftest import Played
from tests.unit.centre.desk_house import DeskHouse, plan, project_file
from tests.unit.centre.test_escrow import deposited

HTML = "<script>alert(1)</script>\"'&"
SQL = "'; DROP TABLE staff; --"
ASKED = ("q1", "q2")  # the committee's questions: one is answered, one may be withheld
FIELDS: Mapping[str, Mapping[str, str]] = {  # act -> its fields, as somebody would fill them in
    "seat-order": {"seat": "A-01", "order": "out", "why": "x"},
    "seat-accept": {"seat": "A-01"},
    "seat-code": {"seat": "A-01"},
    "seat-plan": {},
    "help-give": {"seat": "A-01"},
    "help-say": {"seat": "A-01", "text": "x"},
    "help-end": {"seat": "A-01"},
    "draw-take": {},
    "draw-ask": {"draw": "D1"},
    "draw-answer": {"draw": "D1"},
    "entries-ask": {"evaluation": "", "member": "E1"},
    "entries-answer": {"evaluation": "", "member": "E1"},
    "allocation-commit": {},
    "allocation-word": {"commitment": "x", "said": "x", "reserve": "0"},
    "allocation-move": {},
    "project-take": {},
    "bids-take": {"project": "NEW-1", "bidder": "B01"},
    "project-publish": {"project": "NEW-1", "committee": "sealed"},
    "suspend": {"evaluation": "", "reason": "fault"},
    "open": {"evaluation": ""},
    "replace": {"evaluation": "", "old": "E1", "new": "E9", "reason": "absence", "note": "x"},
    "notice": {"evaluation": "", "member": "E1"},
    "deem": {"evaluation": "", "member": "E1", "witness": "x"},
    "wall-watch": {"evaluation": ""},
    "wall-leave": {"evaluation": ""},
    "wall-mark": {"evaluation": "", "to": "", "text": "x"},
    "approve": {"evaluation": "", "question": "q1"},
    "withhold": {"evaluation": "", "question": "q2", "why": "x"},
    "answer": {"evaluation": "", "question": "q1", "text": "x"},
    "explain": {"evaluation": "", "flag": "low-price/C1", "text": "x"},
}
KEPT = {  # what is kept as it was typed, since it is somebody's word
    ("seat-order", "why"), ("replace", "note"), ("wall-mark", "text"), ("withhold", "why"), ("answer", "text"),
    ("allocation-word", "said"), ("help-say", "text"),
}  # fmt: skip
LAST = ("help-end", "suspend", "wall-leave", "open")  # what ends something for the others


@pytest.fixture
def desk(played: Played, tmp_path: Path) -> Iterator[DeskHouse]:
    """At the technical review, with two questions asked, a seat plan, a draw and somebody in reserve."""
    hall = played.moved(StageId.TECHNICAL, tmp_path / "centre")
    enlist(hall.centre.storage, hall.script.project.id, [ev.Person("E9", "备选", "expert", "technical")])
    for number in ASKED:
        hall.seat("E1").do(ev.ProposeQuestion(number, "C1", "请说明。"))
        for member in ("E2", "E3", "E4"):
            hall.seat(member).do(ev.SupportQuestion(number, support=True))
    hall.close()
    foundation = hall.foundation
    approving = replace(foundation.settings, terms=Terms(approve_questions=True))
    made = DeskHouse(replace(foundation, settings=approving), foundation.folder)
    for role in Role:
        made.certificate(f"{role}-1", role)
    made.enrol_health()
    _, wrapped = deposited(made.storage, hall.script.project.id, "E1")
    asked = EscrowRequest(seat_key=EscrowKey.new().public, wrapped=(wrapped,))
    made.house.escrow.ask(hall.script.project.id, "E1", "A-01", asked)
    assert made.browser("technician").act("seat-plan", "/seats", file=plan().encode()).status_code == 200
    operator = made.browser("operator")
    assert operator.act("draw-take", "/draws", file=made.draw(2)).status_code == 200
    assert operator.act("project-take", "/projects", file=project_file(id="NEW-1")).status_code == 200
    yield made
    made.close()
    gc.collect()


def test_every_field_of_every_form_is_tried() -> None:
    """By the templates themselves: whatever has a name there stands in the table, and the other way round."""
    named: dict[str, set[str]] = {act: set() for act in ACTS}
    for path in resources.path("desk").glob("*.html"):
        for form in re.split(r"form\.start\(", path.read_text("utf-8"))[1:]:
            act = re.findall(r'"([\w-]+)"', form)[0]
            named[act] |= set(re.findall(r'name="(\w+)"', form.split("</form>")[0])) - {"file"}
    assert {act: set(fields) for act, fields in FIELDS.items()} == named


@pytest.mark.parametrize("planted", [HTML, SQL])
def test_what_is_planted_in_a_field_stays_text(planted: str, desk: DeskHouse) -> None:
    evaluation = next(iter(desk.house.all())).desk.project.id
    refused = 0
    for act in sorted(FIELDS, key=lambda act: act in LAST):
        browser = desk.browser(next(iter(sorted(RIGHTS[act]))))
        for name in (*FIELDS[act], *(["file"] if ACTS[act].upload else [])):
            fields = {k: evaluation if k == "evaluation" else v for k, v in FIELDS[act].items()}
            if (act, name) == ("allocation-word", "said"):
                desk.browser("operator").act("allocation-commit", "/draws")
                fields["commitment"] = desk.house.seating.waiting()
            if (act, name) == ("wall-mark", "text"):
                assert browser.act("wall-watch", _page_of(act, evaluation), {"evaluation": evaluation}).ok
            if (act, name) == ("help-say", "text"):
                desk.house.help.hear(HelpTold(seat="A-01", id="1" * 32))
                assert browser.act("help-give", "/seats", {"seat": "A-01"}).ok
            if (act, name) == ("answer", "text"):
                assert desk.browser("supervisor").act("approve", _page_of("approve", evaluation), fields).ok
            file = planted.encode() if ACTS[act].upload else None
            answer = browser.act(
                act, _page_of(act, evaluation), fields | ({name: planted} if name != "file" else {}), file
            )
            assert answer.status_code == (200 if (act, name) in KEPT else answer.status_code), (act, name, answer.text)
            assert answer.status_code in {200, 404, 409, 422}, (act, name)
            assert planted not in answer.text or "<" not in planted, (act, name)
            refused += answer.status_code != 200
    assert sum(bool(event.code) for event in desk.events()) == refused > len(FIELDS)
    assert len(desk.staff.all()) == len(Role)
    assert desk.log.first_fault() == 0
    _look_everywhere(desk, planted, evaluation)


def _page_of(act: str, evaluation: str) -> str:
    """A page with a form on it that this act's person may send: any form's token serves."""
    role = next(iter(sorted(RIGHTS[act])))
    pages = {Role.TECHNICIAN: "/seats", Role.OPERATOR: "/projects", Role.SUPERVISOR: f"/wall?evaluation={evaluation}"}
    return pages[role]


def _look_everywhere(desk: DeskHouse, planted: str, evaluation: str) -> None:
    """Every page of everybody, and what an address may carry."""
    for role in Role:
        browser = desk.browser(role)
        for page in VIEWS:
            for query in (
                f"evaluation={evaluation}",
                f"seat=A-01&evaluation={planted}",
                f"lang={planted}&done={planted}",
            ):
                answer = browser.get(f"/{page}?{query}")
                assert answer.status_code == (200 if may(role, page) else 403)
                assert "<script>alert" not in answer.text
        for path in (f"/{planted}", f"/archive/{planted}.zip", f"/journal?before={planted}"):
            answer = browser.get(path)
            assert answer.status_code in {200, 403, 404}
            assert "<script>alert" not in answer.text
