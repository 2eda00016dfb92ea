"""The bank of sentences, things and tables from which sample bids are written, read from the product's resources.

A text file per chapter: `keywords:` say which criteria it answers, `columns:` head the tables of its things,
``== titles @things`` opens a section, ``%% frames`` starts its sentence frames, ``!`` places a table or figure;
every other line is a sentence. A file of things: ``# name``, ``$ slot=words``, ``~ sentence``, ``- item``, ``| row``.
"""

from dataclasses import dataclass, field
from functools import cache

import resources

_CHAPTERS = ("design", "organisation", "quality", "safety", "difficulties", "support", "generic")


@dataclass(slots=True)
class Thing:
    """A subsystem, stage, scenario or difficulty with what there is to say about it."""

    name: str
    slots: dict[str, str] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    head: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """One section: alternative titles, its sentences, and where its tables and figures stand."""

    titles: str
    things: str | None = None
    lines: list[str] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Chapter:
    """An answer to one kind of criterion."""

    keywords: tuple[str, ...] = ()
    columns: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def _lines(name: str) -> list[str]:
    text = resources.path("sample", "templates", f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line.strip()]


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split(" | ")]


@cache
def chapters() -> dict[str, Chapter]:
    """Every chapter by the name of its file; `generic` answers what no other does."""
    return {name: _chapter(name) for name in _CHAPTERS}


def _chapter(name: str) -> Chapter:
    chapter, in_frames = Chapter(), False
    for line in _lines(name):
        if line.startswith("keywords:"):
            chapter.keywords = tuple(line.removeprefix("keywords:").split())
        elif line.startswith("columns:"):
            chapter.columns = _cells(line.removeprefix("columns:"))
        elif line.startswith("== "):
            titles, _, things = line.removeprefix("== ").partition(" @")
            chapter.sections.append(Section(titles, things or None))
            in_frames = False
        elif line.startswith("%% "):
            in_frames = True
        else:
            section = chapter.sections[-1]
            (section.frames if in_frames and not line.startswith("! ") else section.lines).append(line)
    return chapter


@cache
def things(name: str) -> tuple[Thing, ...]:
    """The things of one file, in its order."""
    found: list[Thing] = []
    for line in _lines(name):
        mark, text = line[:2], line[2:]
        if mark == "# ":
            found.append(Thing(text))
        elif mark == "$ ":
            key, _, words = text.partition("=")
            found[-1].slots[key] = words
        elif mark == "~ ":
            found[-1].sentences.append(text)
        elif mark == "- ":
            found[-1].items.append(text)
        elif mark == "> ":
            found[-1].head = _cells(text)
        else:
            found[-1].rows.append(_cells(text))
    return tuple(found)


@cache
def tables() -> dict[str, Thing]:
    """The named tables: the name's second word is the caption."""
    return {one.name.split(" ")[0]: one for one in things("tables")}
