"""Eyes and hands: find what is visible, press, type, wait, take a picture."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from seat_client.app.autopilot.looking import Places, cut_off, places

W = TypeVar("W", bound=QWidget)
T = TypeVar("T")

PATIENCE = 60.0  # seconds; colleagues, typesetting and signing all finish well within
LOOK_MS = 15
SIZES = ((1920, 1080), (1366, 768))


class NotSeen(Exception):
    """What was waited for did not appear; `what` says what, `page` which page stood there."""

    def __init__(self, what: str, page: str) -> None:
        super().__init__(f"{what} was not seen on {page}")
        self.what = what
        self.page = page


class Hands:
    """Works the window that `window` names at the moment; every method sends events or looks."""

    def __init__(self, window: Callable[[], QWidget], pictures: Path) -> None:
        self._window = window
        self._pictures = pictures
        self._taken = 0
        pictures.mkdir(parents=True, exist_ok=True)
        self._words: dict[str, list[str]] = {}
        self._looks: dict[str, dict[str, Places | list[str]]] = {}
        for old in pictures.glob("*.png"):
            old.unlink()

    @property
    def window(self) -> QWidget:
        return self._window()

    # --- looking ------------------------------------------------------------------------------------

    def see(self, name: str, kind: type[W] = QWidget) -> W | None:  # type: ignore[assignment]
        """The visible widget of this object name, or None."""
        found = self.window.findChildren(kind, name)
        return next((w for w in found if w.isVisible()), None)

    def sees(self, page: str) -> bool:
        """Whether a page of this class name stands in the window."""
        return self.page() == page

    def page(self) -> str:
        """The class name of the page that stands in the window now."""
        pages = [w for w in self.window.findChildren(QWidget) if w.property("role") == "page" and w.isVisible()]
        return type(pages[0]).__name__ if pages else ""

    def dialog(self) -> QWidget | None:
        """The topmost dialog over the page, or None."""
        shown = [w for w in self.window.findChildren(QWidget) if w.property("role") == "dialog" and w.isVisible()]
        return shown[-1] if shown else None

    def wait(self, look: Callable[[], T | None], what: str, seconds: float = PATIENCE) -> T:
        """Let the program run until `look` gives something true; raises NotSeen."""
        until = time.monotonic() + seconds
        while not (seen := look()):
            if time.monotonic() > until:
                raise NotSeen(what, self.page())
            QTest.qWait(LOOK_MS)
        return seen

    def wait_for(self, name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment]
        """The widget of this name, once it is visible."""
        return self.wait(lambda: self.see(name, kind), name)

    def wait_enabled(self, name: str) -> QWidget:
        """The widget of this name, once it is visible and can be used."""
        self.wait(lambda: (w := self.see(name)) is not None and w.isEnabled(), f"{name}, enabled")
        return self.wait_for(name)

    # --- doing --------------------------------------------------------------------------------------

    def click(self, name: str) -> None:
        """Click the middle of a widget, once it can be used."""
        self.click_on(self.wait_enabled(name))

    def click_on(self, widget: QWidget) -> None:
        at = widget.rect().center()
        if isinstance(widget, QAbstractButton) and not widget.hitButton(at):
            at = QPoint(12, widget.height() // 2)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self._focus(), key, modifier)

    def type(self, text: str) -> None:
        """Type where the keyboard is; Chinese text arrives as an input method commits it."""
        for character in text:
            if character.isascii():
                QTest.keyClicks(self._focus(), character)
            else:
                self._commit(character)

    def fill(self, name: str, text: str) -> None:
        """Click a field, replace what stands in it."""
        self.click(name)
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(text)

    def _commit(self, character: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(character)
        QCoreApplication.sendEvent(self._focus(), event)

    def _focus(self) -> QWidget:
        """The widget that has the keyboard, in a window brought to the front as a person would."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            QTest.qWait(LOOK_MS)
        return self.window.focusWidget() or self.window

    # --- pictures -----------------------------------------------------------------------------------

    def picture(self, name: str) -> None:
        """The window as it stands, at both sizes; and every word a screen, a reader or a task switcher could get."""
        self._taken += 1
        before = self.window.size()
        for screen in SIZES:
            size = QSize(*screen) / self.window.devicePixelRatio()
            if size.expandedTo(self.window.minimumSize()) != size:
                continue  # at this scale the window does not fit on so small a screen
            self.window.resize(size)
            QTest.qWait(120)
            self._lay_out()
            picture = f"{self._taken:02d}-{name}-{screen[0]}"
            self.window.grab().save(str(self._pictures / f"{picture}.png"))
            self._looks[picture] = {"places": places(self.window), "cut_off": cut_off(self.window)}
        self.window.resize(before)
        QTest.qWait(30)
        self._words[f"{self._taken:02d}-{name}"] = sorted(self._all_words())
        for file, content in (("words.json", self._words), ("looks.json", self._looks)):
            (self._pictures / file).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")

    @staticmethod
    def _lay_out() -> None:
        """Words that came in this very turn find their place before anyone looks."""
        for _ in range(3):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _all_words(self) -> set[str]:
        """Texts, accessible names and descriptions, tool tips, object names and titles, hidden widgets included."""
        words: set[str] = set()
        for widget in (self.window, *self.window.findChildren(QWidget)):
            words |= {
                widget.windowTitle(), widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(),
                widget.statusTip(), widget.whatsThis(), widget.objectName(),
            }  # fmt: skip
            if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
                words.add(widget.text())
            elif isinstance(widget, QPlainTextEdit):
                words.add(widget.toPlainText())
        return words - {""}
