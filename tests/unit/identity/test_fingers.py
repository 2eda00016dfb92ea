"""Minutiae and their comparison, on drawn fingers: the flow of accepting and refusing, not the accuracy."""

from functools import lru_cache

import numpy as np
import pytest

from drivers.virtual.ridges import impression
from seat_client.identity import QualityTooLow, mcc
from seat_client.identity.calibration import calibrate, load, save
from seat_client.identity.fingers import (
    UNCALIBRATED,
    Print,
    bozorth,
    compare,
    decide,
    enrol,
    enrol_minutiae,
    extract,
    prepare,
    quality,
)
from seat_client.identity.template import FingerTemplate, unpack


@lru_cache(maxsize=16)
def minutiae(finger: int, number: int) -> np.ndarray:
    return extract(impression(finger, number))


@lru_cache(maxsize=16)
def print_of(finger: int, number: int) -> Print:
    return prepare(minutiae(finger, number))


def template() -> FingerTemplate:
    return enrol_minutiae([minutiae(1, n) for n in (1, 2, 3)])


def test_the_enrolled_finger_passes_and_another_does_not() -> None:
    kept = unpack(template().packed())  # as it comes back from where it was kept
    assert isinstance(kept, FingerTemplate)
    own, other = decide(kept, impression(1, 4), reader="virtual drawn"), decide(kept, impression(2, 1))
    assert own.passed
    assert not other.passed
    assert own.score > UNCALIBRATED > other.score
    assert not own.alone  # nothing was calibrated yet
    assert own.record()["facts"] == {"reader": "virtual drawn"}


def test_both_halves_of_the_score_tell_fingers_apart() -> None:
    same, strange = print_of(1, 2), print_of(2, 1)
    one = print_of(1, 1)
    assert bozorth(one, same) > 3 * bozorth(one, strange)
    assert mcc.score(one.cylinders, same.cylinders) > 2 * mcc.score(one.cylinders, strange.cylinders)
    assert mcc.score(one.cylinders, one.cylinders) > mcc.score(one.cylinders, same.cylinders)


def test_cylinders_do_not_mind_how_the_finger_lies() -> None:
    rows = minutiae(1, 1)
    angle = 0.5
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    moved = rows.copy()
    moved[:, :2] = rows[:, :2] @ turn.T + [40, -25]
    moved[:, 2] += angle
    still = mcc.cylinders(rows)
    assert mcc.score(still, mcc.cylinders(moved)) == pytest.approx(mcc.score(still, still), rel=0.1)
    mirrored = rows.copy()
    mirrored[:, 0] = -rows[:, 0]
    mirrored[:, 2] = np.pi - rows[:, 2]
    assert mcc.score(still, mcc.cylinders(mirrored)) < 0.3 * mcc.score(still, still)


def test_too_little_to_compare_is_no_likeness() -> None:
    few = mcc.cylinders(minutiae(1, 1)[:2])
    assert len(few) == 0
    assert mcc.score(few, print_of(1, 1).cylinders) == 0.0


@pytest.mark.parametrize(
    "picture",
    [
        np.full((300, 250), 255, np.uint8),
        np.zeros((300, 250), np.uint8),
        np.zeros((20, 20), np.uint8),
        np.zeros((4000, 300), np.uint8),
        np.zeros((300, 250, 3), np.uint8),
    ],
)
def test_what_is_no_finger_is_said_so(picture: np.ndarray) -> None:
    with pytest.raises(QualityTooLow):
        extract(picture)


@pytest.mark.full
def test_enrolment_wants_good_impressions_of_one_finger() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (360, 280)).astype(np.uint8)
    assert quality(noise) < quality(impression(1, 1))
    with pytest.raises(QualityTooLow, match="poor-impression"):
        enrol([noise, noise, noise])
    with pytest.raises(QualityTooLow, match="too-few"):
        enrol([impression(1, 1)])
    assert len(enrol([impression(1, n) for n in (1, 2, 3)]).impressions) == 3


def test_impressions_of_two_fingers_make_no_template() -> None:
    with pytest.raises(QualityTooLow, match="not-one-finger"):
        enrol_minutiae([minutiae(1, 1), minutiae(1, 2), minutiae(2, 1)])


@pytest.mark.full
def test_calibration_sets_a_threshold_and_says_what_it_cannot_show(tmp_path) -> None:  # type: ignore[no-untyped-def]
    fingers = [[print_of(finger, number) for number in (1, 2)] for finger in (1, 2, 3)]
    told: list[tuple[int, int]] = []
    found = calibrate("virtual drawn", fingers, "2026-01-05", lambda done, all_: told.append((done, all_)))
    assert (found.fingers, found.pairs, found.genuine) == (3, 12, 6)
    assert found.passing == 0
    assert found.refused == 0
    assert not found.sufficient  # twelve pairs show no rate of 1 in 10000
    assert told[-1] == (3, 3)
    path = tmp_path / "calibration.json"
    save(path, found)
    assert load(path) == {"virtual drawn": found}
    path.write_text("{")
    assert load(path) == {}
    assert compare(fingers[0][0], fingers[0][1]) > found.threshold
