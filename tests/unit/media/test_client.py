"""The media process is started, told, replaced when it dies, and ended; real processes, real pipes."""

import os
import queue
import select
import signal
from collections.abc import Callable, Iterator

import pytest

from seat_client.media.client import MediaClient
from seat_client.media.messages import ProcessLost, Ready
from tests.unit.media.parts import Closed, Die, Paint, Say, build

PATIENCE = 60.0


class News:
    """What the client told, in order."""

    def __init__(self) -> None:
        self._told: queue.Queue[object] = queue.Queue()
        self.client = MediaClient(build, "set-up", self._told.put, tiles=2, capacity=1024)

    def next(self, kind: type) -> object:
        """The next news of this kind; others before it are passed over."""
        while True:
            news = self._told.get(timeout=PATIENCE)
            if isinstance(news, kind):
                return news


@pytest.fixture
def news() -> Iterator[News]:
    told = News()
    yield told
    told.client.close()


def test_an_order_is_answered_and_a_picture_arrives_with_a_tick(news: News) -> None:
    news.next(Ready)
    news.client.send(Say("hello"))
    assert news.next(Say) == Say("hello")
    news.client.send(Paint(1, 9))
    assert select.select([news.client.tick], [], [], PATIENCE)[0]
    assert news.client.tick.recv(16) == b"\x01"
    with news.client.tiles[1].newest() as picture:
        assert picture is not None
        assert bytes(picture.pixels) == b"\x09" * 64


def test_a_killed_process_is_replaced_and_told_what_stands(news: News, expect_log: Callable[[str], None]) -> None:
    expect_log("media process lost")
    first = news.next(Ready)
    assert isinstance(first, Ready)
    news.client.send(Say("old", key="a"))
    news.client.send(Say("new", key="a"))
    news.client.send(Say("of the moment"))
    for _ in range(3):
        news.next(Say)
    os.kill(first.pid, signal.SIGKILL)
    lost = news.next(ProcessLost)
    assert lost == ProcessLost(-signal.SIGKILL)
    second = news.next(Ready)
    assert isinstance(second, Ready)
    assert second.pid != first.pid
    assert news.next(Say) == Say("new", key="a")
    news.client.send(Say("goes on"))
    assert news.next(Say) == Say("goes on")


@pytest.mark.full
def test_a_hanging_process_is_replaced(news: News, expect_log: Callable[[str], None]) -> None:
    expect_log("no sign of life")
    expect_log("media process lost")
    news.next(Ready)
    news.client.send(Die(hang=True))
    assert news.next(ProcessLost) == ProcessLost(-signal.SIGKILL)
    news.next(Ready)


def test_it_ends_in_order(news: News) -> None:
    ready = news.next(Ready)
    assert isinstance(ready, Ready)
    news.client.close()
    try:
        assert news.next(Closed) == Closed(ready.pid)
        with pytest.raises(ProcessLookupError):
            os.kill(ready.pid, 0)
    finally:
        news.client = MediaClient(build, "set-up", news._told.put, tiles=2, capacity=1024)
