"""The screen a window is on, which outlives the window."""

import ast
import gc
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from seat_client.ui.display import display_of
from seat_client.ui.screen_picture import picture_of

PRODUCT = Path(__file__).parents[2] / "seat_client"


def test_a_screen_outlives_the_windows_on_it(qtbot: QtBot) -> None:
    screen = QGuiApplication.primaryScreen()
    window = QWidget()
    with qtbot.waitExposed(window):
        window.show()
    assert display_of(window) is screen
    assert not picture_of(window).isNull()
    window.close()
    del window
    gc.collect()
    assert isValid(screen)


def test_a_window_beyond_every_screen_counts_to_the_first(qtbot: QtBot) -> None:
    window = QWidget()
    window.move(-40_000, -40_000)
    assert display_of(window) is QGuiApplication.primaryScreen()


def test_no_window_of_the_product_is_asked_for_its_screen() -> None:
    """It is not seen at once: the program ends with a window that comes much later."""
    asked = [
        f"{file.relative_to(PRODUCT)}:{node.lineno}"
        for file in PRODUCT.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "screen"
    ]
    assert asked == []
