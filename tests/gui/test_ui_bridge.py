"""Values and finished work reach the screen's thread, in order, and no longer after the end."""

import gc
import threading
import weakref
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from seat_client.topic import Topic
from seat_client.ui.bridge import Bridge

DEADLINE = 60_000


def publish_elsewhere(topic: Topic[int], values: range) -> None:
    worker = threading.Thread(target=lambda: [topic.publish(value) for value in values])
    worker.start()
    worker.join()


def test_values_arrive_in_order_in_the_screens_thread(qtbot: QtBot) -> None:
    topic: Topic[int] = Topic()
    got: list[tuple[int, int]] = []
    bridge = Bridge()
    bridge.connect(topic, lambda value: got.append((value, threading.get_ident())))
    publish_elsewhere(topic, range(50))
    assert got == []
    qtbot.waitUntil(lambda: len(got) == 50, timeout=DEADLINE)
    assert got == [(value, threading.get_ident()) for value in range(50)]


def test_nothing_arrives_after_the_end_not_even_what_was_on_its_way(qtbot: QtBot) -> None:
    topic: Topic[int] = Topic()
    got: list[int] = []
    bridge, witness = Bridge(), Bridge()
    bridge.connect(topic, got.append)
    publish_elsewhere(topic, range(3))
    bridge.close()
    publish_elsewhere(topic, range(3))
    seen: list[int] = []
    witness.connect(topic, seen.append)
    topic.publish(7)
    qtbot.waitUntil(lambda: seen == [7], timeout=DEADLINE)
    assert got == []


def test_a_finished_future_comes_with_its_error(qtbot: QtBot) -> None:
    def fail() -> int:
        raise ValueError("no")

    got: list[Future[int]] = []
    bridge = Bridge()
    with ThreadPoolExecutor(1) as pool:
        bridge.when_done(pool.submit(fail), got.append)
        bridge.when_done(pool.submit(lambda: 5), got.append)
    qtbot.waitUntil(lambda: len(got) == 2, timeout=DEADLINE)
    with pytest.raises(ValueError, match="no"):
        got[0].result()
    assert got[1].result() == 5


class Asking(QWidget):
    """A page that waits for an answer."""

    def __init__(self, answer: "Future[int]") -> None:
        super().__init__()
        self.bridge = Bridge()
        self.got: list[int] = []
        self.bridge.when_done(answer, lambda done: self.got.append(done.result()))


def test_a_page_goes_while_its_answer_is_on_the_way_and_nothing_of_it_is_left_to_the_other_thread(
    qtbot: QtBot,
) -> None:
    """Whatever of Qt another thread held last would be destroyed there."""
    answer: Future[int] = Future()
    page = Asking(answer)
    relay = page.bridge._relay
    known = weakref.ref(page)
    del page
    gc.collect()
    assert known() is None
    qtbot.waitUntil(lambda: not isValid(relay), timeout=DEADLINE)
    worker = threading.Thread(target=answer.set_result, args=(5,))
    worker.start()
    worker.join()


def test_a_bridge_that_is_dropped_leaves_nothing_with_the_application(qtbot: QtBot) -> None:
    relays = [Bridge()._relay for _ in range(20)]
    qtbot.waitUntil(lambda: not any(map(isValid, relays)), timeout=DEADLINE)
