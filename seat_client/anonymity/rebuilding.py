"""The whitelist rebuild: a new PDF that holds what draws the pages, and nothing that came along with it."""

from io import BytesIO

import pikepdf

from seat_client.anonymity.copier import Copier, inherited
from seat_client.anonymity.copying import copier as copier_of
from seat_client.anonymity.drawing import page_content
from seat_client.anonymity.opening import opened
from seat_client.anonymity.outline import outline_entries, write_outline
from seat_client.anonymity.whitelist import PLAIN

_VERSION = "1.7"


def rebuild(pdf: bytes) -> bytes:
    """The same pages, drawn the same, in a new file without history; equal input gives equal bytes.

    Bookmark titles stay (the viewer needs them) and are searched by `findings` like the text of the pages.
    Raises `Unreadable`, `Encrypted` or `TooLarge`.
    """
    with opened(pdf) as source, pikepdf.new() as target:
        copier = copier_of(source, target)
        for page in source.pages:
            target.pages.append(pikepdf.Page(_page(page.obj, copier)))
        write_outline(target, outline_entries(source))
        return _saved(target)


def _page(page: pikepdf.Object, copier: Copier) -> pikepdf.Dictionary:
    new = pikepdf.Dictionary(Type=pikepdf.Name.Page)
    for key in ("/MediaBox", "/CropBox", "/Rotate"):
        value = copier.copied(inherited(page, key), PLAIN)
        if value is not None:
            new[key] = value
    if "/MediaBox" not in new:
        new.MediaBox = pikepdf.Array([0, 0, 612, 792])
    new.Contents, new.Resources = page_content(copier, page, inherited(page, "/Resources"))
    return new


def _saved(target: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    target.save(
        out,
        min_version=_VERSION,
        force_version=_VERSION,
        fix_metadata_version=False,
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()
