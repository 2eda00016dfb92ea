"""Time stamps and validation data in a report: B-T for each member, the document's stamp, B-LT at the end."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.validation.dss import DocumentSecurityStore
from sample_report import CHAIR, SILENT
from signing_committee import AT, DEEMED_TEXT, ORDER, Committee, form_committee
from test_pades import tool
from test_tampering import last_hole, refuses_changes, spread_offsets, with_byte
from test_verification import LATE, codes

from seat_client.evidence import cms, pades, timestamps
from seat_client.evidence.errors import SignatureBroken
from seat_client.evidence.fields import CLOSING, OPENING, STAMP
from seat_client.evidence.layout import LaidOut
from seat_client.evidence.revisions import check_revision, open_report
from seat_client.evidence.time_authority import TimeAuthority
from seat_client.evidence.trust import is_trusted
from seat_client.evidence.verification import verify

NOW = AT + timedelta(minutes=20)


@dataclass(frozen=True)
class Hall:
    """A committee with a time-stamping authority and a revocation list."""

    committee: Committee
    service: TimeAuthority

    def stamper(self, at: datetime = NOW) -> cms.Stamper:
        return timestamps.stamper(lambda asked: self.service.answer(asked, at=at, serial=1))

    def crl(self, *revoked: bytes, at: datetime = AT - timedelta(hours=2)) -> bytes:
        return self.committee.authority.revoke(revoked, at=at)

    def sign(self, laid_out: LaidOut, stamper: cms.Stamper | None) -> bytes:
        """Signed by everybody, in order."""
        pdf = self.committee.certify(laid_out)
        for minute, member in enumerate(ORDER, 1):
            at = AT + timedelta(minutes=minute)
            if member == SILENT:
                pdf = pades.sign_deemed(pdf, member, self.committee.centre, text=DEEMED_TEXT, at=at, stamper=stamper)
            else:
                key = self.committee.keys[member]
                pdf = pades.sign_member(pdf, member, key, reason="", at=at, stamper=stamper)
        return pdf

    def close(self, pdf: bytes, *crls: bytes) -> bytes:
        trust = self.committee.trust
        return pades.close(pdf, self.committee.centre, AT + timedelta(minutes=30), certificates=trust, crls=crls)


def hall_of(committee: Committee) -> Hall:
    return Hall(committee, TimeAuthority(committee.authority.issue_time_stamping(name="时间戳", at=AT)))


@pytest.fixture(scope="module")
def hall() -> Hall:
    return hall_of(form_committee())


@pytest.fixture(scope="module")
def signed(hall: Hall, laid_out: LaidOut) -> bytes:
    """Every member's signature with its own stamp."""
    return hall.sign(laid_out, hall.stamper())


@pytest.fixture(scope="module")
def bare(hall: Hall, laid_out: LaidOut) -> bytes:
    """Signed while the time stamp was down."""
    return hall.sign(laid_out, timestamps.stamper(lambda _: None))


@pytest.fixture(scope="module")
def stamped(hall: Hall, signed: bytes) -> bytes:
    """With the document's stamp as well."""
    done = pades.stamp(signed, hall.stamper(NOW + timedelta(minutes=1)))
    assert done is not None
    return done


@pytest.fixture(scope="module")
def report(hall: Hall, stamped: bytes) -> bytes:
    return hall.close(stamped, hall.crl())


def test_a_whole_report_with_stamps_and_validation_data_is_valid(report: bytes, hall: Hall) -> None:
    verdict = verify(report, hall.committee.trust)
    assert verdict.problems == ()
    fields = [s.field for s in verdict.signatures]
    assert fields == [OPENING, "E2", "E3", "E4", "E5", "E6", "deemed-E7", CHAIR, STAMP, CLOSING]
    times = {s.field: s.stamped_at for s in verdict.signatures}
    assert times["E3"] == NOW
    assert times[OPENING] == times[STAMP] == NOW + timedelta(minutes=1)
    assert times[CLOSING] is None
    assert {s.stamped_by for s in verdict.signatures if s.field != CLOSING} == {"时间戳"}
    assert [(crl.issuer, crl.issued_at) for crl in verdict.revocation_lists] == [
        ("演练证书中心", AT - timedelta(hours=2))
    ]
    store = DocumentSecurityStore.read_dss(open_report(report))
    assert (len(store.certs), len(store.crls)) == (1, 1)


def test_a_report_signed_while_the_stamp_was_down_is_stamped_as_a_whole(bare: bytes, hall: Hall) -> None:
    plain = verify(hall.close(bare, hall.crl()), hall.committee.trust)
    assert plain.valid
    assert {s.stamped_at for s in plain.signatures} == {None}
    completed = pades.stamp(bare, hall.stamper())
    assert completed is not None
    verdict = verify(hall.close(completed, hall.crl()), hall.committee.trust)
    assert verdict.valid
    assert {s.stamped_at for s in verdict.signatures if s.field != CLOSING} == {NOW}


def test_no_stamp_to_be_had_leaves_the_report_as_it_was(bare: bytes) -> None:
    assert pades.stamp(bare, timestamps.stamper(lambda _: None)) is None
    assert pades.stamp(bare, lambda _: bytes(7000)) is None


def test_no_byte_may_change(report: bytes, hall: Hall) -> None:
    refuses_changes(report, spread_offsets(report, 400, 7), hall.committee.trust, 8)


@pytest.mark.full
def test_every_byte_around_the_validation_data_and_the_last_signature(
    report: bytes, hall: Hall, stamped: bytes
) -> None:
    start, end = last_hole(report)
    offsets = [o for o in range(len(stamped), len(report)) if not start < o < end][::3]
    refuses_changes(report, offsets, hall.committee.trust, 9)
    refuses_changes(report, list(range(start, end + 1, 5)), hall.committee.trust, 10)


def test_pdfsig_and_openssl_find_the_signatures_good(report: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(report)
    told = tool("pdfsig", "-nocert", str(path))
    assert told.count("Signature is Valid.") >= 9
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", str(path))


# --- what does not hold ---------------------------------------------------------------------------------------------


def test_a_stamp_over_something_else(hall: Hall, laid_out: LaidOut) -> None:
    stolen = hall.stamper()(b"another signature")
    pdf = hall.sign(laid_out, lambda _: stolen)
    verdict = verify(hall.close(pdf), hall.committee.trust)
    assert {("stamp-broken", "E3"), ("stamp-broken", CHAIR)} <= {(p.code, p.subject) for p in verdict.problems}
    assert codes(verdict) == {"stamp-broken"}


def test_a_seat_may_not_hand_in_a_stamp_that_does_not_hold(hall: Hall, laid_out: LaidOut) -> None:
    base = hall.committee.certify(laid_out)
    key = hall.committee.keys["E3"]
    good = pades.sign_member(base, "E3", key, reason="", at=AT, stamper=hall.stamper())
    assert check_revision(base, good, "E3", "E3", hall.committee.trust, at=AT).field == "E3"
    for stamp in (hall.stamper()(b"another signature"), b"\x30\x00"):
        broken = pades.sign_member(base, "E3", key, reason="", at=AT, stamper=lambda _, stamp=stamp: stamp)
        with pytest.raises(SignatureBroken):
            check_revision(base, broken, "E3", "E3", hall.committee.trust, at=AT)


def test_a_stamp_by_somebody_who_may_not_stamp(hall: Hall, laid_out: LaidOut) -> None:
    """Another issuer's authority, and a member's own key."""
    for service in (hall_of(form_committee()).service, TimeAuthority(hall.committee.keys["E2"])):
        pdf = hall.sign(laid_out, Hall(hall.committee, service).stamper())
        verdict = verify(hall.close(pdf), hall.committee.trust)
        assert codes(verdict) == {"stamp-untrusted"}
        assert len(verdict.problems) == 7


def test_a_document_stamp_by_somebody_else(hall: Hall, signed: bytes) -> None:
    by_member = pades.stamp(signed, Hall(hall.committee, TimeAuthority(hall.committee.keys["E2"])).stamper())
    assert by_member is not None
    verdict = verify(hall.close(by_member), hall.committee.trust)
    assert {(p.code, p.subject) for p in verdict.problems} == {("untrusted", STAMP), ("wrong-holder", STAMP)}


def test_a_document_stamp_over_something_else(hall: Hall, signed: bytes) -> None:
    stolen = hall.stamper()(b"another report")
    forged = pades.stamp(signed, lambda _: stolen)
    assert forged is not None
    verdict = verify(hall.close(forged), hall.committee.trust)
    assert {("stamp-broken", STAMP), ("broken", STAMP)} <= {(p.code, p.subject) for p in verdict.problems}


def test_the_closing_signature_carries_no_unsigned_byte(hall: Hall, stamped: bytes, monkeypatch) -> None:
    """A stamp there would lie under no signature: it is refused although it holds."""
    writer = pades._writer(stamped)
    seal = pades.centre_seal("x", AT, practice=True, text="x")
    stroke = pades._Stroke(CLOSING, "x", seal, pades._CLOSING)
    closed = pades._sign(writer, stroke, hall.committee.centre, LATE, hall.stamper())
    assert codes(verify(closed, hall.committee.trust)) == {"altered"}


def test_nobody_but_the_centre_at_the_end_may_bring_validation_data(hall: Hall, laid_out: LaidOut) -> None:
    pdf = hall.committee.certify(laid_out)
    writer = pades._writer(pdf)
    pades.add_validation_data(writer, hall.committee.trust, ())
    stroke = pades._Stroke("E2", "x", pades.member_seal("x", AT, practice=True))
    pdf = pades._sign(writer, stroke, hall.committee.keys["E2"], AT)
    for member in ORDER[1:]:
        pdf = hall.committee.sign_in_order(pdf, (member,))[-1]
    verdict = verify(hall.committee.close(pdf), hall.committee.trust)
    assert ("changed-between", "E2") in {(p.code, p.subject) for p in verdict.problems}


def test_the_last_revision_may_bring_nothing_else(hall: Hall, stamped: bytes) -> None:
    writer = pades._writer(stamped)
    pades.add_validation_data(writer, hall.committee.trust, ())
    writer.root[pdf_name("/Lang")] = pdf_name("/xx")
    writer.update_root()
    seal = pades.centre_seal("x", AT, practice=True, text="x")
    closed = pades._sign(writer, pades._Stroke(CLOSING, "x", seal, pades._CLOSING), hall.committee.centre, LATE)
    assert ("changed-between", CLOSING) in {(p.code, p.subject) for p in verify(closed, hall.committee.trust).problems}


# --- revocation -----------------------------------------------------------------------------------------------------

Revoking = Callable[[Hall, bytes], bytes]


def test_a_certificate_revoked_before_it_signed(hall: Hall, stamped: bytes) -> None:
    crl = hall.crl(hall.committee.keys["E3"].certificate)
    brought = verify(hall.close(stamped, crl), hall.committee.trust)
    given = verify(hall.close(stamped), hall.committee.trust, crls=[crl])
    for verdict in (brought, given):
        assert {(p.code, p.subject) for p in verdict.problems} == {("untrusted", "E3")}


def test_a_certificate_revoked_after_it_signed(hall: Hall, stamped: bytes) -> None:
    """The stamp proves that the signature was there before; an auditor's newer list does not undo it."""
    later = hall.crl(hall.committee.keys["E3"].certificate, at=LATE)
    assert verify(hall.close(stamped), hall.committee.trust, crls=[later]).valid


def test_lists_that_do_not_cover_a_certificate(hall: Hall, stamped: bytes) -> None:
    stranger = form_committee()
    stale = hall.crl(at=AT - timedelta(days=90))
    for crl in (stranger.authority.revoke([], at=AT), stale, b"junk"):
        verdict = verify(hall.close(stamped), hall.committee.trust, crls=[crl])
        assert codes(verdict) >= {"untrusted"}, crl[:4]


def test_a_file_cannot_name_its_own_roots(hall: Hall, laid_out: LaidOut) -> None:
    stranger = hall_of(form_committee())
    pdf = stranger.sign(laid_out, None)
    report = stranger.close(pdf)
    assert verify(report, stranger.committee.trust).valid
    assert codes(verify(report, hall.committee.trust)) == {"untrusted"}


def test_a_list_altered_in_any_byte_vouches_for_nobody(hall: Hall) -> None:
    revoked = hall.crl(hall.committee.keys["E3"].certificate)
    wanted = hall.committee.keys["E2"].certificate
    assert is_trusted(wanted, hall.committee.trust, at=AT, crls=[revoked])
    for offset in range(40, len(revoked), 7):
        altered = with_byte(revoked, offset, revoked[offset] ^ 1)
        assert not is_trusted(hall.committee.keys["E3"].certificate, hall.committee.trust, at=AT, crls=[altered]), (
            offset
        )
    assert replace(hall) == hall
