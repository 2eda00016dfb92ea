"""`seat-client seat`: the seat of this machine, as its seat.toml says.

The window comes first: only what it needs is imported here, and the rest behind it, in a thread of its own.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from seat_client.app import logs
from seat_client.app.configuration import (
    MACHINE_FOLDER,
    ConfigurationInvalid,
    SeatConfiguration,
    load,
    standard_paths,
)
from seat_client.app.opening import Opening
from seat_client.app.seat_places import DATA
from seat_client.app.sole import ALREADY_RUNNING, AlreadyRunning, Sole


def run(arguments: Sequence[str]) -> int:
    """Run the seat until it is closed; 2 when the configuration cannot be used, 3 when a seat runs already."""
    options = _parse(arguments)
    try:
        configuration = load(options.config or standard_paths())
        _check(configuration, options)
    except ConfigurationInvalid as bad:
        print(f"seat-client seat: {bad}", file=sys.stderr)
        return 2
    try:
        sole = Sole(options.data)
    except AlreadyRunning:
        print("seat-client seat: a seat runs on this machine already", file=sys.stderr)
        return ALREADY_RUNNING
    logs.set_up("seat", file=Path(configuration.log.folder) / "seat.log" if configuration.log.folder else None)
    try:
        files = options.config or standard_paths()
        return Opening(configuration, options.data, files, kiosk=options.kiosk).run()
    finally:
        sole.release()


def _check(configuration: SeatConfiguration, options: argparse.Namespace) -> None:
    """Raises ConfigurationInvalid for what is missing, and for what a seat with people must not have."""
    if not configuration.centre.url or not configuration.seat.id:
        files = options.config or standard_paths() or [MACHINE_FOLDER / "seat.toml"]
        missing = "centre.url" if configuration.seat.id else "seat.id"
        raise ConfigurationInvalid(files[-1], 0, missing, "a value set by a technician")
    _refuse_practice_devices(configuration, options)


def _refuse_practice_devices(configuration: SeatConfiguration, options: argparse.Namespace) -> None:
    """A device made of software proves nothing: neither by name nor by libfprint's variables. Raises."""
    files = options.config or standard_paths()
    token = configuration.devices.token
    named = {
        "devices.token": [token] if isinstance(token, str) else list(token),
        "devices.camera": [configuration.devices.camera],
        "devices.sound": [configuration.devices.sound],
        "devices.finger": [configuration.devices.finger],
        "devices.id_card": [configuration.devices.id_card],
    }
    for key, names in named.items():
        if any(name.partition(":")[0] == "virtual" for name in names):
            raise ConfigurationInvalid(files[-1], 0, key, "a real device; virtual ones are for practice alone")
    if configuration.sign_in.needed > len(configuration.sign_in.factors):
        raise ConfigurationInvalid(files[-1], 0, "sign_in.needed", "no more than there are factors")
    variable = next((name for name in os.environ if name.startswith("FP_VIRTUAL_")), "")
    if variable:
        raise ConfigurationInvalid(
            files[-1], 0, variable, "no such variable: it makes a fingerprint reader of software"
        )


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client seat", description="The seat of this machine.")
    parser.add_argument("--config", type=Path, action="append", help="a seat.toml; later ones win; default: /etc")
    parser.add_argument("--data", type=Path, default=DATA, help="where the encrypted store lies")
    parser.add_argument("--kiosk", action="store_true", help="the window cannot be closed by hand")
    return parser.parse_args(arguments)
