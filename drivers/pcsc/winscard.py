"""The PC/SC calls used here, with types, and their result codes as errors (PC/SC part 5; pcsclite.h)."""

from collections.abc import Callable, Sequence
from typing import Any

from drivers.api.errors import (
    CardAbsent,
    CardRemoved,
    CardUnknown,
    DeviceAbsent,
    DeviceBusy,
    DeviceRefused,
    DriverError,
    LibraryMissing,
    ServiceDown,
)

try:
    from smartcard import scard
except ImportError:  # The system's PC/SC library, or pyscard itself, is not installed.
    scard = None

SERVICE = "PC/SC"
NEW_READERS = "\\\\?PnP?\\Notification"

_SUCCESS = 0
_CANCELLED = 0x80100002
_TIMEOUT = 0x8010000A
_NO_READERS = 0x8010002E

_ERRORS: dict[int, Callable[[str], DriverError]] = {
    0x80100003: lambda _: ServiceDown(SERVICE),  # invalid handle: the context belongs to a service that is gone
    0x80100006: lambda _: ServiceDown(SERVICE),  # no memory: what a dying service answers
    0x80100009: DeviceAbsent,
    0x8010000B: DeviceBusy,  # sharing violation
    0x8010000C: CardAbsent,
    0x8010000F: lambda _: CardUnknown("protocol"),
    0x80100013: lambda _: ServiceDown(SERVICE),  # communication with the service broke
    0x80100016: CardRemoved,  # not transacted: what a card pulled between two commands looks like
    0x80100017: DeviceAbsent,  # reader unavailable
    0x8010001D: lambda _: ServiceDown(SERVICE),
    0x8010001E: lambda _: ServiceDown(SERVICE),
    0x8010002E: DeviceAbsent,  # no readers
    0x8010002F: CardRemoved,  # communication with the card lost
    0x80100065: lambda _: CardUnknown("unsupported"),
    0x80100066: lambda _: CardUnknown("mute"),
    0x80100067: lambda _: CardUnknown("unpowered"),
    0x80100068: DeviceBusy,  # another program reset the card under us
    0x80100069: CardRemoved,
}

State = tuple[str, int, tuple[int, ...]]
"""A reader's name, its event state and the card's ATR."""


def check(result: int, device: str) -> None:
    """Raise what a result code means for `device`."""
    code = result & 0xFFFFFFFF
    if code in _ERRORS:
        raise _ERRORS[code](device)
    if code != _SUCCESS:
        raise DeviceRefused(f"{code:08X}")


def _library() -> Any:
    if scard is None:
        raise LibraryMissing("pcsc")
    return scard


class Context:
    """One conversation with the PC/SC service; after any error it is thrown away, never repaired."""

    def __init__(self) -> None:
        self._scard = _library()
        result, self._handle = self._scard.SCardEstablishContext(self._scard.SCARD_SCOPE_USER)
        check(result, SERVICE)

    def readers(self) -> list[str]:
        """The names of the readers there are."""
        result, names = self._scard.SCardListReaders(self._handle, [])
        if result & 0xFFFFFFFF == _NO_READERS:
            return []
        check(result, SERVICE)
        return [str(name) for name in names]

    def states(self, known: Sequence[tuple[str, int]], milliseconds: int) -> list[State] | None:
        """The readers' states once one differs from what is `known`, or None when the time is up.

        Raises DeviceAbsent when one of them has left.
        """
        result, states = self._scard.SCardGetStatusChange(self._handle, milliseconds, list(known))
        if result & 0xFFFFFFFF in {_TIMEOUT, _CANCELLED}:
            return None
        check(result, SERVICE)
        return [(name, state, tuple(atr)) for name, state, atr in states]

    def cancel(self) -> None:
        """Make a waiting `states` return; may be called from another thread."""
        self._scard.SCardCancel(self._handle)

    def release(self) -> None:
        """Give the context back."""
        self._scard.SCardReleaseContext(self._handle)

    def connect(self, reader: str) -> tuple[int, int]:
        """A shared connection to the card in `reader`: its handle and protocol."""
        both = self._scard.SCARD_PROTOCOL_T0 | self._scard.SCARD_PROTOCOL_T1
        result, card, protocol = self._scard.SCardConnect(self._handle, reader, self._scard.SCARD_SHARE_SHARED, both)
        check(result, reader)
        return card, protocol


def begin(card: int, reader: str) -> None:
    """Keep other programs off the card; waits while one of them does the same."""
    check(_library().SCardBeginTransaction(card), reader)


def transmit(card: int, protocol: int, command: bytes, reader: str) -> bytes:
    """The card's whole answer to one command."""
    library = _library()
    pci = library.SCARD_PCI_T0 if protocol == library.SCARD_PROTOCOL_T0 else library.SCARD_PCI_T1
    result, answer = library.SCardTransmit(card, pci, list(command))
    check(result, reader)
    return bytes(value & 0xFF for value in answer)


def leave(card: int) -> None:
    """End the transaction and disconnect with a reset, so that no verified PIN stays behind."""
    library = _library()
    library.SCardEndTransaction(card, library.SCARD_LEAVE_CARD)
    library.SCardDisconnect(card, library.SCARD_RESET_CARD)
