"""Remote help at the centre: what a seat may tell, what a technician sees, what goes on record and what is gone."""

import base64
import gc
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import cv2
import numpy as np
import pytest
import requests
from pydantic import ValidationError

from seat_client.centre import clock
from seat_client.centre.desk_log import LONGEST_SUBJECT
from seat_client.centre.desk_pages.roles import Role
from seat_client.centre.remote_help import SILENT
from seat_client.sync.identity import SeatIdentity, enrol
from seat_client.wire import PREFIX
from seat_client.wire.help import WORDS_LIMIT, Diagnosis, HelpCheck, HelpTold, Sight
from tests.desk_client import WAIT
from tests.unit.centre.desk_house import DeskHouse
from tests.unit.centre.hall import Foundation, sample_script

SEAT, ONE, TWO = "A-03", "1" * 32, "2" * 32
JPEG = cv2.imencode(".jpg", np.full((72, 128, 3), 200, np.uint8))[1].tobytes()
PICTURE = base64.b64encode(JPEG).decode()
DIAGNOSIS = Diagnosis(
    version="1.0", system="Linux", settings={"tokens": "pcsc"}, log=("# 3 lines left out",),
    checks=(HelpCheck(check="echo", state="fail", fault="echo-remains", facts={"loss": 18.0}),),
)  # fmt: skip
SHOWS = HelpTold(seat=SEAT, id=ONE, diagnosis=DIAGNOSIS, sight=Sight(page="sign-in", picture=PICTURE))


@pytest.fixture(scope="module")
def dawn(tmp_path_factory: pytest.TempPathFactory) -> Foundation:
    return Foundation.lay(tmp_path_factory.mktemp("help") / "centre", sample_script(), sealed=7)


@pytest.fixture
def desk(dawn: Foundation) -> Iterator[DeskHouse]:
    made = DeskHouse(dawn, dawn.folder)
    for role in Role:
        made.certificate(f"{role}-1", role)
    yield made
    for row in made.house.help.all():
        made.house.help.end(row.seat)
    made.close()
    gc.collect()


def tell(desk: DeskHouse, told: HelpTold | dict[str, Any], seat: str = SEAT) -> requests.Response:
    """As an enrolled seat does."""
    folder = desk.folder / "identities" / seat
    identity = SeatIdentity.load(folder) or enrol(desk.url, desk.house.enrolment.issue_code(seat), folder)
    body = told.model_dump(mode="json") if isinstance(told, HelpTold) else told
    with requests.Session() as line:
        line.trust_env, line.verify, line.cert = False, str(identity.centre_file), str(identity.key_file)
        return line.put(f"{desk.url}{PREFIX}/seats/help", json=body, timeout=WAIT)


def acts(desk: DeskHouse) -> list[tuple[str, str, str]]:
    """Of help, the newest last."""
    return [(e.person, e.act, e.subject) for e in reversed(desk.events()) if e.act.startswith("help-") and not e.code]


def test_a_technician_takes_the_help_looks_says_a_word_and_all_is_on_record(desk: DeskHouse) -> None:
    before = len(acts(desk))
    technician = desk.browser("technician")
    assert tell(desk, SHOWS).json()["state"] == "asked"
    page = technician.get(f"/help?seat={SEAT}").text
    assert "等待技术人员" in page
    assert "echo-remains" not in page  # nothing is kept before somebody helps
    assert technician.get(f"/help/{SEAT}.jpg").status_code == 404
    assert SEAT in technician.get("/").text

    assert technician.act("help-give", f"/help?seat={SEAT}", {"seat": SEAT}).status_code == 200
    heard = tell(desk, SHOWS).json()
    assert (heard["state"], heard["by"]) == ("given", "赵技术")
    seen = technician.get("/help").text  # the own one opens by itself
    assert all(word in seen for word in ("echo-remains", "loss 18", "pcsc", f"/desk/help/{SEAT}.jpg"))
    picture = technician.get(f"/help/{SEAT}.jpg")
    assert (picture.headers["Content-Type"], picture.content) == ("image/jpeg", JPEG)

    said = "请把签名 Key 重新插一次"
    assert technician.act("help-say", f"/help?seat={SEAT}", {"seat": SEAT, "text": said}).status_code == 200
    assert tell(desk, SHOWS).json()["said"][-1]["text"] == said
    hidden = HelpTold(seat=SEAT, id=ONE, sight=Sight(page="workbench"))
    assert tell(desk, hidden).json()["state"] == "given"
    page = technician.get("/help").text
    assert "页面内容不离开机位" in page
    assert ".jpg" not in page
    assert technician.get(f"/help/{SEAT}.jpg").status_code == 404

    assert tell(desk, HelpTold(seat=SEAT, id=ONE, over=True)).json()["state"] == "over"
    assert desk.house.help.all() == []
    assert acts(desk)[before:] == [
        (SEAT, "help-ask", SEAT), ("technician-1", "help-give", SEAT), ("technician-1", "help-say", f"{SEAT}: {said}"),
        (SEAT, "help-end", SEAT),
    ]  # fmt: skip
    journal = desk.browser("auditor").get("/journal").text
    assert all(word in journal for word in ("请求远程协助", "开始远程协助", said, "结束远程协助"))
    assert desk.log.first_fault() == 0


def test_what_was_ended_at_the_desk_stays_over(desk: DeskHouse) -> None:
    tell(desk, HelpTold(seat=SEAT, id=TWO))
    technician = desk.browser("technician")
    assert technician.act("help-end", f"/help?seat={SEAT}", {"seat": SEAT}).status_code == 200
    late = HelpTold(seat=SEAT, id=TWO, sight=Sight(page="sign-in", picture=PICTURE))
    assert tell(desk, late).json()["state"] == "over"
    assert desk.house.help.all() == []


def test_a_seat_that_fell_silent_shows_nothing_more(desk: DeskHouse) -> None:
    tell(desk, HelpTold(seat=SEAT, id="3" * 32))
    desk.house.help.give(SEAT, "technician-1", "赵技术")
    tell(desk, HelpTold(seat=SEAT, id="3" * 32, sight=Sight(page="sign-in", picture=PICTURE)))
    assert desk.house.help.picture(SEAT) == JPEG
    clock.set_ahead(SILENT + timedelta(seconds=5))
    assert desk.house.help.all() == []
    assert acts(desk)[-1] == (SEAT, "help-lost", SEAT)


def test_a_seat_speaks_for_itself_alone(desk: DeskHouse) -> None:
    answer = tell(desk, HelpTold(seat="A-04", id=ONE))
    assert (answer.status_code, answer.json()["code"]) == (403, "seat_differs")
    assert desk.house.help.all() == []


@pytest.mark.parametrize(
    "sight", [{"page": "workbench", "picture": PICTURE}, {"page": "review"}, {"page": "dialog", "picture": PICTURE}]
)
def test_a_picture_of_a_page_that_is_not_listed_is_refused_by_both_sides(
    desk: DeskHouse, sight: dict[str, str]
) -> None:
    with pytest.raises(ValidationError):
        Sight.model_validate(sight)
    assert tell(desk, {"seat": SEAT, "id": ONE, "sight": sight}).status_code == 422


def test_what_is_no_picture_is_refused(desk: DeskHouse) -> None:
    for content in (b"<svg onload=alert(1)>", b"\x89PNG\r\n"):
        sight = Sight(page="sign-in", picture=base64.b64encode(content).decode())
        assert tell(desk, HelpTold(seat=SEAT, id=ONE, sight=sight)).status_code == 422
    assert tell(desk, {"seat": SEAT, "id": ONE, "sight": {"page": "sign-in", "picture": "A="}}).status_code == 422


@pytest.mark.parametrize(
    "field", [{"log": ["评委 3 给 C1 打 93.75 分"]}, {"settings": {"name": "张三"}}, {"version": "<b>"}, {"note": "x"}]
)
def test_a_diagnosis_has_no_place_for_words(desk: DeskHouse, field: dict[str, Any]) -> None:
    told = {"seat": SEAT, "id": ONE, "diagnosis": {"version": "1", "system": "x", **field}}
    assert tell(desk, told).status_code == 422


def test_only_who_helps_there_speaks_and_only_a_technician_sees(desk: DeskHouse) -> None:
    tell(desk, HelpTold(seat=SEAT, id="4" * 32))
    technician = desk.browser("technician")
    desk.house.help.give(SEAT, "somebody", "别人")
    refused = technician.act("help-say", f"/help?seat={SEAT}", {"seat": SEAT, "text": "x"})
    assert (refused.status_code, "正由他人协助" in refused.text) == (403, True)
    long = technician.act("help-say", f"/help?seat={SEAT}", {"seat": SEAT, "text": "x" * (WORDS_LIMIT + 1)})
    assert long.status_code == 422
    for role in ("operator", "supervisor", "auditor"):
        assert desk.browser(role).get("/help").status_code == 403
        assert desk.browser(role).get(f"/help/{SEAT}.jpg").status_code == 403


def test_the_words_fit_whole_into_the_journal() -> None:
    assert len("s" * 80 + ": ") + WORDS_LIMIT <= LONGEST_SUBJECT
