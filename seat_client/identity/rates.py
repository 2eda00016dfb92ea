"""How often something went wrong, and what that number of trials can show at all."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Rate:
    """`errors` of `trials`, with the one-sided 95 % bound of Clopper and Pearson (1934) for independent trials."""

    errors: int
    trials: int

    @property
    def value(self) -> float:
        return self.errors / self.trials if self.trials else math.nan

    @property
    def bound(self) -> float:
        """The true rate lies below this with 95 % confidence."""
        return upper_bound(self.errors, self.trials)

    def shows(self, goal: float) -> bool:
        """Whether these trials show a rate of at most `goal`."""
        return self.trials > 0 and self.bound <= goal

    def __str__(self) -> str:
        return f"{self.errors} of {self.trials} (below {self.bound:.2g} at 95 %)"


def upper_bound(errors: int, trials: int) -> float:
    """The rate at which so few errors would happen in one of twenty runs alone."""
    if trials == 0 or errors >= trials:
        return 1.0
    return _bisect(lambda rate: _at_most(errors, trials, rate) - (1 - CONFIDENCE))


def _at_most(errors: int, trials: int, rate: float) -> float:
    """The chance of at most `errors` in `trials`."""
    logs = [
        math.lgamma(trials + 1) - math.lgamma(k + 1) - math.lgamma(trials - k + 1)
        + k * math.log(rate) + (trials - k) * math.log1p(-rate)
        for k in range(errors + 1)
    ]  # fmt: skip
    return sum(math.exp(value) for value in logs)


def _bisect(falling: Callable[[float], float]) -> float:
    low, high = 1e-12, 1 - 1e-12
    for _ in range(80):
        middle = math.sqrt(low * high) if high < 0.5 else (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return high


def equal_error_rate(genuine: NDArray[np.floating], impostor: NDArray[np.floating]) -> float:
    """Where as many of the same are refused as strangers let in; higher scores mean more alike."""
    same, strange = np.sort(genuine), np.sort(impostor)
    cuts = np.unique(np.concatenate([same, strange, [np.inf]]))
    refused = np.searchsorted(same, cuts, "left") / len(same)
    let_in = 1 - np.searchsorted(strange, cuts, "left") / len(strange)
    at = int(np.argmin(np.abs(refused - let_in)))
    return float((refused[at] + let_in[at]) / 2)
