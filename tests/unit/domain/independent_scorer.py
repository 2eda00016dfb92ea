"""A second scorer, written from the project format alone and sharing no code with the product.

It reads the JSON documents as they are. Its switches turn on faults that programs of this kind have had.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any


def half_up(value: Any, places: int) -> Any:
    magnitude = Fraction(floor(abs(value) * 10**places + Fraction(1, 2)), 10**places)
    return magnitude if value >= 0 else -magnitude


def half_even(value: Any, places: int) -> Any:
    return round(value, places)


@dataclass(frozen=True)
class Variant:
    number: Callable[[str], Any] = Fraction
    rounded: Callable[[Any, int], Any] = half_up
    trims_members: bool = True
    rejected_prices_count: bool = False


CORRECT = Variant()
HALF_EVEN = Variant(rounded=half_even)
BINARY_FLOAT = Variant(number=float, rounded=half_even)
NO_TRIMMING = Variant(trims_members=False)
REJECTED_PRICE_KEPT = Variant(rejected_prices_count=True)


def printed(value: Any, places: int) -> str:
    units = int(half_up(Fraction(value), places) * 10**places)
    digits = str(abs(units)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return ("-" if units < 0 else "") + text


def average(values: Iterable[Any]) -> Any:
    values = list(values)
    return sum(values) / len(values)


def survivors(values: list[Any], table: list[dict[str, Any]]) -> list[Any]:
    values = sorted(values)
    for row in table:
        if row["from"] <= len(values) and (row["to"] is None or len(values) <= row["to"]):
            return values[row["lowest"] : len(values) - row["highest"]]
    return values


class Scorer:
    """One evaluation; each method is one step of the format and fills `out`."""

    def __init__(self, project: dict[str, Any], sheets: dict[str, Any], variant: Variant) -> None:
        self.project, self.sheets, self.variant = project, sheets, variant
        self.number, self.rules = variant.number, project["rules"]
        self.places = self.rules["rounding"]["places"]
        self.members = [member["id"] for member in project["committee"]]
        price_of_bidder = {bidder["id"]: self.number(bidder["evaluated_price"]) for bidder in project["bidders"]}
        self.price = {code: price_of_bidder[bidder] for code, bidder in sheets["codes"].items()}
        self.valid: list[str] = []
        self.rejected: list[dict[str, Any]] = []
        self.flags: dict[str, list[dict[str, Any]]] = {"objective_disagreement": [], "abnormal": [], "low_price": []}
        self.marks = {
            (member, code, criterion): self.number(text)
            for member, of_member in sheets["scores"].items()
            for code, of_code in of_member.items()
            for criterion, text in of_code.items()
        }
        self.used: dict[tuple[str, str], list[Any]] = {}

    def preliminary(self) -> None:
        for code in sorted(self.price):
            counts = ((item["id"], self.noes(code, item["id"])) for item in self.project["preliminary"])
            fatal = next(((item, no) for item, no in counts if no * 2 > len(self.members)), None)
            if fatal is None:
                self.valid.append(code)
            else:
                item, no = fatal
                against = len(self.members) - no
                self.rejected.append({"code": code, "criterion": item, "for": no, "against": against})

    def noes(self, code: str, item: str) -> int:
        votes = [self.sheets["preliminary"].get(member, {}).get(code, {}).get(item) for member in self.members]
        return len([vote for vote in votes if vote is not None and vote["pass"] is False])

    def low_prices(self) -> str | None:
        limit = self.rules["flags"]["low_price_ratio"]
        decisions = {ruling["code"]: ruling["decision"] for ruling in self.sheets["rulings"]["low_price"]}
        if limit is not None and len(self.valid) > 1:
            for code in self.valid:
                ratio = self.price[code] / average(self.price[other] for other in self.valid if other != code)
                if ratio < self.number(limit):
                    flag = {"code": code, "ratio": printed(ratio, 4), "decision": decisions.get(code)}
                    self.flags["low_price"].append(flag)
        if any(flag["decision"] is None for flag in self.flags["low_price"]):
            return "low-price-ruling-missing"
        for flag in self.flags["low_price"]:
            if flag["decision"] == "reject":
                self.valid.remove(flag["code"])
                gone = {"code": flag["code"], "criterion": "low-price", "for": None, "against": None}
                self.rejected.append(gone)
        return None

    def enough_valid(self) -> str | None:
        goes_on = self.sheets["rulings"].get("continue_below_three", False)
        enough = len(self.valid) >= (1 if goes_on else 3)
        return None if enough else "fewer-than-three-valid"

    def objective(self) -> str | None:
        facts = [item["id"] for item in self.project["criteria"] if item["kind"] == "objective"]
        self.flags["objective_disagreement"] = [
            {"criterion": item, "code": code}
            for item in facts
            for code in self.valid
            if len({self.marks[member, code, item] for member in self.members}) != 1
        ]
        return "objective-disagreement" if self.flags["objective_disagreement"] else None

    def abnormal(self) -> str | None:
        for section in self.project["sections"]:
            if judged := self.criteria(section["id"], "subjective"):
                for code in self.valid:
                    self.abnormal_of(section["id"], code, judged)
        missing = any(flag["decision"] is None for flag in self.flags["abnormal"])
        return "abnormal-ruling-missing" if missing else None

    def criteria(self, section: str, kind: str) -> list[str]:
        return [item["id"] for item in self.project["criteria"] if (item["section"], item["kind"]) == (section, kind)]

    def abnormal_of(self, section: str, code: str, judged: list[str]) -> None:
        given = [sum(self.marks[member, code, item] for item in judged) for member in self.members]
        self.used[section, code] = list(given)
        share = self.rules["flags"]["abnormal_share"]
        for index, member in enumerate(self.members):
            others = average(given[:index] + given[index + 1 :])
            if share is None or others == 0 or not abs(given[index] - others) / others > self.number(share):
                continue
            decision = self.decision(member, code, section)
            deviation = printed((given[index] - others) / others, 4)
            flag = {"expert": member, "code": code, "section": section, "deviation": deviation, "decision": decision}
            self.flags["abnormal"].append(flag)
            if decision == "replace":
                self.used[section, code][index] = others

    def decision(self, member: str, code: str, section: str) -> str | None:
        for ruling in self.sheets["rulings"]["abnormal"]:
            if (ruling["expert"], ruling["code"], ruling["section"]) == (member, code, section):
                return str(ruling["decision"])
        return None

    def price_points(self) -> tuple[Any, dict[str, Any]]:
        rule, rounded, number = self.rules["price"], self.variant.rounded, self.number
        full = number(rule["full"])
        if rule["formula"] == "lowest-price":
            lowest = min(self.price[code] for code in self.valid)
            return lowest, {code: rounded(lowest / self.price[code] * full, self.places) for code in self.valid}
        counted = [self.price[code] for code in (self.price if self.variant.rejected_prices_count else self.valid)]
        factor = 1 + number(rule["adjust_percent"]) / 100
        benchmark = rounded(average(survivors(counted, rule["drop"])) * factor, self.places)
        points = {}
        for code in self.valid:
            away = rounded((self.price[code] - benchmark) / benchmark * 100, self.places)
            per = number(rule["per_percent_above" if away > 0 else "per_percent_below"])
            points[code] = max(number(rule["floor"]), rounded(full - abs(away) * per, self.places))
        return benchmark, points

    def section(self, section: dict[str, Any], code: str) -> Any:
        rounded = self.variant.rounded
        agreed = sum(self.marks[self.members[0], code, item] for item in self.criteria(section["id"], "objective"))
        if (section["id"], code) not in self.used:
            return rounded(agreed + self.number("0"), self.places)
        table = section["drop"] if self.variant.trims_members else []
        judged = rounded(average(survivors(self.used[section["id"], code], table)), self.places)
        return rounded(agreed + judged, self.places)

    def outcome(self, blocked: str | None) -> dict[str, Any]:
        return {
            "blocked": blocked,
            "valid": self.valid,
            "rejected": self.rejected,
            "benchmark": None,
            "rows": {},
            "ranking": [],
            "candidates": [],
            "flags": self.flags,
        }

    def rows(self, points: dict[str, Any]) -> dict[str, dict[str, Any]]:
        return {
            code: {
                section["id"]: points[code] if section["kind"] == "price" else self.section(section, code)
                for section in self.project["sections"]
            }
            for code in self.valid
        }

    def ranking(self, rows: dict[str, dict[str, Any]]) -> list[list[str]]:
        def standing(code: str) -> list[Any]:
            keys = [-sum(rows[code].values())]
            for key in self.rules["ties"]:
                keys.append(self.price[code] if key == "price" else -rows[code][key.removeprefix("section:")])
            return keys

        groups: list[list[str]] = []
        for code in sorted(sorted(self.valid), key=standing):
            if groups and standing(groups[-1][0]) == standing(code):
                groups[-1].append(code)
            else:
                groups.append([code])
        return groups


def score(project: dict[str, Any], sheets: dict[str, Any], variant: Variant = CORRECT) -> dict[str, Any]:
    """result.json by the text of the format."""
    scorer = Scorer(project, sheets, variant)
    scorer.preliminary()
    for check in (scorer.low_prices, scorer.enough_valid, scorer.objective, scorer.abnormal):
        if blocked := check():
            return scorer.outcome(blocked)
    benchmark, points = scorer.price_points()
    rows, places = scorer.rows(points), scorer.places
    ranking = scorer.ranking(rows)
    printed_rows = {
        code: {
            "sections": {section: printed(value, places) for section, value in sections.items()},
            "total": printed(sum(sections.values()), places),
        }
        for code, sections in rows.items()
    }
    return {
        **scorer.outcome(None),
        "benchmark": printed(benchmark, places),
        "rows": printed_rows,
        "ranking": ranking,
        "candidates": [code for group in ranking for code in group][: project["rules"]["candidates"]],
    }
