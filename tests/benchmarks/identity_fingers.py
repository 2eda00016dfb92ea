"""Prints of a folder (SENSOR/FINGER_IMPRESSION.*): the fused score beside Bozorth3's alone, over the same pairs.

As at sign-in: three impressions are enrolled, the best of the three counts. The first three and the next three of every
finger are enrolled in turn, and every other impression is compared with them.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from seat_client.identity import QualityTooLow
from seat_client.identity.fingers import IMPRESSIONS, Print, bozorth, compare, extract, prepare
from seat_client.identity.rates import Rate, equal_error_rate

COOPERATIVE = "upek"


@dataclass(frozen=True, slots=True)
class FingerRates:
    """One sensor: equal error rates of both scores, how many pairs they rest on, and the errors at each one's cut.

    `refused` are genuine pairs below the highest score of any stranger: what a threshold without a false match costs.
    """

    sensor: str
    fingers: int
    unread: int
    fused: float
    peer: float
    genuine: int
    impostor: int
    refused: Rate
    refused_by_peer: Rate

    @property
    def ratio(self) -> float:
        """Ours over the peer's; 1 where the peer makes no error that could be halved, and neither do we."""
        if self.peer == 0:
            return 1.0 if self.fused == 0 else float("inf")
        return self.fused / self.peer


def rates(folder: Path) -> list[FingerRates]:
    """Every sensor's, the cooperative one first."""
    sensors = sorted(
        (each for each in folder.iterdir() if each.is_dir()), key=lambda p: (p.name != COOPERATIVE, p.name)
    )
    return [_sensor(each) for each in sensors]


def _sensor(folder: Path) -> FingerRates:
    fingers: dict[str, list[Print]] = defaultdict(list)
    unread = 0
    for path in sorted(folder.glob("*_*.*")):
        picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        if picture is None:
            continue
        try:
            fingers[path.stem.rpartition("_")[0]].append(prepare(extract(np.asarray(picture, np.uint8))))
        except QualityTooLow:
            unread += 1
    pairs = _pairs(list(fingers.values()))
    ours, theirs = _scores(pairs, compare), _scores(pairs, bozorth)
    return FingerRates(
        folder.name, len(fingers), unread, equal_error_rate(*ours), equal_error_rate(*theirs),
        len(ours[0]), len(ours[1]), _refused(*ours), _refused(*theirs),
    )  # fmt: skip


Pair = tuple[bool, list[Print], Print]


def _pairs(fingers: list[list[Print]]) -> list[Pair]:
    pairs = []
    for index, own in enumerate(fingers):
        for first in (0, IMPRESSIONS):
            enrolled = own[first : first + IMPRESSIONS]
            if len(enrolled) < IMPRESSIONS:
                continue
            for other, impressions in enumerate(fingers):
                probes = [
                    p for at, p in enumerate(impressions) if other != index or not first <= at < first + IMPRESSIONS
                ]
                pairs += [(other == index, enrolled, probe) for probe in probes]
    return pairs


def _scores(
    pairs: list[Pair], score: Callable[[Print, Print], float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    best = [(same, max(score(kept, probe) for kept in enrolled)) for same, enrolled, probe in pairs]
    return np.array([value for same, value in best if same]), np.array([value for same, value in best if not same])


def _refused(genuine: NDArray[np.float64], impostor: NDArray[np.float64]) -> Rate:
    return Rate(int(np.sum(genuine <= impostor.max())), len(genuine))
