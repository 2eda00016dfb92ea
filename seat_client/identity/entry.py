"""Where the identity worker begins: light to import, so that the window pays for no model and no picture library."""

import os
from multiprocessing.connection import Connection

from seat_client.identity.devices import Devices


def main(pipe: Connection, slots: str, lent: str, devices: Devices) -> None:
    """The process's entry point; `lent` names the slots with the media process's pictures, or none."""
    os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")  # OpenCV 5 warns once for every model it loads
    from seat_client.identity.worker import serve

    serve(pipe, slots, lent, devices)
