"""Copying pictures: their coded bytes without notes, and the few keys that say how to decode them."""

from collections.abc import Callable

import pikepdf

from seat_client.anonymity import images
from seat_client.anonymity.copier import Copier, Value, plain
from seat_client.anonymity.opening import decoded, filters_of

_PICTURE_CODECS = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})


def _image(copier: Copier, value: pikepdf.Object) -> Value | None:
    if not isinstance(value, pikepdf.Stream):
        return None
    filters = filters_of(value)
    if not filters or filters[-1] not in _PICTURE_CODECS:
        return copier.stream(decoded(value), value, "image")
    data = _before_codec(copier, value, filters)
    if filters[-1] == "/DCTDecode":
        data = images.plain_jpeg(data)
    elif filters[-1] == "/JPXDecode":
        data = images.plain_jpx(data)
    new = copier.stream(b"", value, "image")
    parameters = _last(value.get("/DecodeParms"))
    known = copier.dictionary(parameters, "decoding") if isinstance(parameters, pikepdf.Dictionary) else None
    new.write(data, filter=pikepdf.Name(filters[-1]), decode_parms=known, type_check=False)
    return new


def _before_codec(copier: Copier, value: pikepdf.Object, filters: list[str]) -> bytes:
    raw = value.read_raw_bytes()
    if len(filters) == 1:
        return raw
    outer = copier.source.make_stream(raw, Filter=pikepdf.Array([pikepdf.Name(one) for one in filters[:-1]]))
    return decoded(outer)


def _mask(copier: Copier, value: pikepdf.Object) -> Value | None:
    return plain(value) if isinstance(value, pikepdf.Array) else copier.copied(value, "image")


def raw(copier: Copier, value: pikepdf.Object) -> Value | None:
    """A stream whose bytes are data and nothing else."""
    return copier.target.make_stream(decoded(value)) if isinstance(value, pikepdf.Stream) else None


def _last(value: object) -> object:
    if isinstance(value, pikepdf.Array):
        return value[-1] if len(value) else None
    return value


PICTURE_KINDS: dict[str, Callable[[Copier, pikepdf.Object], Value | None]] = {
    "image": _image,
    "mask": _mask,
    "raw stream": raw,
}
"""How the kinds of picture objects are copied."""
