"""Which screen a window is on.

WORKAROUND: PySide6 6.11 takes the screen that `QWidget.screen()` or `QWindow.screen()` gives for a part of that window
and lets it go together with it, under Qt's feet: seen as a crash in the next window. Nothing else asks a window so.
"""

from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


def display_of(window: QWidget) -> QScreen:
    """The screen that the middle of the window is on, else the first."""
    middle = window.frameGeometry().center()
    return QGuiApplication.screenAt(middle) or QGuiApplication.primaryScreen()
