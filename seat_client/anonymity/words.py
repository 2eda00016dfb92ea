"""Names as text: PDF names are bytes, and Chinese producers write them in GBK as often as in UTF-8."""

import pikepdf

ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "gb18030")


def word(name: pikepdf.Object) -> str:
    """A name or operator as text; bytes that are not UTF-8 stay apart as lone surrogates, so that none are equal."""
    return bytes(name).decode("utf-8", "surrogateescape")


def readings(text: bytes) -> tuple[str, ...]:
    """The bytes read in each usual encoding; what one cannot read is left out of that reading."""
    return tuple(text.decode(encoding, "ignore") for encoding in ENCODINGS)
