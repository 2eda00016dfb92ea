"""From the first window to the committee's rules: what stands before the work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.services.election import ChairElection
from seat_client.services.seat import Seat
from seat_client.services.sign_in import SigningIn
from seat_client.services.undertaking import Undertaking
from seat_client.sync.client import CentreClient
from seat_client.ui.opening import OpeningWindow
from seat_client.ui.screens.chair_election.view import ChairElectionView
from seat_client.ui.screens.chair_election.view_model import ChairElectionModel
from seat_client.ui.screens.practice_welcome.view import PracticeWelcomeView
from seat_client.ui.screens.practice_welcome.view_model import PracticeFacts, PracticeWelcomeModel
from seat_client.ui.screens.sign_in.view import SignInView
from seat_client.ui.screens.sign_in.view_model import KeyIn, Phase, SignInModel
from seat_client.ui.screens.undertaking.view import UndertakingView
from seat_client.ui.screens.undertaking.view_model import UndertakingModel
from seat_client.ui.screens.waiting.view import WaitingView
from seat_client.ui.screens.waiting.view_model import WaitingModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.layers import ConfirmDialog
from seat_client.ui.widgets.pin import PinDialog
from tests.gui.closing import part
from tests.gui.desk import PIN, Desk, desk_in, others, tell
from tests.gui.pictures import IDLE_PLATE, WIDE, settle, shell_around
from tests.gui.scenes import State, until
from tests.gui.test_entry_pages import page_of


@contextmanager
def signed_in(folder: Path) -> Iterator[tuple[Desk, Seat]]:
    """Member 3 at a centre on loopback, everybody arrived."""
    with desk_in(folder) as desk:
        desk.insert_key()
        until(lambda: desk.watch.current.keys)
        seat = desk.sign_in()
        tell(seat, *(ev.MemberSignedIn(m, "x", ("key",)) for m in seat.evaluation.members))
        yield desk, seat


def opening(folder: Path) -> Iterator[State]:
    window = OpeningWindow()
    window.resize(WIDE)
    window.show_words("07", "市中心 07 号机位", "正在启动…")
    window.show()
    yield "starting", window
    window.close()


def practice(folder: Path) -> Iterator[State]:
    def window(facts: PracticeFacts, *roles: str) -> Shell:
        model = PracticeWelcomeModel(facts, roles=roles, scale=100, save_scale=lambda _: None)
        return shell_around(PracticeWelcomeView(model), WIDE, practice=True)

    shell = window(PracticeFacts(6, 7, "123456"), "expert", "chair")
    yield "welcome", shell
    assert isinstance(shell.page, PracticeWelcomeView)
    shell.page.scale_buttons[125].click()
    yield "scale-chosen", shell
    shell.end()
    shell = window(PracticeFacts(6, 7, "123456", resumed=True), "expert")
    yield "half-done", shell
    shell.end()


def sign_in(folder: Path) -> Iterator[State]:
    with desk_in(folder) as desk:
        model = SignInModel(desk.signing_in, desk.watch, desk.bridge)
        view = SignInView(model)
        shell = shell_around(view, WIDE, plate=IDLE_PLATE)
        model.start()
        until(lambda: model.centre is not None)
        yield "idle", shell
        QTest.keyClick(view, Qt.Key.Key_2)
        yield "not-fitted", shell
        QTest.keyClick(view, Qt.Key.Key_1)
        yield "no-key", shell
        QTest.keyClick(view, Qt.Key.Key_Escape)
        QTest.keyClick(view, Qt.Key.Key_W)
        yield "witnessed", shell
        QTest.keyClick(shell, Qt.Key.Key_Escape)
        desk.insert_key()
        until(lambda: model.key_in is KeyIn.READY)
        yield "key-in", shell
        before = model.tries_left
        QTest.keyClicks(view.panel.pin.field, "000000")
        QTest.keyClick(view.panel.pin.field, Qt.Key.Key_Return)
        until(lambda: model.problem is not None and model.tries_left != before)
        yield "wrong-pin", shell
        desk.pull_key()
        until(lambda: model.phase is Phase.IDLE)
        opens = (datetime.now(UTC) + timedelta(hours=1)).isoformat().replace("+00:00", "Z")
        desk.house.settings = replace(desk.house.settings, sign_in_opens=opens)
        model.ask_centre()
        until(lambda: model.centre is not None and model.centre.sign_in_opens == opens)
        yield "before-the-hour", shell
        shell.end()
        yield from _nobody_answers(folder, desk)


def _nobody_answers(folder: Path, desk: Desk) -> Iterator[State]:
    client = CentreClient("http://127.0.0.1:9")
    signing_in = SigningIn(client, desk.keys, seat_id="07", data=folder / "other")
    model = SignInModel(signing_in, desk.watch, desk.bridge)
    shell = shell_around(SignInView(model), WIDE, plate=IDLE_PLATE)
    model.start()
    until(lambda: model.centre_problem is not None)
    yield "no-centre", shell
    shell.end()
    client.close()


def waiting(folder: Path) -> Iterator[State]:
    with desk_in(folder) as desk:
        desk.insert_key()
        until(lambda: desk.watch.current.keys)
        seat = desk.sign_in()
        shell = shell_around(WaitingView(WaitingModel(seat, desk.bridge)), WIDE, current=0)
        tell(seat, *(ev.MemberSignedIn(m, "x", ("key",)) for m in ("E3", "E1")))
        yield "others-to-come", shell
        rest = [m for m in seat.evaluation.members if m not in ("E3", "E1")]
        tell(seat, *(ev.MemberSignedIn(m, "x", ("key",)) for m in rest), ev.StageOpened(StageId.COMMITTEE_CHECK))
        yield "committee-checked", shell
        tell(seat, ev.CommitteeChecked(7, 4, "committee_too_few_experts"))
        yield "may-not-begin", shell
        shell.end()


def undertaking(folder: Path) -> Iterator[State]:
    with signed_in(folder) as (desk, seat):
        tell(seat, ev.StageOpened(StageId.UNDERTAKING))
        model = UndertakingModel(Undertaking(seat, desk.keys), seat, desk.watch, desk.bridge)
        view = UndertakingView(model)
        shell = shell_around(view, WIDE, current=1)
        until(lambda: model.read_at is not None)
        yield "nothing-chosen", shell
        view.declaration.clear_choice.click()
        yield "chosen", shell
        view.show_connection(False)
        yield "offline", shell
        view.show_connection(True)
        view._open_pin()
        yield "pin", shell
        dialog = shell.findChild(PinDialog)
        QTest.keyClicks(dialog.block.field, "000000")
        QTest.keyClick(dialog.block.field, Qt.Key.Key_Return)
        until(lambda: "4" in dialog.block._tries_line.text() and dialog.block.field.isEnabled())
        yield "wrong-pin", shell
        QTest.keyClick(shell, Qt.Key.Key_Escape)
        view.declaration.recuse_choice.click()
        yield "recusing", shell
        next(iter(view.declaration.rows.values())).click()
        settle(shell)
        QTest.keyClicks(view.declaration.findChild(QLineEdit), "near kin")
        yield "recusal-written", shell
        view.declaration.clear_choice.click()
        desk.pull_key()
        until(lambda: view.primary is not None and view.primary.text().strip().startswith("请插入签名 Key"))
        yield "no-key", shell
        desk.insert_key()
        until(lambda: desk.watch.current.key_of("E3") is not None)
        view._open_pin()
        dialog = shell.findChild(PinDialog)
        QTest.keyClicks(dialog.block.field, PIN)
        QTest.keyClick(dialog.block.field, Qt.Key.Key_Return)
        until(lambda: seat.own.undertaking is not None and shell.findChild(PinDialog) is None)
        tell(seat, ev.UndertakingSigned("E3"), *(ev.UndertakingSigned(m) for m in others(seat)[:3]))
        yield "signed", shell
        shell.end()


def discipline(folder: Path) -> Iterator[State]:
    with signed_in(folder) as (desk, seat):
        shell = shell_around(page_of(desk, seat, StageId.DISCIPLINE), WIDE, current=1)
        yield "to-read", shell
        handed = part(shell, "phone-handed")
        handed.setFocus()
        QTest.keyClick(handed, Qt.Key.Key_Space)
        yield "box-asked", shell
        QTest.keyClicks(part(shell, "phone-box"), "12")
        yield "filled", shell
        shell.end()


def chair_election(folder: Path) -> Iterator[State]:
    with signed_in(folder) as (desk, seat):
        tell(seat, ev.StageOpened(StageId.CHAIR_ELECTION))
        view = ChairElectionView(ChairElectionModel(ChairElection(seat), seat, desk.bridge))
        shell = shell_around(view, WIDE, current=2)
        yield "nobody-chosen", shell
        view.cards["E2"].click()
        yield "chosen", shell
        QTest.keyClick(view, Qt.Key.Key_Return)
        yield "asked-once", shell
        QTest.keyClick(shell.findChild(ConfirmDialog), Qt.Key.Key_Return)
        until(lambda: seat.own.ballots)
        tell(seat, ev.BallotCast("E3", 1), ev.BallotCast("E1", 1))
        yield "voted", shell
        shell.end()


def tender_reading(folder: Path) -> Iterator[State]:
    with signed_in(folder) as (desk, seat):
        shell = shell_around(page_of(desk, seat, StageId.TENDER_READING), WIDE, current=2)
        yield "to-read", shell
        for _ in range(60):
            QTest.keyClick(shell.page, Qt.Key.Key_Space)
        yield "read", shell
        shell.end()


SCENES = {
    "opening": opening,
    "practice": practice,
    "sign-in": sign_in,
    "waiting": waiting,
    "discipline": discipline,
    "undertaking": undertaking,
    "chair-election": chair_election,
    "tender-reading": tender_reading,
}
