"""The seat's side of one open document: ask for pages and text, hear what became of them. Nothing waits or raises."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from seat_client.documents.errors import Refused
from seat_client.documents.limits import bitmap_size
from seat_client.documents.messages import (
    AskBoxes,
    AskFind,
    AskParagraphs,
    BoxesRead,
    Hello,
    Measured,
    Opened,
    ParagraphsRead,
    Question,
    Replied,
    WordsFound,
)
from seat_client.documents.pages import Box, DocumentSource, DocumentState, Found, PageAnswer, PageRequest, Paragraph
from seat_client.documents.supervisor import News, Supervisor
from seat_client.documents.wishes import Wishes
from seat_client.topic import Topic

WHITE = 0xFFFFFF
PATIENCE_SECONDS = 20.0

T = TypeVar("T")


class DocumentClient:
    """One document in a process of its own, which may die without hurting the seat.

    `state`, `pages` and `measured` (page sizes were not as first supposed) are published from the supervising thread;
    `last_state` and `opened` hold the latest for whoever subscribes late. `paper` colours the page (0xRRGGBB);
    `patience` is how many seconds the worker may be silent over one task before it is replaced. A `calm` one is for
    what nobody waits for: it gives way to everything else and reads the text ahead, so that a search finds it read.
    """

    def __init__(
        self, path: Path, key: bytes, *, paper: int = WHITE, patience: float = PATIENCE_SECONDS, calm: bool = False
    ) -> None:
        self.state: Topic[DocumentState] = Topic()
        self.pages: Topic[PageAnswer] = Topic()
        self.measured: Topic[Opened] = Topic()
        self.last_state = DocumentState("opening")
        self.opened: Opened | None = None
        self.confinement: Hello | None = None
        self._opening: Future[Opened] = Future()
        self._wishes = Wishes()
        source = DocumentSource(path, key)
        self._supervisor = Supervisor(source, self._wishes, self._hear, paper=paper, patience=patience, calm=calm)
        self._thread = threading.Thread(target=self._supervisor.run, name="document", daemon=True)

    def open(self) -> Future[Opened]:
        """Start reading; the future ends with page sizes and outline, or with `Refused`."""
        if self._thread.ident is None and not self._wishes.closed:
            self._thread.start()
        return self._opening

    def request(self, page: int, scale: float) -> None:
        """Want this page at `scale` pixels per point, and nothing else any more."""
        if self.opened is not None and 0 <= page < len(self.opened.sizes):
            self.want([PageRequest(page, bitmap_size(self.opened.sizes[page], scale))])

    def want(self, wanted: Sequence[PageRequest]) -> None:
        """Replace everything not yet begun by these pages, the most urgent first."""
        if not self._wishes.closed:
            self._wishes.replace(wanted)

    def paragraphs(self, page: int) -> "Future[tuple[Paragraph, ...]]":
        """The paragraphs of a page; none on a scanned page or a broken one. Cancelled when there is no answer."""
        return self._ask(
            lambda request: AskParagraphs(request, page),
            lambda reply: reply.paragraphs if isinstance(reply, ParagraphsRead) else (),
        )

    def find(self, words: str) -> "Future[Found]":
        """Every place of the document where these words stand."""
        return self._ask(
            lambda request: AskFind(request, words),
            lambda reply: reply.found if isinstance(reply, WordsFound) else Found(0, ()),
        )

    def boxes(self, page: int, words: str) -> "Future[tuple[tuple[Box, ...], ...]]":
        """Where on a page these words stand: for each place its boxes, one a line."""
        return self._ask(
            lambda request: AskBoxes(request, page, words),
            lambda reply: reply.places if isinstance(reply, BoxesRead) else (),
        )

    def _ask(self, make: Callable[[int], Question], take: Callable[[Replied], T]) -> "Future[T]":
        answer: Future[T] = Future()

        def pass_on(done: "Future[Replied]") -> None:
            if done.cancelled():
                answer.cancel()
            elif answer.set_running_or_notify_cancel():
                answer.set_result(take(done.result()))

        self._wishes.ask(make).add_done_callback(pass_on)
        return answer

    def close(self, *, wait: float = 0.0) -> None:
        """End the worker and wipe its memory in the background; `wait` bounds how many seconds to stay for it."""
        self._wishes.close()
        if self._thread.ident is None:
            self._wishes.hang_up()
        elif wait:
            self._thread.join(wait)

    @property
    def worker_pid(self) -> int:
        """The process of the present worker, for the self-test."""
        worker = self._supervisor.worker
        return 0 if worker is None else worker.pid

    def _hear(self, news: News) -> None:
        match news:
            case Hello():
                self.confinement = news
            case Opened():
                self._opening_succeeded(news)
            case Measured():
                self._correct_sizes(news)
            case DocumentState():
                self._change_state(news)
            case _:
                self.pages.publish(news)

    def _opening_succeeded(self, opened: Opened) -> None:
        self.opened = opened
        if not self._opening.done():
            self._opening.set_result(opened)

    def _correct_sizes(self, measured: Measured) -> None:
        if self.opened is not None and len(self.opened.sizes) == len(measured.sizes):
            self.opened = replace(self.opened, sizes=measured.sizes)
            self.measured.publish(self.opened)

    def _change_state(self, state: DocumentState) -> None:
        self.last_state = state
        if state.name in {"failed", "closed"} and not self._opening.done():
            self._opening.set_exception(Refused(state.code or "closed"))
        self.state.publish(state)
