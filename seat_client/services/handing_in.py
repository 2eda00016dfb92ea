"""What this seat kept itself, of the call during an outage and of its screen, goes to the centre a part at a time.

The files lie in the folder until the centre has them whole, so a seat that was ended goes on when it comes back. Each
step is one request of at most 64 KiB: the call on the same line has precedence.
"""

import base64
import hashlib
import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from seat_client.sync.client import CentreClient
from seat_client.sync.errors import CentreRefused
from seat_client.wire.conference import KEPT_LIMIT, PART_LIMIT, KeptFile, KeptPart, KeptTaken

NAME: Final = re.compile(
    r"(?P<what>gap|screen)-(?P<room>[ra]-[0-9a-f]{12})-(?P<began>[0-9.]+)-(?P<ended>[0-9.]+)\.(mkv|sealed)"
)
ANEW: Final = 3
"""Times a file is begun anew because other bytes arrived than were sent."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _UnderWay:
    path: Path
    kept: KeptFile
    taken: int
    begun: int = 0


class HandingIn:
    """Belongs to one thread. `folder` holds what one person kept in one evaluation, and nothing else."""

    def __init__(self, client: CentreClient, folder: Path) -> None:
        self._client, self._folder = client, folder
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
        except OSError as error:
            log.warning("what was kept cannot be read: %s", type(error).__name__)
            self._give_up(under_way)
        return True

    def _next(self) -> _UnderWay | None:
        for path in sorted((*self._folder.glob("gap-*.mkv"), *self._folder.glob("screen-*.sealed"))):
            named = NAME.fullmatch(path.name)
            if named is None or path.name in self._refused:
                continue
            try:
                size = path.stat().st_size
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError:
                continue
            if 0 < size <= KEPT_LIMIT:
                kept = KeptFile.model_validate(named.groupdict() | {"size": size, "sha256": digest})
                return _UnderWay(path, kept, taken=-1)
        return None

    def _go_on(self, under_way: _UnderWay) -> _UnderWay | None:
        if under_way.taken < 0:
            return self._seen(under_way, self._client.offer_kept(under_way.kept))
        with under_way.path.open("rb") as file:
            file.seek(under_way.taken)
            content = base64.b64encode(file.read(PART_LIMIT)).decode()
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
