"""Widgets whose measures follow the window's width."""

from PySide6.QtWidgets import QFrame, QWidget

from seat_client.ui.tokens import WIDE, Frame


class Adaptive(QFrame):
    """A part that is told the frame's measures: once when it enters a window, and whenever they change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame_now: Frame = WIDE

    def apply_frame(self, frame: Frame) -> None:
        """Take new measures. Overrides call this first."""
        self.frame_now = frame


def spread_frame(root: QWidget, frame: Frame) -> None:
    """Hand the measures to every adaptive part at and below `root`."""
    if isinstance(root, Adaptive):
        root.apply_frame(frame)
    for part in root.findChildren(Adaptive):
        part.apply_frame(frame)
