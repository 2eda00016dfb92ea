"""`seat-client escrow`: an officer's key, and an officer's answer to a seat that asks for a member's sealed entries.

    escrow key FILE                      make an officer's key; prints the public half for the centre's settings
    escrow share --key FILE REQUEST OUT  answer a request; OUT (*.share) goes beside the request at the seat

Both officers of a centre have to answer. Exit codes: 0 done, 1 the key is of no officer asked, 2 unusable input.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from seat_client.evidence.errors import NotOpened
from seat_client.evidence.sealing import EscrowKey
from seat_client.services.escrow import answer


def run(argv: Sequence[str]) -> int:
    """Do what an officer asks."""
    options = _parse(argv)
    try:
        return _key(options.file) if options.what == "key" else _share(options)
    except NotOpened as refused:
        print(f"seat-client escrow: {refused}", file=sys.stderr)
        return 1
    except OSError as bad:
        print(f"seat-client escrow: {bad}", file=sys.stderr)
        return 2


def _key(file: Path) -> int:
    made = EscrowKey.new()
    file.touch(mode=0o600, exist_ok=False)
    file.write_text(made.text)
    print(made.public)
    return 0


def _share(options: argparse.Namespace) -> int:
    officer = EscrowKey.from_text(options.key.read_text())
    content = json.dumps(answer(options.request.read_bytes(), officer))
    options.out.write_text(content, "utf-8")
    print(options.out)
    return 0


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client escrow", description="An escrow officer's part.")
    whats = parser.add_subparsers(dest="what", required=True)
    key = whats.add_parser("key", help="make an officer's key")
    key.add_argument("file", type=Path)
    share = whats.add_parser("share", help="answer a seat's request")
    share.add_argument("--key", type=Path, required=True, help="the officer's key")
    share.add_argument("request", type=Path, help="escrow/request.json below the seat's data folder")
    share.add_argument("out", type=Path, help="the answer, NAME.share")
    return parser.parse_args(argv)
