"""Every code of the layers below has a sentence and a next step."""

import importlib
import pkgutil
import string
from collections.abc import Iterator

import pytest

import drivers.api
import seat_client
from drivers.api.errors import CardAbsent, PinRejected
from seat_client.domain.errors import RuleViolation
from seat_client.services import NotReady
from seat_client.ui import sentences
from seat_client.ui.sentences import Sentence, sentence, sentence_for

LEAVES = ("seat_client.ui", "seat_client.app", "seat_client.practice")


def _code_tables() -> Iterator[tuple[str, frozenset[str]]]:
    for package in (seat_client, drivers.api):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.startswith(LEAVES) or module.name.endswith("__main__"):
                continue
            codes = getattr(importlib.import_module(module.name), "CODES", None)
            if codes is not None:
                yield module.name, frozenset(codes)


TABLES = dict(_code_tables())


def test_the_tables_of_codes_are_found() -> None:
    assert {"seat_client.domain.legality", "seat_client.services", "drivers.api.errors"} <= set(TABLES)


@pytest.mark.parametrize("module", sorted(TABLES))
def test_every_code_has_a_sentence(module: str) -> None:
    assert TABLES[module] - sentences.table().keys() == frozenset()


@pytest.mark.parametrize("code", ["committee_even", "committee_too_small", "committee_too_few_experts", "unexpected"])
def test_rules_without_a_table_have_one_too(code: str) -> None:
    assert code in sentences.table()


def test_no_sentence_is_empty() -> None:
    assert [
        code for code, (text, next_step) in sentences.table().items() if not text.strip() or not next_step.strip()
    ] == []


def test_facts_are_filled_in() -> None:
    assert sentence("score_above_max", {"max": "10"}).text == "The full score is 10."


def test_a_missing_fact_leaves_a_gap_and_no_error() -> None:
    assert sentence("score_above_max").text == "The full score is …."


def test_an_unknown_code_is_named() -> None:
    assert "brand-new" in sentence("brand-new").text


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (RuleViolation("score_off_step", step="0.5"), "Scores go in steps of 0.5."),
        (NotReady("entries_pending", count=3), "3 entries still wait to be sent."),
        (PinRejected(2), "Wrong PIN."),
        (CardAbsent("reader"), "No key lies in the reader."),
        (OSError(5, "x"), "Something unforeseen happened."),
    ],
)
def test_an_error_brings_its_own_words(error: Exception, expected: str) -> None:
    assert sentence_for(error).text == expected


def test_braces_of_a_sentence_are_named_facts() -> None:
    names = {
        name for pair in sentences.table().values() for text in pair for _, name, _, _ in string.Formatter().parse(text)
    }
    assert "" not in names


def test_text_and_next_step_make_one_line() -> None:
    assert str(Sentence("One.", "Two.")) == "One. Two."
