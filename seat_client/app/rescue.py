"""`seat-client rescue STORE OUT`: reads out what a damaged store still holds, without changing it.

STORE is a seat.db; its key is taken from beside it. The output holds everything the member typed: it is as secret as
the store, is made readable for its owner alone, and belongs into the technician's sealed envelope.
Exit codes: 0 all rows were read, 1 some could not be, 2 nothing could.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from seat_client.store import StoreError
from seat_client.store.keyring import Keyring
from seat_client.store.rescue import rescue


def run(argv: Sequence[str]) -> int:
    """Write the rows that can be read, and say how many could not."""
    parser = argparse.ArgumentParser(prog="seat-client rescue", description="Read out a store that does not open.")
    parser.add_argument("store", type=Path, help="the seat.db of one evaluation")
    parser.add_argument("out", type=Path, help="the JSON file to write; must not be there yet")
    options = parser.parse_args(argv)
    try:
        rescued = rescue(options.store, Keyring(options.store.parent).key())
        with os.fdopen(os.open(options.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(rescued.document())
    except (StoreError, OSError) as failed:
        print(f"seat-client rescue: {type(failed).__name__}: {failed}", file=sys.stderr)
        return 2
    print(f"{len(rescued.rows['acts'])} acts, {rescued.unreadable} unreadable rows")
    return 1 if rescued.unreadable else 0
