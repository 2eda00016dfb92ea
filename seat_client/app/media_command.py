"""`seat-client centre-media`: the centre's media process, beside its workers on the same database.

Any number may be started: one works, the others wait for its lease.
"""

import argparse
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from seat_client.app import logs
from seat_client.app.children import WITH_PARENT, end_with_parent
from seat_client.centre.conference.errors import NodeFailed, ProgramMissing
from seat_client.centre.conference.media import MediaService, MediaTerms
from seat_client.centre.conference.recorder import Recorder
from seat_client.centre.errors import SchemaDiffers
from seat_client.centre.storage import Storage

LEASE_LOOK = 1.0  # seconds between attempts to take the lease
READY, ABSENT = "ready", "absent"  # what the first line says: the units run, or cannot run on this machine


def run(arguments: Sequence[str]) -> int:
    """Work until told to end; the first line on standard output is `ready` once the units run."""
    options = _parse(arguments)
    logs.set_up("centre-media", file=options.log)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    if options.with_parent:
        end_with_parent()
    try:
        storage = Storage(options.database)
    except SchemaDiffers as differs:
        print(f"seat-client centre-media: {differs}", file=sys.stderr)
        return 2
    try:
        return _work(storage, options, ended)
    except (ProgramMissing, NodeFailed, OSError) as failed:
        print(f"seat-client centre-media: {failed}; the evaluation goes on without the conference", file=sys.stderr)
        print(ABSENT, flush=True)
        return 1
    finally:
        storage.close()


def _work(storage: Storage, options: argparse.Namespace, ended: threading.Event) -> int:
    while not ended.is_set():
        terms = _terms(options)
        service = MediaService(storage, terms, recorder=Recorder(storage, terms.folder / "recordings").look)
        if not service.take_lease():
            ended.wait(LEASE_LOOK)
            continue
        try:
            service.start()
            print(READY, flush=True)
            service.run(ended.wait)
        finally:
            service.stop()
    return 0


def _terms(options: argparse.Namespace) -> MediaTerms:
    port = options.port or free_ports(options.address, options.units)
    relay = 0 if options.no_relay else options.relay or free_ports(options.address, 1)
    return MediaTerms(
        folder=options.folder.absolute(), address=options.address, port=port, units=options.units,
        media=options.media_ports, relay=relay, certificate=options.certificate, key=options.key,
    )  # fmt: skip


def free_ports(address: str, count: int) -> int:
    """The first of so many neighbouring ports on which nobody listens."""
    while True:
        with socket.socket() as probe:
            probe.bind((address, 0))
            first = int(probe.getsockname()[1])
        if all(_free(address, first + n) for n in range(count)):
            return first


def _free(address: str, port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((address, port))
        except (OSError, OverflowError):
            return False
    return True


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client centre-media", description="Janus, its relay and recordings.")
    parser.add_argument("--database", required=True, help="the centre's database, as an SQLAlchemy URL")
    parser.add_argument("--folder", type=Path, required=True, help="where configuration and recordings lie")
    parser.add_argument("--address", default="127.0.0.1", help="where seats reach the units and the relay")
    parser.add_argument("--port", type=int, default=0, help="signalling of the first unit; free ones by default")
    parser.add_argument("--units", type=int, default=1, metavar="N", help="so many Janus processes")
    parser.add_argument("--media-ports", type=int, default=20_000, metavar="PORT", help="the first port for media")
    parser.add_argument("--relay", type=int, default=0, metavar="PORT", help="the relay's port; a free one by default")
    parser.add_argument("--no-relay", action="store_true", help="seats reach the units directly")
    parser.add_argument("--certificate", type=Path, help="PEM; the signalling is then wss")
    parser.add_argument("--key", type=Path, help="PEM, of the certificate")
    parser.add_argument(WITH_PARENT, action="store_true", help="end when the process that started this one ends")
    parser.add_argument("--log", type=Path, help="log file; standard error by default")
    options = parser.parse_args(arguments)
    if options.units < 1:
        parser.error("--units: at least 1")
    if (options.certificate is None) != (options.key is None):
        parser.error("--certificate and --key belong together")
    return options
