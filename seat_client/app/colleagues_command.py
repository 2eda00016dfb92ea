"""`seat-client colleagues`: simulated colleagues in a process of their own."""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from seat_client.app import logs
from seat_client.app.children import WITH_PARENT, end_with_parent
from seat_client.app.practice_ground import PIN, PracticeGround, read_project, virtual_family
from seat_client.domain.errors import Malformed
from seat_client.practice.colleagues import Colleagues, Company
from seat_client.practice.script import SUPERVISORS

PAUSE = 0.5


def run(arguments: Sequence[str]) -> int:
    """Play every member but those at real seats, until all have been released or the process is told to end."""
    options = _parse(arguments)
    logs.set_up("colleagues", file=options.log)
    try:
        project = read_project(options.project)
    except (Malformed, OSError) as bad:
        print(f"seat-client colleagues: {bad}", file=sys.stderr)
        return 2
    ground = PracticeGround(options.ground, project)
    members = [m for m in project.script.members if m not in options.without]
    supervisor = next((i for i, _ in SUPERVISORS if i not in options.without), "")
    colleagues = Colleagues(
        Company(
            project.script,
            members,
            options.centre,
            ground.settings.clerk_token,
            ground.folder / "colleagues",
            PIN,
            lambda member: virtual_family(ground.token(member)),
            supervisor,
            ground.clips if ground.clips.is_dir() else None,
        )
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: colleagues.ask_to_stop())
    if options.with_parent:
        end_with_parent()
    colleagues.start()
    while not colleagues.join(PAUSE):
        pass
    colleagues.close()
    return 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client colleagues", description="Simulated committee members.")
    parser.add_argument("--ground", type=Path, required=True)
    parser.add_argument("--project", type=Path)
    parser.add_argument("--centre", required=True, help="the centre's address")
    parser.add_argument("--without", action="append", default=[], metavar="MEMBER", help="a member at a real seat")
    parser.add_argument(WITH_PARENT, action="store_true", help="end when the process that started this one ends")
    parser.add_argument("--log", type=Path)
    return parser.parse_args(arguments)
