"""From the first window to the sign-in page: all the rest is loaded behind a window that is already there."""

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from seat_client.app.configuration import SeatConfiguration
from seat_client.app.qt import bare_application, new_scale, with_fonts_and_language
from seat_client.ui.opening import OpeningWindow

if TYPE_CHECKING:
    from concurrent.futures import Future

    from seat_client.app.kiosk import Kiosk
    from seat_client.app.seat import SeatProgram, SeatSettings
    from seat_client.ui.bridge import Bridge
    from seat_client.ui.widgets.plates import SeatPlate

READY = "SEAT_CLIENT_READY"
"""Names a file that is written when the sign-in page stands: the launcher's proof that a release works."""

log = logging.getLogger(__name__)


class Opening:
    """One run of the seat, from its first window to its end."""

    def __init__(self, configuration: SeatConfiguration, data: Path, files: list[Path], *, kiosk: bool) -> None:
        new_scale(configuration.interface.scale)
        self._qt = bare_application()
        self._configuration, self._data, self._files = configuration, data, files
        self._kiosk = kiosk
        self._window: OpeningWindow | None = None
        self._program: SeatProgram | None = None
        self._guard: Kiosk | None = None
        self._bridge: Bridge | None = None

    def run(self) -> int:
        """Until the seat is closed: 0; 10 when two persons left the kiosk; 2 when a device's driver cannot be had."""
        self._window = OpeningWindow()
        self._window.shown.connect(self._load)
        self._window.showFullScreen()
        status = self._qt.exec()
        if self._guard is not None:
            self._guard.stop()
        if self._program is not None:
            self._program.stop()
        return status

    def _load(self) -> None:
        """Behind the window, which has been painted by now."""
        from concurrent.futures import ThreadPoolExecutor

        from seat_client.ui.bridge import Bridge
        from seat_client.ui.language import translate

        with_fonts_and_language(self._qt, self._configuration.interface.language)
        if self._window is not None:
            plate = self._plate()
            self._window.show_words(plate.number, plate.seat, translate("Opening", "Starting…"))
        self._bridge = Bridge()
        loading = ThreadPoolExecutor(1, thread_name_prefix="loading")
        self._bridge.when_done(loading.submit(self._load_rest), self._begin)
        loading.shutdown(wait=False)

    def _load_rest(self) -> "SeatSettings":
        """In a thread, so that the window stays alive: whatever the seat needs is imported here."""
        import seat_client.app.kiosk  # noqa: F401 - used by the GUI thread, which need not wait for it then
        from seat_client.app.seat_setup import seat_settings

        return seat_settings(self._configuration, self._plate(), self._data, self._files, kiosk=self._kiosk)

    def _plate(self) -> "SeatPlate":
        from seat_client.ui.widgets.plates import SeatPlate

        place = self._configuration.seat
        return SeatPlate(place.place, place.place, place.label or place.id, f"{place.number:02d}")

    def _begin(self, loaded: "Future[SeatSettings]") -> None:
        failed = loaded.exception()
        if failed is not None:
            self._give_up(failed)
            return
        from seat_client.app.seat_setup import SeatProgram

        self._program = SeatProgram(loaded.result())
        self._program.start()
        self._program.shell.closed.connect(self._qt.quit)
        self._program.shell.showFullScreen()
        if self._kiosk:
            self._watch_over(self._program)
        QTimer.singleShot(0, self._stands)

    def _give_up(self, failed: BaseException) -> None:
        from drivers.api.errors import DriverError

        if isinstance(failed, DriverError):
            print(f"seat-client seat: {failed}", file=sys.stderr)
            self._qt.exit(2)
        else:
            log.critical("the seat could not be loaded", exc_info=failed)
            self._qt.exit(1)

    def _watch_over(self, program: "SeatProgram") -> None:
        from seat_client.app.kiosk import LEFT, Kiosk

        guard = Kiosk(program.shell, self._data)
        guard.noticed.connect(lambda: program.show_notice(guard.line))
        guard.left.connect(lambda: self._qt.exit(LEFT))
        guard.start()
        self._guard = guard

    def _stands(self) -> None:
        """The sign-in page has been shown: the first window goes, and the launcher is told."""
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None
        ready = os.environ.get(READY)
        if ready:
            Path(ready).write_text("", encoding="ascii")
        log.info("the sign-in page stands")
