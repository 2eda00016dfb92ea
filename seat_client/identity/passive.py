"""The place for a model against presentation attacks that looks at single pictures.

None ships. A centre that has one with measured error rates puts `passive.onnx` and `passive.toml` into
`resources/models`; the file says `id`, `sha256`, `side` (pixels), `live` (index of the output that means a living
person) and `threshold`. Its verdict goes into the decision record, and with `required = true` a picture below the
threshold fails.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from seat_client.identity import ModelDamaged
from seat_client.identity.faces import Face, Picture
from seat_client.identity.models import folder

_REACH = 1.35
"""The square that is judged, over the height of the face: some of what surrounds it betrays a frame or an edge."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How living a picture looks to the model `id`, 0 to 1, and whether that decides."""

    id: str
    live: float
    threshold: float
    required: bool

    @property
    def passed(self) -> bool:
        return not self.required or self.live >= self.threshold


class PassiveModel:
    """The centre's own model. Raises ModelDamaged when it is not the one its manifest names."""

    def __init__(self, manifest: Path) -> None:
        told = tomllib.loads(manifest.read_text(encoding="utf-8"))
        path = manifest.with_suffix(".onnx")
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != told["sha256"]:
            raise ModelDamaged(path.name)
        self.id = str(told["id"])
        self._side, self._live = int(told["side"]), int(told["live"])
        self._threshold, self._required = float(told["threshold"]), bool(told.get("required", False))
        self._net = cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8))

    def look(self, picture: Picture, face: Face) -> Verdict:
        """The model's word on one face."""
        left, top, wide, high = face.box
        side = max(8.0, high * _REACH)
        cut = cv2.getRectSubPix(picture, (round(side), round(side)), (left + wide / 2, top + high / 2))
        self._net.setInput(cv2.dnn.blobFromImage(cut, 1 / 255.0, (self._side, self._side)))
        scores = np.asarray(self._net.forward(), np.float64).ravel()
        shares = np.exp(scores - scores.max())
        return Verdict(self.id, float(shares[self._live] / shares.sum()), self._threshold, self._required)


def installed(within: Path | None = None) -> PassiveModel | None:
    """The model of this machine, if there is one."""
    manifest = (within or folder()) / "passive.toml"
    return PassiveModel(manifest) if manifest.is_file() else None
