"""The seat's one camera, which the media process holds: open while anybody wants it, lent to whoever judges by it."""

import threading
from dataclasses import replace
from typing import Literal, Protocol

from seat_client.identity.client import IdentityWorker
from seat_client.media.messages import CameraState, Command, LendPictures, OpenCamera, ProcessLost

Who = Literal["sign-in", "presence", "call"]
LENT: dict[Who, float] = {"sign-in": 15.0, "presence": 4.0}
"""Pictures a second that are lent to whoever judges by them; the call takes its own in the media process."""
RATES: dict[Who, int] = {"sign-in": 15, "presence": 5, "call": 15}
"""Pictures a second that the camera takes for each: a turned head needs them close together, a look does not."""


class Media(Protocol):
    """What is asked of the media process (`media.client.MediaClient`)."""

    def send(self, order: Command) -> None: ...


class SeatCamera:
    """From any thread. `state` is the newest that the media process told."""

    def __init__(self, media: Media, name: str, worker: IdentityWorker | None = None) -> None:
        """`worker` is who judges; its pictures are lent."""
        self._media, self._name, self._worker = media, name, worker
        self._lock = threading.Lock()
        self._wanted: set[Who] = set()
        self._lent = 0.0
        self._rate = 0
        self.state = CameraState("closed")

    def want(self, who: Who, wanted: bool) -> None:
        """Somebody begins or ends to need it."""
        with self._lock:
            self._wanted = self._wanted | {who} if wanted else self._wanted - {who}
            self._lend(max((LENT[each] for each in self._wanted if each in LENT), default=0.0))
            rate = max((RATES[each] for each in self._wanted), default=0)
            if rate != self._rate:
                self._rate = rate
                self._media.send(OpenCamera(self._name, rate=rate) if rate else OpenCamera(""))

    def hear(self, news: object) -> None:
        """News of the media process."""
        match news:
            case CameraState():
                self.state = news
            case ProcessLost():
                self.state = replace(self.state, state="closed")
            case _:
                return
        if self._worker is not None:
            self._worker.see_camera(self.state)

    def _lend(self, rate: float) -> None:
        if self._worker is None or self._worker.lent is None or rate == self._lent:
            return
        self._lent = rate
        self._media.send(LendPictures(self._worker.lent.address if rate else "", rate or 1.0))
