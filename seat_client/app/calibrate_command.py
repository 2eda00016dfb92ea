"""`seat-client calibrate fingerprint`: the threshold of one reader model, from the fingers a centre has enrolled."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from seat_client.app.seat import CALIBRATION
from seat_client.app.seat_places import DATA
from seat_client.centre.errors import SchemaDiffers
from seat_client.centre.storage import Storage, TemplateRow
from seat_client.evidence.errors import NotOpened
from seat_client.evidence.templates import Binding, open_at_rest
from seat_client.identity import IdentityError
from seat_client.identity.template import FingerTemplate, Minutiae, unpack

LEAST = 2
DATABASE = "centre.db"
PICTURES = (".png", ".tif", ".tiff", ".bmp", ".jpg")


def run(arguments: Sequence[str]) -> int:
    """0 calibrated and sufficient, 1 measured but too few fingers to let one sign in alone, 2 unusable input."""
    options = _parse(arguments)
    from seat_client.identity import calibration, fingers

    try:
        found = _from_pictures(options.prints) if options.prints else _from_centre(options.centre_data)
    except (OSError, NotOpened, IdentityError) as unusable:
        print(f"seat-client calibrate: {type(unusable).__name__}: {unusable}", file=sys.stderr)
        return 2
    except (SchemaDiffers, DBAPIError):
        print(
            f"seat-client calibrate: {options.centre_data / DATABASE} is no centre's of this release", file=sys.stderr
        )
        return 2
    if len(found) < LEAST:
        print(f"seat-client calibrate: {len(found)} fingers with their impressions; two are the least", file=sys.stderr)
        return 2
    prints = [[fingers.prepare(minutiae) for minutiae in each] for each in found]
    result = calibration.calibrate(options.reader, prints, date.today().isoformat(), _progress)  # noqa: DTZ011 - a day
    calibration.save(options.out, result)
    print(f"{result.reader}: threshold {result.threshold:.3f} from {result.fingers} fingers")
    print(f"  different fingers above it: {result.false_match}")
    print(f"  same finger below it: {result.false_non_match}")
    if result.sufficient:
        print("  enough pairs: a finger on this reader may sign in alone where a place's policy says so")
        return 0
    print("  too few pairs to show 1 in 10000: a finger on this reader counts beside another factor only")
    return 1


def _from_centre(data: Path) -> list[list[Minutiae]]:
    """The impressions of every finger template of a centre's database."""
    key = (data / "templates.key").read_bytes()
    (data / DATABASE).stat()  # one that is not there is not to be made
    storage = Storage(f"sqlite:///{data / DATABASE}")
    found: list[list[Minutiae]] = []
    try:
        with storage.reading() as session:
            rows = list(session.scalars(select(TemplateRow).where(TemplateRow.kind == "finger")))
        for row in rows:
            template = unpack(open_at_rest(key, row.sealed, Binding(row.member, row.kind, row.version)))
            if isinstance(template, FingerTemplate):
                found.append(list(template.impressions))
    finally:
        storage.close()
    return found


def _from_pictures(folder: Path) -> list[list[Minutiae]]:
    """The impressions in a folder, FINGER_IMPRESSION.png; what holds no finger is left out and said."""
    import cv2
    import numpy as np

    from seat_client.identity import fingers

    found: dict[str, list[Minutiae]] = defaultdict(list)
    for path in sorted(each for each in folder.iterdir() if each.suffix.lower() in PICTURES):
        picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        try:
            if picture is None:
                raise OSError(path.name)
            found[path.stem.rpartition("_")[0]].append(fingers.extract(np.asarray(picture, np.uint8)))
        except (IdentityError, OSError):
            print(f"  {path.name}: no finger in it, left out", file=sys.stderr)
    return list(found.values())


def _progress(done: int, of: int) -> None:
    if sys.stdout.isatty():
        print(f"\r  finger {done} of {of}", end="\n" if done == of else "", flush=True)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client calibrate", description="Set a reader model's threshold.")
    parser.add_argument("what", choices=("fingerprint",))
    parser.add_argument("--reader", required=True, help="the reader's model, as decision records name it")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--centre-data", type=Path, metavar="DIR", help="the centre's data: its enrolled fingers")
    source.add_argument("--prints", type=Path, metavar="DIR", help="pictures FINGER_IMPRESSION.png instead")
    parser.add_argument("--out", type=Path, default=DATA / CALIBRATION, help="where seats read it")
    return parser.parse_args(arguments)
