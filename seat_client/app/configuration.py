"""`seat.toml`: what a technician sets on a seat. Later files override earlier ones, key by key.

    ConfigurationInvalid     a file is not what this table of settings says: `file`, `line`, `key`, `expected`

An unknown key is refused with its line, because a misspelt key that is quietly ignored is found out during an
evaluation.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

MACHINE_FOLDER = Path("/etc/seat-client")
PROVISIONER = "provisioner.pem"
"""The key beside a seat.toml whose seal it needs; see `seal`."""
CONF_D = "conf.d"


class ConfigurationInvalid(Exception):
    """`file` says at `line` for `key` something other than what is `expected`."""

    def __init__(self, file: Path, line: int, key: str, expected: str) -> None:
        super().__init__(f"{file}:{line}: {key}: expected {expected}" if key else f"{file}:{line}: expected {expected}")
        self.file = file
        self.line = line
        self.key = key
        self.expected = expected


@dataclass(frozen=True, slots=True)
class SeatPlace:
    """Which seat this is: its id at the centre, the place it stands in, its number there, its name on the screen."""

    id: str = ""
    place: str = ""
    number: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class CentreAddress:
    """Where the centre is."""

    url: str = ""


@dataclass(frozen=True, slots=True)
class RouteChoices:
    """The lines to the centre, in order of preference: the local address or the interface each leaves by.

    Where neither is set the machine chooses. A route's address must be routed by the machine over that line.
    """

    wired: str = ""
    mobile: str = ""


@dataclass(frozen=True, slots=True)
class DeviceChoices:
    """Which driver serves each device kind, such as `pcsc`, `skf:LIBRARY` or `pkcs11:LIBRARY`.

    Several drivers may serve one kind at the same time: members bring signing keys of different issuers, each with
    its maker's library.
    """

    token: str | tuple[str, ...] = "pcsc"  # noqa: S105 - the name of a driver
    camera: str = "opencv"
    finger: str = ""
    id_card: str = ""
    sound: str = "portaudio"
    microphone: str = ""
    """The names of the sound devices; empty is what the system chooses."""
    speaker: str = ""
    sound_profile: str = ""
    """What stands before the expert: `loudspeaker` (the default), `aec3` (the same with WebRTC's echo canceller) or
    `headset`, which has no echo to cancel."""


@dataclass(frozen=True, slots=True)
class SignInChoices:
    """Which ways to sign in this place offers, how many of them are needed, and the seconds between two looks at who
    sits there afterwards (0: none); the stricter of this and the centre's holds."""

    factors: tuple[str, ...] = ("key",)
    needed: int = 1
    presence: int = 0


@dataclass(frozen=True, slots=True)
class InterfaceChoices:
    """The language on the screen and the factor by which everything is drawn larger."""

    language: str = "zh_CN"
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class LogChoices:
    """How much is logged, and where; an empty folder means the seat's own."""

    level: str = "info"
    folder: str = ""


@dataclass(frozen=True, slots=True)
class UpdateChoices:
    """Where newer releases come from: an address or a folder; empty where nobody looks for any."""

    source: str = ""


@dataclass(frozen=True, slots=True)
class SeatConfiguration:
    """Every setting of a seat."""

    seat: SeatPlace
    centre: CentreAddress
    routes: RouteChoices
    devices: DeviceChoices
    sign_in: SignInChoices
    interface: InterfaceChoices
    log: LogChoices
    updates: UpdateChoices


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a key may hold, in words for the technician and as a test."""

    expected: str
    accepts: Callable[[object], bool]


def _text(expected: str, pattern: str = r".+") -> _Setting:
    return _Setting(expected, lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None)


_NEEDS_A_PATH = r"virtual|pkcs11|skf"
_DRIVER = rf"(?:{_NEEDS_A_PATH}):.+|(?!(?:{_NEEDS_A_PATH})$)[a-z0-9]+(?::.+)?"


def _names_drivers(value: object) -> bool:
    """One driver, or a list with every driver once."""
    names = value if isinstance(value, list) else [value]
    sound = all(isinstance(name, str) and re.fullmatch(_DRIVER, name) for name in names)
    return bool(names) and sound and len(set(names)) == len(names)


def _names_factors(value: object) -> bool:
    return isinstance(value, list) and 0 < len(value) == len(set(value)) and set(value) <= {"key", "face", "finger"}


def _is_factor_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 3


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999


def _is_pause(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 3600


def _is_scale(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0.5 <= value <= 3


_CAMERA = r"(?:opencv|virtual)(?::.+)?"
_SOURCE = _text("an interface such as 'eth0' or a local address such as '10.20.3.7' in quotes", r"[A-Za-z0-9._:-]+")

_TABLES: dict[str, dict[str, _Setting]] = {
    "seat": {
        "id": _text("letters, digits, '-', '_' or '.' in quotes", r"[A-Za-z0-9._-]+"),
        "place": _text("a text in quotes"),
        "number": _Setting("a whole number from 1 to 9999", _is_count),
        "label": _text("a text in quotes"),
    },
    "centre": {"url": _text("an address such as 'https://centre.example:8443' in quotes", r"https?://[^\s/]+.*")},
    "routes": {"wired": _SOURCE, "mobile": _SOURCE},
    "devices": {
        "token": _Setting("a driver such as 'pcsc' or 'skf:PATH' in quotes, or a list of them", _names_drivers),
        "camera": _text(
            "a camera such as 'opencv' or 'opencv:PART OF ITS NAME' in quotes", r"(?:opencv|virtual)(?::.+)?"
        ),
        "finger": _text(
            "a reader such as 'libfprint', 'zkfp:LIBRARY' or 'winbio' in quotes",
            r"(?:libfprint|winbio)(?::.+)?|(?:zkfp|virtual):.+",
        ),
        "id_card": _text("a reader such as 'idcard:LIBRARY' in quotes", r"(?:idcard|virtual):.+"),
        "sound": _text("a sound driver such as 'portaudio' in quotes", r"[a-z]+(:.+)?"),
        "microphone": _text("the name of a microphone in quotes", r".*"),
        "speaker": _text("the name of a loudspeaker in quotes", r".*"),
        "sound_profile": _text("'loudspeaker', 'aec3' or 'headset' in quotes", r"loudspeaker|aec3|headset"),
    },
    "sign_in": {
        "factors": _Setting("a list of 'key', 'face' and 'finger', each once", _names_factors),
        "needed": _Setting("1, 2 or 3, and no more than there are factors", _is_factor_count),
        "presence": _Setting("a whole number of seconds up to 3600, 0 for never", _is_pause),
    },
    "interface": {
        "language": _text("a language such as 'zh_CN' or 'en' in quotes", r"[a-z]{2,3}(_[A-Z]{2})?"),
        "scale": _Setting("a number from 0.5 to 3", _is_scale),
    },
    "log": {
        "level": _text("'debug', 'info', 'warning' or 'error' in quotes", r"debug|info|warning|error"),
        "folder": _text("an absolute folder in quotes", r"/.*|[A-Za-z]:[\\/].*"),
    },
    "updates": {
        "source": _text("an address or an absolute folder in quotes", r"https?://[^\s/]+.*|/.*|[A-Za-z]:[\\/].*")
    },
}


def standard_paths(folder: Path = MACHINE_FOLDER) -> list[Path]:
    """The configuration files of this machine that exist, in the order in which they override."""
    candidates = [folder / "seat.toml", *sorted((folder / CONF_D).glob("*.toml"))]
    return [path for path in candidates if path.is_file()]


def load(paths: Iterable[Path], *, sealed: bool = True) -> SeatConfiguration:
    """The settings of all files together. Raises ConfigurationInvalid.

    Where the machine holds a provisioner's key, its seals are asked for (`seal`); `sealed` False leaves them out.
    """
    merged: dict[str, dict[str, Any]] = {table: {} for table in _TABLES}
    for path in paths:
        if sealed:
            _check_seal(path)
        for table, values in _read(path).items():
            merged[table].update(values)
    return SeatConfiguration(
        seat=SeatPlace(**merged["seat"]),
        centre=CentreAddress(**merged["centre"]),
        routes=RouteChoices(**merged["routes"]),
        devices=DeviceChoices(**_with_tuples(merged["devices"])),
        sign_in=SignInChoices(**_with_tuples(merged["sign_in"])),
        interface=InterfaceChoices(**merged["interface"]),
        log=LogChoices(**merged["log"]),
        updates=UpdateChoices(**merged["updates"]),
    )


def _with_tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}


def read_tables(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """One file's own tables. Raises ConfigurationInvalid."""
    return _read(path)


def _check_seal(path: Path) -> None:
    """A machine's seat.toml needs the seal of the provisioner whose key lies beside it; what lies in its conf.d may
    change local settings alone."""
    if not any((folder / PROVISIONER).is_file() for folder in (path.parent, path.parent.parent)):
        return
    # Cryptography is loaded only where there is a seal: this comes before the seat's first window.
    from seat_client.app.seal import LOCAL_TABLES, KeyUnusable, SealBroken, check_seal, public_key

    if (key := path.parent / PROVISIONER).is_file():
        try:
            check_seal(path.read_bytes(), public_key(key))
        except SealBroken as broken:
            raise ConfigurationInvalid(path, 0, "", f"the seal of {key} ({broken.reason})") from broken
        except KeyUnusable as unusable:
            raise ConfigurationInvalid(key, 0, "", "an Ed25519 public key") from unusable
        except OSError as unreadable:
            raise ConfigurationInvalid(path, 0, "", "a readable file") from unreadable
    elif path.parent.name == CONF_D and (path.parent.parent / PROVISIONER).is_file():
        foreign = next((table for table in _read(path) if table not in LOCAL_TABLES), None)
        if foreign is not None:
            line = line_of((foreign,), path.read_text(encoding="utf-8"))
            raise ConfigurationInvalid(path, line, foreign, f"only {', '.join(LOCAL_TABLES)} beside a sealed seat.toml")


def settings() -> dict[str, tuple[str, ...]]:
    """Every table with its keys, as a provisioning template needs them."""
    return {part.name: tuple(_TABLES[part.name]) for part in fields(SeatConfiguration)}


def accepts(table: str, key: str, value: object) -> bool:
    """Whether a seat.toml may hold this value there; False for a key that there is not."""
    setting = _TABLES.get(table, {}).get(key)
    return setting is not None and setting.accepts(value)


def _read(path: Path) -> Mapping[str, Mapping[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except OSError as unreadable:
        raise ConfigurationInvalid(path, 0, "", "a readable file") from unreadable
    except UnicodeDecodeError as undecodable:
        raise ConfigurationInvalid(path, _line_of_byte(path, undecodable.start), "", "UTF-8 text") from undecodable
    except tomllib.TOMLDecodeError as malformed:
        raise ConfigurationInvalid(path, _line_of_error(malformed, text), "", f"TOML ({malformed})") from malformed
    for trail, expected in _faults(document):
        raise ConfigurationInvalid(path, line_of(trail, text), ".".join(trail), expected)
    return document


def _faults(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for table, values in document.items():
        if table not in _TABLES:
            yield (table,), "one of the tables " + ", ".join(f"[{name}]" for name in _TABLES)
        elif not isinstance(values, dict):
            yield (table,), f"a table [{table}]"
        else:
            yield from _faults_in(table, values)


def _faults_in(table: str, values: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    known = _TABLES[table]
    for key, value in values.items():
        if key not in known:
            yield (table, key), "one of the keys " + ", ".join(known)
        elif not known[key].accepts(value):
            yield (table, key), known[key].expected


# --- lines: tomllib tells values, not places ----------------------------------------------------------------------

_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_DOTTED = re.compile(rf"\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*")
_MULTILINE = ('"""', "'''")


def line_of(trail: tuple[str, ...], text: str) -> int:
    """The line on which the key `trail` is set, counted from 1; 0 when it cannot be told."""
    for number, found in _assignments(text):
        if found[: len(trail)] == trail:
            return number
    return 0


def _assignments(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The full key of every table header and assignment, inline tables opened, in the order of the file."""
    table: tuple[str, ...] = ()
    closing: str | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if closing is not None:  # Inside a multi-line text, where a line may look like an assignment.
            closing = None if closing in line else closing
            continue
        header = re.match(rf"\s*\[\[?{_DOTTED.pattern}\]", line)
        if header:
            table = _parts(header.group(1))
            yield number, table
        else:
            yield from ((number, table + key) for key in _keys_in(line))
            closing = _left_open(line)


def _keys_in(line: str) -> Iterator[tuple[str, ...]]:
    """The key a line assigns, then those inside an inline table to its right."""
    match = re.match(rf"{_DOTTED.pattern}=", line)
    if match is None:
        return
    key = _parts(match.group(1))
    yield key
    value = line[match.end() :].strip()
    if value.startswith("{"):
        for inner in re.finditer(rf"[{{,]{_DOTTED.pattern}=", value):
            yield key + _parts(inner.group(1))


def _left_open(line: str) -> str | None:
    return next((quotes for quotes in _MULTILINE if line.count(quotes) % 2), None)


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(_unquoted(part) for part in re.findall(_KEY, dotted))


def _unquoted(part: str) -> str:
    if part[0] not in "\"'":
        return part
    return next(iter(tomllib.loads(f"{part} = 0")))


def _line_of_byte(path: Path, position: int) -> int:
    return path.read_bytes()[:position].count(b"\n") + 1


def _line_of_error(error: tomllib.TOMLDecodeError, text: str) -> int:
    told = re.search(r"at line (\d+)", str(error))
    return int(told.group(1)) if told else text.count("\n") + 1
