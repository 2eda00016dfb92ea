"""What bidders delivered, as it lies at the centre until the project is published: a folder for each bidder.

A zip comes from outside: nothing it says of itself is believed, and nothing but the known parts is taken out of it.
"""

import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from seat_client.centre.errors import Refused, TooLarge
from seat_client.centre.ingest.intake import FORMS, PARTS, delivered_files
from seat_client.domain.project import Project

LIMIT = 200 << 20  # bytes of one bidder's zip
LARGEST = 200 << 20  # bytes of one part, unpacked
MOST_ENTRIES = 20
_FOLDER = "delivered"
_CHUNK = 1 << 20
_NAMES = frozenset(f"{part}.{form}" for part in PARTS for form in FORMS)


def folder_of(data: Path, project: str) -> Path:
    """Where the bids of a project lie, under the centre's data."""
    return data / _FOLDER / project


def unpack(file: BinaryIO, folder: Path) -> None:
    """The parts out of a zip, in the place of what was there; raises Refused, TooLarge, and then nothing changed."""
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".draft-") as draft:
        here = Path(draft, "new")
        here.mkdir()
        try:
            with zipfile.ZipFile(file) as packed:
                names = packed.namelist()
                if not 1 <= len(names) <= MOST_ENTRIES or len(set(names)) != len(names) or not set(names) <= _NAMES:
                    raise Refused("bids_wrong")
                for name in names:
                    with packed.open(name) as source:
                        _copy(source, here / name)
        except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError, EOFError) as broken:
            raise Refused("bids_wrong") from broken
        if folder.exists():
            folder.rename(Path(draft, "old"))
        here.rename(folder)


def _copy(source: object, path: Path) -> None:
    taken = 0
    with path.open("wb") as kept:
        while part := source.read(_CHUNK):  # type: ignore[attr-defined]
            taken += len(part)
            if taken > LARGEST:
                raise TooLarge("zip_bomb", limit=LARGEST)
            kept.write(part)


def parts_of(folder: Path, project: Project) -> dict[str, list[str]]:
    """Bidder -> the parts that are here."""
    here: dict[str, list[str]] = {bidder.id: [] for bidder in project.bidders}
    for file in delivered_files(project, folder):
        here[file.bidder].append(file.part)
    return here


def missing(folder: Path, project: Project) -> list[str]:
    """Bidders of whom a part is not here."""
    return [bidder for bidder, parts in parts_of(folder, project).items() if len(parts) < len(PARTS)]
