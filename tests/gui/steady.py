"""What differs from run to run is written alike before a picture is taken: times, dates, digests, drawn codes."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QWidget

from seat_client.ui.widgets.layers import Layer
from seat_client.ui.widgets.page_strip import PageStrip
from tests.gui.scenes import until

_FIGURES = "140909"
_LOOKS = 100
_ALIKE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b\d{1,2}(:\d{2}){1,2}\b"), _FIGURES),
    (re.compile(r"\b20\d{2}-\d{2}-\d{2}\b"), "20261123"),
    (re.compile(r"\b[0-9a-f]{4}(?:[ \n][0-9a-f]{4})+\b"), "0123456789abcdef" * 4),
    (re.compile(r"\b[0-9a-f]{4} … [0-9a-f]{4} [0-9a-f]{4}\b"), "0123456789abcdef"),
)
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\d{1,2}月\d{1,2}日"), "11月23日"),
    (re.compile(r"20\d{2} 年 \d{1,2} 月 \d{1,2} 日"), "2026 年 11 月 23 日"),
    (re.compile(r"剩余 \d+ 秒"), "剩余 6 秒"),
    (re.compile(r"星期[一二三四五六日]"), "星期一"),
)


def alike(text: str) -> str:
    """The text with its times, dates and digests replaced by fixed ones of the same form."""
    for pattern, words in _WORDS:
        text = pattern.sub(words, text)
    for pattern, figures in _ALIKE:
        text = pattern.sub(lambda found, figures=figures: _refill(found[0], figures), text)
    return text


def _refill(found: str, figures: str) -> str:
    """The fixed figures in the places of the found ones, what stands between them kept."""
    spare = iter(figures * (1 + len(found) // max(1, len(figures))))
    return "".join(next(spare) if c.isascii() and c.isalnum() else c for c in found)


@contextmanager
def written_alike(window: QWidget) -> Iterator[None]:
    """While this lasts every label and button of the window shows its text alike."""
    before: list[tuple[Callable[[str], object], str]] = []
    for part in window.findChildren(QWidget):
        if isinstance(part, QLabel | QAbstractButton) and part.isVisible():
            text = part.text()
            if alike(text) != text:
                before.append((part.setText, text))
                part.setText(alike(text))
    try:
        yield
    finally:
        for put, text in before:
            put(text)


def at_rest(window: QWidget, size: QSize) -> None:
    """The window at this size, its layouts done and every page in sight drawn."""
    window.resize(size)
    QTest.qWaitForWindowExposed(window)
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    pages = [view for view in window.findChildren(PageStrip) if view.isVisible()]
    until(lambda: all(_drawn(view) for view in pages))
    QCoreApplication.processEvents()


def _drawn(view: PageStrip) -> bool:
    if view.state().name == "opening" or view.state().name == "reopening":
        return False
    return all(view.is_drawn(page + 1) for page in view._visible()) if view.page_count() else True


def picture(window: QWidget) -> QImage:
    """What the window shows once it shows the same twice, with what differs from run to run written alike; a page view
    that `varies` is left out."""
    with _covered(window):
        before = _alike_picture(window)
        for _ in range(_LOOKS):
            QTest.qWait(20)
            seen = _alike_picture(window)
            if seen == before:
                return seen
            before = seen
    return before


def _alike_picture(window: QWidget) -> QImage:
    with written_alike(window):
        QCoreApplication.processEvents()
        return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)


@contextmanager
def _covered(window: QWidget) -> Iterator[None]:
    """While this lasts a plain sheet lies over each page view that `varies`, below whatever lies over the view."""
    covers = []
    for view in window.findChildren(PageStrip):
        if view.isVisible() and view.property("varies"):
            cover = QFrame(view.viewport())
            cover.setProperty("role", "desk")
            cover.setGeometry(view.viewport().rect())
            cover.show()
            covers.append(cover)
    try:
        yield
    finally:
        for cover in covers:
            cover.setParent(None)


def kept_part(window: QWidget, image: QImage) -> QImage:
    """What of the picture is kept: with a dialog open the dialog alone, since the page below it is kept by itself."""
    layers = [layer for layer in window.findChildren(Layer) if layer.isVisible()]
    if not layers:
        return image
    panel = layers[-1].panel
    return image.copy(QRect(panel.mapTo(window, panel.rect().topLeft()), panel.size()).adjusted(-12, -12, 12, 12))
