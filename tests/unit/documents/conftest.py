"""Documents as a seat holds them: encrypted files under opaque names."""

import io
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from seat_client.documents.cipher import KEY_BYTES, encrypt
from seat_client.documents.client import DocumentClient
from seat_client.documents.pages import DocumentState, PageAnswer, PageDrawn, PageFailed

PATIENCE = 60


@pytest.fixture
def key() -> bytes:
    return os.urandom(KEY_BYTES)


@pytest.fixture
def sealed(tmp_path: Path, key: bytes) -> Callable[[bytes], Path]:
    def seal(data: bytes) -> Path:
        path = tmp_path / uuid4().hex
        encrypt(io.BytesIO(data), path, key)
        return path

    return seal


class Reader:
    """An open document and all it has said so far; waits on conditions."""

    def __init__(self, client: DocumentClient) -> None:
        self.client = client
        self.states: list[DocumentState] = []
        self.answers: list[PageAnswer] = []
        self._news = threading.Condition()
        client.state.subscribe(lambda state: self._note(self.states, state))
        client.pages.subscribe(lambda answer: self._note(self.answers, answer))

    def _note(self, notes: list, item: object) -> None:
        with self._news:
            notes.append(item)
            self._news.notify_all()

    def until(self, condition: Callable[[], object]) -> None:
        with self._news:
            assert self._news.wait_for(condition, PATIENCE), (self.states, self.answers)

    def watch(self, condition: Callable[[], object]) -> None:
        """Like `until`, for what no topic tells."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, (self.states, self.answers)
            threading.Event().wait(0.005)

    def drawn(self, page: int) -> list[PageDrawn]:
        return [a for a in self.answers if isinstance(a, PageDrawn) and a.page == page]

    def failed(self, page: int) -> bool:
        return PageFailed(page) in self.answers

    def draw(self, page: int, scale: float = 1.0) -> PageDrawn:
        before = len(self.drawn(page))
        self.client.request(page, scale)
        self.until(lambda: len(self.drawn(page)) > before)
        return self.drawn(page)[-1]

    def end(self) -> DocumentState:
        self.until(lambda: self.states and self.states[-1].name in {"failed", "closed"})
        return self.states[-1]


@pytest.fixture
def reading(sealed: Callable[[bytes], Path], key: bytes) -> Iterator[Callable[..., Reader]]:
    clients: list[DocumentClient] = []

    def read(document: bytes | Path, **options: object) -> Reader:
        path = document if isinstance(document, Path) else sealed(document)
        client = DocumentClient(path, key, **options)
        clients.append(client)
        reader = Reader(client)
        client.open()
        return reader

    yield read
    for client in clients:
        client.close(wait=PATIENCE)


def pixel(drawn: PageDrawn, x: float, y: float) -> tuple[int, int, int]:
    """Red, green, blue at a place given as fractions of width and height."""
    size = drawn.size
    at = int(y * (size.height - 1)) * size.stride + int(x * (size.width - 1)) * 4
    blue, green, red = drawn.pixels[at : at + 3]
    return red, green, blue
