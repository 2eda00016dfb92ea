"""Pins, notes and bookmarks: the member's own, on this seat alone, and what of them is printed."""

import os
from collections.abc import Callable, Iterator

import pytest

from seat_client.documents.pages import Box
from seat_client.services.notebook import Notebook, Place, with_evidence, without_evidence
from seat_client.store.store import Store

HERE = Box(0.1, 0.4, 0.8, 0.1)
THERE = Box(0.1, 0.7, 0.8, 0.1)


def _place(subject: str = "C2", page: int = 62, box: Box = HERE) -> Place:
    return Place("technical", subject, page, box)


@pytest.fixture
def reopened(tmp_path) -> Iterator[Callable[[], Notebook]]:
    key, stores = os.urandom(32), list[Store]()

    def reopen() -> Notebook:
        if stores:
            stores[-1].close()
        stores.append(Store.open(tmp_path / "seat.db", key))
        return Notebook(stores[-1])

    yield reopen
    stores[-1].close()


def test_everything_comes_back_after_a_restart_in_the_order_it_was_set(reopened):
    book = reopened()
    book.pin(_place(), "T4", "6.2 风险辨识")
    book.note(_place("C5", 3, THERE), "6.3 应急响应", "演练只有一次")
    book.bookmark(_place(page=9), "第一章", 125)
    marks = book.marks
    book.settled().result(10)
    assert reopened().marks == marks
    assert [mark.kind for mark in marks] == ["pin", "note", "bookmark"]


def test_pins_are_numbered_over_all_bids_of_a_criterion(reopened):
    book = reopened()
    for subject, box in (("C2", HERE), ("C2", THERE), ("C5", HERE)):
        book.pin(_place(subject, box=box), "T4", "x")
    book.pin(_place("C5", box=THERE), "T5", "x")
    assert [(n, pin.place.subject) for n, pin in book.pins("T4")] == [(1, "C2"), (2, "C2"), (3, "C5")]
    assert [n for n, _ in book.pins("T4", "C5")] == [3]


def test_a_second_pin_at_the_same_place_takes_it_away(reopened):
    book = reopened()
    book.pin(_place(), "T4", "x")
    book.pin(_place(), "T4", "x")
    assert book.marks == ()
    book.settled().result(10)
    assert reopened().marks == ()


def test_a_bookmark_is_one_for_a_page(reopened):
    book = reopened()
    book.bookmark(_place(box=HERE), "x", None)
    book.bookmark(_place(box=THERE), "x", None)
    assert book.marks == ()


def test_a_note_is_rewritten_in_its_place(reopened):
    book = reopened()
    note = book.note(_place(), "6.2", "草")
    book.note(_place(), "6.3", "另一条")
    book.write(note.id, "草稿")
    book.write("gone", "x")
    book.settled().result(10)
    assert [mark.text for mark in reopened().marks] == ["草稿", "另一条"]


def test_every_change_is_told(reopened):
    book, told = reopened(), []
    book.changed.subscribe(told.append)
    pin = book.pin(_place(), "T4", "x")
    book.remove(pin.id)
    book.remove(pin.id)
    assert len(told) == 2


def test_marks_of_one_document_stand_in_the_order_of_the_pages(reopened):
    book = reopened()
    for page in (9, 2, 5):
        book.note(_place(page=page), "x", str(page))
    book.note(_place("C5"), "x", "other")
    assert [mark.text for mark in book.of("technical", "C2")] == ["2", "5", "9"]


def test_the_places_are_printed_below_the_reason_and_taken_off_again(reopened):
    book = reopened()
    pins = tuple(book.pin(_place(page=page), "T4", f"6.{page}") for page in (2, 3))
    printed = with_evidence(
        "逐项到岗。\n季度演练。", pins, lambda pin: f"第 {pin.place.page + 1} 页 {pin.words}", "依据："
    )
    assert printed == "逐项到岗。\n季度演练。\n〔依据：第 3 页 6.2；第 4 页 6.3〕"
    assert without_evidence(printed) == "逐项到岗。\n季度演练。"
    assert with_evidence(printed, (), lambda pin: "", "依据：") == "逐项到岗。\n季度演练。"
    assert with_evidence(printed, pins[:1], lambda pin: pin.words, "") == "逐项到岗。\n季度演练。\n〔6.2〕"


@pytest.mark.parametrize("typed", ["", "见〔附件〕", "一〔二〕三", "\n", "〔全部〕"])
def test_what_a_member_types_is_left_alone(typed):
    assert without_evidence(typed) == typed


def test_the_release_erases_them(tmp_path):
    store = Store.open(tmp_path / "seat.db", os.urandom(32))
    book = Notebook(store)
    book.note(_place(), "6.2", "机密想法")
    store.wipe().result(10)
    assert Notebook(store).marks == ()
    store.close()
