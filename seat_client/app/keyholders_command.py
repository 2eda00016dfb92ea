"""`seat-client keyholders`: who may open this seat's kiosk, two together, without a network."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from seat_client.app.seat_places import DATA
from seat_client.services.leaving import Keyholders, KeyholdersDamaged


def run(arguments: Sequence[str]) -> int:
    """Add, list or remove; 2 for a name that is there already or is not there, and for a damaged list."""
    options = _parse(arguments)
    try:
        holders = Keyholders(options.data)
        if options.act == "add":
            print(holders.add(options.name))
            print("Set up the person's authenticator with this address now; it is not shown again.", file=sys.stderr)
        elif options.act == "remove":
            holders.remove(options.name)
        else:
            print("\n".join(holders.names))
    except ValueError as name:
        what = "already there, or empty" if options.act == "add" else "not there"
        print(f"seat-client keyholders: '{name}' is {what}", file=sys.stderr)
        return 2
    except KeyholdersDamaged as damaged:
        print(
            f"seat-client keyholders: {damaged.file} cannot be read; remove it and add everybody anew", file=sys.stderr
        )
        return 2
    return 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client keyholders", description="Who may open this seat's kiosk.")
    parser.add_argument("--data", type=Path, default=DATA, help="where the seat keeps its files")
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("list", help="the names")
    for act, words in (("add", "a person; prints the address for an authenticator"), ("remove", "a person")):
        acts.add_parser(act, help=words).add_argument("name")
    return parser.parse_args(arguments)
