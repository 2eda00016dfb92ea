"""Grabbing a page at both sizes, in the shell, with the sample's words around it."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest

from seat_client.ui.shell import Shell
from seat_client.ui.widgets.pages import Page
from seat_client.ui.widgets.plates import DeviceLine, SeatPlate, StageRow, StatusLine, TilePlate

WIDE, COMPACT = QSize(1920, 1080), QSize(1366, 768)
SIZES = {"1920": WIDE, "1366": COMPACT}
NOON = datetime(2026, 11, 23, 14, 9, tzinfo=timezone(timedelta(hours=8)))
PLATE = SeatPlate(
    centre="青岚市公共资源交易中心",
    service="青岚市分散式评标",
    seat="市中心 07 号机位",
    number="07",
    room="分散式不见面评标 · 一室",
    role="评委 3 · 签名 Key 已核验",
)
IDLE_PLATE = SeatPlate(PLATE.centre, PLATE.service, PLATE.seat, PLATE.number, PLATE.room)
DEVICES = (
    DeviceLine("key", "签名 Key", "已插入"),
    DeviceLine("finger", "指纹仪", "未启用", "secondary"),
    DeviceLine("camera", "摄像头", "未启用", "secondary"),
    DeviceLine("mic", "麦克风", "未启用", "secondary"),
    DeviceLine("link", "评标中心", "正常 11 ms"),
)
TILES = (*(TilePlate(f"评委 {n}") for n in range(1, 8)), TilePlate("监督席"))
TITLES = (
    "签到与身份核验",
    "回避与纪律承诺",
    "推举评标组长",
    "初步评审",
    "技术标评审（暗标）",
    "商务标评审",
    "报价评审",
    "汇总与复核",
    "评标报告签署",
)


def stages(current: int) -> list[StageRow]:
    """The rail with this stage current."""
    states = ["done" if n < current else "current" if n == current else "todo" for n in range(len(TITLES))]
    return [StageRow(str(n), title, state) for n, (title, state) in enumerate(zip(TITLES, states, strict=True))]


def shell_around(
    page: Page, size: QSize, *, practice: bool = False, current: int = 4, plate: SeatPlate = PLATE
) -> Shell:
    """A shown window of this size with the page in it and the sample's surroundings."""
    shell = Shell(practice=practice)
    shell.resize(size)
    shell.show_seat(plate)
    shell.show_time(NOON)
    shell.show_devices(DEVICES)
    shell.show_sync(StatusLine("与评标中心同步", "待传 0 条 · 14:09:09"))
    shell.show_tiles(TILES)
    shell.show_project("青岚市城区供水智慧调度平台建设（一期）", "综合评估法 · 技术标暗标评审")
    shell.show_stages(stages(current))
    shell.show()
    shell.show_screen(page)
    settle(shell)
    return shell


def settle(shell: Shell) -> None:
    """Let layouts, polish and paint come to rest."""
    QTest.qWaitForWindowExposed(shell)
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def grab(page: Callable[[], Page], folder: Path, name: str, **surroundings: object) -> dict[str, Path]:
    """A picture of the page at each size; returns where they lie."""
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, Path] = {}
    for key, size in SIZES.items():
        shell = shell_around(page(), size, **surroundings)  # type: ignore[arg-type]
        made[key] = folder / f"{name}-{key}.png"
        save(shell.grab(), made[key])
        shell.end()
    return made


def save(picture: QPixmap, file: Path) -> None:
    if not picture.save(str(file)):
        raise OSError(f"cannot write {file}")
