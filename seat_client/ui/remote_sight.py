"""What a technician who helps from afar may see of this seat: pages by an allow-list, never the window.

A page stands in `SHOWN` or no picture of it is made. The picture is of the page alone: no rail with bids, no strip with
people, no dialog. A new page is not shown until it is listed here, and the walk over all scenes looks what is on it.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtWidgets import QWidget

from seat_client.services.remote_help import Page as PageName
from seat_client.ui.screens.sealed.view import SealedView
from seat_client.ui.screens.seat_map.view import SeatMapView
from seat_client.ui.screens.self_test.view import SelfTestView
from seat_client.ui.screens.sign_in.view import SignInView
from seat_client.ui.screens.waiting.view import WaitingView
from seat_client.ui.shell import Shell
from seat_client.ui.tokens import COLOR
from seat_client.ui.widgets.pages import Page, PageKind
from seat_client.wire.help import HiddenPage, ShownPage


def _always(_: Page) -> bool:
    return True


def _nobody_signs_in(page: SignInView) -> bool:
    """Neither a face nor a claimed name, nor how long a PIN is."""
    return page.idle


SHOWN: Final[Mapping[type[Page], tuple[ShownPage, Callable[[Any], bool]]]] = {
    SignInView: ("sign-in", _nobody_signs_in),
    SelfTestView: ("self-test", _always),
    SeatMapView: ("seats", _always),
    WaitingView: ("waiting", _always),
    SealedView: ("sealed", _always),
}
"""Page -> what it is called, and whether it may be shown as it stands. By the exact class: what is derived from a page
may hold more than it does."""

_KINDS: Final[Mapping[PageKind, HiddenPage]] = {
    PageKind.SEAT_FRONT: "front",
    PageKind.ONE_TASK: "task",
    PageKind.WORKBENCH: "workbench",
}


def seen(shell: Shell) -> tuple[PageName, QImage | None]:
    """The page that is open, by name, and its picture (RGB32) where it may be shown; of any other no more than its
    kind."""
    page = shell.front
    if page is None:
        return "none", None
    if shell.asks_something:
        return "dialog", None
    listed = SHOWN.get(type(page))
    if listed is None or not listed[1](page):
        return _KINDS[page.kind], None
    return listed[0], _picture(page)


def _picture(page: Page) -> QImage:
    image = QImage(page.size(), QImage.Format.Format_RGB32)
    image.fill(QColor(COLOR["canvas"]))  # a page is painted on the window's ground
    page.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return image
