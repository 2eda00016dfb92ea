"""The checker of project files: every fault at once, and nothing taken that the evaluation could not read."""

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seat_client.domain.errors import Malformed
from seat_client.domain.project import Project
from seat_client.domain.project_check import FAULTS, faults_of
from seat_client.domain.reading import read_json

SAMPLES = Path(__file__).parents[3] / "resources" / "sample"


def sample(name: str = "yunting") -> dict[str, Any]:
    document: Any = read_json((SAMPLES / name / "project.json").read_bytes())
    return dict(document)


@pytest.mark.parametrize("name", ["qinglan", "linxi", "yunting"])
def test_the_samples_are_in_order(name: str) -> None:
    assert faults_of(sample(name)) == ()


def test_several_faults_of_form_are_all_named() -> None:
    document = sample()
    document["ceiling_price"] = 5
    document["surplus"] = 1
    document["bidders"][1]["evaluated_price"] = "-1"
    document["criteria"][0]["step"] = "0"
    document["committee"][2]["kind"] = "friend"
    del document["sections"][1]["title"]
    assert {f.path for f in faults_of(document)} == {
        "$.ceiling_price", "$.surplus", "$.bidders[1].evaluated_price", "$.criteria[0].step", "$.committee[2].kind",
        "$.sections[1].title",
    }  # fmt: skip


def open_technical(weights: tuple[str, str, str]) -> dict[str, Any]:
    """Sections of these weights (technical, business, price), the technical one judged with names known."""
    document = sample()
    document["preliminary"] = [item for item in document["preliminary"] if not item.get("blind")]
    for section, weight in zip(document["sections"], weights, strict=True):
        section["max"], section["blind"] = weight, False
        own = [c for c in document["criteria"] if c["section"] == section["id"]]
        for criterion in own:
            criterion.pop("guide", None)
            criterion["max"], criterion["step"] = "0", "1"
        if own:
            own[0]["max"] = weight
    return document


@pytest.mark.parametrize(
    ("weights", "regime", "codes"),
    [
        (("50", "20", "30"), "government-procurement", ["blind_missing"]),
        (("40.5", "29.5", "30"), "government-procurement", ["blind_missing"]),
        (("40", "30", "30"), "government-procurement", []),
        (("50", "20", "30"), "tendering", []),
        (("40", "51", "9"), "government-procurement", ["price_weight_low"]),
        (("40", "20", "30"), "government-procurement", ["weights_not_100", "blind_missing"]),
    ],
)
def test_technical_weight_above_40_percent_is_judged_blind(
    weights: tuple[str, str, str], regime: str, codes: list[str]
) -> None:
    document = open_technical(weights) | {"regime": regime, "rules": sample()["rules"]}
    assert [f.code for f in faults_of(document)] == codes


def test_a_section_of_another_name_counts_as_technical() -> None:
    document = open_technical(("50", "20", "30"))
    document["sections"][0]["title"] = {"zh": "服务方案"}
    assert [f.code for f in faults_of(document)] == ["blind_missing"]


def test_faults_of_the_rules_are_all_named() -> None:
    document = sample()
    document["criteria"][0]["max"] = "49"
    document["bidders"][1]["name"] = document["bidders"][0]["name"]
    document["places"] = [{"id": "A", "name": "一室", "role": "host", "seats": 2}]
    del document["dark_bid_format"]
    codes = [f.code for f in faults_of(document)]
    assert codes == ["bidder_twice", "bidder_twice", "criteria_sum", "dark_format_missing", "places_too_small"]
    assert set(codes) <= set(FAULTS)


def test_two_bidders_are_too_few() -> None:
    document = sample()
    document["bidders"] = document["bidders"][:2]
    assert "few_bidders" in {f.code for f in faults_of(document)}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(each for key, part in inner for each in _paths(part, (*path, key)))]


@given(st.data())
def test_whatever_stands_anywhere_is_judged_and_never_more_kindly_than_by_the_reader(data: st.DataObject) -> None:
    document = sample()
    path = data.draw(st.sampled_from(_paths(document)[1:]))
    document = copy.deepcopy(document)
    place: Any = document
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = data.draw(ANYTHING)
    faults = faults_of(document)
    try:
        Project.parse(document)
    except Malformed:
        assert faults
