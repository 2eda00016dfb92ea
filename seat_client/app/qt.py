"""The Qt application: scale, fonts and language, set up once before the first window."""

import gc
import logging
import os
import sys

from PySide6.QtCore import QMessageLogContext, QObject, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from seat_client.ui.capture import CaptureGuard

SCALE = "QT_SCALE_FACTOR"
SWITCH_EVERY = 0.0005
"""Seconds a thread keeps Python while another one waits. With Python's own 5 ms the window waits so long behind any
thread that computes, several times within one turn of its loop (benchmark `day`)."""


_NOISE = "This plugin does not support"  # the offscreen platform says so at every resize
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
}

log = logging.getLogger(__name__)


def new_scale(scale: float) -> None:
    """The whole interface's scale; Qt reads it once, so call it before `application`."""
    os.environ.setdefault(SCALE, str(scale))


def application(language_code: str = "") -> QApplication:
    """The application with fonts loaded and the language installed, the product's own where none is named."""
    return with_fonts_and_language(bare_application(), language_code)


def bare_application() -> QApplication:
    """The application before its fonts are loaded, which take longer than a first window may."""
    existing = QApplication.instance()
    qInstallMessageHandler(_to_log)
    app = existing if isinstance(existing, QApplication) else QApplication(["seat-client"])
    sys.setswitchinterval(SWITCH_EVERY)
    if not any(isinstance(child, GuiCollector) for child in app.children()):
        GuiCollector(app)
        CaptureGuard(app)
    return app


def with_fonts_and_language(app: QApplication, language_code: str) -> QApplication:
    """The application, able to show every page."""
    from seat_client.ui import fonts, language  # behind the first window

    fonts.load()
    language.install(app, language_code or language.DEFAULT)
    return app


class GuiCollector(QObject):
    """Runs Python's cycle collector in the GUI thread alone.

    Left to itself it runs in whichever thread allocates next, and a widget that is part of a cycle would be
    destroyed there: seen as crashes in the binding's wrapper bookkeeping.
    """

    EVERY_MS = 250

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what start-up made lives as long as the program
        timer = QTimer(self, interval=self.EVERY_MS)
        timer.timeout.connect(self.collect)
        timer.start()

    @staticmethod
    def collect() -> None:
        """Collect the oldest generation that is due, as the automatic collector would."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return


def _to_log(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Qt's own messages belong in the log, not on the terminal."""
    if not message.startswith(_NOISE):
        log.log(_LEVELS.get(kind, logging.ERROR), "%s", message)
