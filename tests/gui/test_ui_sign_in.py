"""Signing in with a real key at a real centre: every state of the page that can be reached today."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from seat_client import __version__
from seat_client.services.sign_in import SignedIn, SigningIn
from seat_client.signing.watch import WatchedReaders
from seat_client.sync.client import CentreClient
from seat_client.ui.screens.sign_in.factor_card import FactorCard
from seat_client.ui.screens.sign_in.factors import Factor, FactorState, Method, Stand, card_state, step_words
from seat_client.ui.screens.sign_in.view import SignInView
from seat_client.ui.screens.sign_in.view_model import KeyIn, Phase, SignInModel
from seat_client.ui.screens.sign_in.witness import WitnessLayer
from seat_client.ui.shell import Shell
from seat_client.wire import RULES
from tests.gui.closing import press, says, shown, squeezed
from tests.gui.desk import PIN, Desk, desk_in
from tests.gui.looks import flaws
from tests.gui.pictures import COMPACT, IDLE_PLATE, WIDE, settle, shell_around
from tests.gui.walk import faults, place, tab_order

DEADLINE = 60_000
BOTH = pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["1920x1080", "1366x768"])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path) as made:
        yield made


@pytest.fixture
def model(desk: Desk) -> SignInModel:
    return SignInModel(desk.signing_in, desk.watch, desk.bridge)


@pytest.fixture
def shell(model: SignInModel, desk: Desk, qtbot: QtBot) -> Iterator[Shell]:
    window = shell_around(SignInView(model), WIDE, plate=IDLE_PLATE)
    model.start()
    qtbot.waitUntil(lambda: model.centre is not None, timeout=DEADLINE)
    yield window
    window.end()


def view(shell: Shell) -> SignInView:
    assert isinstance(shell.page, SignInView)
    return shell.page


def test_f9_asks_for_the_self_test(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view(shell).self_test_requested, timeout=DEADLINE):
        QTest.keyClick(view(shell), Qt.Key.Key_F9)


def words(root: QWidget) -> str:
    return "\n".join(part.text() for part in root.findChildren(QLabel) if part.isVisible())


def insert(desk: Desk, model: SignInModel, qtbot: QtBot) -> None:
    desk.insert_key()
    qtbot.waitUntil(lambda: model.key_in is KeyIn.READY, timeout=DEADLINE)


def enter(shell: Shell, pin: str) -> None:
    field = view(shell).panel.pin.field
    QTest.keyClicks(field, pin)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_idle_shows_three_cards_and_two_of_them_say_that_they_are_not_enabled(shell: Shell) -> None:
    page = view(shell)
    assert page.key_card.button.isEnabled()
    for card in (page.face_card, page.finger_card):
        assert not card.button.isEnabled()
        assert "尚未启用" in words(card)
    assert "签名 Key" in words(page)
    assert not page.panel.isVisible()


def test_the_page_names_nobody_even_with_the_key_in(shell: Shell, desk: Desk, model: SignInModel, qtbot: QtBot) -> None:
    insert(desk, model, qtbot)
    settle(shell)
    person = desk.centre.desk.project.member("E3").name
    project = desk.centre.desk.project.name.zh
    everything = words(shell) + "".join(part.accessibleName() + part.toolTip() for part in shell.findChildren(QWidget))
    assert person not in everything
    assert project not in everything
    assert model.key is not None
    assert model.key.holder == person, "the key names the person, so the search above could have found it"


def test_inserting_the_key_starts_its_method_and_pulling_it_ends_it(
    shell: Shell, desk: Desk, model: SignInModel, qtbot: QtBot
) -> None:
    insert(desk, model, qtbot)
    assert model.phase is Phase.PIN
    settle(shell)
    assert view(shell).panel.isVisible()
    desk.pull_key()
    qtbot.waitUntil(lambda: model.phase is Phase.IDLE, timeout=DEADLINE)


def test_digit_one_picks_the_key_and_escape_leaves_it(shell: Shell, model: SignInModel) -> None:
    QTest.keyClick(view(shell), Qt.Key.Key_1)
    assert model.phase is Phase.PIN
    assert view(shell).primary is not None
    assert view(shell).primary.text() == "请插入签名 Key"
    QTest.keyClick(view(shell), Qt.Key.Key_Escape)
    assert model.phase is Phase.IDLE


def test_the_right_pin_signs_in_and_hands_over_an_open_seat(
    shell: Shell, desk: Desk, model: SignInModel, qtbot: QtBot
) -> None:
    insert(desk, model, qtbot)
    settle(shell)
    with qtbot.waitSignal(model.signed_in, timeout=DEADLINE) as signal:
        enter(shell, PIN)
        qtbot.waitUntil(lambda: model.phase is Phase.PASSED, timeout=DEADLINE)
        settle(shell)
        assert "已完成 1 / 1" in words(shell)
        assert "身份核验通过" in words(shell)
    signed_in = signal.args[0]
    assert isinstance(signed_in, SignedIn)
    desk.seats.append(signed_in.seat)
    assert signed_in.session.member == "E3"
    assert "E3" in desk.centre.desk.evaluation.signed_in


def test_a_wrong_pin_says_so_with_the_tries_left_and_can_be_repeated(
    shell: Shell, desk: Desk, model: SignInModel, qtbot: QtBot
) -> None:
    insert(desk, model, qtbot)
    settle(shell)
    before = model.tries_left
    assert before is not None
    enter(shell, "000000")
    qtbot.waitUntil(lambda: model.problem is not None and model.tries_left == before - 1, timeout=DEADLINE)
    settle(shell)
    assert "PIN 码错误。请重新输入 PIN 码。" in words(shell)
    assert f"还可尝试 {before - 1} 次" in words(shell)
    assert view(shell).panel.pin.field.is_empty()
    assert shell.focusWidget() is view(shell).panel.pin.field


def test_the_last_try_is_confirmed_and_then_the_key_is_locked(
    shell: Shell, desk: Desk, model: SignInModel, qtbot: QtBot
) -> None:
    insert(desk, model, qtbot)
    start = model.tries_left
    assert start is not None
    for left in range(start - 1, 0, -1):
        settle(shell)
        enter(shell, "000000")
        qtbot.waitUntil(lambda left=left: model.phase is Phase.PIN and model.tries_left == left, timeout=DEADLINE)
    settle(shell)
    enter(shell, "000000")
    assert model.phase is Phase.PIN, "the last try asks once more"
    QTest.keyClick(view(shell).panel.pin.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: model.key_in is KeyIn.LOCKED, timeout=DEADLINE)
    settle(shell)
    assert view(shell).panel.submit.text() == "Key 已锁定"
    assert not view(shell).panel.pin.field.isEnabled()


def test_a_key_of_somebody_not_on_the_committee_is_refused_by_the_centre(
    shell: Shell, desk: Desk, model: SignInModel, qtbot: QtBot
) -> None:
    desk.insert_stranger()
    qtbot.waitUntil(lambda: model.key_in is KeyIn.READY, timeout=DEADLINE)
    settle(shell)
    enter(shell, PIN)
    qtbot.waitUntil(lambda: model.problem is not None, timeout=DEADLINE)
    settle(shell)
    assert "该 Key 的持有人不在本机位" in words(shell)


def test_an_unreachable_centre_is_said_and_asked_again(tmp_path: Path, desk: Desk, qtbot: QtBot) -> None:
    client = CentreClient("http://127.0.0.1:9")
    model = SignInModel(SigningIn(client, desk.keys, seat_id="07", data=tmp_path / "other"), desk.watch, desk.bridge)
    shell = shell_around(SignInView(model), WIDE, plate=IDLE_PLATE)
    model.start()
    qtbot.waitUntil(lambda: model.centre_problem is not None, timeout=DEADLINE)
    settle(shell)
    assert "无法连接评标中心" in words(shell)
    assert "暂时不能签到" in words(shell)
    model.choose_key()
    settle(shell)
    assert view(shell).panel.submit.text() == "正在等待评标中心"
    assert model._retry.isActive()
    shell.end()
    assert not model._retry.isActive()
    client.close()


def test_before_the_hour_the_page_says_when_sign_in_opens(shell: Shell, model: SignInModel) -> None:
    assert model.centre is not None
    opens = (datetime.now(UTC) + timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    model.centre = model.centre.model_copy(update={"sign_in_opens": opens})
    model.changed.emit()
    assert "未到签到时间" in words(shell)
    assert not model.may_try


STATES = {
    Stand.READY: (Factor(Method.FACE, Stand.READY, "摄像头就绪"), "摄像头就绪", "可选用"),
    Stand.RUNNING: (Factor(Method.FACE, Stand.RUNNING), "正在核验", "正在核验"),
    Stand.PASSED: (Factor(Method.FACE, Stand.PASSED), "已通过", "已通过"),
    Stand.FAILED: (Factor(Method.FACE, Stand.FAILED, "未检测到活体", 2), "未检测到活体（还可尝试 2 次）", "未通过"),
    Stand.LOCKED: (Factor(Method.FACE, Stand.LOCKED), "已锁定，仅可见证登录", "已锁定"),
    Stand.MISSING: (Factor(Method.FACE, Stand.MISSING, "摄像头未连接，请呼叫工作人员"), "未连接", "未连接"),
    Stand.NOT_FITTED: (Factor(Method.FACE, Stand.NOT_FITTED), "尚未启用", "尚未启用"),
}


@pytest.mark.parametrize("stand", Stand, ids=[stand.value for stand in Stand])
def test_a_card_in_each_of_its_states(shell: Shell, model: SignInModel, stand: Stand) -> None:
    model.blockSignals(True)  # face and finger are not fitted yet: plain data stands in their place
    factor, line, chip = STATES[stand]
    state: FactorState = card_state(factor)
    card: FactorCard = view(shell).face_card
    card.show_factor(state, False, view(shell).frame_now)
    settle(shell)
    assert line in words(card)
    assert card.button.isEnabled() is (stand in (Stand.READY, Stand.FAILED)), "a failure offers again"
    card.show_factor(state, True, view(shell).frame_now)
    settle(shell)
    assert chip in words(card)
    assert squeezed(card) == []


def test_the_line_above_the_cards_follows_two_factors() -> None:
    key, face = Factor(Method.KEY, Stand.PASSED), Factor(Method.FACE, Stand.RUNNING)
    finger = Factor(Method.FINGER, Stand.READY)
    said = [(part.text, part.state) for part in step_words((key, face, finger), 2)]
    assert said == [
        ("第 1 项　签名 Key 已通过", "done"),
        ("第 2 项　人脸识别 核验中", "accent"),
        ("进入承诺与回避", "todo"),
    ]
    through = step_words((key, Factor(Method.FACE, Stand.PASSED), finger), 2)
    assert [part.state for part in through] == ["done", "done", "accent"]


@pytest.mark.parametrize("key", [Qt.Key.Key_2, Qt.Key.Key_3])
def test_a_method_that_is_not_fitted_says_so_and_starts_nothing(shell: Shell, model: SignInModel, key: Qt.Key) -> None:
    QTest.keyClick(view(shell), key)
    settle(shell)
    assert model.phase is Phase.IDLE
    assert "该方式在本机位尚未启用，请使用签名 Key。" in words(shell)
    QTest.keyClick(view(shell), Qt.Key.Key_1)
    settle(shell)
    assert "该方式在本机位尚未启用" not in words(shell)


def test_w_and_the_link_say_how_a_witnessed_sign_in_goes(shell: Shell) -> None:
    QTest.keyClick(view(shell), Qt.Key.Key_W)
    settle(shell)
    (layer,) = shell.findChildren(WitnessLayer)
    assert "两名工作人员" in words(layer)
    assert not layer.primary.isEnabled()  # nobody has vouched, and nobody was named
    QTest.keyClick(layer, Qt.Key.Key_Escape)
    settle(shell)
    press(shell, "witnessed-sign-in")
    assert len(shell.findChildren(WitnessLayer)) == 1


def test_a_refused_pin_stays_on_the_card_after_cancelling(
    shell: Shell, desk: Desk, model: SignInModel, qtbot: QtBot
) -> None:
    insert(desk, model, qtbot)
    settle(shell)
    enter(shell, "000000")
    qtbot.waitUntil(lambda: model.refused is not None, timeout=DEADLINE)
    model.cancel()
    settle(shell)
    assert "PIN 码错误" in words(view(shell).key_card)
    assert view(shell).key_card.button.isEnabled()


def test_the_program_and_its_rules_stand_in_the_status_bar(shell: Shell) -> None:
    assert says(shell, "status-version") == f"客户端 {__version__} · 流程规范 {RULES}"
    assert not shown(shell, "publication-hint")


def test_a_device_that_is_missing_greys_its_card(shell: Shell, model: SignInModel) -> None:
    model._see_readers(WatchedReaders(service_up=True))
    settle(shell)
    card = view(shell).key_card
    assert card.property("state") == "off"
    assert "读卡器未连接" in words(card)
    assert not card.button.isEnabled()


def test_nothing_is_cut_off_at_any_size(shell: Shell, model: SignInModel) -> None:
    assert flaws(shell) == []
    model.choose_key()
    assert flaws(shell) == []


@BOTH
@pytest.mark.parametrize("running", [False, True], ids=["idle", "running"])
def test_names_and_targets(shell: Shell, model: SignInModel, size: QSize, running: bool) -> None:
    if running:
        model.choose_key()
    shell.resize(size)
    settle(shell)
    assert faults(shell) == []


def test_tab_goes_from_the_field_to_cancel_and_sign_in(
    shell: Shell, desk: Desk, model: SignInModel, qtbot: QtBot
) -> None:
    insert(desk, model, qtbot)
    settle(shell)
    assert tab_order(view(shell)) == ["PIN 码", "取消", "签到", "无法签到？请工作人员见证登录", "呼叫工作人员"]


@pytest.mark.parametrize(
    ("size", "left", "card"), [(WIDE, 684, 167), (COMPACT, 452, 128)], ids=["1920x1080", "1366x768"]
)
def test_the_body_lines_up_with_the_picture(
    shell: Shell, model: SignInModel, size: QSize, left: int, card: int
) -> None:
    shell.resize(size)
    model.choose_key()
    settle(shell)
    page = view(shell)
    assert abs(place(page.key_card).left() - left) <= 2
    assert abs(page.key_card.height() - card) <= 2
    assert abs(place(page.finger_card).right() - (size.width() - (64 if size == WIDE else 32))) <= 2
    widths = {page.key_card.width(), page.face_card.width(), page.finger_card.width()}
    assert max(widths) - min(widths) <= 2
    assert abs(page.panel._left.width() - (600 if size == WIDE else 360)) <= 2


def test_the_front_says_whether_the_clock_goes_by_the_centre(
    shell: Shell, desk: Desk, model: SignInModel, qtbot: QtBot
) -> None:
    assert "时钟已与中心校准" in words(shell)
    nobody = SigningIn(CentreClient("http://127.0.0.1:9"), desk.keys, seat_id="07", data=desk.folder / "other")
    alone = shell_around(SignInView(SignInModel(nobody, desk.watch, desk.bridge)), WIDE, plate=IDLE_PLATE)
    settle(alone)
    assert "时钟尚未与中心校准" in words(alone)
    alone.end()


def test_the_centres_answer_tells_how_far_its_clock_is_ahead(desk: Desk) -> None:
    assert desk.signing_in.offset_seconds is None
    desk.signing_in.centre().result(timeout=60)
    assert desk.signing_in.offset_seconds is not None
    assert abs(desk.signing_in.offset_seconds) < 60  # the same machine
