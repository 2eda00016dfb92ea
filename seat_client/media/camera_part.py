"""The camera of the media process: one session, whoever looks; it is looked for again while it is absent or busy."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from drivers.api.camera import Camera, Frame, PictureWish
from drivers.api.errors import DeviceAbsent, DeviceBusy, DriverError
from seat_client.media.frames import Slots
from seat_client.media.messages import SELF_VIEW, CameraState, LendPictures, OpenCamera, ShowTile
from seat_client.media.process import Host
from seat_client.media.scaling import fitted, shrunk

logger = logging.getLogger(__name__)

AGAIN_AFTER: Final = 0.5
"""Seconds between two attempts to open a camera that is absent or busy."""

READ_WITHIN: Final = 1.0

OpenByName = Callable[[str], Camera]
"""`drivers.registry.camera`, handed over by `app`."""

Listener = Callable[[Frame], None]


class CameraPart:
    """`listen` from any thread; listeners are called in the camera's thread and must return at once."""

    takes = (OpenCamera, ShowTile, LendPictures)

    def __init__(self, host: Host, open_by_name: OpenByName) -> None:
        self._host, self._open_by_name = host, open_by_name
        self._listeners: tuple[Listener, ...] = ()
        self._self_view = (0, 0)
        self._thread: threading.Thread | None = None
        self._ended = threading.Event()
        self._told: CameraState | None = None
        self._lent: _Lent | None = None
        self._lending = threading.Lock()

    def listen(self, listener: Listener) -> None:
        """Hear of every picture from now on."""
        self._listeners = (*self._listeners, listener)

    async def take(self, order: object) -> None:
        """Open or close the camera, or change the self view's size."""
        match order:
            case ShowTile(tile, width, height) if tile == SELF_VIEW:
                self._self_view = (width, height)
                if not width:
                    self._host.tiles.clear(SELF_VIEW)
            case LendPictures():
                self._lend(order)
            case OpenCamera():
                await self._host.loop.run_in_executor(None, self._end)
                self._begin(order)

    async def close(self) -> None:
        await self._host.loop.run_in_executor(None, self._end)
        self._lend(LendPictures(""))

    def _lend(self, order: LendPictures) -> None:
        with self._lending:
            before, self._lent = self._lent, None
            if before is not None:
                before.close()
            try:
                self._lent = _Lent(order) if order.slots else None
            except FileNotFoundError:
                logger.warning("the slots that pictures were to be lent into are gone")  # the seat is ending

    def _begin(self, order: OpenCamera) -> None:
        if order.camera:
            self._ended = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(order, self._ended), name="camera", daemon=True)
            self._thread.start()

    def _end(self) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join(3 * READ_WITHIN)  # a driver that hangs is left behind
            self._thread = None
            self._host.tiles.clear(SELF_VIEW)
            self._tell(CameraState("closed"))

    def _run(self, order: OpenCamera, ended: threading.Event) -> None:
        while not ended.is_set():
            try:
                self._read(order, ended)
            except DeviceAbsent:
                self._tell(CameraState("absent"))
            except DeviceBusy:
                self._tell(CameraState("busy"))
            except DriverError as error:
                self._tell(CameraState("failed", type(error).__name__))
            ended.wait(AGAIN_AFTER)

    def _read(self, order: OpenCamera, ended: threading.Event) -> None:
        camera = self._open_by_name(order.camera)
        with camera.open(PictureWish(order.width, order.height, order.rate)) as session:
            while not ended.is_set():
                frame = session.read(READ_WITHIN)
                self._tell(CameraState("open", practice=camera.info.practice))
                with self._lending:
                    if self._lent is not None:
                        self._lent.write(frame)
                for listener in self._listeners:
                    listener(frame)
                if self._self_view[0]:
                    self._show(frame)
        self._host.tiles.clear(SELF_VIEW)

    def _show(self, frame: Frame) -> None:
        height, width = frame.pixels.shape[:2]
        size = fitted((width, height), self._self_view)
        pixels = np.ascontiguousarray(cv2.cvtColor(shrunk(frame.pixels, size), cv2.COLOR_BGR2BGRA))
        self._host.tiles.write(SELF_VIEW, pixels.data.cast("B"), *size, time.monotonic())

    def _tell(self, state: CameraState) -> None:
        if state != self._told:
            self._told = state
            self._host.tell(state)
            if state.state != "open":
                self._host.tiles.clear(SELF_VIEW)
                with self._lending:
                    if self._lent is not None:
                        self._lent.clear()


class _Lent:
    """Slots of another process, filled no faster than it asked for."""

    def __init__(self, order: LendPictures) -> None:
        self._slots = Slots.attach(order.slots)
        self._gap = 0.8 / order.rate  # a camera of just this rate is not halved by its jitter
        self._due = 0.0

    def write(self, frame: Frame) -> None:
        """Whole, or as large as the slots allow."""
        if frame.at < self._due:
            return
        self._due = frame.at + self._gap
        height, width = frame.pixels.shape[:2]
        scale = min(1.0, (self._slots.capacity / (4 * width * height)) ** 0.5)
        size = (int(width * scale), int(height * scale))
        fitting = frame.pixels if scale == 1.0 else cv2.resize(frame.pixels, size, interpolation=cv2.INTER_AREA)
        pixels = np.ascontiguousarray(cv2.cvtColor(fitting, cv2.COLOR_BGR2BGRA))
        self._slots.write(pixels.data.cast("B"), *size, frame.at)

    def clear(self) -> None:
        self._slots.clear()

    def close(self) -> None:
        self._slots.clear()
        self._slots.close()
