"""What the members of a practice evaluation do: from the project's sheets.json and acts.json, else seeded choices.

Seeded choices are legal ones: every item passes, scores lie between 60 and 95 of a hundred of the maximum on the
criterion's step, objective items get one value from all members, rulings keep, accept and continue where the regime
lets them, and a disputed objective item is corrected to the value most gave.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from seat_client.domain.events import FlagRaised, Person
from seat_client.domain.exact import to_text
from seat_client.domain.project import Criterion, Project
from seat_client.domain.regime import offered
from seat_client.domain.scoring import score_places
from seat_client.practice.plans import Plans

SUPERVISORS = (("S1", "方惟正"),)


@dataclass(frozen=True, slots=True)
class EntryError:
    """A slip a member makes first: typed, then corrected (or refused by the form)."""

    code: str
    criterion: str
    typed: str


@dataclass(frozen=True, slots=True)
class Script:
    """One committee's day. `sheets` and `acts` are the parsed files, empty where a project brings none."""

    project: Project
    sheets: Mapping[str, Any] = field(default_factory=dict)
    acts: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 1

    @property
    def plans(self) -> Plans:
        """What happens beyond votes and scores."""
        return Plans.read(self.acts)

    @property
    def opening(self) -> Project:
        """The project as it is published: whoever is replaced in the course of the day still sits on the committee."""
        planned = self.plans.replacement
        if planned is None:
            return self.project
        member = self.project.member(planned.new)
        return self.project.with_member(planned.new, Person(planned.old, planned.name, member.kind, member.specialty))

    @property
    def reserve(self) -> tuple[Person, ...]:
        """The experts the operator may call in."""
        planned = self.plans.replacement
        if planned is None:
            return ()
        member = self.project.member(planned.new)
        return (Person(member.id, member.name, member.kind, member.specialty),)

    @property
    def people(self) -> dict[str, str]:
        """Id -> name of everybody who needs a key: all members of the day, and the supervisor."""
        everybody = (*self.opening.committee, *self.project.committee)
        return {m.id: m.name for m in everybody} | dict(SUPERVISORS)

    @property
    def members(self) -> tuple[str, ...]:
        """Who sits on the committee when the day begins, and then who is called in."""
        began = tuple(m.id for m in self.opening.committee)
        return (*began, *(p.id for p in self.reserve))

    def _as(self, member: str) -> str:
        """The member whose votes are prepared: one who leaves votes as the successor will."""
        planned = self.plans.replacement
        return planned.new if planned is not None and member == planned.old else member

    @property
    def codes(self) -> dict[str, str] | None:
        """The prepared mapping of a prepared project; None lets the centre draw."""
        return dict(self.sheets["codes"]) if self.sheets else None

    @property
    def chair(self) -> str:
        """Whom everybody votes for: the prepared chair, else the first expert."""
        prepared = self.acts.get("chair")
        experts = [m.id for m in self.project.committee if m.kind == "expert"]
        return str(prepared) if prepared in experts else experts[0]

    def seat_of(self, member: str) -> str:
        """The practice seat of a member: the places take turns, as a real allocation would spread a committee.

        A successor gets a seat of the own: the seat of the one who left keeps that one's journal.
        """
        everybody = [*self.members, *(i for i, _ in SUPERVISORS)]
        number = everybody.index(member)
        places = [p.id for p in self.project.places] or ["seat"]
        return f"{places[number % len(places)]}-{number // len(places) + 1:02d}"

    @property
    def silent(self) -> tuple[str, ...]:
        """Members who neither sign nor write why."""
        return tuple(self.acts.get("silent_refusal", ()))

    def phone_box(self, member: str) -> str:
        """The number of the box the member's phone lies in."""
        return f"{self.seat_of(member)} 柜"

    def answer(self, question: str) -> str:
        """What the practice bidder answers to a question of this text."""
        planned = next((q for q in self.plans.questions if q.text == question), None)
        return planned.answer if planned is not None else "详见投标文件相应章节，内容以投标文件为准。"

    def vote(self, member: str, subject: str, item: str) -> tuple[bool, str]:
        """(passed, reason) for a bidder id or a code."""
        code = next((c for c, b in (self.codes or {}).items() if b == subject), subject)
        cell = self.sheets.get("preliminary", {}).get(self._as(member), {}).get(code, {}).get(item)
        if cell is None or cell["pass"]:
            return True, ""
        return False, str(cell.get("reason") or "不符合招标文件要求")

    def score(self, member: str, code: str, criterion: Criterion) -> str:
        """The decimal string the member types."""
        prepared = self.sheets.get("scores", {}).get(self._as(member), {}).get(code, {}).get(criterion.id)
        return str(prepared) if prepared is not None else self._seeded_score(member, code, criterion)

    def slips(self, member: str) -> tuple[EntryError, ...]:
        errors = (e for e in self.acts.get("entry_errors", ()) if e["expert"] == member)
        return tuple(EntryError(e["bid"], e["item"], e["entered"]) for e in errors)

    def decision(self, member: str, flag: FlagRaised) -> str:
        """The member's vote on a flag, one the project's regime offers: its first where the prepared one is none."""
        wanted, decisions = self._wanted(member, flag), offered(self.project.regime, flag.check)
        return wanted if wanted in decisions else decisions[0]

    def revision(self, flag: FlagRaised, values: Iterable[str], prefilled: str = "") -> str:
        """The value all members write for a disputed objective item whose sheets say `values`.

        The verified one where there is one, else what most members gave; of several given equally often, all take the
        one the seed draws.
        """
        if prefilled:
            return prefilled
        given = Counter(Fraction(v) for v in values)
        most = max(given.values())
        tied = sorted(v for v, count in given.items() if count == most)
        drawn = hashlib.sha256(f"{self.seed}/{flag.code}/{flag.criterion}".encode()).digest()[0]
        return to_text(tied[drawn % len(tied)], score_places([self.project.criterion(flag.criterion)]))

    def _wanted(self, member: str, flag: FlagRaised) -> str:
        rulings = self.sheets.get("rulings", {})
        if flag.check == "fewer-than-three":
            return self._few_bids(member, rulings)
        if flag.check == "objective-disagreement":
            first = f"objective/{flag.criterion}/{flag.code}"
            return "correct" if flag.id == first else "stop"  # corrected once already, and they still differ
        if flag.check == "low-price":
            return self._low_price(member, flag, rulings)
        made = (r for r in rulings.get("abnormal", ()) if (r["expert"], r["code"]) == (flag.expert, flag.code))
        decision = next((r["decision"] for r in made if r["section"] == flag.section), None)
        return str(decision) if decision else ("defer" if self.sheets else "keep")

    def reason(self, flag: FlagRaised) -> str:
        """The flagged member's written reason."""
        prepared = self.acts.get("abnormal_reason", {})
        if (prepared.get("expert"), prepared.get("code")) == (flag.expert, flag.code):
            return str(prepared["text"])
        return "依据评分标准独立评分，理由见评分表。"

    def explanation(self, code: str) -> str:
        """The bidder's explanation of a low price, as the clerk relays it."""
        prepared = self.acts.get("low_price_explanation", {})
        return str(prepared["text"]) if prepared.get("code") == code else "已提交成本构成说明。"

    def dissent(self, member: str) -> str:
        """The member's written dissent, empty for none."""
        return next((str(d["text"]) for d in self.acts.get("dissent", ()) if d["expert"] == member), "")

    def _few_bids(self, member: str, rulings: Mapping[str, Any]) -> str:
        if member in self.acts.get("continue_below_three", {}).get("stop", ()):
            return "stop"
        return "continue" if not self.sheets or rulings.get("continue_below_three") else "stop"

    def _low_price(self, member: str, flag: FlagRaised, rulings: Mapping[str, Any]) -> str:
        votes = self.acts.get("low_price_explanation", {})
        if votes.get("code") == flag.code and member in votes.get("votes", {}).get("reject", ()):
            return "reject"
        made = next((r["decision"] for r in rulings.get("low_price", ()) if r["code"] == flag.code), None)
        return str(made) if made else ("defer" if self.sheets else "accept")

    def _seeded_score(self, member: str, code: str, criterion: Criterion) -> str:
        who = "" if criterion.kind == "objective" else member
        drawn = hashlib.sha256(f"{self.seed}/{who}/{code}/{criterion.id}".encode()).digest()
        share = Fraction(60 + drawn[0] % 36, 100)
        steps = int(criterion.max * share / criterion.step)
        value = criterion.step * steps
        return to_text(value, score_places([criterion]))
