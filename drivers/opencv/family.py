"""Finds cameras without switching any of them on."""

import re
from collections.abc import Sequence
from pathlib import Path

from drivers.api.camera import Camera
from drivers.opencv.camera import OpenCvCamera

_BY_ID = Path("/dev/v4l/by-id")
_NAMES = Path("/sys/class/video4linux")


class OpenCvFamily:
    """The cameras that OpenCV reaches; `only` names one by index, device file or part of its stable name."""

    def __init__(self, only: str = "") -> None:
        self._only = only

    def cameras(self) -> Sequence[Camera]:
        only = self._only
        if only.isdigit():
            device = f"/dev/video{only}"
            return [OpenCvCamera(device if Path("/dev").is_dir() else int(only))]
        if only.startswith("/"):
            return [OpenCvCamera(only, Path(only).name)]
        found = stable_names() if Path("/dev").is_dir() else []
        if not found and not only:
            return [OpenCvCamera(0)] if not Path("/dev").is_dir() else []
        return [OpenCvCamera(str(path), _label(path)) for path in found if only.lower() in path.name.lower()]


def stable_names() -> list[Path]:
    """The names udev gives by maker and serial number; index 0 of each device takes pictures, others carry metadata."""
    named = sorted(_BY_ID.glob("*-video-index0"))
    return named or sorted(Path("/dev").glob("video[0-9]*"))


def _label(path: Path) -> str:
    """What the system calls the camera, or its stable name without the frills."""
    name = _NAMES / path.resolve().name / "name"
    if name.is_file():
        return name.read_text(encoding="utf-8", errors="replace").strip()
    return re.sub(r"^usb-|-video-index0$", "", path.name)
