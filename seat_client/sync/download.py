"""A document fetched through cut lines, and checked against what the centre announced."""

import hashlib
from typing import BinaryIO

from seat_client.sync.errors import CentreUnreachable, ContentDamaged
from seat_client.sync.transport import SLOW_SECONDS, Transport, blocks
from seat_client.wire.models import DocumentInfo

_BLOCK = 1 << 20


def download(transport: Transport, info: DocumentInfo, sink: BinaryIO, offset: int) -> None:
    """Write the document into `sink` after its first `offset` bytes, which are read back for the check.

    A cut line is taken up again as long as each attempt brings something; raises ContentDamaged.
    """
    fetch = _Fetch(transport, info, sink)
    fetch.read_back(offset)
    while fetch.done < info.size:
        before = fetch.done
        try:
            fetch.go_on()
        except CentreUnreachable:
            if fetch.done == before:
                raise
    fetch.check()


class _Fetch:
    def __init__(self, transport: Transport, info: DocumentInfo, sink: BinaryIO) -> None:
        self._transport = transport
        self._info = info
        self._sink = sink
        self._sha256 = hashlib.sha256()
        self.done = 0

    def read_back(self, offset: int) -> None:
        if offset:
            self._sink.seek(0)
        while self.done < offset:
            block = self._sink.read(min(_BLOCK, offset - self.done))
            if not block:
                raise ContentDamaged(self._info.id)
            self._count(block)

    def go_on(self) -> None:
        """One request for the rest; what arrived before a cut stays."""
        headers = {"Range": f"bytes={self.done}-", "If-Range": f'"{self._info.sha256}"'} if self.done else {}
        path = f"/documents/{self._info.id}"
        with self._transport.start("GET", path, seconds=SLOW_SECONDS, headers=headers) as answer:
            skip = self.done if answer.status_code == 200 else 0  # the centre began from the first byte
            before = self.done
            for received in blocks(answer):
                block, skip = received[skip:], max(0, skip - len(received))
                self._take(block)
            if self.done == before:
                raise CentreUnreachable("empty-answer")

    def _take(self, block: bytes) -> None:
        if self.done + len(block) > self._info.size:
            raise ContentDamaged(self._info.id)
        self._sink.write(block)
        self._count(block)

    def _count(self, block: bytes) -> None:
        self._sha256.update(block)
        self.done += len(block)

    def check(self) -> None:
        if self._sha256.hexdigest() != self._info.sha256:
            raise ContentDamaged(self._info.id)
