"""Which fact follows next from what all members have done: the centre's rules, pure.

The centre calls `conclude` after every accepted act and records what it returns, until nothing follows.
Only the centre can call it, for only the centre knows every member's acts and the sealed mapping.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from seat_client.domain import events as ev
from seat_client.domain.checker import warnings_of
from seat_client.domain.counting import Votes, sheet_flags
from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import RULINGS_OF, Cell, Evaluation
from seat_client.domain.fees import slips
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.outcome import outcome
from seat_client.domain.roster import check_committee, is_majority
from seat_client.domain.rulings import low_price_flags
from seat_client.domain.sheets import Sheets
from seat_client.domain.stages import BY_ID, INDEX, STAGES, Part, StageId, following, unfinished

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
    now: str = ""  # the centre's time, ISO 8601

    def conclude(self) -> list[ev.Fact]:
        """The facts that follow at once from the present state, in order; empty when nothing does."""
        e = self.evaluation
        if e.suspended is not None or e.sealed_for_good is not None:
            return []
        return self._votes() or self._stage_facts() or self._advance()

    # --- votes that all members have cast --------------------------------------------------------

    def _votes(self) -> list[ev.Fact]:
        votes = Votes(self.evaluation, self.acts, self.now)
        return self._ballot() or self._cells() or votes.follow()

    def _ballot(self) -> list[ev.Fact]:
        e = self.evaluation
        if e.chair is not None or not (e.electing or e.stage is StageId.CHAIR_ELECTION):
            return []
        cast = [self.acts[m].ballots.get(e.ballot_round) for m in e.members]
        if None in cast:
            return []
        votes = Counter(str(c) for c in cast)
        most = max(votes.values())
        tied = tuple(m for m in e.members if votes[m] == most)
        elected = tied[0] if len(tied) == 1 else ""
        if not elected and e.ballot_round - e.election_start + 1 >= BALLOTS_BEFORE_LOT:
            elected = min(tied, key=self._lot)
        return [ev.BallotClosed(e.ballot_round, dict(sorted(votes.items())), elected, () if elected else tied)]

    def _lot(self, member: str) -> str:
        """A lot anybody can draw again: it depends on the published commitment alone."""
        return hashlib.sha256(f"{self.evaluation.commitment}/{member}".encode()).hexdigest()

    def _cells(self) -> list[ev.Fact]:
        e = self.evaluation
        over = INDEX[e.stage] > INDEX[StageId.BLIND_CHECK]
        if over and not any(state.recount for state in e.cells.values()):
            return []
        for blind in (False, True):
            for cell in e.pending_cells(blind=blind):
                votes = [self.acts[m].votes.get(cell) for m in e.members]
                given = [v for v in votes if v is not None]
                if len(given) == e.size:
                    return self._close(cell, given, blind=blind)
        return []

    def _close(self, cell: Cell, votes: list[ev.VotePreliminary], *, blind: bool) -> list[ev.Fact]:
        """The count; when a recount brings back a bid whose stage is over, the review cannot be finished: the others
        would judge it late, and on a blind part knowing who it is."""
        e = self.evaluation
        closed = _closed(cell, votes)
        over = INDEX[e.stage] > INDEX[StageId.BLIND_CHECK if blind else StageId.PRELIMINARY]
        was_out = e.rejected_on(cell[0]) == cell[1]
        if over and was_out and not is_majority(closed.fails, e.size) and not self._out_elsewhere(cell):
            return [closed, ev.SealedForGood("bid-returned", self.now)]
        return [closed]

    def _out_elsewhere(self, cell: Cell) -> bool:
        e = self.evaluation
        others = (s for (subject, item), s in e.cells.items() if subject == cell[0] and item != cell[1])
        return any(s.fails is not None and is_majority(s.fails, e.size) for s in others)

    # --- what a stage brings before the next opens -----------------------------------------------

    def _stage_facts(self) -> list[ev.Fact]:
        e = self.evaluation
        if made := self._made() or self._sheets() or self._flags() or self._redeal():
            return made
        if e.behind or self._held() or not e.row.complete(e):
            return []
        return self._codes() or self._too_few() or self._reveal()

    def _made(self) -> list[ev.Fact]:
        """What the centre makes when a stage opens."""
        e = self.evaluation
        match e.stage:
            case StageId.COMMITTEE_CHECK if e.composition is None:
                return [composition(e)]
            case StageId.BUSINESS if e.project.prefilled and e.stage not in e.prefilled:
                return [self._prefilled()]
            case StageId.SUMMARY if e.summary is None and not e.behind:
                return [self._summary()]
            case StageId.FEE if not e.fees:
                return [self._fees()]
        return []

    def _prefilled(self) -> ev.ItemsPrefilled:
        e = self.evaluation
        values: dict[str, dict[str, str]] = {}
        for criterion, of_bidder in e.project.prefilled:
            for bidder, value in of_bidder:
                code = self.sealed.code_of(bidder)
                if code in e.codes:
                    values.setdefault(code, {})[criterion] = value
        return ev.ItemsPrefilled(StageId.BUSINESS, values)

    def _fees(self) -> ev.FeesComputed:
        e = self.evaluation
        now = datetime.fromisoformat(self.now) if self.now else datetime.min.replace(tzinfo=UTC)
        since = {m: e.signed_in_at.get(m, "") for m in e.members}
        places = {m: _place(e, m) for m in e.members}
        return ev.FeesComputed(slips(since, places, e.project.fee, now, e.standstills))

    def _sheets(self) -> list[ev.Fact]:
        """All sheets of a stage once all have locked, and again after a successor has."""
        e = self.evaluation
        for stage in RULINGS_OF:
            due = stage is e.stage or stage in e.opened
            opened = frozenset(e.opened.get(stage, {}))
            if due and e.sections_of(stage) and frozenset(e.locked.get(stage, {})) >= frozenset(e.members) != opened:
                return [ev.SheetsOpened(stage, {m: self._sheet_of(m, stage) for m in e.members})]
        return []

    def _sheet_of(self, member: str, stage: StageId) -> dict[str, dict[str, str]]:
        """As signed at the lock, or as it was opened before and revised since."""
        e, own = self.evaluation, self.acts[member]
        if member in e.opened.get(stage, {}):
            return {code: dict(row) for code, row in e.opened[stage][member].items()}
        criteria = [c.id for s in e.sections_of(stage) for c in e.project.criteria_of(s.id)]
        return {code: {c: own.score(code, c) for c in criteria} for code in e.locked[stage][member]}

    def _flags(self) -> list[ev.Fact]:
        """What the checks ask about opened sheets and was not asked before; objective items first."""
        e = self.evaluation
        if e.stopped or INDEX[e.stage] >= INDEX[StageId.REPORT]:
            return []
        for stage, rulings in RULINGS_OF.items():
            if INDEX[e.stage] > INDEX[rulings] and not e.replaced and not e.revised:
                continue  # judged when it was opened, and nothing has changed since
            is_open = frozenset(e.opened.get(stage, {})) == frozenset(e.members)
            if is_open and (flags := sheet_flags(e, stage)):
                return flags
        return []

    def _redeal(self) -> list[ev.Fact]:
        """After a recount of open items a bid may have fallen away; none ever comes back."""
        e = self.evaluation
        if not e.codes_dealt or not e.replaced:
            return []
        if any(e.cells[c].recount for c in e.pending_cells(blind=False) if c in e.cells):
            return []
        standing = set(e.standing_bidders())
        left = tuple(c for c in e.codes if self.sealed.codes[c] in standing)
        return [ev.CodesDealt(left)] if left != e.codes else []

    def _codes(self) -> list[ev.Fact]:
        """Codes are dealt once the open items are closed; a rejected bidder's code stays unused."""
        e = self.evaluation
        if e.codes_dealt or INDEX[following(e)] <= INDEX[StageId.PRELIMINARY]:
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
        if unfinished(e) is not None or BY_ID[following(e)].part is not Part.REVEALED:
            return []
        opened = ev.MappingOpened(dict(sorted(self.sealed.codes.items())), self.sealed.salt)
        prices: list[ev.Fact] = [] if e.stopped else self._low_prices()
        return prices if e.revealed else [opened, *prices]

    def _low_prices(self) -> list[ev.Fact]:
        """Computed at the reveal, and again when a recount has changed which bids are valid; before any removal for a
        low price. A review that was stopped asks no more questions, so it is not called then."""
        e = self.evaluation
        codes = [c for c in e.codes if e.rejected_on(c) is None]
        prices = {c: e.project.bidder(self.sealed.codes[c]).evaluated_price for c in codes}
        flags = [
            ev.FlagRaised(f"low-price/{f.code}", StageId.LOW_PRICE, "low-price", f.ratio_text, f.code)
            for f in low_price_flags(e.project, prices)
        ]
        return [f for f in flags if f.id not in e.flags]

    # --- from stage to stage ---------------------------------------------------------------------

    def _advance(self) -> list[ev.Fact]:
        e = self.evaluation
        if moved := self._moved():
            return [moved]
        back = unfinished(e)
        if e.behind:
            return [ev.StageOpened(back)] if back is not None and self._needs_all(back) else []
        if back is not None and not self._no_chair():
            return [ev.StageOpened(back)]
        if self._held() or not e.row.complete(e):
            return []
        dropped: list[ev.Fact] = [
            ev.QuestionDropped(i, self._support(i))
            for i, q in e.questions.items()
            if q.state == "proposed" and q.proposed.stage is e.stage
        ]
        return [*dropped, ev.StageOpened(following(e))]

    def _no_chair(self) -> bool:
        """The chair left after the election: nothing goes on before there is another."""
        e = self.evaluation
        return e.chair is None and INDEX[e.stage] > INDEX[StageId.CHAIR_ELECTION] and not e.report_closed

    def _held(self) -> bool:
        """Whether the committee stays in its stage even when that is complete: a bidder's answer is awaited, say."""
        return self._no_chair() or bool(self.evaluation.unanswered(self.evaluation.stage))

    def _support(self, question: str) -> int:
        return sum(self.acts[m].question_votes.get(question, False) for m in self.evaluation.members)

    def _moved(self) -> ev.MemberMoved | None:
        """The next step of a successor whose part of the stage he is in is done."""
        e = self.evaluation
        for member, stage in e.behind.items():
            if self._part_done(member, stage):
                onward = self._next_visited(stage)
                return ev.MemberMoved(member, onward, onward is e.stage)
        return None

    def _next_visited(self, after: StageId) -> StageId:
        """The next stage the committee itself went through, up to where it is now."""
        e = self.evaluation
        between = STAGES[INDEX[after] + 1 : INDEX[e.stage]]
        return next((s.id for s in between if s.id in e.visited), e.stage)

    def _part_done(self, member: str, stage: StageId) -> bool:
        e = self.evaluation
        done: dict[StageId, Container[str]] = {
            StageId.SIGN_IN: e.signed_in,
            StageId.DISCIPLINE: e.disciplined,
            StageId.UNDERTAKING: e.undertaken,
            StageId.TENDER_READING: e.read,
            StageId.TECHNICAL: e.locked.get(StageId.TECHNICAL, {}),
            StageId.BUSINESS: e.locked.get(StageId.BUSINESS, {}),
            StageId.PRICE: e.price_confirmed,
        }
        return member in done[stage] if stage in done else BY_ID[stage].complete(e)

    def _needs_all(self, stage: StageId) -> bool:
        """Whether a stage behind the committee's waits for more than the successors who are still behind."""
        e = self.evaluation
        if stage is StageId.SUMMARY:
            return all(s is StageId.SUMMARY for s in e.behind.values())
        level = [m for m in e.members if m not in e.behind]
        return any(self._waits_for(flag, member) for flag in e.flags_of(stage) for member in level)

    def _waits_for(self, flag: ev.FlagRaised, member: str) -> bool:
        e, own = self.evaluation, self.acts[member]
        if e.is_ruled(flag.id):
            return False
        ruling = e.rulings.get(flag.id)
        if ruling is not None and ruling.decision == "correct" and flag.id not in e.recounts:
            return member in e.revisers(flag) and flag.id not in own.revisions
        return flag.id not in own.ruling_votes

    # --- the summary -----------------------------------------------------------------------------

    def _summary(self) -> ev.SummaryPublished:
        document = self.sheets_document()
        project = self.evaluation.project
        sheets = Sheets.parse(document, project)
        result = outcome(self.evaluation, sheets).document()
        return ev.SummaryPublished(document, result, self.digest(result), warnings_of(project, sheets, result))

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
                vote = self.acts[member].votes.get((subject, item))
                if vote is not None and not vote.passed:  # a successor is not asked about a bid that has fallen away
                    cells = document.setdefault(member, {}).setdefault(code, {})
                    cells[item] = {"pass": False, "reason": vote.reason}
        return document

    def _rulings_document(self) -> dict[str, Any]:
        e = self.evaluation
        made = [
            (e.flags[r.flag], r.decision) for r in e.rulings.values() if r.decision != "defer" and r.flag in e.flags
        ]
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


def composition(e: Evaluation) -> ev.CommitteeChecked:
    """Whether the committee as it is now is one the law allows (Tendering Law art. 37)."""
    experts = sum(e.person(m).kind == "expert" for m in e.members)
    try:
        check_committee(e.size, experts)
    except RuleViolation as broken:
        return ev.CommitteeChecked(e.size, experts, broken.code)
    return ev.CommitteeChecked(e.size, experts, "")


def _place(e: Evaluation, member: str) -> str:
    """The name of the place the member's seat belongs to: seats are called after their place."""
    seat = e.signed_in.get(member, "")
    return next((p.name for p in e.project.places if seat.startswith(p.id)), "")
