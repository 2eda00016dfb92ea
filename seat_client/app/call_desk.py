"""The call of one seat: the media process, the service, and where the shell shows them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from seat_client.app.seat_media import SeatMedia
from seat_client.conference.messages import KeepGaps, Line
from seat_client.media.messages import OpenSound
from seat_client.services.conference import Conference
from seat_client.services.document_share import DocumentShare, SharedPage
from seat_client.services.handing_in import HandingIn
from seat_client.services.screen_record import ScreenRecord
from seat_client.sync.client import CentreClient
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.pictures import TilePictures, wanted_size
from seat_client.ui.screen_picture import picture_of
from seat_client.ui.screens.conference.view import ConferenceView
from seat_client.ui.screens.conference.view_model import ConferenceModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.plates import DeviceLine

LOOK_AT_SCREEN = 1000  # milliseconds between two pictures of the screen, where it is recorded
TICKS = 4096  # bytes read at once: each is a tile that changed

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CallDevices:
    """The devices of the call as the configuration names them (`virtual:portrait`), and the lines it may use."""

    camera: str = ""
    sound: str = ""
    microphone: str = ""
    speaker: str = ""
    sound_profile: str = ""
    lines: tuple[Line, ...] = (Line("wired"),)


class CallDesk(QObject):
    """Begins with the session and ends with it; the shell's strip and the expanded page show one model."""

    devices_changed = Signal()

    def __init__(
        self, shell: Shell, bridge: Bridge, client: CentreClient, devices: CallDevices, media: SeatMedia, *,
        folder: Path, key: bytes, share: DocumentShare | None, now: Callable[[], datetime],
    ) -> None:  # fmt: skip
        """`folder` is for what this person's call keeps during an outage, sealed by `key`."""
        super().__init__()
        self._shell = shell
        folder.mkdir(parents=True, exist_ok=True)
        self._media, self._camera = media.client, media.camera
        self._media.send(KeepGaps(str(folder), key))
        self._conference = conference = Conference(
            client, self._media, lines=devices.lines, kept=HandingIn(client, folder, key)
        )  # fmt: skip
        if media.camera.state.state == "open":
            conference.tell(media.camera.state)  # told before anybody of the call listened
        self._unhear = media.news.subscribe(conference.tell)
        self._pictures = TilePictures(
            self._media.tiles, self._media.tick.fileno(), lambda: self._media.tick.recv(TICKS)
        )  # fmt: skip
        self.model = ConferenceModel(conference, bridge, self._pictures, share, now)
        self._devices = devices
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._show)
        self._screen = ScreenRecord(folder)
        self._look = QTimer(interval=LOOK_AT_SCREEN)
        self._look.timeout.connect(self._record_screen)
        self._resting = False
        self._states = ("off", "off", False)

    def start(self) -> None:
        """Open the devices and connect ahead."""
        d = self._devices
        if d.camera:
            self._camera.want("call", True)
        if d.sound:
            self._media.send(OpenSound(d.sound, d.microphone, d.speaker, d.sound_profile))
        self._shell.strip.show_pictures(self._pictures)
        self._shell.strip.asked.connect(self._asked)
        self._shell.strip.tiles_changed.connect(self._ask_for_pictures)
        self._shell.conference_requested.connect(self.expand)
        self.model.changed.connect(self._show)
        self.model.page_shown.connect(self._open_shown)
        self._conference.start()
        self._clock.start()
        self._look.start()
        self._show()

    def stop(self) -> None:
        """Leave the call; the media process is its owner's to end."""
        self._clock.stop()
        self._look.stop()
        self._screen.close()
        self.model.changed.disconnect(self._show)
        self._shell.strip.show_pictures(None)
        self._pictures.close()
        self._conference.stop()
        self._camera.want("call", False)
        self._unhear()

    @property
    def devices(self) -> tuple[DeviceLine, ...]:
        """Camera and microphone for the status bar, and the screen while it is recorded."""
        view = self.model.view
        recorded = DeviceLine("disc", translate("CallDesk", "Screen"), translate("CallDesk", "recorded"), "ok")
        screen = (recorded,) if self.screen_recorded else ()
        return (
            *screen,
            _line("camera", translate("CallDesk", "Camera"), view.camera),
            _line("mic", translate("CallDesk", "Microphone"), view.microphone),
        )

    @property
    def shows_tiles(self) -> bool:
        """Whether the strip's places are the call's to show: from the first pass on."""
        return bool(self.model.view.places)

    def rest(self, resting: bool) -> None:
        """Nothing is sent, received or shown while the seat is sealed; afterwards it is as it was before."""
        if resting == self._resting:
            return
        self._resting = resting
        self._conference.rest(resting)
        self._camera.want("call", bool(self._devices.camera) and not resting)

    def expand(self) -> None:
        """Open the conference over the stage's page, or fold it back."""
        if isinstance(self._shell.over, ConferenceView):
            self._shell.close_over()
            self._ask_for_pictures()
            return
        below = self._shell.page
        place = below.reading_place() if below is not None else None
        self.model.reading = SharedPage(*place) if place is not None else None
        page = ConferenceView(self.model)
        page.fold_requested.connect(self.expand)
        self._shell.show_over(page)

    def _open_shown(self, code: str, page: int) -> None:
        """In this seat's own copy, under the conference."""
        self.expand()
        if self._shell.page is not None:
            self._shell.page.open_place(code, page)

    def _asked(self, what: str) -> None:
        if what == "expand":
            self.expand()
        else:
            self.model.ask(what)

    def _show(self) -> None:
        states = (self.model.view.camera, self.model.view.microphone, self.screen_recorded)
        if states != self._states:
            self._states = states
            self.devices_changed.emit()
        self._shell.show_call(self.model.line)
        if self.model.view.places and not self._resting:
            self._shell.show_tiles(self.model.plates())
        self._ask_for_pictures()

    @property
    def screen_recorded(self) -> bool:
        """Whether this seat's screen is recorded now: by order of the centre, while it takes part and is not sealed."""
        view = self.model.view
        return view.screen is not None and view.live and not self._resting

    def _record_screen(self) -> None:
        view = self.model.view
        self._screen.want(view.screen if self.screen_recorded else None, view.room)
        if not self._screen.on:
            return
        image = picture_of(self._shell.window())
        if not image.isNull():
            rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
            self._screen.picture(rows[:, : image.width()].copy())

    def _ask_for_pictures(self) -> None:
        """The places in the strip, unless the expanded page asks for its own."""
        if isinstance(self._shell.over, ConferenceView):
            return
        strip = self._shell.strip
        size = wanted_size(*strip.frame_now.tile, strip.devicePixelRatio())
        self.model.show_in(dict.fromkeys(strip.shown_keys, size))


def _line(icon: str, name: str, state: str) -> DeviceLine:
    words = {
        "on": translate("CallDesk", "in use"),
        "off": translate("CallDesk", "switched off"),
        "absent": translate("CallDesk", "not connected"),
    }
    return DeviceLine(icon, name, words[state], "warn" if state == "absent" else "ok" if state == "on" else "secondary")
