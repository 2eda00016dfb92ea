"""`seat-client draws`: committees that arrive sealed, on both sides.

    draws seal COMMITTEE --key PEM --officer PUBLIC --officer PUBLIC --out FILE      at the drawing office
    draws import FILE --ground DIR                                                  at the centre, at any time
    draws list --ground DIR
    draws ask ID --ground DIR --out REQUEST                                         after the start
    draws answer ID SHARE --ground DIR                                              what each officer answered

Officers answer with `seat-client escrow share`. COMMITTEE is JSON: id, project, starts, committee and reserve, each
with id, name, kind, specialty and, where it matters, place. Exit codes: 0 done, 1 refused, 2 unusable input.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from seat_client.centre.draws import Draws
from seat_client.centre.errors import CentreError, SchemaDiffers
from seat_client.centre.settings import CentreSettings
from seat_client.centre.storage import Storage
from seat_client.domain.errors import Malformed
from seat_client.domain.events import Person
from seat_client.domain.reading import Node, read_json
from seat_client.evidence.draws import MOST_DRAWN, Drawn, moment, seal_draw
from seat_client.evidence.errors import NotOpened
from seat_client.evidence.keys import SoftwareKey

_SENTENCES = {
    "draw_wrong": "the file is not in order ({why}); nothing was taken",
    "already_done": "this has been done before",
    "draw_unknown": "there is no such draw",
    "opens_later": "the officers cannot be asked before {at}",
    "seal_wrong": "this answer does not open the draw; nothing was taken",
}


def run(arguments: Sequence[str]) -> int:
    """See the module."""
    options = _parse(arguments)
    try:
        return int(options.do(options))
    except CentreError as refused:
        print(f"seat-client draws: {_SENTENCES[refused.code].format(**refused.facts)}", file=sys.stderr)
        return 1
    except (Malformed, NotOpened, OSError, SchemaDiffers, ValueError) as bad:
        print(f"seat-client draws: {bad}", file=sys.stderr)
        return 2


def _seal(options: argparse.Namespace) -> int:
    fields = Node(read_json(options.committee.read_bytes())).fields("id project starts committee reserve")
    drawn = [*_people(fields["committee"], reserve=False), *_people(fields["reserve"], reserve=True)]
    sealed = seal_draw(
        fields["id"].identifier(), fields["project"].identifier(), drawn,
        starts=moment(fields["starts"]), officers=options.officer,
        key=SoftwareKey.from_pem(options.key.read_bytes()),
    )  # fmt: skip
    options.out.write_bytes(sealed)
    print(f"{options.out}: {len(drawn)} envelopes")
    return 0


def _people(node: Node, *, reserve: bool) -> Iterator[Drawn]:
    """Positions count at each place, the reserve's on its own."""
    counted: dict[str, int] = {}
    for each in node.elements(0, MOST_DRAWN):
        fields = each.fields("id name kind specialty", "place")
        person = Person(*(fields[key].text(200) for key in ("id", "name", "kind", "specialty")))
        place = fields["place"].text(80, empty=True) if "place" in fields else ""
        yield Drawn(person, place, counted.get(place, 0), reserve)
        counted[place] = counted.get(place, 0) + 1


def _import(options: argparse.Namespace) -> int:
    with _draws(options.ground, options.database) as draws:
        taken = draws.take(options.file.read_bytes())
    print(f"{taken.id}: {sum(taken.seats.values())} seats, opens {taken.starts.isoformat()}")
    return 0


def _list(options: argparse.Namespace) -> int:
    with _draws(options.ground, options.database) as draws:
        for each in draws.all():
            places = ", ".join(f"{place or 'anywhere'} {count}" for place, count in each.seats.items())
            print(f"{each.id}\t{each.starts}\t{each.state}\t{places}\t{each.evaluation or '-'}")
    return 0


def _ask(options: argparse.Namespace) -> int:
    with _draws(options.ground, options.database) as draws:
        options.out.write_text(json.dumps(draws.ask(options.id)), "utf-8")
        number = next(each.number for each in draws.all() if each.id == options.id)
    print(f"{options.out}: number {number}")
    return 0


def _answer(options: argparse.Namespace) -> int:
    with _draws(options.ground, options.database) as draws:
        count = draws.answer(options.id, read_json(options.share.read_bytes()))
    print("answered" if count > 1 else "one officer has answered, the other has to")
    return 0


@contextmanager
def _draws(ground: Path, database: str) -> Iterator[Draws]:
    data = ground / "centre"
    trust = [(data / "authority.der").read_bytes()]
    storage = Storage(CentreSettings(data, "", True, "", database).url)
    try:
        yield Draws(storage, trust)
    finally:
        storage.close()


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client draws", description="Committees that arrive sealed.")
    actions = parser.add_subparsers(required=True, metavar="seal|import|list|ask|answer")
    seal = actions.add_parser("seal", help="at the drawing office: seal a drawn committee")
    seal.add_argument("committee", type=Path)
    seal.add_argument("--key", type=Path, required=True, help="the office's key and certificate (PEM)")
    seal.add_argument("--officer", action="append", required=True, help="the public key of an officer, twice")
    seal.add_argument("--out", type=Path, required=True)
    take = actions.add_parser("import", help="at the centre: take in a sealed draw")
    take.add_argument("file", type=Path)
    show = actions.add_parser("list", help="what is known of every draw")
    ask = actions.add_parser("ask", help="after the start: what both officers are asked")
    ask.add_argument("id")
    ask.add_argument("--out", type=Path, required=True)
    answer = actions.add_parser("answer", help="take in what an officer answered")
    answer.add_argument("id")
    answer.add_argument("share", type=Path)
    for at_centre in (take, show, ask, answer):
        at_centre.add_argument("--ground", type=Path, required=True, help="folder of the centre")
        at_centre.add_argument("--database", default="")
    for each, do in ((seal, _seal), (take, _import), (show, _list), (ask, _ask), (answer, _answer)):
        each.set_defaults(do=do)
    return parser.parse_args(arguments)
