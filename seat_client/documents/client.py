"""The seat's side of one open document: ask for pages, hear what became of them. Nothing here waits or raises."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from seat_client.documents.errors import Refused
from seat_client.documents.limits import bitmap_size
from seat_client.documents.messages import Hello, Opened
from seat_client.documents.pages import DocumentSource, DocumentState, PageAnswer, PageRequest
from seat_client.documents.supervisor import News, Supervisor
from seat_client.documents.wishes import Wishes
from seat_client.topic import Topic

WHITE = 0xFFFFFF
PATIENCE_SECONDS = 20.0


class DocumentClient:
    """One document in a process of its own, which may die without hurting the seat.

    `state` and `pages` are published from the supervising thread; `last_state` and `opened` hold the latest for whoever
    subscribes late. `paper` colours the page (0xRRGGBB); `patience` is how many seconds the worker may be silent over
    one task before it is replaced.
    """

    def __init__(self, path: Path, key: bytes, *, paper: int = WHITE, patience: float = PATIENCE_SECONDS) -> None:
        self.state: Topic[DocumentState] = Topic()
        self.pages: Topic[PageAnswer] = Topic()
        self.last_state = DocumentState("opening")
        self.opened: Opened | None = None
        self.confinement: Hello | None = None
        self._opening: Future[Opened] = Future()
        self._wishes = Wishes()
        source = DocumentSource(path, key)
        self._supervisor = Supervisor(source, self._wishes, self._hear, paper=paper, patience=patience)
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
            case DocumentState():
                self._change_state(news)
            case _:
                self.pages.publish(news)

    def _opening_succeeded(self, opened: Opened) -> None:
        self.opened = opened
        if not self._opening.done():
            self._opening.set_result(opened)

    def _change_state(self, state: DocumentState) -> None:
        self.last_state = state
        if state.name in {"failed", "closed"} and not self._opening.done():
            self._opening.set_exception(Refused(state.code or "closed"))
        self.state.publish(state)
