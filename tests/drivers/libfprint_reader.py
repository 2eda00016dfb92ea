"""The real libfprint with its virtual image device: a socket at which a test puts a finger down."""

import contextlib
import ctypes.util
import os
import socket
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from drivers import registry
from drivers.api.fingerprint import FingerImage
from drivers.hosted_reader import HostedReader, HostedReaders

VARIABLE = "FP_VIRTUAL_IMAGE"
WAIT_S = 15.0


def needs_libfprint() -> None:
    """Skip where the Debian package is absent."""
    if ctypes.util.find_library("fprint-2") is None and not list(Path("/usr/lib").glob("*/libfprint-2.so.2")):
        pytest.skip("needs hardware: libfprint-2-2, a Debian package")


class VirtualSensor:
    """What lies on the sensor behind the socket at `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def touch(self, pixels: NDArray[np.uint8]) -> None:
        height, width = pixels.shape
        self._send(struct.pack("<ii", width, height) + pixels.tobytes())

    def retry(self, code: int) -> None:
        self._send(struct.pack("<ii", -1, code))

    def fault(self, code: int) -> None:
        self._send(struct.pack("<ii", -2, code))

    def _send(self, message: bytes) -> None:
        until = time.monotonic() + WAIT_S
        while True:
            try:
                with socket.socket(socket.AF_UNIX) as line:
                    line.connect(str(self._path))
                    line.sendall(message)
                    time.sleep(0.1)  # the device reads while the line stands
                return
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def later(self, pixels: NDArray[np.uint8]) -> threading.Thread:
        """Put the finger down once the device listens."""
        thread = threading.Thread(target=self.touch, args=(pixels,), daemon=True)
        thread.start()
        return thread


@contextlib.contextmanager
def libfprint(folder: Path) -> Iterator[tuple[HostedReaders, HostedReader, VirtualSensor]]:
    """The hosted family with one virtual sensor."""
    path = folder / "sensor"
    os.environ[VARIABLE] = str(path)
    family = registry.fingerprint_family("libfprint:virtual")
    assert isinstance(family, HostedReaders)
    try:
        (reader,) = family.readers()
        yield family, reader, VirtualSensor(path)
    finally:
        family.close()
        del os.environ[VARIABLE]


def captured(reader: HostedReader, sensor: VirtualSensor, pixels: NDArray[np.uint8]) -> FingerImage:
    """What the reader gives when this finger is put down."""
    touching = sensor.later(pixels)
    try:
        return reader.capture(WAIT_S)
    finally:
        touching.join()
