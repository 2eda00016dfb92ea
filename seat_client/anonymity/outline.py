"""Bookmarks: read from any source as title, level and place; written back with nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pikepdf

from seat_client.anonymity.words import word

MAX_ENTRIES = 20_000
MAX_LEVEL = 16


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One bookmark: its words, how deep it stands (0 = top), its page from 0 and the height there in points."""

    title: str
    level: int
    page: int | None
    top: Decimal | None


def outline_entries(document: pikepdf.Pdf) -> tuple[OutlineEntry, ...]:
    """The bookmarks in reading order; loops and what lies deeper than sixteen levels are cut."""
    root = document.Root.get("/Outlines")
    if not isinstance(root, pikepdf.Dictionary):
        return ()
    pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    named = _named_destinations(document)
    seen: set[tuple[int, int]] = set()
    return tuple(
        OutlineEntry(_title(item), level, *_place(item, pages, named)) for item, level in _items(root, 0, seen)
    )


def _items(parent: pikepdf.Object, level: int, seen: set[tuple[int, int]]) -> Iterator[tuple[pikepdf.Object, int]]:
    item = parent.get("/First")
    while isinstance(item, pikepdf.Dictionary) and item.objgen not in seen and len(seen) < MAX_ENTRIES:
        seen.add(item.objgen)
        yield item, level
        if level + 1 < MAX_LEVEL:
            yield from _items(item, level + 1, seen)
        item = item.get("/Next")


def _title(item: pikepdf.Object) -> str:
    title = item.get("/Title")
    text = str(title) if isinstance(title, pikepdf.String) else ""
    return "".join(one if ord(one) >= 0x20 else " " for one in text).strip()


def _place(
    item: pikepdf.Object, pages: dict[tuple[int, int], int], named: dict[bytes, pikepdf.Object]
) -> tuple[int | None, Decimal | None]:
    target = item.get("/Dest")
    action = item.get("/A")
    if target is None and isinstance(action, pikepdf.Dictionary) and action.get("/S") == pikepdf.Name.GoTo:
        target = action.get("/D")
    if isinstance(target, pikepdf.String | pikepdf.Name):
        target = named.get(bytes(target).lstrip(b"/"))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    if not isinstance(target, pikepdf.Array) or len(target) < 1:
        return None, None
    page = target[0]
    number = pages.get(page.objgen) if isinstance(page, pikepdf.Dictionary) else None
    return number, _top(list(target))


def _top(target: list[object]) -> Decimal | None:
    index = (
        {"/XYZ": 3, "/FitH": 2, "/FitBH": 2, "/FitR": 5}.get(word(target[1]))
        if len(target) > 1 and isinstance(target[1], pikepdf.Name)
        else None
    )
    if index is None or index >= len(target):
        return None
    height = target[index]
    return Decimal(height) if isinstance(height, int | Decimal) else None


def _named_destinations(document: pikepdf.Pdf) -> dict[bytes, pikepdf.Object]:
    found: dict[bytes, pikepdf.Object] = {}
    old = document.Root.get("/Dests")
    if isinstance(old, pikepdf.Dictionary):
        found.update((key.lstrip("/").encode("utf-8", "surrogateescape"), value) for key, value in old.items())
    names = document.Root.get("/Names")
    tree = names.get("/Dests") if isinstance(names, pikepdf.Dictionary) else None
    if isinstance(tree, pikepdf.Dictionary):
        found.update((_bytes(key), value) for key, value in pikepdf.NameTree(tree).items())
    return found


def _bytes(key: str | bytes) -> bytes:
    return key if isinstance(key, bytes) else bytes(pikepdf.String(key))


def write_outline(target: pikepdf.Pdf, entries: Sequence[OutlineEntry]) -> None:
    """Give `target` these bookmarks; each holds its title and a place, nothing else."""
    if not entries:
        return
    root = target.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Outlines))
    items = [target.make_indirect(_item(target, entry)) for entry in entries]
    path: list[pikepdf.Object] = [root]
    for entry, item in zip(entries, items, strict=True):
        del path[min(entry.level, len(path) - 1) + 1 :]
        _append(path[-1], item)
        path.append(item)
    target.Root.Outlines = root


def _item(target: pikepdf.Pdf, entry: OutlineEntry) -> pikepdf.Dictionary:
    item = pikepdf.Dictionary(Title=pikepdf.String(entry.title))
    if entry.page is not None:
        page = target.pages[entry.page].obj
        item.Dest = pikepdf.Array([page, pikepdf.Name.XYZ, None, entry.top, None])
    return item


def _append(parent: pikepdf.Object, item: pikepdf.Object) -> None:
    item.Parent = parent
    if "/First" not in parent:
        parent.First = item
    else:
        item.Prev, parent.Last.Next = parent.Last, item
    parent.Last = item
    parent.Count = int(parent.get("/Count", 0)) + 1
