"""The autopilot's hands without a mouse, and its eye for words that are cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget

from seat_client.app.autopilot.hands import NotSeen
from seat_client.app.autopilot.keyboard import KeyboardHands
from seat_client.app.autopilot.looking import cut_off, places
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.pages import OneTaskFrame, WorkbenchFrame, scroll_area
from seat_client.ui.widgets.text import StateLine, chip, label, paragraph
from tests.gui.pictures import COMPACT, WIDE, settle, shell_around

LONG = "一段放不进这么窄的地方的话，" * 6


class Page(OneTaskFrame):
    """Two buttons, a field and two choices; what was pressed is written down."""

    def __init__(self) -> None:
        super().__init__("Heading", "Sentence")
        self.pressed: list[str] = []
        row = QHBoxLayout()
        for name in ("first", "second"):
            button = QPushButton(name)
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, name=name: self.pressed.append(name))
            row.addWidget(button)
        self.field = QLineEdit()
        self.field.setObjectName("field")
        row.addWidget(self.field)
        choices = QVBoxLayout()
        self.choices = [QRadioButton(name) for name in ("one", "two", "three")]
        for choice in self.choices:
            choice.setObjectName(choice.text())
            choices.addWidget(choice)
        row.addLayout(choices)
        self.content.addLayout(row)


@pytest.fixture
def shell() -> Iterator[Shell]:
    window = shell_around(Page(), COMPACT)
    yield window
    window.end()


@pytest.fixture
def hands(shell: Shell, tmp_path: Path) -> KeyboardHands:
    return KeyboardHands(lambda: shell, tmp_path / "pictures")


def page(shell: Shell) -> Page:
    assert isinstance(shell.page, Page)
    return shell.page


def test_buttons_fields_and_choices_are_worked_by_keys(shell: Shell, hands: KeyboardHands) -> None:
    hands.click("second")
    hands.click("first")
    assert page(shell).pressed == ["second", "first"]
    hands.fill("field", "12.5")
    assert page(shell).field.text() == "12.5"
    hands.click("three")
    assert [choice.isChecked() for choice in page(shell).choices] == [False, False, True]


def test_what_tab_does_not_reach_is_not_pressed(shell: Shell, hands: KeyboardHands) -> None:
    page(shell).findChild(QPushButton, "second").setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    with pytest.raises(NotSeen) as missed:
        hands.click("second")
    assert missed.value.what == "second, by keyboard"
    assert page(shell).pressed == []


def seen(part: QWidget, *, scrolled: bool = False) -> list[str]:
    """What the eye finds on a page with this part on it."""
    frame = WorkbenchFrame("Form")
    box = QWidget()
    QVBoxLayout(box).addWidget(part)
    frame.body.addWidget(scroll_area(box) if scrolled else box)
    window = shell_around(frame, WIDE)
    settle(window)
    found = cut_off(window)
    window.end()
    return found


def narrow(part: QWidget) -> QWidget:
    part.setFixedWidth(120)
    return part


def test_a_label_a_chip_and_a_button_that_are_too_narrow_are_found() -> None:
    assert "px in 120" in seen(narrow(label(LONG)))[0]
    assert "px in" in seen(narrow(chip(LONG)))[0]
    assert "in a button of 120" in seen(narrow(QPushButton(LONG)))[0]
    assert seen(label("短")) == seen(chip("短")) == seen(QPushButton("短")) == []


def test_lines_without_room_are_found_and_wrapped_ones_with_room_are_not() -> None:
    low = paragraph(LONG)
    low.setFixedSize(120, 30)
    assert "px of lines in 30" in seen(low)[0]
    assert seen(paragraph(LONG * 3)) == []
    assert seen(narrow(StateLine(LONG, wrap=True))) == []


def test_what_reaches_out_is_found_unless_it_can_be_scrolled_to() -> None:
    holder = QWidget()
    holder.setFixedSize(300, 40)
    inside = QLabel("下面", holder)
    inside.move(10, 30)
    assert seen(holder) == ["'下面': reaches out of QWidget"]
    high = QWidget()
    high.setFixedHeight(4000)
    QLabel("很下面", high).move(10, 3900)
    assert seen(high, scrolled=True) == []


def test_the_parts_of_a_page_are_measured(shell: Shell) -> None:
    found = places(shell)
    assert [place[3] for place in found["header"]] == [80]
    assert [place[3] for place in found["action-bar"]] == [88]
    assert found["status"] == [[0, 768 - 44, 1366, 44]]
    assert "strip" not in found
