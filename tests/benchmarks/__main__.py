"""Runs the benchmarks: `python -m tests.benchmarks [NAME [DIR]] [--pdf FILE] [--long] [--json FILE]`.

Ends with 1 on a missed goal, with 2 and a sentence on a file or folder that cannot be measured on.
"""

import argparse
import importlib
import json
import pkgutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.frame import ASKED, Benchmark, Idle, NotMeasured, Row, Unusable, measure, table

BUSY = 1.5


def declared() -> list[Benchmark]:
    """Every benchmark of every bench_*.py beside this file."""
    names = (module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    modules = (importlib.import_module(f"tests.benchmarks.{name}") for name in names if name.startswith("bench_"))
    return [benchmark for module in modules for benchmark in module.BENCHMARKS]


def run(benchmarks: Sequence[Benchmark], *, long: bool, say: bool = True) -> list[Row]:
    """All figures of `benchmarks`, the idle baseline of this run last."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="seat-bench-") as scratch:
        idle = Idle(Path(scratch))
        idle.take()
        for number, benchmark in enumerate(benchmarks, start=1):
            if say:
                print(f"[{number}/{len(benchmarks)}] {benchmark.name}, against {benchmark.peer}", flush=True)
            folder = Path(scratch, benchmark.name)
            folder.mkdir()
            try:
                rows += measure(benchmark, folder, long=long)
            except NotMeasured as why:
                print(f"    not measured: {why}", flush=True)
            except TimeoutError:
                rows.append(Row(benchmark.name, -1, "no answer in time", None, None, holds=False))
            idle.take()
        if say and idle.unrest() > BUSY:
            print(f"The machine was busy: its speed changed {idle.unrest():.1f}-fold during the run. Trust the ratios.")
        return rows + idle.rows()


def main(arguments: Sequence[str] | None = None, known: Sequence[Benchmark] | None = None) -> int:
    """Run what the command line asks for; 0 every goal held, 1 one was missed, 2 no such benchmark, no usable file."""
    known = declared() if known is None else known
    parser = argparse.ArgumentParser(prog="dev.sh bench", description="The project's benchmarks.")
    parser.add_argument("name", nargs="?", help="only the benchmarks whose name begins so")
    parser.add_argument("folder", nargs="?", type=Path, help="`corpus`: over the PDF files of this folder")
    parser.add_argument("--pdf", type=Path, metavar="FILE", help="`viewer`: on this file instead of a generated one")
    parser.add_argument("--ns", type=Path, metavar="DIR", help="`audio`: on these clips instead of made ones")
    parser.add_argument("--aec", type=Path, metavar="DIR", help="`audio`: on these echo scenes instead of made ones")
    parser.add_argument("--faces", type=Path, metavar="DIR", help="`identity`: pictures as NAME/*.jpg")
    parser.add_argument("--prints", type=Path, metavar="DIR", help="`identity`: prints as SENSOR/FINGER_IMPRESSION.png")
    parser.add_argument("--long", action="store_true", help="more rounds, steadier figures")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    options = parser.parse_args(arguments)
    ASKED.pdf, ASKED.folder, ASKED.long = options.pdf, options.folder, options.long
    ASKED.ns, ASKED.aec = options.ns, options.aec
    ASKED.faces, ASKED.prints = options.faces, options.prints

    chosen = [benchmark for benchmark in known if benchmark.name.startswith(options.name or "")]
    if not chosen:
        print(f"no benchmark {options.name!r}; there are: {', '.join(each.name for each in known)}", file=sys.stderr)
        return 2
    try:
        rows = run(chosen, long=options.long)
    except Unusable as why:
        print(f"dev.sh bench: {why}", file=sys.stderr)
        return 2
    print(f"\n{table(rows)}")
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", encoding="utf-8")
    return 1 if any(row.holds is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
