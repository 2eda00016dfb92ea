"""The threshold of one reader model, from a centre's own enrolments.

Every enrolled finger is compared with every other one: none of these pairs may pass. A reader model counts as
calibrated once that many pairs were compared that they can show the wanted rate.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from seat_client.identity.fingers import UNCALIBRATED, Print, compare
from seat_client.identity.rates import Rate, upper_bound

WANTED = 1e-4
_ROOM = 1.05
"""The threshold lies this far above the best score of two different fingers, where no more are to be let through."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was found for `reader`: the threshold, from how many fingers and pairs, and when (ISO 8601 date)."""

    reader: str
    threshold: float
    fingers: int
    pairs: int
    passing: int
    refused: int
    genuine: int
    date: str

    @property
    def sufficient(self) -> bool:
        """Whether so many pairs can show the wanted rate; only then may a finger sign somebody in alone."""
        return upper_bound(self.passing, self.pairs) <= WANTED

    @property
    def false_match(self) -> Rate:
        return Rate(self.passing, self.pairs)

    @property
    def false_non_match(self) -> Rate:
        return Rate(self.refused, self.genuine)


def calibrate(
    reader: str, fingers: Sequence[Sequence[Print]], date: str, tell: Callable[[int, int], None] = lambda *_: None
) -> Calibration:
    """Compare all impressions of different fingers, one against the three enrolled of another, as sign-in does.

    `tell` is told how many fingers are done, and of how many.
    """
    strange: list[float] = []
    own: list[float] = []
    for index, enrolled in enumerate(fingers):
        for other, impressions in enumerate(fingers):
            if other == index:
                own += [
                    max(compare(probe, kept) for kept in enrolled if kept is not probe)
                    for probe in impressions
                    if len(enrolled) > 1
                ]
            else:
                strange += [max(compare(probe, kept) for kept in enrolled) for probe in impressions]
        tell(index + 1, len(fingers))
    threshold = _threshold(np.array(strange))
    return Calibration(
        reader, round(threshold, 3), len(fingers), len(strange), int(np.sum(np.array(strange) >= threshold)),
        int(np.sum(np.array(own) < threshold)), len(own), date,
    )  # fmt: skip


def _threshold(strange: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
    """The lowest cut that still shows the wanted rate; above all scores where the pairs are too few for any."""
    if not len(strange):
        return UNCALIBRATED
    ordered = np.sort(strange)[::-1]
    allowed = 0
    while allowed + 1 < len(ordered) and upper_bound(allowed + 1, len(ordered)) <= WANTED:
        allowed += 1
    return float(np.nextafter(ordered[allowed - 1], np.inf)) if allowed else float(ordered[0] * _ROOM)


def save(path: Path, found: Calibration) -> None:
    """Put it beside those of other reader models."""
    known = load(path)
    known[found.reader] = found
    rows = {name: asdict(each) for name, each in sorted(known.items())}
    part = path.with_suffix(".part")
    part.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    part.replace(path)


def load(path: Path) -> dict[str, Calibration]:
    """What was found so far, by reader model; a file that cannot be read counts as none."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {name: Calibration(**row) for name, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
