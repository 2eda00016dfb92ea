"""Random projects and sheets, coarse on purpose: ties, thresholds met exactly, flags and blocks all happen often."""

from decimal import Decimal
from random import Random
from typing import Any

MEMBER_TABLES: list[list[dict[str, Any]]] = [
    [],
    [{"from": 1, "to": None, "highest": 0, "lowest": 0}],
    [{"from": 1, "to": 4, "highest": 0, "lowest": 0}, {"from": 5, "to": None, "highest": 1, "lowest": 1}],
    [{"from": 6, "to": 8, "highest": 2, "lowest": 1}, {"from": 5, "to": None, "highest": 1, "lowest": 0}],
]
PRICE_TABLES: list[list[dict[str, Any]]] = [
    [],
    [{"from": 5, "to": None, "highest": 1, "lowest": 1}],
    [{"from": 3, "to": 4, "highest": 1, "lowest": 0}, {"from": 3, "to": None, "highest": 1, "lowest": 1}],
]


def random_documents(seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The project and the sheets of one seed."""
    dice = Random(seed)
    project = random_project(dice)
    return project, random_sheets(dice, project)


def random_project(dice: Random) -> dict[str, Any]:
    size = dice.choice([5, 5, 7, 11])
    sections = [
        {
            "id": name,
            "title": {"zh": name},
            "kind": "scored",
            "max": "50",
            "blind": name == "T",
            "drop": dice.choice(MEMBER_TABLES),
        }
        for name in ("T", "B")
    ]
    price = {"id": "P", "title": {"zh": "P"}, "kind": "price", "max": "30", "blind": False}
    sections.insert(dice.randrange(3), price)
    return {
        "format": "seat-project/1",
        "id": "R-1",
        "name": {"zh": "随机"},
        "regime": dice.choice(["tendering", "government-procurement"]),
        "method": "comprehensive-evaluation",
        "ceiling_price": "1000",
        "currency": "CNY",
        "committee": [
            {"id": f"E{index + 1}", "name": f"专家{index + 1}", "kind": "expert", "specialty": "technical"}
            for index in range(size)
        ],
        "bidders": [_bidder(dice, index) for index in range(dice.choice([1, 2, 3, 4, 5, 6, 11]))],
        "sections": sections,
        "criteria": _criteria(dice),
        "preliminary": [
            {"id": item, "group": "form", "title": {"zh": item}} for item in ("F1", "F2")[: dice.randrange(3)]
        ],
        "rules": {
            "rounding": {"places": dice.choice([0, 1, 2, 2, 3]), "mode": "half-up"},
            "price": _price_rule(dice),
            "ties": dice.sample(["price", "section:T", "section:P"], dice.randrange(4)),
            "flags": {
                "abnormal_share": dice.choice([None, "0.25", "0.5"]),
                "low_price_ratio": dice.choice([None, "0.5", "0.75"]),
            },
            "candidates": dice.choice([1, 2, 3]),
        },
    }


def _bidder(dice: Random, index: int) -> dict[str, Any]:
    price = dice.choice(["300", "400", "400", "405.5", "410", "450.25", "600", "799.995"])
    return {"id": f"B{index + 1}", "name": f"投标人{index + 1}", "price_in_figures": price, "evaluated_price": price}


def _criteria(dice: Random) -> list[dict[str, Any]]:
    criteria = [
        {"id": f"T{index}", "section": "T", "title": {"zh": "评分项"}, "kind": "subjective", "max": "10", "step": step}
        for index, step in enumerate(dice.choice([["0.5"], ["2", "0.05"]]))
    ]
    for index in range(dice.randrange(3)):
        kind = dice.choice(["subjective", "objective"])
        criteria.append(
            {"id": f"B{index}", "section": "B", "title": {"zh": "评分项"}, "kind": kind, "max": "8", "step": "4"}
        )
    return criteria


def _price_rule(dice: Random) -> dict[str, Any]:
    if dice.random() < 0.3:
        return {"formula": "lowest-price", "full": "30"}
    return {
        "formula": "mean-benchmark",
        "full": dice.choice(["30", "12.5"]),
        "drop": dice.choice(PRICE_TABLES),
        "adjust_percent": dice.choice(["-2", "0", "3.3"]),
        "per_percent_above": dice.choice(["0.6", "2"]),
        "per_percent_below": "0.3",
        "floor": dice.choice(["0", "5"]),
    }


def random_sheets(dice: Random, project: dict[str, Any]) -> dict[str, Any]:
    members = [member["id"] for member in project["committee"]]
    bidders = [bidder["id"] for bidder in project["bidders"]]
    codes = dict(
        zip(dice.sample([f"C{index + 1}" for index in range(len(bidders))], len(bidders)), bidders, strict=True)
    )
    doom = {code: dice.choice([0, 0, 0, 0.6]) for code in codes}
    return {
        "codes": codes,
        "preliminary": {
            member: {
                code: {
                    item["id"]: {"pass": dice.random() >= doom[code], "reason": ""} for item in project["preliminary"]
                }
                for code in codes
            }
            for member in members
        },
        "scores": _scores(dice, project, members, list(codes)),
        "rulings": _rulings(dice, project, members, list(codes)),
    }


def _scores(dice: Random, project: dict[str, Any], members: list[str], codes: list[str]) -> dict[str, Any]:
    quarrel = dice.random() < 0.15
    facts = {(code, item["id"]): _mark(dice, item, 0) for code in codes for item in project["criteria"]}
    low = dice.choice([0, 4, 6, 8])

    def entered(code: str, item: dict[str, Any]) -> str:
        if item["kind"] == "objective" and not quarrel:
            return facts[code, item["id"]]
        return _mark(dice, item, low)

    return {
        member: {code: {item["id"]: entered(code, item) for item in project["criteria"]} for code in codes}
        for member in members
    }


def _mark(dice: Random, item: dict[str, Any], low: int) -> str:
    step = Decimal(item["step"])
    return str(step * dice.randrange(int(low / step), int(Decimal(item["max"]) / step) + 1))


def _rulings(dice: Random, project: dict[str, Any], members: list[str], codes: list[str]) -> dict[str, Any]:
    diligence = dice.choice([1, 1, 1, 0.9, 0])
    rulings: dict[str, Any] = {
        "abnormal": [
            {"expert": member, "code": code, "section": section, "decision": dice.choice(["keep", "replace"])}
            for member in members
            for code in codes
            for section in ("T", "B")
            if dice.random() < diligence
        ],
        "low_price": [
            {"code": code, "decision": dice.choice(["accept", "accept", "reject"])}
            for code in codes
            if dice.random() < diligence
        ],
    }
    return {**rulings, "continue_below_three": True} if dice.random() < 0.5 else rulings
