"""One card, connected shared and held in one transaction, whose every answer comes in time or not at all."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from drivers.api.errors import CardRemoved, DeviceBusy, DeviceTimeout
from drivers.pcsc import winscard
from drivers.pcsc.patience import Patience

_CONNECT_TRIES = 3
_PAUSE_S = 1.0


class Connection:
    """A card to exchange commands with, until `hold` ends."""

    def __init__(self, reader: str, handle: int, protocol: int, patience: Patience) -> None:
        self.reader = reader
        self._handle = handle
        self._protocol = protocol
        self._patience = patience

    def exchange(self, command: bytes) -> bytes:
        """The card's answer with its two status bytes."""
        answer = self._patience.call(winscard.transmit, self._handle, self._protocol, command, self.reader)
        if len(answer) < 2:  # A card pulled while it computes "answers" nothing, and PC/SC calls that a success.
            raise CardRemoved(self.reader)
        return answer


@contextmanager
def hold(reader: str, answer_within: float) -> Iterator[Connection]:
    """Hold the card in `reader` for the length of the context, then leave it reset."""
    patience = Patience(reader, answer_within)
    held: list[int] = []
    contexts: list[winscard.Context] = []
    try:
        contexts.append(patience.call(winscard.Context))
        with _waiting_means_busy(reader):
            handle, protocol = _connect(contexts[0], reader, patience)
            held.append(handle)
            patience.call(winscard.begin, handle, reader)
        yield Connection(reader, handle, protocol, patience)
    finally:
        patience.end(lambda: _give_back(held, contexts))


@contextmanager
def _waiting_means_busy(reader: str) -> Iterator[None]:
    """Connecting and beginning both wait while another program has its transaction."""
    try:
        yield
    except DeviceTimeout as late:
        raise DeviceBusy(reader) from late


def _connect(context: winscard.Context, reader: str, patience: Patience) -> tuple[int, int]:
    """Other programs hold cards exclusively for a moment now and then; a second later they often do not."""
    for _ in range(_CONNECT_TRIES - 1):
        try:
            return patience.call(context.connect, reader)
        except DeviceBusy:
            threading.Event().wait(_PAUSE_S)
    return patience.call(context.connect, reader)


def _give_back(held: list[int], contexts: list[winscard.Context]) -> None:
    for handle in held:
        winscard.leave(handle)
    for context in contexts:
        context.release()
