"""The facts behind a sample bid: who the bidder is, what it can show, and what is wrong with its papers.

Invented by seed. Where the project brings prepared sheets, the papers prove what the committee found in them:
as many similar projects and certificates as the objective scores say, and a lead's certificate that had expired.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from seat_client.centre.sample.amounts import in_words
from seat_client.centre.sample.wording import Wording

DEADLINE = date(2026, 11, 20)
"""The last day for bids in every sample; fixed, so that the documents are the same on every machine."""

EXPIRED_BEFORE_DEADLINE = timedelta(days=12)
VALIDITY_DAYS = 90

_SURNAMES = "沈顾蒋韩杨朱秦许何吕施孔曹严金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎"
_GIVEN = (
    "明远",
    "志刚",
    "雅宁",
    "承泽",
    "思源",
    "建华",
    "立群",
    "文博",
    "晓岚",
    "永昌",
    "静怡",
    "海峰",
    "启航",
    "若愚",
)
_ROADS = ("云帆路", "文澜街", "创新大道", "望江路", "青枫路", "星湖东路", "工农北路", "观澜街")


@dataclass(frozen=True, slots=True)
class Bidder:
    """One bidder as its papers show it."""

    id: str
    name: str
    figures: Decimal
    words: str
    evaluated: Decimal
    legal_person: str
    agent: str
    lead: str
    credit_code: str
    address: str
    founded: date
    capital: int
    lead_valid_until: date
    evidence: Mapping[str, int]
    """Objective criterion: how many proofs the bid shows for it."""


def bidder(data: Mapping[str, Any], *, seed: str, evidence: Mapping[str, int], lead_expired: bool) -> Bidder:
    """The bidder of one entry of the project document."""
    wording = Wording(seed)
    names = _people(wording, 3)
    figures = Decimal(data["price_in_figures"])
    valid_until = DEADLINE - EXPIRED_BEFORE_DEADLINE if lead_expired else _later(wording)
    return Bidder(
        id=data["id"],
        name=data["name"],
        figures=figures,
        words=data.get("price_in_words") or in_words(figures),
        evaluated=Decimal(data.get("evaluated_price") or figures),
        legal_person=names[0],
        agent=names[1],
        lead=names[2],
        credit_code="91" + "".join(wording.random.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(16)),
        address=f"高新技术产业开发区{wording.random.choice(_ROADS)}{wording.random.randint(6, 288)}号",
        founded=date(wording.random.randint(2003, 2016), wording.random.randint(1, 12), wording.random.randint(1, 28)),
        capital=wording.random.choice((2000, 3000, 5000, 6000, 8000, 10000)),
        lead_valid_until=valid_until,
        evidence=evidence,
    )


def _people(wording: Wording, count: int) -> list[str]:
    surnames, given = wording.shuffled(_SURNAMES, count), wording.shuffled(_GIVEN, count)
    return [a + b for a, b in zip(surnames, given, strict=True)]


def _later(wording: Wording) -> date:
    return DEADLINE + timedelta(days=wording.random.randint(300, 1000))


def proofs(project: Mapping[str, Any], sheets: Mapping[str, Any] | None, bidder_id: str, seed: str) -> dict[str, int]:
    """How many proofs a bid shows for each objective criterion: what the sheets found, or a seeded number."""
    wording = Wording(f"{seed} proofs")
    found: dict[str, int] = {}
    for criterion in project["criteria"]:
        if criterion["kind"] != "objective":
            continue
        step, most = Decimal(criterion["step"]), Decimal(criterion["max"])
        drawn = wording.random.randint(1, max(1, int(most / step)))
        score = _found_score(sheets, bidder_id, criterion["id"])
        found[criterion["id"]] = drawn if score is None else int(score / step)
    return found


def _found_score(sheets: Mapping[str, Any] | None, bidder_id: str, criterion: str) -> Decimal | None:
    code = _code_of(sheets, bidder_id)
    if sheets is None or code is None:
        return None
    members = sheets.get("scores", {}).values()
    counted = Counter(_known(member.get(code, {}).get(criterion) for member in members))
    return Decimal(counted.most_common(1)[0][0]) if counted else None


def _known(values: Iterable[str | None]) -> list[str]:
    return [one for one in values if one is not None]


def _code_of(sheets: Mapping[str, Any] | None, bidder_id: str) -> str | None:
    codes = (sheets or {}).get("codes", {})
    return next((code for code, owner in codes.items() if owner == bidder_id), None)


def lead_expired(project: Mapping[str, Any], sheets: Mapping[str, Any] | None, bidder_id: str) -> bool:
    """True when more than half of the committee failed this bid on an item about a certificate's validity."""
    code = _code_of(sheets, bidder_id)
    if sheets is None or code is None:
        return False
    items = {one["id"] for one in project["preliminary"] if "证书有效" in one["title"]["zh"]}
    verdicts = [member.get(code, {}) for member in sheets.get("preliminary", {}).values()]
    failed = sum(any(not one.get("pass", True) for item, one in row.items() if item in items) for row in verdicts)
    return 2 * failed > len(project["committee"])
