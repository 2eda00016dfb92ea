"""Markers planted in every bidder's name, file names and PDF metadata, and the channels in which they may show.

A channel is bytes that reached a seat while the part was blind; `found_in` looks for a marker in them as they are,
inflated, and in the encodings a name can travel in. Whoever adds a channel shows with a positive control that the
marker would be found in it.
"""

import json
import logging
import re
import secrets
import socket
import threading
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pikepdf

STREAM = re.compile(rb"stream\r?\n")
DEEPEST = 3  # an attachment in an object stream in a PDF


def marker() -> str:
    """A word that stands nowhere by chance."""
    return f"Planted{secrets.token_hex(5)}"


@dataclass(frozen=True)
class Channel:
    """What reached a seat by one way while a code was due, and by the same way while names were open."""

    name: str
    blind: bytes
    open: bytes


def found_in(content: bytes, words: Iterable[str]) -> list[str]:
    """The words that stand in the content, in whatever dress."""
    layers = list(_layers(content, DEEPEST))
    return [word for word in words if any(needle in layer for needle in _needles(word) for layer in layers)]


def _needles(word: str) -> set[bytes]:
    plain = word.encode()
    forms = {plain, word.encode("utf-16-be"), word.encode("utf-16-le"), quote(word).encode()}
    escaped = json.dumps(word)[1:-1].encode()
    return forms | {escaped, *(f.hex().encode() for f in forms), *(f.hex().upper().encode() for f in forms)}


def _layers(content: bytes, depth: int) -> Iterable[bytes]:
    yield content
    if not depth:
        return
    for start in STREAM.finditer(content):
        with suppress(zlib.error):
            yield from _layers(zlib.decompressobj().decompress(content[start.end() :]), depth - 1)


# --- planting -------------------------------------------------------------------------------------------------


def plant(folder: Path, parts: Iterable[str]) -> dict[str, str]:
    """Give every bidder of a project folder a marker, in the name and in its bids; bidder id -> marker."""
    document = json.loads((folder / "project.json").read_text("utf-8"))
    markers = {}
    for bidder in document["bidders"]:
        markers[bidder["id"]] = word = marker()
        bidder["name"] = f"{bidder['name']}{word}"
        for part in parts:
            path = folder / "documents" / bidder["id"] / f"{part}.pdf"
            path.parent.mkdir(parents=True, exist_ok=True)
            planted_bid(path, word, outline=part != "technical")
    (folder / "project.json").write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return markers


def planted_bid(path: Path, word: str, *, outline: bool) -> None:
    """A bid that tells its author everywhere but on its page; a bookmark is content, so only where names are open."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.docinfo["/Author"] = f"作者 {word}"
        pdf.docinfo["/Title"] = word
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp["dc:creator"] = [word]
            xmp["pdf:Producer"] = f"{word} producer"
        pdf.attachments[f"{word}.docx"] = pikepdf.AttachedFileSpec(pdf, word.encode(), filename=f"{word}.docx")
        pdf.pages[0].obj.PieceInfo = pikepdf.Dictionary(Tool=pikepdf.Dictionary(Private=pikepdf.String(word)))
        if outline:
            with pdf.open_outline() as bookmarks:
                bookmarks.root.append(pikepdf.OutlineItem(f"第一章 {word}", 0))
        pdf.save(path, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


# --- listening ------------------------------------------------------------------------------------------------


class Tap:
    """A relay on loopback that keeps every byte of both directions, apart by whether the part was blind just then."""

    def __init__(self, target: str, blind: Callable[[], bool]) -> None:
        host, port = target.removeprefix("http://").rsplit(":", 1)
        self._target = (host, int(port))
        self._blind = blind
        self._lock = threading.Lock()
        self._kept: dict[tuple[int, str, bool], bytearray] = {}
        self._count = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def bytes(self, *, blind: bool) -> bytes:
        with self._lock:
            return b"\n".join(bytes(v) for (_, _, when), v in self._kept.items() if when is blind)

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                seat, _ = self._socket.accept()
            except OSError:
                return
            self._count += 1
            threading.Thread(target=self._relay, args=(seat, self._count), daemon=True).start()

    def _relay(self, seat: socket.socket, number: int) -> None:
        with seat, socket.create_connection(self._target) as centre:
            for line in (seat, centre):
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            up = threading.Thread(target=self._pump, args=(seat, centre, number, "up"), daemon=True)
            up.start()
            self._pump(centre, seat, number, "down")
            up.join()

    def _pump(self, source: socket.socket, sink: socket.socket, number: int, way: str) -> None:
        with suppress(OSError):
            while block := source.recv(65536):
                with self._lock:
                    self._kept.setdefault((number, way, self._blind()), bytearray()).extend(block)
                sink.sendall(block)
        for line in (source, sink):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


@dataclass
class LogTap(logging.Handler):
    """Every log record of the process, down to DEBUG, with whether the part was blind just then."""

    is_blind: Callable[[], bool]
    lines: list[tuple[bool, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.DEBUG)

    __hash__ = logging.Handler.__hash__

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((self.is_blind(), self.format(record)))

    def bytes(self, *, blind: bool) -> bytes:
        return "\n".join(text for when, text in self.lines if when is blind).encode()

    def __enter__(self) -> "LogTap":
        root = logging.getLogger()
        self._before = root.level
        root.setLevel(logging.DEBUG)
        root.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)
        logging.getLogger().setLevel(self._before)
