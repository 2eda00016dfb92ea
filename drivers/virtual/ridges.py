"""Draws fingerprints: ridges grown from noise along a flow, made from a seed. No evidence of any matcher's accuracy.

The flow has a core and a delta (zero-pole model of Sherlock and Monro, 1993); oriented filters turn noise into ridges.
"""

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

HEIGHT, WIDTH = 360, 280
_PERIOD = 9.0
_ANGLES = 16
_ROUNDS = 5
Grey = NDArray[np.uint8]


@lru_cache(maxsize=8)
def master(seed: int) -> NDArray[np.float32]:
    """The ridges of finger `seed`, -1 valley to 1 ridge; takes about a second and is drawn once."""
    draw = np.random.default_rng([seed, 4711])
    flow = _flow(draw)
    bins = np.round(flow / math.pi * _ANGLES).astype(int) % _ANGLES
    period = _PERIOD * draw.uniform(0.9, 1.12)
    kernels = [_kernel(math.pi * n / _ANGLES, period) for n in range(_ANGLES)]
    picture = draw.normal(0, 1, (HEIGHT, WIDTH)).astype(np.float32)
    for _ in range(_ROUNDS):
        grown = np.zeros_like(picture)
        for number, kernel in enumerate(kernels):
            here = bins == number
            if here.any():
                grown[here] = cv2.filter2D(picture, cv2.CV_32F, kernel, borderType=cv2.BORDER_REFLECT)[here]
        picture = np.tanh(grown / max(float(grown.std()), 1e-6) * 1.6).astype(np.float32)
    return picture


def impression(seed: int, number: int) -> Grey:
    """Impression `number` of finger `seed`: turned, moved, stretched, wetter or drier, pressed on another part."""
    draw = np.random.default_rng([seed, number, 815])
    turn, scale = draw.uniform(-12, 12), draw.uniform(0.98, 1.02)
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), turn, scale)
    matrix[:, 2] = matrix[:, 2] + draw.uniform(-12, 12, 2)
    picture = cv2.warpAffine(master(seed), matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
    picture = _stretched(np.asarray(picture, np.float32), draw)
    wet = picture + draw.uniform(-0.25, 0.25) + cv2.GaussianBlur(draw.normal(0, 1, picture.shape), (0, 0), 1) * 0.5
    y, x = np.meshgrid(np.linspace(-1, 1, HEIGHT), np.linspace(-1, 1, WIDTH), indexing="ij")
    at = draw.uniform(-0.08, 0.08, 2)
    contact = 1 / (1 + np.exp((np.hypot((x - at[0]) / 0.93, (y - at[1]) / 0.97) - 0.92) * 25))
    grey = 255 - (np.clip(wet * 0.5 + 0.5, 0, 1) * 200) * contact
    return np.asarray(np.clip(grey, 0, 255), np.uint8)


def _flow(draw: np.random.Generator) -> NDArray[np.float64]:
    """The direction of the ridges at every place, 0 to pi."""
    y, x = np.meshgrid(np.arange(HEIGHT, dtype=np.float64), np.arange(WIDTH, dtype=np.float64), indexing="ij")
    side = draw.choice([-1.0, 1.0])
    core = (WIDTH / 2 + draw.uniform(-20, 20), HEIGHT * draw.uniform(0.36, 0.48))
    delta = (WIDTH / 2 + side * draw.uniform(70, 120), HEIGHT * draw.uniform(0.8, 1.0))
    angle = np.arctan2(y - delta[1], x - delta[0]) - np.arctan2(y - core[1], x - core[0])
    if draw.random() < 0.35:  # a whorl has two of each
        lower = (core[0] + draw.uniform(-15, 15), core[1] + draw.uniform(45, 80))
        other = (WIDTH / 2 - side * draw.uniform(80, 130), HEIGHT * draw.uniform(0.8, 1.0))
        angle = angle + np.arctan2(y - other[1], x - other[0]) - np.arctan2(y - lower[1], x - lower[0])
    wave = np.asarray(cv2.GaussianBlur(draw.normal(0, 1, (HEIGHT, WIDTH)), (0, 0), 40), np.float64) * 9
    return np.asarray((0.5 * angle + wave + math.pi / 2) % math.pi)


def _kernel(angle: float, period: float) -> NDArray[np.float32]:
    """An even Gabor filter along `angle`."""
    half = 10
    y, x = np.mgrid[-half : half + 1, -half : half + 1].astype(np.float32)
    across = -x * math.sin(angle) + y * math.cos(angle)
    kernel = np.exp(-(x**2 + y**2) / (2 * 4.0**2)) * np.cos(2 * math.pi * across / period)
    return np.asarray(kernel - kernel.mean(), np.float32)


def _stretched(picture: NDArray[np.float32], draw: np.random.Generator) -> NDArray[np.float32]:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    push = [cv2.GaussianBlur(draw.normal(0, 1, picture.shape), (0, 0), 35).astype(np.float32) * 90 for _ in range(2)]
    return np.asarray(cv2.remap(picture, x + push[0], y + push[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT))
