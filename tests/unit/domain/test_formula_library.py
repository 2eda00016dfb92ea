"""The digest of the formula library is that of this version, and another arithmetic has another."""

from collections.abc import Iterator

import pytest

from seat_client.domain import formula_library, result

DIGESTS = {"1.0": "b8d6aef11b2804d9564ebb3154dbcc79896d2da57e7f153dea01a5b701911975"}
"""What each released version computes. Whoever changes the arithmetic raises the version and adds its digest."""


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    formula_library.digest.cache_clear()
    yield
    formula_library.digest.cache_clear()


def test_this_version_computes_what_it_always_has() -> None:
    assert formula_library.digest() == DIGESTS[formula_library.VERSION]


def test_another_number_of_places_in_the_results_has_another_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = result.to_text
    monkeypatch.setattr(result, "to_text", lambda value, places: whole(value, places + 1))
    assert formula_library.digest() not in DIGESTS.values()


def test_another_version_has_another_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formula_library, "VERSION", "1.1")
    assert formula_library.digest() not in DIGESTS.values()
