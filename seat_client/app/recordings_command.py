"""`seat-client recordings`: what the centre has recorded of a call, as files that play, with a list of the gaps.

One WebM for each role, on the time line of what was recorded; `gaps.json` says for each track when nothing came.
Roles alone: whose a recording is, the archive of the evaluation says.

Exit codes: 0 done, 1 something could not be converted, 2 the arguments could not be used.
"""

import argparse
import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from seat_client.centre.conference.errors import MediaError
from seat_client.centre.conference.recorder import NAME
from seat_client.centre.conference.stitching import Stitched, pieces, stitch
from seat_client.evidence.recordings import RecordingUnreadable


def run(arguments: Sequence[str]) -> int:
    """Convert everything in a folder of recordings."""
    options = _parse(arguments)
    files = by_role(options.recordings)
    if not files:
        print(f"seat-client recordings: no recordings in {options.recordings}", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    told: dict[str, object] = {}
    status = 0
    for number, (role, paths) in enumerate(sorted(files.items()), start=1):
        print(f"{role}: {len(paths)} recordings ({number} of {len(files)})", flush=True)
        try:
            with tempfile.TemporaryDirectory() as work:
                found = pieces(paths)
                if found:
                    told[role] = _told(stitch(found, options.out / f"{role}.webm", Path(work)))
        except (MediaError, RecordingUnreadable, OSError) as failed:
            print(f"seat-client recordings: {role}: {failed}", file=sys.stderr)
            status = 1
    (options.out / "gaps.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return status


def by_role(folder: Path) -> dict[str, list[Path]]:
    """The recordings under a folder by room and role; of a person's two sizes of picture the larger one."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.rglob("*.mjr")):
        named = NAME.fullmatch(path.name)
        if named is None or (named["kind"] == "video" and int(named["mid"]) > 1):
            continue
        role = re.sub(r"-.*", "", named["feed"])
        second = "-second-line" if named["feed"].endswith("~b") else ""
        aside = "-aside" if named["room"].startswith("a-") else ""
        found[f"{role}{aside}{second}"].append(path)
    return found


def _told(made: Stitched) -> dict[str, object]:
    return {
        "file": made.path.name, "began": datetime.fromtimestamp(made.began, UTC).isoformat(timespec="milliseconds"),
        "seconds": round(made.ended - made.began, 3),
        "gaps": {track: [[round(a, 3), round(b, 3)] for a, b in gaps] for track, gaps in made.gaps.items()},
    }  # fmt: skip


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="seat-client recordings", description="Recordings of a call, as files that play."
    )
    parser.add_argument("recordings", type=Path, help="the media process's folder of recordings, or a room's in it")
    parser.add_argument("--out", type=Path, required=True, help="where the files are written")
    return parser.parse_args(arguments)
