"""A reader whose library takes its process down, or never answers."""

import os
import time

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.fingerprint import FingerImage


class UnrulyReader:
    info = DeviceInfo("unruly:1", "unruly", "Unruly", DeviceKind.FINGERPRINT)
    model = "unruly"

    def __init__(self, manner: str) -> None:
        self._manner = manner

    def health(self) -> Health:
        return Health.READY

    def capture(self, seconds: float) -> FingerImage:
        if self._manner == "hang":
            time.sleep(60)
        os._exit(3)


class UnrulyFamily:
    def __init__(self, manner: str) -> None:
        self._manner = manner

    def readers(self) -> list[UnrulyReader]:
        return [UnrulyReader(self._manner)]


def load_unruly(manner: str) -> UnrulyFamily:
    return UnrulyFamily(manner)
