"""The state of one evaluation, folded from facts alone; seat and centre hold the same class.

Belongs here: what follows from the published record. Does not belong here: anything one member did that
others may not yet see (`member_acts`), or which fact comes next (`committee`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from seat_client.domain import events as ev
from seat_client.domain.project import PreliminaryItem, Project, Section
from seat_client.domain.stages import BY_ID, Part, Stage, StageId

Cell = tuple[str, str]  # subject (bidder id or code), item id


@dataclass(frozen=True, slots=True)
class CellState:
    """How far one preliminary cell has come; counts are None until all have voted."""

    cast: int = 0
    fails: int | None = None
    passes: int | None = None
    reasons: tuple[str, ...] = ()

    @property
    def closed(self) -> bool:
        return self.fails is not None


class Evaluation:
    """Folds facts in cursor order; a fact never fails to apply, for it has already happened."""

    project: Project
    report_closed: bool

    def __init__(self, project: Project) -> None:
        self.project = project
        self.members: tuple[str, ...] = tuple(m.id for m in project.committee)
        self.stage = StageId.SIGN_IN
        self.commitment = ""
        self.signed_in: dict[str, str] = {}
        self.undertaken: set[str] = set()
        self.recused: set[str] = set()
        self.ballot_round = 1
        self.ballots_cast: dict[int, set[str]] = {}
        self.ballot_tied: tuple[str, ...] = ()
        self.ballot_votes: dict[int, Mapping[str, int]] = {}
        self.chair: str | None = None
        self.cells: dict[Cell, CellState] = {}
        self.codes: tuple[str, ...] = ()
        self.codes_dealt = False
        self.locked: dict[StageId, set[str]] = {}
        self.opened: dict[StageId, ev.Scores] = {}
        self.flags: dict[str, ev.FlagRaised] = {}
        self.flag_reasons: dict[str, str] = {}
        self.ruling_votes: dict[str, int] = {}
        self.rulings: dict[str, ev.RulingMade] = {}
        self.mapping: dict[str, str] = {}
        self.salt = ""
        self.price_confirmed: set[str] = set()
        self.summary: ev.SummaryPublished | None = None
        self.summary_confirmed: dict[str, str] = {}
        self.dissents: dict[str, str] = {}
        self.report_digest = ""
        self.report_size = 0
        self.report_signed: dict[str, str] = {}
        self.report_deemed: dict[str, str] = {}
        self.report_closed = False
        self.released: set[str] = set()

    # --- what follows from the record ---------------------------------------------------------

    @property
    def row(self) -> Stage:
        """The present row of the table of stages."""
        return BY_ID[self.stage]

    @property
    def size(self) -> int:
        return len(self.members)

    @property
    def open_items(self) -> tuple[PreliminaryItem, ...]:
        return tuple(i for i in self.project.preliminary if not i.blind)

    @property
    def blind_items(self) -> tuple[PreliminaryItem, ...]:
        return tuple(i for i in self.project.preliminary if i.blind)

    @property
    def revealed(self) -> bool:
        return bool(self.mapping)

    def rejected_on(self, subject: str) -> str | None:
        """The item a subject was rejected on by more than half of all members, or None."""
        for item in self.project.preliminary:
            state = self.cells.get((subject, item.id))
            if state is not None and state.fails is not None and state.fails * 2 > self.size:
                return item.id
        return None

    def pending_cells(self, *, blind: bool) -> tuple[Cell, ...]:
        """Cells still to be voted on, subject by subject; a rejected subject has none."""
        subjects = self.codes if blind else tuple(b.id for b in self.project.bidders)
        items = self.blind_items if blind else self.open_items
        return tuple(
            (subject, item.id)
            for subject in subjects
            if self.rejected_on(subject) is None
            for item in items
            if not self.cells.get((subject, item.id), CellState()).closed
        )

    def standing_bidders(self) -> tuple[str, ...]:
        """Bidders that passed the open items, in project order."""
        return tuple(b.id for b in self.project.bidders if self.rejected_on(b.id) is None)

    def active_codes(self) -> tuple[str, ...]:
        """Codes still under review, in code order; a bid removed for its price is no longer among them."""
        removed = {
            self.flags[r.flag].code
            for r in self.rulings.values()
            if r.decision == "reject" and self.flags[r.flag].check == "low-price"
        }
        return tuple(c for c in self.codes if self.rejected_on(c) is None and c not in removed)

    @property
    def stopped(self) -> bool:
        """The committee ended the review early, or no bid is left to review."""
        ended = any(r.decision in ("stop", "defer") for r in self.rulings.values())
        return ended or (self.codes_dealt and not self.active_codes())

    @property
    def continues_below_three(self) -> bool:
        return any(r.decision == "continue" for r in self.rulings.values())

    def sections_of(self, stage: StageId) -> tuple[Section, ...]:
        """The scored sections a sheet of this stage holds."""
        if stage is StageId.TECHNICAL:
            return tuple(self.project.blind_sections)
        return tuple(self.project.open_sections) if stage is StageId.BUSINESS else ()

    def shown_identity(self, code: str) -> tuple[str, str]:
        """(code, bidder name) as far as the present stage lets them be seen."""
        if self.row.part is Part.REVEALED and code in self.mapping:
            return code, self.project.bidder(self.mapping[code]).name
        return code, ""

    def exact_scores(self, stage: StageId) -> dict[str, dict[str, dict[str, Fraction]]]:
        """Opened sheets of one stage with exact values."""
        return {
            member: {code: {k: Fraction(v) for k, v in row.items()} for code, row in rows.items()}
            for member, rows in self.opened.get(stage, {}).items()
        }

    def flags_of(self, stage: StageId) -> tuple[ev.FlagRaised, ...]:
        return tuple(f for f in self.flags.values() if f.stage is stage)

    def summary_answered(self) -> bool:
        """Every member has confirmed the centre's very result or dissented in writing."""
        if self.summary is None:
            return False
        agreed = {m for m, digest in self.summary_confirmed.items() if digest == self.summary.result_digest}
        return agreed | set(self.dissents) >= set(self.members)

    def blocked(self) -> str | None:
        """Why no ranking exists, in result.json's word, once the summary is out."""
        word = self.summary.result.get("blocked") if self.summary is not None else None
        return str(word) if word is not None else None

    def signers_left(self) -> tuple[str, ...]:
        """Members whose signature is still awaited, the chair last."""
        rest = [m for m in self.members if m not in self.report_signed and m not in self.report_deemed]
        return tuple(sorted(rest, key=lambda m: m == self.chair))

    # --- folding ------------------------------------------------------------------------------

    def apply_all(self, facts: Iterable[ev.Fact]) -> None:
        for fact in facts:
            self.apply(fact)

    def apply(self, fact: ev.Fact) -> None:
        """Fold one fact."""
        _FOLDS[type(fact)](self, fact)


def _stage_opened(e: Evaluation, f: ev.StageOpened) -> None:
    e.stage = f.stage


def _ballot_cast(e: Evaluation, f: ev.BallotCast) -> None:
    e.ballots_cast.setdefault(f.round, set()).add(f.member)


def _ballot_closed(e: Evaluation, f: ev.BallotClosed) -> None:
    e.ballot_votes[f.round] = f.votes
    e.ballot_tied = f.tied
    if f.elected:
        e.chair = f.elected
    else:
        e.ballot_round = f.round + 1


def _vote_cast(e: Evaluation, f: ev.PreliminaryVoteCast) -> None:
    e.cells[f.subject, f.item] = CellState(cast=f.cast)


def _cell_closed(e: Evaluation, f: ev.PreliminaryClosed) -> None:
    e.cells[f.subject, f.item] = CellState(f.fails + f.passes, f.fails, f.passes, f.reasons)


def _codes_dealt(e: Evaluation, f: ev.CodesDealt) -> None:
    e.codes, e.codes_dealt = tuple(f.codes), True


def _mapping_opened(e: Evaluation, f: ev.MappingOpened) -> None:
    e.mapping, e.salt = dict(f.codes), f.salt


def _summary_confirmed(e: Evaluation, f: ev.SummaryConfirmed) -> None:
    e.summary_confirmed[f.member] = f.result_digest
    e.dissents.pop(f.member, None)


def _report_published(e: Evaluation, f: ev.ReportPublished) -> None:
    e.report_digest, e.report_size = f.digest, f.size
    e.report_signed.clear()
    e.report_deemed.clear()


def _report_moved(e: Evaluation, f: ev.ReportSigned | ev.AgreementDeemed) -> None:
    e.report_digest, e.report_size = f.digest, f.size
    (e.report_signed if isinstance(f, ev.ReportSigned) else e.report_deemed)[f.member] = f.at


def _report_closed(e: Evaluation, f: ev.ReportClosed) -> None:
    e.report_digest, e.report_size, e.report_closed = f.digest, f.size, True


_FOLDS: dict[type, Any] = {
    ev.MappingCommitted: lambda e, f: setattr(e, "commitment", f.commitment),
    ev.StageOpened: _stage_opened,
    ev.MemberSignedIn: lambda e, f: e.signed_in.__setitem__(f.member, f.seat),
    ev.UndertakingSigned: lambda e, f: e.undertaken.add(f.member),
    ev.MemberRecused: lambda e, f: e.recused.add(f.member),
    ev.BallotCast: _ballot_cast,
    ev.BallotClosed: _ballot_closed,
    ev.PreliminaryVoteCast: _vote_cast,
    ev.PreliminaryClosed: _cell_closed,
    ev.CodesDealt: _codes_dealt,
    ev.SheetLocked: lambda e, f: e.locked.setdefault(f.stage, set()).add(f.member),
    ev.SheetsOpened: lambda e, f: e.opened.__setitem__(f.stage, f.scores),
    ev.FlagRaised: lambda e, f: e.flags.__setitem__(f.id, f),
    ev.ReasonGiven: lambda e, f: e.flag_reasons.__setitem__(f.flag, f.text),
    ev.RulingVoteCast: lambda e, f: e.ruling_votes.__setitem__(f.flag, f.cast),
    ev.RulingMade: lambda e, f: e.rulings.__setitem__(f.flag, f),
    ev.MappingOpened: _mapping_opened,
    ev.PriceConfirmed: lambda e, f: e.price_confirmed.add(f.member),
    ev.SummaryPublished: lambda e, f: setattr(e, "summary", f),
    ev.SummaryConfirmed: _summary_confirmed,
    ev.DissentRecorded: lambda e, f: e.dissents.__setitem__(f.member, f.text),
    ev.ReportPublished: _report_published,
    ev.ReportSigned: _report_moved,
    ev.AgreementDeemed: _report_moved,
    ev.ReportClosed: _report_closed,
    ev.MemberReleased: lambda e, f: e.released.add(f.member),
}
