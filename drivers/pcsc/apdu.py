"""Commands to the card: chained when long, answers collected when chained (ISO/IEC 7816-4, 5.1 and 5.3)."""

from dataclasses import dataclass

from drivers.api.errors import CardUnknown
from drivers.pcsc.connection import Connection

OK = 0x9000
_CHAIN = 0x10
_SHORT = 255
_LONGEST_ANSWER = 32 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What the card said: data and status word."""

    data: bytes
    status: int


@dataclass(frozen=True, slots=True)
class Command:
    """One instruction; `repr` leaves the data out, because it may be a PIN."""

    ins: int
    p1: int
    p2: int
    data: bytes | bytearray = b""
    expects_data: bool = True

    def __repr__(self) -> str:
        return f"Command({self.ins:02X} {self.p1:02X} {self.p2:02X})"


def send(card: Connection, command: Command) -> Answer:
    """The card's full answer, however many exchanges it takes."""
    rest = command.data
    while len(rest) > _SHORT:
        head, rest = rest[:_SHORT], rest[_SHORT:]
        answer = _answer(card.exchange(_header(command, _CHAIN) + bytes([len(head)]) + head))
        if answer.status != OK:
            return answer
    return _collect(card, _last(card, command, rest))


def _last(card: Connection, command: Command, data: bytes | bytearray) -> Answer:
    body = bytes([len(data)]) + data if data else b""
    expected = b"\x00" if command.expects_data else b""
    answer = _answer(card.exchange(_header(command, 0) + body + expected))
    if answer.status >> 8 == 0x6C:
        answer = _answer(card.exchange(_header(command, 0) + body + bytes([answer.status & 0xFF])))
    return answer


def _collect(card: Connection, answer: Answer) -> Answer:
    data = answer.data
    while answer.status >> 8 == 0x61:
        answer = _answer(card.exchange(bytes([0x00, 0xC0, 0x00, 0x00, answer.status & 0xFF])))
        data += answer.data
        if len(data) > _LONGEST_ANSWER:
            raise CardUnknown("endless answer")
    return Answer(data, answer.status)


def _header(command: Command, cla: int) -> bytes:
    return bytes([cla, command.ins, command.p1, command.p2])


def _answer(raw: bytes) -> Answer:
    return Answer(raw[:-2], int.from_bytes(raw[-2:], "big"))
