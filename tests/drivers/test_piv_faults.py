"""Faults of a PIV card, its reader and the service, met by the signing routine through real PC/SC."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from drivers.api.device import Health
from drivers.api.errors import (
    CardAbsent,
    CardRemoved,
    CardSwapped,
    CardUnknown,
    DeviceAbsent,
    DeviceBusy,
    DeviceRefused,
    DeviceTimeout,
    DriverError,
    PinLocked,
    PinRejected,
    ServiceDown,
    WrongSignature,
)
from drivers.pcsc import winscard
from drivers.pcsc.connection import hold
from drivers.pcsc.family import PcscFamily, PcscReader
from seat_client.signing import (
    CertificateExpired,
    CertificateNotForSigning,
    KeyState,
    LastTry,
    NoSigningKey,
    NotThisMember,
    ReaderWatch,
    SigningRoutine,
    SlotState,
)
from seat_client.signing.routine import verify
from tests.piv_card.card import AUTHENTICATE, GET_DATA, GET_RESPONSE, SELECT, VERIFY, CardKey, PivCard, pulled
from tests.piv_card.people import NOW, Member, card_for
from tests.piv_card.service import PcscService, until
from tests.piv_card.slot import Slot

pytestmark = pytest.mark.pcsc

DIGEST = bytes(range(32))


class Desk:
    """A reader on the desk with one routine over it."""

    def __init__(self, service: PcscService, answer_within: float = 10.0) -> None:
        self.service = service
        self.slot: Slot = service.slots[0]
        self.reader: PcscReader = PcscFamily(answer_within=answer_within).reader(service.readers()[0])
        self.routine = SigningRoutine(self.reader)
        self.pin = bytearray()

    def insert(self, card: PivCard, **how: bytes) -> PivCard:
        self.slot.insert(card, **how)
        until(lambda: self.reader.health() in {Health.READY, Health.FAULTY}, "the card in its reader")
        return card

    def shown(self) -> KeyState:
        return self.routine.inspect().result()

    def sign(self, shown: KeyState, pin: bytes = b"123456", *, last_try: bool = False) -> "Future[bytes]":
        self.pin = bytearray(pin)
        return self.routine.sign(
            DIGEST,
            expected_fingerprint=shown.fingerprint,
            pin=self.pin,
            member_id="E1",
            at=NOW,
            confirm_last_try=last_try,
        )


@pytest.fixture
def desk(pcsc_service: PcscService) -> Iterator[Desk]:
    made = Desk(pcsc_service)
    yield made
    made.routine.close()


def test_a_sound_card_signs_and_the_pin_is_wiped(desk: Desk) -> None:
    desk.insert(card_for())
    shown = desk.shown()
    verify(shown.certificate, DIGEST, desk.sign(shown).result())
    assert desk.pin == b""


def test_the_certificate_tells_the_holder(desk: Desk) -> None:
    desk.insert(card_for(Member(name="李四", member_id="E7")))
    shown = desk.shown()
    assert (shown.holder, shown.member_id, shown.tries_left, shown.practice) == ("李四", "E7", 3, False)


# --- PIN ----------------------------------------------------------------------------------------------------------


def test_wrong_pins_count_down_and_the_last_is_spared(desk: Desk) -> None:
    card = desk.insert(card_for())
    shown = desk.shown()
    for left in (2, 1):
        with pytest.raises(PinRejected) as refused:
            desk.sign(shown, b"000000").result()
        assert refused.value.attempts_left == left
    with pytest.raises(LastTry):
        desk.sign(shown).result()
    assert card.tries_left == 1
    verify(shown.certificate, DIGEST, desk.sign(shown, last_try=True).result())
    assert card.tries_left == 3


def test_the_last_try_spent_locks(desk: Desk) -> None:
    card = desk.insert(card_for())
    card.tries_left = 1
    with pytest.raises(PinLocked):
        desk.sign(desk.shown(), b"000000", last_try=True).result()
    assert desk.pin == b""


def test_a_locked_pin_is_said_before_it_is_asked(desk: Desk) -> None:
    card = desk.insert(card_for())
    card.tries_left = 0
    shown = desk.shown()
    assert shown.tries_left == 0
    with pytest.raises(PinLocked):
        desk.sign(shown).result()
    assert not card.pins_tried


# --- which card ---------------------------------------------------------------------------------------------------


def test_a_certificate_that_breaks_a_rule_costs_no_pin(desk: Desk) -> None:
    card = desk.insert(PivCard())
    for member, refusal in [
        (Member(ends=NOW.replace(year=2026, month=5, day=20)), CertificateExpired),
        (Member(signs_documents=False), CertificateNotForSigning),
        (Member(name="李四", member_id="E2"), NotThisMember),
    ]:
        card.keys = card_for(member).keys
        with pytest.raises(refusal):
            desk.sign(desk.shown()).result()
        assert desk.pin == b""
    assert not card.pins_tried


def test_a_swapped_card_is_not_asked_for_its_pin(desk: Desk) -> None:
    desk.insert(card_for())
    shown = desk.shown()
    desk.slot.pull()
    until(desk.service.is_empty, "the slot empty")
    other = desk.insert(card_for(Member(name="李四", member_id="E2")))
    with pytest.raises(CardSwapped):
        desk.sign(shown).result()
    assert not other.pins_tried


def test_a_signature_that_does_not_verify_is_not_handed_out(desk: Desk) -> None:
    card = desk.insert(card_for())
    card.wrong_signature = True
    with pytest.raises(WrongSignature):
        desk.sign(desk.shown()).result()


def test_a_key_that_is_not_its_certificates_is_found_out(desk: Desk) -> None:
    card, other = card_for(), card_for()
    card.keys[0x9C] = CardKey(other.keys[0x9C].private, card.keys[0x9C].certificate)
    desk.insert(card)
    with pytest.raises(WrongSignature):
        desk.sign(desk.shown()).result()


def test_a_card_that_is_no_piv_card_is_unknown(desk: Desk) -> None:
    desk.insert(PivCard(is_piv=False))
    with pytest.raises(CardUnknown):
        desk.shown()


def test_a_card_without_keys_has_none(desk: Desk) -> None:
    desk.insert(PivCard())
    with pytest.raises(NoSigningKey):
        desk.shown()


JUNK = [
    b"",
    b"\x53",
    b"\x53\x82\xff\xff\x70",
    b"\x53\x04\x70\x02\x30\x00",
    b"\x53\x09\x70\x04\x1f\x8b\x00\x00\x71\x01\x01",
    bytes(9000),
]


def test_a_slot_with_junk_for_a_certificate_is_left_out(desk: Desk) -> None:
    card = desk.insert(card_for())
    for junk in JUNK:
        card.keys[0x9A] = CardKey(card.keys[0x9C].private, b"", junk=junk)
        card.keys[0x9C].junk = None
        assert desk.shown().slot_id == "9c"
        card.keys[0x9C].junk = junk
        with pytest.raises(NoSigningKey):
            desk.shown()


def test_the_document_signing_slot_comes_before_the_other(desk: Desk) -> None:
    card, other = card_for(), card_for(Member(name="login only", signs_documents=False))
    card.keys[0x9A] = other.keys[0x9C]
    desk.insert(card)
    assert desk.shown().slot_id == "9c"
    card.keys[0x9A], card.keys[0x9C] = card.keys[0x9C], card.keys[0x9A]
    assert desk.shown().slot_id == "9a"


NONSENSE = [b"\x90", b"\x6f\x00", b"\x90\x00", b"\x30" * 256 + b"\x61\x00"]
"""Half a status word, an error, a success without content, an answer that never ends."""


def test_a_card_that_talks_nonsense_gives_an_error_and_no_signature(desk: Desk) -> None:
    card = desk.insert(card_for())
    shown = desk.shown()
    card.raw[GET_RESPONSE] = NONSENSE[-1]
    for ins, answer in [(ins, answer) for ins in (GET_DATA, AUTHENTICATE) for answer in NONSENSE]:
        card.raw[ins] = answer
        with pytest.raises(DriverError):
            desk.sign(shown).result()
        del card.raw[ins]
    for answer in NONSENSE[:2]:
        card.raw[SELECT] = answer
        with pytest.raises(DriverError):
            desk.sign(shown).result()
    card.raw.clear()
    assert desk.sign(shown).result()


# --- pulled -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ins", "moment"),
    [
        (VERIFY, "before"),
        (AUTHENTICATE, "before"),
        *(
            pytest.param(ins, moment, marks=pytest.mark.full)
            for ins, moment in [(SELECT, "before"), (GET_DATA, "before")]
            + [(ins, "after") for ins in (SELECT, GET_DATA, VERIFY, AUTHENTICATE)]
        ),
    ],
)
def test_a_card_pulled_at_any_step_is_removed_and_not_a_wrong_pin(desk: Desk, ins: int, moment: str) -> None:
    card = desk.insert(card_for())
    shown = desk.shown()
    getattr(card, moment)[ins] = pulled
    with pytest.raises(CardRemoved):
        desk.sign(shown).result()
    assert desk.pin == b""
    getattr(card, moment).clear()
    until(desk.service.is_empty, "the slot empty")
    desk.insert(card)
    verify(shown.certificate, DIGEST, desk.sign(shown).result())


def test_an_empty_slot_is_absent(desk: Desk) -> None:
    with pytest.raises(CardAbsent):
        desk.shown()


def test_a_reader_that_is_not_there_is_absent(pcsc_service: PcscService) -> None:
    reader = PcscFamily().reader("No Such Reader 00 00")
    assert reader.health() is Health.ABSENT
    with pytest.raises(DeviceAbsent), reader.open():
        pass


# --- slow, busy, reset --------------------------------------------------------------------------------------------


def test_a_card_that_never_answers_is_given_up(pcsc_service: PcscService, request: pytest.FixtureRequest) -> None:
    over = threading.Event()
    request.addfinalizer(over.set)
    desk = Desk(pcsc_service, answer_within=0.5)
    request.addfinalizer(desk.routine.close)
    card = desk.insert(card_for())
    shown = desk.shown()
    card.before[AUTHENTICATE] = lambda: over.wait(60) and None
    with pytest.raises(DeviceTimeout):
        desk.sign(shown).result(30)
    assert desk.pin == b""
    card.before.clear()
    over.set()
    until(lambda: desk.sign(shown).exception() is None, "the reader usable again after the late answer")


def test_another_programs_transaction_is_busy(pcsc_service: PcscService, request: pytest.FixtureRequest) -> None:
    desk = Desk(pcsc_service, answer_within=0.5)
    request.addfinalizer(desk.routine.close)
    desk.insert(card_for())
    with hold(desk.reader.info.label, 10.0), pytest.raises(DeviceBusy):
        desk.shown()
    until(lambda: desk.routine.inspect().exception() is None, "the reader free again")


def test_a_card_held_exclusively_is_busy_until_it_is_let_go(desk: Desk) -> None:
    desk.insert(card_for())
    scard = winscard.scard
    _, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    result, card, _ = scard.SCardConnect(
        context, desk.reader.info.label, scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_PROTOCOL_T1
    )
    assert result == 0
    until(lambda: desk.reader.health() is Health.BUSY, "the reader busy")
    with pytest.raises(DeviceBusy):
        desk.shown()
    scard.SCardDisconnect(card, scard.SCARD_RESET_CARD)
    scard.SCardReleaseContext(context)
    assert desk.shown().holder == "张三"


def test_junk_for_an_atr_is_an_error_and_not_a_hang(desk: Desk) -> None:
    desk.insert(card_for(), atr=b"\x00\xff\x01")
    with pytest.raises(DeviceRefused):
        desk.shown()


# --- the service --------------------------------------------------------------------------------------------------


def test_a_dead_service_is_said_and_a_new_one_used(pcsc_service: PcscService, desk: Desk) -> None:
    card = desk.insert(card_for())
    shown = desk.shown()
    card.before[AUTHENTICATE] = pcsc_service.crash
    with pytest.raises((ServiceDown, CardRemoved)):
        desk.sign(shown).result()
    pcsc_service.kill()
    assert desk.reader.health() is Health.SERVICE_DOWN
    with pytest.raises(ServiceDown):
        desk.shown()
    with pytest.raises(ServiceDown):
        PcscFamily().readers()
    pcsc_service.start()
    card.before.clear()
    desk.insert(card)
    verify(shown.certificate, DIGEST, desk.sign(shown).result())


def test_the_watch_outlives_the_service_and_its_readers(pcsc_service: PcscService) -> None:
    watch = ReaderWatch(PcscFamily())
    watch.start()
    card = card_for()
    try:
        until(lambda: len(watch.current.readers) == 2, "two slots")
        pcsc_service.slots[1].insert(card)
        until(lambda: watch.current.key_of("E1") is not None, "the key in the second slot")
        pcsc_service.kill()
        until(lambda: not watch.current.service_up and not watch.current.readers, "the service gone")
        pcsc_service.start("Another Reader")
        until(lambda: [r.reader.label[:14] for r in watch.current.readers] == ["Another Reader"] * 2, "new readers")
        pcsc_service.slots[0].insert(card)
        until(lambda: watch.current.key_of("E1") is not None, "the key in the new reader")
    finally:
        watch.stop()
        pcsc_service.kill()
    pcsc_service.start()


def test_another_members_key_in_the_first_slot_hides_nothing(pcsc_service: PcscService) -> None:
    pcsc_service.slots[0].insert(card_for(Member(name="李四", member_id="E2")))
    pcsc_service.slots[1].insert(card_for())
    watch = ReaderWatch(PcscFamily())
    watch.start()
    try:
        until(lambda: len(watch.current.keys) == 2, "both keys")
        key = watch.current.key_of("E1")
        assert key is not None
        assert key.holder == "张三"
        assert watch.current.key_of("E3") is None
    finally:
        watch.stop()


def test_an_unreadable_card_is_shown_as_such_with_its_reason(pcsc_service: PcscService) -> None:
    pcsc_service.slots[0].insert(PivCard(is_piv=False))
    watch = ReaderWatch(PcscFamily())
    watch.start()
    try:
        until(lambda: any(r.state is SlotState.UNREADABLE for r in watch.current.readers), "the unknown card")
        assert [r.problem for r in watch.current.readers if r.problem] == ["card-unknown"]
    finally:
        watch.stop()
