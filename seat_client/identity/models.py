"""The neural models: which files, where they come from, and that they are the very ones that were measured."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import resources
from seat_client.identity import ModelDamaged, ModelMissing


@dataclass(frozen=True, slots=True)
class Model:
    """One model file in `resources/models` with its pinned digest; `id` names it in decision records."""

    id: str
    file: str
    sha256: str


DETECTOR = Model(
    "yunet-2023mar",
    "face_detection_yunet_2023mar.onnx",
    "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
)
"""Finds faces with five points each (opencv_zoo, MIT)."""

EMBEDDER = Model(
    "sface-2021dec",
    "face_recognition_sface_2021dec.onnx",
    "0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79",
)
"""Makes 128 numbers of a face (opencv_zoo, Apache-2.0)."""

EYES = Model(
    "iris-landmark",
    "iris_landmark.tflite",
    "d1744d2a09c25f501d39eba4faff47e53ecca8852c5ce19bce8eeac39357521f",
)
"""Draws the outline of an eye, from which its openness is read (MediaPipe, Apache-2.0)."""

FACE_MODELS = (DETECTOR, EMBEDDER, EYES)


def folder() -> Path:
    """Where set-up puts the models."""
    return resources.path("models")


def model_path(model: Model, within: Path | None = None) -> Path:
    """The file, after its digest was compared. Raises ModelMissing, ModelDamaged."""
    path = (within or folder()) / model.file
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as absent:
        raise ModelMissing(model.file) from absent
    if found != model.sha256:
        raise ModelDamaged(model.file)
    return path


def check(models: Sequence[Model] = FACE_MODELS, within: Path | None = None) -> None:
    """Raise ModelMissing or ModelDamaged unless every file is the pinned one."""
    for model in models:
        model_path(model, within)
