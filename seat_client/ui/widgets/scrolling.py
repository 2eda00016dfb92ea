"""A scroller for wrapped text and cards."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scroller(QScrollArea):
    """Scrolls only when its content is higher than its view at the view's own width.

    Qt's own rule takes the height at the content's least width, so wrapped text scrolls although it would fit.
    """

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if inside is None or layout is None:
            return
        if layout.hasHeightForWidth():
            height = layout.totalHeightForWidth(self.viewport().width())
        else:
            height = layout.totalMinimumSize().height()
        inside.setMinimumHeight(max(1, height))


def scroll_area(inside: QWidget) -> Scroller:
    """A vertical scroller that shows what lies behind it; one that is to take the keyboard is given policy and name."""
    area = Scroller()
    inside.setProperty("role", "clear")
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(area.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area
