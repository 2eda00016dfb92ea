"""What the pages of an OFD share: fonts, pictures, drawing parameters, composite graphics (GB/T 33190, 7.9)."""

from dataclasses import dataclass
from io import BytesIO

import pikepdf
from PIL import Image, UnidentifiedImageError

from seat_client.centre.ofd.errors import OfdError
from seat_client.centre.ofd.lettering import Face, product_face
from seat_client.centre.ofd.package import Element, Package, child, children, text

MAX_PIXELS = 120_000_000
_DEPTH = 8
_BOLD_WEIGHT = 600
_JPEG_SPACES = {"RGB": "/DeviceRGB", "L": "/DeviceGray", "CMYK": "/DeviceCMYK"}


@dataclass(frozen=True, slots=True)
class FontChoice:
    """A font of the document: its own face where the package has one that works, and the product's for the rest."""

    own: Face | None
    stand_in: Face


class Shared:
    """The resources of one document body, by their ids."""

    def __init__(self, package: Package, target: pikepdf.Pdf) -> None:
        self._package = package
        self._target = target
        self._fonts: dict[str, tuple[Element, str]] = {}
        self._media: dict[str, str] = {}
        self._parameters: dict[str, Element] = {}
        self._spaces: dict[str, str] = {}
        self.composites: dict[str, Element] = {}
        self._made_fonts: dict[str, FontChoice] = {}
        self._made_images: dict[str, pikepdf.Object] = {}

    def add(self, path: str) -> None:
        """Read one resource file."""
        root = self._package.xml(path)
        base = self._package.resolved(path, root.get("BaseLoc", "")) + "/x"
        for one in children(child(root, "Fonts"), "Font"):
            self._fonts[one.get("ID", "")] = (one, base)
        for one in children(child(root, "MultiMedias"), "MultiMedia"):
            self._media[one.get("ID", "")] = self._package.resolved(base, text(child(one, "MediaFile")))
        for one in children(child(root, "DrawParams"), "DrawParam"):
            self._parameters[one.get("ID", "")] = one
        for one in children(child(root, "ColorSpaces"), "ColorSpace"):
            self._spaces[one.get("ID", "")] = one.get("Type", "RGB")
        for one in children(child(root, "CompositeGraphicUnits"), "CompositeGraphicUnit"):
            self.composites[one.get("ID", "")] = one

    # ------------------------------------------------------------------ fonts
    def font(self, number: str) -> FontChoice:
        """The font with this id; one that is not defined is drawn in the product's own."""
        if number not in self._made_fonts:
            self._made_fonts[number] = self._font(number)
        return self._made_fonts[number]

    def _font(self, number: str) -> FontChoice:
        if number not in self._fonts:
            return FontChoice(None, product_face("", bold=False))
        element, base = self._fonts[number]
        name = element.get("FontName", "") + element.get("FamilyName", "")
        bold = element.get("Bold") == "true" or "bold" in name.lower()
        file = text(child(element, "FontFile"))
        own = None
        if file and self._package.has(self._package.resolved(base, file)):
            own = Face.embedded(self._package.read(self._package.resolved(base, file)))
        return FontChoice(own, product_face(name, bold=bold))

    # --------------------------------------------------------------- pictures
    def image(self, number: str) -> pikepdf.Object:
        """The picture with this id, as an image of the new document."""
        if number not in self._made_images:
            if number not in self._media:
                raise OfdError("damaged", "picture without a file")
            self._made_images[number] = self.picture(self._package.read(self._media[number]))
        return self._made_images[number]

    def picture(self, data: bytes) -> pikepdf.Object:
        """Picture bytes as an image; a JPEG stays as it was coded."""
        try:
            with Image.open(BytesIO(data)) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise OfdError("too-large", "picture")
                if picture.format == "JPEG" and picture.mode in _JPEG_SPACES:
                    return self._jpeg(data, picture)
                return self._pixels(picture)
        except (UnidentifiedImageError, Image.DecompressionBombError) as error:
            raise OfdError("unsupported", "picture format") from error
        except (OSError, ValueError, SyntaxError) as error:
            raise OfdError("damaged", "picture") from error

    def _jpeg(self, data: bytes, picture: Image.Image) -> pikepdf.Object:
        image = self._image(picture, _JPEG_SPACES[picture.mode])
        if picture.mode == "CMYK":
            image.Decode = pikepdf.Array([1, 0] * 4)  # as office programs write them
        image.write(data, filter=pikepdf.Name.DCTDecode)
        return image

    def _pixels(self, picture: Image.Image) -> pikepdf.Object:
        mask = picture.convert("RGBA").getchannel("A") if _has_alpha(picture) else None
        grey = picture.mode in ("1", "L")
        flat = picture.convert("L" if grey else "RGB")
        image = self._image(flat, "/DeviceGray" if grey else "/DeviceRGB")
        image.write(flat.tobytes())
        if mask is not None:
            alpha = self._image(mask, "/DeviceGray")
            alpha.write(mask.tobytes())
            image.SMask = alpha
        return image

    def _image(self, picture: Image.Image, space: str) -> pikepdf.Object:
        keys = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=picture.width, Height=picture.height,
            ColorSpace=pikepdf.Name(space), BitsPerComponent=8,
        )  # fmt: skip
        return self._target.make_stream(b"", keys)

    # ------------------------------------------------------------- parameters
    def parameter(self, number: str | None, name: str) -> Element | str | None:
        """A drawing parameter's child or attribute, through the parameters it builds on."""
        for _ in range(_DEPTH):
            element = self._parameters.get(number or "")
            if element is None:
                return None
            found = child(element, name)
            if found is not None:
                return found
            if element.get(name) is not None:
                return element.get(name)
            number = element.get("Relative")
        return None

    def space(self, number: str | None) -> str:
        """The kind of a colour space: GRAY, RGB or CMYK."""
        return self._spaces.get(number or "", "RGB").upper()


def _has_alpha(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
