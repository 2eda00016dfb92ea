"""Paragraphs break as Chinese does and have their leading; icons draw; states carry icon and word."""

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from seat_client.ui import icons
from seat_client.ui.style import dress
from seat_client.ui.tokens import LEADING
from seat_client.ui.widgets.pages import scroll_area
from seat_client.ui.widgets.text import Elided, Paragraph, StateLine, paragraph

TEXT = "措施齐全、针对性强，危险源识别完整，有专项方案清单与应急预案的，得分；较完整的得分，有序推进。" * 3


@pytest.fixture
def window(qapp: QApplication) -> QWidget:
    made = QWidget()
    dress(made)
    made.setLayout(QVBoxLayout())
    return made


def lines(words: Paragraph, width: int) -> list[str]:
    layouts, _ = words._laid_out(width)
    text = words.text()
    found = [layout.lineAt(number) for layout in layouts for number in range(layout.lineCount())]
    return [text[line.textStart() : line.textStart() + line.textLength()] for line in found]


@pytest.mark.parametrize("width", range(180, 420, 7))
def test_no_line_begins_with_a_full_stop_or_comma(window: QWidget, width: int) -> None:
    words = paragraph(TEXT)
    window.layout().addWidget(words)
    words.ensurePolished()
    assert [line for line in lines(words, width) if line[0] in "，。；、"] == []


def test_a_word_longer_than_the_line_is_broken_rather_than_cut(window: QWidget) -> None:
    words = paragraph("x" * 200)
    window.layout().addWidget(words)
    words.ensurePolished()
    metrics = QFontMetricsF(words.font())
    assert all(metrics.horizontalAdvance(line) <= 200 for line in lines(words, 200))


def test_leading_is_more_than_the_fonts_own(window: QWidget) -> None:
    words = paragraph("一\n二\n三")
    window.layout().addWidget(words)
    words.ensurePolished()
    metrics = QFontMetricsF(words.font())
    own = metrics.ascent() + metrics.descent()
    assert LEADING / 100 <= words.heightForWidth(200) / 3 / own <= 1.25


def test_text_that_fits_does_not_scroll(window: QWidget) -> None:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.addWidget(paragraph(TEXT))
    area = scroll_area(inside)
    window.layout().addWidget(area)
    window.resize(900, 300)
    window.show()
    QApplication.processEvents()
    assert area.verticalScrollBar().maximum() == 0
    window.resize(300, 200)
    QApplication.processEvents()
    assert area.verticalScrollBar().maximum() > 0
    window.close()


@pytest.mark.parametrize("name", sorted(icons.PATHS))
def test_every_icon_draws(name: str) -> None:
    image = icons.pixmap(name, "ink").toImage()
    marked = [image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height())]
    assert sum(alpha > 128 for alpha in marked) > 20


@pytest.mark.parametrize("state", ["", "ok", "done", "warn", "bad", "accent", "todo", "plain"])
def test_a_state_has_an_icon_beside_its_word(qapp: QApplication, state: str) -> None:
    line = StateLine("已存本机", state)
    assert line.text() == "已存本机"
    assert not line._glyph.pixmap().isNull()


def test_a_line_without_a_place_opens_no_window(window: QWidget) -> None:
    line = StateLine("", "ok")
    line.show_state("已插入", "ok")
    assert not line.isVisible()
    window.layout().addWidget(line)
    window.show()
    assert line.isVisible()
    line.show_state("")
    assert not line.isVisible()
    line.show_state("已插入", "ok")
    assert line.isVisible()


def test_words_that_give_way_end_in_dots_and_stand_in_the_tip(window: QWidget) -> None:
    words = Elided(TEXT)
    window.layout().addWidget(words)
    window.resize(200, 60)
    window.show()
    window.grab()
    assert words.width() <= 200
    assert words.toolTip() == TEXT
    words.setText("短")
    window.grab()
    assert words.toolTip() == ""
