"""Faults of cards, readers and libraries while a report is signed: it is the old revision or the new one, never half.

Each fault is met through the real PC/SC service, a virtual reader and a software card, or through an SKF library.
"""

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sample_report import brief_report
from signing_committee import AT, ORDER, Committee, form_committee
from test_verification import add_annotation, replace_page

from drivers import registry
from drivers.api.device import Health
from drivers.api.errors import (
    CardRemoved,
    DeviceBusy,
    DeviceTimeout,
    DriverCrashed,
    DriverError,
    PinLocked,
    PinMalformed,
    PinRejected,
    WrongSignature,
)
from drivers.host import HostedFamily
from drivers.pcsc import winscard
from drivers.pcsc.family import PcscFamily
from seat_client.evidence import pades
from seat_client.evidence.errors import EvidenceError
from seat_client.evidence.layout import lay_out
from seat_client.evidence.revisions import check_revision
from seat_client.evidence.verification import verify
from seat_client.services import OtherPerson
from seat_client.services.key_desk import KeyDesk
from seat_client.signing import (
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotYetValid,
    CertificateRevoked,
    LastTry,
    ReaderWatch,
    RevocationStale,
    RevocationUnknown,
    SlotState,
    TokenKey,
)
from seat_client.wire.models import Assignment
from tests.e2e.card_seat import Seat, card_of, sign_by_card
from tests.piv_card.card import ATR, AUTHENTICATE, VERIFY, PivCard, pulled
from tests.piv_card.fixtures import pcsc_service_fixture
from tests.piv_card.people import Member, card_for
from tests.piv_card.service import PcscService, until
from tests.soft_skf import library as soft_skf
from tests.soft_skf.library import SoftKey

__all__ = ["pcsc_service_fixture"]

pytestmark = pytest.mark.pcsc


@pytest.fixture
def seat(pcsc_service: PcscService) -> Iterator[Seat]:
    made = Seat(pcsc_service)
    made.watch.start()
    yield made
    made.watch.stop()


@pytest.fixture(scope="module")
def committee() -> Committee:
    return form_committee()


@pytest.fixture(scope="module")
def base(committee: Committee) -> bytes:
    """The certified report, to be signed by E3 next."""
    return committee.certify(lay_out(brief_report(), practice=True))


def old_or_new(base: bytes, signed: bytes, committee: Committee) -> None:
    """The new revision is exactly one signature more."""
    assert check_revision(base, signed, "E3", "E3", committee.trust, at=AT).field == "E3"


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong while a member signs, and what it is called."""

    spoil: Callable[[PivCard], None]
    refusal: type[Exception]
    pin: bytes = b"123456"
    confirm_last_try: bool = False


def _before(ins: int, hook: Callable[[], None]) -> Callable[[PivCard], None]:
    return lambda card: card.before.update({ins: hook})


def _after(ins: int, hook: Callable[[], None]) -> Callable[[PivCard], None]:
    return lambda card: card.after.update({ins: hook})


def _answers(ins: int, answer: bytes) -> Callable[[PivCard], None]:
    return lambda card: card.raw.update({ins: answer})


def _tries(left: int) -> Callable[[PivCard], None]:
    return lambda card: setattr(card, "tries_left", left)


def _wrong(card: PivCard) -> None:
    card.wrong_signature = True


def _reset_before_signing(card: PivCard) -> None:
    """Another program resets the card: the PIN just given does not count any more."""
    card.before[AUTHENTICATE] = card.reset


def _sound(_: PivCard) -> None:
    pass


FAULTS = {
    "wrong PIN": Fault(_sound, PinRejected, pin=b"000000"),
    "last try not confirmed": Fault(_tries(1), LastTry),
    "last try spent": Fault(_tries(1), PinLocked, pin=b"000000", confirm_last_try=True),
    "blocked before": Fault(_tries(0), PinLocked),
    "PIN of three digits": Fault(_sound, PinMalformed, pin=b"123"),
    "PIN of nine digits": Fault(_sound, PinMalformed, pin=b"123456789"),
    "PIN that is no ASCII": Fault(_sound, PinMalformed, pin="密码".encode()),
    "pulled before the PIN": Fault(_before(VERIFY, pulled), CardRemoved),
    "pulled after the PIN": Fault(_after(VERIFY, pulled), CardRemoved),
    "pulled while computing": Fault(_before(AUTHENTICATE, pulled), CardRemoved),
    "pulled with the answer": Fault(_after(AUTHENTICATE, pulled), CardRemoved),
    "wrong signature": Fault(_wrong, WrongSignature),
    "answer of one byte": Fault(_answers(AUTHENTICATE, b"\x90"), DriverError),
    "answer of 64 KB": Fault(_answers(AUTHENTICATE, bytes(65000) + b"\x90\x00"), DriverError),
    "success and nothing else": Fault(_answers(AUTHENTICATE, b"\x90\x00"), DriverError),
    "reset after the PIN": Fault(_reset_before_signing, DriverError),
}
QUICK = ("wrong PIN", "pulled while computing", "wrong signature")


@pytest.mark.parametrize("name", [n if n in QUICK else pytest.param(n, marks=pytest.mark.full) for n in FAULTS])
def test_a_fault_leaves_the_old_revision_and_the_next_try_makes_the_new_one(
    seat: Seat, committee: Committee, base: bytes, name: str
) -> None:
    fault, kept = FAULTS[name], bytes(base)
    card = card_of(committee.keys["E3"])
    shown = seat.insert(card, "E3")
    fault.spoil(card)
    pin = bytearray(fault.pin)
    with pytest.raises(fault.refusal), seat.unlock(shown, "E3", pin, confirm_last_try=fault.confirm_last_try) as key:
        pades.sign_member(base, "E3", key, reason="", at=AT)
    assert (base, pin) == (kept, b"")
    seat.pull()

    old_or_new(base, sign_by_card(seat, committee, base, "E3", 1), committee)


def test_three_wrong_pins_and_the_key_is_locked(seat: Seat, committee: Committee, base: bytes) -> None:
    card = card_of(committee.keys["E3"])
    shown = seat.insert(card, "E3")
    tries = [(PinRejected, False), (PinRejected, False), (LastTry, False), (PinLocked, True), (PinLocked, True)]
    for refusal, last in tries:
        with pytest.raises(refusal), seat.unlock(shown, "E3", b"000000", confirm_last_try=last) as key:
            pades.sign_member(base, "E3", key, reason="", at=AT)
    assert (card.tries_left, card.pins_tried) == (0, 3)
    with pytest.raises(PinLocked), seat.unlock(shown, "E3") as key:  # the right one, too late
        pades.sign_member(base, "E3", key, reason="", at=AT)
    assert card.pins_tried == 3


def test_a_card_that_falls_silent_is_given_up_and_signs_after_it_woke(
    pcsc_service: PcscService, committee: Committee, base: bytes, request: pytest.FixtureRequest
) -> None:
    awake = threading.Event()
    request.addfinalizer(awake.set)
    seat = Seat(pcsc_service, answer_within=0.5)
    request.addfinalizer(seat.watch.stop)
    seat.watch.start()
    card = card_of(committee.keys["E3"])
    shown = seat.insert(card, "E3")
    card.before[AUTHENTICATE] = lambda: awake.wait(60) and None
    pin = bytearray(b"123456")
    with pytest.raises(DeviceTimeout), seat.unlock(shown, "E3", pin) as key:
        pades.sign_member(base, "E3", key, reason="", at=AT)
    assert pin == b""
    card.before.clear()
    awake.set()
    signed: list[bytes] = []

    def again() -> bool:
        with suppress(DriverError), seat.unlock(shown, "E3") as key:
            signed.append(pades.sign_member(base, "E3", key, reason="", at=AT))
        return bool(signed)

    until(again, "the card answering again")
    old_or_new(base, signed[0], committee)


def test_another_program_holds_the_card_until_it_lets_go(seat: Seat, committee: Committee, base: bytes) -> None:
    shown = seat.insert(card_of(committee.keys["E3"]), "E3")
    scard = winscard.scard
    _, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    result, card, _ = scard.SCardConnect(
        context, shown.reader.label, scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_PROTOCOL_T1
    )
    assert result == 0
    until(lambda: PcscFamily().reader(shown.reader.label).health() is Health.BUSY, "the reader busy")
    with pytest.raises(DeviceBusy), seat.unlock(shown, "E3") as key:
        pades.sign_member(base, "E3", key, reason="", at=AT)
    scard.SCardDisconnect(card, scard.SCARD_RESET_CARD)
    scard.SCardReleaseContext(context)
    with seat.unlock(shown, "E3") as key:
        old_or_new(base, pades.sign_member(base, "E3", key, reason="", at=AT), committee)


UNREADABLE = {
    "no PIV card": (PivCard(is_piv=False), ATR, ("card-unknown",)),
    "junk for an ATR": (PivCard(), b"\x00\xff\x01", ("card-unknown", "device-refused")),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_key_is_said_and_the_right_one_signs_after_it(
    seat: Seat, committee: Committee, base: bytes, name: str
) -> None:
    card, atr, problems = UNREADABLE[name]
    seat.slot.insert(card, atr)
    until(lambda: any(r.state is SlotState.UNREADABLE for r in seat.watch.current.readers), "the unreadable card")
    (problem,) = (r.problem for r in seat.watch.current.readers if r.problem)
    assert problem in problems
    assert seat.watch.current.keys == ()
    seat.pull()
    old_or_new(base, sign_by_card(seat, committee, base, "E3", 1), committee)


# --- certificates: refused before any PIN reaches the card --------------------------------------------------------


LATER = AT + timedelta(days=9)
CERTIFICATES = {
    "expired": (Member(member_id="E3", ends=AT - timedelta(days=1)), CertificateExpired),
    "not yet valid": (Member(member_id="E3", starts=AT + timedelta(days=1), ends=LATER), CertificateNotYetValid),
    "for encryption only": (Member(member_id="E3", ends=LATER, encrypts_only=True), CertificateNotForSigning),
    "another person's": (Member(member_id="E4", ends=LATER), OtherPerson),
}


@pytest.mark.parametrize("name", CERTIFICATES)
def test_a_certificate_that_may_not_sign_is_refused_before_the_pin(seat: Seat, base: bytes, name: str) -> None:
    member, refusal = CERTIFICATES[name]
    card = card_for(member)
    seat.insert(card, member.member_id)
    desk = KeyDesk(seat.watch, lambda: AT)
    pin = bytearray(b"123456")
    assert isinstance(desk.standing("E3").refusal, refusal)
    with pytest.raises(refusal), desk.unlocked(pin, member="E3") as key:
        pades.sign_member(base, "E3", key, reason="", at=AT)
    desk.close()
    assert (card.pins_tried, pin) == (0, b"")


def test_a_revoked_certificate_and_a_list_missing_or_out_of_date(seat: Seat, committee: Committee, base: bytes) -> None:
    card = card_of(committee.keys["E3"])
    seat.insert(card, "E3")
    desk = KeyDesk(seat.watch, lambda: AT)
    own, authority = committee.keys["E3"].certificate, committee.authority
    for crls, refusal in (
        ([authority.revoke([own], at=AT)], CertificateRevoked),
        ([authority.revoke([], at=AT - timedelta(days=40))], RevocationStale),
        ([], RevocationUnknown),
        ([form_committee().authority.revoke([], at=AT)], RevocationUnknown),
    ):
        desk.rely_on(pushed(crls, committee.trust))
        assert isinstance(desk.standing("E3").refusal, refusal)
        with pytest.raises(refusal), desk.unlocked(bytearray(b"123456"), member="E3") as key:
            pades.sign_member(base, "E3", key, reason="", at=AT)
    assert card.pins_tried == 0
    desk.rely_on(pushed([authority.revoke([], at=AT - timedelta(hours=2))], committee.trust))
    standing = desk.standing("E3")
    assert standing.refusal is None
    assert standing.revocation is not None
    assert standing.revocation.issued_at == AT - timedelta(hours=2)
    with desk.unlocked(bytearray(b"123456"), member="E3") as key:
        old_or_new(base, pades.sign_member(base, "E3", key, reason="", at=AT), committee)
    desk.close()


def pushed(crls: list[bytes], trust: list[bytes]) -> Assignment:
    """An assignment as far as it speaks of revocation."""
    lists, issuers = (tuple(base64.b64encode(each).decode() for each in items) for items in (crls, trust))
    return Assignment.model_construct(crls=lists, trust=issuers)


# --- tampering with what was signed by card -----------------------------------------------------------------------


def _flipped(pdf: bytes) -> bytes:
    return pdf[:5000] + bytes([pdf[5000] ^ 1]) + pdf[5001:]


TAMPERINGS: dict[str, Callable[[bytes], bytes]] = {
    "a byte": _flipped,
    "a page replaced": replace_page,
    "a note laid over a page": add_annotation,
    "the end cut off": lambda pdf: pdf[:-400],
    "something appended": lambda pdf: pdf + b"%changed\n",
}


@pytest.fixture(scope="module")
def by_card(committee: Committee, base: bytes) -> dict[str, bytes]:
    """Filled by the first test that needs it: `first` signed by E2's card alone, `closed` by everybody."""
    return {}


def _signed_upon(held: bytes, changed: bytes, committee: Committee) -> None:
    check_revision(held, committee.sign(changed, "E3"), "E3", "E3", committee.trust, at=AT)


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_after_the_first_signature_and_after_the_last_is_refused(
    seat: Seat, committee: Committee, base: bytes, by_card: dict[str, bytes], name: str
) -> None:
    if not by_card:
        by_card["first"] = sign_by_card(seat, committee, base, "E2", 1)
        by_card["closed"] = committee.close(committee.sign_in_order(by_card["first"], ORDER[1:])[-1])
    assert verify(by_card["closed"], committee.trust).valid
    tampered = TAMPERINGS[name]
    with pytest.raises(EvidenceError):  # the centre takes nothing but what it had and one signature more
        _signed_upon(by_card["first"], tampered(by_card["first"]), committee)
    assert not verify(tampered(by_card["closed"]), committee.trust).valid


# --- SKF ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [4, 8])
def test_an_skf_library_that_crashes_leaves_the_old_revision(
    base: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, width: int
) -> None:
    """On loading, and in the very call that signs; the next try makes the new revision."""
    if (reason := soft_skf.missing()) is not None:
        pytest.skip(reason)
    monkeypatch.setenv("SOFT_SKF", str(tmp_path))
    token = SoftKey(tmp_path)
    certificate = token.add_key("sm2", subject="/CN=评委三/serialNumber=E3")
    token.insert()
    token.faults("crash-load")
    family = HostedFamily("skf", registry.load_skf, str(soft_skf.compiled(width)), answer_within=30.0)
    request.addfinalizer(family.close)
    watch = ReaderWatch(family)
    request.addfinalizer(watch.stop)
    watch.start()
    until(lambda: not watch.current.service_up and not watch.current.keys, "the library down")
    with pytest.raises(DriverCrashed):
        family.readers()
    token.faults()
    until(lambda: watch.current.key_of("E3") is not None, "the key, once the library loads")
    now = datetime.now(UTC) + timedelta(minutes=1)
    kept = bytes(base)

    def sign(pin: bytearray) -> bytes:
        shown = watch.current.key_of("E3")
        assert shown is not None
        routine = watch.routine(shown.reader.id)
        assert routine is not None
        with TokenKey(routine, shown, pin, member_id="E3", at=now) as key:
            return pades.sign_member(base, "E3", key, reason="", at=now)

    token.faults("crash-sign")
    pin = bytearray(b"123456")
    with pytest.raises(DriverCrashed):
        sign(pin)
    assert (base, pin) == (kept, b"")
    token.faults()
    until(lambda: watch.current.key_of("E3") is not None, "the key again")
    signed = sign(bytearray(b"123456"))
    assert check_revision(base, signed, "E3", "E3", [certificate], at=now).field == "E3"
