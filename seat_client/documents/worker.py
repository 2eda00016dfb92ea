"""The process that reads one bid: commands in, page sizes, outline and pixels out. It may die at any time.

Nothing of the seat is imported here but this package's worker side, and nothing heavy.
"""

import signal
from collections import deque
from contextlib import closing
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

from seat_client.documents import pdfium
from seat_client.documents.blocks import view
from seat_client.documents.cipher import DecryptingReader
from seat_client.documents.confinement import allow_processor_seconds, confine
from seat_client.documents.errors import CipherError, PageRefused, Refused
from seat_client.documents.limits import BitmapSize
from seat_client.documents.messages import (
    Answer,
    Hello,
    NotRendered,
    Open,
    Opened,
    RefusedToOpen,
    Render,
    Rendered,
    decode_command,
    encode,
)

_PROCESSOR_SECONDS = 60


def run(connection: Connection) -> None:
    """Serve one document until the seat closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    held, missing = confine()
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
            _Worker(connection, reader, opening.paper).serve()
    except Refused as error:
        connection.send_bytes(encode(RefusedToOpen(error.code)))
    except CipherError:
        connection.send_bytes(encode(RefusedToOpen("tampered")))
    except OSError:
        connection.send_bytes(encode(RefusedToOpen("broken")))


class _Worker:
    def __init__(self, connection: Connection, reader: DecryptingReader, paper: int) -> None:
        self._connection = connection
        self._paper = paper
        self._pending: deque[Render] = deque()
        self._blocks: dict[str, SharedMemory] = {}
        allow_processor_seconds(_PROCESSOR_SECONDS)
        self._document = pdfium.PdfDocument(reader)

    def serve(self) -> None:
        self._send(Opened(self._document.sizes(), self._document.outline()))
        try:
            while True:
                self._receive()
                self._next()
        finally:
            self._release(keep=())

    def _send(self, answer: Answer) -> None:
        self._connection.send_bytes(encode(answer))

    def _receive(self) -> None:
        """Wait for work only when there is none; else take what has already arrived."""
        while not self._pending or self._connection.poll():
            command = decode_command(self._connection.recv_bytes())
            if isinstance(command, Render):
                self._pending.append(command)

    def _next(self) -> None:
        newest = max(render.generation for render in self._pending)
        render = self._pending.popleft()
        if render.generation < newest:
            self._send(NotRendered(render.request, outdated=True))
            return
        allow_processor_seconds(_PROCESSOR_SECONDS)
        try:
            self._draw(render)
        except (PageRefused, ValueError, FileNotFoundError):
            self._send(NotRendered(render.request, outdated=False))
        else:
            self._send(Rendered(render.request))

    def _draw(self, render: Render) -> None:
        if not 0 <= render.page < self._document.page_count:
            raise PageRefused(render.page)
        size = BitmapSize(render.width, render.height)
        with self._block(render.block)[: size.bytes] as target:
            self._document.draw(render.page, size, target, self._paper)

    def _block(self, name: str) -> memoryview:
        """Mappings are kept while the seat uses the same few blocks."""
        if name not in self._blocks:
            self._release(keep={render.block for render in self._pending})
            self._blocks[name] = SharedMemory(name)
        return view(self._blocks[name])

    def _release(self, *, keep: "set[str] | tuple[()]") -> None:
        for name in [name for name in self._blocks if name not in keep]:
            self._blocks.pop(name).close()
