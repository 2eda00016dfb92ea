"""Keeps the seat's windows out of screen recordings, where the system offers it: Windows 10 (2004) and later.

`SetWindowDisplayAffinity` with `WDA_EXCLUDEFROMCAPTURE`; before that version the window is recorded black. It is a
deterrent and no secret-keeping: a camera before the screen sees everything. X11 and Wayland have no such call for
one window; see the README for what a Linux seat does instead.
"""

import ctypes
import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

WDA_NONE = 0x00
WDA_MONITOR = 0x01
WDA_EXCLUDEFROMCAPTURE = 0x11


def available() -> bool:
    """Whether this system can keep one window out of recordings."""
    return sys.platform == "win32"


class CaptureGuard(QObject):
    """Protects every window when it appears, dialogs and menus too: each new one has to be asked for by itself."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.unprotected = 0
        """Windows that the system refused to protect; the self-test reports them."""
        if available():
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        appears = event.type() in (QEvent.Type.Show, QEvent.Type.WinIdChange)
        if appears and isinstance(watched, QWidget) and watched.isWindow():
            self.unprotected += not _protect(int(watched.winId()))
        return False


def _protect(window: int) -> bool:
    """Exclude a window from capture, else let it be recorded black; whether either took hold."""
    if sys.platform != "win32":
        return False
    user = ctypes.windll.user32
    if not user.SetWindowDisplayAffinity(window, WDA_EXCLUDEFROMCAPTURE):
        user.SetWindowDisplayAffinity(window, WDA_MONITOR)
    now = ctypes.c_uint32(WDA_NONE)
    return bool(user.GetWindowDisplayAffinity(window, ctypes.byref(now))) and now.value != WDA_NONE
