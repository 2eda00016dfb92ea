"""The chain of signatures as other people's tools see it, and what a signature looks like."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from sample_report import CHAIR, NAMES, SILENT
from signing_committee import AT, DEEMED_TEXT, Committee

from seat_client.evidence import pades
from seat_client.evidence.errors import FieldUnusable, UnreadableDocument, WrongSignature
from seat_client.evidence.fields import CLOSING, OPENING, deemed_field
from seat_client.evidence.layout import LaidOut
from seat_client.evidence.lettering import width, wrap

SIGNED = [OPENING, "E2", "E3", "E4", "E5", "E6", deemed_field(SILENT), CHAIR, CLOSING]


def tool(*command: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"needs {command[0]}")
    done = subprocess.run(command, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


@pytest.fixture
def file(whole_report: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(whole_report)
    return path


def test_pdfsig_lists_one_valid_signature_per_field(file: Path) -> None:
    told = tool("pdfsig", "-nocert", str(file))
    valid = {}
    for block in told.split("Signature #")[1:]:
        (field,) = re.findall(r"Field Name: (\S+)", block)
        valid[field] = "Signature is Valid." in block
    assert {field for field, good in valid.items() if good} == set(SIGNED)
    assert "Total document signed" in told.split(f"Field Name: {CLOSING}")[1]


def test_qpdf_finds_nothing_wrong(file: Path) -> None:
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", str(file))


def test_a_revision_begins_with_all_of_the_one_before(revisions: list[bytes]) -> None:
    for before, after in pairwise(revisions):
        assert after.startswith(before)
        assert len(after) - len(before) < 60_000


def test_only_the_first_signature_certifies_and_only_the_last_locks(report: bytes) -> None:
    with pikepdf.open(BytesIO(report)) as pdf:
        fields = {str(f.T): f for f in pdf.Root.AcroForm.Fields if "/V" in f}
        assert set(fields) == set(SIGNED)
        assert pdf.Root.Perms.DocMDP.objgen == fields[OPENING].V.objgen
        references = {name: [str(r.TransformMethod) for r in f.V.get("/Reference", [])] for name, f in fields.items()}
        assert int(fields[OPENING].V.Reference[0].TransformParams.P) == 2
        assert int(fields[CLOSING].V.Reference[0].TransformParams.P) == 1
    assert references.pop(OPENING) == ["/DocMDP"]
    assert references.pop(CLOSING) == ["/FieldMDP"]
    assert set(map(tuple, references.values())) == {()}


def test_times_are_the_ones_given(report: bytes) -> None:
    with pikepdf.open(BytesIO(report)) as pdf:
        times = {str(f.T): str(f.V.M) for f in pdf.Root.AcroForm.Fields if "/V" in f}
        assert "/ModDate" not in pdf.docinfo or str(pdf.docinfo["/ModDate"]).startswith("D:20261123")
    assert times["E2"] == "D:20261123092100Z"
    assert times[CLOSING] == "D:20261123095000Z"


def appearance(pdf: bytes, field: str) -> pypdfium2.PdfBitmap:
    """What the page shows where the field stands."""
    with pikepdf.open(BytesIO(pdf)) as document:
        (found,) = (f for f in document.Root.AcroForm.Fields if str(f.T) == field)
        left, bottom, right, top = (float(v) for v in found.Rect)
        pages = [page.objgen for page in document.pages]
        number = pages.index(found.P.objgen)
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    page = document[number]
    crop = (left, bottom, page.get_width() - right, page.get_height() - top)
    return page.render(scale=3, crop=crop)


def redness(bitmap: pypdfium2.PdfBitmap) -> float:
    pixels = bitmap.to_numpy().astype(int)
    return float(((pixels[..., 2] - pixels[..., 1] > 90) & (pixels[..., 2] > 120)).mean())


@pytest.mark.parametrize("field", SIGNED)
def test_a_red_seal_shows_where_somebody_signed(revisions: list[bytes], field: str) -> None:
    before = revisions[SIGNED.index(field) - 1] if field != OPENING else None
    after = revisions[SIGNED.index(field)]
    assert redness(appearance(after, field)) > 0.02
    if before is not None:
        assert redness(appearance(before, field)) < 0.005


def test_the_letters_of_a_signature_can_be_read_as_text(file: Path) -> None:
    text = tool("pdftotext", "-layout", str(file), "-")
    last = re.sub(r"\s", "", text.split("\f")[-2])
    assert last.count("签署时间") == len(SIGNED)
    assert last.count("演练签名，不具有法律效力") == len(SIGNED)
    assert "2026-11-2317:21:00" in last
    assert DEEMED_TEXT[:12] in last


def test_a_rare_name_and_a_missing_letter(committee: Committee, laid_out: LaidOut) -> None:
    key = committee.authority.issue(name="㐂龘䶮\U0001f600", holder="E3", at=AT)
    signed = pades.sign_member(committee.certify(laid_out), "E3", key, reason="x", at=AT)
    assert redness(appearance(signed, "E3")) > 0.02


@pytest.mark.parametrize("name", ["", "王", "欧阳修", "司马相如", "阿卜杜热合曼·买买提", "A" * 60])
def test_names_of_any_length_fit(committee: Committee, laid_out: LaidOut, name: str) -> None:
    key = committee.authority.issue(name=name or " ", holder="E3", at=AT)
    signed = pades.sign_member(committee.certify(laid_out), "E3", key, reason="x", at=AT)
    assert redness(appearance(signed, "E3")) > 0.01


def test_no_such_field(committee: Committee, laid_out: LaidOut, revisions: list[bytes]) -> None:
    for pdf, field in ((laid_out.pdf, "E3"), (revisions[0], "E99"), (revisions[2], "E3")):
        with pytest.raises(FieldUnusable) as caught:
            committee.sign(pdf, "E3", field=field)
        assert caught.value.field == field


@pytest.mark.parametrize("junk", [b"", b"junk", b"%PDF-1.7\n%%EOF\n"])
def test_not_a_document(committee: Committee, junk: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        committee.sign(junk, "E3")


def test_a_certificate_that_is_not_the_keys_own(committee: Committee, revisions: list[bytes]) -> None:
    with pytest.raises(WrongSignature):
        pades.sign_member(
            revisions[0],
            "E3",
            replace(committee.keys["E3"], certificate=committee.keys["E4"].certificate),
            reason="x",
            at=AT + timedelta(minutes=1),
        )


def test_lines_break_where_they_must() -> None:
    lines = wrap(DEEMED_TEXT * 2, 8, 120)
    assert "".join(lines) == DEEMED_TEXT * 2
    assert all(width(line, 8) <= 120 for line in lines)
    assert wrap("字", 8, 1) == ["字"]
    assert set(NAMES)
