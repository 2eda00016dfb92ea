"""What the identity worker is given: how devices are opened by name, and the size of the picture it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drivers.api.camera import Camera
    from drivers.api.fingerprint import FingerprintFamily
    from drivers.api.id_card import IdCardFamily

SELF_VIEW = (640, 360)
"""Width and height of the mirrored picture that the person sees."""


@dataclass(frozen=True, slots=True)
class Devices:
    """How devices are opened by name, handed over by `app`, and where readers' thresholds stand (a file, or "").

    `practice` devices, which exist in software alone, are refused unless it is a practice seat. Where a media process
    owns the camera its pictures are `lent`, and the worker opens none.
    """

    camera: "Callable[[str], Camera]"
    fingers: "Callable[[str], FingerprintFamily]"
    practice: bool = False
    calibration: str = ""
    lent: bool = False
    cards: "Callable[[str], IdCardFamily] | None" = None
