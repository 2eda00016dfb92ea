"""Copying colour spaces, shadings, functions and soft masks; spot colours lose their names."""

from collections.abc import Callable

import pikepdf

from seat_client.anonymity import programs
from seat_client.anonymity.copier import Copier, Value, plain
from seat_client.anonymity.opening import decoded
from seat_client.anonymity.whitelist import KNOWN_NAMES
from seat_client.anonymity.words import word


def _colours(copier: Copier, value: pikepdf.Object) -> Value | None:
    if isinstance(value, pikepdf.Name):
        if word(value) in KNOWN_NAMES:
            return pikepdf.Name(word(value))
        spaces = copier.scope.get("/ColorSpace")
        named = spaces.get(value) if isinstance(spaces, pikepdf.Dictionary) else None
        return copier.copied(named, "colours") if named is not None and named != value else None
    if not isinstance(value, pikepdf.Array) or len(value) == 0:
        return None
    family = word(value[0]) if isinstance(value[0], pikepdf.Name) else ""
    build, length = _COLOUR_SPACES.get(family, (None, 0))
    return build(copier, value) if build and len(value) >= length else None


def _icc(copier: Copier, value: pikepdf.Array) -> Value | None:
    profile = value[1]
    if not isinstance(profile, pikepdf.Stream):
        return None
    known = copier.done.get((profile.objgen, "profile"))
    if known is None:
        known = copier.stream(programs.blanked_profile(decoded(profile)), profile, "icc")
        copier.done[profile.objgen, "profile"] = known
    return pikepdf.Array([pikepdf.Name.ICCBased, known])


def _calibrated(copier: Copier, value: pikepdf.Array) -> Value | None:
    known = copier.dictionary(value[1], "calibrated")
    return None if known is None else pikepdf.Array([pikepdf.Name(str(value[0])), known])


def _indexed(copier: Copier, value: pikepdf.Array) -> Value | None:
    base, highest, lookup = copier.copied(value[1], "colours"), plain(value[2]), value[3]
    if base is None or highest is None or not isinstance(lookup, pikepdf.Stream | pikepdf.String):
        return None
    table = decoded(lookup) if isinstance(lookup, pikepdf.Stream) else bytes(lookup)
    return pikepdf.Array([pikepdf.Name.Indexed, base, highest, pikepdf.String(table)])


def _separation(copier: Copier, value: pikepdf.Array) -> Value | None:
    names = value[1]
    if isinstance(names, pikepdf.Array):
        neutral: Value = pikepdf.Array([pikepdf.Name(f"/Ink{number}") for number in range(len(names))])
    else:
        neutral = names if names in (pikepdf.Name.All, pikepdf.Name("/None")) else pikepdf.Name("/Ink")
    alternate, tint = copier.copied(value[2], "colours"), copier.copied(value[3], "function")
    if alternate is None or tint is None:
        return None
    return pikepdf.Array([pikepdf.Name(str(value[0])), neutral, alternate, tint])


def _uncoloured(copier: Copier, value: pikepdf.Array) -> Value | None:
    base = copier.copied(value[1], "colours") if len(value) > 1 else None
    return pikepdf.Array([pikepdf.Name.Pattern, *([base] if base is not None else [])])


def _shading(copier: Copier, value: pikepdf.Object) -> Value | None:
    if isinstance(value, pikepdf.Stream):
        return copier.stream(decoded(value), value, "shading")
    return copier.dictionary(value, "shading")


def _function(copier: Copier, value: pikepdf.Object) -> Value | None:
    if isinstance(value, pikepdf.Array):
        return pikepdf.Array([one for one in (copier.copied(each, "function") for each in value) if one is not None])
    if isinstance(value, pikepdf.Name):
        return plain(value)
    if not isinstance(value, pikepdf.Stream):
        return copier.dictionary(value, "function")
    data = decoded(value)
    calculator = value.get("/FunctionType") == 4
    return copier.stream(programs.without_comments(data) if calculator else data, value, "function")


def _soft_mask(copier: Copier, value: pikepdf.Object) -> Value | None:
    return plain(value) if isinstance(value, pikepdf.Name) else copier.dictionary(value, "soft mask")


_COLOUR_SPACES: dict[str, tuple[Callable[[Copier, pikepdf.Array], Value | None], int]] = {
    "/ICCBased": (_icc, 2),
    "/CalGray": (_calibrated, 2),
    "/CalRGB": (_calibrated, 2),
    "/Lab": (_calibrated, 2),
    "/Indexed": (_indexed, 4),
    "/Separation": (_separation, 4),
    "/DeviceN": (_separation, 4),
    "/Pattern": (_uncoloured, 1),
}
"""Family of colour spaces: how it is copied, and the least length of its array."""

COLOUR_KINDS: dict[str, Callable[[Copier, pikepdf.Object], Value | None]] = {
    "colours": _colours,
    "shading": _shading,
    "function": _function,
    "soft mask": _soft_mask,
}
"""How the kinds of colour objects are copied."""
