"""Every code that can reach a person stands in its package's CODES, and every code listed there can be raised."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CODED = {  # what carries a code as its first argument, or as `code=`
    "RuleViolation", "NotSignedIn", "Forbidden", "NotFound", "Conflict", "Refused", "RangeWrong", "NotReady", "Problem",
    "CentreRefused", "_refusal", "_conflict", "_failed", "SyncState",
}  # fmt: skip
NOT_SHOWN = {  # facts of the arithmetic and the roster check, told by path or by the command line instead
    "amount_malformed", "amount_words_unreadable", "committee_even", "committee_too_few_experts", "committee_too_small",
    "nothing_to_explain",
}  # fmt: skip
PACKAGES = {  # package -> the modules whose CODES it may use
    "seat_client/domain": ["seat_client.domain.legality"],
    "seat_client/centre": ["seat_client.centre.errors", "seat_client.centre.desk_pages.labels"],
    "seat_client/services": ["seat_client.services"],
    "seat_client/sync": ["seat_client.sync"],
    "seat_client/signing": ["seat_client.signing", "seat_client.signing.errors"],
    "seat_client/store": ["seat_client.store", "seat_client.store.errors"],
    "drivers": ["drivers.api.errors", "drivers.api"],
}


def raised(package: str) -> set[str]:
    """Codes given as literals, or as the `code` of an error class."""
    found: set[str] = set()
    for path in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found.update(_of_call(node) if isinstance(node, ast.Call) else _of_class(node))
    return found


def _of_call(node: ast.Call) -> Iterator[str]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name not in CODED:
        return
    given = [*node.args[:2], *(k.value for k in node.keywords if k.arg in ("code", "problem"))]
    literals = [a for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str) and a.value]
    yield from (str(a.value) for a in literals if "_" in str(a.value))


def _of_class(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ClassDef):
        for line in node.body:
            if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "code":
                yield str(ast.literal_eval(line.value))


def listed(modules: list[str]) -> set[str]:
    codes: set[str] = set()
    for name in modules:
        try:
            module = importlib.import_module(name)
            codes |= {*getattr(module, "CODES", ()), *getattr(module, "REFUSALS", ())}
        except ModuleNotFoundError:
            continue
    return codes


@pytest.mark.parametrize("package", PACKAGES)
def test_every_raised_code_is_listed(package: str) -> None:
    codes = listed(PACKAGES[package])
    if not codes:
        codes = {c for modules in PACKAGES.values() for c in listed(modules)} | raised(package)
    assert raised(package) - codes - NOT_SHOWN == set()


@pytest.mark.parametrize("package", ["seat_client/centre", "seat_client/sync"])
def test_every_listed_code_stands_in_the_source(package: str) -> None:
    text = "\n".join(_without_lists(p) for p in (ROOT / "seat_client").rglob("*.py") if p.name != "sentences.py")
    assert [c for c in sorted(listed(PACKAGES[package])) if f'"{c}"' not in text] == []


def _without_lists(path: Path) -> str:
    """The source without its CODES, where a code would always be found."""
    text = path.read_text("utf-8")
    return re.sub(r"(CODES|REFUSALS) = \(.*?\)", "", text, flags=re.DOTALL)


def test_the_scan_finds_codes_at_all() -> None:
    assert {"score_above_max", "stage_wrong"} <= raised("seat_client/domain")
    assert {"names_closed", "id_taken", "report_stale", "chain_broken"} <= raised("seat_client/centre")
    assert {"key_absent", "signing_turn_taken"} <= raised("seat_client/services")
