"""Draws the people before the practice camera: nobody's face, made from a seed, in a few milliseconds a picture.

A head is a height field with a painted skin. It is enough of a face for a face detector to see one and for an
embedding to tell two apart; it is no evidence of how well either does on people.
"""

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]
Paint = NDArray[np.uint8]

_GRID = 360
_REACH = 1.3
"""The drawn square reaches this far from the middle of the face, whose height from there is about 1."""

_LIGHT = np.array([-0.25, -0.45, 0.86], np.float32)


def _field(values: object) -> Field:
    return np.asarray(values, np.float32)


def _bump(x: Field, y: Field, at: tuple[float, float], widths: tuple[float, float]) -> Field:
    return _field(np.exp(-(((x - at[0]) / widths[0]) ** 2) - ((y - at[1]) / widths[1]) ** 2))


def _step(distance: Field, sharpness: float) -> Field:
    """1 where `distance` is positive, 0 where it is negative, soft in between."""
    return _field(1 / (1 + np.exp(np.clip(-distance * sharpness, -60, 60))))


class Head:
    """The head of person `seed`."""

    def __init__(self, seed: int) -> None:
        draw = np.random.default_rng([seed, 20210801])
        between = draw.uniform
        axis = np.linspace(-_REACH, _REACH, _GRID, dtype=np.float32)
        self.x, self.y = (np.ascontiguousarray(part) for part in np.meshgrid(axis, axis))
        self.width, self.jaw = between(0.62, 0.82), between(0.0, 0.3)
        self.eye = (between(0.26, 0.36), between(-0.2, -0.06))
        self.eye_size = (between(0.12, 0.165), between(0.05, 0.078))
        self.nose = (between(0.08, 0.15), between(0.22, 0.36))
        self.mouth = (between(0.19, 0.32), between(0.46, 0.58))
        self.brow = (between(-0.2, -0.12), between(0.02, 0.05), between(-0.15, 0.35))
        self.lips = between(0.04, 0.085)
        self.hairline = between(-0.68, -0.4)
        self.glasses = bool(draw.random() < 0.4)
        self.beard = float(draw.choice([0.0, 0.0, 0.5, 0.8]))
        tone = between(0.55, 1.0)
        self.skin = np.array([150, 180, 225], np.float32) * tone * np.array([between(0.85, 1.1), 1.0, 1.0], np.float32)
        self.hair = np.array([0.75, 0.9, 1.0], np.float32) * np.float32(draw.choice([18.0, 30.0, 60.0, 110.0]))
        self.height = self._height_field()
        self.outline = _step(self._half_width() - np.abs(self.x), 60.0)
        self.shade = self._shading()

    def skin_at(self, openness: float) -> Paint:
        """The painted skin with the eyes open (1), closed (0) or between."""
        return self._painted(round(openness * 4) / 4)

    def _half_width(self) -> Field:
        below = np.clip(self.y, 0, 1) ** 1.5
        return _field(self.width * (1 - self.jaw * below) * np.sqrt(np.clip(1 - (self.y / 1.02) ** 2, 0, 1)))

    def _height_field(self) -> Field:
        x, y = self.x, self.y
        across = np.clip(1 - (x / np.maximum(self._half_width(), 1e-3)) ** 2, 0, 1)
        z = 0.75 * np.sqrt(across) * np.sqrt(np.clip(1 - (y / 1.05) ** 4, 0, 1))
        nose_tip = self.eye[1] + self.nose[1]
        z += 0.45 * _bump(x, y, (0, nose_tip), (self.nose[0] * 0.8, 0.12))
        z += 0.13 * _bump(x, y, (0, self.eye[1] + self.nose[1] * 0.4), (self.nose[0] * 0.6, 0.22))
        for side in (-1, 1):
            z -= 0.06 * _bump(x, y, (side * self.eye[0], self.eye[1]), (0.17, 0.11))
            z += 0.04 * _bump(x, y, (side * self.eye[0], self.eye[1] + self.brow[0]), (0.2, 0.07))
            z += 0.03 * _bump(x, y, (side * 0.38, 0.25), (0.2, 0.16))
        z += 0.05 * _bump(x, y, (0, self.mouth[1]), (0.24, 0.09)) + 0.04 * _bump(x, y, (0, 0.82), (0.2, 0.1))
        return _field(cv2.GaussianBlur(_field(z), (0, 0), 3))

    def _shading(self) -> Field:
        cells = _GRID / (2 * _REACH) / 8
        slope_x = cv2.Sobel(self.height, cv2.CV_32F, 1, 0) * cells
        slope_y = cv2.Sobel(self.height, cv2.CV_32F, 0, 1) * cells
        normal = np.dstack([-slope_x, -slope_y, np.ones_like(slope_x)])
        normal /= np.linalg.norm(normal, axis=2, keepdims=True)
        return _field(np.clip(normal @ _LIGHT, 0, 1) * 0.75 + 0.32)

    @lru_cache(maxsize=8)  # noqa: B019 - heads are few and live as long as the process
    def _painted(self, openness: float) -> Paint:
        coat = _Coat(np.ones((_GRID, _GRID, 1), np.float32) * self.skin)
        x, y = self.x, self.y
        cheeks = _bump(x, y, (0.4, 0.28), (0.18, 0.14)) + _bump(x, y, (-0.4, 0.28), (0.18, 0.14))
        coat.add(self.skin * np.array([0.8, 0.8, 1.03]), 0.35 * cheeks)
        for side in (-1, 1):
            self._paint_eye(coat, side, openness)
        self._paint_nose_and_mouth(coat)
        if self.beard:
            chin = _step(y - 0.3, 14) * (1 - _bump(x, y, (0, self.mouth[1]), (0.26, 0.1)))
            coat.add(self.hair, self.beard * chin * _step(_field(np.abs(x) + (y - 0.3) * 0.9 - 0.35), 14))
        coat.scale(self.shade)
        if self.glasses:
            for side in (-1, 1):
                ring = np.hypot((x - side * self.eye[0]) / 1.15, y - self.eye[1] - 0.02) - 0.19
                coat.add(np.array([25, 25, 30], np.float32), 0.9 * np.exp(-((ring / 0.014) ** 2)).astype(np.float32))
            coat.add(np.array([25, 25, 30], np.float32), 0.9 * _bump(x, y, (0, self.eye[1]), (0.1, 0.02)))
        coat.add(self.hair, 0.97 * _step(_field(self.hairline + 0.5 * np.clip(np.abs(x) - 0.42, 0, 1) - y), 30))
        return coat.pixels()

    def _paint_eye(self, coat: "_Coat", side: int, openness: float) -> None:
        x, y = self.x, self.y
        across = x - side * self.eye[0]
        wide, high = self.eye_size
        within = (np.abs(across) < wide).astype(np.float32)
        arc = np.clip(1 - (across / wide) ** 2, 0, 1)
        lower = self.eye[1] + high * 0.75 * arc
        upper = lower + (self.eye[1] - high * arc - lower) * openness
        coat.add(self.skin * 0.78, 0.5 * _bump(x, y, (side * self.eye[0], self.eye[1] - 0.03), (wide * 1.3, high * 2)))
        brow_line = self.eye[1] + self.brow[0] + self.brow[2] * across * across / 0.3
        brow = np.exp(-(((y - brow_line) / self.brow[1]) ** 4) - (across / (wide * 1.35)) ** 6)
        coat.add(self.hair, 0.9 * brow.astype(np.float32))
        inside = _step(y - upper, 150) * _step(lower - y, 150) * within * np.float32(min(1.0, openness * 1.5))
        coat.add(np.array([225, 228, 230], np.float32), inside)
        from_middle = np.hypot(across, y - self.eye[1])
        coat.add(np.array([40, 55, 80], np.float32), inside * _step(high * 0.95 - from_middle, 90))
        coat.add(np.array([10, 10, 12], np.float32), inside * _step(high * 0.45 - from_middle, 110))
        glint = _bump(x, y, (side * self.eye[0] - 0.015, self.eye[1] - 0.02), (0.012, 0.012))
        coat.add(np.array([255, 255, 255], np.float32), 0.9 * inside * glint)
        lashes = np.exp(-(((y - upper) / 0.014) ** 2)).astype(np.float32) * within
        coat.add(self.hair * 0.6, 0.85 * lashes)
        coat.add(self.skin * 0.55, 0.4 * np.exp(-(((y - lower) / 0.012) ** 2)).astype(np.float32) * within)

    def _paint_nose_and_mouth(self, coat: "_Coat") -> None:
        x, y = self.x, self.y
        tip = self.eye[1] + self.nose[1]
        for side in (-1, 1):
            coat.add(self.skin * 0.3, 0.8 * _bump(x, y, (side * self.nose[0] * 0.55, tip + 0.1), (0.035, 0.022)))
            coat.add(self.skin * 0.62, 0.45 * _bump(x, y, (side * self.nose[0] * 1.05, tip + 0.05), (0.03, 0.07)))
        coat.add(self.skin * 0.65, 0.5 * _bump(x, y, (0, tip + 0.13), (self.nose[0] * 0.8, 0.03)))
        wide, at = self.mouth
        thickness = self.lips * np.clip(1 - (x / wide) ** 2, 0.02, 1)
        lips = np.exp(-(((y - at) / thickness) ** 2)) * (np.abs(x) < wide)
        coat.add(self.skin * np.array([0.62, 0.58, 0.82]), 0.85 * lips.astype(np.float32))
        gap = np.exp(-(((y - at + 0.005) / 0.013) ** 2) - (x / wide) ** 8)
        coat.add(self.skin * 0.35, 0.85 * gap.astype(np.float32))


class _Coat:
    """Paint over paint."""

    def __init__(self, ground: NDArray[np.floating]) -> None:
        self._paint = ground.astype(np.float32)

    def add(self, colour: NDArray[np.floating], cover: NDArray[np.floating]) -> None:
        self._paint += (colour.astype(np.float32) - self._paint) * np.clip(cover, 0, 1)[..., None].astype(np.float32)

    def scale(self, by: Field) -> None:
        self._paint *= by[..., None]

    def pixels(self) -> Paint:
        return np.clip(self._paint, 0, 255).astype(np.uint8)


@lru_cache(maxsize=16)
def head(seed: int) -> Head:
    """The head of person `seed`, drawn once."""
    return Head(seed)


def turned(person: Head, turn: float, openness: float) -> tuple[Paint, Field]:
    """Skin and outline seen with the head turned by `turn` radians, positive to the person's left (image right)."""
    skin = person.skin_at(openness)
    if abs(turn) < 1e-3:
        return skin, person.outline
    cosine, sine = math.cos(turn), math.sin(turn)
    seen = (person.x / cosine).astype(np.float32)
    rows = _cells(person.y)
    for _ in range(6):  # fixed point: which place of the resting face is seen at x
        height = cv2.remap(person.height, _cells(seen), rows, cv2.INTER_LINEAR)
        seen = (0.5 * seen + 0.5 * (person.x - (height - 0.2) * sine) / cosine).astype(np.float32)
    columns = _cells(seen)
    skin = cv2.remap(skin, columns, rows, cv2.INTER_LINEAR).astype(np.uint8)
    return skin, cv2.remap(person.outline, columns, rows, cv2.INTER_LINEAR).astype(np.float32)


def _cells(place: Field) -> Field:
    return ((place + _REACH) * ((_GRID - 1) / (2 * _REACH))).astype(np.float32)


def paint_person(
    picture: Paint, seed: int, *, middle: tuple[float, float], size: float, turn: float, openness: float
) -> None:
    """Put person `seed` into `picture` (BGR), the face's middle at `middle`, `size` pixels from there to the chin."""
    person = head(seed)
    at_x, at_y = round(middle[0]), round(middle[1])
    shirt = tuple(int(v) for v in np.random.default_rng(seed).integers(40, 120, 3))
    whole = round(size)
    cv2.ellipse(
        picture, (at_x, at_y + round(size * 2.05)), (round(size * 1.7), round(size * 1.15)), 0, 0, 360, shirt, -1
    )
    neck = tuple(float(v) for v in person.skin * 0.7)
    neck_from, neck_to = (
        (at_x - round(size * 0.36), at_y + whole // 2),
        (at_x + round(size * 0.36), at_y + round(size * 1.2)),
    )
    cv2.rectangle(picture, neck_from, neck_to, neck, -1)
    crown = (at_x, at_y - round(size * 0.22))
    hair = tuple(float(v) for v in person.hair)
    cv2.ellipse(picture, crown, (round(size * (person.width + 0.08)), round(size * 0.98)), 0, 0, 360, hair, -1)
    skin, outline = turned(person, turn, openness)
    side = max(8, round(2 * _REACH * size))
    skin = cv2.resize(skin, (side, side), interpolation=cv2.INTER_LINEAR).astype(np.uint8)
    cover = cv2.resize(outline, (side, side), interpolation=cv2.INTER_LINEAR)[..., None]
    _blend(picture, skin, cover.astype(np.float32), at_x - side // 2, at_y - side // 2)


def _blend(picture: Paint, skin: Paint, cover: Field, left: int, top: int) -> None:
    height, width = picture.shape[:2]
    side = skin.shape[0]
    y0, y1, x0, x1 = max(0, top), min(height, top + side), max(0, left), min(width, left + side)
    if y0 >= y1 or x0 >= x1:
        return
    part = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
    under = picture[y0:y1, x0:x1]
    under[:] = (under + (skin[part].astype(np.float32) - under) * cover[part]).astype(np.uint8)
