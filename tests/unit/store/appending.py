"""A process that appends until it is killed, and tells each act only after its Future resolved.

Run as a script with the path of a store: for each line on standard input it forks a child that opens the store and
writes; the lines it prints are `pid N`, `saved ID`, `settled ID` and, when the child is dead, `gone`.
"""

import itertools
import os
import sys
from pathlib import Path

from seat_client.store import Store
from tests.unit.store.conftest import KEY
from tests.unit.store.making import PATIENCE, accepted, append, score


def say(word: str, value: object = "") -> None:
    os.write(1, f"{word} {value}\n".encode())


def write_on(path: Path) -> None:
    """Append for ever; settle the oldest two of every third."""
    store = Store.open(path, KEY)
    say("pid", os.getpid())
    for number in itertools.count():
        saved = append(store, score(number, criterion=f"T{number % 7}"))
        say("saved", saved.id)
        if number % 3 == 0:
            done = store.pending(2)
            store.settle([accepted(saved).model_copy(update={"id": e.id}) for e in done]).result(PATIENCE)
            for envelope in done:
                say("settled", envelope.id)


def main(path: Path) -> None:
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            write_on(path)
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
