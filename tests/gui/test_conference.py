"""The conference page and the strip: what stands where, every state in words, keys, and pictures that move."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from seat_client.conference.messages import CameraOff, JoinCall, LineQuality
from seat_client.media.messages import Mute, MutedSpeech, SetVolume, SuppressNoise
from seat_client.services.call_view import CallView, Place
from seat_client.ui.screen_picture import picture_of
from seat_client.ui.screens.conference.matrix import HeardMatrix
from seat_client.ui.widgets.pages import WorkbenchFrame
from seat_client.ui.widgets.video_tile import VideoTile, cover
from seat_client.wire.conference import ScreenTerms
from tests.gui.call_page import OWN, WEAK, CallPage, call_page, calling, full_view
from tests.gui.looks import SCALED, english, flaws
from tests.gui.pictures import COMPACT, WIDE, settle
from tests.gui.walk import place, tab_order

SIZES = pytest.mark.parametrize("size", [WIDE, COMPACT, SCALED], ids=["1920", "1366", "125%"])
NINE = ("microphone", "camera", "noise", "volume", "speak", "share", "supervisor", "technician", "away")


def words(page: CallPage) -> str:
    view = page.view
    labels = [part.text() for part in view.findChildren(QLabel) if part.isVisible()]
    buttons = [part.text() for part in view.findChildren(QToolButton) if part.isVisible()]
    tiles = [part.accessibleName() for part in view.findChildren(VideoTile) if part.isVisible()]
    return "\n".join((*labels, *buttons, *tiles))


def tile_of(page: CallPage, role: str) -> VideoTile:
    return next(t for t in page.view.findChildren(VideoTile) if t.plate.key == role)


@SIZES
def test_everything_has_its_place(size: QSize) -> None:
    with call_page(size) as page:
        page.show(full_view())
        tiles = [tile for tile in page.view.findChildren(VideoTile) if tile.isVisible()]
        assert len(tiles) == 8
        places = [place(tile) for tile in tiles]
        assert len({p.top() for p in places}) == 2
        assert len({p.left() for p in places}) == 4
        assert places[1].left() - places[0].right() - 1 == 12
        buttons = [page.view.findChild(QToolButton, f"call-{key}") for key in NINE]
        assert all(b is not None and b.isVisible() for b in buttons)
        matrix = page.view.findChild(HeardMatrix)
        assert matrix is not None
        assert place(matrix).left() > max(p.right() for p in places)
        assert flaws(page.shell, size) == []


@SIZES
def test_nothing_is_cut_off_in_english(size: QSize) -> None:
    with english(), call_page(size) as page:
        page.show(full_view())
        assert flaws(page.shell, size) == []
        page.show(calling(word="m5"))
        assert flaws(page.shell, size) == []


def test_a_tile_shows_the_newest_picture_of_its_slot() -> None:
    with call_page(WIDE) as page:
        page.show(full_view())
        tile = tile_of(page, "m2")
        for shade in (40, 200):
            page.draw(tile.plate.tile, 8, shade)
            for _ in range(5):
                settle(page.shell)
            corner = tile.grab().toImage().pixelColor(20, 20)
            assert abs(corner.red() - shade) < 4, "the picture in the tile is not the newest"
        assert tile.drawn == 2


def test_pictures_are_cut_in_the_middle_never_squeezed() -> None:
    taken = cover(480, 270, 340, 410)
    assert taken.height() == 270
    assert abs(taken.width() / taken.height() - 340 / 410) < 0.01
    assert abs(taken.center().x() - 240) <= 1


@pytest.mark.parametrize(
    ("state", "word"),
    [("not-joined", "未加入"), ("away", "暂离"), ("lost", "画面中断"), ("no-camera", "无画面"), ("weak", "收听偏弱"),
     ("muted", "已静音"), ("speaking", "发言中")],
)  # fmt: skip
def test_each_state_of_a_tile_has_a_word(state: str, word: str) -> None:
    with call_page(WIDE) as page:
        view = full_view()
        places = tuple(replace(p, state=state, shown=False) if p.role == "m2" else p for p in view.places)
        page.show(replace(view, places=places))
        assert word in tile_of(page, "m2").accessibleName()


def test_the_matrix_tells_in_words_who_hears_poorly() -> None:
    with call_page(WIDE) as page:
        page.show(full_view())
        matrix = page.view.findChild(HeardMatrix)
        assert matrix is not None
        assert "评委 1 组长→5: 弱" in matrix.accessibleDescription()
        assert "评委 5 收听偏弱，正在自动重新接收" in words(page)
        page.show(full_view(heard={}))
        assert "收听偏弱，正在" not in words(page)


def test_no_name_and_no_code_of_the_engine_stands_anywhere() -> None:
    with call_page(WIDE) as page:
        for refusal in ("pin", "token", "room_gone", "identity_in_use", "room_full", "relay_refused", "signalling"):
            page.show(CallView(state="refused", refusal=refusal, places=full_view().places, own=OWN))
            assert refusal not in words(page)
            assert page.model.reason
        page.show(CallView(state="ahead", problem="conference_unavailable", own=OWN))
        assert "评标中心的会议暂不可用" in words(page)
        assert not page.view.findChild(QToolButton, "call-join-large").isEnabled()


def test_lines_say_what_they_carry() -> None:
    with call_page(WIDE) as page:
        page.show(full_view())
        assert "承载音视频与数据" in words(page)
        assert "热备，已保持连接" in words(page)
        lost = (LineQuality("wired", "lost", ()), LineQuality("mobile", "carrying", ("audio", "video"), 0.05))
        page.show(full_view(lines=lost))
        assert "已中断，正在重试" in words(page)


def test_keys_work_the_call() -> None:
    with call_page(WIDE) as page:
        page.show(full_view())
        for key, kind in ((Qt.Key.Key_M, Mute), (Qt.Key.Key_V, CameraOff), (Qt.Key.Key_N, SuppressNoise)):
            QTest.keyClick(page.view, key)
            assert page.orders.last(kind) is not None
        assert page.orders.last(SuppressNoise).on is False
        page.view.findChild(QToolButton, "call-volume").click()
        assert page.orders.last(SetVolume).percent == 80


def test_space_is_heard_while_it_is_held() -> None:
    with call_page(WIDE) as page:
        page.conference.mute(True)
        page.show(full_view(microphone="off"))
        QTest.keyPress(page.view, Qt.Key.Key_Space)
        assert page.orders.last(Mute).muted is False
        QTest.keyRelease(page.view, Qt.Key.Key_Space)
        assert page.orders.last(Mute).muted is True


def test_space_is_let_go_when_the_focus_leaves_with_the_key_down() -> None:
    with call_page(WIDE) as page:
        page.conference.mute(True)
        page.show(full_view(microphone="off"))
        page.view.setFocus()
        QTest.keyPress(page.view, Qt.Key.Key_Space)
        assert page.orders.last(Mute).muted is False
        page.view.findChild(QToolButton, "call-volume").setFocus()
        assert page.orders.last(Mute).muted is True


def test_tab_goes_through_the_nine_buttons_in_reading_order() -> None:
    with call_page(WIDE) as page:
        page.show(full_view())
        order = tab_order(page.view)
        usable = ["麦克风 开", "摄像头 开", "降噪 开", "音量 70%", "请求发言", "呼叫监督席", "暂离"]
        assert [name for name in order if name in usable] == usable


def test_only_the_chair_sees_buttons_to_give_the_word() -> None:
    with call_page(WIDE) as page:
        page.show(full_view())
        assert words(page).count("给予发言") == 1  # the line that says who gives it
        assert "等待 00:12" in words(page)
        page.show(full_view(own="m1", chair="m1"))
        assert words(page).count("给予发言") == 2 + 1


def test_a_private_talk_is_told_to_all_and_answered_by_the_one_called() -> None:
    with call_page(WIDE) as page:
        page.show(calling())
        assert "评委 3 · 本席 呼叫 监督席" in words(page)
        assert "接听" not in words(page)
        page.show(calling(own="s1"))
        assert "接听" in words(page)


@SIZES
def test_who_speaks_into_a_closed_microphone_is_told(size: QSize) -> None:
    with call_page(size) as page:
        page.show(full_view())
        assert "他人听不到您" not in words(page)
        page.show(replace(full_view(), microphone="off", unheard=True))
        assert "麦克风已关，他人听不到您" in words(page)
        assert flaws(page.shell, size) == []


def test_words_that_nobody_hears_are_noticed_only_while_the_microphone_is_off() -> None:
    with call_page(WIDE) as page:
        page.conference.tell(MutedSpeech())
        assert not page.conference.current.unheard
        page.conference.mute(True)
        page.conference.tell(MutedSpeech())
        page.conference.mute(True)  # published at once
        assert page.conference.current.unheard
        page.conference.mute(False)
        assert not page.conference.current.unheard


def test_joining_is_one_action_in_the_strip() -> None:
    with call_page(WIDE, WorkbenchFrame("Form")) as page:
        places = tuple(Place(p.role, p.tile) for p in full_view().places)
        page.show(CallView(state="ahead", places=places, own=OWN))
        page.shell.strip.asked.connect(page.model.ask)
        join = page.shell.strip.findChild(QToolButton, "call-join")
        assert join.isVisible()
        assert join.isEnabled()
        join.click()
        assert page.orders.last(JoinCall) is None  # without a pass there is nothing to join yet
        page.show(full_view())
        assert not join.isVisible()
        assert [t.plate.key for t in page.shell.strip.tiles()] == ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "s1"]


def test_the_strip_keeps_its_tiles_while_only_their_state_changes() -> None:
    with call_page(WIDE, WorkbenchFrame("Form")) as page:
        page.show(full_view())
        before = page.shell.strip.tiles()
        places = tuple(replace(p, speaking=p.role == WEAK) for p in full_view().places)
        page.show(full_view(places=places))
        assert page.shell.strip.tiles() == before
        assert next(t for t in before if t.plate.key == WEAK).plate.speaking


@SIZES
def test_it_is_said_that_the_screen_is_recorded(size: QSize) -> None:
    recorded = full_view(screen=ScreenTerms(officers=("QUFB", "QkJC")))
    with call_page(size) as page:
        page.show(recorded)
        assert "全程录制，本机屏幕同步录制" in words(page)
        assert flaws(page.shell, size) == []
    with english(), call_page(size) as page:
        page.show(recorded)
        assert "so is this screen" in words(page)
        assert flaws(page.shell, size) == []


def test_the_record_of_a_window_is_what_it_shows() -> None:
    window = QWidget()
    window.resize(320, 200)
    window.setStyleSheet("background: rgb(10, 120, 200)")
    assert picture_of(window).isNull(), "nothing is shown yet"
    window.show()
    QApplication.processEvents()
    picture = picture_of(window)
    assert (picture.width(), picture.height()) == (320, 200)
    assert picture.pixelColor(160, 100).getRgb()[:3] == (10, 120, 200)
    window.close()
