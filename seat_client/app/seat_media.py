"""The seat's media process and its one camera, from the sign-in page to the end."""

from pathlib import Path

from seat_client.app.media_parts import MediaSetup, start_media
from seat_client.identity.client import IdentityWorker
from seat_client.services.camera import SeatCamera
from seat_client.topic import Topic


class SeatMedia:
    """`news` is told in a thread of the media client."""

    def __init__(self, trust: Path | None, camera: str, worker: IdentityWorker | None) -> None:
        self.news: Topic[object] = Topic()
        self.client = start_media(MediaSetup(str(trust or "")), self.news.publish)
        self.camera = SeatCamera(self.client, camera, worker)
        self.news.subscribe(self.camera.hear)

    def close(self) -> None:
        """Devices are closed, the process ends."""
        self.client.close()
