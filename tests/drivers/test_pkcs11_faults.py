"""PKCS#11 as it is met at a seat: OpenSC's library over real PC/SC, with the software PIV card in the reader."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers import registry
from drivers.api.device import Health
from drivers.api.errors import (
    CardAbsent,
    CardRemoved,
    CardSwapped,
    DeviceAbsent,
    DeviceRefused,
    DeviceTimeout,
    DriverCrashed,
    LibraryMissing,
    PinLocked,
    PinRejected,
)
from drivers.api.token import CardReader, Mechanism
from drivers.host import HostedFamily
from seat_client.signing import ReaderWatch, SigningRoutine
from tests.drivers.benches import opensc_library
from tests.drivers.judge import verify
from tests.piv_card.card import AUTHENTICATE, PivCard, pulled
from tests.piv_card.people import NOW, Member, card_for
from tests.piv_card.service import PcscService, until
from tests.soft_skf import library as soft_skf

pytestmark = pytest.mark.pcsc

DIGEST = bytes(range(32))
RIGHT, WRONG = bytearray(b"123456"), bytearray(b"654321")


class Desk:
    """OpenSC's library in its process, and the reader on the desk."""

    def __init__(self, service: PcscService, place: str = "") -> None:
        self.service = service
        self.family = HostedFamily("pkcs11", registry.load_pkcs11, f"{opensc_library()}{place}", answer_within=30.0)

    @property
    def reader(self) -> CardReader:
        return self.family.readers()[0]

    def insert(self, card: PivCard, slot: int = 0) -> PivCard:
        self.service.slots[slot].insert(card)
        until(lambda: self.family.readers()[slot].health() is Health.READY, "the card in its reader")
        return card

    def pull(self) -> None:
        self.service.slots[0].pull()
        until(self.service.is_empty, "the slot empty")


@pytest.fixture
def desk(pcsc_service: PcscService) -> Iterator[Desk]:
    made = Desk(pcsc_service)
    yield made
    made.family.close()


def test_the_signing_routine_signs_through_it(desk: Desk) -> None:
    desk.insert(card_for())
    routine = SigningRoutine(desk.reader)
    shown = routine.inspect().result()
    assert (shown.holder, shown.member_id, shown.tries_left, shown.practice) == ("张三", "E1", None, False)
    pin = bytearray(b"123456")
    signing = routine.sign(DIGEST, expected_fingerprint=shown.fingerprint, pin=pin, member_id="E1", at=NOW)
    assert signing.result()  # The routine has verified it.
    assert pin == b""
    routine.close()


def test_a_key_that_asks_for_its_pin_each_time_signs_once_per_login(desk: Desk) -> None:
    desk.insert(card_for(slot=0x9C))
    with desk.reader.open() as session:
        slot = session.slots()[0]
        session.login(bytearray(RIGHT))
        verify(slot, DIGEST, session.sign_digest(slot.id, DIGEST, Mechanism.ECDSA))
        with pytest.raises(DeviceRefused) as refused:
            session.sign_digest(slot.id, DIGEST, Mechanism.ECDSA)
        assert refused.value.reason == "PIN needed"
        session.login(bytearray(RIGHT))
        verify(slot, DIGEST, session.sign_digest(slot.id, DIGEST, Mechanism.ECDSA))


def test_the_card_itself_forgets_the_pin_when_the_session_ends(desk: Desk) -> None:
    card = desk.insert(card_for(slot=0x9A))
    with desk.reader.open() as session:
        session.login(bytearray(RIGHT))
        assert card.is_verified
    until(lambda: not card.is_verified, "the card reset")


def test_the_session_outlives_a_refused_operation(desk: Desk) -> None:
    desk.insert(card_for())
    with desk.reader.open() as session:
        slot = session.slots()[0]
        session.login(bytearray(RIGHT))
        with pytest.raises(DeviceRefused):
            session.sign_digest(slot.id, DIGEST[:7], Mechanism.ECDSA)
        session.login(bytearray(RIGHT))
        verify(slot, DIGEST, session.sign_digest(slot.id, DIGEST, Mechanism.ECDSA))


def test_the_last_try_and_the_lock_are_known_and_the_count_between_is_not(desk: Desk) -> None:
    card = desk.insert(card_for())
    with desk.reader.open() as session:
        assert session.tries_left() is None
        with pytest.raises(PinRejected) as first:
            session.login(bytearray(WRONG))
        with pytest.raises(PinRejected) as second:
            session.login(bytearray(WRONG))
        assert [first.value.attempts_left, second.value.attempts_left, session.tries_left()] == [None, 1, 1]
        with pytest.raises(PinLocked):
            session.login(bytearray(WRONG))
        tried = card.pins_tried
        with pytest.raises(PinLocked):
            session.login(bytearray(RIGHT))
        assert card.pins_tried == tried


def test_a_card_pulled_while_it_signs_is_removed(desk: Desk) -> None:
    card = desk.insert(card_for())
    with desk.reader.open() as session:
        slot = session.slots()[0]
        session.login(bytearray(RIGHT))
        card.before[AUTHENTICATE] = pulled
        with pytest.raises(CardRemoved):
            session.sign_digest(slot.id, DIGEST, Mechanism.ECDSA)
    until(desk.service.is_empty, "the slot empty")
    with pytest.raises(CardAbsent), desk.reader.open():
        pass
    card.before.clear()
    desk.insert(card)
    with desk.reader.open() as session:
        session.login(bytearray(RIGHT))
        verify(slot, DIGEST, session.sign_digest(slot.id, DIGEST, Mechanism.ECDSA))


def test_a_card_that_answers_nothing_is_given_up(desk: Desk, request: pytest.FixtureRequest) -> None:
    over = threading.Event()
    request.addfinalizer(over.set)
    card = desk.insert(card_for())
    with desk.reader.open() as session:
        slot = session.slots()[0]
        session.login(bytearray(RIGHT))
        card.before[AUTHENTICATE] = lambda: over.wait(60) and None
        desk.family._process._answer_within = 0.5
        with pytest.raises(DeviceTimeout):
            session.sign_digest(slot.id, DIGEST, Mechanism.ECDSA)
        over.set()
    desk.family._process._answer_within = 30.0
    card.before.clear()
    until(lambda: desk.reader.health() is Health.READY, "the reader usable again")


def test_a_swapped_card_ends_the_session_and_gets_no_pin(desk: Desk) -> None:
    desk.insert(card_for())
    with desk.reader.open() as session:
        slot = session.slots()[0]
        session.login(bytearray(RIGHT))
        desk.pull()
        other = desk.insert(card_for(Member(name="李四", member_id="E2")))
        with pytest.raises((CardSwapped, CardRemoved)):
            session.sign_digest(slot.id, DIGEST, Mechanism.ECDSA)
    assert not other.pins_tried


def test_another_members_key_in_the_first_slot_hides_nothing(desk: Desk) -> None:
    desk.insert(card_for(Member(name="李四", member_id="E2")))
    desk.insert(card_for(), slot=1)
    watch = ReaderWatch(desk.family)
    watch.start()
    try:
        until(lambda: len(watch.current.keys) == 2, "both keys")
        key = watch.current.key_of("E1")
        assert key is not None
        assert key.reader == desk.family.readers()[1].info
    finally:
        watch.stop()


def test_a_part_of_the_name_chooses_the_slot_or_the_token(pcsc_service: PcscService) -> None:
    pcsc_service.slots[1].insert(card_for(Member(name="Wang", member_id="E2")))
    second = Desk(pcsc_service, "?00 01")
    until(lambda: second.reader.health() is Health.READY, "the card in its reader")
    by_token = Desk(pcsc_service, "?Wang")
    assert [r.info.label for r in second.family.readers()] == [r.info.label for r in by_token.family.readers()]
    for desk in (second, by_token):
        desk.family.close()


def test_the_service_may_die_and_return(desk: Desk) -> None:
    card = desk.insert(card_for())
    desk.service.kill()
    with pytest.raises(DeviceAbsent), desk.reader.open():
        pass
    desk.service.start()
    desk.insert(card)
    with desk.reader.open() as session:
        session.login(bytearray(RIGHT))
        slot = session.slots()[0]
        verify(slot, DIGEST, session.sign_digest(slot.id, DIGEST, Mechanism.ECDSA))


def test_a_library_that_is_none_is_said_and_one_that_crashes_is_a_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if (reason := soft_skf.missing()) is not None:
        pytest.skip(reason)
    for path, expected in [
        (tmp_path / "missing.so", "not found"),
        (soft_skf.compiled(), "does not load"),  # A library, but without C_GetFunctionList.
    ]:
        family = HostedFamily("pkcs11", registry.load_pkcs11, str(path), answer_within=30.0)
        with pytest.raises(LibraryMissing) as missing:
            family.readers()
        assert missing.value.reason == expected
        family.close()
    (tmp_path / "faults").write_text("crash-load")
    monkeypatch.setenv("SOFT_SKF", str(tmp_path))
    family = HostedFamily("pkcs11", registry.load_pkcs11, str(soft_skf.compiled()), answer_within=30.0)
    with pytest.raises(DriverCrashed):
        family.readers()
    family.close()
