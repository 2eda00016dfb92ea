"""The leak table: every place of a delivered file in which a name was seen to travel is found, and gone afterwards."""

import gzip
import zipfile
import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name, OutlineItem, String

from seat_client.anonymity import findings, rebuild
from seat_client.anonymity.archives import MAX_DEPTH, Unpacker
from seat_client.anonymity.carriers import carried
from seat_client.anonymity.check import structural_places
from seat_client.anonymity.leaks import terms_of
from tests.unit.anonymity.planted_pdf import MARKER, PLACES, clean, planted

TERMS = terms_of([MARKER])


def _zip(name: str, content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def _attached(content: bytes) -> bytes:
    with pikepdf.open(BytesIO(clean())) as pdf:
        pdf.attachments["plan.bin"] = pikepdf.AttachedFileSpec(pdf, content, filename="plan.bin")
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def _with_orphan(body: bytes) -> bytes:
    """The clean file with an object that no table knows."""
    whole = clean()
    at = whole.rfind(b"xref")
    return whole[:at] + b"9001 0 obj\n" + body + b"\nendobj\n" + whole[at:]


def _earlier_revision() -> bytes:
    """The name in the first revision, taken out by the second: both are in the file."""
    before = planted("info")
    end = before.rfind(b"startxref")
    offset = before[end:].split()[1]
    update = b"\ntrailer\n<< /Size 3 /Prev " + offset + b" >>\nstartxref\n" + offset + b"\n%%EOF\n"
    return before + update


def _orphaned_object_stream() -> bytes:
    text = b"(" + MARKER.encode("utf-16-be") + b")"
    inner = b"9100 0 9101 %d " % (len(text) + 1) + text + b" << /A (x) >>"
    packed = zlib.compress(inner)
    first = inner.index(text)
    head = b"<< /Type /ObjStm /N 2 /First %d /Filter /FlateDecode /Length %d >>" % (first, len(packed))
    return _with_orphan(head + b"\nstream\n" + packed + b"\nendstream")


def _octal(word: str) -> bytes:
    return b"(" + b"".join(b"\\%03o" % one for one in word.encode("utf-16-be")) + b")"


def _bookmark() -> bytes:
    with pikepdf.open(BytesIO(clean())) as pdf:
        with pdf.open_outline() as outline:
            outline.root.append(OutlineItem(MARKER, 0))
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def _signature() -> bytes:
    with pikepdf.open(BytesIO(clean())) as pdf:
        certificate = String(b"0\x82\x01" + MARKER.encode() + bytes(20))
        signature = Dictionary(Type=Name.Sig, Name=String(MARKER), Reason=String(MARKER), Contents=certificate)
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("s"), V=pdf.make_indirect(signature)))
        pdf.Root.AcroForm = Dictionary(Fields=pikepdf.Array([field]))
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


OTHER_PLACES = {
    "orphan object": lambda: _with_orphan(b"<< /Note (" + MARKER.encode() + b") >>"),
    "orphan with an escaped string": lambda: _with_orphan(b"<< /Note " + _octal(MARKER) + b" >>"),
    "orphan stream": lambda: _with_orphan(
        b"<< /Filter /FlateDecode >>\nstream\n" + zlib.compress(MARKER.encode() * 3) + b"\nendstream"
    ),
    "orphaned object stream": _orphaned_object_stream,
    "earlier revision": _earlier_revision,
    "archive attached": lambda: _attached(_zip("a.txt", MARKER.encode())),
    "file name in an archive": lambda: _attached(_zip(f"{MARKER}.txt", b"plan")),
    "archive in an archive": lambda: _attached(_zip("b.zip", _zip("c.zip", _zip("a.xml", MARKER.encode("utf-16-le"))))),
    "compressed file attached": lambda: _attached(gzip.compress(MARKER.encode())),
    "PDF attached": lambda: _attached(planted("xmp")),
    "PDF in an archive": lambda: _attached(_zip("a.pdf", planted("annotation"))),
    "bookmark": _bookmark,
    "signature": _signature,
}


@pytest.mark.parametrize("place", [*PLACES, *OTHER_PLACES])
def test_every_planted_place_is_found(place: str) -> None:
    delivered = planted(place) if place in PLACES else OTHER_PLACES[place]()
    found = carried(delivered, TERMS)
    assert [one for one in found if one.kind == "carried-name" and one.term == MARKER], place
    assert all(one.grade == "removed" for one in found)


@pytest.mark.parametrize("place", [*PLACES, *OTHER_PLACES])
def test_nothing_structural_is_left_after_cleaning(place: str) -> None:
    delivered = planted(place) if place in PLACES else OTHER_PLACES[place]()
    if place != "bookmark":  # a title is content: it is found, and returned to a person
        assert findings(rebuild(delivered), [MARKER]) == ()
    assert structural_places(rebuild(delivered)) == []


def test_a_bookmark_stays_and_is_found_again() -> None:
    (found,) = [one for one in findings(rebuild(_bookmark()), [MARKER]) if one.place == "outline"]
    assert (found.page, found.grade) == (1, "leak")


def test_a_clean_file_carries_no_name_and_its_rebuild_carries_nothing() -> None:
    assert [one for one in carried(clean(), TERMS) if one.kind == "carried-name"] == []
    assert carried(rebuild(clean()), TERMS) == ()


def test_what_has_a_name_in_the_trade_is_told_by_it() -> None:
    told = {one.place for one in carried(planted(), TERMS) if one.kind == "carrier"}
    assert told >= {
        "document information", "metadata", "attachments", "annotations", "form fields", "actions", "layers",
        "structure tree", "page labels", "private data of a program", "thumbnails", "picture notes", "profile text",
        "font name", "font program", "bytes after the end", "named destinations",
    }  # fmt: skip


def test_an_archive_that_cannot_be_opened_is_told() -> None:
    for content in (b"Rar!\x1a\x07\x00" + bytes(40), b"PK\x03\x04" + bytes(60)):
        assert "attached archive not opened" in {one.place for one in carried(_attached(content), TERMS)}


def test_a_bomb_in_an_archive_ends_at_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seat_client.anonymity.archives.MAX_TOTAL", 1 << 20)
    unpacker = Unpacker()
    layers = list(unpacker.layers(_zip("a", bytes(1 << 23))))
    assert unpacker.unopened
    assert sum(map(len, layers)) < 1 << 21


def test_archives_are_opened_to_a_depth_and_no_further() -> None:
    content = MARKER.encode()
    for _ in range(MAX_DEPTH + 2):
        content = _zip("a.zip", content)
    unpacker = Unpacker()
    assert not any(MARKER.encode() in layer for layer in unpacker.layers(content))
    assert unpacker.unopened
