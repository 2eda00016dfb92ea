"""The centre's push: a line of cursors over server-sent events."""

from contextlib import suppress

import requests

from seat_client.sync.errors import CentreUnreachable
from seat_client.sync.transport import losses_told

LINE_LIMIT = 64 * 1024


class FactStream:
    """Yields each cursor the centre announces; ends with CentreUnreachable, or quietly once closed."""

    def __init__(self, answer: requests.Response) -> None:
        self._answer = answer
        self._buffer = b""
        self._closed = False

    def __iter__(self) -> "FactStream":
        return self

    def __next__(self) -> int:
        while True:
            line = self._line()
            if line.startswith(b"id:"):
                return _cursor(line)

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
