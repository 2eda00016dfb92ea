"""`seat-client centre`: the practice centre as a process of its own."""

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from seat_client.app import logs
from seat_client.app.children import WITH_PARENT, end_with_parent
from seat_client.app.practice_ground import PracticeGround, read_project
from seat_client.centre.app import application
from seat_client.centre.server import CentreServer
from seat_client.domain.errors import Malformed


def run(arguments: Sequence[str]) -> int:
    """Serve until the process is told to end; the first line on standard output is the address."""
    options = _parse(arguments)
    logs.set_up("centre", file=options.log)
    try:
        project = read_project(options.project)
    except (Malformed, OSError) as bad:
        print(f"seat-client centre: {bad}", file=sys.stderr)
        return 2
    ground = PracticeGround(options.ground, project, database=options.database)
    ground.prepare(lambda *_: None)
    centre = ground.centre()
    server = CentreServer(application(centre), options.host, options.port)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    if options.with_parent:
        end_with_parent()
    server.start()
    print(server.url, flush=True)
    ended.wait()
    server.stop()
    centre.close()
    return 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client centre", description="A practice centre for many seats.")
    parser.add_argument("--ground", type=Path, required=True, help="folder of the practice: keys, bids, records")
    parser.add_argument("--project", type=Path, help="project folder; the sample when left out")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--database", default="", help="any SQLAlchemy URL; an SQLite file in the ground by default")
    parser.add_argument(WITH_PARENT, action="store_true", help="end when the process that started this one ends")
    parser.add_argument("--log", type=Path, help="log file; standard error by default")
    return parser.parse_args(arguments)
