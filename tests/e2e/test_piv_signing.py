"""A report signed by cards: real pyscard, the real PC/SC service, a virtual reader, a software PIV card.

Checked twice: by the project's own verification, and by `pdfsig`, which nobody here wrote.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_report import brief_report
from signing_committee import AT, ORDER, Committee, form_committee

from drivers.api.errors import CardRemoved, CardSwapped, DriverError, PinRejected
from seat_client.evidence import pades, timestamps
from seat_client.evidence.layout import LaidOut, lay_out
from seat_client.evidence.revisions import check_revision
from seat_client.evidence.time_authority import TimeAuthority
from seat_client.evidence.verification import verify
from tests.e2e.card_seat import Seat, card_of, sign_by_card
from tests.piv_card.card import AUTHENTICATE, pulled
from tests.piv_card.fixtures import pcsc_service_fixture
from tests.piv_card.service import PcscService, until

__all__ = ["pcsc_service_fixture"]

pytestmark = pytest.mark.pcsc

BY_CARD = ("E2", "E3", "E1")
"""An RSA key, a P-256 key, and the chair, who signs last."""


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
def laid_out() -> LaidOut:
    return lay_out(brief_report(), practice=True)


def test_members_sign_the_report_with_their_cards(
    seat: Seat, committee: Committee, laid_out: LaidOut, tmp_path: Path
) -> None:
    pdf = committee.certify(laid_out)
    for minute, member in enumerate(ORDER, 1):
        if member in BY_CARD:
            pdf = sign_by_card(seat, committee, pdf, member, minute)
        else:
            pdf = committee.sign_in_order(pdf, (member,))[-1]
    report = committee.close(pdf)

    verdict = verify(report, committee.trust)
    assert not verdict.problems
    assert {s.holder for s in verdict.signatures if s.intact and s.trusted} >= set(BY_CARD)
    assert_pdfsig_agrees(report, len(ORDER) + 2, tmp_path)


def assert_pdfsig_agrees(report: bytes, signatures: int, folder: Path) -> None:
    if shutil.which("pdfsig") is None:
        pytest.skip("needs the package poppler-utils")
    path = folder / "report.pdf"
    path.write_bytes(report)
    told = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=True).stdout
    assert told.count("Signature Validation: Signature is Valid.") == signatures
    for member in BY_CARD:
        assert f"Signature Field Name: {member}\n" in told


def test_a_failed_signature_leaves_the_field_empty_and_the_next_try_fills_it(
    seat: Seat, committee: Committee, laid_out: LaidOut
) -> None:
    pdf = committee.certify(laid_out)
    card = card_of(committee.keys["E3"])
    shown = seat.insert(card, "E3")
    with pytest.raises(PinRejected) as refused:
        pades.sign_member(pdf, "E3", seat.unlock(shown, "E3", b"000000"), reason="同意评标结论", at=AT)
    assert refused.value.attempts_left == 2

    card.before[AUTHENTICATE] = pulled
    with pytest.raises(CardRemoved):
        pades.sign_member(pdf, "E3", seat.unlock(shown, "E3"), reason="同意评标结论", at=AT)
    card.before.clear()
    seat.pull()

    signed = sign_by_card(seat, committee, pdf, "E3", 1)
    assert [s.holder for s in verify(signed, committee.trust).signatures if s.intact][-1] == "E3"


def test_another_experts_card_put_in_between_does_not_sign(seat: Seat, committee: Committee, laid_out: LaidOut) -> None:
    base = committee.certify(laid_out)
    shown = seat.insert(card_of(committee.keys["E3"]), "E3")
    seat.pull()
    other = card_of(committee.keys["E2"])
    seat.insert(other, "E2")
    with pytest.raises(CardSwapped), seat.unlock(shown, "E3") as key:
        pades.sign_member(base, "E3", key, reason="", at=AT)
    assert not other.pins_tried


def test_the_service_dies_between_the_pin_and_the_signature(
    seat: Seat, pcsc_service: PcscService, committee: Committee, laid_out: LaidOut
) -> None:
    base = committee.certify(laid_out)
    card = card_of(committee.keys["E3"])
    shown = seat.insert(card, "E3")
    card.before[AUTHENTICATE] = pcsc_service.crash
    with pytest.raises(DriverError), seat.unlock(shown, "E3") as key:
        pades.sign_member(base, "E3", key, reason="", at=AT)
    pcsc_service.kill()
    until(lambda: not seat.watch.current.keys, "the watch noticing")
    card.before.clear()
    pcsc_service.start()
    signed = sign_by_card(seat, committee, base, "E3", 1)
    assert check_revision(base, signed, "E3", "E3", committee.trust, at=AT).field == "E3"


def test_pulled_between_two_signatures_the_first_stands(seat: Seat, committee: Committee, laid_out: LaidOut) -> None:
    base = committee.certify(laid_out)
    first = sign_by_card(seat, committee, base, "E2", 1)
    card = card_of(committee.keys["E3"])
    shown = seat.insert(card, "E3")
    seat.pull()
    with pytest.raises(DriverError), seat.unlock(shown, "E3") as key:
        pades.sign_member(first, "E3", key, reason="", at=AT)
    assert [s.field for s in verify(first, committee.trust).signatures if s.intact] == ["centre-open", "E2"]


def test_two_cards_in_two_slots_each_sign_for_their_holder(
    seat: Seat, pcsc_service: PcscService, committee: Committee, laid_out: LaidOut
) -> None:
    pdf = committee.certify(laid_out)
    pcsc_service.slots[1].insert(card_of(committee.keys["E5"]))
    shown = {"E3": seat.insert(card_of(committee.keys["E3"]), "E3")}
    until(lambda: seat.watch.current.key_of("E5") is not None, "the second card")
    shown["E5"] = seat.watch.current.key_of("E5")
    for member in ("E5", "E3"):
        with seat.unlock(shown[member], member) as key:
            pdf = pades.sign_member(pdf, member, key, reason="", at=AT)
    assert [s.holder for s in verify(pdf, committee.trust).signatures if s.intact][1:] == ["E5", "E3"]


def test_a_card_signs_with_a_time_stamp_and_without_one_when_it_is_down(
    seat: Seat, committee: Committee, laid_out: LaidOut
) -> None:
    service = TimeAuthority(committee.authority.issue_time_stamping(name="时间戳", at=AT))
    for at, answers in ((AT, True), (None, False)):
        stamper = timestamps.stamper(
            lambda asked, answers=answers: service.answer(asked, at=AT, serial=1) if answers else None
        )
        base = committee.certify(laid_out)
        shown = seat.insert(card_of(committee.keys["E3"]), "E3")
        with seat.unlock(shown, "E3") as key:
            signed = pades.sign_member(base, "E3", key, reason="", at=AT, stamper=stamper)
        seat.pull()
        assert verify(signed, committee.trust).signatures[-1].stamped_at == at
