"""`seat-client update`: a newer release, checked and, for an administrator, installed; never during an evaluation."""

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from seat_client import __version__
from seat_client.app.configuration import MACHINE_FOLDER, ConfigurationInvalid, load, standard_paths
from seat_client.app.seat_places import DATA
from seat_client.app.sole import AlreadyRunning, Sole, evaluation_left, open_since
from seat_client.updates import SourceUnreachable, UpdateRefused
from seat_client.updates.fetching import Releases, is_newer

IN_USE = 4
_CACHE = Path("/var/cache/seat-client")
_KIOSK = "seat-client-kiosk.service"
_ARCHITECTURES = {"x86_64": "amd64", "AMD64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


def run(arguments: Sequence[str]) -> int:
    """0 up to date or done, 1 refused or unreachable, 2 not set up, 4 an evaluation is open here."""
    options = _parse(arguments)
    try:
        source = str(options.source or load(options.config or standard_paths()).updates.source)
        root = options.root.read_bytes()
    except (ConfigurationInvalid, OSError) as bad:
        return _say(f"{bad}", 2)
    if not source:
        return _say("no source: name one with --from, or as updates.source in seat.toml", 2)
    if options.evaluation_is_over:
        evaluation_left(options.data)
    if since := open_since(options.data):
        return _say(
            f"an evaluation is open at this seat since {since}; updates wait until its member is released.\n"
            "If it was ended elsewhere: seat-client update --evaluation-is-over",
            IN_USE,
        )
    try:
        return _update(options, source, root)
    except (UpdateRefused, SourceUnreachable) as refused:
        what = "cannot be reached" if isinstance(refused, SourceUnreachable) else "is refused"
        return _say(f"{source} {what}: {refused}. This seat stays at {__version__}.", 1)


def _update(options: argparse.Namespace, source: str, root: bytes) -> int:
    architecture = _ARCHITECTURES.get(platform.machine(), platform.machine())
    releases = Releases(source, root=root, cache=options.cache, architecture=architecture)
    offered = releases.newest()
    if offered is None or not is_newer(offered.version, __version__):
        print(f"{__version__} is the newest release for {architecture}.")
        return 0
    print(f"{offered.version} is there, {offered.size / 1e6:.0f} MB; installed is {__version__}.")
    if not options.install:
        return 0
    return _install(releases.fetch(), options.data)


def _install(package: Path, data: Path) -> int:
    """Install while no seat runs, and none can start; the kiosk is stopped for it and started again."""
    kiosk = _kiosk_runs()
    if kiosk:
        subprocess.run(["systemctl", "stop", _KIOSK], check=True)
    try:
        sole = Sole(data)
    except AlreadyRunning:
        return _say("the seat is running; close it first", IN_USE)
    try:
        if open_since(data):
            return _say("an evaluation was opened meanwhile", IN_USE)
        # A technician's edits of /etc stay, without a question that nobody is there to answer.
        command = ["dpkg", "--force-confdef", "--force-confold", "--install", str(package)]
        done = subprocess.run(command, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        return 0 if done.returncode == 0 else _say("the package could not be installed; dpkg says why above", 1)
    finally:
        sole.release()
        if kiosk:
            subprocess.run(["systemctl", "start", _KIOSK], check=False)


def _kiosk_runs() -> bool:
    if shutil.which("systemctl") is None:
        return False
    return subprocess.run(["systemctl", "--quiet", "is-active", _KIOSK], check=False).returncode == 0


def _say(sentence: str, status: int) -> int:
    print(f"seat-client update: {sentence}", file=sys.stderr)
    return status


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client update", description="A newer release of this program.")
    parser.add_argument("--from", dest="source", metavar="URL|FOLDER", help="default: updates.source of seat.toml")
    parser.add_argument("--install", action="store_true", help="install it, as an administrator; else only look")
    parser.add_argument("--evaluation-is-over", action="store_true", help="the evaluation left open here has ended")
    parser.add_argument("--config", type=Path, action="append", help="a seat.toml; default: /etc")
    parser.add_argument("--root", type=Path, default=MACHINE_FOLDER / "updates-root.json", help="the root of trust")
    parser.add_argument("--cache", type=Path, default=_CACHE, help="what was seen and fetched")
    parser.add_argument("--data", type=Path, default=_seat_data(), help="where the seat keeps its files")
    return parser.parse_args(arguments)


def _seat_data() -> Path:
    """The installed seat's folder; an administrator's own one would say nothing of its evaluations."""
    installed = Path("/var/lib/seat-client")
    return installed if installed.is_dir() else DATA
