"""What a number of trials can show."""

import numpy as np
import pytest

from seat_client.identity.rates import Rate, equal_error_rate, upper_bound


def test_the_bound_is_that_of_the_textbook() -> None:
    assert upper_bound(0, 448) == pytest.approx(0.00666, rel=0.01)  # the rule of three, exactly
    assert upper_bound(18, 215_209) == pytest.approx(1.23e-4, rel=0.02)
    assert upper_bound(1, 10) == pytest.approx(0.3942, rel=0.001)
    assert upper_bound(5, 5) == 1.0


def test_no_error_in_few_trials_shows_nothing() -> None:
    assert not Rate(0, 448).shows(1e-4)
    assert Rate(0, 30_000).shows(1e-4)
    assert not Rate(0, 0).shows(1.0)
    assert str(Rate(1, 10)) == "1 of 10 (below 0.39 at 95 %)"


def test_equal_errors() -> None:
    assert equal_error_rate(np.array([3.0, 4.0]), np.array([1.0, 2.0])) == 0.0
    assert equal_error_rate(np.array([1.0, 4.0]), np.array([0.0, 2.0])) == pytest.approx(0.5)
