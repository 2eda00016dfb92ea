"""Broken and hostile files end in an examination or a word, in the confined process, and take nothing along."""

import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from seat_client.anonymity import AnonymityError
from seat_client.anonymity.finding import Finding
from seat_client.anonymity.nesting import MAX_PAGE_DRAWING
from seat_client.centre.ingest.examination import Task
from seat_client.centre.ingest.examiner import Examiner
from seat_client.centre.ofd import OfdError
from tests.unit.anonymity import nested_pdf
from tests.unit.anonymity.planted_pdf import clean
from tests.unit.anonymity.planted_text import ORDINARY, page
from tests.unit.centre.ofd_files import BOX, document, package, text_object, xml

FILES = Path(__file__).parents[4] / "shared" / "data" / "pdf"
NAMES = ("岚海智联建设有限公司", "衡川正图软件有限公司")
TASK = Task(True, NAMES, {"paper": "A4", "margins_mm": {"left": 25}, "body": {"font": "SimSun", "size_pt": 14}})
LEAST_EXAMINED = 90


def _edited(change) -> bytes:  # type: ignore[no-untyped-def]
    with pikepdf.open(BytesIO(page(ORDINARY))) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return out.getvalue()


def _huge_picture(pdf: pikepdf.Pdf) -> None:
    image = pdf.make_stream(
        b"",
        Dictionary(
            Subtype=Name.Image, Width=10**5, Height=10**5, ColorSpace=Name.DeviceGray, BitsPerComponent=8
        ),
    )  # fmt: skip
    image.write(zlib.compress(bytes(1 << 26)), filter=Name.FlateDecode)
    pdf.pages[0].Resources.XObject = Dictionary(Im=image)
    pdf.pages[0].contents_add(b"q 300 0 0 300 0 0 cm /Im Do Q")


def _page_tree_in_a_ring(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids = Array([pdf.Root.Pages])


def _nested_arrays(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"[" * 20_000 + b"]" * 20_000 + b" TJ")


HOSTILE = {
    "cut short": lambda: page(ORDINARY)[:-200],
    "one byte": lambda: b"%",
    "another type": lambda: b"\x89PNG\r\n\x1a\n" + bytes(200),
    "huge page": lambda: _edited(lambda pdf: pdf.pages[0].obj.__setitem__("/MediaBox", Array([0, 0, 10**7, 10**7]))),
    "negative page": lambda: _edited(lambda pdf: pdf.pages[0].obj.__setitem__("/MediaBox", Array([5, 5, -5, -5]))),
    **nested_pdf.CIRCLES,
    **nested_pdf.EXPLOSIONS,
    "huge picture": lambda: _edited(_huge_picture),
    "page tree in a ring": lambda: _edited(_page_tree_in_a_ring),
    "nested arrays": lambda: _edited(_nested_arrays),
    "a million operators": lambda: page(b"0 0 m 1 1 l S " * 300_000),
    "many letters": lambda: page(b"BT /F1 1 Tf 10 10 Td (" + b"a" * 400_000 + b") Tj ET"),
    "encrypted": lambda: _encrypted(),  # noqa: PLW0108 - defined below
    "OFD of nested blocks": lambda: document("<ofd:PageBlock>" * 200 + BOX + "</ofd:PageBlock>" * 200),
    "OFD with entities": lambda: package({"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "OFD without a document": lambda: package({"OFD.xml": xml("OFD", "<ofd:DocBody/>")}),
    "OFD with absurd numbers": lambda: document(text_object("一", size=1e300)),
}


def _encrypted() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(clean())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.full
def test_hostile_files_end_in_an_examination_or_a_word() -> None:
    words: dict[str, str] = {}
    with Examiner(patience=60) as examiner:
        for how, make in HOSTILE.items():
            try:
                told, released = examiner.examine(make(), TASK)
            except (AnonymityError, OfdError) as refused:
                words[how] = str(refused)
                continue
            words[how] = "examined"
            assert released.startswith(b"%PDF-"), how
            assert told.pages >= 1
        print("\n" + "\n".join(f"{how}: {word}" for how, word in words.items()))  # noqa: T201
        assert not {"died", "timeout"} & set(words.values())
        assert {words[how] for how in nested_pdf.CIRCLES} == {"drawing-in-itself"}
        assert {words[how] for how in nested_pdf.EXPLOSIONS} == {f"page drawing over {MAX_PAGE_DRAWING}"}
        assert words["huge page"] == "examined"
        assert examiner.examine(page(ORDINARY), TASK)[0].findings == ()


@pytest.mark.full
def test_real_files_give_no_false_name_and_never_end_the_process() -> None:
    if not FILES.is_dir():
        pytest.skip("needs ../shared/data")
    examined, names, died = 0, list[tuple[str, Finding]](), list[str]()
    pages = 0
    task = Task(True, NAMES)
    with Examiner(patience=60) as examiner:
        for path in sorted(FILES.rglob("*.pdf"))[::2]:
            try:
                told, _ = examiner.examine(path.read_bytes(), task)
            except AnonymityError as refused:
                died += [path.name] if str(refused) in ("died", "timeout") else []
                continue
            examined, pages = examined + 1, pages + told.pages
            names += [(path.name, one) for one in told.findings if one.kind == "name"]
    print(f"\nleak search: {examined} real files, {pages} pages, {len(names)} false names, {len(died)} deaths")  # noqa: T201
    assert names == []
    assert died == []
    assert examined >= LEAST_EXAMINED
