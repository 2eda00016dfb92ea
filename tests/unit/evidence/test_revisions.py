"""What the centre accepts as the next revision from a seat."""

from datetime import timedelta

import pytest
from pyhanko.pdf_utils import generic
from sample_report import CHAIR
from signing_committee import AT, ORDER, Committee, form_committee
from test_verification import add_annotation, blank, replace_page

from seat_client.evidence import pades
from seat_client.evidence.errors import (
    NotAnExtension,
    NotOneSignature,
    SignatureBroken,
    SignerUntrusted,
    UnexpectedChange,
    UnreadableDocument,
    WrongField,
    WrongSigner,
)
from seat_client.evidence.revisions import (
    Revision,
    check_revision,
    extends,
    inspect,
    only_signs,
    open_report,
    signatures_of,
)
from seat_client.evidence.verification import verify

LATER = AT + timedelta(hours=1)


def check(base: bytes, new: bytes, member: str, committee: Committee, *, field: str | None = None) -> Revision:
    return check_revision(base, new, field or member, member, committee.trust, at=LATER)


def test_every_honest_step_is_accepted(revisions: list[bytes], committee: Committee) -> None:
    for number, member in enumerate(("E2", "E3", "E4", "E5", "E6")):
        revision = check(revisions[number], revisions[number + 1], member, committee)
        assert (revision.field, revision.holder) == (member, member)
        assert revision.length == len(revisions[number + 1])
    assert check(revisions[6], revisions[7], CHAIR, committee).holder == CHAIR


def test_inspect_lists_what_was_signed(revisions: list[bytes]) -> None:
    found = inspect(revisions[-1])
    assert [r.length for r in found] == [len(revision) for revision in revisions]
    assert [r.number for r in found] == list(range(1, 10))
    assert found[2].at == AT + timedelta(minutes=2)


def test_extends() -> None:
    assert extends(b"ab", b"abc")
    assert not extends(b"ab", b"ab")
    assert not extends(b"ab", b"aXc")


def test_the_base_was_touched(revisions: list[bytes], committee: Committee) -> None:
    touched = revisions[2][:500] + b"X" + revisions[2][501:]
    with pytest.raises(NotAnExtension):
        check(revisions[1], touched, "E3", committee)
    with pytest.raises(NotAnExtension):
        check(revisions[2], revisions[1], "E3", committee)


def test_another_revision_was_signed(revisions: list[bytes], committee: Committee) -> None:
    """Two seats on the same revision: the second must sign again on the newer one."""
    with pytest.raises(NotAnExtension):
        check(revisions[2], committee.sign(revisions[1], "E4"), "E4", committee)


def test_two_signatures_at_once(revisions: list[bytes], committee: Committee) -> None:
    with pytest.raises(NotOneSignature) as caught:
        check(revisions[1], revisions[3], "E4", committee)
    assert (caught.value.revisions, caught.value.signatures) == (2, 2)


def test_a_change_before_or_after_the_signature(revisions: list[bytes], committee: Committee) -> None:
    for forged in (committee.sign(replace_page(revisions[1]), "E3"), add_annotation(revisions[2])):
        with pytest.raises(NotOneSignature):
            check(revisions[1], forged, "E3", committee)


def test_a_change_without_any_signature(revisions: list[bytes], committee: Committee) -> None:
    with pytest.raises(NotOneSignature):
        check(revisions[1], replace_page(revisions[1]), "E3", committee)


def test_a_change_inside_the_signing_revision(revisions: list[bytes], committee: Committee) -> None:
    writer = pades._writer(revisions[1])
    blank(writer)
    stroke = pades._Stroke("E3", "x", pades.member_seal("x", AT, practice=True))
    with pytest.raises(UnexpectedChange):
        check(revisions[1], pades._sign(writer, stroke, committee.keys["E3"], AT), "E3", committee)


def test_another_catalogue(revisions: list[bytes], committee: Committee) -> None:
    """A new document root in the trailer would show other pages under the same objects."""
    writer = pades._writer(revisions[1])
    writer._root = writer.add_object(generic.DictionaryObject(writer.root))
    stroke = pades._Stroke("E3", "x", pades.member_seal("x", AT, practice=True))
    with pytest.raises(UnexpectedChange):
        check(revisions[1], pades._sign(writer, stroke, committee.keys["E3"], AT), "E3", committee)


def test_a_moved_field(revisions: list[bytes], committee: Committee) -> None:
    writer = pades._writer(revisions[1])
    (field,) = (f for f in writer.root["/AcroForm"]["/Fields"] if f.get_object()["/T"] == "E3")
    field.get_object()["/Rect"] = generic.ArrayObject([generic.FloatObject(v) for v in (0, 0, 590, 840)])
    writer.mark_update(field)
    stroke = pades._Stroke("E3", "x", pades.member_seal("x", AT, practice=True))
    forged = pades._sign(writer, stroke, committee.keys["E3"], AT)
    reader = open_report(forged)
    assert not only_signs(reader, signatures_of(reader)[-1])
    with pytest.raises(UnexpectedChange):
        check(revisions[1], forged, "E3", committee)


def test_another_field_than_ones_own(revisions: list[bytes], committee: Committee) -> None:
    with pytest.raises(WrongField) as caught:
        check(revisions[1], committee.sign(revisions[1], "E3", field="E4"), "E3", committee)
    assert (caught.value.expected, caught.value.found) == ("E3", "E4")


def test_another_persons_key_in_ones_own_field(revisions: list[bytes], committee: Committee) -> None:
    with pytest.raises(WrongSigner) as caught:
        check(revisions[1], committee.sign(revisions[1], "E4", field="E3"), "E3", committee)
    assert (caught.value.expected, caught.value.found) == ("E3", "E4")


def test_an_unknown_issuer(revisions: list[bytes], committee: Committee) -> None:
    with pytest.raises(SignerUntrusted):
        check(revisions[1], form_committee().sign(revisions[1], "E3"), "E3", committee)


def test_an_expired_certificate(revisions: list[bytes], committee: Committee) -> None:
    with pytest.raises(SignerUntrusted):
        check_revision(revisions[1], revisions[2], "E3", "E3", committee.trust, at=AT + timedelta(days=5000))


def test_a_broken_signature(revisions: list[bytes], committee: Committee) -> None:
    new = revisions[2]
    at = new.rfind(b"/Contents <") + 100
    with pytest.raises(SignatureBroken):
        check(revisions[1], new[:at] + (b"0" if new[at : at + 1] != b"0" else b"1") + new[at + 1 :], "E3", committee)
    with pytest.raises(SignatureBroken):
        check(revisions[1], new + b"\n", "E3", committee)


def test_the_right_to_change_is_not_for_members(revisions: list[bytes], committee: Committee) -> None:
    writer = pades._writer(revisions[1])
    stroke = pades._Stroke("E3", "x", pades.member_seal("x", AT, practice=True), pades._CLOSING)
    with pytest.raises(UnexpectedChange):
        check(revisions[1], pades._sign(writer, stroke, committee.keys["E3"], AT), "E3", committee)


def test_bytes_of_no_revision_between_two(revisions: list[bytes], committee: Committee) -> None:
    forged = committee.sign(revisions[1] + b"%hidden\n", "E3")
    with pytest.raises(NotAnExtension):
        check(revisions[1], forged, "E3", committee)
    report = committee.close(committee.sign_in_order(forged, ORDER[2:])[-1])
    assert [(p.code, p.subject) for p in verify(report, committee.trust).problems] == [("changed-between", "E2")]


@pytest.mark.parametrize("tail", [b"junk", b"%%EOF\n", b"xref\n0 0\ntrailer\n<<>>\nstartxref\n1\n%%EOF\n"])
def test_junk_behind_the_base(revisions: list[bytes], committee: Committee, tail: bytes) -> None:
    with pytest.raises((UnreadableDocument, NotOneSignature, NotAnExtension)):
        check(revisions[1], revisions[1] + tail, "E3", committee)
