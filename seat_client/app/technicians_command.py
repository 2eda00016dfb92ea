"""`seat-client technicians`: whose keys open a technician's pages at this seat."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from drivers.api.errors import DriverError
from drivers.registry import token_family
from seat_client.app.configuration import ConfigurationInvalid, load, standard_paths
from seat_client.app.seat_places import DATA
from seat_client.services.technicians import Technicians, TechniciansDamaged
from seat_client.signing.certificate import KeyState
from seat_client.signing.errors import SigningError
from seat_client.signing.routine import SigningRoutine


def run(arguments: Sequence[str]) -> int:
    """Add (the key that is in), list or remove; 2 for an unusable name, no single key in, or a damaged list."""
    options = _parse(arguments)
    try:
        technicians = Technicians(options.data)
        if options.act == "add":
            keys = _keys(options.config or standard_paths())
            if len(keys) != 1:
                print(
                    f"seat-client technicians: {len(keys)} keys are in; put in the technician's alone", file=sys.stderr
                )
                return 2
            technicians.add(options.name, keys[0].fingerprint)
            print(f"{options.name}: {keys[0].holder}, until {keys[0].valid_to:%Y-%m-%d}")
        elif options.act == "remove":
            technicians.remove(options.name)
        else:
            print("\n".join(technicians.names))
    except ValueError as name:
        what = "already there, empty or too long" if options.act == "add" else "not there"
        print(f"seat-client technicians: '{name}' is {what}", file=sys.stderr)
        return 2
    except TechniciansDamaged as damaged:
        print(
            f"seat-client technicians: {damaged.file} cannot be read; remove it and add everybody anew", file=sys.stderr
        )
        return 2
    except (ConfigurationInvalid, DriverError) as bad:
        print(f"seat-client technicians: {bad}", file=sys.stderr)
        return 2
    return 0


def _keys(files: Sequence[Path]) -> list[KeyState]:
    """The signing keys in the readers, read without a PIN; an empty or foreign slot is none."""
    found = []
    for reader in token_family(load(files).devices.token).readers():
        routine = SigningRoutine(reader)
        try:
            found.append(routine.inspect().result())
        except (DriverError, SigningError):
            continue
        finally:
            routine.close()
    return found


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client technicians", description="A technician's keys at this seat.")
    parser.add_argument("--config", type=Path, action="append", help="a seat.toml; later ones win; default: /etc")
    parser.add_argument("--data", type=Path, default=DATA, help="where the seat keeps its files")
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("list", help="the names")
    for act, words in (("add", "a person, by the key that is in; no PIN is asked for"), ("remove", "a person")):
        acts.add_parser(act, help=words).add_argument("name")
    return parser.parse_args(arguments)
