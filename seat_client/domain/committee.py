"""Which fact follows next from what all members have done: the centre's rules, pure.

The centre calls `conclude` after every accepted act and records what it returns, until nothing follows.
Only the centre can call it, for only the centre knows every member's acts and the sealed mapping.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from seat_client.domain import events as ev
from seat_client.domain.evaluation import Cell, Evaluation
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.outcome import outcome
from seat_client.domain.rulings import abnormal_flags, low_price_flags, objective_disagreements
from seat_client.domain.sheets import Sheets
from seat_client.domain.stages import BY_ID, Part, StageId, following

RULINGS_OF = {StageId.TECHNICAL: StageId.TECHNICAL_RULINGS, StageId.BUSINESS: StageId.BUSINESS_RULINGS}
FEWEST_BIDS = 3  # Tendering Law art. 42 and its regulations
BALLOTS_BEFORE_LOT = 2

Digest = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the centre keeps closed until the reveal: code -> bidder id, and the salt of the commitment."""

    codes: Mapping[str, str]
    salt: str

    def code_of(self, bidder: str) -> str:
        return next(code for code, owner in self.codes.items() if owner == bidder)


@dataclass(frozen=True, slots=True)
class Committee:
    """Everything the centre knows of one evaluation; `digest` is the canonical digest of a JSON object."""

    evaluation: Evaluation
    acts: Mapping[str, MemberActs]
    sealed: Sealed
    digest: Digest

    def conclude(self) -> list[ev.Fact]:
        """The facts that follow at once from the present state, in order; empty when nothing does."""
        return self._votes() or self._stage_facts() or self._advance()

    # --- votes that all members have cast --------------------------------------------------------

    def _votes(self) -> list[ev.Fact]:
        stage = self.evaluation.stage
        if stage is StageId.CHAIR_ELECTION:
            return self._ballot()
        if stage in (StageId.PRELIMINARY, StageId.BLIND_CHECK):
            return self._cells()
        return self._rulings()

    def _ballot(self) -> list[ev.Fact]:
        e = self.evaluation
        if e.chair is not None:
            return []
        cast = [self.acts[m].ballots.get(e.ballot_round) for m in e.members]
        if None in cast:
            return []
        votes = Counter(str(c) for c in cast)
        most = max(votes.values())
        tied = tuple(m for m in e.members if votes[m] == most)
        elected = tied[0] if len(tied) == 1 else ""
        if not elected and e.ballot_round >= BALLOTS_BEFORE_LOT:
            elected = min(tied, key=self._lot)
        return [ev.BallotClosed(e.ballot_round, dict(sorted(votes.items())), elected, () if elected else tied)]

    def _lot(self, member: str) -> str:
        """A lot anybody can draw again: it depends on the published commitment alone."""
        return hashlib.sha256(f"{self.evaluation.commitment}/{member}".encode()).hexdigest()

    def _cells(self) -> list[ev.Fact]:
        e = self.evaluation
        blind = e.stage is StageId.BLIND_CHECK
        for cell in e.pending_cells(blind=blind):
            votes = [self.acts[m].votes.get(cell) for m in e.members]
            given = [v for v in votes if v is not None]
            if len(given) == e.size:
                return [_closed(cell, given)]
        return []

    def _rulings(self) -> list[ev.Fact]:
        e = self.evaluation
        for flag in e.flags_of(e.stage):
            if flag.id in e.rulings:
                continue
            votes = Counter(
                self.acts[m].ruling_votes[flag.id] for m in e.members if flag.id in self.acts[m].ruling_votes
            )
            if votes.total() == e.size:
                decision, most = votes.most_common(1)[0]
                won = most * 2 > e.size
                return [ev.RulingMade(flag.id, decision if won else "defer", dict(sorted(votes.items())))]
        return []

    # --- what a stage brings before the next opens -----------------------------------------------

    def _stage_facts(self) -> list[ev.Fact]:
        e = self.evaluation
        if e.stage is StageId.SUMMARY and e.summary is None:
            return [self._summary()]
        if not e.row.complete(e):
            return []
        return self._sheets() or self._codes() or self._too_few() or self._reveal()

    def _sheets(self) -> list[ev.Fact]:
        e = self.evaluation
        stage = e.stage
        if stage not in RULINGS_OF or stage in e.opened:
            return []
        opened = ev.SheetsOpened(stage, {m: self._sheet_of(m, stage) for m in e.members})
        return [opened, *self._sheet_flags(stage, opened.scores)]

    def _sheet_of(self, member: str, stage: StageId) -> dict[str, dict[str, str]]:
        e, own = self.evaluation, self.acts[member]
        criteria = [c.id for s in e.sections_of(stage) for c in e.project.criteria_of(s.id)]
        return {code: {c: own.score(code, c) for c in criteria} for code in e.active_codes()}

    def _sheet_flags(self, stage: StageId, opened: ev.Scores) -> list[ev.Fact]:
        e = self.evaluation
        scores = {
            m: {c: {k: Fraction(v) for k, v in row.items()} for c, row in rows.items()} for m, rows in opened.items()
        }
        codes, sections = e.active_codes(), [s.id for s in e.sections_of(stage)]
        target = RULINGS_OF[stage]
        flags: list[ev.Fact] = [
            ev.FlagRaised(f"objective/{d.criterion}/{d.code}", target, "objective-disagreement", "", d.code,
                          criterion=d.criterion)
            for d in objective_disagreements(e.project, scores, codes, sections)
        ]  # fmt: skip
        if flags:
            return flags
        return [
            ev.FlagRaised(f"abnormal/{f.section}/{f.code}/{f.expert}", target, "abnormal-score", f.deviation_text,
                          f.code, f.section, f.expert)
            for section in sections
            for f in abnormal_flags(e.project, scores, codes, section)
        ]  # fmt: skip

    def _codes(self) -> list[ev.Fact]:
        """Codes are dealt once the open items are closed; a rejected bidder's code stays unused."""
        e = self.evaluation
        nxt = BY_ID[following(e)]
        if e.codes_dealt or nxt.id in (StageId.UNDERTAKING, StageId.CHAIR_ELECTION, StageId.PRELIMINARY):
            return []
        standing = set(e.standing_bidders())
        return [ev.CodesDealt(tuple(sorted(c for c, b in self.sealed.codes.items() if b in standing)))]

    def _too_few(self) -> list[ev.Fact]:
        e = self.evaluation
        at = StageId.FEW_BIDS_AFTER_PRICE if e.revealed else StageId.FEW_BIDS
        left = len(e.active_codes())
        if not 0 < left < FEWEST_BIDS or e.continues_below_three or str(at) in e.flags:
            return []
        if e.stopped or not e.codes_dealt or following(e) is StageId.BLIND_CHECK:
            return []
        return [ev.FlagRaised(str(at), at, "fewer-than-three", str(left))]

    def _reveal(self) -> list[ev.Fact]:
        """Before the first stage that shows both: the mapping, and the low-price flags it makes possible."""
        e = self.evaluation
        if e.revealed or BY_ID[following(e)].part is not Part.REVEALED:
            return []
        opened = ev.MappingOpened(dict(sorted(self.sealed.codes.items())), self.sealed.salt)
        return [opened] if e.stopped else [opened, *self._low_prices()]

    def _low_prices(self) -> list[ev.Fact]:
        """A review that was stopped asks no more questions, so it is not called then."""
        e = self.evaluation
        prices = {c: e.project.bidder(self.sealed.codes[c]).evaluated_price for c in e.active_codes()}
        return [
            ev.FlagRaised(f"low-price/{f.code}", StageId.LOW_PRICE, "low-price", f.ratio_text, f.code)
            for f in low_price_flags(e.project, prices)
        ]

    def _advance(self) -> list[ev.Fact]:
        e = self.evaluation
        return [ev.StageOpened(following(e))] if e.row.complete(e) else []

    # --- the summary -----------------------------------------------------------------------------

    def _summary(self) -> ev.SummaryPublished:
        document = self.sheets_document()
        project = self.evaluation.project
        result = outcome(self.evaluation, Sheets.parse(document, project)).document()
        return ev.SummaryPublished(document, result, self.digest(result))

    def sheets_document(self) -> dict[str, Any]:
        """All members' votes, scores and the rulings, as the project format writes them."""
        e = self.evaluation
        scores: dict[str, dict[str, dict[str, str]]] = {}
        for opened in e.opened.values():
            for member, rows in opened.items():
                for code, row in rows.items():
                    scores.setdefault(member, {}).setdefault(code, {}).update(row)
        return {
            "codes": dict(sorted(self.sealed.codes.items())),
            "preliminary": self._preliminary_document(),
            "scores": scores,
            "rulings": self._rulings_document(),
        }

    def _preliminary_document(self) -> dict[str, Any]:
        e = self.evaluation
        document: dict[str, Any] = {}
        for (subject, item), state in e.cells.items():
            if not state.closed:
                continue
            code = subject if subject in self.sealed.codes else self.sealed.code_of(subject)
            for member in e.members:
                vote = self.acts[member].votes[subject, item]
                if not vote.passed:
                    cells = document.setdefault(member, {}).setdefault(code, {})
                    cells[item] = {"pass": False, "reason": vote.reason}
        return document

    def _rulings_document(self) -> dict[str, Any]:
        e = self.evaluation
        made = [(e.flags[r.flag], r.decision) for r in e.rulings.values() if r.decision != "defer"]
        document: dict[str, Any] = {
            "abnormal": [
                {"expert": f.expert, "code": f.code, "section": f.section, "decision": d}
                for f, d in made
                if f.check == "abnormal-score"
            ],
            "low_price": [{"code": f.code, "decision": d} for f, d in made if f.check == "low-price"],
        }
        if e.continues_below_three:
            document["continue_below_three"] = True
        return document


def _closed(cell: Cell, votes: list[ev.VotePreliminary]) -> ev.PreliminaryClosed:
    fails = [v for v in votes if not v.passed]
    reasons = tuple(dict.fromkeys(v.reason for v in fails))
    return ev.PreliminaryClosed(cell[0], cell[1], len(fails), len(votes) - len(fails), reasons)
