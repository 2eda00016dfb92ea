"""The one style sheet, filled from the tokens and set on the window, never on a widget below it.

Widgets are told apart by dynamic properties: `role` says what a thing is, `state` how it stands.
"""

import re
from functools import cache
from typing import Final

from PySide6.QtWidgets import QWidget

from seat_client.ui.tokens import COLOR, COMPACT, FONT, MONO, SANS, SERIF, SIZE, SPACE, WIDE

# A rule per line reads best here, so the sheet may be wider than code.
# ruff: noqa: E501
SHEET: Final = """
* { font-family: "@family(sans)"; font-size: @font(body); color: @color(ink); outline: none; }
QWidget[role="window"] { background: @color(canvas); }
QFrame[role="page"], QWidget[role="clear"] { background: transparent; border: none; }
QToolTip { background: @color(ink); color: @color(surface); border: none; padding: 6px 10px; font-size: @font(caption); }

QLabel { background: transparent; }
QLabel[role="caption"] { font-size: @font(caption); color: @color(ink-3); }
QLabel[role="label"] { font-size: @font(label); }
QLabel[role="label-strong"] { font-size: @font(label); font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="read"] { font-size: @font(read); }
QLabel[role="read-strong"] { font-size: @font(read); font-weight: 600; }
QLabel[role="title"] { font-size: @font(title); font-weight: 600; }
QLabel[role="headline"] { font-size: @font(headline); font-weight: 600; }
QLabel[role="heading"] { font-size: @font(heading); font-weight: 600; }
QLabel[role="score"] { font-size: @font(score); font-weight: 600; }
QLabel[role="countdown"] { font-size: @font(countdown); font-weight: 600; }
QLabel[role="countdown-s"] { font-size: @font(countdown-s); font-weight: 600; }
QLabel[role="mono"] { font-family: "@family(mono)"; font-size: @font(caption); }
QLabel[role="page-title"] { font-family: "@family(serif)"; font-size: 28px; font-weight: 600; }
QLabel[role="page-heading"] { font-family: "@family(serif)"; font-size: 22px; font-weight: 600; }
QLabel[role="page-text"] { font-family: "@family(serif)"; font-size: 20px; }
QLabel[state="secondary"] { color: @color(ink-2); }
QLabel[state="faint"] { color: @color(ink-3); }
QLabel[state="accent"] { color: @color(accent); }
QLabel[state="ok"] { color: @color(ok); }
QLabel[state="warn"] { color: @color(warn); }
QLabel[state="bad"] { color: @color(bad); }
QLabel[role="link"] { color: @color(accent); text-decoration: underline; }

QLabel[role="chip"] { font-size: @font(caption); font-weight: 500; border-radius: @size(radius-s); padding: 0 10px;
  min-height: 28px; max-height: 28px; background: @color(canvas); color: @color(ink-2); }
QLabel[role="chip"][state="accent"] { background: @color(accent-weak); color: @color(accent); }
QLabel[role="chip"][state="ok"] { background: @color(ok-weak); color: @color(ok); }
QLabel[role="chip"][state="warn"] { background: @color(warn-weak); color: @color(warn); }
QLabel[role="chip"][state="bad"] { background: @color(bad-weak); color: @color(bad); }
QLabel[role="chip"][state="white"] { background: @color(surface); color: @color(accent); }

QFrame[role="card"] { background: @color(surface); border: 1px solid @color(line); border-radius: @size(radius); }
QFrame[role="card"][state="quiet"] { background: @color(surface-2); }
QFrame[role="card"][state="control"] { border: 1px solid @color(line-strong); }
QFrame[role="card"][state="current"] { border: 2px solid @color(accent); }
QFrame[role="card"][state="selected"] { background: @color(accent-weak); border: 2px solid @color(accent); }
QFrame[role="card"][state="done"] { border: 1px solid @color(ok); }
QFrame[role="card"][state="off"] { background: @color(surface-2); border: 1px solid @color(line); }
QFrame[role="card"][state="warn"] { background: @color(warn-weak); border: 1px solid @color(warn); }
QFrame[role="card"][state="bad"] { background: @color(bad-weak); border: 1px solid @color(bad); }
QFrame[role="rule"] { background: @color(line); border: none; min-height: 1px; max-height: 1px; }
QFrame[role="desk"] { background: @color(desk); border: none; }
QFrame[role="surface"] { background: @color(surface); border: none; }
QFrame[role="paper"] { background: @color(page); border: 1px solid @color(desk); border-bottom: 2px solid @color(line-strong); }
QFrame[role="row"] { background: transparent; border: none; border-bottom: 1px solid @color(line); }
QFrame[role="row"][state="last"] { border-bottom: none; }

QFrame[role="header"], QFrame[role="strip"], QFrame[role="seat-front"] { background: @color(strip); border: none; }
QFrame[role="header"] QLabel, QFrame[role="strip"] QLabel, QFrame[role="seat-front"] QLabel { color: @color(strip-ink); }
QFrame[role="header"] QLabel[role="caption"], QFrame[role="strip"] QLabel[role="caption"],
QFrame[role="seat-front"] QLabel[role="caption"], QFrame[role="header"] QLabel[state="secondary"],
QFrame[role="strip"] QLabel[state="secondary"], QFrame[role="seat-front"] QLabel[state="secondary"] {
  color: @color(strip-ink-2); }
QFrame[role="header"] QLabel[state="ok"], QFrame[role="strip"] QLabel[state="ok"],
QFrame[role="seat-front"] QLabel[state="ok"] { color: @color(strip-ok); }
QFrame[role="header"] QLabel[state="warn"], QFrame[role="strip"] QLabel[state="warn"],
QFrame[role="seat-front"] QLabel[state="warn"] { color: @color(strip-warn); }
QFrame[role="call-page"], QFrame[role="call-side"] { background: @color(strip); border: none; }
QFrame[role="call-card"] { background: @color(strip-2); border: 1px solid @color(strip-line); border-radius: @size(radius); }
QFrame[role="call-card"] QLabel { color: @color(strip-ink); }
QFrame[role="call-card"] QLabel[state="secondary"], QFrame[role="call-card"] QLabel[role="caption"] { color: @color(strip-ink-2); }
QFrame[role="call-card"] QLabel[state="ok"] { color: @color(strip-ok); }
QFrame[role="call-card"] QLabel[state="warn"] { color: @color(strip-warn); }
QFrame[role="strip-rule-v"] { background: @color(strip-line); border: none; }
QFrame[role="strip-rule"] { background: @color(strip-line); border: none; min-height: 1px; max-height: 1px; }
QLabel[role="seat-number"] { font-size: @frame(wide-number); font-weight: 700; }
QLabel[role="seat-number"][frame="compact"] { font-size: @frame(compact-number); }
QLabel[role="seat-clock"] { font-size: @frame(wide-clock); font-weight: 400; }
QLabel[role="seat-clock"][frame="compact"] { font-size: @frame(compact-clock); }

QToolButton[role="call"] { background: @color(strip-2); border: 1px solid @color(strip-line); border-radius: @size(radius);
  color: @color(strip-ink); font-size: @font(caption); padding: 6px 2px 4px 2px; }
QToolButton[role="call"]:hover { border-color: @color(strip-ink-2); }
QToolButton[role="call"]:disabled { background: @color(strip); color: @color(strip-ink-2); }
QToolButton[role="call"]:focus { border: @size(focus-ring) solid @color(strip-focus); }

QFrame[role="toolbar"] { background: @color(surface); border: none; border-bottom: 1px solid @color(line); }
QFrame[role="rail"] { background: @color(surface); border: none; border-right: 1px solid @color(line); }
QFrame[role="form"] { background: @color(surface); border: none; border-left: 1px solid @color(line); }
QFrame[role="form-footer"] { background: @color(surface-2); border: none; border-top: 1px solid @color(line); }
QFrame[role="status"] { background: @color(surface); border: none; border-top: 1px solid @color(line); }
QFrame[role="status"] QLabel { font-size: @font(label); }
QFrame[role="action-bar"] { background: @color(surface); border: none; border-top: 1px solid @color(line); }
QFrame[role="practice"] { background: @color(warn-weak); border: none; border-bottom: 1px solid @color(line); }
QFrame[role="practice"] QLabel { color: @color(warn); font-size: @font(label); font-weight: 600; }
QFrame[role="help-band"] { background: @color(accent-weak); border: none; border-bottom: 2px solid @color(accent); }
QFrame[role="fault"] { background: @color(bad); border: none; }
QFrame[role="fault"] QLabel { color: @color(surface); }
QFrame[role="fault"] QPushButton { background: @color(bad); color: @color(surface); border: 1px solid @color(surface);
  border-radius: @size(radius); padding: 0 16px; min-height: @size(target); }
QFrame[role="fault"] QPushButton:focus { border: @size(focus-ring) solid @color(surface); }
QFrame[role="fault"][state="ok"], QFrame[role="fault"][state="ok"] QPushButton { background: @color(ok); }
QFrame[role="fault"][state="warn"] { background: @color(warn-weak); border-bottom: 1px solid @color(warn); }
QFrame[role="fault"][state="warn"] QLabel { color: @color(warn); }
QFrame[role="fault"][state="warn"] QPushButton { background: @color(surface); color: @color(ink); border: 1px solid @color(line-strong); }
QFrame[role="fault"][state="warn"] QPushButton:focus { border: @size(focus-ring) solid @color(focus); }

QToolButton[role="stage"], QPushButton[role="stage"] { border: none; border-radius: @size(radius); background: transparent; text-align: left; }
QFrame[role="stage"] { border: 2px solid transparent; border-radius: @size(radius); background: transparent; }
QFrame[role="stage"][state="current"] QLabel { color: @color(accent); font-weight: 600; }
QFrame[role="stage"][state="todo"] QLabel { color: @color(ink-2); }
QFrame[role="stage"][level="sub"] QLabel { font-size: @font(body); }
QFrame[role="stage"][level="sub"] QLabel[role="caption"] { font-size: @font(caption); color: @color(ink-2); }
QFrame[role="stage"][level="sub"]:hover { background: @color(surface-2); }
QFrame[role="stage"][level="sub"][state="current"] { background: @color(accent-weak); }
QFrame[role="stage"][level="sub"][state="current"] QLabel { color: @color(accent); font-weight: 600; }
QFrame[role="stage"]:focus { border: @size(focus-ring) solid @color(focus); }

QPushButton { background: @color(surface); border: 1px solid @color(line-strong); border-radius: @size(radius);
  padding: 0 18px; min-height: @size(target); }
QPushButton:hover { background: @color(surface-2); }
QPushButton:disabled { background: @color(surface-2); color: @color(ink-3); border: 1px solid @color(line); }
QPushButton:focus { border: @size(focus-ring) solid @color(focus); }
QPushButton[role="primary"] { background: @color(accent); color: @color(surface); border: 1px solid @color(accent);
  font-size: @font(read); font-weight: 600; padding: 0 24px; min-height: 50px; }
QPushButton[role="primary"]:hover { background: @color(accent-hover); }
QPushButton[role="primary"]:disabled { background: @color(surface-2); color: @color(ink-3); border: 1px solid @color(line);
  font-weight: 500; }
QPushButton[role="primary"]:focus { border: @size(focus-ring) solid @color(focus); min-height: 46px; }
QPushButton[role="secondary"] { font-size: @font(read); min-height: 50px; }
QPushButton[role="secondary"]:focus { min-height: 46px; }
QPushButton[role="danger"] { font-size: @font(read); color: @color(bad); border: 1px solid @color(bad); min-height: 50px; }
QPushButton[role="danger"]:disabled { color: @color(ink-3); border: 1px solid @color(line); }
QPushButton[role="danger"]:focus { border: @size(focus-ring) solid @color(focus); min-height: 46px; }
QPushButton[role="tool"] { font-size: @font(body); padding: 0 14px; min-height: 42px; }
QPushButton[role="tool"]:focus { min-height: 38px; }
QPushButton[role="choice"] { font-size: @font(label); padding: 0 4px; min-height: 42px; }
QPushButton[role="choice"]:checked { background: @color(accent-weak); border: 2px solid @color(accent); color: @color(accent);
  font-weight: 600; min-height: 40px; }
QPushButton[role="choice"]:focus { border: @size(focus-ring) solid @color(focus); min-height: 38px; }
QPushButton[role="verdict"] { font-size: @font(read); padding: 0 8px; min-height: 54px; }
QPushButton[role="verdict"]:checked { background: @color(accent-weak); border: 2px solid @color(accent); color: @color(accent);
  font-weight: 600; min-height: 52px; }
QPushButton[role="verdict"]:focus { border: @size(focus-ring) solid @color(focus); min-height: 50px; }
QPushButton[role="step"] { padding: 0; min-height: 58px; min-width: 58px; }
QPushButton[role="step"]:focus { min-height: 54px; min-width: 54px; }
QPushButton[role="rest"] { border: 1px solid transparent; background: @color(accent-weak); color: @color(accent); padding: 0 12px;
  font-size: @font(label); min-height: 42px; }
QPushButton[role="rest"]:focus { border: @size(focus-ring) solid @color(focus); min-height: 38px; }
QPushButton[role="link"] { border: 1px solid transparent; background: transparent; color: @color(accent); padding: 0;
  text-decoration: underline; text-align: left; min-height: 42px; }
QPushButton[role="link"]:hover { color: @color(accent-hover); }
QPushButton[role="link"]:disabled { color: @color(ink-3); }
QPushButton[role="link"]:focus { border: @size(focus-ring) solid @color(focus); min-height: 38px; }
QToolButton[role="flat"] { background: transparent; border: 1px solid transparent; border-radius: @size(radius-s); padding: 0 8px;
  min-height: 42px; min-width: 26px; }
QToolButton[role="flat"]:hover { background: @color(surface-2); border-color: @color(line); }
QToolButton[role="flat"]:checked { background: @color(accent-weak); color: @color(accent); }
QToolButton[role="flat"]:disabled { color: @color(ink-3); }
QToolButton[role="flat"]:focus { border: @size(focus-ring) solid @color(focus); min-height: 38px; }

QLineEdit { background: @color(surface); border: 1px solid @color(line-strong); border-radius: @size(radius); padding: 0 12px;
  min-height: 42px; selection-background-color: @color(accent); selection-color: @color(surface); }
QLineEdit:focus { border: 3px solid @color(accent); min-height: 38px; padding: 0 10px; }
QLineEdit:disabled { background: @color(surface-2); color: @color(ink-3); }
QLineEdit[state="bad"] { border: 1px solid @color(bad); }
QLineEdit[state="bad"]:focus { border: 3px solid @color(bad); min-height: 38px; padding: 0 10px; }
QLineEdit[role="score"] { font-size: @font(score); font-weight: 600; min-height: 58px; }
QLineEdit[role="score"]:focus { min-height: 54px; }
QLineEdit[role="pin"] { font-size: @font(headline); min-height: 50px; }
QLineEdit[role="pin"]:focus { min-height: 50px; }
QPlainTextEdit, QTextEdit { background: @color(surface); border: 1px solid @color(line-strong); border-radius: @size(radius);
  padding: 6px 8px; selection-background-color: @color(accent); selection-color: @color(surface); }
QPlainTextEdit:focus, QTextEdit:focus { border: 3px solid @color(accent); padding: 4px 6px; }
QPlainTextEdit[state="bad"] { border: 1px solid @color(bad); }
QPlainTextEdit[state="bad"]:focus { border: 3px solid @color(bad); padding: 4px 6px; }
QPlainTextEdit:disabled { background: @color(surface-2); color: @color(ink-3); }

QComboBox, QSpinBox { background: @color(surface); border: 1px solid @color(line-strong); border-radius: @size(radius); padding: 2px 10px;
  selection-background-color: @color(accent); selection-color: @color(surface); }
QComboBox { padding-right: 40px; }
QComboBox:focus, QSpinBox:focus { border: @size(focus-ring) solid @color(accent); padding: 0 8px; }
QComboBox:focus { padding-right: 38px; }
QComboBox[state="bad"] { border: 1px solid @color(bad); }
QComboBox[state="bad"]:focus { border: @size(focus-ring) solid @color(bad); }
QComboBox:disabled, QSpinBox:disabled { background: @color(surface-2); color: @color(ink-3); }
QComboBox::drop-down { border: none; width: 0; }
QComboBox::down-arrow { image: none; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; background: transparent; padding: 0; min-height: @size(target); }
QComboBox QListView { background: @color(surface); border: 1px solid @color(line-strong); padding: 0; }
QComboBox QListView::item { min-height: @size(target); padding: 0 10px; color: @color(ink); }
QComboBox QListView::item:selected { background: @color(accent-weak); color: @color(accent); }
QSpinBox { font-size: @font(read); }

QRadioButton QLabel:disabled { color: @color(ink-3); }

QScrollArea { border: none; background: transparent; }
QScrollArea:focus { border: @size(focus-ring) solid @color(focus); }
QScrollBar:vertical { background: transparent; width: 16px; margin: 0; }
QScrollBar::handle:vertical { background: @color(line-strong); border-radius: 4px; margin: 4px; min-height: 64px; }
QScrollBar:horizontal { background: transparent; height: 16px; margin: 0; }
QScrollBar::handle:horizontal { background: @color(line-strong); border-radius: 4px; margin: 4px; min-width: 64px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QListView, QTreeView { border: none; padding: 3px; }
QTableView { background: @color(surface); border: 1px solid @color(line); border-radius: @size(radius); padding: 2px; gridline-color: @color(line);
  selection-background-color: @color(accent-weak); selection-color: @color(ink); }
QListView:focus, QTreeView:focus, QTableView:focus { border: @size(focus-ring) solid @color(focus); padding: 0; }
QFrame[role="dialog"] { background: @color(surface); border: 1px solid @color(line); border-radius: @size(radius); }
QTableView::item { padding: 0 5px; }
QHeaderView::section { background: @color(surface-2); color: @color(ink-2); font-size: @font(label); border: none;
  border-right: 1px solid @color(line); border-bottom: 1px solid @color(line); padding: 0 12px; }
"""

_TABLES: Final[dict[str, dict[str, str]]] = {
    "color": COLOR,
    "font": {name: f"{size}px" for name, size in FONT.items()},
    "space": {name: f"{size}px" for name, size in SPACE.items()},
    "size": {name: f"{size}px" for name, size in SIZE.items()},
    "frame": {
        f"{frame.name}-{what}": f"{size}px"
        for frame in (WIDE, COMPACT)
        for what, size in (("number", frame.seat_number), ("clock", frame.clock))
    },
    "family": {"sans": SANS, "serif": SERIF, "mono": MONO},
}


@cache
def sheet() -> str:
    """The style sheet with every token filled in; an unknown token is a KeyError."""
    return re.sub(r"@(\w+)\(([\w-]+)\)", lambda found: _TABLES[found[1]][found[2]], SHEET)


def dress(window: QWidget) -> None:
    """Give a window its look; every widget below follows by its `role` and `state`."""
    window.setProperty("role", "window")
    window.setStyleSheet(sheet())


def set_state(widget: QWidget, state: str) -> None:
    """Change how a widget stands and let the sheet look at it, and at what lies in it, again."""
    set_property(widget, "state", state)


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Change a property the sheet selects by."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for part in (widget, *widget.findChildren(QWidget)):
        part.style().unpolish(part)
        part.style().polish(part)
        part.update()
