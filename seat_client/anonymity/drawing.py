"""Copying what draws: page contents, forms, tilings and the glyph procedures of Type 3 fonts."""

from collections.abc import Sequence

import pikepdf

from seat_client.anonymity.content import Instruction, drawing_only
from seat_client.anonymity.copier import Copier, Value
from seat_client.anonymity.errors import Unreadable
from seat_client.anonymity.naming import UsedResources
from seat_client.anonymity.opening import refuse_growth


def page_content(
    copier: Copier, page: pikepdf.Object, resources: Value | None
) -> tuple[pikepdf.Object, pikepdf.Dictionary]:
    """The page's drawing as one stream, and the resources which that drawing uses."""
    scope = resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary()
    data, used = _content(copier, pikepdf.Page(page), scope)
    return copier.target.make_stream(data), used


def glyph_procedures(
    copier: Copier, procedures: pikepdf.Dictionary, resources: pikepdf.Dictionary
) -> tuple[pikepdf.Dictionary, pikepdf.Dictionary]:
    """The drawings of a Type 3 font by glyph name, and the resources they use together."""
    used = UsedResources(copier, resources)
    new = pikepdf.Dictionary()
    for name in sorted(procedures.keys()):
        if isinstance(procedures[name], pikepdf.Stream):
            kept = drawing_only(_instructions(procedures[name]), used)
            new[name] = copier.target.make_stream(pikepdf.unparse_content_stream(kept))
    return new, used.collected()


def _content(
    copier: Copier, drawing: pikepdf.Page | pikepdf.Object, resources: pikepdf.Dictionary
) -> tuple[bytes, pikepdf.Dictionary]:
    outer, copier.scope = copier.scope, resources
    try:
        used = UsedResources(copier, resources)
        kept = drawing_only(_instructions(drawing), used)
        return pikepdf.unparse_content_stream(kept), used.collected()
    finally:
        copier.scope = outer


def _drawn(copier: Copier, form: pikepdf.Object, kind: str) -> pikepdf.Object:
    new = copier.target.make_stream(b"", copier.dictionary(form, kind))
    if form.is_indirect:
        copier.done[form.objgen, "xobject" if kind == "form" else "pattern"] = new
    own = form.get("/Resources")
    data, used = _content(copier, form, own if isinstance(own, pikepdf.Dictionary) else copier.scope)
    new.write(data)
    new.Resources = used
    return new


def xobject(copier: Copier, value: pikepdf.Object) -> Value | None:
    """A form or a picture; none that a hidden layer hides."""
    if not isinstance(value, pikepdf.Stream) or copier.layers.hides(value.get("/OC")):
        return None
    subtype = value.get("/Subtype")
    if subtype == pikepdf.Name.Image:
        return copier.copied(value, "image")
    return _drawn(copier, value, "form") if subtype == pikepdf.Name.Form else None


def pattern(copier: Copier, value: pikepdf.Object) -> Value | None:
    """A tiling pattern, which is a drawing, or a gradient."""
    if isinstance(value, pikepdf.Stream):
        return _drawn(copier, value, "tiling")
    return copier.dictionary(value, "gradient")


def _instructions(drawing: pikepdf.Page | pikepdf.Object) -> Sequence[Instruction]:
    contents = drawing.obj.get("/Contents") if isinstance(drawing, pikepdf.Page) else drawing
    for one in contents if isinstance(contents, pikepdf.Array) else [contents]:
        if isinstance(one, pikepdf.Stream):
            refuse_growth(one)
    try:
        return pikepdf.parse_content_stream(drawing)
    except TypeError:
        raise Unreadable("content") from None  # The parser's word for what no content stream may hold.
