"""The two other days the autopilot plays on the real screens; the sample is `test_demo`'s."""

import json
from pathlib import Path
from typing import Any

import pytest

from resources import path as resource
from tests.e2e.test_demo import record_of, seat_client, words_of

pytestmark = pytest.mark.full
Day = tuple[Path, list[dict[str, Any]], str]


def played(folder: Path, day: str, *options: str) -> Day:
    """Where the day left its files, its facts, and the words of its report; the day must have come to its end."""
    done = seat_client("demo", "--autopilot", "--day", day, "--out", str(folder), *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "(verified)" in done.stdout
    return folder, record_of(folder), words_of(folder / "report.pdf")


@pytest.fixture(scope="module")
def replacement(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """Without a conference: the evaluation needs none."""
    return played(tmp_path_factory.mktemp("replacement"), "replacement", "--no-conference")


@pytest.fixture(scope="module")
def overnight(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return played(tmp_path_factory.mktemp("overnight"), "overnight")


def of_kind(facts: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [f for f in facts if f["kind"] == kind]


def test_a_member_replaced_two_bids_rejected_and_the_committee_goes_on(replacement: Day) -> None:
    out, facts, report = replacement
    expected = json.loads(resource("sample", "linxi", "expected.json").read_text("utf-8"))
    assert json.loads((out / "result.json").read_text("utf-8")) == expected
    (left,) = of_kind(facts, "member-replaced")
    assert (left["old"], left["new"]["id"]) == ("X2", "E2")
    assert [f["verdict"] for f in of_kind(facts, "committee-checked")] == ["", ""], "checked again at the replacement"
    (decision,) = [f for f in of_kind(facts, "ruling-made") if f["flag"] == "few-bids"]
    assert (decision["decision"], decision["votes"]) == ("continue", {"continue": 4, "stop": 1})
    (asked,) = of_kind(facts, "question-sent")
    (answered,) = of_kind(facts, "question-answered")
    assert asked["question"] == answered["question"]
    replaced = [f for f in of_kind(facts, "ruling-made") if f["decision"] == "replace"]
    assert len(replaced) == 1, "a score found abnormal was replaced by the mean"
    for said in ("X2 凌知秋", "近亲属在投标人单位任职", "以投标函载明的工期一百二十日为准", "以其他成员平均分替代"):
        assert said in report, said


def test_without_a_conference_the_evaluation_goes_on_and_its_page_says_so(replacement: Day) -> None:
    out, facts, _ = replacement
    assert not [f for f in facts if f["kind"] in {"call-started", "recording-kept", "aside-opened"}]
    assert not (out / "practice" / "media").exists(), "no forwarding unit was started"
    words = json.loads((out / "pictures" / "words.json").read_text("utf-8"))
    (absent,) = [lines for name, lines in words.items() if name[3:] == "conference-absent"]
    assert any("评标中心的会议暂不可用" in line for line in absent), absent


def test_a_night_under_seal_opened_by_two_and_gone_on(overnight: Day) -> None:
    out, facts, report = overnight
    expected = json.loads(resource("sample", "yunting", "expected.json").read_text("utf-8"))
    assert json.loads((out / "result.json").read_text("utf-8")) == expected
    (motion,) = of_kind(facts, "motion-decided")
    assert motion["carried"]
    (sealed,), (opened,) = of_kind(facts, "suspended"), of_kind(facts, "resumed")
    assert sealed["reason"] == "overnight"
    assert len(set(opened["opened_by"])) == 2
    assert opened["at"][:16] >= "T".join(sealed["opens"].split("T"))[:10], "not before the morning"
    stages = [f["stage"] for f in of_kind(facts, "stage-opened")]
    assert stages.count("technical") == 1, "the review goes on where it stood"
    for said in ("隔夜封存", "动议与表决", "拨快", "方惟正", "评标中心值班人员"):
        assert said in report, said


def test_the_sealed_seat_is_pictured_and_tells_neither_project_nor_stage(overnight: Day) -> None:
    out, *_ = overnight
    words = json.loads((out / "pictures" / "words.json").read_text("utf-8"))
    (sealed,) = [lines for name, lines in words.items() if name[3:] == "sealed"]
    project = json.loads(resource("sample", "yunting", "project.json").read_text("utf-8"))
    hidden = [project["name"]["zh"], *(b["name"] for b in project["bidders"]), "C1", "C2", "C3"]
    assert not [word for word in hidden for line in sealed if word in line]
    assert any("封存" in line for line in sealed)


@pytest.mark.parametrize("day", ["replacement", "overnight"])
def test_the_archive_of_the_day_is_recomputed(day: str, request: pytest.FixtureRequest) -> None:
    out = request.getfixturevalue(day)[0]
    (archive,) = out.glob("evaluation-*.zip")
    done = seat_client("recompute", str(archive))
    assert (done.returncode, done.stderr) == (0, "")
