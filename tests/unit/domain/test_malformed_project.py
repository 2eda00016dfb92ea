"""Each kind of fault in a project is refused with the path of the fault."""

from typing import Any

import pytest
from domain_samples import ABSENT, altered, sample_project

from seat_client.domain.errors import Malformed
from seat_client.domain.project import Project

EXPERT = {"id": "E8", "name": "余", "kind": "expert", "specialty": "technical"}
BAND = {"label": "优", "from": "10.0", "to": "12.0", "text": "完整、可行"}


def refusal(document: Any) -> Malformed:
    with pytest.raises(Malformed) as caught:
        Project.parse(document)
    assert str(caught.value).isprintable()
    return caught.value


@pytest.mark.parametrize("key", sorted(set(sample_project()) - {"places", "dark_bid_format"}))
def test_a_missing_key(key: str) -> None:
    assert refusal(altered(sample_project(), key, ABSENT)).path == f"$.{key}"


FAULTS: list[tuple[str, object, str]] = [
    # kinds of value
    ("format", "seat-project/2", "$.format"),
    ("id", "../../etc", "$.id"),
    ("id", 7, "$.id"),
    ("name", "青岚", "$.name"),
    ("name/zh", "", "$.name.zh"),
    ("name/zh", 5, "$.name.zh"),
    ("name/zh", "青\n岚", "$.name.zh"),
    ("name/zh", "青" * 501, "$.name.zh"),
    ("name/fr", "x", "$.name.fr"),
    ("name/zh", "\ud800", "$.name.zh"),
    ("regime", "custom", "$.regime"),
    ("regime", ["tendering"], "$.regime"),
    ("method", "lowest", "$.method"),
    ("ceiling_price", 13200000, "$.ceiling_price"),
    ("ceiling_price", "0", "$.ceiling_price"),
    ("currency", None, "$.currency"),
    ("extra", 1, "$.extra"),
    # places
    ("places", {}, "$.places"),
    ("places/1/seats", "4", "$.places[1].seats"),
    ("places/1/seats", True, "$.places[1].seats"),
    ("places/1/seats", 0, "$.places[1].seats"),
    ("places/1/role", "guest", "$.places[1].role"),
    ("places/1/id", "CITY", "$.places[1].id"),
    # committee
    ("committee", [], "$.committee"),
    ("committee", [EXPERT] * 100, "$.committee"),
    ("committee/7", EXPERT, "$.committee"),
    ("committee", sample_project()["committee"][:3], "$.committee"),
    ("committee/0/kind", "purchaser-representative", "$.committee"),
    ("committee/3/id", "E1", "$.committee[3].id"),
    ("committee/3/kind", "supervisor", "$.committee[3].kind"),
    ("committee/3/specialty", ABSENT, "$.committee[3].specialty"),
    # bidders
    ("bidders", [], "$.bidders"),
    ("bidders/2/id", "B01", "$.bidders[2].id"),
    ("bidders/2/evaluated_price", 12832160, "$.bidders[2].evaluated_price"),
    ("bidders/2/evaluated_price", "1.2e7", "$.bidders[2].evaluated_price"),
    ("bidders/2/evaluated_price", "0", "$.bidders[2].evaluated_price"),
    ("bidders/2/evaluated_price", "-5", "$.bidders[2].evaluated_price"),
    ("bidders/2/price_in_figures", "-5", "$.bidders[2].price_in_figures"),
    ("bidders/2/price_in_words", 5, "$.bidders[2].price_in_words"),
    # sections
    ("sections", [], "$.sections"),
    ("sections/1/id", "T", "$.sections[1].id"),
    ("sections/0/kind", "other", "$.sections[0].kind"),
    ("sections/0/max", 50, "$.sections[0].max"),
    ("sections/0/blind", "yes", "$.sections[0].blind"),
    ("sections/0/drop", ABSENT, "$.sections[0].drop"),
    ("sections/0/drop/1/highest", 6, "$.sections[0].drop[1]"),
    ("sections/0/drop/0/to", 0, "$.sections[0].drop[0].to"),
    ("sections/0/drop/0/from", "1", "$.sections[0].drop[0].from"),
    ("sections/2", ABSENT, "$.sections"),
    ("sections/2/drop", [], "$.sections[2].drop"),
    ("sections/2", 5, "$.sections[2]"),
    # criteria
    ("criteria/1/id", "T1", "$.criteria[1].id"),
    ("criteria/1/section", "X", "$.criteria[1].section"),
    ("criteria/1/section", "P", "$.criteria[1].section"),
    ("criteria/1/section", ["T"], "$.criteria[1].section"),
    ("criteria/1/kind", "other", "$.criteria[1].kind"),
    ("criteria/1/step", "0", "$.criteria[1].step"),
    ("criteria/1/max", "-1", "$.criteria[1].max"),
    ("criteria/1/max", 10.0, "$.criteria[1].max"),
    ("criteria/1/guide", [{**BAND, "to": "9"}], "$.criteria[1].guide[0].to"),
    ("criteria/1/guide", [{**BAND, "text": 9}], "$.criteria[1].guide[0].text"),
    ("criteria/1/guide", [{**BAND, "text": "长" * 5001}], "$.criteria[1].guide[0].text"),
    # preliminary
    ("preliminary/1/id", "F1", "$.preliminary[1].id"),
    ("preliminary/1/group", "other", "$.preliminary[1].group"),
    ("preliminary/1/blind", 1, "$.preliminary[1].blind"),
    # optional objects
    ("conference", {"technical": "smoke"}, "$.conference.technical"),
    ("conference", [], "$.conference"),
    ("dark_bid_format", [], "$.dark_bid_format"),
    ("dark_bid_format/line_spacing", float("nan"), "$.dark_bid_format.line_spacing"),
    ("dark_bid_format/line_spacing", 2**53, "$.dark_bid_format.line_spacing"),
    ("dark_bid_format/paper", "A" * 20_001, "$.dark_bid_format.paper"),
    ("dark_bid_format/a b", float("inf"), '$.dark_bid_format["a b"]'),
    # rules
    ("rules/rounding/places", "2", "$.rules.rounding.places"),
    ("rules/rounding/places", -1, "$.rules.rounding.places"),
    ("rules/rounding/mode", "half-even", "$.rules.rounding.mode"),
    ("rules/price/formula", "custom", "$.rules.price.formula"),
    ("rules/price/formula", ABSENT, "$.rules.price.formula"),
    ("rules/price/full", 30, "$.rules.price.full"),
    ("rules/price/floor", ABSENT, "$.rules.price.floor"),
    ("rules/price/adjust_percent", "-100", "$.rules.price.adjust_percent"),
    ("rules/price/adjust_percent", "-99.9999999999", "$.rules.price.adjust_percent"),
    ("rules/price/per_percent_above", "-1", "$.rules.price.per_percent_above"),
    ("rules/price/drop/0", {"from": 1, "to": 2, "highest": 1, "lowest": 0}, "$.rules.price.drop[0]"),
    ("rules/price/drop/0/highest", -1, "$.rules.price.drop[0].highest"),
    ("rules/price", {"formula": "lowest-price", "full": "30", "floor": "0"}, "$.rules.price.floor"),
    ("rules/ties/1", "section:X", "$.rules.ties[1]"),
    ("rules/ties/1", "name", "$.rules.ties[1]"),
    ("rules/ties/1", 1, "$.rules.ties[1]"),
    ("rules/flags/abnormal_share", ABSENT, "$.rules.flags.abnormal_share"),
    ("rules/flags/abnormal_share", 0.3, "$.rules.flags.abnormal_share"),
    ("rules/flags/low_price_ratio", "-0.1", "$.rules.flags.low_price_ratio"),
    ("rules/candidates", 4, "$.rules.candidates"),
    ("rules/candidates", 0, "$.rules.candidates"),
]


@pytest.mark.parametrize(("steps", "value", "path"), FAULTS, ids=[f"{steps}-{path}" for steps, _, path in FAULTS])
def test_a_fault_is_named_by_its_path(steps: str, value: object, path: str) -> None:
    assert refusal(altered(sample_project(), steps, value)).path == path


@pytest.mark.parametrize("document", [None, [], "x", 5, True])
def test_a_project_is_an_object(document: object) -> None:
    assert refusal(document).path == "$"


def test_nesting_has_a_limit() -> None:
    deep: object = "bottom"
    for _ in range(40):
        deep = [deep]
    assert "levels" in refusal(altered(sample_project(), "dark_bid_format/deep", deep)).expected


def test_what_is_optional_may_be_absent() -> None:
    document = sample_project()
    for steps in ("places", "dark_bid_format", "name/en", "preliminary/0/blind", "bidders/0/price_in_words"):
        document = altered(document, steps, ABSENT)
    project = Project.parse(document)
    assert (project.places, project.dark_bid_format, project.name.en) == ((), None, None)
    assert project.preliminary_item("F1").blind is False
    assert project.bidder("B01").price_in_words == ""
    assert project.conference_mode("technical") == "video"


def test_what_a_project_says_is_found_by_name() -> None:
    document = altered(sample_project(), "conference", {"technical": "voice-changed"})
    project = Project.parse(altered(document, "criteria/0/guide", [BAND]))
    assert project.member("E3").specialty == "economic"
    assert project.bidder("B06").name == "衡川正图软件有限公司"
    assert [section.id for section in project.blind_sections] == ["T"]
    assert [section.id for section in project.open_sections] == ["B"]
    assert project.price_section.id == "P"
    assert [criterion.id for criterion in project.criteria_of("B")] == ["B1", "B2", "B3", "B4"]
    assert project.criterion("T1").guide[0].label == "优"
    assert project.conference_mode("technical") == "voice-changed"
    assert project.document == altered(document, "criteria/0/guide", [BAND])
    with pytest.raises(KeyError):
        project.section("X")
