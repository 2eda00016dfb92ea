"""What a member keeps for himself beside the bids: evidence pins, notes, bookmarks.

They stay in the seat's encrypted store, are never sent and never written into a document. Of the pins, the places
alone are printed with the reason of the score they belong to.
"""

import json
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict, dataclass, replace
from typing import Literal
from uuid import uuid4

from seat_client.documents.pages import Box
from seat_client.store.store import Store
from seat_client.topic import Topic

_KIND = "mark"
_OPENS, _CLOSES = "\n〔", "〕"

MarkKind = Literal["pin", "note", "bookmark"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a bid: its part and subject (a code while blind), the page from 0, the stretch of it."""

    part: str
    subject: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Mark:
    """One pin, note or bookmark; `words` say in the bid's own words where it stands, `text` is the member's."""

    id: str
    kind: MarkKind
    place: Place
    words: str = ""
    criterion: str = ""
    text: str = ""
    zoom: int | None = None


class Notebook:
    """All marks of this member. `changed` is published after every change, in the caller's thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._marks = {key: _from_text(key, body) for key, body in store.private(_KIND)}
        self.changed: Topic[None] = Topic()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Everything, the oldest first."""
        return tuple(self._marks.values())

    def of(self, part: str, subject: str) -> tuple[Mark, ...]:
        """The marks in one document, by place."""
        marks = [mark for mark in self.marks if (mark.place.part, mark.place.subject) == (part, subject)]
        return tuple(sorted(marks, key=lambda mark: (mark.place.page, mark.place.box.top)))

    def pins(self, criterion: str, subject: str | None = None) -> tuple[tuple[int, Mark], ...]:
        """The pins of a criterion with their numbers, counted over all bids in the order they were set."""
        numbered = enumerate((m for m in self.marks if m.kind == "pin" and m.criterion == criterion), start=1)
        return tuple((number, pin) for number, pin in numbered if subject in (None, pin.place.subject))

    def pin(self, place: Place, criterion: str, words: str) -> Mark:
        """Set an evidence pin; at the very place of another one of the criterion that one is taken away."""
        same = next((m for _, m in self.pins(criterion, place.subject) if m.place == place), None)
        if same is not None:
            self.remove(same.id)
            return same
        return self._keep(Mark(str(uuid4()), "pin", place, words, criterion))

    def note(self, place: Place, words: str, text: str) -> Mark:
        return self._keep(Mark(str(uuid4()), "note", place, words, text=text))

    def bookmark(self, place: Place, words: str, zoom: int | None) -> Mark:
        """Keep a place to come back to, to the line and with its zoom; a second time on the page takes it away."""
        same = next((m for m in self.of(place.part, place.subject) if _same_bookmark(m, place)), None)
        if same is not None:
            self.remove(same.id)
            return same
        return self._keep(Mark(str(uuid4()), "bookmark", place, words, zoom=zoom))

    def write(self, mark: str, text: str) -> None:
        """Change the words of a note."""
        if mark in self._marks and self._marks[mark].text != text:
            self._keep(replace(self._marks[mark], text=text))

    def remove(self, mark: str) -> None:
        if self._marks.pop(mark, None) is not None:
            self._store.drop_private(mark)
            self.changed.publish(None)

    def find(self, mark: str) -> Mark | None:
        return self._marks.get(mark)

    def settled(self) -> "Future[None]":
        """Done when everything said so far is on the disk."""
        return self._store.drop_private("")

    def _keep(self, mark: Mark) -> Mark:
        self._marks[mark.id] = mark
        self._store.keep_private(_KIND, mark.id, _to_text(mark))
        self.changed.publish(None)
        return mark


def _same_bookmark(mark: Mark, place: Place) -> bool:
    return mark.kind == "bookmark" and mark.place.page == place.page


def with_evidence(reason: str, pins: tuple[Mark, ...], words: Callable[[Mark], str], heading: str) -> str:
    """The reason as it is printed: what the member wrote, and below it where the pins stand, in brackets."""
    typed = without_evidence(reason)
    if not pins:
        return typed
    places = "；".join(words(pin) for pin in pins)
    return f"{typed}{_OPENS}{heading}{places}{_CLOSES}"


def without_evidence(reason: str) -> str:
    """What the member wrote: the reason without its last line, where that is one of places in brackets."""
    before, opens, inside = reason.rpartition(_OPENS)
    ends = opens and inside.endswith(_CLOSES) and "\n" not in inside
    return before if ends else reason


def _to_text(mark: Mark) -> str:
    body = asdict(mark)
    del body["id"]
    return json.dumps(body, ensure_ascii=False)


def _from_text(key: str, text: str) -> Mark:
    body = json.loads(text)
    place = body.pop("place")
    return Mark(id=key, place=Place(**{**place, "box": Box(**place["box"])}), **body)
