"""`seat-client diagnostics FILE.zip`: what support needs of this seat, and nothing of a person, a project or a score.

Exit codes: 0 written, 1 could not be written, 2 unusable arguments.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from seat_client.app.configuration import ConfigurationInvalid, SeatConfiguration, load, standard_paths
from seat_client.app.diagnostics import write_bundle
from seat_client.app.seat_places import DATA


def run(arguments: Sequence[str]) -> int:
    """Write the bundle and name its parts."""
    options = _parse(arguments)
    configuration = _configuration(options)
    folder = Path(configuration.log.folder) if configuration.log.folder else options.data
    try:
        parts = write_bundle(options.file, configuration, options.data, sorted(folder.glob("*.log*")))
    except OSError as failed:
        print(f"seat-client diagnostics: {options.file}: {failed.strerror}", file=sys.stderr)
        return 1
    print(f"{options.file}: {', '.join(parts)}")
    return 0


def _configuration(options: argparse.Namespace) -> SeatConfiguration:
    """The seat's; the defaults where it is broken, since a broken seat needs support most."""
    try:
        return load(options.config or standard_paths())
    except ConfigurationInvalid as bad:
        print(f"seat-client diagnostics: without the settings: {bad.file.name} line {bad.line}", file=sys.stderr)
        return load([])


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client diagnostics", description="A bundle for support.")
    parser.add_argument("file", type=Path, metavar="FILE.zip")
    parser.add_argument("--config", type=Path, action="append", help="a seat.toml; later ones win; default: /etc")
    parser.add_argument("--data", type=Path, default=DATA, help="where the seat keeps its files")
    return parser.parse_args(arguments)
