"""One slot of the virtual reader: a card goes in, answers through the reader's socket, and comes out."""

import contextlib
import socket
import threading
from collections.abc import Callable

from tests.piv_card.card import ATR, PivCard, Pulled


class Slot:
    """Speaks the virtual reader's protocol: two bytes of length, then a control byte or a command."""

    def __init__(self, connect: Callable[[], socket.socket]) -> None:
        self._connect = connect
        self._socket: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self.failure: Exception | None = None

    def insert(self, card: PivCard, atr: bytes = ATR) -> None:
        """Put the card in."""
        self._socket = self._connect()
        self._thread = threading.Thread(target=self._serve, args=(self._socket, card, atr), daemon=True)
        self._thread.start()

    def pull(self) -> None:
        """Take the card out; nothing happens when none is in."""
        if self._socket is not None and self._thread is not None:
            _hang_up(self._socket)
            if threading.current_thread() is not self._thread:
                self._thread.join()
            self._socket = None

    def _serve(self, line: socket.socket, card: PivCard, atr: bytes) -> None:
        try:
            while (message := _receive(line)) is not None:
                answer = _control(card, message[0], atr) if len(message) == 1 else card.answer(message)
                if answer is not None:
                    line.sendall(len(answer).to_bytes(2, "big") + answer)
        except (Pulled, OSError):
            pass
        except Exception as failure:
            self.failure = failure
            raise
        finally:
            line.close()


def _control(card: PivCard, code: int, atr: bytes) -> bytes | None:
    if code == 4:
        return atr
    card.reset()
    return None


def _receive(line: socket.socket) -> bytes | None:
    head = _exactly(line, 2)
    return None if head is None else _exactly(line, int.from_bytes(head, "big"))


def _exactly(line: socket.socket, size: int) -> bytes | None:
    data = b""
    while len(data) < size:
        # The reader sends length and body apart; without a quick ACK every command waits some 40 ms.
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        part = line.recv(size - len(data))
        if not part:
            return None
        data += part
    return data


def _hang_up(line: socket.socket) -> None:
    with contextlib.suppress(OSError):  # It may be down already: the reader or the card was faster.
        line.shutdown(socket.SHUT_RDWR)
