"""The practice camera: a drawn person who moves a little, and does what the scene says."""

import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from drivers.api.camera import ORDINARY, Camera, CameraSession, Frame, PictureWish
from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceTimeout
from drivers.virtual.head import head, paint_person
from drivers.virtual.scene import NAMED, Act, Scene, parse

TURN = 0.75
"""How far the drawn person turns when asked to, in radians."""


class Stage:
    """Where the scene comes from: a fixed word, or a file whose text is the scene; without the file it is unplugged."""

    def __init__(self, told: str) -> None:
        self._file = None if (told.split() or ["portrait"])[0] in NAMED else Path(told).expanduser()
        self._told = told
        self._scene = Scene()
        self._text: str | None = "\0"  # nothing was read yet
        self.began = time.monotonic()

    def scene(self) -> Scene:
        """What is to be seen now. Raises DeviceRefused when the words are none we know."""
        text = self._read()
        if text != self._text:
            self._scene = Scene(plugged=False) if text is None else parse(text)
            self._text, self.began = text, time.monotonic()
        return self._scene

    def _read(self) -> str | None:
        if self._file is None:
            return self._told
        try:
            return self._file.read_text(encoding="utf-8").strip() or None
        except OSError:
            return None


class VirtualCamera:
    """A camera over the scene that `told` names: a scene such as `portrait person=2`, or the path of a scene file."""

    def __init__(self, told: str = "portrait") -> None:
        self._stage = Stage(told)
        self._info = DeviceInfo(f"virtual:{told}", "virtual", "Practice camera", DeviceKind.CAMERA, practice=True)

    @property
    def info(self) -> DeviceInfo:
        return self._info

    def health(self) -> Health:
        scene = self._stage.scene()
        if not scene.plugged:
            return Health.ABSENT
        return Health.BUSY if scene.busy else Health.READY

    @contextmanager
    def open(self, wish: PictureWish = ORDINARY) -> Iterator[CameraSession]:
        health = self.health()
        if health is Health.ABSENT:
            raise DeviceAbsent(self._info.id)
        if health is Health.BUSY:
            raise DeviceBusy(self._info.id)
        yield _Session(self._info.id, self._stage, wish)


class VirtualCameraFamily:
    """The one practice camera."""

    def __init__(self, told: str) -> None:
        self._told = told or "portrait"

    def cameras(self) -> Sequence[Camera]:
        return [VirtualCamera(self._told)]


class _Session:
    def __init__(self, device: str, stage: Stage, wish: PictureWish) -> None:
        self._device = device
        self._stage = stage
        self._wish = wish
        self._next = time.monotonic()
        self._noise = np.random.default_rng(7).integers(0, 7, (wish.height * 2, wish.width, 3), np.uint8)
        self._room = _room(wish)
        if (person := stage.scene().person) is not None:
            for openness in (1.0, 0.0):  # painted now: the first blink must not hold up the pictures
                head(person).skin_at(openness)

    def read(self, seconds: float = 2.0) -> Frame:
        scene = self._stage.scene()
        if not scene.plugged:
            raise DeviceAbsent(self._device)
        pause = 1.0 / min(scene.rate, self._wish.rate) if scene.rate > 0 else math.inf
        if pause > seconds:
            time.sleep(seconds)
            raise DeviceTimeout(self._device, seconds)
        now = time.monotonic()
        self._next = max(self._next + pause, now)
        time.sleep(self._next - now)
        at = time.monotonic()
        return Frame(self._picture(scene, at), at)

    def _picture(self, scene: Scene, at: float) -> NDArray[np.uint8]:
        since = at - self._stage.began
        picture = self._room.copy()
        person = scene.swap if scene.swap_after and since > scene.swap_after else scene.person
        moves = not scene.photograph
        turn, openness = pose(scene, since) if moves else (scene.turn, 1.0)
        sway = (math.sin(at * 1.1), math.sin(at * 0.7)) if moves else (0.0, 0.0)
        height, width = picture.shape[:2]
        size = height * 0.3 * scene.size
        if scene.second is not None:
            middle = (width * 0.8, height * 0.5)
            paint_person(picture, scene.second, middle=middle, size=size * 0.8, turn=0.0, openness=1.0)
        if person is not None:
            middle = (width * (0.5 if scene.second is None else 0.4) + 6 * sway[0], height * 0.5 + 4 * sway[1])
            turn += 0.03 * sway[1]
            paint_person(picture, person, middle=middle, size=size, turn=turn, openness=openness)
        return self._exposed(picture, scene.light, at)

    def _exposed(self, picture: NDArray[np.uint8], light: float, at: float) -> NDArray[np.uint8]:
        if light < 1.0:
            picture = (picture * light).astype(np.uint8)
        if light > 0.0:
            row = int(at * 7919) % picture.shape[0]
            picture = np.minimum(picture, 248) + self._noise[row : row + picture.shape[0]]
        return picture


def pose(scene: Scene, since: float) -> tuple[float, float]:
    """How far the head is turned (radians, positive to the person's left), and how open the eyes are (0 to 1)."""
    if scene.act is Act.BLINK:
        phase = (since - 0.4) % 1.6
        return 0.0, 0.0 if since > 0.4 and phase < 0.45 else 1.0
    if scene.act is Act.STILL:
        return 0.0, 0.0 if since % 4.7 > 4.55 else 1.0
    # Slow enough that a busy machine's three pictures a second still show the angles between, and once more for as
    # long as it is asked for.
    phase = since % 3.4
    ramp = min(max(phase - 0.3, 0.0) / 1.4, 1.0) - min(max(phase - 2.3, 0.0) / 0.7, 1.0)
    return (TURN if scene.act is Act.LEFT else -TURN) * ramp, 1.0


def _room(wish: PictureWish) -> NDArray[np.uint8]:
    shade = np.linspace(150, 190, wish.height, dtype=np.float32)[:, None, None]
    wall = shade * np.array([1.0, 0.97, 0.93], np.float32) * np.ones((1, wish.width, 1), np.float32)
    return wall.astype(np.uint8)
