"""`seat-client provision`: makes, changes, seals and clones the seat.toml of seats.

Exit codes: 0 done, 1 a seal is not good, 2 unusable arguments, file or key.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from seat_client.app.configuration import ConfigurationInvalid, load
from seat_client.app.device_names import found_devices
from seat_client.app.seal import (
    KeyUnusable,
    SealBroken,
    check_seal,
    key_id,
    make_key,
    private_key,
    public_key,
    seal,
    sealed_by,
)
from seat_client.app.seat_file import ordered, put, tables_of, write

MOST_SEATS = 200
_RANGE = re.compile(r"(?P<prefix>[A-Za-z0-9._-]*?)(?P<first>\d{1,4})\.\.(?P<last>\d{1,4})")


class _Unusable(Exception):
    """What was asked for cannot be done; the words say why."""


def run(arguments: Sequence[str]) -> int:
    """Do one thing; the result is the exit code."""
    options = _parse(arguments)
    try:
        return _ACTIONS[options.action](options)
    except (ConfigurationInvalid, KeyUnusable, _Unusable) as bad:
        print(f"seat-client provision: {bad}", file=sys.stderr)
    except OSError as failed:
        print(f"seat-client provision: {failed.filename}: {failed.strerror}", file=sys.stderr)
    return 2


# --- one file -----------------------------------------------------------------------------------------------------


def _key(options: argparse.Namespace) -> int:
    public = make_key(options.file)
    print(f"{options.file}: keep it at the centre\n{public}: put it beside seat.toml as provisioner.pem")
    return 0


def _set(options: argparse.Namespace) -> int:
    """Change some settings; the file is written anew, with the tables in their order and without comments."""
    tables = tables_of(options.file) if options.file.exists() else {}
    for told in options.setting:
        name, assigned, value = told.partition("=")
        table, _, key = name.partition(".")
        if not assigned or not key:
            raise _Unusable(f"{told}: expected TABLE.KEY=VALUE")
        tables.setdefault(table, {})[key] = _value(value)
    for name in options.unset:
        table, _, key = name.partition(".")
        if tables.get(table, {}).pop(key, None) is None:
            raise _Unusable(f"{name}: is not set")
    write(options.file, ordered(tables), options.seal)
    return 0


def _seal(options: argparse.Namespace) -> int:
    load([options.file], sealed=False)
    put(options.file, seal(options.file.read_bytes(), private_key(options.key)))
    return 0


def _check(options: argparse.Namespace) -> int:
    """Name the first fault with its line, and whose seal it is."""
    load([options.file], sealed=False)
    content = options.file.read_bytes()
    if options.provisioner is not None:
        key = public_key(options.provisioner)
        try:
            check_seal(content, key)
        except SealBroken as broken:
            print(f"{options.file}: the seal is not good ({broken.reason})", file=sys.stderr)
            return 1
        print(f"{options.file}: in order, sealed by {key_id(key)}")
        return 0
    named = sealed_by(content)
    print(f"{options.file}: in order, " + (f"names the seal of {named}, not checked" if named else "not sealed"))
    return 0


# --- many seats ---------------------------------------------------------------------------------------------------


def _clone(options: argparse.Namespace) -> int:
    """One profile for every seat of a range: a folder each, with its seat.toml and its one-time code."""
    tables = tables_of(options.profile)
    seats = list(_seats(options.seats))
    key = private_key(options.seal) if options.seal else None
    for seat, number in seats:
        own = {**tables, "seat": {**tables.get("seat", {}), **_place(options, seat, number)}}
        folder: Path = options.out / seat
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / "seat.toml", ordered(own), None)
        if key is not None:
            put(folder / "seat.toml", seal((folder / "seat.toml").read_bytes(), key))
            put(folder / "provisioner.pem", _public(options.seal))
    codes = _codes(options.ground, [seat for seat, _ in seats]) if options.ground else {}
    for seat, code in codes.items():
        put(options.out / seat / "enrolment-code.txt", f"{code}\n".encode(), mode=0o600)
    print(f"{len(seats)} seats in {options.out}" + (f", {len(codes)} one-time codes" if codes else ""))
    return 0


def _place(options: argparse.Namespace, seat: str, number: int) -> dict[str, Any]:
    try:
        label = options.label.format(number=number, seat=seat)
    except (KeyError, IndexError, ValueError) as bad:
        raise _Unusable(f"--label {options.label}: only {{number}} and {{seat}} can stand in it") from bad
    return {"id": seat, "number": number, "label": label}


def _seats(told: str) -> Iterator[tuple[str, int]]:
    """`QL-01..14` names QL-01 to QL-14."""
    found = _RANGE.fullmatch(told)
    if found is None:
        raise _Unusable(f"{told}: expected a range such as QL-01..14")
    first, last, width = int(found["first"]), int(found["last"]), len(found["first"])
    if not 1 <= first <= last or last - first >= MOST_SEATS:
        raise _Unusable(f"{told}: expected 1 to {MOST_SEATS} seats, counted upwards from 1")
    for number in range(first, last + 1):
        yield f"{found['prefix']}{number:0{width}d}", number


def _codes(ground: Path, seats: Sequence[str]) -> dict[str, str]:
    """A fresh one-time code for every seat, from the centre in that folder."""
    from seat_client.app.seats_command import registers_of  # the centre's parts load only where codes are asked for

    with registers_of(ground) as (enrolment, _):
        return {seat: enrolment.issue_code(seat) for seat in seats}


def _public(private: Path) -> bytes:
    return private.with_name(f"{private.stem}.pub.pem").read_bytes()


# --- what can be named --------------------------------------------------------------------------------------------


def _devices(_: argparse.Namespace) -> int:
    """The devices of this machine under the names that outlive a re-plugging, as seat.toml takes them."""
    found, without = found_devices()
    for key, values in found.items():
        for value in values:
            print(f'devices.{key}="{value}"')
    for words in without:
        print(f"# {words}")
    return 0


def _value(told: str) -> object:
    """As TOML where it is TOML (7, ["key", "face"]), else the text itself."""
    try:
        return tomllib.loads(f"value = {told}")["value"]
    except tomllib.TOMLDecodeError:
        return told


_ACTIONS = {"key": _key, "set": _set, "seal": _seal, "check": _check, "clone": _clone, "devices": _devices}


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client provision", description="The seat.toml of seats.")
    actions = parser.add_subparsers(dest="action", required=True)
    key = actions.add_parser("key", help="make the key that seals seat.toml files")
    key.add_argument("file", type=Path)
    change = actions.add_parser("set", help="make a seat.toml or change it: centre.url=https://centre.example:8443")
    change.add_argument("file", type=Path)
    change.add_argument("setting", nargs="*", metavar="TABLE.KEY=VALUE")
    change.add_argument("--unset", action="append", default=[], metavar="TABLE.KEY")
    change.add_argument("--seal", type=Path, metavar="KEY", help="seal it; without this a seal is taken off")
    sealing = actions.add_parser("seal", help="seal a seat.toml")
    sealing.add_argument("file", type=Path)
    sealing.add_argument("--key", type=Path, required=True)
    check = actions.add_parser("check", help="whether a seat.toml is in order, and sealed by this key")
    check.add_argument("file", type=Path)
    check.add_argument("--provisioner", type=Path, metavar="PUBLIC-KEY")
    clone = actions.add_parser("clone", help="one profile for many seats: clone profile.toml OUT --seats QL-01..14")
    clone.add_argument("profile", type=Path)
    clone.add_argument("out", type=Path)
    clone.add_argument("--seats", required=True, metavar="RANGE")
    clone.add_argument("--label", default="{number:02d} 号机位", help="what the seat is called on its screen")
    clone.add_argument("--seal", type=Path, metavar="KEY", help="seal every file, and put the public key beside it")
    clone.add_argument("--ground", type=Path, help="folder of the centre: make a one-time code for every seat")
    actions.add_parser("devices", help="the devices of this machine by their stable names")
    return parser.parse_args(arguments)
