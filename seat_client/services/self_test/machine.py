"""The machine: disk, key storage, fonts, input method."""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTCollection, TTLibError  # type: ignore[import-untyped]

from seat_client.services.self_test.result import Check, Fact, Result, State
from seat_client.store.errors import StoreDamaged
from seat_client.store.keyring import Keyring

LEAST_FREE_GB, FREE_GB = 1.0, 50.0
"""Below the least an evaluation may not fit; below the other it is worth a reminder."""
SLOWEST_MS, SLOW_MS = 500.0, 100.0
"""The 95th of a hundred durable writes: every entry waits for one before it counts as saved."""
_WRITES: Final = 30
_GB: Final = 1e9
UI_FONT: Final = "NotoSansCJK-Regular.ttc"
FONT_FILES: Final = (UI_FONT, "NotoSansCJK-Bold.ttc", "NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc")
_GLYPHS: Final = "评标机位验收签章青岚"


def disk(data: Path) -> Result:
    """Free space, and how long a durable write takes there."""
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        free = shutil.disk_usage(data).free / _GB
        took = _durable_writes(data)
    except OSError as failed:
        full = failed.errno in (28, 122)  # ENOSPC, EDQUOT
        return Result(Check.DISK, State.FAIL, "disk-full" if full else "disk-unwritable")
    facts: dict[str, Fact] = {"free_gb": round(free, 1), "fsync_ms": round(took, 1)}
    limits: dict[str, Fact] = {"free_gb": FREE_GB, "fsync_ms": SLOW_MS}
    faults = (
        ("disk-full", State.FAIL, free < LEAST_FREE_GB),
        ("disk-very-slow", State.FAIL, took > SLOWEST_MS),
        ("disk-low", State.REMIND, free < FREE_GB),
        ("disk-slow", State.REMIND, took > SLOW_MS),
    )
    fault, state = next(((name, state) for name, state, there in faults if there), ("", State.PASS))
    return Result(Check.DISK, state, fault, facts, limits)


def _durable_writes(folder: Path) -> float:
    """Milliseconds within which 95 of 100 writes of a page and their fsync were done."""
    took = []
    with tempfile.NamedTemporaryFile(dir=folder, prefix="self-test-") as file:
        for _ in range(_WRITES):
            began = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            took.append((time.perf_counter() - began) * 1000)
    return sorted(took)[int(_WRITES * 0.95)]


def key_storage(data: Path, *, practice: bool) -> Result:
    """Where the key of the seat's store lies, and whether anybody else could read it."""
    secret = [path for path in (data / "store.key", data / "identity" / "seat.pem") if path.exists()]
    if any(path.stat().st_mode & 0o077 for path in secret) or (data.exists() and data.stat().st_mode & 0o007):
        return Result(Check.KEYS, State.FAIL, "keys-readable")
    try:
        weak = Keyring(data).weak
    except StoreDamaged:
        return Result(Check.KEYS, State.FAIL, "keys-damaged")
    if weak:
        return Result(Check.KEYS, State.REMIND if practice else State.FAIL, "keys-beside-store")
    return Result(Check.KEYS, State.PASS)


def fonts(folder: Path) -> Result:
    """Whether the bundled fonts are whole and hold Chinese letters."""
    for name in FONT_FILES:
        if not (folder / name).is_file():
            return Result(Check.FONTS, State.FAIL, "font-missing", {"file": name})
    try:
        with TTCollection(str(folder / UI_FONT), lazy=True) as collection:
            letters = collection.fonts[0].getBestCmap()
    except (TTLibError, OSError, KeyError, AssertionError):
        return Result(Check.FONTS, State.FAIL, "font-damaged", {"file": UI_FONT})
    if not all(ord(letter) in letters for letter in _GLYPHS):
        return Result(Check.FONTS, State.FAIL, "font-damaged", {"file": UI_FONT})
    return Result(Check.FONTS, State.PASS, facts={"files": len(FONT_FILES), "letters": len(letters)})


def input_method() -> Result:
    """Whether Chinese can be typed. On Windows the system brings it; elsewhere Qt reaches ibus alone."""
    if sys.platform == "win32":
        return Result(Check.INPUT, State.PASS)
    if shutil.which("ibus-daemon") is None:
        return Result(Check.INPUT, State.REMIND, "input-absent")
    if os.environ.get("QT_IM_MODULE") != "ibus":
        return Result(Check.INPUT, State.REMIND, "input-off")
    return Result(Check.INPUT, State.PASS, facts={"method": "ibus"})
