"""`seat-client enrol`: exchanges a one-time code of the centre for this seat's certificate.

`seat-client enrol person` is the desk's: it registers a person's face and fingers.
"""

import argparse
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path

from seat_client.app.configuration import ConfigurationInvalid, load, standard_paths
from seat_client.app.seat_places import DATA, IDENTITY
from seat_client.sync.errors import SyncError
from seat_client.sync.identity import SeatIdentity, enrol
from seat_client.ui.sentences import sentence_for


def run(arguments: Sequence[str]) -> int:
    """0 enrolled, 1 the centre said no or was not there, 2 unusable configuration."""
    if arguments[:1] == ["person"]:
        from seat_client.app.enrol_person_command import run as run_person

        return run_person(arguments[1:])
    options = _parse(arguments)
    try:
        configuration = load(options.config or standard_paths())
    except ConfigurationInvalid as bad:
        print(f"seat-client enrol: {bad}", file=sys.stderr)
        return 2
    url = options.centre or configuration.centre.url
    if not url.startswith("https://"):
        print("seat-client enrol: the centre's address must begin with https://", file=sys.stderr)
        return 2
    folder = options.data / IDENTITY
    try:
        identity = enrol(url, _code(), folder)
    except SyncError as failed:
        words = sentence_for(failed)
        print(f"{words.text} {words.next_step}", file=sys.stderr)
        return 1
    return _judge(identity, configuration.seat.id)


def _judge(identity: SeatIdentity, configured: str) -> int:
    print(f"seat {identity.seat}, certificate good until {identity.ends:%Y-%m-%d}")
    if configured and configured != identity.seat:
        print(f"but seat.toml says seat {configured}: correct it, or enrol with that seat's code", file=sys.stderr)
        return 2
    return 0


def _code() -> str:
    """Typed, or from a pipe; never an argument, which any user of the machine could read."""
    return getpass.getpass("code: ") if sys.stdin.isatty() else sys.stdin.readline().strip()


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="seat-client enrol",
        description="Enrol this seat at its centre.",
        epilog="seat-client enrol person registers a face or a finger.",
    )
    parser.add_argument("--centre", default="", help="the centre's address; by default the one in seat.toml")
    parser.add_argument("--config", type=Path, action="append", help="a seat.toml; later ones win; default: /etc")
    parser.add_argument("--data", type=Path, default=DATA, help="where the seat keeps its files")
    return parser.parse_args(arguments)
