"""`seat-client centre`: the practice centre as one process or several, on SQLite or PostgreSQL, with or without TLS."""

import argparse
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from seat_client.app import logs
from seat_client.app.centre_workers import READY, WORKER, Crew
from seat_client.app.children import WITH_PARENT, end_with_parent
from seat_client.app.practice_ground import PracticeGround, read_project
from seat_client.centre.app import application
from seat_client.centre.errors import SchemaDiffers
from seat_client.centre.server import CentreServer, listening
from seat_client.domain.errors import Malformed

_SWITCH_SECONDS = 0.0005
"""Between two threads that compute: with Python's own 5 ms an act waits behind a whole committee's news (measured: of
seventy seats' acts, one in twenty took 26 ms where it takes 16 so)."""


def run(arguments: Sequence[str]) -> int:
    """Serve until the process is told to end; the first line on standard output is the address."""
    options = _parse(arguments)
    logs.set_up("centre", file=options.log)
    try:
        ground = PracticeGround(
            options.ground, read_project(options.project), database=options.database, workers=options.workers,
            enrolled_only=options.tls, screens=options.record_screens,
            approve_questions=options.approve_questions,
        )  # fmt: skip
        return _work(ground, options) if options.worker_on is not None else _lead(ground, options, arguments)
    except ModuleNotFoundError as missing:
        print(f"seat-client centre: --desk needs {missing.name}: `dev.sh setup centre` brings it", file=sys.stderr)
        return 2
    except (Malformed, OSError, SchemaDiffers) as bad:
        print(f"seat-client centre: {bad}", file=sys.stderr)
        return 2


def _lead(ground: PracticeGround, options: argparse.Namespace, arguments: Sequence[str]) -> int:
    """Prepare the ground, then serve on it here or in several processes."""
    ground.prepare(lambda *_: None)
    if options.restored:
        ground.begin_generation()
    if options.tls:
        ground.lines.secure([*options.name, options.host])
    if options.workers == 1:
        return _serve(ground, options, None)
    ended = _told_to_end(options)
    with listening(options.host, options.port) as listener:
        crew = Crew([a for a in arguments if a != WITH_PARENT], listener, options.workers)
        crew.start()
        host, port = listener.getsockname()[:2]
        print(f"{'https' if options.tls else 'http'}://{host}:{port}", flush=True)
        ended.wait()
        crew.stop()
    return 0


def _work(ground: PracticeGround, options: argparse.Namespace) -> int:
    """One of several processes: everything is prepared, the socket listens."""
    return _serve(ground, options, socket.socket(fileno=options.worker_on))


def _serve(ground: PracticeGround, options: argparse.Namespace, listener: socket.socket | None) -> int:
    ended = _told_to_end(options)
    sys.setswitchinterval(_SWITCH_SECONDS)
    house = ground.house()
    security = ground.lines.security() if options.tls else None
    server = CentreServer(
        application(house, pages=options.desk), options.host, options.port, security=security, listener=listener
    )
    server.start()
    print(READY if listener is not None else server.url, flush=True)
    ended.wait()
    server.stop()
    house.close()
    return 0


def _told_to_end(options: argparse.Namespace) -> threading.Event:
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    if options.with_parent:
        end_with_parent()
    return ended


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client centre", description="A practice centre for many seats.")
    parser.add_argument("--ground", type=Path, required=True, help="folder of the practice: keys, bids, records")
    parser.add_argument("--project", type=Path, help="project folder; the sample when left out")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--database", default="", help="any SQLAlchemy URL; an SQLite file in the ground by default")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="so many processes behind the address")
    parser.add_argument("--tls", action="store_true", help="lines by TLS, from enrolled seats alone")
    parser.add_argument(
        "--desk", action="store_true", help="the desk's pages at /desk as well, for `seat-client staff`; wants --tls"
    )
    parser.add_argument(
        "--approve-questions", action="store_true",
        help="questions to bidders leave only when a supervisor has let them go at the desk; wants --desk",
    )  # fmt: skip
    parser.add_argument(
        "--record-screens", action="store_true", help="record members' screens too, sealed to the two escrow officers"
    )
    parser.add_argument(
        "--name", action="append", default=[], metavar="HOST", help="a name or address under which seats reach it"
    )
    parser.add_argument(
        "--restored", action="store_true", help="the database comes from a backup: seats send again what it lost"
    )
    parser.add_argument(WORKER, type=int, metavar="FD", help=argparse.SUPPRESS)
    parser.add_argument(WITH_PARENT, action="store_true", help="end when the process that started this one ends")
    parser.add_argument("--log", type=Path, help="log file; standard error by default")
    options = parser.parse_args(arguments)
    if options.workers < 1:
        parser.error("--workers: at least 1")
    if options.approve_questions and not options.desk:
        parser.error("--approve-questions: with --desk alone, for it is there that they are approved")
    if options.desk and not options.tls:
        parser.error("--desk: with --tls alone, for the desk knows people by the certificates of their lines")
    return options
