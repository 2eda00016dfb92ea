"""What a window shows now, as a picture for its record: this window alone, no dialog over it, no other program."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from seat_client.ui.display import display_of


def picture_of(window: QWidget) -> QImage:
    """The window's content (RGB32); null while it is not shown. Copied from what is painted already where the system
    allows it, painted anew otherwise."""
    if not window.isVisible() or window.isMinimized():
        return QImage()
    picture = display_of(window).grabWindow(window.winId())
    if picture.isNull():
        picture = window.grab()
    return picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
