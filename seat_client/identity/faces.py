"""What the models see in one picture: faces, how each is turned, how open its eyes are, and its embedding."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from seat_client.identity.models import DETECTOR, EMBEDDER, EYES, model_path

Picture = NDArray[np.uint8]
Embedding = NDArray[np.float32]

SEARCH_WIDTH = 320
"""Pictures are searched at this width: at 1280 the detector overlooks faces that fill the picture."""

_SCORE = 0.6
_EYE_SIDE = 64
_EYE_REACH = 0.75
"""The square cut out around an eye, over the distance between the eyes."""
_EYE_OUTPUT = "output_eyes_contours_and_brows"


@dataclass(frozen=True, slots=True)
class Face:
    """One face: `box` (left, top, width, height) and `points` (5 x 2: right eye, left eye, nose, mouth's right and
    left corner, of the person) in pixels, `score` 0 to 1, `row` as the models want it back."""

    box: tuple[float, float, float, float]
    points: NDArray[np.float32]
    score: float
    row: NDArray[np.float32]

    @property
    def size(self) -> float:
        return self.box[3]

    @property
    def eye_distance(self) -> float:
        return float(np.linalg.norm(self.points[1] - self.points[0]))

    @property
    def turn(self) -> float:
        """How far the nose stands from the middle of the eyes, over their distance along their line.

        Positive when the head is turned to the person's own left. 99 of 100 press photographs lie within 0.31.
        """
        across = self.points[1] - self.points[0]
        nose = self.points[2] - (self.points[0] + self.points[1]) / 2
        return float(nose @ across / max(float(across @ across), 1e-6))

    @property
    def tilt(self) -> float:
        """The angle of the line through the eyes, in degrees."""
        across = self.points[1] - self.points[0]
        return float(np.degrees(np.arctan2(across[1], across[0])))


class FaceEngine:
    """The models, loaded once; one thread alone may use them.

    Raises ModelMissing or ModelDamaged when a file is not the pinned one.
    """

    def __init__(self, models: Path | None = None) -> None:
        self._detector = cv2.FaceDetectorYN.create(str(model_path(DETECTOR, models)), "", (SEARCH_WIDTH, 240), _SCORE)
        self._embedder = cv2.FaceRecognizerSF.create(str(model_path(EMBEDDER, models)), "")
        self._eyes = cv2.dnn.readNetFromTFLite(str(model_path(EYES, models)))

    def warm_up(self) -> None:
        """Let every model lay out its memory, which its first picture would otherwise wait for."""
        blank = np.zeros((SEARCH_WIDTH * 9 // 16, SEARCH_WIDTH, 3), np.uint8)
        points = np.array([(150, 80), (170, 80), (160, 92), (152, 104), (168, 104)], np.float32)
        row = np.array([140, 60, 40, 60, *points.ravel(), 1.0], np.float32)
        face = Face((140, 60, 40, 60), points, 1.0, row)
        self.find(blank)
        self.embed(blank, face)
        self.openness(blank, face)

    def find(self, picture: Picture) -> list[Face]:
        """All faces, the largest first."""
        height, width = picture.shape[:2]
        scale = min(1.0, SEARCH_WIDTH / width)
        size = (round(width * scale), max(1, round(height * scale)))
        self._detector.setInputSize(size)
        _, rows = self._detector.detect(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
        faces = [] if rows is None else [_face(row, scale) for row in np.asarray(rows, np.float32)]
        return sorted(faces, key=lambda face: face.size, reverse=True)

    def aligned(self, picture: Picture, face: Face) -> Picture:
        """The face turned upright and cut out, 112 x 112."""
        return np.asarray(self._embedder.alignCrop(picture, face.row), np.uint8)

    def embed(self, picture: Picture, face: Face) -> Embedding:
        """128 numbers of length 1; the cosine of two of them tells how alike the faces are."""
        numbers = np.asarray(self._embedder.feature(self.aligned(picture, face)), np.float32)[0]
        return unit(numbers)

    def openness(self, picture: Picture, face: Face) -> float:
        """How open the wider eye is: the height between its lids over its width, about 0.2 open and 0 closed.

        The wider of the two, because one eye may be hidden by the frame of glasses or a turned head.
        """
        return max(self._eye(picture, face, 0), self._eye(picture, face, 1))

    def _eye(self, picture: Picture, face: Face, which: int) -> float:
        scale = _EYE_SIDE / max(face.eye_distance * _EYE_REACH, 1.0)
        angle = np.radians(face.tilt)
        cosine, sine = scale * np.cos(angle), scale * np.sin(angle)
        x, y = face.points[which]
        middle = _EYE_SIDE / 2
        matrix = np.array(
            [[cosine, sine, middle - cosine * x - sine * y], [-sine, cosine, middle + sine * x - cosine * y]],
            np.float32,
        )
        cut = cv2.warpAffine(picture, matrix, (_EYE_SIDE, _EYE_SIDE))
        if which == 1:  # the model knows one eye; the other one is mirrored
            cut = np.ascontiguousarray(cut[:, ::-1])
        self._eyes.setInput(cv2.dnn.blobFromImage(cut, 1 / 255.0, swapRB=True))
        outline = np.asarray(self._eyes.forward(_EYE_OUTPUT), np.float32).reshape(71, 3)[:16, :2]
        return _lid_distance(outline)


def unit(numbers: NDArray[np.floating]) -> Embedding:
    """The same direction, length 1."""
    return np.asarray(numbers / max(float(np.linalg.norm(numbers)), 1e-9), np.float32)


def mean(embeddings: list[Embedding]) -> Embedding:
    """The direction between several."""
    return unit(np.sum(embeddings, axis=0))


def cosine(one: Embedding, other: Embedding) -> float:
    """How alike two embeddings are, -1 to 1."""
    return float(one @ other)


def _face(row: NDArray[np.float32], scale: float) -> Face:
    row = row.copy()
    row[:14] /= scale
    left, top, width, height = (float(v) for v in row[:4])
    return Face((left, top, width, height), row[4:14].reshape(5, 2), float(row[14]), row)


def _lid_distance(outline: NDArray[np.float32]) -> float:
    """Points 0 to 8 run along the lower lid from corner to corner, 9 to 15 along the upper one."""
    across = outline[8] - outline[0]
    width = max(float(np.linalg.norm(across)), 1e-6)
    down = np.array([-across[1], across[0]], np.float32) / width
    height = (outline - outline[0]) @ down
    return float((height[1:8].mean() - height[9:16].mean()) / width)
