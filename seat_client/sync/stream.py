"""The centre's push: cursors, and the pages up to them, over server-sent events."""

from contextlib import suppress
from dataclasses import dataclass

import requests
from pydantic import ValidationError

from seat_client.sync.errors import CentreUnreachable
from seat_client.sync.transport import losses_told
from seat_client.wire.models import FactPage

LINE_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class News:
    """How far the record is, and the page up to there; None where the page is to be asked for."""

    cursor: int
    page: FactPage | None


class FactStream:
    """Yields what the centre announces; ends with CentreUnreachable, or quietly once closed."""

    def __init__(self, answer: requests.Response) -> None:
        self._answer = answer
        self._buffer = b""
        self._closed = False

    def __iter__(self) -> "FactStream":
        return self

    def __next__(self) -> News:
        cursor: int | None = None
        page: FactPage | None = None
        while True:
            line = self._line()
            if line.startswith(b"id:"):
                cursor = _cursor(line)
            elif line.startswith(b"data: {"):
                page = _page(line)
            elif not line.strip() and cursor is not None:  # the end of an event; a sign of life has no cursor
                return News(cursor, page)

    def _line(self) -> bytes:
        while b"\n" not in self._buffer:
            self._buffer += self._more()
            if len(self._buffer) > LINE_LIMIT:
                raise CentreUnreachable("answer-too-long")
        line, self._buffer = self._buffer.split(b"\n", 1)
        return line

    def _more(self) -> bytes:
        try:
            with losses_told():
                more = self._answer.raw.read1(4096)
        except CentreUnreachable:
            if self._closed:
                raise StopIteration from None
            raise
        if self._closed:
            raise StopIteration
        if not more:
            raise CentreUnreachable("stream-ended")
        return bytes(more)

    def interrupt(self) -> None:
        """End the stream from another thread; a reader that waits wakes up."""
        self._closed = True
        with suppress(ValueError, RuntimeError, OSError):  # the line is gone already
            self._answer.raw.shutdown()  # a plain close would leave the reader waiting for its timeout

    def close(self) -> None:
        """For the reading thread, when it is done."""
        self._closed = True
        self._answer.close()


def _cursor(line: bytes) -> int:
    try:
        return int(line[3:])
    except ValueError as error:
        raise CentreUnreachable("stream-garbled") from error


def _page(line: bytes) -> FactPage:
    try:
        return FactPage.model_validate_json(line[6:])
    except ValidationError as error:
        raise CentreUnreachable("stream-garbled") from error
