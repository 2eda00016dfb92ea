"""How alike two sets of minutiae are, by their neighbourhoods: Minutia Cylinder-Code with relaxation.

After R. Cappelli, M. Ferrara, D. Maltoni, "Minutia Cylinder-Code", IEEE PAMI 32(12), 2010: each minutia gets a cylinder
of cells, in its own direction, filled with what its neighbours contribute by place and by direction; cylinders of two
prints are compared pairwise (LSS), and pairs are kept by how well they agree with one another (LSS-R). Distances are in
pixels of 500 per inch, directions in radians, counter-clockwise with y downwards. Eight cells a side instead of the
paper's sixteen: as exact on the prints this was developed on, at a quarter of the work.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]

RADIUS = 70.0
SIDE = 8
LAYERS = 6
_SIGMA_S = 28.0 / 3
_SIGMA_D = 2 * np.pi / 9
_MU_PSI, _TAU_PSI = 0.01, 400.0
_HULL_GROWN = 50.0
_MIN_VALID = 0.75
_MIN_NEIGHBOURS = 2
_MIN_SHARED = 0.6
_MAX_TURN = np.pi / 2
_MIN_PAIRS, _MAX_PAIRS = 4, 12
_MU_P, _TAU_P = 20.0, 0.4
_ROUNDS = 5
_WEIGHT = 0.5
_MU = (5.0, np.pi / 12, np.pi / 12)
_TAU = (-8.0 / 5, -30.0, -30.0)
_CELL = 2 * RADIUS / SIDE


@dataclass(frozen=True, slots=True)
class Cylinders:
    """The cylinders of one print: `minutiae` (n x 3: x, y, direction), `cells` (n x SIDE*SIDE*LAYERS, 0 where a cell
    is outside) and `inside` (n x SIDE*SIDE, 1 where a cell counts)."""

    minutiae: Numbers
    cells: Numbers
    inside: Numbers

    def __len__(self) -> int:
        return len(self.minutiae)


def cylinders(minutiae: Numbers) -> Cylinders:
    """The cylinders of all minutiae (n x 3 or more columns) that have enough around them."""
    points = np.asarray(minutiae[:, :3], np.float32)
    if len(points) < _MIN_NEIGHBOURS + 1:
        return Cylinders(
            points[:0], np.zeros((0, SIDE * SIDE * LAYERS), np.float32), np.zeros((0, SIDE * SIDE), np.float32)
        )
    places, near = _cell_places(points)
    inside = near & _in_hull(points, places)
    contributions, neighbours = _by_place(points, places)
    directions = _by_direction(points)
    raw = np.matmul(contributions, directions)
    cells = 1.0 / (1.0 + np.exp(np.clip(-_TAU_PSI * (raw - _MU_PSI), -60, 60)))
    cells = (cells * inside[..., None]).astype(np.float32).reshape(len(points), -1)
    kept = (inside.sum(axis=1) >= _MIN_VALID * near[0].sum()) & (neighbours >= _MIN_NEIGHBOURS)
    return Cylinders(points[kept], cells[kept], inside[kept].astype(np.float32))


def score(one: Cylinders, other: Cylinders) -> float:
    """How alike the two prints are, 0 to about 1: the mean of the pairs that agree best with one another."""
    if not len(one) or not len(other):
        return 0.0
    local = _local(one, other)
    pairs = _candidates(local)
    if len(pairs[0]) == 0:
        return 0.0
    start = local[pairs]
    relaxed = _relax(one.minutiae, other.minutiae, pairs, start)
    wanted = _pair_count(len(one), len(other))
    efficiency = relaxed / np.maximum(start, 1e-6)
    best = np.argsort(-efficiency)[:wanted]
    return float(relaxed[best].sum() / wanted)


def _pair_count(one: int, other: int) -> int:
    share = 1.0 / (1.0 + math.exp(-_TAU_P * (min(one, other) - _MU_P)))
    return _MIN_PAIRS + round(float(share) * (_MAX_PAIRS - _MIN_PAIRS))


def _cell_places(points: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
    """Where the cells of each cylinder lie in the picture (n x cells x 2), and which lie within its radius."""
    steps = (np.arange(SIDE, dtype=np.float32) + 0.5) * _CELL - RADIUS
    grid = np.stack(np.meshgrid(steps, steps, indexing="ij"), axis=-1).reshape(-1, 2)
    cosine, sine = np.cos(points[:, 2]), np.sin(points[:, 2])
    turn = np.stack([np.stack([cosine, sine], -1), np.stack([-sine, cosine], -1)], -2)
    places = points[:, None, :2] + np.einsum("nij,cj->nci", turn, grid)
    near = np.broadcast_to(np.hypot(grid[:, 0], grid[:, 1]) <= RADIUS, places.shape[:2])
    return places.astype(np.float32), near


def _in_hull(points: Numbers, places: Numbers) -> NDArray[np.bool_]:
    """Which cells lie where the print has minutiae: in the convex hull, grown a little."""
    low = points[:, :2].min(axis=0) - RADIUS - _HULL_GROWN - 2
    size = (points[:, :2].max(axis=0) + RADIUS + _HULL_GROWN + 2 - low).astype(int) // 2 + 1
    hull = cv2.convexHull(((points[:, :2] - low) / 2).astype(np.float32)).astype(np.int32)
    mask = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillConvexPoly(mask, hull, 1)
    outside = cv2.distanceTransform(1 - mask, cv2.DIST_L2, 3)
    grown = outside <= _HULL_GROWN / 2
    where = ((places - low) / 2).astype(int)
    return np.asarray(grown[np.clip(where[..., 1], 0, size[1] - 1), np.clip(where[..., 0], 0, size[0] - 1)], np.bool_)


def _by_place(points: Numbers, places: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
    """What each neighbour gives each cell by its distance (n x cells x n), and how many neighbours reach a cylinder."""
    apart = ((places**2).sum(-1)[..., None] + (points[:, :2] ** 2).sum(-1) - 2 * places @ points[:, :2].T).clip(0)
    given = np.exp(-apart / (2 * _SIGMA_S**2)) / (_SIGMA_S * np.sqrt(2 * np.pi))
    given[apart > (3 * _SIGMA_S) ** 2] = 0
    count = len(points)
    given[np.arange(count), :, np.arange(count)] = 0  # nobody is the own neighbour
    distance = np.hypot(*(points[:, None, :2] - points[None, :, :2]).transpose(2, 0, 1))
    neighbours = (distance <= RADIUS + 3 * _SIGMA_S).sum(axis=1) - 1
    return given.astype(np.float32), neighbours


def _by_direction(points: Numbers) -> Numbers:
    """What each neighbour gives each layer by the difference of directions (n x n x LAYERS)."""
    middles = -np.pi + (np.arange(LAYERS) + 0.5) * 2 * np.pi / LAYERS
    difference = _wrapped(points[:, None, 2] - points[None, :, 2])
    off = _wrapped(middles[None, None, :] - difference[..., None])
    half = np.pi / LAYERS
    # The integral of the normal density over the layer, by its middle and edges (Simpson).
    density = sum(w * np.exp(-((off + d) ** 2) / (2 * _SIGMA_D**2)) for w, d in ((1, -half), (4, 0.0), (1, half)))
    return np.asarray(density * half / 3 / (_SIGMA_D * np.sqrt(2 * np.pi)), np.float32)


def _local(one: Cylinders, other: Cylinders) -> Numbers:
    """The likeness of every cylinder of `one` with every one of `other`, over the cells that count in both."""
    a, b = one.cells, other.cells
    in_a, in_b = np.repeat(one.inside, LAYERS, axis=1), np.repeat(other.inside, LAYERS, axis=1)
    square_a, square_b = (a * a) @ in_b.T, in_a @ (b * b).T
    apart = np.sqrt(np.maximum(square_a + square_b - 2 * (a @ b.T), 0))
    together = np.sqrt(square_a) + np.sqrt(square_b)
    likeness = 1 - apart / np.maximum(together, 1e-6)
    shared = one.inside @ other.inside.T
    whole = np.pi / 4 * SIDE * SIDE
    turn = np.abs(_wrapped(one.minutiae[:, None, 2] - other.minutiae[None, :, 2]))
    fit = (shared >= _MIN_SHARED * whole) & (turn <= _MAX_TURN) & (together > 1e-6)
    return np.where(fit, likeness, 0).astype(np.float32)


def _candidates(local: Numbers) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The most alike pairs, as many as the smaller print has minutiae."""
    count = min(local.shape)
    order = np.argsort(local, axis=None)[::-1][:count]
    rows, columns = np.unravel_index(order, local.shape)
    real = local[rows, columns] > 0
    return rows[real], columns[real]


def _relax(one: Numbers, other: Numbers, pairs: tuple[NDArray[np.intp], NDArray[np.intp]], start: Numbers) -> Numbers:
    """The likeness of each pair after it was moved, round by round, towards that of the pairs it agrees with."""
    count = len(start)
    if count < 2:
        return start * _WEIGHT**_ROUNDS
    agreement = _agreement(one[pairs[0]], other[pairs[1]])
    np.fill_diagonal(agreement, 0)
    value = start.astype(np.float64)
    for _ in range(_ROUNDS):
        value = _WEIGHT * value + (1 - _WEIGHT) * (agreement @ value) / (count - 1)
    return value.astype(np.float32)


def _agreement(a: Numbers, b: Numbers) -> Numbers:
    """How well two pairs fit the same movement of the finger: distances, and directions seen from one another."""
    far_a, bearing_a = _between(a)
    far_b, bearing_b = _between(b)
    turn_a, turn_b = a[:, None, 2] - a[None, :, 2], b[:, None, 2] - b[None, :, 2]
    off = (np.abs(far_a - far_b), np.abs(_wrapped(turn_a - turn_b)), np.abs(_wrapped(bearing_a - bearing_b)))
    result = np.ones_like(far_a)
    for value, mu, tau in zip(off, _MU, _TAU, strict=True):
        result *= 1.0 / (1.0 + np.exp(np.clip(-tau * (value - mu), -60, 60)))
    return result.astype(np.float32)


def _between(minutiae: Numbers) -> tuple[Numbers, Numbers]:
    """Distances of all pairs, and the direction from one to the other seen from the first one's direction."""
    across = minutiae[None, :, :2] - minutiae[:, None, :2]
    bearing = np.arctan2(-across[..., 1], across[..., 0])
    return np.hypot(across[..., 0], across[..., 1]), _wrapped(minutiae[:, None, 2] - bearing)


def _wrapped(angle: NDArray[np.floating]) -> Numbers:
    """The same angle within -pi to pi."""
    return np.asarray((angle + np.pi) % (2 * np.pi) - np.pi, np.float32)
