"""A seat at which members sign with PIV cards: real pyscard, the real PC/SC service, a virtual reader."""

from datetime import timedelta

from signing_committee import AT, Committee

from drivers.pcsc.family import PcscFamily
from drivers.registry import token_family
from seat_client.evidence import pades
from seat_client.evidence.keys import SoftwareKey
from seat_client.signing import KeyState, ReaderWatch, TokenKey
from tests.piv_card.card import CardKey, PivCard
from tests.piv_card.service import PcscService, until
from tests.piv_card.slot import Slot


class Seat:
    """A seat with one reader, into which members put their cards in turn."""

    def __init__(self, service: PcscService, *, answer_within: float | None = None) -> None:
        """`answer_within`: the patience with a card, in seconds, where the driver's own would take too long."""
        self._service = service
        self.slot: Slot = service.slots[0]
        family = token_family("pcsc") if answer_within is None else PcscFamily(answer_within=answer_within)
        self.watch = ReaderWatch(family)

    def insert(self, card: PivCard, member: str) -> KeyState:
        self.slot.insert(card)
        until(lambda: self.watch.current.key_of(member) is not None, f"the key of {member}")
        key = self.watch.current.key_of(member)
        assert key is not None
        return key

    def pull(self) -> None:
        self.slot.pull()
        until(lambda: not self.watch.current.keys and self._service.is_empty(), "the slot empty")

    def unlock(
        self, key: KeyState, member: str, pin: bytes | bytearray = b"123456", *, confirm_last_try: bool = False
    ) -> TokenKey:
        routine = self.watch.routine(key.reader.id)
        assert routine is not None
        typed = pin if isinstance(pin, bytearray) else bytearray(pin)
        return TokenKey(routine, key, typed, member_id=member, at=AT, confirm_last_try=confirm_last_try)


def card_of(key: SoftwareKey) -> PivCard:
    return PivCard(keys={0x9C: CardKey(key.private_key, key.certificate)})


def sign_by_card(seat: Seat, committee: Committee, pdf: bytes, member: str, minute: int) -> bytes:
    shown = seat.insert(card_of(committee.keys[member]), member)
    assert shown.practice
    with seat.unlock(shown, member) as key:
        signed = pades.sign_member(pdf, member, key, reason="同意评标结论", at=AT + timedelta(minutes=minute))
    seat.pull()
    return signed
