"""Walking over a page: what takes the keyboard, how large it is, what it is called."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

from seat_client.ui.widgets.page_strip import PageStrip
from seat_client.ui.widgets.rail import BidLine
from tests.gui.contrast import apart
from tests.gui.golden import LEVELS, Pixels, pixels

TARGET, DENSE = 44, 36
RING = 3.0
"""How far a ring has to stand out from what was there before (WCAG 2.2, 1.4.11 and 2.4.13)."""


def focusable(root: QWidget) -> list[QWidget]:
    """Every visible part that Tab reaches or would reach if it were enabled."""
    return [
        part for part in root.findChildren(QWidget) if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def faults(root: QWidget) -> list[str]:
    """What a person by keyboard, screen reader or finger would stumble over."""
    found = []
    for part in focusable(root):
        least = DENSE if isinstance(part, BidLine) else TARGET
        name = part.accessibleName()
        if not name.strip():
            found.append(f"{type(part).__name__} {part.objectName()!r}: no accessible name")
        if part.height() < least or part.width() < least:
            found.append(f"{type(part).__name__} {name!r}: {part.width()}x{part.height()} below {least}")
    return found


def place(part: QWidget) -> QRect:
    """Where a part lies in its window."""
    return QRect(part.mapTo(part.window(), part.rect().topLeft()), part.size())


def tab_order(page: QWidget) -> list[str]:
    """The names of what Tab visits on a page, from the first stop until it leaves the page or comes round."""
    window = page.window()
    page.setFocus()
    order: list[QWidget] = []
    while True:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        now = window.focusWidget()
        if now in order or not page.isAncestorOf(now):
            return [part.accessibleName() for part in order]
        order.append(now)


def explained(part: QWidget) -> bool:
    """Whether a tool tip, of the part or of what holds it, says in full what may be cut off."""
    holder = part.parentWidget()
    return bool(part.toolTip() or (holder is not None and holder.toolTip()))


def sideways(root: QWidget) -> list[str]:
    """What scrolls from side to side though no page of a document is wider than its view."""
    areas = [area for area in root.findChildren(QAbstractScrollArea) if area.isVisible()]
    return [
        f"{type(area).__name__} {area.accessibleName()!r} scrolls sideways"
        for area in areas
        if area.horizontalScrollBar().isVisible() and not isinstance(area, PageStrip)
    ]


def unringed(root: QWidget) -> list[str]:
    """What takes the keyboard and does not show it: too few points change, or the new ones hardly differ from the old
    and from what lies around the part.

    `root` is shown and the active window, or a part of it.
    """
    window, found = root.window(), []
    before_all = window.focusWidget()
    walked: list[QWidget] = []
    while part := next((p for p in focusable(root) if p not in walked and _takes_keyboard(p)), None):
        walked.append(part)  # what the keyboard fills anew on its way is walked as well
        window.setFocus()
        without = _around(part)
        part.setFocus(Qt.FocusReason.TabFocusReason)
        if not part.hasFocus():
            continue  # it hands the keyboard on
        with_it = _around(part)
        if without.shape != with_it.shape:
            continue  # it grew, which nobody overlooks
        changed = np.abs(without.astype(np.int16) - with_it.astype(np.int16)).max(axis=2) > LEVELS
        seen = part.visibleRegion().boundingRect()
        if int(changed.sum()) < (seen.width() + seen.height()) / 2:
            found.append(f"{type(part).__name__} {part.accessibleName()!r}: {int(changed.sum())} points change")
        elif (ratio := max(apart(ground, with_it[changed]) for ground in (without[changed], without[:3, 0]))) < RING:
            found.append(f"{type(part).__name__} {part.accessibleName()!r}: a ring of {ratio:.1f} : 1")
    if before_all is not None and isValid(before_all):
        before_all.setFocus()
    return found


def _takes_keyboard(part: QWidget) -> bool:
    return part.isEnabled() and not part.visibleRegion().isEmpty()


def _around(part: QWidget) -> Pixels:
    """The part with a few points around it, as the window shows it."""
    QCoreApplication.processEvents()
    window = part.window()
    return pixels(window.grab(place(part).adjusted(-4, -4, 4, 4)).toImage())
