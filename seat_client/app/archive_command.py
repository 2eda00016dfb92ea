"""`seat-client archive --ground DIR OUT`: the archive of a practice evaluation, out of the centre's own books.

A running centre gives the same by GET /v0/desk/archive to its clerk. Exit codes: 0 written, 2 unusable input.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from seat_client.app.practice_ground import PracticeGround, read_project
from seat_client.centre.archive import archive
from seat_client.domain.errors import Malformed


def run(argv: Sequence[str]) -> int:
    """Write evaluation-<id>.zip, or to OUT."""
    parser = argparse.ArgumentParser(prog="seat-client archive", description="Archive a practice evaluation.")
    parser.add_argument("--ground", type=Path, required=True, help="folder of the practice, as `demo` leaves it")
    parser.add_argument("--project", type=Path, help="project folder; the sample when left out")
    parser.add_argument("out", type=Path, nargs="?", help="the zip file to write")
    options = parser.parse_args(argv)
    try:
        project = read_project(options.project)
    except (Malformed, OSError) as bad:
        print(f"seat-client archive: {bad}", file=sys.stderr)
        return 2
    centre = PracticeGround(options.ground, project).centre()
    try:
        out = options.out or Path(f"evaluation-{project.project.id}.zip")
        out.write_bytes(archive(centre))
    finally:
        centre.close()
    print(out)
    return 0
