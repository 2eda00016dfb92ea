"""What `verify` says about honest reports, unfinished ones, and every forgery we could think of."""

import contextlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from sample_report import CHAIR, NAMES, SILENT, sample_report
from signing_committee import AT, ORDER, Committee, form_committee

from seat_client.evidence import pades
from seat_client.evidence.errors import FieldUnusable, UnreadableDocument
from seat_client.evidence.fields import CLOSING, OPENING, Roster
from seat_client.evidence.keys import CENTRE_ID
from seat_client.evidence.layout import LaidOut, lay_out
from seat_client.evidence.verification import PROBLEMS, Verdict, verify

LATE = AT + timedelta(minutes=40)


def codes(verdict: Verdict) -> set[str]:
    return {problem.code for problem in verdict.problems}


def replace_page(pdf: bytes, page: int = 2) -> bytes:
    """The file with one page's content replaced by an incremental update."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    blank(writer, page)
    return _written(writer)


def add_annotation(pdf: bytes) -> bytes:
    """The file with a note laid over its third page."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    reference, _ = writer.find_page_for_modification(2)
    page = reference.get_object()
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject([generic.FloatObject(v) for v in (100, 500, 300, 520)]),
            pdf_name("/Contents"): generic.pdf_string("99.99"),
        }
    )
    page["/Annots"] = generic.ArrayObject([*page.get("/Annots", ()), writer.add_object(note)])
    writer.update_container(page)
    return _written(writer)


def blank(writer: IncrementalPdfFileWriter, page: int = 2) -> None:
    reference, _ = writer.find_page_for_modification(page)
    target = reference.get_object()
    target["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 100 100 re f"))
    writer.update_container(target)


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def finish(committee: Committee, pdf: bytes, order: tuple[str, ...]) -> bytes:
    return committee.close(committee.sign_in_order(pdf, order)[-1])


# --- honest ---------------------------------------------------------------------------------------------------------


def test_a_finished_report_is_valid(report: bytes, committee: Committee) -> None:
    verdict = verify(report, committee.trust)
    assert verdict.problems == ()
    assert verdict.valid
    assert verdict.issuers_checked
    assert verdict.roster == Roster("QL-2026-0417", tuple(NAMES), CHAIR, True)


def test_every_signature_is_told_with_its_holder(report: bytes, committee: Committee) -> None:
    found = verify(report, committee.trust).signatures
    assert [s.field for s in found] == [OPENING, "E2", "E3", "E4", "E5", "E6", "deemed-E7", CHAIR, CLOSING]
    assert [s.holder for s in found] == [CENTRE_ID, "E2", "E3", "E4", "E5", "E6", CENTRE_ID, CHAIR, CENTRE_ID]
    assert [s.name for s in found][1] == NAMES["E2"]
    assert [s.at for s in found][1] == AT + timedelta(minutes=1)
    assert all(s.intact and s.trusted and s.unchanged for s in found)
    assert [s.covers_file for s in found] == [False] * 8 + [True]


def test_without_issuers_only_integrity_is_judged(report: bytes) -> None:
    verdict = verify(report)
    assert verdict.valid
    assert not verdict.issuers_checked
    assert {s.trusted for s in verdict.signatures} == {None}


def test_members_may_sign_in_any_order_but_the_chair(committee: Committee, laid_out: LaidOut) -> None:
    order = ("E6", SILENT, "E2", "E5", "E4", "E3", CHAIR)
    assert verify(finish(committee, committee.certify(laid_out), order), committee.trust).valid


# --- unfinished -----------------------------------------------------------------------------------------------------


def test_no_revision_but_the_last_is_valid(revisions: list[bytes], committee: Committee) -> None:
    for unfinished in revisions[:-1]:
        verdict = verify(unfinished, committee.trust)
        assert "not-closed" in codes(verdict)
        assert codes(verdict) <= {"not-closed", "member-missing"}
        assert all(s.intact for s in verdict.signatures)


def test_an_unsigned_report(laid_out: LaidOut) -> None:
    assert codes(verify(laid_out.pdf)) == {"no-signatures"}


def test_closed_too_early(revisions: list[bytes], committee: Committee) -> None:
    verdict = verify(committee.close(revisions[3]), committee.trust)
    assert [(p.code, p.subject) for p in verdict.problems] == [
        ("member-missing", m) for m in (CHAIR, "E5", "E6", SILENT)
    ]


# --- changed --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [replace_page, add_annotation])
def test_changed_after_all_signatures(report: bytes, committee: Committee, change) -> None:
    verdict = verify(change(report), committee.trust)
    assert {"added-after-closing", "changed-between"} <= codes(verdict)
    assert not any(s.unchanged for s in verdict.signatures[:-1])


@pytest.mark.parametrize("change", [replace_page, add_annotation])
def test_changed_between_two_signatures(revisions: list[bytes], committee: Committee, change) -> None:
    verdict = verify(finish(committee, change(revisions[3]), ("E5", "E6", SILENT, CHAIR)), committee.trust)
    assert "changed-between" in codes(verdict)
    assert [s.unchanged for s in verdict.signatures] == [False] * 4 + [True] * 5


def test_what_is_told_lets_go_of_the_document(revisions: list[bytes], committee: Committee) -> None:
    """The reader's own kind of text drags the whole document along into every copy of a verdict."""
    changed = finish(committee, replace_page(revisions[3]), ("E5", "E6", SILENT, CHAIR))
    verdict = verify(changed, committee.trust)
    (change,) = verdict.changes
    told = [change.after, change.within, *(s.field for s in verdict.signatures)]
    told += [p.subject for p in verdict.problems]
    assert {type(text) for text in told} == {str}


def test_changed_in_the_very_revision_that_signs(revisions: list[bytes], committee: Committee) -> None:
    writer = pades._writer(revisions[3])
    blank(writer)
    key = committee.keys["E5"]
    stroke = pades._Stroke("E5", "x", pades.member_seal("x", AT, practice=True))
    forged = pades._sign(writer, stroke, key, AT)
    verdict = verify(finish(committee, forged, ("E6", SILENT, CHAIR)), committee.trust)
    assert ("changed-between", "E5") in {(p.code, p.subject) for p in verdict.problems}


def test_metadata_changed_in_the_revision_that_signs(revisions: list[bytes], committee: Committee) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(revisions[3]))
    stroke = pades._Stroke("E5", "x", pades.member_seal("x", AT, practice=True))
    forged = pades._sign(writer, stroke, committee.keys["E5"], AT)
    assert "changed-between" in codes(verify(finish(committee, forged, ("E6", SILENT, CHAIR)), committee.trust))


def test_a_harmless_update_between_two_signatures(revisions: list[bytes], committee: Committee) -> None:
    """The standard lets a signed file gain metadata and validation data; a report gains signatures alone."""
    writer = IncrementalPdfFileWriter(BytesIO(revisions[3]))
    writer.add_object(generic.pdf_string("an object nobody refers to"))
    updated = _written(writer)
    assert len(updated) > len(revisions[3])
    verdict = verify(finish(committee, updated, ("E5", "E6", SILENT, CHAIR)), committee.trust)
    assert ("changed-between", "") in {(p.code, p.subject) for p in verdict.problems}
    assert [s.unchanged for s in verdict.signatures] == [False] * 4 + [True] * 5


def test_a_closing_signature_hides_nothing_added_behind_it(report: bytes, committee: Committee) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(report))
    append_signature_field(writer, SigFieldSpec("centre-close-2", on_page=0, box=(10, 10, 60, 60)))
    second = pades._Stroke("centre-close-2", "x", pades.member_seal("x", AT, practice=True))
    again = pades._sign(writer, second, committee.centre, LATE)
    assert {"added-after-closing", "changed-between", "unknown-field"} <= codes(verify(again, committee.trust))


def test_it_cannot_be_closed_twice(report: bytes, committee: Committee) -> None:
    with pytest.raises(FieldUnusable) as caught:
        committee.close(report)
    assert caught.value.field == CLOSING


# --- the wrong people -----------------------------------------------------------------------------------------------


def test_somebody_else_in_a_members_field(revisions: list[bytes], committee: Committee) -> None:
    foreign = committee.sign(revisions[2], "E3", field="E4")
    verdict = verify(finish(committee, foreign, ("E5", "E6", SILENT, CHAIR)), committee.trust)
    assert [(p.code, p.subject) for p in verdict.problems] == [("wrong-holder", "E4")]


def test_a_member_in_the_centres_fields(revisions: list[bytes], committee: Committee) -> None:
    closed = pades.close(revisions[-2], committee.keys["E2"], LATE)
    assert [(p.code, p.subject) for p in verify(closed, committee.trust).problems] == [("wrong-holder", CLOSING)]


def test_a_member_who_records_another_as_agreed(revisions: list[bytes], committee: Committee) -> None:
    deemed = pades.sign_deemed(revisions[5], SILENT, committee.keys["E2"], text="x", at=AT)
    verdict = verify(finish(committee, deemed, (CHAIR,)), committee.trust)
    assert [(p.code, p.subject) for p in verdict.problems] == [("wrong-holder", "deemed-E7")]


def test_the_chair_before_the_others(committee: Committee, laid_out: LaidOut) -> None:
    order = ("E2", "E3", CHAIR, "E4", "E5", "E6", SILENT)
    verdict = verify(finish(committee, committee.certify(laid_out), order), committee.trust)
    assert [(p.code, p.subject) for p in verdict.problems] == [("chair-not-last", CHAIR)]


def test_a_member_who_signs_and_is_recorded_as_silent(revisions: list[bytes], committee: Committee) -> None:
    both = committee.deem(revisions[1], "E2")
    verdict = verify(finish(committee, both, ORDER[1:]), committee.trust)
    assert [(p.code, p.subject) for p in verdict.problems] == [("member-twice", "E2")]


def test_another_issuer(report: bytes) -> None:
    stranger = form_committee()
    verdict = verify(report, stranger.trust)
    assert codes(verdict) == {"untrusted"}
    assert len(verdict.problems) == 9


def test_one_certificate_of_another_issuer(revisions: list[bytes], committee: Committee) -> None:
    stranger = form_committee()
    signed = stranger.sign(revisions[4], "E6")
    verdict = verify(finish(committee, signed, (SILENT, CHAIR)), committee.trust)
    assert [(p.code, p.subject) for p in verdict.problems] == [("untrusted", "E6")]


def test_two_centres(revisions: list[bytes], committee: Committee) -> None:
    other = committee.authority.issue(name="x", holder=CENTRE_ID, at=AT)
    assert codes(verify(pades.close(revisions[-2], other, LATE), committee.trust)) == {"centre-differs"}


def test_a_certificate_out_of_its_lifetime(revisions: list[bytes], committee: Committee) -> None:
    old = committee.authority.issue(name="x", holder="E6", at=AT - timedelta(days=4 * 365))
    signed = pades.sign_member(revisions[5 - 1], "E6", old, reason="x", at=AT)
    verdict = verify(finish(committee, signed, (SILENT, CHAIR)), committee.trust)
    assert [(p.code, p.subject) for p in verdict.problems] == [("untrusted", "E6")]


def test_practice_keys_on_a_real_report(committee: Committee) -> None:
    real = committee.certify(lay_out(sample_report(), practice=False))
    verdict = verify(finish(committee, real, ORDER), committee.trust)
    assert codes(verdict) == {"practice-mismatch"}


# --- not a report ---------------------------------------------------------------------------------------------------


def test_not_certified(committee: Committee, laid_out: LaidOut) -> None:
    writer = pades._writer(laid_out.pdf)
    for name, (page, box) in laid_out.fields.items():
        append_signature_field(writer, pades._specification(name, page, box, None))
    stroke = pades._Stroke(OPENING, "x", pades.member_seal("x", AT, practice=True))
    opened = pades._sign(writer, stroke, committee.centre, AT)
    assert codes(verify(finish(committee, opened, ORDER), committee.trust)) == {"not-certified"}


def test_a_signed_file_that_is_no_report(committee: Committee) -> None:
    blank = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(blank)
    fields = {OPENING: (0, (10.0, 10.0, 100.0, 60.0)), CLOSING: (0, (110.0, 10.0, 200.0, 60.0))}
    signed = committee.close(pades.certify(blank.getvalue(), fields, committee.centre, AT))
    assert codes(verify(signed, committee.trust)) == {"no-roster"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04", "not-a-pdf"),
        (b"%PDF-1.7\n", "damaged"),
        (bytes(64 * 1024 * 1024 + 1), "too-large"),
    ],
)
def test_unusable_input(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        verify(data)
    assert caught.value.reason == reason


def test_an_encrypted_file(laid_out: LaidOut) -> None:
    output = BytesIO()
    with pikepdf.open(BytesIO(laid_out.pdf)) as pdf:
        pdf.save(output, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UnreadableDocument) as caught:
        verify(output.getvalue())
    assert caught.value.reason == "encrypted"


@given(st.data())
def test_junk_never_escapes_as_another_error(revisions: list[bytes], data: st.DataObject) -> None:
    pdf = bytearray(data.draw(st.sampled_from(revisions[:3])))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(pdf) - 1))
        end = data.draw(st.integers(start, min(start + 400, len(pdf))))
        pdf[start:end] = data.draw(st.binary(max_size=60))
    with contextlib.suppress(UnreadableDocument):
        assert not verify(bytes(pdf)).valid


def test_every_problem_is_provoked_somewhere() -> None:
    """The list of codes is what the sentences are written for; a code nobody can provoke would be dead."""
    source = Path(__file__)
    others = ("test_revisions.py", "test_long_term.py", "test_sheet_files.py")
    text = "".join(path.read_text(encoding="utf-8") for path in (source, *(source.parent / name for name in others)))
    assert [code for code in PROBLEMS if f'"{code}"' not in text] == []


def test_a_signature_whose_bytes_changed_is_named(report: bytes, revisions: list[bytes], committee: Committee) -> None:
    """The first signature's value is altered in an otherwise unfinished file."""
    at = revisions[1].find(b"/Contents <") + 40
    broken = revisions[1][:at] + (b"0" if revisions[1][at : at + 1] != b"0" else b"1") + revisions[1][at + 1 :]
    assert codes(verify(broken)) & {"broken", "altered"}


def test_a_report_cut_inside_its_last_revision(report: bytes, committee: Committee) -> None:
    assert codes(verify(report[:-1], committee.trust)) == {"cut-short", "broken"}
    assert codes(verify(report[:-100], committee.trust)) == {"cut-short"}
