"""What a bid says and where: search, paragraphs, and a worker that dies over a question."""

import os
import signal

import pytest

from seat_client.documents.errors import Refused
from seat_client.documents.limits import MAX_HITS
from seat_client.documents.text_index import TextIndex, folded
from tests.unit.documents import bids
from tests.unit.documents.conftest import PATIENCE


def _index(*pages: str) -> TextIndex:
    index = TextIndex(len(pages), pages.__getitem__)
    while not index.complete:
        index.read_on()
    return index


@pytest.mark.parametrize("typed", ["数据篡改", "数据\n篡改", " 数 据 篡 改 ", "数据　篡改"])
def test_breaks_and_spaces_do_not_count(typed):
    found = _index("其一", "断电、数据\r\n篡改、停泵").find(typed)
    assert (found.total, found.hits[0].page, found.hits[0].words) == (1, 1, "数据篡改")
    assert found.hits[0].before == "断电、"
    assert found.hits[0].after == "、停泵"


def test_a_hit_is_told_in_one_line_with_the_spaces_that_words_need():
    (hit,) = _index("按照\r\nISO\r\n9001\r\n认证\r\n体系 运行").find("iso9001").hits
    assert (hit.before, hit.words, hit.after) == ("按照", "ISO 9001", "认证体系运行")


def test_case_and_width_do_not_count():
    assert _index("ISO 9001 认证", "ｉｓｏ９００１").find("iso9001").total == 2
    assert folded("Ａ b\tC") == "abc"


@pytest.mark.parametrize("typed", ["", " \n", "没有"])
def test_nothing_is_found_for_nothing(typed):
    assert _index("文字").find(typed).total == 0


def test_more_places_than_are_listed_are_counted():
    found = _index(*(["风险" * 500] * 10)).find("风险")
    assert found.total == 5000
    assert len(found.hits) == MAX_HITS


def test_places_map_back_to_the_characters_of_the_page():
    text = "甲乙 ﬁ 丙\r\n丁"
    spans = _index(text).spans(0, "fi丙丁")
    assert [text[span.start : span.start + span.length] for span in spans] == ["ﬁ 丙\r\n丁"]


def test_a_search_reads_the_whole_document_and_says_where(reading):
    client = reading(bids.written()).client
    found = client.find("误操作停泵").result(PATIENCE)
    assert found.total == 18
    assert {hit.page for hit in found.hits} == {0, 1, 2}
    places = client.boxes(2, "误操作停泵").result(PATIENCE)
    assert len(places) == 6
    assert all(1 <= len(boxes) <= 2 for boxes in places)
    assert all(0 < box.top < 1 and 0 < box.height < 0.05 for boxes in places for box in boxes)


def test_paragraphs_begin_where_they_begin(reading):
    paragraphs = reading(bids.written(sections=2)).client.paragraphs(1).result(PATIENCE)
    assert [p.words[:4] for p in paragraphs] == [
        "第 2 ",
        "2.1 ",
        "结合城区",
        "结合城区",
        "2.2 ",
        "结合城区",
        "结合城区",
    ]
    assert [p.box.top for p in paragraphs] == sorted(p.box.top for p in paragraphs)


def test_a_calm_worker_has_read_ahead_when_the_search_comes(reading):
    """It asks for nothing, and still answers at once when it is asked."""
    reader = reading(bids.written(), calm=True)
    reader.client.open().result(PATIENCE)
    assert reader.client.find("风险").result(PATIENCE).total == 18


def test_there_is_no_answer_for_a_page_that_is_not_there(reading):
    client = reading(bids.bid(2)).client
    assert client.paragraphs(9).result(PATIENCE) == ()
    assert client.boxes(9, "x").result(PATIENCE) == ()


def test_a_question_survives_the_death_of_its_worker(reading):
    reader = reading(bids.written())
    reader.client.open().result(PATIENCE)
    os.kill(reader.client.worker_pid, signal.SIGSTOP)
    answer = reader.client.find("风险")
    os.kill(reader.client.worker_pid, signal.SIGKILL)
    assert answer.result(PATIENCE).total == 18


def test_a_question_that_hangs_two_workers_has_no_answer(reading):
    reader = reading(bids.written(), patience=5.0)  # time for a process to start on a busy machine
    reader.client.open().result(PATIENCE)
    stopped: list[int] = []

    def stop(state) -> None:
        if state.name == "ready":
            stopped.append(reader.client.worker_pid)
            os.kill(reader.client.worker_pid, signal.SIGSTOP)

    os.kill(reader.client.worker_pid, signal.SIGSTOP)
    reader.client.state.subscribe(stop)
    answer = reader.client.find("风险")
    reader.until(answer.done)
    assert answer.cancelled()
    assert stopped


def test_closing_cancels_what_was_asked(reading):
    reader = reading(bids.written())
    reader.client.open().result(PATIENCE)
    os.kill(reader.client.worker_pid, signal.SIGSTOP)
    answer = reader.client.find("风险")
    reader.client.close()
    reader.end()
    assert answer.cancelled()
    assert reader.client.find("风险").cancelled()


def test_a_document_that_does_not_open_answers_nothing(reading):
    reader = reading(b"%PDF-1.7\nnothing")
    answer = reader.client.find("x")
    reader.end()
    with pytest.raises(Refused):
        reader.client.open().result(PATIENCE)
    assert answer.cancelled()
