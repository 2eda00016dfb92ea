"""Remote help at a seat: the key that asks, the band that says so, and the sight of the page that is let through."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage

from seat_client.services.remote_help import Help, Picture, RemoteHelp, Seen
from seat_client.sync.client import CentreClient
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.remote_sight import seen
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.plates import HelpLine
from seat_client.wire.help import Diagnosis

LOOK_MS = 1000


class HelpDesk:
    """From the sign-in page to the end of the program, whoever sits there."""

    def __init__(self, shell: Shell, client: CentreClient, seat: str, diagnosis: Callable[[], Diagnosis]) -> None:
        """`client` is for this alone; `diagnosis` is asked in another thread."""
        self._shell = shell
        self._help = RemoteHelp(client, seat, diagnosis)
        self._bridge = Bridge()
        self._look = QTimer(interval=LOOK_MS)
        self._look.timeout.connect(self._show)
        self._bridge.connect(self._help.heard, self._hear)
        shell.remote_help_asked.connect(self._help.ask)
        shell.remote_help_ended.connect(self._help.end)
        shell.offer_remote_help()

    def close(self) -> None:
        """The help ends with the program."""
        self._look.stop()
        self._bridge.close()
        self._shell.remote_help_asked.disconnect(self._help.ask)
        self._shell.remote_help_ended.disconnect(self._help.end)
        self._help.close()

    def _hear(self, _: Help) -> None:
        now = self._help.now
        if now.state == "given" and not self._look.isActive():
            self._look.start()
        elif now.state != "given":
            self._look.stop()
        self._show()

    def _show(self) -> None:
        now, sight = self._help.now, Seen("none")
        if now.state == "given":
            page, image = seen(self._shell)
            sight = Seen(page, pixels(image) if image is not None else None)
            self._help.show(sight)
        self._shell.show_help(help_line(now, shown=sight.picture is not None))


def pixels(image: QImage) -> Picture:
    """A copy of an RGB32 picture."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width()].copy()


def help_line(now: Help, *, shown: bool) -> HelpLine | None:
    """The band's words; `shown`: a picture of the open page is seen at the centre."""
    if now.state == "none":
        return None
    if now.away:
        title = translate("HelpDesk", "Remote help: the centre does not answer")
        return HelpLine(title, translate("HelpDesk", "It is tried again until you end it."), now.said)
    if now.state == "asked":
        title = translate("HelpDesk", "Remote help is asked for")
        detail = translate("HelpDesk", "Nothing is seen of this seat before a technician has answered.")
        return HelpLine(title, detail)
    title = translate("HelpDesk", "{name} helps from the centre").format(name=now.by)
    detail = (
        translate("HelpDesk", "This page is seen there.") if shown
        else translate("HelpDesk", "What is on this page is not seen there.")
    )  # fmt: skip
    return HelpLine(title, detail, now.said, given=True)
