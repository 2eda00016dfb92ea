"""`seat-client allocate`: draw who sits where from a seed of two halves, check a published drawing, move who must.

    allocate half FILE                       the centre's half into FILE; prints the digest that is published at once
    allocate draw HALL --half FILE --said WORD --out FILE
    allocate move FILE --broken SEAT... --out FILE
    allocate verify FILE [--commitment DIGEST]

Exit codes: 0 done or in order, 1 impossible or not in order, 2 unusable input.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from seat_client.domain.errors import Malformed
from seat_client.domain.reading import read_json

_SENTENCES = {
    "seats_too_few": "too few seats {at}: {needed} are needed, {usable} are fit, {reserve} of them are reserve",
    "rooms_too_few": "project {project} needs {needed} seats in different rooms, there are {rooms} rooms",
    "no_way": "no allocation of {seats} seats to {projects} projects keeps all rules; free seats or add rooms",
    "not_decided": "no allocation was found within {seconds} seconds",
    "seat_unknown": "seat {where} is not in the hall",
    "seat_unfit": "seat {where} is not fit",
    "seat_twice": "seat {where} is given twice",
    "project_unknown": "project {where} asked for nothing",
    "count_wrong": "project {where} has not as many seats as it needs",
    "place_wrong": "project {where} has seats at the wrong place",
    "one_room": "two members of project {where} share a room",
    "reserve_missing": "the reserve of {where} is not kept",
    "commitment_differs": "the centre's half is not the one whose digest was published",
    "cost_differs": "the seed gives another allocation",
    "close_pairs_differ": "the number of neighbours on one project is another",
    "order_differs": "the seats of project {where} do not stand in the drawn order",
    "moves_differ": "after {where} failed, others moved than had to",
}


def run(arguments: Sequence[str]) -> int:
    """See the module."""
    options = _parse(arguments)
    try:
        from seat_client.centre.allocation.errors import AllocationError
    except ModuleNotFoundError as missing:
        return _say(f"{missing.name} is not installed: `dev.sh setup centre` brings it", 2)
    try:
        with _quiet():
            done: tuple[int, list[str]] = options.do(options)
    except AllocationError as refused:
        at = f"at {refused.facts['place']}" if refused.facts.get("place") else "in all"
        return _say(_SENTENCES[refused.code].format(at=at, **refused.facts), 1)
    except (Malformed, OSError, ModuleNotFoundError) as bad:
        return _say(str(bad), 2)
    print("\n".join(done[1]))
    return done[0]


def _half(options: argparse.Namespace) -> tuple[int, list[str]]:
    from seat_client.centre.allocation.drawing import commitment, draw_half

    drawn = draw_half()
    options.file.touch(mode=0o600, exist_ok=False)  # another half there has been promised already
    options.file.write_text(drawn + "\n", "utf-8")
    return 0, [commitment(drawn)]


def _draw(options: argparse.Namespace) -> tuple[int, list[str]]:
    from seat_client.centre.allocation import paper
    from seat_client.centre.allocation.drawing import Seed
    from seat_client.centre.allocation.solving import allocate

    hall = paper.read_hall(read_json(options.file.read_bytes()))
    seed = Seed(options.half.read_text("utf-8").strip(), options.said)
    made = paper.Published(hall, seed, seed.commitment, allocate(hall, seed))
    _write(options.out, paper.document(made))
    seats = sum(map(len, made.allocation.taken.values()))
    return 0, [f"{seats} seats for {len(made.allocation.taken)} projects; "
               f"neighbours on one project: {made.allocation.close_pairs} pairs"]  # fmt: skip


def _move(options: argparse.Namespace) -> tuple[int, list[str]]:
    from dataclasses import replace

    from seat_client.centre.allocation import paper
    from seat_client.centre.allocation.solving import reallocate

    told = paper.read(read_json(options.file.read_bytes()))
    broken = frozenset(options.broken)
    if unknown := sorted(broken - told.hall.by_id.keys()):
        raise Malformed("--broken", f"seats of the hall ({unknown[0]} is not)")
    after, moves = reallocate(told.hall_now, told.seed, told.now, broken)
    rounds = (*told.broken, paper.Broken(tuple(sorted(broken)), after.taken))
    _write(options.out, paper.document(replace(told, broken=rounds)))
    return 0, [f"{move.project}: {move.old} -> {move.new}" for move in moves] or ["nobody has to move"]


def _verify(options: argparse.Namespace) -> tuple[int, list[str]]:
    from seat_client.centre.allocation import paper
    from seat_client.centre.allocation.verifying import verify

    told = paper.read(read_json(options.file.read_bytes()))
    faults = verify(told, options.commitment)
    lines = [_SENTENCES[fault.code].format(where=fault.where) for fault in faults]
    return (1, lines) if lines else (0, ["in order: every rule is kept, and the seed gives this allocation"])


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def _say(sentence: str, code: int) -> int:
    print(f"seat-client allocate: {sentence}", file=sys.stderr)
    return code


@contextmanager
def _quiet() -> Iterator[None]:
    """The solver's library says its name on the first descriptor when it is loaded, whatever it is told."""
    sys.stdout.flush()
    kept, nothing = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nothing)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client allocate", description="Who sits where, drawn and checkable.")
    actions = parser.add_subparsers(required=True, metavar="half|draw|move|verify")
    half = actions.add_parser("half", help="draw the centre's half of a seed, and print its digest")
    half.add_argument("file", type=Path)
    draw = actions.add_parser("draw", help="allocate a hall under a seed")
    draw.add_argument("file", type=Path, metavar="HALL")
    draw.add_argument("--half", type=Path, required=True, help="the centre's half, whose digest was published")
    draw.add_argument("--said", required=True, metavar="WORD", help="the word somebody else said after that")
    draw.add_argument("--out", type=Path, required=True)
    move = actions.add_parser("move", help="seats have failed: as few people as possible move")
    move.add_argument("file", type=Path)
    move.add_argument("--broken", nargs="+", required=True, metavar="SEAT")
    move.add_argument("--out", type=Path, required=True)
    verify = actions.add_parser("verify", help="check a published allocation, by drawing it again")
    verify.add_argument("file", type=Path)
    verify.add_argument("--commitment", default="", metavar="DIGEST", help="the digest you were told before")
    for each, do in ((half, _half), (draw, _draw), (move, _move), (verify, _verify)):
        each.set_defaults(do=do)
    return parser.parse_args(arguments)
