"""What lies around and over the work: the call, disturbances, the seal, the committee's business, the self-test."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from seat_client.app.disturbance_desk import DisturbanceDesk
from seat_client.app.help_desk import help_line
from seat_client.app.journey import SeatParts, link_line, sync_line
from seat_client.app.setup_command import seat_file
from seat_client.app.supervising import Watch
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.services.call_view import CallView, Place
from seat_client.services.disturbance import Disturbances
from seat_client.services.remote_help import Help
from seat_client.services.self_test.remote import RemoteSelfTest
from seat_client.services.self_test.result import Check, Result
from seat_client.services.self_test.result import State as How
from seat_client.services.shelf import Shelf
from seat_client.services.technician_entry import TechnicianEntry
from seat_client.signing.watch import WatchedReaders
from seat_client.sync.errors import CentreUnreachable
from seat_client.sync.loop import SyncLoop, SyncState
from seat_client.ui.bridge import Bridge
from seat_client.ui.screens.preliminary.view import PreliminaryView
from seat_client.ui.screens.preliminary.view_model import PreliminaryModel
from seat_client.ui.screens.seat_map.view import SeatMapView
from seat_client.ui.screens.seat_map.view_model import SeatMapModel
from seat_client.ui.screens.seat_setup.view import SeatSetupView
from seat_client.ui.screens.seat_setup.view_model import SeatSetupModel
from seat_client.ui.screens.self_test.view import SelfTestView
from seat_client.ui.screens.self_test.view_model import SelfTestModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.leave import LeaveLayer
from seat_client.ui.widgets.pages import WorkbenchFrame
from seat_client.ui.widgets.plates import FaultLine, StatusLine
from seat_client.wire.seats import SeatHealth
from tests.gui.call_page import OWN, call_page, calling, full_view
from tests.gui.closing import part, press
from tests.gui.desk import PIN, WORK_SECONDS, desk_in, tell
from tests.gui.pictures import DEVICES, IDLE_PLATE, NOON, PLATE, WIDE, settle, shell_around, stages
from tests.gui.review_desk import Desk
from tests.gui.scenes import State, until
from tests.gui.scenes.entry import signed_in
from tests.gui.test_committee import in_blind_review
from tests.gui.test_committee import page_of as committee_page
from tests.gui.test_sealed import after, overnight
from tests.gui.test_sealed import page_of as sealed_page
from tests.gui.test_self_test import REPORT, SEEN_TO
from tests.gui.test_supervisor import SEEN, SUPERVISOR

TECHNICIAN = "一室技术员 孟工，分机 6012"
SETUP = ("QL-07", "7", "青岚市公共资源交易中心", "07 号机位", "https://centre.example:8443")
SEATS = tuple(
    SeatHealth(
        seat=f"QL-{number:02d}", at=NOON.isoformat(), version="1.0.0", short=number % 3 == 0, practice=False,
        verdict="fail" if failed else "remind" if reminded else "pass", failed=failed, reminded=reminded,
    )
    for number, (failed, reminded) in enumerate(
        [
            ((), ()), ((), ("certificate",)), ((), ()), (("echo", "wired"), ("certificate", "input")), ((), ()),
            ((), ("noise",)), ((), ()), (("card",), ()), ((), ()), ((), ()), ((), ()), ((), ()), ((), ()), ((), ()),
        ], start=1,
    )
)  # fmt: skip


def call(folder: Path) -> Iterator[State]:
    with call_page() as page:
        page.show(full_view())
        for tile in range(9):
            page.draw(tile, tile)
        QTest.qWait(60)
        yield "everybody", page.shell
    with call_page() as page:
        page.show(calling(word="m5"))
        yield "private-talk", page.shell
        page.show(full_view(own="m1", chair="m1"))
        yield "chair", page.shell
        page.show(replace(full_view(), microphone="off", unheard=True))
        yield "unheard", page.shell


def strip(folder: Path) -> Iterator[State]:
    with call_page(page=WorkbenchFrame("评分")) as page:
        places = tuple(Place(p.role, p.tile) for p in full_view().places)
        page.show(CallView(state="ahead", places=places, own=OWN))
        yield "to-join", page.shell
        page.show(full_view())
        yield "in-the-call", page.shell
        page.shell.show_link(StatusLine("有线专线", "中断，已切到 5G", "warn"))
        yield "one-line-lost", page.shell
        page.shell.strip.fold(True)
        yield "folded", page.shell


def fault(folder: Path) -> Iterator[State]:
    desk = Desk(folder)
    for name, minutes in {"six-minutes": 6, "under-half-an-hour": 211}.items():
        model = PreliminaryModel(desk.review(blind=False), desk.seat, desk.bridge)
        with call_page(page=PreliminaryView(model, desk.reading())) as page:
            page.shell.show_stages(stages(3))
            gone = {"state": "lost", "shown": False, "microphone": False, "speaking": False}
            places = tuple(p if p.role == OWN else replace(p, **gone) for p in full_view().places)
            page.show(full_view(state="rejoining", places=places))
            page.draw(0, 3)
            lost = line_lost(desk, page.shell, folder, timedelta(minutes=minutes))
            lost.show_details()
            yield name, page.shell
            lost.stop()
    model = PreliminaryModel(desk.review(blind=False), desk.seat, desk.bridge)
    shell = shell_around(PreliminaryView(model, desk.reading()), WIDE, current=3)
    shell.show_fault(FaultLine("与评标中心的连接已恢复", "尚有 2 条正在上传。", state="ok"))
    yield "line-is-back", shell
    shell.show_fault(FaultLine("本机位正使用电池供电", "剩余 41%，请接通电源。", state="warn", more=True))
    yield "on-battery", shell
    shell.rail.flyout_requested.emit()
    yield "rail-opened", shell
    shell.end()
    desk.close()


def line_lost(desk: Desk, shell: Shell, folder: Path, ago: timedelta) -> DisturbanceDesk:
    """Both lines have been away for so long, and two votes wait."""
    now = [datetime.now(UTC)]
    lost = DisturbanceDesk(shell, desk.seat, SyncLoop(desk.store, desk.centre), desk.bridge, folder)
    lost.disturbances = Disturbances(desk.seat, lambda: now[0])
    for item in ("F1", "F2"):
        desk.seat.act(ev.VotePreliminary("B03", item, True)).result(30)
    state = SyncState(reachable=False, failures=1, problem="centre_unreachable", pending=2)
    lost.see_sync(state)
    lost._lose_patience()
    now[0] += ago
    state = replace(state, failures=74)
    lost.see_sync(state)
    shell.show_sync(sync_line(state))
    shell.show_link(link_line(state))
    shell.show_devices(DEVICES[:-1])
    return lost


def sealed(folder: Path) -> Iterator[State]:
    facts = {
        "overnight": overnight(),
        "to-open": overnight(hours=-1),
        "fault": ev.Suspended("fault", after(hours=-1), until=after(hours=3)),
        "for-good": ev.SealedForGood("limit-during", after(hours=0)),
    }
    for name, fact in facts.items():
        desk = Desk(folder / name)
        desk.seat.evaluation.apply(fact)
        shell = shell_around(sealed_page(desk), WIDE, plate=IDLE_PLATE)
        yield name, shell
        shell.end()
        desk.close()


def committee(folder: Path) -> Iterator[State]:
    with signed_in(folder) as (desk, seat):
        tell(seat, ev.BallotClosed(1, {"E1": 7}, "E1"))
        in_blind_review(seat)
        tell(seat, ev.MotionProposed("m1", "E2", "extension", "时间不够", StageId.TECHNICAL, minutes=30))
        for tab in ("motions", "questions", "record", "recusal"):
            shell = shell_around(committee_page(desk, seat, tab), WIDE)
            yield tab, shell
            shell.end()


def supervisor(folder: Path) -> Iterator[State]:
    with desk_in(folder, [(SUPERVISOR, "监督员")]) as desk:
        desk.insert(SUPERVISOR, "监督员")
        until(lambda: desk.watch.current.keys)
        seat = desk.signing_in.sign_in(bytearray(PIN.encode())).result(timeout=WORK_SECONDS).seat
        desk.seats.append(seat)
        sync, shelf = SyncLoop(seat.store, desk.client), Shelf(seat.store, desk.client, folder / "documents")
        shell = Shell(practice=False)
        shell.resize(WIDE)
        shell.show_seat(PLATE)
        shell.show_time(NOON)
        shell.show()
        watch = Watch(shell, SeatParts(seat, sync, shelf, desk.keys, desk.watch, desk.client, desk.bridge))
        watch.begin()
        until(lambda: SUPERVISOR in seat.evaluation.supervisors)
        settle(shell)
        yield "watching", shell
        part(shell, "mark-text").setPlainText(SEEN)  # type: ignore[attr-defined]
        yield "mark-written", shell
        press(shell, "supervisor-leave")
        yield "leaving", shell
        watch.stop()
        sync.stop()
        shelf.close()
        shell.end()


def self_test(folder: Path) -> Iterator[State]:
    remote, bridge = RemoteSelfTest(("true",), folder), Bridge()
    model = SelfTestModel(
        remote, bridge, TechnicianEntry(folder, WatchedReaders, "http://127.0.0.1:9", None, practice=True)
    )
    shell = shell_around(SelfTestView(model), WIDE, plate=IDLE_PLATE)
    yield "not-run-yet", shell
    fine = REPORT.with_results(replace(REPORT, results=SEEN_TO))
    for name, report in {"problems": REPORT, "fit": fine}.items():
        remote.heard.publish(report)
        until(lambda report=report: model.report is report)
        yield name, shell
    remote.heard.publish(Result(Check.TRIAL, How.PASS, facts={"seconds": 0.42}, limits={"seconds": 3.0}))
    until(lambda: model.signed_in)
    yield "technician-in", shell
    shell.end()
    remote.stop()
    bridge.close()


def seat_map(folder: Path) -> Iterator[State]:
    answers: list[Future[tuple[SeatHealth, ...]]] = [Future(), Future()]
    bridge = Bridge()
    asked = iter(answers)
    model = SeatMapModel(lambda: next(asked), bridge)
    shell = shell_around(SeatMapView(model), WIDE, plate=IDLE_PLATE)
    model.ask()
    answers[0].set_exception(CentreUnreachable("no answer"))
    until(lambda: bool(model.problem))
    yield "centre-away", shell
    model.ask()
    answers[1].set_result(SEATS)
    until(lambda: bool(model.seats))
    yield "seats", shell
    shell.end()
    bridge.close()


def seat_setup(folder: Path) -> Iterator[State]:
    found: Future[dict[str, tuple[str, ...]]] = Future()
    found.set_result({"token": ("pcsc:Watchdata USB Key 00 00",), "camera": ("opencv:usb-Logitech_C920-video-index0",)})
    bridge, file = Bridge(), folder / "seat.toml"
    with ThreadPoolExecutor(1) as asking:
        real = seat_file(file, folder, asking)
        model = SeatSetupModel(replace(real, name="/etc/seat-client/seat.toml", devices=lambda: found), bridge)
        shell = shell_around(SeatSetupView(model), WIDE, plate=IDLE_PLATE)
        yield "empty", shell
        QTest.keyClick(shell, Qt.Key.Key_Return)
        yield "needed", shell
        for field, text in zip(model.steps[0].fields, SETUP, strict=True):
            model.enter(field, text)
        for name in ("lines", "devices", "sign-in", "save"):
            model.forward()
            shell.show_screen(SeatSetupView(model))
            settle(shell)
            yield name, shell
        QTest.keyClick(shell, Qt.Key.Key_Return)
        yield "saved", shell
        shell.end()
    bridge.close()


def remote_help(folder: Path) -> Iterator[State]:
    bridge = Bridge()
    model = SeatMapModel(Future, bridge)
    shell = shell_around(SeatMapView(model), WIDE, plate=IDLE_PLATE)
    shell.offer_remote_help()
    QTest.keyClick(shell, Qt.Key.Key_F7)
    yield "request", shell
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    QTest.keyClick(shell, Qt.Key.Key_F1)
    yield "offered", shell
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    word = "请先看读卡器的灯是否亮着，再把签名 Key 拔出来重新插一次"
    given = Help("given", "赵技术", word)
    for name, now, shown in (
        ("asked", Help("asked"), False), ("centre-away", Help("asked", away=True), False), ("word", given, True),
        ("not-seen", replace(given, said=""), False),
    ):  # fmt: skip
        shell.show_help(help_line(now, shown=shown))
        settle(shell)
        yield name, shell
    shell.end()
    bridge.close()


def kiosk(folder: Path) -> Iterator[State]:
    shell = Shell(practice=False, kiosk=True, support=TECHNICIAN)
    shell.resize(WIDE)
    shell.show_seat(PLATE)
    shell.show_time(NOON)
    shell.show()
    shell.show_screen(WorkbenchFrame("评分"))
    shell.help_requested.emit()
    yield "help-with-support", shell
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    LeaveLayer(shell, lambda *_: "").open()
    yield "way-out", shell
    shell.end()


SCENES = {
    "call": call,
    "strip": strip,
    "fault": fault,
    "sealed": sealed,
    "committee": committee,
    "supervisor": supervisor,
    "self-test": self_test,
    "seat-map": seat_map,
    "seat-setup": seat_setup,
    "remote-help": remote_help,
    "kiosk": kiosk,
}
