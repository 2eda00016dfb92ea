"""`seat-client recordings`: what the centre has recorded of a call, as files that play, with a list of the gaps.

One WebM for each role, on the time line of what was recorded; `gaps.json` says for each track when nothing came, and
which stretches the seat kept itself and handed in afterwards: those files are copied beside it. What a seat showed is
sealed to two officers: with `--officer KEY` of both it is opened, otherwise listed as sealed.
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
from typing import Any

from seat_client.centre.conference.errors import MediaError
from seat_client.centre.conference.kept_files import NAME as KEPT_NAME
from seat_client.centre.conference.recorder import NAME
from seat_client.centre.conference.stitching import Stitched, pieces, stitch
from seat_client.evidence.errors import NotOpened
from seat_client.evidence.recordings import RecordingUnreadable
from seat_client.evidence.sealing import EscrowKey, open_as_officers


def run(arguments: Sequence[str]) -> int:
    """Convert everything in a folder of recordings."""
    options = _parse(arguments)
    files = by_role(options.recordings)
    if not files and not kept_files(options.recordings):
        print(f"seat-client recordings: no recordings in {options.recordings}", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    told: dict[str, dict[str, Any]] = {}
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
    try:
        officers = [EscrowKey.from_text(file.read_text("utf-8")) for file in options.officer]
        _tell_kept(options.recordings, options.out, told, officers)
    except (NotOpened, OSError) as failed:
        print(f"seat-client recordings: {failed}", file=sys.stderr)
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


def kept_files(folder: Path) -> list[tuple[Path, re.Match[str]]]:
    """What the seats handed in, in the order of their names."""
    found = sorted((*folder.rglob("gap-*.mkv"), *folder.rglob("screen-*.sealed")))
    return [(path, named) for path in found if (named := KEPT_NAME.fullmatch(path.name)) is not None]


def _tell_kept(folder: Path, out: Path, told: dict[str, dict[str, Any]], officers: Sequence[EscrowKey]) -> None:
    """What the seats handed in, on the time line of their role's recordings."""
    for path, named in kept_files(folder):
        role = re.sub(r"-.*", "", named["feed"]) + ("-aside" if path.parent.name.startswith("a-") else "")
        began, ended = int(named["began"]) / 1000, int(named["ended"]) / 1000
        own = told.setdefault(role, {"file": None, "began": _stamp(began)})
        start = datetime.fromisoformat(own["began"]).timestamp()
        file = None
        if named["what"] == "gap" or officers:
            file = f"{role}-{path.stem}.mkv"
            content = path.read_bytes()
            if named["what"] == "screen":
                content = open_as_officers(content, officers, path.parent.name)
            (out / file).write_bytes(content)
        own.setdefault("filled" if named["what"] == "gap" else "screen", []).append(
            {"file": file, "from": round(began - start, 3), "to": round(ended - start, 3)}
        )


def _stamp(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")


def _told(made: Stitched) -> dict[str, Any]:
    return {
        "file": made.path.name, "began": _stamp(made.began),
        "seconds": round(made.ended - made.began, 3),
        "gaps": {track: [[round(a, 3), round(b, 3)] for a, b in gaps] for track, gaps in made.gaps.items()},
    }  # fmt: skip


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="seat-client recordings", description="Recordings of a call, as files that play."
    )
    parser.add_argument("recordings", type=Path, help="the media process's folder of recordings, or a room's in it")
    parser.add_argument(
        "--officer", type=Path, action="append", default=[], metavar="KEY", help="the key of one of both officers"
    )
    parser.add_argument("--out", type=Path, required=True, help="where the files are written")
    return parser.parse_args(arguments)
