"""What support may see of a seat: an allow-list of fields, never a text with something crossed out.

A log's line becomes its moment, its level and the place in the program that wrote it: version and place together say
which sentence it was, and what the sentence spoke of stays here. Settings are taken key by key, the self-test by its
own codes and numbers. What fits no form is counted and left out.
"""

import importlib.metadata
import importlib.util
import json
import platform
import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from seat_client import __version__
from seat_client.app.configuration import SeatConfiguration
from seat_client.services.self_test.history import History
from seat_client.services.self_test.result import Report, Result
from seat_client.ui.self_test_sentences import NUMBERS, faults
from seat_client.wire.help import LOG_LINES, Diagnosis, HelpCheck

MOST_LOG_BYTES: Final = 4 << 20
"""Of each log's end; about a week."""
_LINE = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) (?P<level>DEBUG|INFO|WARNING|ERROR|CRITICAL)"
    r" (?P<process>seat|centre|colleagues|centre-media|media|documents|identity)"
    r" (?P<module>[a-z_]+(?:\.[a-z_]+){0,5}):(?P<line>\d{1,5}) .*"
)
_FRAME = re.compile(r'  File ".*?(?P<file>(?:seat_client|drivers)/[a-z_/]+)\.py", line (?P<line>\d{1,5}), in \S+')
_OURS = ("seat_client", "drivers", "resources")


def write_bundle(file: Path, configuration: SeatConfiguration, data: Path, logs: Sequence[Path]) -> list[str]:
    """The bundle as a ZIP; the names of what is in it. Raises OSError."""
    parts = {
        "about.json": _json(_about()),
        "settings.json": _json(_settings(configuration)),
        "self-test.json": _json(_self_test(data)),
        "store.json": _json(_store(data)),
        "log.txt": "\n".join(line for log in logs for line in log_lines(log)) + "\n",
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in parts.items():
            bundle.writestr(name, content)
    return list(parts)


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=True, indent=1)


def _about() -> dict[str, Any]:
    return {
        "version": __version__, "python": platform.python_version(), "system": platform.system(),
        "release": platform.release(), "machine": platform.machine(), "packages": dict(_packages()),
    }  # fmt: skip


def _packages() -> Iterator[tuple[str, str]]:
    """Names and versions of what the program is declared to need."""
    try:
        needed = importlib.metadata.requires("seat-client") or []
    except importlib.metadata.PackageNotFoundError:  # in a frozen program they are fixed by its version
        return
    for requirement in needed:
        name = re.split(r"[^A-Za-z0-9._-]", requirement)[0]
        try:
            yield name, importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield name, ""


def _settings(configuration: SeatConfiguration) -> dict[str, Any]:
    """Numbers, families of drivers and yes or no; of texts a technician types freely, none."""
    devices, sign_in = configuration.devices, configuration.sign_in
    tokens = (devices.token,) if isinstance(devices.token, str) else devices.token
    named = {"camera": devices.camera, "finger": devices.finger, "id_card": devices.id_card, "sound": devices.sound}
    return {
        "seat_number": configuration.seat.number,
        "centre_scheme": urlsplit(configuration.centre.url).scheme if configuration.centre.url else "",
        "lines": [name for name in ("wired", "mobile") if getattr(configuration.routes, name)],
        "tokens": [_family(name) for name in tokens],
        "devices": {kind: _family(name) for kind, name in named.items()},
        "factors": list(sign_in.factors), "needed": sign_in.needed,
        "language": configuration.interface.language, "scale": configuration.interface.scale,
        "log_level": configuration.log.level,
    }  # fmt: skip


def _family(device: str) -> str:
    """`skf` of `skf:/opt/maker/lib.so`: a path may name a person's folder."""
    family = device.partition(":")[0]
    known = importlib.util.find_spec(f"drivers.{family}") if re.fullmatch(r"[a-z0-9]+", family) else None
    return family if known is not None else ""


def _self_test(data: Path) -> dict[str, Any]:
    kept = History(data).last()
    if kept is None:
        return {}
    report: Report = kept.report
    return {
        "version": report.version if re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){1,3}", report.version) else "",
        "ended": report.ended.isoformat(timespec="seconds"), "practice": report.practice,
        "results": [_result(result) for result in report.results],
    }  # fmt: skip


def _result(result: Result) -> dict[str, Any]:
    """Codes we know, and numbers under names we know."""
    facts = {
        name: fact for name, fact in result.facts.items()
        if name in NUMBERS and isinstance(fact, int | float) and not isinstance(fact, bool)
    }  # fmt: skip
    fault = result.fault if result.fault in faults() else ""
    return {"check": result.check.value, "state": result.state.value, "fault": fault, "facts": facts}


def _store(data: Path) -> dict[str, Any]:
    """How many stores there are and how much they take; not what they are called."""
    sizes = [path.stat().st_size for path in data.glob("*/seat.db")] if data.is_dir() else []
    free = shutil.disk_usage(data).free if data.is_dir() else 0
    return {"stores": len(sizes), "bytes": sum(sizes), "free_bytes": free}


# --- remote help --------------------------------------------------------------------------------------------------


def diagnosis(configuration: SeatConfiguration, data: Path) -> Diagnosis:
    """The same for a technician who helps from afar; the log's last places instead of all."""
    tested = _self_test(data)
    folder = configuration.log.folder
    return Diagnosis(
        version=__version__, system=_PLAIN.sub(" ", f"{platform.system()} {platform.release()} {platform.machine()}"),
        tested=tested.get("ended", ""), checks=tuple(HelpCheck(**check) for check in tested.get("results", ())),
        settings={name: _PLAIN.sub(" ", _told(value))[:120] for name, value in _settings(configuration).items()},
        log=tuple(log_lines(Path(folder) / "seat.log"))[-LOG_LINES:] if folder else (),
    )  # fmt: skip


_PLAIN = re.compile(r"[^A-Za-z0-9 _.,:+-]")


def _told(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {each or '-'}" for name, each in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


# --- logs ---------------------------------------------------------------------------------------------------------


def log_lines(log: Path) -> Iterator[str]:
    """A log's events by moment, level and place, and how many lines were left out."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - MOST_LOG_BYTES))
            text = file.read(MOST_LOG_BYTES).decode("utf-8", "replace")
    except OSError:
        return
    left_out = 0
    for line in text.splitlines():
        event = _event(line)
        if event:
            yield event
        else:
            left_out += 1
    yield f"# {left_out} lines left out"


def _event(line: str) -> str:
    if (found := _LINE.fullmatch(line)) is not None and _is_module(found["module"]):
        return f"{found['at']} {found['level']} {found['process']} {found['module']}:{found['line']}"
    if (found := _FRAME.fullmatch(line)) is not None and _is_module(found["file"].replace("/", ".")):
        return f"    {found['file']}:{found['line']}"
    return ""


@cache
def _is_module(name: str) -> bool:
    """Whether the program has a module of that name: words that only look like one are left out."""
    if name.partition(".")[0] not in _OURS:
        return False
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False
