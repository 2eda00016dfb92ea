"""Any folder of PDFs, page by page through the product: `corpus DIR`; without one, the hostile files the tests make.

Each file is opened in the product's window and in raw PDFium, each side in a process of its own that may die.
"""

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.corpus_reader import LIMIT
from tests.benchmarks.frame import ASKED, Benchmark, Goal, Sides, Statistic, Unusable
from tests.unit.documents import hostile

HANG_SECONDS = 5.0
_MADE = TemporaryDirectory(prefix="seat-hostile-")


class Reader:
    """One side: a process that is started anew whenever it dies or says nothing for too long."""

    def __init__(self, role: str) -> None:
        self._role = role
        self._process: subprocess.Popen[str] | None = None
        self.deaths = 0

    def read(self, file: Path) -> dict[str, Any]:
        """What it says about a file; nothing when it died or hung over it."""
        process = self._process = self._process or self._start()
        assert process.stdin is not None
        process.stdin.write(f"{file}\n")
        process.stdin.flush()
        line = self._line(process, LIMIT if self._role == "raw" else 3 * LIMIT)
        if not line:
            self.deaths += 1
            self.close()
            return {}
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> "subprocess.Popen[str]":
        order = [sys.executable, "-m", "tests.benchmarks.corpus_reader", self._role]
        return subprocess.Popen(order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    @staticmethod
    def _line(process: "subprocess.Popen[str]", seconds: float) -> str:
        assert process.stdout is not None
        answers: queue.Queue[str] = queue.Queue()
        threading.Thread(target=lambda: answers.put(process.stdout.readline()), daemon=True).start()
        try:
            return answers.get(timeout=seconds)
        except queue.Empty:
            return ""


def files() -> list[Path]:
    """What is read: the folder of the command line, or the files that the tests make."""
    if ASKED.folder is not None:
        if not ASKED.folder.is_dir():
            raise Unusable(f"{ASKED.folder} is no folder.")
        return sorted(file for file in ASKED.folder.rglob("*") if file.suffix.lower() == ".pdf")
    folder = Path(_MADE.name)
    for name, data in hostile.files().items():
        (folder / f"{name}.pdf").write_bytes(data)
    return sorted(folder.glob("*.pdf"))


@cache
def _results() -> dict[str, float]:
    """Read everything once; the figures of this run."""
    seat, raw = Reader("seat"), Reader("raw")
    figures = dict.fromkeys(("drawn", "refused", "worker_deaths", "hangs", "fewer_than_raw", "raw_drawn"), 0.0)
    every = files()
    if not every:
        raise Unusable(f"There is no PDF in {ASKED.folder}.")
    for file in every:
        ours, theirs = seat.read(file), raw.read(file)
        drawn, bare = bool(ours.get("drawn")), bool(theirs.get("drawn"))
        figures["drawn"] += drawn
        figures["raw_drawn"] += bare
        figures["refused"] += not drawn
        figures["worker_deaths"] += ours.get("deaths", 0)
        figures["hangs"] += ours.get("longest_pause", 0) > HANG_SECONDS or not ours.get("answered", False)
        if bare and not drawn:
            print(f"    raw PDFium draws {file}: {ours}")
    seat.close()
    raw.close()
    figures["gui_deaths"] = float(seat.deaths)
    figures["files"] = float(len(every))
    figures["fewer_than_raw"] = max(0.0, figures["raw_drawn"] - figures["drawn"])
    return figures


def _figure(name: str, goal: Goal) -> Benchmark:
    @contextmanager
    def sides(_: Path) -> Iterator[Sides]:
        sample: Callable[[], float] = lambda: _results()[name]  # noqa: E731
        peer: Callable[[], float] | None = (lambda: _results()["raw_drawn"]) if name == "drawn" else None
        yield Sides(sample, peer)

    what = "raw PDFium on the same files" if name == "drawn" else "none"
    return Benchmark(f"corpus_{name}", "files", what, (goal,), sides, rounds=1, long_rounds=1, warm_up=0)


BENCHMARKS = tuple(
    _figure(name, Goal(Statistic.MEDIAN, bound, more_is_better=more, figure=f"corpus_{name}"))
    for name, bound, more in (
        ("drawn", 1, True),
        ("refused", float("inf"), False),
        ("worker_deaths", float("inf"), False),
        ("gui_deaths", 0, False),
        ("hangs", 0, False),
        ("fewer_than_raw", 0, False),
    )
)
