"""Resource names: what one drawing uses is filed under neutral names, what it does not use is left behind."""

import pikepdf

from seat_client.anonymity.copier import Copier
from seat_client.anonymity.errors import Unreadable
from seat_client.anonymity.whitelist import DEFAULT_COLOURS, RESOURCE_KINDS


class UsedResources:
    """The resources one drawing uses, filed under neutral names in order of first use."""

    def __init__(self, copier: Copier, resources: pikepdf.Dictionary) -> None:
        self._copier = copier
        self._resources = resources
        self._names: dict[tuple[str, bytes], pikepdf.Name | None] = {}
        self._new: dict[str, pikepdf.Dictionary] = {}
        self._count = 0

    def renamed(self, category: str, name: pikepdf.Name) -> pikepdf.Name | None:
        """The neutral name of a used resource; None when it is missing, hidden or not of its kind."""
        key = (category, bytes(name))
        if key not in self._names:
            known = self._resources.get(category)
            value = known.get(name) if isinstance(known, pikepdf.Dictionary) else None
            self._names[key] = self._file(category, value)
        return self._names[key]

    def _file(self, category: str, value: object) -> pikepdf.Name | None:
        kind, letter = RESOURCE_KINDS[category]
        copy = self._copier.copied(value, kind)
        if copy is None and category == "/Font":
            copy = _substitute_font()
        if copy is None:
            return None
        self._count += 1
        name = pikepdf.Name(f"/{letter}{self._count}")
        self._new.setdefault(category, pikepdf.Dictionary())[str(name)] = copy
        return name

    def inline(self, image: pikepdf.PdfInlineImage) -> pikepdf.Name:
        """An inline image filed as an ordinary one, so that the same table holds for both."""
        try:
            data = image.read_raw_bytes()
        except AttributeError:
            raise Unreadable("inline-image") from None  # A head without data, which the parser passes on.
        stream = self._copier.source.make_stream(data, image.obj)
        stream.Subtype = pikepdf.Name.Image
        name = self._file("/XObject", stream)
        if name is None:
            raise Unreadable("inline-image")
        return name

    def hides(self, tag: object, properties: object) -> bool:
        """True when marked content names a layer that is off."""
        if tag != pikepdf.Name.OC or not isinstance(properties, pikepdf.Name):
            return False
        known = self._resources.get("/Properties")
        return isinstance(known, pikepdf.Dictionary) and self._copier.layers.hides(known.get(properties))

    def collected(self) -> pikepdf.Dictionary:
        """The new resource dictionary, default colour spaces included (they act without being named)."""
        known = self._resources.get("/ColorSpace")
        for name in DEFAULT_COLOURS:
            value = known.get(name) if isinstance(known, pikepdf.Dictionary) else None
            copy = self._copier.copied(value, "colours")
            if copy is not None:
                self._new.setdefault("/ColorSpace", pikepdf.Dictionary())[name] = copy
        return pikepdf.Dictionary(self._new)


def _substitute_font() -> pikepdf.Dictionary:
    """What renderers draw with when a page names a font it does not have; named, so that no renderer must guess."""
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
