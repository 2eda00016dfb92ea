"""`seat-client releases`: the repository that seats update from, for who publishes them."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from seat_client.updates.publishing import SHORT_DAYS, Repository


def run(arguments: Sequence[str]) -> int:
    """Begin a repository, add a release, or renew what expires; 2 for files that are not there, or are already."""
    options = _parse(arguments)
    repository = Repository(options.folder, options.keys)
    try:
        match options.act:
            case "begin":
                root = repository.begin()
                print(f"{root} goes to every seat as /etc/seat-client/updates-root.json")
                print(f"Keep {options.keys}/root-1.pem and root-2.pem apart, and both away from here.")
            case "add":
                repository.add(options.package, options.version, options.architecture)
            case "renew":
                repository.renew()
    except OSError as bad:
        print(f"seat-client releases: {bad}", file=sys.stderr)
        return 2
    return 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client releases", description="A TUF repository of releases.")
    acts = parser.add_subparsers(dest="act", required=True)
    for act, words in (
        ("begin", "an empty repository and its four keys"),
        ("add", "a package as the newest of its architecture"),
        ("renew", f"signatures for another {SHORT_DAYS} days"),
    ):
        one = acts.add_parser(act, help=words)
        one.add_argument("folder", type=Path, help="the repository: served over HTTP, or copied to a stick")
        one.add_argument("--keys", type=Path, required=True, help="the folder with its keys")
        if act == "add":
            one.add_argument("package", type=Path)
            one.add_argument("--version", required=True)
            one.add_argument("--architecture", default="amd64")
    return parser.parse_args(arguments)
