"""Whether the program's files are those that were delivered.

The package brings `program.sha256` at the program's root, in the form of sha256sum. `python -m
seat_client.services.self_test.program ROOT` writes it, as the last step of a build.
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from seat_client import __version__
from seat_client.services.self_test.result import Check, Fact, Result, State

LIST: Final = "program.sha256"
_CODE: Final = (".py", ".so", ".pyd", ".dll", ".exe")


def program(root: Path) -> Result:
    """Every listed file's digest, and code that no list knows."""
    facts: dict[str, Fact] = {"version": __version__}
    try:
        listed = _read(root / LIST)
    except FileNotFoundError:
        return Result(Check.PROGRAM, State.REMIND, "program-unlisted", facts)
    except (OSError, ValueError):
        return Result(Check.PROGRAM, State.FAIL, "program-list-damaged", facts)
    facts["files"] = len(listed)
    for name, digest in listed.items():
        found = _digest(root / name)
        if found != digest:
            fault = "program-changed" if found else "program-file-missing"
            return Result(Check.PROGRAM, State.FAIL, fault, facts | {"file": name})
    for name in _files(root):
        if name not in listed and name.endswith(_CODE):
            return Result(Check.PROGRAM, State.FAIL, "program-file-added", facts | {"file": name})
    return Result(Check.PROGRAM, State.PASS, facts=facts)


def write_list(root: Path) -> int:
    """List every file below `root`; how many there are."""
    lines = [f"{_digest(root / name)}  {name}\n" for name in sorted(_files(root))]
    (root / LIST).write_text("".join(lines), encoding="utf-8")
    return len(lines)


def _files(root: Path) -> Iterator[str]:
    for path in root.rglob("*"):
        if path.is_file() and path.name != LIST and "__pycache__" not in path.parts:
            yield path.relative_to(root).as_posix()


def _read(file: Path) -> dict[str, str]:
    listed = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        if len(digest) != 64 or not name or Path(name).is_absolute() or ".." in Path(name).parts:
            raise ValueError("not a list of digests")
        listed[name] = digest
    return listed


def _digest(path: Path) -> str:
    """Empty when the file is not there."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


if __name__ == "__main__":
    write_list(Path(sys.argv[1]))
