"""Power cuts without a power switch: each write and sync of a store is recorded, and disks are made up from the record.

`strace` sees what SQLCipher asks of the system. At a cut, everything before the last sync of a file is on its disk;
of what was written since, each 512-byte sector may be there or not, as disks promise no more.
"""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
REPOSITORY = Path(__file__).parents[3]
_LINE = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\((.*)\) = (-?\d+|\?)")
_HEX = re.compile(r"\\x([0-9a-f]{2})")
PROGRAM = """
import sys
from pathlib import Path
from seat_client.store import Store
from tests.unit.store.conftest import KEY
from tests.unit.store.making import append, accepted, score
import os
store = Store.open(Path(sys.argv[1]), KEY)
for number in range(int(sys.argv[2])):
    saved = append(store, score(number, criterion=f"T{number % 5}"))
    os.write(9, saved.id.encode())
    if number % 4 == 3:
        store.settle([accepted(saved).model_copy(update={"id": e.id}) for e in store.pending(2)]).result(60)
os._exit(0)
"""


@dataclass
class Write:
    path: str
    offset: int
    data: bytes


@dataclass
class Sync:
    path: str


@dataclass
class Cut:
    path: str
    size: int


@dataclass
class Told:
    """The store said that this act is saved."""

    act: str


@dataclass
class Gone:
    """The file was deleted."""

    path: str


Step = Write | Sync | Cut | Told | Gone


def can_record() -> bool:
    return shutil.which("strace") is not None


def record(folder: Path, acts: int) -> list[Step]:
    """Every step of a store that takes `acts` acts in, the last one before its end."""
    trace = folder / "trace"
    command = [
        "strace", "-f", "-qq", "-xx", "-y", "-s", "70000", "-o", str(trace),
        "-e", "trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink",
        sys.executable, "-c", PROGRAM, str(folder / "live" / "seat.db"), str(acts),
    ]  # fmt: skip
    told = (folder / "told").open("wb")
    with told:
        subprocess.run(
            ["bash", "-c", 'exec "$@" 9>"$0"', str(folder / "told"), *command], cwd=REPOSITORY, check=True, timeout=300
        )
    return list(_steps(trace, folder / "live"))


def _steps(trace: Path, live: Path) -> Iterator[Step]:
    pending: dict[str, str] = {}
    with trace.open() as lines:
        for line in lines:
            whole = _joined(line.rstrip("\n"), pending)
            if whole is not None and (step := _step(whole, live)) is not None:
                yield step


def _joined(line: str, pending: dict[str, str]) -> str | None:
    """A call that another thread's call cut in two, in one piece."""
    thread, _, rest = line.partition(" ")
    rest = rest.lstrip()
    if rest.endswith("<unfinished ...>"):
        pending[thread] = rest.removesuffix("<unfinished ...>")
        return None
    if rest.startswith("<..."):
        return pending.pop(thread, "") + rest.partition("resumed>")[2]
    return rest


def _step(call: str, live: Path) -> Step | None:  # noqa: PLR0911 - one line per kind of call
    if call.startswith("unlink("):
        return Gone(_plain(call.split('"')[1]).decode())
    found = re.match(r"(\w+)\((\d+)<([^>]*)>(?:, (.*))?\)\s+= (-?\d+)", call)
    if found is None or int(found[5]) < 0:
        return None
    name, descriptor, path, rest = found[1], found[2], _plain(found[3]).decode(), found[4] or ""
    if descriptor == "9" and name == "write":
        return Told(_plain(rest.split('"')[1]).decode())
    if not path.startswith(str(live)) or path.endswith("-shm"):
        return None
    match name:
        case "pwrite64":
            return Write(path, int(rest.rsplit(", ", 1)[1]), _plain(rest.split('"')[1]))
        case "ftruncate":
            return Cut(path, int(rest))
        case "fsync" | "fdatasync":
            return Sync(path)
    return None


def _plain(text: str) -> bytes:
    return bytes(int(pair, 16) for pair in _HEX.findall(text)) if "\\x" in text else text.encode()


@dataclass
class Disk:
    """One file as far as it is certain, and what was asked since its last sync."""

    certain: bytearray = field(default_factory=bytearray)
    unsure: list[Write | Cut] = field(default_factory=list)

    def sync(self) -> None:
        for step in self.unsure:
            _apply(self.certain, step, random.Random(0), 1.0)
        self.unsure.clear()

    def after_a_cut(self, chance: random.Random) -> bytes:
        """The file as it may be found: unsynced steps kept, lost, or kept in part."""
        content = bytearray(self.certain)
        kept = chance.choice((0.0, 1.0, chance.random()))
        for step in self.unsure:
            _apply(content, step, chance, kept)
        return bytes(content)


def _apply(content: bytearray, step: Write | Cut, chance: random.Random, kept: float) -> None:
    if isinstance(step, Cut):
        if chance.random() < kept or kept == 1.0:
            del content[step.size :]
            content.extend(bytes(step.size - len(content)))
        return
    for at in range(0, len(step.data), SECTOR):
        if kept == 1.0 or chance.random() < kept:
            sector = step.data[at : at + SECTOR]
            end = step.offset + at + len(sector)
            content.extend(bytes(max(0, end - len(content))))
            content[step.offset + at : end] = sector


def images(steps: list[Step], count: int, seed: int) -> Iterator[tuple[dict[str, bytes], set[str]]]:
    """Made-up disks, each after a cut at a random moment, with the acts that had been told as saved by then."""
    chance = random.Random(seed)
    first = next(n for n, step in enumerate(steps) if isinstance(step, Told))
    moments = sorted(chance.randint(first, len(steps)) for _ in range(count))
    disks: dict[str, Disk] = {}
    told: set[str] = set()
    done = 0
    for moment in moments:
        for step in steps[done:moment]:
            _take(step, disks, told)
        done = moment
        yield {path: disk.after_a_cut(chance) for path, disk in disks.items()}, set(told)


def _take(step: Step, disks: dict[str, Disk], told: set[str]) -> None:
    if isinstance(step, Told):
        told.add(step.act)
    elif isinstance(step, Gone):
        disks.pop(step.path, None)
    elif isinstance(step, Sync):
        disks.setdefault(step.path, Disk()).sync()
    else:
        disks.setdefault(step.path, Disk()).unsure.append(step)
