"""An operator's morning in a real Chromium: what is there is seen, what is to be done is done, nothing planted runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seat_client.centre.desk_pages.roles import Role, may
from seat_client.centre.desk_pages.views import VIEWS
from seat_client.evidence.sealing import EscrowKey
from seat_client.wire.drafts import EscrowRequest
from seat_client.wire.help import WORDS_LIMIT, HelpTold, Sight
from tests.conference.browser import find_browser
from tests.desk_browser import Chromium, Line
from tests.unit.centre.desk_house import BROKEN, DeskHouse, plan
from tests.unit.centre.hall import Foundation, sample_script
from tests.unit.centre.test_escrow import deposited
from tests.unit.centre.test_remote_help import DIAGNOSIS, PICTURE

pytestmark = pytest.mark.full
HTML = "<img src=x onerror=\"document.title='taken'\">"
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
HELPED = HelpTold(
    seat="A-01", id="1" * 32, diagnosis=DIAGNOSIS, sight=Sight(page="sign-in", picture=PICTURE)
)  # fmt: skip
SMALL = """[...document.querySelectorAll('main button, main input:not([type=hidden]), main select, nav a, .button')]
  .filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 80))"""
NAMELESS = """[...document.querySelectorAll('main input:not([type=hidden]), main select')]
  .filter(e => !e.labels.length).map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    foundation = Foundation.lay(tmp_path / "centre", sample_script(), sealed=7)
    made = DeskHouse(foundation, foundation.folder)
    for role in Role:
        made.certificate(f"{role}-1", role)
    made.enrol_health()
    yield made
    made.close()


@pytest.fixture
def lines(desk: DeskHouse) -> Iterator[dict[Role, str]]:
    issuer = desk.folder / "seats-issuer.pem"
    made = {role: Line(desk.url, desk.folder / f"{role}-1.pem", issuer) for role in Role}
    yield {role: line.url + "/desk" for role, line in made.items()}
    for line in made.values():
        line.close()


@pytest.fixture
def chromium() -> Iterator[Chromium]:
    if find_browser() is None:
        pytest.skip("no Chromium: the set-up of `--full` brings it")
    with Chromium() as made:
        yield made


def test_the_morning_is_done_with_the_pages_alone(
    desk: DeskHouse, lines: dict[Role, str], chromium: Chromium, tmp_path: Path
) -> None:
    operator, supervisor, technician = lines[Role.OPERATOR], lines[Role.SUPERVISOR], lines[Role.TECHNICIAN]
    chromium.open(f"{technician}/seats")
    (tmp_path / "plan.csv").write_text(plan())
    chromium.choose("seat-plan", tmp_path / "plan.csv")
    chromium.press("载入平面图")
    assert "已完成：场所平面图" in chromium.text.replace(": ", "：")
    for number in range(1, 9):
        (tmp_path / "draw.json").write_bytes(desk.draw(number))
        chromium.open(f"{operator}/draws")
        chromium.choose("draw-take", tmp_path / "draw.json")
        chromium.press("导入")
    chromium.press("公布一半种子")
    chromium.open(f"{supervisor}/draws")
    chromium.fill("said", "七号球")
    chromium.press("抽定机位")
    newest = desk.house.seating.newest()
    assert newest is not None
    assert BROKEN not in {seat for mine in newest.now.values() for seat in mine}

    victim = newest.now["D5"][0]
    chromium.open(f"{operator}/seats?seat={victim}")
    chromium.fill("why", HTML)
    chromium.press("停用")
    chromium.open(f"{operator}/")
    assert HTML in chromium.text  # as text
    assert chromium.look("document.title") == "今日 · 评标中心工作台"
    assert chromium.look("document.querySelectorAll('img').length") == 0
    chromium.press("调整故障机位上的人员")
    moved = desk.house.seating.newest()
    assert moved is not None
    assert moved.now["D5"][0] in chromium.text
    assert victim not in {seat for mine in moved.now.values() for seat in mine}
    assert chromium.said == []  # no error, nothing the policy had to stop


def test_every_page_fits_and_can_be_worked(desk: DeskHouse, lines: dict[Role, str], chromium: Chromium) -> None:
    desk.browser("technician").act("seat-plan", "/seats", file=plan().encode())
    desk.browser("operator").act("draw-take", "/draws", file=desk.draw(1))
    desk.house.help.hear(HELPED)
    desk.house.help.give("A-01", "technician-1", "赵技术")
    desk.house.help.say("A-01", "technician-1", "请" * WORDS_LIMIT)
    desk.house.help.hear(HELPED)  # from now on it says the same, and no page has news of it
    _, wrapped = deposited(desk.storage, "P1", "E1")
    desk.house.escrow.ask("P1", "E1", "A-01", EscrowRequest(seat_key=EscrowKey.new().public, wrapped=(wrapped,)))
    for language in ("zh", "en"):
        for page in VIEWS:
            role = next(r for r in (Role.OPERATOR, Role.AUDITOR, Role.SUPERVISOR, Role.TECHNICIAN) if may(r, page))
            desk.house.help.hear(HELPED)
            chromium.open(f"{lines[role]}/{page}?lang={language}&seat=A-01")
            for width, height, scale in ((1366, 768, 1), (1920, 1080, 1), (1366, 768, 1.25)):
                chromium.resize(int(width / scale), int(height / scale), scale)
                assert chromium.look(WIDER) is False, (page, language, width, scale)
            assert chromium.look(SMALL) == [], (page, language)
            assert chromium.look(NAMELESS) == [], (page, language)
    assert chromium.said == []


def test_a_page_shows_what_changed_by_itself_but_not_under_somebodys_hands(
    desk: DeskHouse, lines: dict[Role, str], chromium: Chromium
) -> None:
    desk.browser("technician").act("seat-plan", "/seats", file=plan().encode())
    chromium.open(f"{lines[Role.AUDITOR]}/seats")
    desk.house.seating.set_order("A-03", "冒烟")
    chromium.wait_for("document.body.innerText.includes('冒烟')")
    chromium.open(f"{lines[Role.OPERATOR]}/seats?seat=A-01")
    chromium.fill("why", "半句话")
    chromium.look(
        "window.own = new EventSource('/desk/news'); own.addEventListener('news', () => { window.told = 1 }); 0"
    )
    chromium.wait_for("window.own.readyState === 1")
    desk.house.seating.set_order("A-04", "断电")
    chromium.wait_for("window.told")  # the page's own has heard of it as well, or does with the next tick
    assert chromium.look("document.querySelector('[name=why]').value") == "半句话"
