"""Whether a picture is good enough to judge by, and if not, what the person can do about it."""

from collections.abc import Sequence

import cv2
import numpy as np

from seat_client.identity.faces import Face, Picture
from seat_client.identity.state import Fault, Quality

FRONTAL = 0.22
"""`Face.turn` within which a face counts as looking at the camera."""

_BLACK = 6
_DARK, _BRIGHT = 45, 225
_EYES_APART = 44
"""Pixels between the eyes below which an embedding gets worse; it is computed from 35 of them."""
_TILT = 22
_SHARP = 6.0
_PRESENT = 0.35
"""A second face counts from this part of the first one's height on: somebody beside, not a picture on the wall."""
_MARGIN = 0.12


def people(faces: Sequence[Face]) -> int:
    """How many people are before the camera, faces in the far background left out."""
    return sum(face.size >= _PRESENT * faces[0].size for face in faces) if faces else 0


def judge(picture: Picture, faces: Sequence[Face], aligned: Picture | None) -> Quality:
    """The quality of `picture` with its `faces` (largest first); `aligned` is the largest one cut out."""
    if not faces or aligned is None:
        return Quality(Fault.BLACK if float(picture[::8, ::8].mean()) < _BLACK else Fault.NO_FACE)
    face = faces[0]
    grey = cv2.cvtColor(aligned, cv2.COLOR_BGR2GRAY)
    brightness = float(grey[20:, 16:96].mean())
    contrast = max(float(grey.std()), 1.0)
    sharpness = float(cv2.Laplacian(grey, cv2.CV_32F).std()) * 30.0 / contrast
    fault = _fault(picture, faces, brightness, sharpness)
    return Quality(fault, brightness, sharpness, face.eye_distance, face.turn)


def _fault(picture: Picture, faces: Sequence[Face], brightness: float, sharpness: float) -> Fault | None:
    face = faces[0]
    checks = (
        (people(faces) > 1, Fault.SECOND_FACE),
        (face.eye_distance < _EYES_APART, Fault.TOO_FAR),
        (_cut_off(picture, face), Fault.CUT_OFF),
        (brightness < _DARK, Fault.TOO_DARK),
        (brightness > _BRIGHT, Fault.TOO_BRIGHT),
        (abs(face.turn) > FRONTAL, Fault.TURNED),
        (abs(face.tilt) > _TILT, Fault.TILTED),
        (sharpness < _SHARP, Fault.BLURRED),
    )
    return next((fault for wrong, fault in checks if wrong), None)


def _cut_off(picture: Picture, face: Face) -> bool:
    """Whether a point of the face, or much of its box, lies outside the picture."""
    height, width = picture.shape[:2]
    left, top, wide, high = face.box
    slack = _MARGIN * high
    inside = np.all((face.points >= 0) & (face.points <= [width, height]))
    return not inside or left < -slack or top < -2 * slack or left + wide > width + slack or top + high > height + slack
