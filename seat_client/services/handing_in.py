"""What this seat kept itself, of the call during an outage and of its screen, goes to the centre a part at a time.

The files lie in the folder until the centre has them whole, so a seat that was ended goes on when it comes back. Each
step is one request of at most 64 KiB: the call on the same line has precedence. A gap lies there sealed and is opened
in memory, piece by piece as it is sent; a screen's file is sealed to others and goes as it is.
"""

import base64
import hashlib
import logging
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from seat_client.conference.errors import GapUnreadable
from seat_client.conference.gap_file import KEY_BYTES, GapReader
from seat_client.store.store import Store
from seat_client.sync.client import CentreClient
from seat_client.sync.errors import CentreRefused
from seat_client.wire.conference import KEPT_LIMIT, PART_LIMIT, KeptFile, KeptPart, KeptTaken

NAME: Final = re.compile(
    r"(?P<what>gap|screen)-(?P<room>[ra]-[0-9a-f]{12})-(?P<began>[0-9.]+)-(?P<ended>[0-9.]+)\.sealed"
)
GAP_KEY: Final = "call/gap-key"
ANEW: Final = 3
"""Times a file is begun anew because other bytes arrived than were sent."""

log = logging.getLogger(__name__)


def gap_key(store: Store) -> bytes:
    """The key this person's gaps are sealed with: made once, kept in the encrypted store and nowhere else."""
    kept = store.recall(GAP_KEY)
    if kept is None:
        kept = secrets.token_hex(KEY_BYTES)
        store.remember(GAP_KEY, kept).result()
    return bytes.fromhex(kept)


class _AsItLies:
    """A file that goes to the centre byte for byte."""

    def __init__(self, path: Path) -> None:
        self._path, self.size = path, path.stat().st_size

    def digest(self) -> str:
        with self._path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def read(self, position: int, count: int) -> bytes:
        with self._path.open("rb") as file:
            file.seek(position)
            return file.read(count)


@dataclass(slots=True)
class _UnderWay:
    path: Path
    content: "GapReader | _AsItLies"
    kept: KeptFile
    taken: int
    begun: int = 0


class HandingIn:
    """Belongs to one thread. `folder` holds what one person kept in one evaluation, and nothing else; `key` opens the
    gaps in it."""

    def __init__(self, client: CentreClient, folder: Path, key: bytes) -> None:
        self._client, self._folder, self._key = client, folder, key
        self._refused: set[str] = set()
        self._under_way: _UnderWay | None = None

    def step(self) -> bool:
        """Send the next part; False when there is nothing to send. Raises CentreUnreachable, SessionEnded."""
        under_way = self._under_way or self._next()
        if under_way is None:
            return False
        try:
            self._under_way = self._go_on(under_way)
        except CentreRefused as refused:
            log.warning("the centre does not take what was kept: %s", refused.code)
            self._give_up(under_way)
        except (OSError, GapUnreadable) as error:
            log.warning("what was kept cannot be read: %s", type(error).__name__)
            self._give_up(under_way)
        return True

    def _next(self) -> _UnderWay | None:
        for path in sorted((*self._folder.glob("gap-*.sealed"), *self._folder.glob("screen-*.sealed"))):
            named = NAME.fullmatch(path.name)
            if named is None or path.name in self._refused:
                continue
            try:
                content = GapReader(path, self._key) if named["what"] == "gap" else _AsItLies(path)
                size, digest = content.size, content.digest()
            except (OSError, GapUnreadable) as error:
                log.warning("what was kept cannot be read: %s", type(error).__name__)
                self._refused.add(path.name)
                continue
            if 0 < size <= KEPT_LIMIT:
                kept = KeptFile.model_validate(named.groupdict() | {"size": size, "sha256": digest})
                return _UnderWay(path, content, kept, taken=-1)
            self._refused.add(path.name)
        return None

    def _go_on(self, under_way: _UnderWay) -> _UnderWay | None:
        if under_way.taken < 0:
            return self._seen(under_way, self._client.offer_kept(under_way.kept))
        content = base64.b64encode(under_way.content.read(under_way.taken, PART_LIMIT)).decode()
        part = KeptPart(sha256=under_way.kept.sha256, offset=under_way.taken, content=content)
        return self._seen(under_way, self._client.hand_in_part(part))

    def _seen(self, under_way: _UnderWay, told: KeptTaken) -> _UnderWay | None:
        if told.complete:
            under_way.path.unlink(missing_ok=True)
            return None
        if told.taken < under_way.taken:
            under_way.begun += 1
            if under_way.begun >= ANEW:
                log.warning("what was kept does not arrive as it was sent")
                self._give_up(under_way)
                return None
        under_way.taken = told.taken
        return under_way

    def _give_up(self, under_way: _UnderWay) -> None:
        """Kept on the disk, and offered again by the next session."""
        self._refused.add(under_way.path.name)
        self._under_way = None
