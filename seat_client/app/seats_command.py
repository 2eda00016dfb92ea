"""`seat-client seats`: the centre's register of seats: one-time codes, who is enrolled, revocation."""

import argparse
import errno
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from seat_client.app.line_keys import LineKeys
from seat_client.app.practice_ground import CENTRE_NAME
from seat_client.centre.enrolment import Enrolment
from seat_client.centre.errors import SchemaDiffers
from seat_client.centre.seat_register import SeatRegister
from seat_client.centre.settings import CentreSettings
from seat_client.centre.storage import Storage


def run(arguments: Sequence[str]) -> int:
    """0 done, 1 there was nothing to revoke, 2 an unusable database."""
    options = _parse(arguments)
    try:
        with registers_of(options.ground, options.database) as (enrolment, register):
            return _do(enrolment, register, options)
    except FileNotFoundError:
        print(f"seat-client seats: no centre in {options.ground}", file=sys.stderr)
        return 2
    except SchemaDiffers as bad:
        print(f"seat-client seats: {bad}", file=sys.stderr)
        return 2


@contextmanager
def registers_of(ground: Path, database: str = "") -> Iterator[tuple[Enrolment, SeatRegister]]:
    """Who is enrolled at the centre in that folder, and how its seats do. Raises SchemaDiffers, FileNotFoundError."""
    data = ground / "centre"
    if not database and not (data / "centre.db").exists():
        raise FileNotFoundError(errno.ENOENT, "no centre there", str(ground))
    settings = CentreSettings(data, CENTRE_NAME, True, "", database)
    storage = Storage(settings.url)
    try:
        yield Enrolment(storage, LineKeys(data, CENTRE_NAME).authority(), settings.enrolment), SeatRegister(storage)
    finally:
        storage.close()


def _do(enrolment: Enrolment, register: SeatRegister, options: argparse.Namespace) -> int:
    if options.action == "code":
        print(enrolment.issue_code(options.seat))
        return 0
    if options.action == "revoke":
        revoked = enrolment.revoke(options.seat)
        print(f"{revoked} revoked")
        return 0 if revoked else 1
    for seat, until, revoked_now in enrolment.seats():
        print(f"{seat}\t{until}\t{'revoked' if revoked_now else 'good'}")
    for health in register.all():
        wrong = ",".join((*health.failed, *health.reminded)) or "-"
        print(f"{health.seat}\t{health.at}\tself-test {health.verdict}\t{wrong}\t{health.version}")
    return 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client seats", description="The centre's register of seats.")
    parser.add_argument("--ground", type=Path, required=True, help="folder of the centre")
    parser.add_argument("--database", default="", help="as given to the centre")
    actions = parser.add_subparsers(dest="action", required=True)
    code = actions.add_parser("code", help="a one-time code, to be typed at the seat within a day")
    code.add_argument("seat", help="the seat's id, as its seat.toml has it")
    revoke = actions.add_parser("revoke", help="take a seat's certificates out of use")
    revoke.add_argument("seat")
    actions.add_parser("list", help="every certificate and its end, and every seat's last self-test")
    return parser.parse_args(arguments)
