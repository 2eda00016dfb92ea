"""Remote help at the seat: asked for here, given by a technician at the centre's desk, ended here at any moment.

Nothing but the request leaves the seat before a technician has taken it. From then on the seat tells how it stands, and
of the open page what `ui.remote_sight` let through: this module gets no other picture.
"""

import base64
import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

import cv2
import numpy as np
from numpy.typing import NDArray

from seat_client.sync.client import CentreClient
from seat_client.sync.errors import SyncError
from seat_client.topic import Topic
from seat_client.wire.help import (
    PICTURE_LIMIT,
    Diagnosis,
    HelpHeard,
    HelpTold,
    HiddenPage,
    ShownPage,
    Sight,
)

EVERY: Final = 1.5
"""Seconds between two tellings."""
LARGEST: Final = (1280, 720)
_QUALITIES: Final = (80, 60, 35)
_PATIENCE: Final = 3.0  # seconds the end may be waited for
_DIAGNOSIS_EVERY: Final = 10  # tellings

Picture = NDArray[np.uint8]
"""Rows, columns, BGRA."""
Page = ShownPage | HiddenPage
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Help:
    """How it stands at this seat; `away` while the centre does not answer, `said` the technician's last word."""

    state: Literal["none", "asked", "given"] = "none"
    by: str = ""
    said: str = ""
    away: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What a technician may see of the open page: its name, and a picture of a page that may be shown."""

    page: Page
    picture: Picture | None = None


class RemoteHelp:
    """One help at a time, told by a thread of its own; `heard` has every change of `now`."""

    def __init__(
        self, client: CentreClient, seat: str, diagnosis: Callable[[], Diagnosis], *, every: float = EVERY
    ) -> None:
        """`client` is for this alone and is closed here; `diagnosis` is asked in the thread; it may raise
        OSError and ValueError."""
        self.heard: Topic[Help] = Topic()
        self._client, self._seat, self._diagnosis, self._every = client, seat, diagnosis, every
        self._now = Help()
        self._id = ""
        self._seen: Seen | None = None
        self._over: list[str] = []  # helps whose end the centre does not know of yet
        self._news = threading.Condition()
        self._ended = self._hurry = False
        self._thread = threading.Thread(target=self._run, name="remote-help", daemon=True)

    @property
    def now(self) -> Help:
        return self._now

    def ask(self) -> None:
        """Ask for help, unless it is asked for already."""
        with self._news:
            if self._id or self._ended:
                return
            self._id = uuid.uuid4().hex
            self._change(Help("asked"))
            if not self._thread.is_alive():
                self._thread.start()
            self._wake()
        log.info("remote help is asked for")

    def end(self) -> None:
        """End it: no picture leaves the seat from now on, whether the centre answers or not."""
        with self._news:
            if not self._id:
                return
            self._over.append(self._id)
            self._forget()
            self._wake()
        log.info("remote help is ended at the seat")

    def show(self, seen: Seen) -> None:
        """What is to be seen now, in place of what was not told yet; dropped unless help is given."""
        with self._news:
            if self._now.state == "given":
                self._seen = seen

    def close(self) -> None:
        """End it, tell the centre where that can be done, and stop."""
        self.end()
        with self._news:
            self._ended = True
            self._wake()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)
        self._client.close()

    def _wake(self) -> None:
        self._hurry = True
        self._news.notify()

    # --- the thread ---------------------------------------------------------------------------------

    def _run(self) -> None:
        count = 0
        while True:
            with self._news:
                self._news.wait_for(lambda: self._id or self._over or self._ended)
                over = self._over[0] if self._over else ""
                mine, seen, given = self._id, self._seen, self._now.state == "given"
            if over:
                self._tell_end(over)
            elif mine:
                diagnosis = self._diagnosed() if given and count % _DIAGNOSIS_EVERY == 0 else None
                count = count + 1 if given else 0
                told = HelpTold(
                    seat=self._seat, id=mine, diagnosis=diagnosis, sight=sight_of(seen) if given else None
                )  # fmt: skip
                self._take(mine, self._tell(told))
            with self._news:
                if self._ended and (not self._over or over == self._over[0]):
                    return  # what the centre did not hear now it finds out by the silence
                self._news.wait_for(lambda: self._hurry, self._every)
                self._hurry = False

    def _diagnosed(self) -> Diagnosis | None:
        """None where the seat's files tell nothing that may be told; the help goes on without."""
        try:
            return self._diagnosis()
        except (OSError, ValueError) as failed:
            log.warning("remote help goes on without a diagnosis: %s", type(failed).__name__)
            return None

    def _tell_end(self, over: str) -> None:
        heard = self._tell(HelpTold(seat=self._seat, id=over, over=True))
        with self._news:
            if heard is not None:
                self._over.remove(over)

    def _tell(self, told: HelpTold) -> HelpHeard | None:
        try:
            return self._client.tell_help(told)
        except SyncError as failed:
            log.info("remote help: %s", type(failed).__name__)
            return None

    def _take(self, mine: str, heard: HelpHeard | None) -> None:
        with self._news:
            if self._id != mine:
                return  # it was ended here meanwhile
            if heard is None:
                self._change(replace(self._now, away=True))
            elif heard.state == "over":
                self._forget()
                log.info("remote help is ended by the centre")
            else:
                said = heard.said[-1].text if heard.said else ""
                if heard.state == "given" and self._now.state != "given":
                    self._hurry = True  # whoever has just come waits for the first sight
                self._change(Help(heard.state, heard.by, said))

    def _forget(self) -> None:
        self._id, self._seen = "", None
        self._change(Help())

    def _change(self, now: Help) -> None:
        if now != self._now:
            self._now = now
            self.heard.publish(now)


def sight_of(seen: Seen | None) -> Sight | None:
    """What is sent of the open page: small enough, or without a picture."""
    if seen is None:
        return None
    if seen.picture is None or seen.page not in get_args(ShownPage):
        return Sight(page=seen.page)
    height, width = seen.picture.shape[:2]
    scale = min(1.0, LARGEST[0] / width, LARGEST[1] / height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(seen.picture[:, :, :3], size, interpolation=cv2.INTER_AREA)
    for quality in _QUALITIES:
        _, content = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, quality])
        if content.nbytes <= PICTURE_LIMIT:
            return Sight(page=seen.page, picture=base64.b64encode(content.tobytes()).decode())
    return Sight(page=seen.page)
