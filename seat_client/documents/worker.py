"""The process that reads one bid: commands in, page sizes, outline and pixels out. It may die at any time.

Nothing of the seat is imported here but this package's worker side, and nothing heavy.
"""

import signal
from collections import deque
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

from seat_client.confinement import allow_processor_seconds, confine, give_way
from seat_client.documents import pdfium
from seat_client.documents.blocks import receive
from seat_client.documents.cipher import DecryptingReader
from seat_client.documents.errors import CipherError, PageRefused, Refused
from seat_client.documents.limits import MAX_ADDRESS_SPACE, BitmapSize
from seat_client.documents.messages import (
    Answer,
    AskBoxes,
    AskFind,
    AskParagraphs,
    BoxesRead,
    Command,
    Forget,
    Hello,
    Measured,
    NoAnswer,
    NotRendered,
    Open,
    Opened,
    ParagraphsRead,
    Question,
    Reading,
    RefusedToOpen,
    Render,
    Rendered,
    Replied,
    Share,
    WordsFound,
    decode_command,
    encode,
)
from seat_client.documents.pages import Box, Found, Tile
from seat_client.documents.text_index import TextIndex

_PROCESSOR_SECONDS = 60
_MEASURED_AT_ONCE = 24
_MEASURED_IN_A_ROW = 20
"""Pages measured before the reader sees anything, and between two looks at what is asked."""
_TELL_EVERY = 50
"""Pages between two signs of life in a long search."""


def run(connection: Connection) -> None:
    """Serve one document until the seat closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    held, missing = confine(MAX_ADDRESS_SPACE)
    pdfium.start_library()
    try:
        connection.send_bytes(encode(Hello(held, missing)))
        _serve(connection)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _serve(connection: Connection) -> None:
    opening = decode_command(connection.recv_bytes())
    if not isinstance(opening, Open):
        return
    try:
        with closing(DecryptingReader(Path(opening.path), bytes.fromhex(opening.key))) as reader:
            if opening.calm:
                give_way()
            _Worker(connection, reader, opening).serve()
    except Refused as error:
        connection.send_bytes(encode(RefusedToOpen(error.code)))
    except CipherError:
        connection.send_bytes(encode(RefusedToOpen("tampered")))
    except OSError:
        connection.send_bytes(encode(RefusedToOpen("broken")))


class _Worker:
    def __init__(self, connection: Connection, reader: DecryptingReader, opening: Open) -> None:
        self._connection = connection
        self._paper = opening.paper
        self._reads_ahead = opening.calm
        self._pending: deque[Render] = deque()
        self._questions: deque[Question] = deque()
        self._blocks: dict[str, memoryview] = {}
        self._forgotten: list[str] = []
        self._sizes: list[tuple[float, float]] = []
        self._supposed = (0.0, 0.0)
        allow_processor_seconds(_PROCESSOR_SECONDS)
        self._document = pdfium.PdfDocument(reader)
        self._index = TextIndex(self._document.page_count, self._document.text)

    def serve(self) -> None:
        count = self._document.page_count
        self._sizes += self._document.sizes(range(min(count, _MEASURED_AT_ONCE)))
        self._supposed = self._sizes[-1]
        rest = [self._supposed] * (count - len(self._sizes))
        self._send(Opened((*self._sizes, *rest), self._document.outline()))
        while True:
            self._receive()
            self._next()

    def _send(self, answer: Answer) -> None:
        self._connection.send_bytes(encode(answer))

    def _receive(self) -> None:
        """Take what has arrived; wait for it when there is nothing to do, not even to measure or to read ahead."""
        while self._connection.poll() or not self._has_work():
            self._take(decode_command(self._connection.recv_bytes()))

    def _has_work(self) -> bool:
        waiting = self._pending or self._questions or self._forgotten
        return bool(waiting or self._has_to_measure() or self._has_to_read())

    def _has_to_measure(self) -> bool:
        return len(self._sizes) < int(self._document.page_count)

    def _measure_on(self) -> None:
        """Measure some more pages; tell when all have been measured and some are not as supposed."""
        first = len(self._sizes)
        following = range(first, min(first + _MEASURED_IN_A_ROW, self._document.page_count))
        self._sizes += self._document.sizes(following)
        if not self._has_to_measure() and any(size != self._supposed for size in self._sizes[_MEASURED_AT_ONCE:]):
            self._send(Measured(tuple(self._sizes)))

    def _has_to_read(self) -> bool:
        return self._reads_ahead and not self._index.complete

    def _take(self, command: Command) -> None:
        match command:
            case Render():
                self._pending.append(command)
            case Share(name, size):
                self._blocks[name] = receive(self._connection, name, size)
            case Forget(name):
                self._forgotten.append(name)
            case Open():
                pass
            case _:
                self._questions.append(command)

    def _next(self) -> None:
        if self._pending:
            self._render(self._pending.popleft())
        elif self._questions:
            self._send(self._reply(self._questions.popleft()))
        elif self._forgotten:
            self._blocks.pop(self._forgotten.pop(), None)  # unmapping takes half a millisecond: the page comes first
        elif self._has_to_measure():
            self._measure_on()
        elif self._has_to_read():
            self._read_on()

    def _reply(self, question: Question) -> Replied:
        allow_processor_seconds(_PROCESSOR_SECONDS)
        try:
            match question:
                case AskParagraphs(request, page):
                    return ParagraphsRead(request, self._document.paragraphs(page))
                case AskBoxes(request, page, words):
                    return BoxesRead(request, self._boxes(page, words))
                case AskFind(request, words):
                    return WordsFound(request, self._find(request, words))
        except PageRefused:
            return NoAnswer(question.request)

    def _find(self, request: int, words: str) -> Found:
        while not self._index.complete:
            self._index.read_on()
            if self._index.pages % _TELL_EVERY == 0:
                allow_processor_seconds(_PROCESSOR_SECONDS)
                self._send(Reading(request, self._index.pages))
        return self._index.find(words)

    def _boxes(self, page: int, words: str) -> tuple[tuple[Box, ...], ...]:
        if not 0 <= page < self._document.page_count:
            raise PageRefused(page)
        while self._index.pages <= page:
            self._read_on()
        spans = self._index.spans(page, words)
        return self._document.boxes(page, spans) if spans else ()

    def _read_on(self) -> None:
        allow_processor_seconds(_PROCESSOR_SECONDS)
        self._index.read_on()

    def _render(self, render: Render) -> None:
        newest = max((other.generation for other in self._pending), default=render.generation)
        if render.generation < newest:
            self._send(NotRendered(render.request, outdated=True))
            return
        allow_processor_seconds(_PROCESSOR_SECONDS)
        try:
            self._draw(render)
        except (PageRefused, ValueError):
            self._send(NotRendered(render.request, outdated=False))
        else:
            self._send(Rendered(render.request))

    def _draw(self, render: Render) -> None:
        part = Tile(render.left, render.top, BitmapSize(render.columns, render.rows))
        with self._blocks[render.block][: part.size.bytes] as target:
            self._document.draw(render.page, BitmapSize(render.width, render.height), part, target, self._paper)
