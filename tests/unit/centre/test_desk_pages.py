"""The desk's pages: a morning with eight projects and 55 seats, one broken; roles; attacks refused and noted."""

import gc
import io
import json
import re
import shutil
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import resources
from seat_client.centre import clock
from seat_client.centre.allocation import paper
from seat_client.centre.allocation.verifying import verify
from seat_client.centre.desk_log import broken_link
from seat_client.centre.desk_pages import delivered, labels, style
from seat_client.centre.desk_pages.acts import ACTS
from seat_client.centre.desk_pages.roles import RIGHTS, Role, may
from seat_client.centre.desk_pages.site import ACTS_WITHIN, HEADERS
from seat_client.centre.desk_pages.views import VIEWS
from seat_client.centre.desk_pages.words import codes, table
from seat_client.centre.publishing import documents_of
from seat_client.centre.storage import DeskEventRow
from seat_client.domain.project_check import FAULTS
from seat_client.domain.reading import read_json
from seat_client.domain.stages import StageId
from tests.desk_client import Browser
from tests.unit.anonymity.planted_text import ORDINARY, UNSEEN
from tests.unit.anonymity.planted_text import page as page_of
from tests.unit.centre.conftest import Played
from tests.unit.centre.desk_house import BROKEN, START, DeskHouse, plan, project_file
from tests.unit.centre.hall import Foundation, make_bids, sample_script


@pytest.fixture(scope="module")
def dawn(tmp_path_factory: pytest.TempPathFactory) -> Foundation:
    """A centre with its people, before anything was done."""
    foundation = Foundation.lay(tmp_path_factory.mktemp("desk") / "centre", sample_script(), sealed=7)
    desk = DeskHouse(foundation, foundation.folder)
    for role in Role:
        desk.certificate(f"{role}-1", role)
    desk.close()
    return foundation


@pytest.fixture(scope="module")
def breakfast(dawn: Foundation, tmp_path_factory: pytest.TempPathFactory) -> Foundation:
    """The plan is loaded, and every seat has told of itself."""
    desk = copied(dawn, tmp_path_factory.mktemp("morning") / "centre")
    desk.enrol_health()
    assert desk.browser("technician").act("seat-plan", "/seats", file=plan().encode()).status_code == 200
    desk.close()
    return replace(dawn, folder=desk.folder)


def copied(foundation: Foundation, folder: Path) -> DeskHouse:
    shutil.copytree(foundation.folder, folder)
    return DeskHouse(replace(foundation, keys=dict(foundation.keys)), folder)


@pytest.fixture
def desk(dawn: Foundation, tmp_path: Path) -> Iterator[DeskHouse]:
    made = copied(dawn, tmp_path / "centre")
    yield made
    made.close()
    gc.collect()  # a client's open line is let go of here, not in the next test


@pytest.fixture
def morning(breakfast: Foundation, tmp_path: Path) -> Iterator[DeskHouse]:
    made = copied(breakfast, tmp_path / "centre")
    yield made
    made.close()
    gc.collect()


def refusals(desk: DeskHouse) -> list[tuple[str, str, str]]:
    return [(e.person, e.act, e.code) for e in desk.events() if e.code]


# --- the morning --------------------------------------------------------------------------------------


def test_a_morning_with_eight_projects_and_a_broken_seat(morning: DeskHouse) -> None:
    operator, supervisor = morning.browser("operator"), morning.browser("supervisor")
    for number in range(1, 9):
        assert operator.act("draw-take", "/draws", file=morning.draw(number)).status_code == 200
    today = operator.get("/").text
    assert "8 份抽取结果尚未分配机位" in today
    assert BROKEN in today
    assert operator.act("allocation-commit", "/draws").status_code == 200
    said = {"said": "七号球", "reserve": "0", "commitment": morning.house.seating.waiting()}
    assert supervisor.act("allocation-word", "/draws", said).status_code == 200
    document = operator.get("/allocation.json").json()
    told = paper.read(document)
    assert verify(told, said["commitment"]) == ()
    used = {seat for mine in told.now.values() for seat in mine}
    assert (len(told.now), len(used), BROKEN in used) == (8, 42, False)
    assert "每份抽取结果均已分配机位" in operator.get("/").text

    victim = told.now["D3"][2]  # at half past eight another one breaks
    assert operator.act("seat-order", f"/seats?seat={victim}", {"seat": victim, "order": "out", "why": "冒烟"}).ok
    page = operator.get("/").text
    assert "冒烟" in page
    assert "调整故障机位上的人员" in page
    moved = operator.act("allocation-move", "/").text
    new = morning.house.seating.newest()
    assert new is not None
    assert new.now["D3"][2] != victim
    assert new.now["D3"][2] in moved
    assert verify(new) == ()

    assert operator.get("/stages").text.count("密封待启") == 8  # by number and hour, without a name
    assert sample_script().project.name.zh not in operator.get("/stages").text
    early = operator.act("draw-ask", "/draws", {"draw": "D1"})
    assert early.status_code == 409
    clock.set_ahead(START - datetime.now(clock.CIVIL) + timedelta(seconds=1))
    asked = operator.act("draw-ask", "/draws", {"draw": "D1"})
    for answer in morning.answers(asked.json()):
        assert operator.act("draw-answer", "/draws", {"draw": "D1"}, answer).status_code == 200
    assert morning.house.draws.arrive("E2") == sample_script().project.id
    board = operator.get("/stages").text
    assert sample_script().project.name.zh in board
    assert "签到与身份核验" in board
    assert {e.act for e in morning.events()} >= {
        "seat-plan", "draw-take", "allocation-commit", "allocation-word", "seat-order", "allocation-move", "draw-ask",
        "draw-answer",
    }  # fmt: skip
    assert morning.log.first_fault() == 0


def test_a_technician_accepts_seats_and_sees_no_project(morning: DeskHouse) -> None:
    technician = morning.browser("technician")
    assert technician.act("seat-accept", "/seats?seat=A-01", {"seat": "A-01"}).status_code == 200
    page = technician.get("/seats?seat=A-01").text
    assert "验收证书" in page
    assert "赵技术" in page
    refused = technician.act("seat-accept", f"/seats?seat={BROKEN}", {"seat": BROKEN})
    assert refused.status_code == 409
    code = technician.act("seat-code", "/seats?seat=A-02", {"seat": "A-02"})
    assert re.search(r"<code>([0-9A-Z]{4}-){7}[0-9A-Z]{4}</code>", code.text)
    for page in ("/stages", "/draws", "/projects", "/publication", "/archive", "/journal", "/fees", "/recordings"):
        assert technician.get(page).status_code == 403


def test_the_pages_of_every_role_stand_in_both_languages(morning: DeskHouse) -> None:
    for role in Role:
        browser = morning.browser(role)
        for page in VIEWS:
            for language, word in (("zh", "评标中心工作台"), ("en", "Desk of the centre")):
                answer = browser.get(f"/{page}?lang={language}")
                assert answer.status_code == (200 if may(role, page) else 403), (role, page)
                assert word in answer.text
                assert all(answer.headers[name] == value for name, value in HEADERS)


def test_a_standstill_a_replacement_and_the_clock_on_the_board(morning: DeskHouse) -> None:
    operator = morning.browser("operator")
    operator.act("draw-take", "/draws", file=morning.draw(1))
    clock.set_ahead(START - datetime.now(clock.CIVIL) + timedelta(seconds=1))
    for answer in morning.answers(operator.act("draw-ask", "/draws", {"draw": "D1"}).json()):
        operator.act("draw-answer", "/draws", {"draw": "D1"}, answer)
    evaluation = morning.house.draws.arrive("E2")
    at = f"/stages?evaluation={evaluation}"
    told = {"evaluation": evaluation}
    swap = {"old": "E1", "new": "R1", "reason": "absence", "note": "突发疾病"}
    assert operator.act("replace", at, told | swap).status_code == 200
    assert "E1" not in morning.house.centre(evaluation).desk.evaluation.members
    assert operator.act("suspend", at, told | {"reason": "fault"}).status_code == 200
    board = operator.get(at).text
    assert "剩余" in board
    assert ">2:00<" in board or ">1:59<" in board
    assert operator.act("open", at, told).status_code == 200
    assert morning.house.centre(evaluation).desk.evaluation.suspended is not None  # one alone opens nothing
    assert operator.get(f"/archive/{evaluation}.zip").status_code == 403  # not over


# --- projects -----------------------------------------------------------------------------------------


def zipped(content: bytes, name: str = "project.json") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def test_a_project_is_taken_alone_or_in_a_zip(desk: DeskHouse) -> None:
    operator = desk.browser("operator")
    assert operator.act("project-take", "/projects", file=project_file(id="one")).status_code == 200
    assert operator.act("project-take", "/projects", file=zipped(project_file(id="two"))).status_code == 200
    page = operator.get("/projects").text
    assert "<code>one</code>" in page
    assert "<code>two</code>" in page


def test_every_fault_is_named_and_open_technical_weight_is_refused(desk: DeskHouse) -> None:
    operator = desk.browser("operator")
    document = json.loads(project_file())
    for section in document["sections"]:
        section["blind"] = False
    document["preliminary"] = [i for i in document["preliminary"] if not i.get("blind")]
    document["regime"] = "government-procurement"
    document["bidders"][1]["name"] = document["bidders"][0]["name"]
    refused = operator.act("project-take", "/projects", file=json.dumps(document).encode())
    assert refused.status_code == 422
    assert "政府采购项目技术分占比 50，超过 40%，须采用电子暗标" in refused.text
    assert refused.text.count("名称或简称与另一投标人相同") == 2
    assert "尚未导入文件" in operator.get("/projects").text
    assert (f"{Role.OPERATOR}-1", "project-take", "project_refused") in refusals(desk)


# --- attacks ------------------------------------------------------------------------------------------


def test_nobody_without_a_certificate_of_the_desk_gets_in(desk: DeskHouse) -> None:
    seat = desk.seat_certificate("A-01")
    gone = desk.certificate("gone-1", "auditor")
    desk.staff.revoke("gone-1")
    for browser, code in (
        (desk.stranger(), "没有客户端证书"),
        (desk.stranger(seat), "不属于工作台人员"),
        (desk.stranger(gone), "已停用"),
    ):
        answer = browser.get("/seats")
        assert answer.status_code == 401
        assert code in answer.text
        assert browser.raw("POST", f"{browser.url}/act/suspend", data={"token": "x"}).status_code == 401
    assert {code for who, _, code in refusals(desk) if who == "-"} == {
        "certificate_missing", "certificate_of_another", "certificate_revoked",
    }  # fmt: skip


def test_a_certificate_of_the_desk_is_no_seats(desk: DeskHouse) -> None:
    operator = desk.browser("operator")
    answer = operator.raw("GET", f"{desk.url}/v0/facts")
    assert answer.status_code == 403
    assert answer.json()["code"] == "seat_certificate_revoked"


def test_another_roles_page_or_act_is_refused_and_noted(morning: DeskHouse) -> None:
    wanted = set()
    for role in Role:
        browser = morning.browser(role)
        for act in ACTS:
            if not may(role, act):
                assert browser.raw("POST", f"{browser.url}/act/{act}", data={"token": "x"}).status_code == 403
                wanted.add((f"{role}-1", act, "role_missing"))
    assert set(refusals(morning)) == wanted
    assert len(wanted) > 40


def order(browser: Browser, token: str, **headers: str) -> Any:
    fields = {"token": token, "seat": "A-01", "order": "out", "why": "x"}
    return browser.raw("POST", f"{browser.url}/act/seat-order", data=fields, headers=headers)


def test_forged_foreign_and_repeated_forms_are_refused_and_noted(morning: DeskHouse) -> None:
    operator, technician = morning.browser("operator"), morning.browser("technician")
    at = "/seats?seat=A-01"
    good = operator.token(at)
    nonce, rest = good.split(".", 1)
    for forged in ("", "x", f"{'0' * len(nonce)}.{rest}", good[:-1] + ("A" if good[-1] != "A" else "B")):
        assert order(operator, forged).status_code == 403
    assert order(technician, good).status_code == 403  # another person's
    assert order(operator, good, Origin="https://elsewhere.example").status_code == 403
    assert order(operator, good, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert {c for _, act, c in refusals(morning) if act == "seat-order"} == {"form_forged"}
    assert order(operator, good).status_code in (200, 303)
    assert order(operator, good).status_code == 403  # a replay
    clock.set_ahead(timedelta(0))
    fresh = operator.token(at)
    clock.set_ahead(timedelta(hours=9))
    assert order(operator, fresh).status_code == 403
    assert {"form_again", "form_expired"} <= {c for _, _, c in refusals(morning)}


def test_uploads_have_limits_and_a_bomb_does_not_go_off(desk: DeskHouse) -> None:
    operator = desk.browser("operator")
    bomb = zipped(b" " * 40_000_000)
    assert len(bomb) < 100_000
    lying = bytearray(zipped(b" " * 40_000_000))
    at = lying.rindex(b"PK\x01\x02")
    struct.pack_into("<I", lying, at + 24, 10)  # claims ten bytes
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(300):
            archive.writestr(f"{number}", b"")
        archive.writestr("project.json", project_file())
    for file, status in (
        (b"x" * (3 << 20), 413), (b"x" * (5 << 20), 413), (bomb, 422), (bytes(lying), 422), (many.getvalue(), 422),
        (zipped(project_file(), "../project.json"), 422), (b"PK\x03\x04" + b"\0" * 40, 422), (b"", 422),
        (b"[" * 100_000, 422), (b"\xff\xfe", 422),
    ):  # fmt: skip
        assert operator.act("project-take", "/projects", file=file).status_code == status
    codes_noted = {c for _, act, c in refusals(desk) if act == "project-take"}
    assert codes_noted == {"upload_too_large", "zip_bomb", "zip_wrong", "project_refused"}
    for broken in (b"", b"\xff", b"a,b", b"../x,A,R1", b"S1,A,R1,S9", "机位,场所".encode(), b"x\n" * 3000):
        assert desk.browser("technician").act("seat-plan", "/seats", file=broken).status_code == 422


def bids_of(folder: Path, bidder: str, **changed: bytes) -> bytes:
    """A bidder's zip of three parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted((folder / bidder).glob("*.pdf")):
            archive.writestr(path.name, changed.get(path.stem, path.read_bytes()))
    return packed.getvalue()


def test_a_project_comes_with_its_bids_and_opens_by_its_draw(desk: DeskHouse, tmp_path: Path) -> None:
    operator, script = desk.browser("operator"), sample_script()
    make_bids(tmp_path / "bids", (b.id for b in script.project.bidders))
    publish = {"project": "NEW-1", "committee": "sealed"}
    assert operator.act("project-take", "/projects", file=project_file(id="NEW-1")).status_code == 200
    first, *others = [b.id for b in script.project.bidders]
    for bidder in others:
        told = {"project": "NEW-1", "bidder": bidder}
        assert operator.act("bids-take", "/projects", told, bids_of(tmp_path / "bids", bidder)).status_code == 200
    early = operator.act("project-publish", "/projects", publish)
    assert early.status_code == 409
    assert first in early.text
    told = {"project": "NEW-1", "bidder": first}
    betraying = bids_of(tmp_path / "bids", first, technical=page_of(ORDINARY + UNSEEN["white"][1]))
    assert operator.act("bids-take", "/projects", told, betraying).status_code == 200
    held = operator.act("project-publish", "/projects", publish)
    assert held.status_code == 409
    assert "待人工处理" in held.text
    assert operator.act("bids-take", "/projects", told, bids_of(tmp_path / "bids", first)).status_code == 200
    assert operator.act("project-publish", "/projects", publish).status_code == 200
    assert "✓ 已发布" in operator.get("/projects").text
    assert [c.desk.project.id for c in desk.house.all()] == []  # nobody sees it before its draw is opened
    assert operator.act("bids-take", "/projects", told, bids_of(tmp_path / "bids", first)).status_code == 409
    assert operator.act("draw-take", "/draws", file=desk.draw(1, project="NEW-1")).status_code == 200
    clock.set_ahead(START - datetime.now(clock.CIVIL) + timedelta(seconds=1))
    for answer in desk.answers(operator.act("draw-ask", "/draws", {"draw": "D1"}).json()):
        assert operator.act("draw-answer", "/draws", {"draw": "D1"}, answer).status_code == 200
    assert desk.house.draws.arrive("E2") == "NEW-1"
    (centre,) = desk.house.all()
    assert len(documents_of(desk.storage, centre.desk.project.id)) == 3 * len(script.project.bidders)
    assert {(e.act, e.code) for e in desk.events() if e.code} == {
        ("project-publish", "bids_missing"), ("project-publish", "bids_held"), ("bids-take", "already_done"),
    }  # fmt: skip


@pytest.mark.full
def test_a_zip_of_bids_is_not_believed(desk: DeskHouse, tmp_path: Path) -> None:
    operator = desk.browser("operator")
    assert operator.act("project-take", "/projects", file=project_file(id="NEW-1")).status_code == 200
    told = {"project": "NEW-1", "bidder": "B01"}
    bomb = zipped(b"\0" * (delivered.LARGEST + 1), "technical.pdf")
    assert len(bomb) < delivered.LIMIT
    for file, status in (
        (bomb, 413), (zipped(b"x", "../technical.pdf"), 422), (zipped(b"x", "B01/technical.pdf"), 422),
        (zipped(b"x", "other.pdf"), 422), (b"PK\x03\x04" + b"\0" * 40, 422), (b"", 422),
        (b"x" * (delivered.LIMIT + 1), 413),
    ):  # fmt: skip
        assert operator.act("bids-take", "/projects", told, file).status_code == status
    assert operator.act("bids-take", "/projects", told | {"bidder": "B99"}, zipped(b"x")).status_code == 422
    assert {c for _, act, c in refusals(desk) if act == "bids-take"} == {
        "zip_bomb", "bids_wrong", "upload_too_large", "form_wrong",
    }  # fmt: skip
    assert list(delivered.folder_of(desk.settings.data, "NEW-1").glob("*")) == []  # nothing of it was kept


def test_malformed_requests_get_a_page(desk: DeskHouse) -> None:
    operator = desk.browser("operator")
    token = operator.token("/draws")
    url = f"{operator.url}/act/allocation-commit"
    for options in (
        {"data": b"\xff\xfe=%zz", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        {"json": {"token": token}},
        {"data": {"token": token, **{f"f{n}": "x" for n in range(30)}}},
        {"data": {"token": token, "note": "x" * 5000}},
        {"files": {"file": b"x"}},
        {"data": b"--x\r\n", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
        {"data": b"x" * 70_000, "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
    ):
        assert operator.raw("POST", url, **options).status_code in (403, 413, 422)
    assert operator.raw("GET", url).status_code == 405
    assert operator.raw("POST", f"{operator.url}/act/unknown", data={"token": token}).status_code == 404
    assert desk.house.seating.waiting() == ""


def test_whoever_asks_too_often_waits(morning: DeskHouse) -> None:
    operator = morning.browser("operator")
    statuses = [order(operator, "x").status_code for _ in range(ACTS_WITHIN + 2)]
    assert statuses[:ACTS_WITHIN] == [403] * ACTS_WITHIN
    assert statuses[-1] == 429
    assert morning.browser("auditor").get("/journal").status_code == 200  # others go on


@pytest.mark.full
def test_no_sheet_that_is_not_locked_shows_to_anybody(played: Played, tmp_path: Path) -> None:
    hall = played.moved(StageId.TECHNICAL, tmp_path / "centre")
    first, *others = hall.scores("E1", StageId.TECHNICAL)
    secret = "只有本人知道的理由"
    hall.seat("E1").do(replace(first, reason=secret), *others)
    hall.close()
    desk = DeskHouse(hall.foundation, hall.foundation.folder)
    try:
        evaluation = hall.script.project.id
        for role in Role:
            desk.certificate(f"{role}-1", role)
            browser = desk.browser(role)
            for page in VIEWS:
                answer = browser.get(f"/{page}?evaluation={evaluation}")
                assert secret not in answer.text
                assert answer.status_code == (200 if may(role, page) else 403)
            assert browser.get(f"/archive/{evaluation}.zip").status_code == 403
    finally:
        desk.close()
    kept = [file for file in hall.foundation.folder.rglob("*") if file.is_file()]
    assert any(first.code.encode() in file.read_bytes() for file in kept)  # the search finds what is there
    spelled = (secret.encode(), json.dumps(secret)[1:-1].encode())  # as text, and as JSON may write it
    assert not any(word in file.read_bytes() for file in kept for word in spelled)  # nor to who has the database


# --- the journal --------------------------------------------------------------------------------------


def test_a_changed_journal_shows(morning: DeskHouse) -> None:
    morning.browser("operator").act("allocation-commit", "/draws")
    auditor = morning.browser("auditor")
    assert "链条完整" in auditor.get("/journal").text
    rows = list(reversed(morning.events()))
    assert broken_link(rows) == 0
    assert broken_link(rows[1:]) == 1
    with morning.storage.transaction() as session:
        session.get_one(DeskEventRow, 1).person = "somebody-else"
    assert "链条在第 1 条断开" in auditor.get("/journal").text


def test_news_come_when_something_changes(morning: DeskHouse) -> None:
    operator = morning.browser("operator")
    with operator.get("/news", stream=True) as stream:
        lines = stream.iter_lines(chunk_size=1)
        assert next(lines) == b": here"
        morning.house.seating.set_order("A-03", "x")
        assert next(line for line in lines if line.startswith(b"event")) == b"event: news"


# --- words and look -----------------------------------------------------------------------------------


def template_words() -> set[str]:
    text = "\n".join(path.read_text("utf-8") for path in resources.path("desk").glob("*.html"))
    return {match.replace("\\'", "'") for match in re.findall(r'\bt\("((?:[^"\\]|\\.)*)"', text)}


def test_every_word_is_translated_with_its_facts() -> None:
    words = template_words() | {word for group in labels.LABELS.values() for word in group.values()}
    assert len(words) > 150
    untold = {word for word in words if word not in table()}
    assert untold == set()
    facts = re.compile(r"\{\w+\}")
    assert [w for w in words if set(facts.findall(w)) != set(facts.findall(table()[w]))] == []


def test_every_code_of_the_desk_has_a_sentence() -> None:
    source = "\n".join(p.read_text("utf-8") for p in Path("seat_client/centre/desk_pages").glob("*.py"))
    raised = set(re.findall(r'(?:Forbidden|Refused|Conflict|TooLarge|TooFast|Busy|_Unknown)\("(\w+)"', source))
    assert len(raised) > 12
    assert raised | set(FAULTS) | set(labels.REFUSALS) <= set(codes())
    assert set(labels.ACTS) == {*ACTS, "export", "help-ask", "help-lost"}  # the last two are a seat's
    assert set(labels.TITLES) == set(VIEWS)
    assert set(RIGHTS) == {*VIEWS, *ACTS}
    assert all(set(said) == {"en", "zh"} for said in codes().values())


def test_the_look_comes_from_the_seats_own_values() -> None:
    css = style.stylesheet()
    used = set(re.findall(r"var\(--([\w-]+)\)", css))
    defined = set(re.findall(r"--([\w-]+):", css))
    assert used <= defined
    rules = resources.path("desk", "desk.css").read_text("utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgb\(", rules) == []
    assert read_json(json.dumps(sorted(used)).encode())
