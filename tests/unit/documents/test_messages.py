"""The worker's answers are outside data: only what is understood in full gets through."""

import json

import pytest

from seat_client.documents.errors import MessageMalformed
from seat_client.documents.limits import MAX_PAGES, MAX_TITLE_LENGTH
from seat_client.documents.messages import (
    AskBoxes,
    AskFind,
    AskParagraphs,
    BoxesRead,
    Hello,
    Measured,
    NoAnswer,
    NotRendered,
    Open,
    Opened,
    OutlineEntry,
    ParagraphsRead,
    Reading,
    RefusedToOpen,
    Render,
    Rendered,
    WordsFound,
    decode_answer,
    decode_command,
    encode,
)
from seat_client.documents.pages import Box, Found, Hit, Paragraph

ANSWERS = [
    Hello(("no network",), ("memory limit",)),
    Opened(((595.0, 842.0), (1191.0, 842.0)), (OutlineEntry("第1章", 0, 0), OutlineEntry("1.1", 1, 1, 0.25))),
    Measured(((595.0, 842.0), (1191.0, 842.0))),
    RefusedToOpen("broken"),
    Rendered(7),
    NotRendered(8, outdated=True),
    Reading(9, 50),
    NoAnswer(10),
    ParagraphsRead(11, (Paragraph(Box(0.1, 0.1, 0.8, 0.05), "6.2 风险辨识"),)),
    WordsFound(12, Found(3, (Hit(4, "前", "安全", "后"),))),
    BoxesRead(13, ((Box(0.0, 0.5, 1.0, 0.02),), ())),
]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: type(answer).__name__)
def test_answers_arrive_as_they_were_sent(answer):
    assert decode_answer(encode(answer)) == answer


COMMANDS = [
    Open("/d", "00" * 32, 0xFDFCF9, calm=True),
    Render(1, 2, 3, 4, 5, 0, 0, 4, 5, "psm_1"),
    AskFind(1 << 40, "安全"),
    AskBoxes(2, 3, "x"),
    AskParagraphs(3, 9),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: type(command).__name__)
def test_commands_arrive_as_they_were_sent(command):
    assert decode_command(encode(command)) == command


@pytest.mark.parametrize(
    "data",
    [
        b"\x80\x04pickle",
        b"[]",
        b"{}",
        b'{"kind": "Rendered"}',
        b'{"kind": "Rendered", "request": "7"}',
        b'{"kind": "Rendered", "request": true}',
        b'{"kind": "Rendered", "request": 7, "more": 1}',
        b'{"kind": "Open", "path": "/etc/passwd", "key": "", "paper": 0}',
        b'{"kind": "Hello", "confined": "all", "missing": []}',
        b'{"kind": "Opened", "sizes": [[595, -842, 1]], "outline": []}',
        b'{"kind": "Opened", "sizes": [[595, 842]], "outline": []}',
        b'{"kind": "Opened", "sizes": [[595, 842, 1]], "outline": [{"title": "x", "page": 1, "depth": 0, "top": 0}]}',
        b'{"kind": "Opened", "sizes": [[595, 842, 1]], "outline": [{"title": 1, "page": 0, "depth": 0, "top": 0}]}',
        b'{"kind": "Opened", "sizes": [[595, 842, 1]], "outline": [{"title": "x", "page": 0, "depth": 0, "top": 3}]}',
        b'{"kind": "WordsFound", "request": 1, "found": {"total": "3", "hits": []}}',
        b'{"kind": "WordsFound", "request": 1, "found": {"total": 1, "hits": [{"page": -1}]}}',
        b'{"kind": "BoxesRead", "request": 1, "places": [[{"left": 9, "top": 0, "width": 1, "height": 1}]]}',
        b'{"kind": "BoxesRead", "request": true, "places": []}',
        b'{"kind": "ParagraphsRead", "request": 1, "paragraphs": [{"words": "x"}]}',
        b'{"kind": "Opened", "sizes": [[595, 842, 0]], "outline": []}',
        json.dumps({"kind": "Opened", "sizes": [[1, 1, 1]] * (MAX_PAGES + 1), "outline": []}).encode(),
        json.dumps({"kind": "Opened", "sizes": [[1, 1, MAX_PAGES], [2, 2, 1]], "outline": []}).encode(),
    ],
    ids=lambda data: data[:60].decode("latin-1"),
)
def test_anything_else_is_refused(data):
    with pytest.raises(MessageMalformed):
        decode_answer(data)


def test_a_long_title_is_cut():
    opened = Opened(((1.0, 1.0),), (OutlineEntry("x" * 1000, 0, 0),))
    answer = decode_answer(encode(opened))
    assert isinstance(answer, Opened)
    assert len(answer.outline[0].title) == MAX_TITLE_LENGTH


def test_the_key_is_never_in_a_representation():
    assert "ab" * 32 not in repr(Open("/d", "ab" * 32, 0))
