"""Small OFD packages written by hand, part by part as GB/T 33190 has them."""

import zipfile
from io import BytesIO

from PIL import Image

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
WORDS = "第一章总体设计方案"


def package(files: dict[str, str | bytes]) -> bytes:
    """A ZIP of these files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def xml(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{root} {NS}>{inner}</ofd:{root}>'


def text_object(words: str, *, x: float = 25, y: float = 30, size: float = 5, more: str = "") -> str:
    deltas = f"g {max(len(words) - 1, 1)} {size}"
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} 160 {size}" Font="2" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{deltas}">{words}</ofd:TextCode></ofd:TextObject>'
    )


BOX = (
    '<ofd:PathObject ID="10" Boundary="25 100 60 40" Fill="true" Stroke="true" LineWidth="1">'
    '<ofd:FillColor Value="10 120 200"/><ofd:StrokeColor Value="200 0 0"/>'
    "<ofd:AbbreviatedData>M 0 0 L 60 0 L 60 40 L 0 40 C</ofd:AbbreviatedData></ofd:PathObject>"
)
ARC = (
    '<ofd:PathObject ID="11" Boundary="120 100 40 40" Fill="true" Stroke="false"><ofd:FillColor Value="0 0 0"/>'
    "<ofd:AbbreviatedData>M 0 20 A 20 20 0 0 1 40 20 A 20 20 0 0 1 0 20 C</ofd:AbbreviatedData></ofd:PathObject>"
)
PICTURE = '<ofd:ImageObject ID="12" Boundary="25 180 30 30" ResourceID="3" CTM="30 0 0 30 0 0"/>'


def picture(form: str = "PNG", colour: tuple[int, int, int] = (0, 160, 0)) -> bytes:
    out = BytesIO()
    Image.new("RGB", (30, 30), colour).save(out, form)
    return out.getvalue()


def document(
    *pages: str, size: str = "0 0 210 297", outline: str = "", files: dict[str, str | bytes] | None = None,
    body: str = "",
) -> bytes:  # fmt: skip
    """A package of pages whose contents are given as objects."""
    listed = "".join(f'<ofd:Page ID="{100 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    common = (
        f"<ofd:CommonData><ofd:MaxUnitID>200</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>{size}</ofd:PhysicalBox>"
        "</ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
    )
    fonts = '<ofd:Fonts><ofd:Font ID="2" FontName="宋体" FamilyName="宋体"/></ofd:Fonts>'
    media = (
        '<ofd:MultiMedias><ofd:MultiMedia ID="3" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'
        "</ofd:MultiMedias>"
    )
    made: dict[str, str | bytes] = {
        "OFD.xml": xml("OFD", f"<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody>"),
        "Doc_0/Document.xml": xml("Document", f"{common}<ofd:Pages>{listed}</ofd:Pages>{outline}"),
        "Doc_0/PublicRes.xml": xml("Res", fonts + media).replace("<ofd:Res ", '<ofd:Res BaseLoc="Res" '),
        "Doc_0/Res/a.png": picture(),
    }
    for number, content in enumerate(pages):
        layer = f'<ofd:Content><ofd:Layer ID="5">{content}</ofd:Layer></ofd:Content>'
        made[f"Doc_0/Pages/Page_{number}/Content.xml"] = xml("Page", layer)
    return package(made | (files or {}))


OUTLINE = (
    '<ofd:Outlines><ofd:OutlineElem Title="第一章"><ofd:Actions><ofd:Action Event="CLICK"><ofd:Goto>'
    '<ofd:Dest Type="XYZ" PageID="101"/></ofd:Goto></ofd:Action></ofd:Actions>'
    '<ofd:OutlineElem Title="1.1"/></ofd:OutlineElem></ofd:Outlines>'
)


def sealed(stamp: bytes, *, boundary: str = "150 240 40 40") -> bytes:
    """A document with an electronic seal whose picture is given."""
    value = b"\x30\x82\x10\x00\x16\x03png" + b"\x04\x83" + len(stamp).to_bytes(3, "big") + stamp + bytes(8)
    signature = (
        f'<ofd:SignedInfo><ofd:StampAnnot ID="1" PageRef="100" Boundary="{boundary}"/></ofd:SignedInfo>'
        "<ofd:SignedValue>/Doc_0/Signs/Sign_0/SignedValue.dat</ofd:SignedValue>"
    )
    return document(
        text_object(WORDS),
        body="<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>",
        files={
            "Doc_0/Signs/Signatures.xml": xml("Signatures", '<ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/>'),
            "Doc_0/Signs/Sign_0/Signature.xml": xml("Signature", signature),
            "Doc_0/Signs/Sign_0/SignedValue.dat": value,
        },
    )
