"""Price review and summary: this seat computes everything again from the sheets and compares."""

from concurrent.futures import Future
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from seat_client.domain.errors import Malformed
from seat_client.domain.events import ConfirmPrice, ConfirmSummary, RecordDissent, SheetWarning, SummaryPublished
from seat_client.domain.exact import to_text
from seat_client.domain.explanation import Explanation, explain
from seat_client.domain.outcome import outcome
from seat_client.domain.sheets import Sheets
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import digest
from seat_client.services.seat import Seat
from seat_client.store.store import SavedAct


@dataclass(frozen=True, slots=True)
class Recomputed:
    """This seat's own result beside the centre's.

    `differences` names what does not match, as paths into result.json or into the sheets; empty when all is equal.
    """

    result: dict[str, Any]
    digest: str
    differences: tuple[str, ...]

    @property
    def equal(self) -> bool:
        return not self.differences


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One valid bid's price; amounts are decimal strings in yuan."""

    code: str
    bidder: str
    in_figures: str
    in_words: str
    evaluated: str
    corrected: bool


class PriceReview:
    """Prices by code and name after the reveal, words over figures where they differ."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    @property
    def rows(self) -> tuple[PriceRow, ...]:
        return tuple(self._row(code) for code in self._seat.evaluation.active_codes())

    @property
    def confirmed(self) -> bool:
        return self._seat.own.price_digest == self._digest()

    def confirm(self) -> "Future[SavedAct]":
        return self._seat.act(ConfirmPrice(self._digest()))

    def _digest(self) -> str:
        """Of the figures shown: other bids in the list are to be confirmed again."""
        return digest([[r.code, r.evaluated] for r in self.rows])

    def _row(self, code: str) -> PriceRow:
        bidder = self._seat.project.bidder(self._seat.evaluation.mapping[code])
        figures, evaluated = _plain(bidder.price_in_figures), _plain(bidder.evaluated_price)
        return PriceRow(code, bidder.name, figures, bidder.price_in_words, evaluated, figures != evaluated)


class SummaryCheck:
    """The published summary, recomputed here; a difference blocks the confirmation."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._computed_for = ""
        self._recomputed: Recomputed | None = None
        self._sheets: Sheets | None = None
        self._sent_round = 0

    @property
    def published(self) -> SummaryPublished | None:
        return self._seat.evaluation.summary

    def recomputed(self) -> Recomputed | None:
        """None while the summary is not out; computed once per published summary."""
        summary = self.published
        if summary is None:
            return None
        if self._computed_for != summary.result_digest:
            self._recomputed = self._recompute(summary)
            self._computed_for = summary.result_digest
        return self._recomputed

    def explanation(self, code: str) -> Explanation | None:
        """Every step of one bid's arithmetic, or None when the result is blocked or the bid is not ranked."""
        done = self.recomputed()
        if done is None or self._sheets is None or code not in done.result["rows"]:
            return None
        return explain(self._seat.project, self._sheets, code)

    @property
    def equal_seats(self) -> int:
        """Members whose own recomputation gave the centre's result."""
        summary = self.published
        if summary is None:
            return 0
        confirmed = self._seat.evaluation.summary_confirmed
        return sum(1 for d in confirmed.values() if d == summary.result_digest) + len(self._seat.evaluation.dissents)

    @property
    def answered(self) -> bool:
        summary = self.published
        e = self._seat.evaluation
        recorded = self._seat.member in e.summary_confirmed or self._seat.member in e.dissents
        return summary is not None and (recorded or self._sent_round == e.summary_round)

    def confirm(self) -> "Future[SavedAct]":
        return self._answer(ConfirmSummary(self._own_digest(), len(self.warnings)))

    def dissent(self, text: str) -> "Future[SavedAct]":
        return self._answer(RecordDissent(text, self._own_digest(), len(self.warnings)))

    def _answer(self, act: ConfirmSummary | RecordDissent) -> "Future[SavedAct]":
        saved = self._seat.act(act)
        self._sent_round = self._seat.evaluation.summary_round
        return saved

    @property
    def warnings(self) -> tuple[SheetWarning, ...]:
        """What the checker warns of; every expert sees them before confirming."""
        summary = self.published
        return () if summary is None else summary.warnings

    def _own_digest(self) -> str:
        done = self.recomputed()
        return done.digest if done is not None else ""

    def _recompute(self, summary: SummaryPublished) -> Recomputed:
        faults = list(self._sheet_faults(summary))
        try:
            self._sheets = Sheets.parse(dict(summary.sheets), self._seat.project)
        except Malformed as malformed:
            return Recomputed({"rows": {}, "ranking": []}, "", (*faults, malformed.path))
        result = outcome(self._seat.evaluation, self._sheets).document()
        return Recomputed(result, digest(result), (*faults, *_differences("$", result, dict(summary.result))))

    def _sheet_faults(self, summary: SummaryPublished) -> list[str]:
        """Where the published sheets differ from what this seat saw opened, voted or typed itself."""
        e, own, sheets = self._seat.evaluation, self._seat.own, summary.sheets
        faults = [] if not e.mapping or sheets["codes"] == e.mapping else ["$.codes"]
        for (code, criterion), entry in own.entries.items():
            if entry.value and code in e.codes:
                published = sheets["scores"].get(own.member, {}).get(code, {}).get(criterion)
                if published != entry.value and self._was_locked(criterion):
                    faults.append(f"$.scores.{own.member}.{code}.{criterion}")
        return faults

    def _was_locked(self, criterion: str) -> bool:
        e = self._seat.evaluation
        section = self._seat.project.criterion(criterion).section
        stages = (StageId.TECHNICAL, StageId.BUSINESS)
        stage = next(s for s in stages if section in {x.id for x in e.sections_of(s)})
        return stage in self._seat.own.locks


def _plain(value: Fraction) -> str:
    """An amount as a decimal string without needless zeros."""
    return to_text(value, 0 if value.denominator == 1 else 2)


def _differences(path: str, ours: object, theirs: object) -> list[str]:
    """Paths at which two JSON values differ, deepest first found in key order."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        keys = list(dict.fromkeys([*ours, *theirs]))
        return [d for k in keys for d in _differences(f"{path}.{k}", ours.get(k), theirs.get(k))]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = enumerate(zip(ours, theirs, strict=True))
        return [d for i, (a, b) in pairs for d in _differences(f"{path}[{i}]", a, b)]
    return [] if ours == theirs else [path]
