"""What an installed seat costs: the time to its first window, its idle processor time, its size, beside a bare window.

The peer is a program of four lines that shows an empty PySide6 window; it runs by turns with the seat, so both meet the
same machine. The bundle is built from this tree, since the size of a release is that of its bundle.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tests.benchmarks.frame import NotMeasured, Row, Study

ROOT: Final = Path(__file__).parents[2]
ROUNDS, LONG_ROUNDS = 7, 25
PATIENCE: Final = 300
IDLE_SECONDS, LONG_IDLE_SECONDS = 20, 60
CONFIG: Final = '[seat]\nid = "s-03"\nplace = "p"\nnumber = 3\n[centre]\nurl = "http://127.0.0.1:9"\n'

# Both say on which tick of the monotonic clock their first window has been painted, and end.
BARE: Final = """
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        import os, time
        os.write(1, str(time.monotonic_ns()).encode()); os._exit(0)
app = QApplication([]); window = Window(); window.showFullScreen(); app.exec()
"""
SEAT: Final = """
import sys
from seat_client.app import command_line
from seat_client.ui import opening
paint = opening.OpeningWindow.paintEvent
def painted(self, event):
    paint(self, event)
    import os, time
    os.write(1, str(time.monotonic_ns()).encode()); os._exit(0)
opening.OpeningWindow.paintEvent = painted
command_line.main(sys.argv[1:])
"""


def figures(folder: Path, long: bool) -> Iterable[Row]:
    """First window against a bare one; the seat at rest; the bundle's size and start."""
    (folder / "seat.toml").write_text(CONFIG, encoding="utf-8")
    ours, bare = [], []
    for number in range(LONG_ROUNDS if long else ROUNDS):
        sides = [(ours, [SEAT, *_seat(folder)]), (bare, [BARE])]
        for kept, (code, *arguments) in sides if number % 2 else reversed(sides):
            kept.append(_first_window([sys.executable, "-c", code, *arguments]))
    seconds, peer = statistics.median(ours[1:]), statistics.median(bare[1:])  # the first round warms up
    yield Row("first_window_s", round(seconds, 3), "s", round(peer, 3), "<= 1 s", seconds <= 1)
    ratio = seconds / peer
    yield Row("first_window_ratio", round(ratio, 2), "x peer", 1.0, "<= 1.5 x peer", ratio <= 1.5)
    source = [sys.executable, "-m", "seat_client.app.command_line", *_seat(folder)]
    yield from _at_rest(source, folder, LONG_IDLE_SECONDS if long else IDLE_SECONDS)
    yield from _bundle(folder)


def _seat(folder: Path) -> list[str]:
    return ["seat", "--config", str(folder / "seat.toml"), "--data", str(folder / "data")]


def _first_window(command: list[str]) -> float:
    began = time.monotonic_ns()
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False, timeout=PATIENCE)
    if not done.stdout:
        raise NotMeasured(done.stderr.decode(errors="replace")[-300:])
    return (int(done.stdout) - began) / 1e9


def _at_rest(command: list[str], folder: Path, seconds: int) -> Iterable[Row]:
    """The seat and its children on the sign-in page, where nobody does anything and the centre cannot be reached."""
    process, ready = _started(command, folder)
    try:
        yield Row("sign_in_page_s", round(ready, 2), "s", None, None, None)
        _wait_for_the_self_test(process.pid)
        time.sleep(5)  # what else was begun with the page comes to its end
        before, began = _processor_seconds(process.pid), time.monotonic()
        time.sleep(seconds)
        share = (_processor_seconds(process.pid) - before) / (time.monotonic() - began)
        yield Row("idle_cpu", round(share, 4), "cores", None, "<= 0.02 cores", share <= 0.02)
        yield Row("idle_memory_mb", round(_memory(process.pid) / 1e6), "MB", None, None, None)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _bundle(folder: Path) -> Iterable[Row]:
    print("    building the bundle, a few minutes", flush=True)
    spec = ROOT / "installer" / "bundle" / "seat-client.spec"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", str(spec)]
    command += ["--distpath", str(folder / "dist"), "--workpath", str(folder / "work")]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    bundle = folder / "dist" / "seat-client"
    size = sum(file.lstat().st_size for file in bundle.rglob("*") if not file.is_symlink() and file.is_file())
    yield Row("installed_mb", round(size / 1e6), "MB", round(_bare_size() / 1e6), None, None)
    starts = []
    for _ in range(3):
        process, ready = _started([str(bundle / "seat-client"), *_seat(folder)], folder)
        starts.append(ready)
        process.terminate()
        process.wait(PATIENCE)
    yield Row("bundle_sign_in_page_s", round(min(starts), 2), "s", None, None, None)


def _bare_size() -> float:
    """What the bare window needs: the three Qt libraries it loads, PySide6's own and shiboken."""
    import PySide6
    import shiboken6

    qt = Path(PySide6.__file__).parent
    files = [*qt.glob("libpyside6.*"), *qt.glob("QtCore.*so"), *qt.glob("QtGui.*so"), *qt.glob("QtWidgets.*so")]
    files += [f for name in ("Core", "Gui", "Widgets", "DBus") for f in (qt / "Qt" / "lib").glob(f"libQt6{name}.so*")]
    files += [*(qt / "Qt" / "lib").glob("libicu*"), *(qt / "Qt" / "plugins" / "platforms").glob("libq*")]
    files += [*Path(shiboken6.__file__).parent.glob("*.so*")]
    return sum(file.stat().st_size for file in files)


def _started(command: list[str], folder: Path) -> "tuple[subprocess.Popen[bytes], float]":
    """The seat as a process, and the seconds until its sign-in page stood."""
    ready = folder / "ready"
    ready.unlink(missing_ok=True)
    began = time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "SEAT_CLIENT_READY": str(ready)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while not ready.exists():
        if process.poll() is not None or time.monotonic() - began > PATIENCE:
            process.kill()
            raise NotMeasured(f"the seat did not come up: {' '.join(command)}")
        time.sleep(0.01)
    return process, time.monotonic() - began


def _family(pid: int) -> list[int]:
    """A process and everything it started."""
    members = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text(encoding="ascii").split():
            members += _family(int(child))
    return members


def _wait_for_the_self_test(pid: int) -> None:
    """The short one that a seat makes at its start is no rest."""
    end = time.monotonic() + PATIENCE
    while any(b"selftest" in Path(f"/proc/{member}/cmdline").read_bytes() for member in _family(pid)):
        if time.monotonic() > end:
            raise NotMeasured("the self-test at the start did not end")
        time.sleep(0.5)


def _processor_seconds(pid: int) -> float:
    """Of a process, of everything it started, and of what of these has ended."""
    ticks = 0
    for member in _family(pid):
        fields = Path(f"/proc/{member}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += sum(int(field) for field in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    """Bytes of memory of the seat and its children, what they share counted in parts (PSS)."""
    total = 0
    for member in _family(pid):
        for line in Path(f"/proc/{member}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total


BENCHMARKS = [Study("package", "a bare PySide6 window", figures)]
