"""A reader whose library takes its process down, or never answers."""

import os
import time

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.fingerprint import FingerImage
from drivers.hosted_reader import HostedReaders
from drivers.virtual.finger import VirtualFingerFamily


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


def load_orderly(words: str) -> VirtualFingerFamily:
    """A reader that does nothing wrong, in a helper to which a test does."""
    return VirtualFingerFamily(words)


def unruly(manner: str) -> HostedReaders:
    """The unruly reader as a seat has it: behind a helper process."""
    return HostedReaders("unruly", load_unruly, manner)
