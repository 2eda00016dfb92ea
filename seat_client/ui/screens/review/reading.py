"""The document on the desk: found among what the centre opens now, fetched, opened in a worker, and left where one was.

What was once listed is remembered on the seat, so that a bid already fetched opens with the line down as well.
"""

import json
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import asdict

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal

from seat_client.documents.client import DocumentClient
from seat_client.documents.layout import ReadingPosition
from seat_client.services.notebook import Notebook
from seat_client.services.seat import Seat
from seat_client.services.shelf import Kept, Shelf
from seat_client.topic import Topic
from seat_client.ui.bridge import Bridge
from seat_client.ui.sentences import Sentence, sentence, sentence_for
from seat_client.ui.widgets.page_view import PAPER
from seat_client.wire.models import DocumentInfo

Place = tuple[str, str]  # part, subject


class Reading(QObject):
    """Opens one document at a time; a second wish replaces the first, whatever comes back for that one."""

    waiting = Signal()
    progressed = Signal(int)
    """How much of the document has arrived, in percent."""
    opened = Signal(object, object)
    """The `DocumentClient` and the `ReadingPosition` to go to."""
    failed = Signal(object)
    """The `Sentence` that says why there is no document."""

    def __init__(self, shelf: Shelf, seat: Seat, bridge: Bridge, notebook: Notebook | None = None) -> None:
        super().__init__()
        self._shelf, self._seat, self._bridge = shelf, seat, bridge
        self.notebook = notebook or Notebook(seat.store)
        self._kept: Kept | None = None
        self._calm: DocumentClient | None = None
        self._wish: Place | None = None
        self._listed: dict[Place, DocumentInfo] = {}
        self._ahead: list[Place] = []
        self._client: DocumentClient | None = None
        self._arrived: Topic[tuple[str, int]] = Topic()
        bridge.connect(self._arrived, self._see_progress)

    @property
    def place(self) -> Place | None:
        """Part and subject of the document wished for last."""
        return self._wish

    def open(self, part: str, subject: str, ahead: Sequence[Place] = ()) -> None:
        """Bring this document; the places `ahead` are fetched afterwards, for a quick turn to them."""
        self.close()
        self._wish, self._ahead = (part, subject), list(ahead)
        self.waiting.emit()
        if self._wish in self._listed:
            self._fetch(self._listed[self._wish])
        else:
            self._ask_listing()

    def again(self) -> None:
        """Try the same document once more."""
        if self._wish is not None:
            self.open(*self._wish, ahead=self._ahead)

    def close(self) -> None:
        """End the workers of the document shown now."""
        for client in (self._client, self._calm):
            if client is not None:
                client.close()
        self._client = self._calm = self._wish = self._kept = None

    def calm(self) -> DocumentClient:
        """The worker of this document for search and small pages, which gives way to all others; made when first
        asked for. Only while a document is shown."""
        if self._calm is None:
            if self._kept is None:
                raise LookupError("no document is shown")
            self._calm = DocumentClient(self._kept.path, self._kept.key, paper=PAPER, calm=True)
            self._calm.open()
        return self._calm

    def keep(self, position: ReadingPosition) -> None:
        """Remember where the reader is in the document shown now."""
        if self._wish is not None and self._client is not None:
            self._seat.store.remember(_reading_key(self._wish), json.dumps(asdict(position)))

    def _ask_listing(self) -> None:
        wish = self._wish
        self._bridge.when_done(self._shelf.listing(), lambda done: self._see_listing(wish, done))

    def _see_listing(self, wish: Place | None, done: "Future[tuple[DocumentInfo, ...]]") -> None:
        if done.cancelled() or wish is None or wish != self._wish:
            return
        error = done.exception()
        if error is None:
            self._take(done.result())
        found = self._listed.get(wish) if error is None else self._recall(wish)
        if found is not None:
            self._fetch(found)
        else:
            self.failed.emit(sentence("document_closed") if error is None else sentence_for(error))

    def _take(self, infos: Sequence[DocumentInfo]) -> None:
        for info in infos:
            place = (info.part, info.subject)
            if self._listed.get(place) != info:
                self._listed[place] = info
                self._seat.store.remember(_shelf_key(place), info.model_dump_json())

    def _recall(self, place: Place) -> DocumentInfo | None:
        kept = self._seat.store.recall(_shelf_key(place))
        try:
            return None if kept is None else DocumentInfo.model_validate_json(kept)
        except ValidationError:
            return None

    def _fetch(self, info: DocumentInfo) -> None:
        done = self._shelf.fetch(info, lambda come, size: self._arrived.publish((info.id, 100 * come // max(size, 1))))
        place = self._wish
        self._bridge.when_done(done, lambda kept: self._see_kept(place, kept))

    def _see_progress(self, arrived: tuple[str, int]) -> None:
        info = None if self._wish is None else self._listed.get(self._wish)
        if info is not None and info.id == arrived[0] and self._client is None:
            self.progressed.emit(arrived[1])

    def _see_kept(self, place: Place | None, done: "Future[Kept]") -> None:
        if done.cancelled() or place is None or place != self._wish or self._client is not None:
            return
        if (error := done.exception()) is not None:
            self.failed.emit(_words(error))
            return
        kept = self._kept = done.result()
        self._client = DocumentClient(kept.path, kept.key, paper=PAPER)
        self.opened.emit(self._client, self._position(place))
        self._fetch_ahead()

    def _fetch_ahead(self) -> None:
        """One after the other, so that a new wish never waits for more than one of them."""
        wish = self._wish
        infos = [self._listed[place] for place in self._ahead if place in self._listed]
        if infos:
            self._ahead = [(info.part, info.subject) for info in infos[1:]]
            self._bridge.when_done(self._shelf.fetch(infos[0]), lambda done: self._see_ahead(wish, done))

    def _see_ahead(self, wish: Place | None, done: "Future[Kept]") -> None:
        if not done.cancelled() and done.exception() is None and wish == self._wish:
            self._fetch_ahead()

    def _position(self, place: Place) -> ReadingPosition:
        kept = self._seat.store.recall(_reading_key(place))
        return ReadingPosition() if kept is None else ReadingPosition(**json.loads(kept))


def _words(error: BaseException) -> Sentence:
    return sentence("disk_full") if isinstance(error, OSError) else sentence_for(error)


def _shelf_key(place: Place) -> str:
    return f"shelf/{place[0]}/{place[1]}"


def _reading_key(place: Place) -> str:
    return f"reading/{place[0]}/{place[1]}"
