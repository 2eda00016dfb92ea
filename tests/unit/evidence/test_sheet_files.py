"""The signed score sheets inside a report: each borne out by its member's signature, and equal to what is counted."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from sample_report import NAMES, brief_report
from signing_committee import ORDER, Committee, form_committee
from test_verification import finish

from seat_client.evidence import cms
from seat_client.evidence.canonical import canonical
from seat_client.evidence.declarations import sheet_manifest
from seat_client.evidence.layout import lay_out
from seat_client.evidence.sheet_files import SCORES_FILE, scores_file, sheet_file
from seat_client.evidence.verification import Verdict, verify

PROJECT = "QL-2026-0417"
STAGES = {"technical": ("T1", "T2"), "business": ("B1",)}
Files = dict[str, bytes]


def score(member: str, code: str, criterion: str) -> str:
    return f"{len(NAMES[member]) + int(code[1])}.{len(criterion)}"


def sheet(member: str, stage: str, codes: tuple[str, ...] = ("C1", "C2")) -> dict[str, dict[str, str]]:
    return {code: {c: score(member, code, c) for c in STAGES[stage]} for code in codes}


def attached(committee: Committee) -> Files:
    files = dict([scores_file(PROJECT, {m: _merged(m) for m in NAMES})])
    for member in NAMES:
        for stage in STAGES:
            manifest = sheet_manifest(PROJECT, member, stage, sheet(member, stage))
            files.update([signed(committee, member, manifest)])
    return files


def _merged(member: str) -> dict[str, dict[str, str]]:
    return {code: {**sheet(member, "technical")[code], **sheet(member, "business")[code]} for code in ("C1", "C2")}


def signed(committee: Committee, member: str, manifest: dict[str, Any]) -> tuple[str, bytes]:
    signature = cms.sign_detached(canonical(manifest), committee.keys[member])
    return sheet_file(manifest, base64.b64encode(signature).decode())


def told(committee: Committee, files: Files, trust: list[bytes] | None = None) -> Verdict:
    laid_out = lay_out(brief_report(), practice=True, attachments=list(files.items()))
    return verify(finish(committee, committee.certify(laid_out), ORDER), trust or committee.trust)


def problems(verdict: Verdict) -> set[tuple[str, str]]:
    return {(p.code, p.subject) for p in verdict.problems}


def test_sheets_that_bear_out_the_report(committee: Committee) -> None:
    verdict = told(committee, attached(committee))
    assert verdict.problems == ()
    assert verdict.sheets == 14


def test_a_sheet_may_hold_more_than_is_counted(committee: Committee) -> None:
    """A bid that fell out after the lock is signed for, but not counted."""
    files = attached(committee)
    manifest = sheet_manifest(PROJECT, "E3", "technical", sheet("E3", "technical", ("C1", "C2", "C3")))
    files.update([signed(committee, "E3", manifest)])
    assert told(committee, files).valid


def test_the_report_counts_another_score_than_was_signed(committee: Committee) -> None:
    files = attached(committee)
    counted = {m: _merged(m) for m in NAMES}
    counted["E3"]["C2"]["T1"] = "99"
    files.update([scores_file(PROJECT, counted)])
    assert problems(told(committee, files)) == {("sheet-differs", "E3")}


def test_a_sheet_is_missing(committee: Committee) -> None:
    files = attached(committee)
    del files["sheet-E4-business.json"]
    assert problems(told(committee, files)) == {("sheet-missing", "E4")}


def _score(value: dict[str, Any]) -> None:
    value["manifest"]["scores"]["C1"]["T1"] = "1"


def _signature(value: dict[str, Any]) -> None:
    value["signature"] = value["signature"][:-8] + "AAAAAAA="


def _junk(value: dict[str, Any]) -> None:
    value["signature"] = "?"


def _project(value: dict[str, Any]) -> None:
    value["manifest"]["project"] = "another"


def _member(value: dict[str, Any]) -> None:
    value["manifest"]["member"] = "E5"


def _number(value: dict[str, Any]) -> None:
    value["manifest"]["scores"]["C1"]["T1"] = 1


@pytest.mark.parametrize("change", [_score, _signature, _junk, _project, _member, _number])
def test_a_sheet_that_was_altered(committee: Committee, change: Callable[[dict[str, Any]], None]) -> None:
    files = attached(committee)
    name = "sheet-E3-technical.json"
    value = json.loads(files[name])
    change(value)
    files[name] = json.dumps(value).encode()
    assert problems(told(committee, files)) == {("sheet-broken", name), ("sheet-missing", "E3")}


def test_a_sheet_signed_by_somebody_else(committee: Committee) -> None:
    files = attached(committee)
    manifest = sheet_manifest(PROJECT, "E3", "technical", sheet("E3", "technical"))
    stranger = form_committee()
    for forged in (signed(stranger, "E3", manifest), _by(committee, "E4", manifest)):
        files.update([forged])
        assert problems(told(committee, files)) == {("sheet-broken", forged[0]), ("sheet-missing", "E3")}


def _by(committee: Committee, member: str, manifest: dict[str, Any]) -> tuple[str, bytes]:
    signature = cms.sign_detached(canonical(manifest), committee.keys[member])
    return sheet_file(manifest, base64.b64encode(signature).decode())


@pytest.mark.parametrize("scores", [b"{}", b"[]", b"not json", None])
def test_scores_that_cannot_be_read(committee: Committee, scores: bytes | None) -> None:
    files = attached(committee)
    if scores is None:
        del files[SCORES_FILE]
    else:
        files[SCORES_FILE] = scores
    assert ("sheet-broken", "") in problems(told(committee, files))
