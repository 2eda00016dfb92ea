"""The library of formulas by version and digest, as the report prints them.

The digest is taken of what the formulas do, not of how they are written: of their results on the small projects below,
which reach every formula, drop table, rounding and tie rule. A program that computes otherwise has another digest.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Any

from seat_client.domain.project import Project
from seat_client.domain.result import compute
from seat_client.domain.sheets import Sheets

VERSION = "1.0"

_MEMBERS = 5
_PRICES = ("1017178", "1198946", "1221747", "1251548", "1283216", "1108664", "1198946")
_DROPS: tuple[list[dict[str, Any]], ...] = (
    [],
    [{"from": 1, "to": 4, "highest": 0, "lowest": 0}, {"from": 5, "to": None, "highest": 1, "lowest": 1}],
    [{"from": 3, "to": 6, "highest": 1, "lowest": 0}, {"from": 7, "to": None, "highest": 2, "lowest": 1}],
)
_TIES: tuple[list[str], ...] = (["price"], ["section:T", "price"], [])


@lru_cache(maxsize=1)
def digest() -> str:
    """Hexadecimal SHA-256 over the version and the results."""
    results = json.dumps([VERSION, *_results()], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(results.encode()).hexdigest()


def _results() -> Iterator[dict[str, Any]]:
    for bids, drop, ties in product((1, 3, 5, 7), _DROPS, _TIES):
        for price in _formulas(drop):
            project = Project.parse(_project(bids, drop[:1] if bids < 5 else drop, ties, price))
            yield compute(project, Sheets.parse(_sheets(bids), project)).document()


def _formulas(drop: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield {"formula": "lowest-price", "full": "30"}
    for adjust, above, below in (("-2", "0.6", "0.3"), ("0", "1", "0.5"), ("-3.5", "1.2", "0.8")):
        yield {
            "formula": "mean-benchmark", "full": "30", "drop": drop, "adjust_percent": adjust,
            "per_percent_above": above, "per_percent_below": below, "floor": "0",
        }  # fmt: skip


def _project(bids: int, drop: list[dict[str, Any]], ties: list[str], price: dict[str, Any]) -> dict[str, Any]:
    def criterion(name: str, kind: str) -> dict[str, Any]:
        return {"id": name, "section": "T", "title": {"zh": name}, "kind": kind, "max": "35.0", "step": "0.1"}

    experts = [{"id": f"E{n}", "name": f"E{n}", "kind": "expert", "specialty": "technical"} for n in range(_MEMBERS)]
    return {
        "format": "seat-project/1", "id": "formulas", "name": {"zh": "formulas"}, "regime": "tendering",
        "method": "comprehensive-evaluation", "ceiling_price": "9000000", "currency": "CNY", "committee": experts,
        "bidders": [
            {"id": f"B{n}", "name": f"B{n}", "price_in_figures": p, "price_in_words": "", "evaluated_price": p}
            for n, p in enumerate(_PRICES[:bids])
        ],
        "sections": [
            {"id": "T", "title": {"zh": "T"}, "kind": "scored", "max": "70", "blind": True, "drop": drop},
            {"id": "P", "title": {"zh": "P"}, "kind": "price", "max": "30", "blind": False},
        ],
        "criteria": [criterion("T1", "subjective"), criterion("T2", "objective")], "preliminary": [],
        "rules": {
            "rounding": {"places": 2, "mode": "half-up"}, "price": price, "ties": ties,
            "flags": {"abnormal_share": None, "low_price_ratio": None}, "candidates": 3,
        },
    }  # fmt: skip


def _sheets(bids: int) -> dict[str, Any]:
    """Scores that make halves at the third place, and two bids alike."""
    scores = {
        f"E{m}": {f"C{b}": {"T1": f"{20 + (m * m + 3 * min(b, 5)) % 11}.{(m + b) % 10}", "T2": f"{10 + b % 3}.5"}
                  for b in range(bids)}
        for m in range(_MEMBERS)
    }  # fmt: skip
    rulings: dict[str, Any] = {"abnormal": [], "low_price": [], "continue_below_three": True}
    return {"codes": {f"C{n}": f"B{n}" for n in range(bids)}, "preliminary": {}, "scores": scores, "rulings": rulings}
