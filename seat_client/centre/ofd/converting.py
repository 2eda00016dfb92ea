"""An OFD package page by page into a new PDF: the same sizes, vector drawing, and text that can be searched."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

import pikepdf

from seat_client.anonymity.outline import OutlineEntry, write_outline
from seat_client.centre.ofd.drawing import Canvas
from seat_client.centre.ofd.errors import OfdError
from seat_client.centre.ofd.lettering import Letters
from seat_client.centre.ofd.package import Element, Package, box, child, children, is_ofd, local, text
from seat_client.centre.ofd.shared import Shared
from seat_client.centre.ofd.stamps import Stamp, stamps

MM = 72 / 25.4
MAX_PAGES = 5000
_LARGEST = 5000.0  # mm
_SEAL_DEPTH = 2
_OUTLINE_DEPTH = 12
_OUTLINE_ENTRIES = 5000
_A4 = (0.0, 0.0, 210.0, 297.0)


def pdf_of_ofd(data: bytes, *, depth: int = 0) -> bytes:
    """The PDF; raises OfdError."""
    package = Package(data)
    with pikepdf.new() as target:
        letters = Letters(target)
        entries: list[OutlineEntry] = []
        for body in children(package.xml("OFD.xml"), "DocBody"):
            document = _Document(package, body, target, letters, depth)
            first = len(target.pages)
            document.draw()
            entries += document.outline(first)
        if not len(target.pages):
            raise OfdError("damaged", "no pages")
        fonts = letters.fonts()
        for page in target.pages:
            page.obj.Resources.Font = fonts
        write_outline(target, entries)
        out = BytesIO()
        target.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


class _Document:
    """One document body."""

    def __init__(self, package: Package, body: Element, target: pikepdf.Pdf, letters: Letters, depth: int) -> None:
        self._package = package
        self._target = target
        self._letters = letters
        self._depth = depth
        self._path = package.resolved("OFD.xml", text(child(body, "DocRoot")))
        self._root = package.xml(self._path)
        self._shared = Shared(package, target)
        common = child(self._root, "CommonData")
        for one in children(common, "PublicRes", "DocumentRes"):
            path = package.resolved(self._path, text(one))
            if package.has(path):
                self._shared.add(path)
        self._box = _page_box(child(common, "PageArea")) or _A4
        self._templates = {one.get("ID", ""): one.get("BaseLoc", "") for one in children(common, "TemplatePage")}
        signatures = text(child(body, "Signatures"))
        self._stamps = list(stamps(package, "OFD.xml", signatures)) if signatures else []
        self._notes = dict(self._annotations())
        self._pages = list(children(child(self._root, "Pages"), "Page"))
        if len(self._pages) > MAX_PAGES:
            raise OfdError("too-large", "pages")

    def draw(self) -> None:
        """Every page, in the document's order."""
        for page in self._pages:
            self._page(page)

    def _page(self, page: Element) -> None:
        path = self._package.resolved(self._path, page.get("BaseLoc", ""))
        root = self._package.xml(path)
        self._add_resources(root, path)
        left, top, width, height = _page_box(child(root, "Area")) or self._box
        canvas = Canvas(self._target, self._shared, self._letters)
        templates = [(one.get("ZOrder", "Background"), one.get("TemplateID", "")) for one in children(root, "Template")]
        self._templates_of(canvas, [number for order, number in templates if order != "Foreground"])
        self._layers(canvas, root)
        self._templates_of(canvas, [number for order, number in templates if order == "Foreground"])
        for appearance in self._notes.get(page.get("ID", ""), []):
            _appear(canvas, appearance)
        for stamp in self._stamps:
            if stamp.page == page.get("ID", ""):
                self._stamp(canvas, stamp)
        self._add(canvas, (left, top, width, height))

    def _templates_of(self, canvas: Canvas, numbers: list[str]) -> None:
        for number in numbers:
            location = self._templates.get(number)
            if location is None:
                raise OfdError("damaged", "template")
            path = self._package.resolved(self._path, location)
            root = self._package.xml(path)
            self._add_resources(root, path)
            self._layers(canvas, root)

    def _add_resources(self, root: Element, path: str) -> None:
        for one in children(root, "PageRes"):
            place = self._package.resolved(path, text(one))
            if self._package.has(place):
                self._shared.add(place)

    @staticmethod
    def _layers(canvas: Canvas, root: Element) -> None:
        """Background first, foreground last, as GB/T 33190, 7.7 orders them."""
        order = {"Background": 0, "Body": 1, "Foreground": 2}
        layers = list(children(child(root, "Content"), "Layer"))
        for layer in sorted(layers, key=lambda one: order.get(one.get("Type", "Body"), 1)):
            canvas.layer(layer)

    def _add(self, canvas: Canvas, area: tuple[float, float, float, float]) -> None:
        left, top, width, height = area
        if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
            raise OfdError("damaged", "page size")
        self._target.add_blank_page(page_size=(width * MM, height * MM))
        page = self._target.pages[-1]
        head = b"%.6f 0 0 %.6f %.4f %.4f cm" % (MM, -MM, -left * MM, (height + top) * MM)
        page.Contents = self._target.make_stream(b"\n".join([head, *canvas.operators]))
        page.Resources = pikepdf.Dictionary(XObject=canvas.images, ExtGState=canvas.states)

    # ------------------------------------------------- annotations and seals
    def _annotations(self) -> Iterator[tuple[str, list[Element]]]:
        """The appearances of the visible annotations of each page."""
        location = text(child(self._root, "Annotations"))
        listed = self._package.resolved(self._path, location)
        if not location or not self._package.has(listed):
            return
        for page in children(self._package.xml(listed), "Page"):
            path = self._package.resolved(listed, text(child(page, "FileLoc")))
            if self._package.has(path):
                shown = (one for one in children(self._package.xml(path), "Annot") if one.get("Visible") != "false")
                yield page.get("PageID", ""), [look for one in shown for look in children(one, "Appearance")]

    def _stamp(self, canvas: Canvas, stamp: Stamp) -> None:
        if not is_ofd(stamp.picture):
            canvas.stamp(self._shared.picture(stamp.picture), stamp.place)
            return
        if self._depth >= _SEAL_DEPTH:
            raise OfdError("too-large", "seals in seals")
        canvas.stamp(self._drawn(pdf_of_ofd(stamp.picture, depth=self._depth + 1)), stamp.place)

    def _drawn(self, pdf: bytes) -> pikepdf.Object:
        """A page of its own as a form in the unit square, so that it is placed like a picture."""
        with pikepdf.open(BytesIO(pdf)) as seal:
            form = self._target.copy_foreign(seal.pages[0].as_form_xobject())
        across, up = (float(form.BBox[2]) - float(form.BBox[0]), float(form.BBox[3]) - float(form.BBox[1]))
        form.Matrix = pikepdf.Array([Decimal(f"{1 / across:.8f}"), 0, 0, Decimal(f"{1 / up:.8f}"), 0, 0])
        return form

    # ---------------------------------------------------------------- outline
    def outline(self, first: int) -> list[OutlineEntry]:
        """The document's own table of contents; `first` is the number of its first page in the PDF."""
        pages = {page.get("ID", ""): first + number for number, page in enumerate(self._pages)}
        found: list[OutlineEntry] = []
        _entries(child(self._root, "Outlines"), 0, pages, found)
        return found


def _entries(parent: Element | None, level: int, pages: dict[str, int], found: list[OutlineEntry]) -> None:
    for one in children(parent, "OutlineElem"):
        if len(found) >= _OUTLINE_ENTRIES:
            return
        target = next((each for each in one.iter() if local(each) == "Dest"), None)
        page = pages.get(target.get("PageID", "")) if target is not None else None
        found.append(OutlineEntry(one.get("Title", ""), level, page, None))
        if level < _OUTLINE_DEPTH:
            _entries(one, level + 1, pages, found)


def _appear(canvas: Canvas, appearance: Element) -> None:
    bounds = box(appearance.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    canvas.operators.append(b"q 1 0 0 1 %.4f %.4f cm" % (bounds[0], bounds[1]))
    canvas.layer(appearance)
    canvas.operators.append(b"Q")


def _page_box(area: Element | None) -> tuple[float, float, float, float] | None:
    return box(text(child(area, "PhysicalBox"))) if area is not None else None
