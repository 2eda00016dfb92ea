"""Every check has a name, every fault a title and something to do, in words that hold no gap."""

import ast
import re
from pathlib import Path

import seat_client.services.self_test
from seat_client.media.measuring import Part
from seat_client.services.self_test.result import Check, Result, State
from seat_client.ui.self_test_sentences import advice, faults, figure, limit, part_words, state_words, titles

FOLDER = Path(seat_client.services.self_test.__file__).parent
NO_FAULTS = {"ibus-daemon", "self-test", "self-test-paper", "not-fitted"}
BUILT = {"microphone-absent", "speaker-absent"}  # from a direction's name
OF_CERTIFICATES = {
    "certificate-expired", "certificate-not-yet-valid", "certificate-not-for-signing", "certificate-too-weak",
}  # fmt: skip


def named() -> set[str]:
    """Every fault that the checks can name."""
    words: set[str] = set()
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words |= {node.value} if re.fullmatch(r"[a-z]+(-[a-z]+)+", node.value) else set()
    return (words - NO_FAULTS) | BUILT | OF_CERTIFICATES


def test_every_fault_has_words_and_no_words_are_left_over() -> None:
    assert named() == set(faults())


def test_every_fault_that_fails_a_seat_says_what_to_do() -> None:
    quiet = {"finger-service-down", "finger-busy"}
    assert {fault for fault, (_, _, *steps) in faults().items() if not steps} == quiet


def test_every_check_state_and_part_is_named() -> None:
    assert set(titles()) == set(Check)
    assert all(state_words(state) for state in State)
    assert all(part_words(part) for part in Part)


def test_a_figure_is_shown_only_when_it_is_whole() -> None:
    line = Result(Check.WIRED, State.PASS, facts={"rtt_ms": 11.2, "jitter_ms": 1.0, "loss": 0.003})
    assert figure(line) == "11.2 ms, jitter 1 ms, loss 0.3 %"
    assert figure(Result(Check.WIRED, State.PASS, facts={"rtt_ms": 11.2})) == ""
    assert limit(line) == ""


def test_an_unknown_fault_is_named() -> None:
    assert "from-the-future" in advice(Result(Check.PIN, State.FAIL, "from-the-future")).title
