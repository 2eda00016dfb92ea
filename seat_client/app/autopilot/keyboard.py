"""Hands that never touch the mouse: Tab and the arrows to get somewhere, Space to press."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from seat_client.app.autopilot.hands import Hands, NotSeen
from seat_client.ui.screens.preliminary.matrix import VoteCell

MOST_STEPS = 200  # more Tab stops than any page has


class KeyboardHands(Hands):
    """Works as `Hands` does, by the keyboard alone; raises NotSeen where the keyboard does not lead."""

    def click_on(self, widget: QWidget) -> None:
        """Bring the keyboard to the widget, then press it if it is something to press."""
        self._reach(widget)
        if isinstance(widget, QAbstractButton) and not isinstance(widget, VoteCell) and not _is_chosen_radio(widget):
            self.key(Qt.Key.Key_Space)

    def _reach(self, widget: QWidget) -> None:
        for _ in range(MOST_STEPS):
            now = self._focus()
            if now is widget:
                return
            if type(now) is not type(widget) or not self._walk(now, widget):
                self.key(Qt.Key.Key_Tab)
        raise NotSeen(f"{widget.objectName() or widget.accessibleName()}, by keyboard", self.page())

    def _walk(self, now: QWidget, wanted: QWidget) -> bool:
        """One arrow among widgets of a kind, as in a table or a group of choices; False when it led nowhere."""
        here, there = (w.mapTo(self.window, w.rect().center()) for w in (now, wanted))
        way = there - here
        if abs(way.y()) > now.height() // 2:
            arrow = Qt.Key.Key_Down if way.y() > 0 else Qt.Key.Key_Up
        else:
            arrow = Qt.Key.Key_Right if way.x() > 0 else Qt.Key.Key_Left
        self.key(arrow)
        return self._focus() is not now


def _is_chosen_radio(widget: QAbstractButton) -> bool:
    return widget.autoExclusive() and widget.isChecked()
