"""The member's pins, notes and bookmarks in the document shown now, for the pages, the list and the reasons."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from seat_client.documents.alignment import heading_at
from seat_client.documents.layout import ReadingPosition
from seat_client.documents.messages import OutlineEntry
from seat_client.documents.pages import Box
from seat_client.services.notebook import Mark, Notebook, Place, with_evidence
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.widgets.document_marks import MarkRow
from seat_client.ui.widgets.page_marks import PageMark, Selection

_LONGEST = 14


@dataclass(frozen=True, slots=True)
class PinLine:
    """One evidence pin of a criterion as the form shows it."""

    id: str
    number: int
    words: str
    page: int


class MarksModel(QObject):
    """Works the notebook for one document and the criterion that is open."""

    changed = Signal()

    def __init__(self, notebook: Notebook, bridge: Bridge) -> None:
        super().__init__()
        self._notebook = notebook
        self._part = self._subject = self._criterion = ""
        bridge.connect(notebook.changed, lambda _: self.changed.emit())

    def show(self, part: str, subject: str, criterion: str) -> None:
        """This document and this criterion are open now."""
        if (part, subject, criterion) != (self._part, self._subject, self._criterion):
            self._part, self._subject, self._criterion = part, subject, criterion
            self.changed.emit()

    def page_marks(self) -> tuple[PageMark, ...]:
        """What lies over the pages: the pins of the open criterion, all notes and bookmarks."""
        numbers = {pin.id: str(number) for number, pin in self._notebook.pins(self._criterion, self._subject)}
        return tuple(
            PageMark(mark.id, mark.kind, mark.place.page, mark.place.box, numbers.get(mark.id, _SIGN))
            for mark in self._notebook.of(self._part, self._subject)
            if mark.kind != "pin" or mark.id in numbers
        )

    def rows(self) -> tuple[MarkRow, ...]:
        """The list: every mark of this document by place, pins of other criteria too."""
        numbers = {pin.id: number for number, pin in self._notebook.pins(self._criterion)}
        marks = self._notebook.of(self._part, self._subject)
        return tuple(MarkRow(mark.id, mark.kind, _title(mark, numbers.get(mark.id)), mark.text) for mark in marks)

    def pins(self) -> tuple[PinLine, ...]:
        """The pins of the open criterion in this document."""
        pins = self._notebook.pins(self._criterion, self._subject)
        return tuple(PinLine(pin.id, number, short(pin.words), pin.place.page) for number, pin in pins)

    def pin(self, selection: Selection, outline: tuple[OutlineEntry, ...]) -> None:
        """Set or take away an evidence pin of the open criterion."""
        if self._criterion:
            self._notebook.pin(self._place(selection), self._criterion, _where(selection, outline))

    def note(self, selection: Selection, outline: tuple[OutlineEntry, ...]) -> str:
        """Begin a note; gives its id."""
        return self._notebook.note(self._place(selection), _where(selection, outline), "").id

    def bookmark(self, position: ReadingPosition, outline: tuple[OutlineEntry, ...]) -> None:
        """Keep this very place with its zoom, or take the page's bookmark away."""
        box = Box(0.0, min(max(position.fraction, 0.0), 1.0), 1.0, 0.0)
        selection = Selection(position.page, box)
        self._notebook.bookmark(self._place(selection), _where(selection, outline), position.zoom)

    def write(self, mark: str, text: str) -> None:
        self._notebook.write(mark, text)

    def remove(self, mark: str) -> None:
        self._notebook.remove(mark)

    def find(self, mark: str) -> Mark | None:
        return self._notebook.find(mark)

    def _place(self, selection: Selection) -> Place:
        return Place(self._part, self._subject, selection.page, selection.box)


def reason_with_pins(notebook: Notebook, criterion: str, code: str, reason: str) -> str:
    """What a score's reason says in the record: the member's words, and where the evidence stands."""
    pins = tuple(pin for _, pin in notebook.pins(criterion, code))
    return with_evidence(reason, pins, _printed, translate("Review", "Evidence: "))


def short(words: str, longest: int = _LONGEST) -> str:
    """A heading for a chip."""
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


_SIGN = "✎"


def _where(selection: Selection, outline: tuple[OutlineEntry, ...]) -> str:
    """The heading it stands under, else how it begins."""
    heading = heading_at(selection.page + selection.box.top, outline)
    return heading.title if heading is not None else selection.words


def _printed(pin: Mark) -> str:
    return translate("Review", "p. {page} {words}").format(page=pin.place.page + 1, words=pin.words).strip()


def _title(mark: Mark, number: int | None) -> str:
    page = translate("Review", "p. {page}").format(page=mark.place.page + 1)
    words = " ".join(mark.text.split()) if mark.kind == "note" else mark.words
    kinds = {
        "pin": translate("Review", "Evidence {number}").format(number="" if number is None else number).strip(),
        "note": translate("Review", "Note"),
        "bookmark": translate("Review", "Bookmark"),
    }
    return f"{page}　{kinds[mark.kind]}　{short(words)}"
