"""`seat-client escrow`: an officer's key, and an officer's answer to whoever asks.

    escrow key FILE                                   make an officer's key; prints the public half for the centre
    escrow share --key FILE --number N REQUEST OUT    answer a request from the desk's page; OUT goes back there

N stands beside the request: for a member's entries at the seat that asks, where the member reads it out, for a sealed
draw at the desk. An answer opens only where that number is shown. Both officers of a centre have to answer.
Exit codes: 0 done, 1 the key is of no officer asked or the number is another one, 2 unusable input.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from seat_client.evidence.errors import NotOpened
from seat_client.evidence.sealing import EscrowKey, number_of
from seat_client.services.escrow import answer, read_request

_SENTENCES = {
    "request": "the request cannot be read; take it from the desk's page again",
    "key": "the key cannot be read",
    "base64": "the key or the request cannot be read",
    "officer-key": "the key is of no officer",
    "other-officer": "this request asks other officers than the one of this key",
}


def run(argv: Sequence[str]) -> int:
    """Do what an officer asks."""
    options = _parse(argv)
    try:
        return _key(options.file) if options.what == "key" else _share(options)
    except NotOpened as refused:
        print(f"seat-client escrow: {_SENTENCES.get(str(refused), refused)}", file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError) as bad:
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
    request = options.request.read_bytes()
    seat, _ = read_request(request)
    if "".join(options.number.split()) != "".join(number_of(seat).split()):
        said = "this request was not made where that number is shown; answer nothing, and call the centre"
        print(f"seat-client escrow: {said}", file=sys.stderr)
        return 1
    options.out.write_text(json.dumps(answer(request, officer)), "utf-8")
    print(options.out)
    return 0


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client escrow", description="An escrow officer's part.")
    whats = parser.add_subparsers(dest="what", required=True)
    key = whats.add_parser("key", help="make an officer's key")
    key.add_argument("file", type=Path)
    share = whats.add_parser("share", help="answer a request")
    share.add_argument("--key", type=Path, required=True, help="the officer's key")
    share.add_argument("--number", required=True, help="what the seat shows, or the desk for a draw; 12 digits")
    share.add_argument("request", type=Path, help="the request, from the desk's page")
    share.add_argument("out", type=Path, help="the answer, to be handed in on the desk's page")
    return parser.parse_args(argv)
