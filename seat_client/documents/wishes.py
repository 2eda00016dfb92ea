"""What the screen wants drawn now: the latest list wins, whatever was wanted before and not yet begun is forgotten.

Questions about the text stand beside it: each is answered, in order.
"""

import threading
from collections import deque
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from multiprocessing import Pipe

from seat_client.documents.messages import Question, Replied
from seat_client.documents.pages import PageRequest


@dataclass(eq=False, slots=True)
class Asked:
    """A question that waits for its number, and for its answer."""

    make: Callable[[int], Question]
    answer: "Future[Replied]" = field(default_factory=Future)
    losses: int = 0
    """How many workers died over it."""


class Wishes:
    """Written by the screen without waiting, read by the supervising thread, which is woken through `ears`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted: tuple[PageRequest, ...] = ()
        self._done: set[PageRequest] = set()
        self._questions: deque[Asked] = deque()
        self._closed = False
        self._rung = self._hung_up = False
        self.generation = 0
        self.ears, self._bell = Pipe(duplex=False)

    @property
    def closed(self) -> bool:
        return self._closed

    def replace(self, wanted: Sequence[PageRequest]) -> None:
        """Want these pages, the most urgent first, and no others."""
        with self._lock:
            self._wanted = tuple(wanted)
            self._done.clear()
            self.generation += 1
            self._ring()

    def ask(self, make: Callable[[int], Question]) -> "Future[Replied]":
        """The answer to a question, which `make` builds around its number; cancelled when there will be none."""
        asked = Asked(make)
        with self._lock:
            if self._closed:
                asked.answer.cancel()
            else:
                self._questions.append(asked)
                self._ring()
        return asked.answer

    def ask_again(self, asked: Asked) -> None:
        """Put a question back whose worker died over it."""
        with self._lock:
            self._questions.appendleft(asked)

    def next_question(self) -> Asked | None:
        with self._lock:
            return self._questions.popleft() if self._questions else None

    def close(self) -> None:
        with self._lock:
            self._closed = True
            if not self._hung_up:
                self._ring()

    def _ring(self) -> None:
        """One byte at most waits in the pipe: ringing never blocks."""
        if not self._rung:
            self._rung = True
            self._bell.send_bytes(b"!")

    def hear(self) -> None:
        """Take note that the bell rang."""
        with self._lock:
            if self._rung:
                self.ears.recv_bytes()
                self._rung = False

    def next(self, under_way: Collection[PageRequest]) -> PageRequest | None:
        """The most urgent page that is neither under way nor done."""
        with self._lock:
            return next((wish for wish in self._wanted if wish not in self._done and wish not in under_way), None)

    def done(self, wish: PageRequest) -> None:
        with self._lock:
            self._done.add(wish)

    def hang_up(self) -> None:
        """Release the pipe; for the supervising thread, when it ends."""
        with self._lock:
            self._closed = self._rung = self._hung_up = True
            self._bell.close()
            self.ears.close()
            left, self._questions = tuple(self._questions), deque()
        for asked in left:
            asked.answer.cancel()
