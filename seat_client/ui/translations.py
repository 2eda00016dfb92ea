"""Keeps the translations: `python -m seat_client.ui.translations [--check] [--only GROUP]`.

The code says `translate("Context", "English source")` with two literals, or `self.tr("English source")` with one, whose
context is then the class it stands in.
Every package of screens owns one fragment, so that two people never edit the same file:

    seat_client/ui/screens/<name>/**   resources/i18n/zh_CN/<name>.ts
    seat_client/ui/widgets/**          resources/i18n/zh_CN/widgets.ts
    everything else in a package       resources/i18n/zh_CN/<package>.ts, such as ui.ts and app.ts

A context belongs to one fragment. Without options the fragments are brought up to date (new sources come in unfinished,
vanished ones go, order by context and source) and compiled into `resources/i18n/zh_CN.qm`, which is not committed.
`--check` changes nothing and fails when a source is missing, unfinished or obsolete, when the placeholders of source
and translation differ, or when a context stands in two fragments.
"""

import argparse
import ast
import os
import string
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import PySide6

import resources
import seat_client

LANGUAGE = "zh_CN"
_PACKAGE = Path(seat_client.__file__).parent


class NotTranslatable(Exception):
    """A call of `translate` or `tr` whose source cannot be found by reading: `file`, `line`, `reason`."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One string of the code."""

    context: str
    text: str


def group_of(file: Path, package: Path = _PACKAGE) -> str:
    """The fragment that owns a module's strings."""
    parts = file.relative_to(package).parts
    if parts[:2] == ("ui", "screens") and len(parts) > 3:
        return parts[2]
    return "widgets" if parts[:2] == ("ui", "widgets") else parts[0].removesuffix(".py")


def sources_by_group(package: Path = _PACKAGE, only: str = "") -> dict[str, set[Source]]:
    """Every translatable string of the code by fragment, or those of one fragment."""
    groups: dict[str, set[Source]] = defaultdict(set)
    for file in sorted(package.rglob("*.py")):
        if only and group_of(file, package) != only:
            continue
        found = set(sources_in(file.read_text("utf-8"), file.name))
        if found:
            groups[group_of(file, package)] |= found
    return dict(groups)


def sources_in(code: str, file: str = "") -> Iterator[Source]:
    """The strings one module hands to `translate` or `tr`."""
    yield from _sources_below(ast.parse(code), "", file)


def _sources_below(node: ast.AST, owner: str, file: str) -> Iterator[Source]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield from _sources_of(child, owner, file)
        yield from _sources_below(child, child.name if isinstance(child, ast.ClassDef) else owner, file)


def _sources_of(call: ast.Call, owner: str, file: str) -> Iterator[Source]:
    name = ast.unparse(call.func)
    if name == "self.tr":
        yield Source(owner, _literal(call, 0, file))
    elif name in ("translate", "language.translate", "QCoreApplication.translate"):  # a painter has a translate, too
        yield Source(_literal(call, 0, file), _literal(call, 1, file))


def _literal(call: ast.Call, index: int, file: str) -> str:
    argument = call.args[index] if index < len(call.args) else None
    if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
        raise NotTranslatable(file, call.lineno, "context and source must be literal strings")
    return argument.value


def read_fragment(file: Path) -> dict[Source, str]:
    """Source to translation; an unfinished one is empty."""
    if not file.exists():
        return {}
    messages: dict[Source, str] = {}
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            finished = translation is not None and translation.get("type") is None
            messages[Source(name, message.findtext("source", ""))] = (
                (translation.text or "") if finished and translation is not None else ""
            )
    return messages


def write_fragment(file: Path, messages: dict[Source, str]) -> None:
    """Write a fragment in a fixed order, so that the same content is the same file."""
    root = ET.Element("TS", version="2.1", language=LANGUAGE, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for source, text in sorted(messages.items()):
        if source.context not in contexts:
            contexts[source.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[source.context], "name").text = source.context
        message = ET.SubElement(contexts[source.context], "message")
        ET.SubElement(message, "source").text = source.text
        translation = ET.SubElement(message, "translation", {} if text else {"type": "unfinished"})
        translation.text = text
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")


def update(folder: Path, groups: dict[str, set[Source]], only: str = "") -> list[str]:
    """Bring fragments up to date; returns a line for each string still to be translated."""
    names = {only} if only else {*groups, *(file.stem for file in folder.glob("*.ts"))}
    unfinished: list[str] = []
    for name in sorted(names):
        file, wanted = folder / f"{name}.ts", groups.get(name, set())
        known = read_fragment(file)
        messages = {source: known.get(source, "") for source in wanted}
        if messages:
            write_fragment(file, messages)
        else:
            file.unlink(missing_ok=True)
        unfinished += [_line(name, source, "unfinished") for source, text in sorted(messages.items()) if not text]
    return unfinished


def faults(folder: Path, groups: dict[str, set[Source]]) -> list[str]:
    """What `--check` finds wrong, a line each."""
    found: list[str] = []
    owners: dict[str, set[str]] = defaultdict(set)
    for name in sorted({*groups, *(file.stem for file in folder.glob("*.ts"))}):
        wanted, known = groups.get(name, set()), read_fragment(folder / f"{name}.ts")
        for source in {*wanted, *known}:
            owners[source.context].add(name)
        found += [_line(name, source, "missing") for source in sorted(wanted - known.keys())]
        found += [_line(name, source, "obsolete") for source in sorted(known.keys() - wanted)]
        found += [
            _line(name, source, fault) for source, text in sorted(known.items()) if (fault := _fault(source, text))
        ]
    found += [
        f"{context}: in {', '.join(sorted(names))}" for context, names in sorted(owners.items()) if len(names) > 1
    ]
    return found


def _fault(source: Source, text: str) -> str:
    if not text:
        return "unfinished"
    return "" if _placeholders(source.text) == _placeholders(text) else "placeholders differ"


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _line(group: str, source: Source, what: str) -> str:
    return f"{group}.ts: {what}: {source.context}: {source.text}"


def compile_fragments(folder: Path, target: Path) -> None:
    """Merge all fragments into one compiled file, put in place whole."""
    fragments = sorted(folder.glob("*.ts"))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        made = Path(scratch) / target.name
        command = [_lrelease(), "-silent", "-nounfinished", *map(str, fragments), "-qm", str(made)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        os.replace(made, target)


def _lrelease() -> str:
    folder = Path(PySide6.__file__).parent
    return str(folder / ("lrelease.exe" if sys.platform == "win32" else "lrelease"))


def is_stale(folder: Path, target: Path) -> bool:
    """Whether a fragment is newer than the compiled file."""
    if not target.exists():
        return True
    compiled = target.stat().st_mtime_ns
    return any(file.stat().st_mtime_ns > compiled for file in (folder, *folder.glob("*.ts")))


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Update and compile, or check; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m seat_client.ui.translations", description="Keep the translations.")
    parser.add_argument("--check", action="store_true", help="change nothing, fail on any difference")
    parser.add_argument("--only", default="", metavar="GROUP", help="update this fragment alone")
    options = parser.parse_args(arguments)
    folder, target = resources.path("i18n", LANGUAGE), resources.path("i18n", f"{LANGUAGE}.qm")
    groups = sources_by_group(only=options.only)
    if options.check:
        found = faults(folder, groups)
        _say(found)
        return 1 if found else 0
    _say(update(folder, groups, options.only))
    compile_fragments(folder, target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
