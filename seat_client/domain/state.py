"""What the record of one evaluation says, and what follows from it; `evaluation` folds it.

Belongs here: what follows from the published record. Does not belong here: anything one member did that others
may not yet see (`member_acts`), which fact comes next (`committee`), or how a fact changes the state (`folding`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from seat_client.domain import events as ev
from seat_client.domain.project import PreliminaryItem, Project, Section
from seat_client.domain.stages import BY_ID, INDEX, Part, Stage, StageId

Cell = tuple[str, str]  # subject (bidder id or code), item id
RULINGS_OF = {StageId.TECHNICAL: StageId.TECHNICAL_RULINGS, StageId.BUSINESS: StageId.BUSINESS_RULINGS}
SHEET_OF = {rulings: sheet for sheet, rulings in RULINGS_OF.items()}


@dataclass(frozen=True, slots=True)
class CellState:
    """How far one preliminary cell has come; counts are None until all have voted.

    `recount` marks counts that hold the void vote of a replaced member: they stand until his successor has voted.
    """

    cast: int = 0
    fails: int | None = None
    passes: int | None = None
    reasons: tuple[str, ...] = ()
    recount: bool = False

    @property
    def closed(self) -> bool:
        return self.fails is not None

    @property
    def settled(self) -> bool:
        """Closed, and no void vote among the counts."""
        return self.closed and not self.recount


@dataclass(frozen=True, slots=True)
class Question:
    """A question to a bidder; `state` is proposed, sent, dropped, answered, closed (no answer in time) or withheld
    (the centre did not let it go; `answer` says why)."""

    proposed: ev.QuestionProposed
    cast: int = 1
    state: str = "proposed"
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion with the votes so far, and its result once decided."""

    proposed: ev.MotionProposed
    cast: int = 1
    result: ev.MotionDecided | None = None


class EvaluationState:
    """Everything the record says, and what follows from it; `folding` alone changes it."""

    project: Project  # with the committee as it is now
    published: Project  # as it was in the beginning
    report_closed: bool

    def __init__(self, project: Project) -> None:
        self.project = self.published = project
        self.people: dict[str, ev.Person] = {
            m.id: ev.Person(m.id, m.name, m.kind, m.specialty) for m in project.committee
        }
        self.members: tuple[str, ...] = tuple(self.people)
        self.stage = StageId.SIGN_IN
        self.commitment = ""
        self._start_people()
        self._start_votes()
        self._start_end()

    def _start_people(self) -> None:
        self.signed_in: dict[str, str] = {}
        self.signed_in_at: dict[str, str] = {}
        self.composition: str | None = None  # code of the broken rule, empty when legal, None before the check
        self.disciplined: dict[str, ev.DisciplineAcknowledged] = {}
        self.undertaken: set[str] = set()
        self.recused: set[str] = set()
        self.replaced: dict[str, ev.MemberReplaced] = {}  # by the member who left
        self.behind: dict[str, StageId] = {}  # successors who catch up, and where they are
        self.reached: dict[str, int] = dict.fromkeys(self.members, 0)  # furthest row of the table
        self.visited: set[StageId] = {StageId.SIGN_IN}  # what the committee went through, and a successor goes through
        self.moves: Counter[str] = Counter()
        self.read: set[str] = set()
        self.length = 0  # facts folded: at the centre, which folds all, the cursor of the last
        self.joined: dict[str, int] = {}  # when a successor came, by that count
        self.left: dict[str, int] = {}
        self.open_since: int | None = None  # where the open part began, and the blind one
        self.blind_since: int | None = None
        self.supervisors: dict[str, str] = {}
        self.marks: list[ev.SupervisorMarked] = []
        self.presence: dict[str, ev.PresenceNoted] = {}  # the newest of each member
        self.call_started = ""
        self.asides: set[tuple[str, str]] = set()  # member and the other, who speak alone now
        self.recordings: list[ev.RecordingKept] = []
        self.gaps_filled: list[ev.GapFilled] = []
        self.screens_kept: list[ev.ScreenKept] = []

    def _start_votes(self) -> None:
        self.ballot_round = 1
        self.election_start = 1
        self.ballots_cast: dict[int, set[str]] = {}
        self.ballot_tied: tuple[str, ...] = ()
        self.ballot_votes: dict[int, Mapping[str, int]] = {}
        self.chair: str | None = None
        self.cells: dict[Cell, CellState] = {}
        self.codes: tuple[str, ...] = ()
        self.codes_dealt = False
        self.prefilled: dict[StageId, Mapping[str, Mapping[str, str]]] = {}
        self.locked: dict[StageId, dict[str, tuple[str, ...]]] = {}
        self.opened: dict[StageId, ev.Scores] = {}
        self.flags: dict[str, ev.FlagRaised] = {}
        self.flag_reasons: dict[str, str] = {}
        self.flags_overdue: set[str] = set()
        self.ruling_votes: dict[str, int] = {}
        self.rulings: dict[str, ev.RulingMade] = {}
        self.recounts: set[str] = set()  # rulings with a void vote, which stand until the successor has voted
        self.revisions_signed: dict[str, set[str]] = {}
        self.revised: set[str] = set()
        self.questions: dict[str, Question] = {}
        self.motions: dict[str, Motion] = {}
        self.mapping: dict[str, str] = {}
        self.salt = ""

    def _start_end(self) -> None:
        self.price_confirmed: set[str] = set()
        self.summary: ev.SummaryPublished | None = None
        self.summary_round = 0  # how many have been published
        self.summary_confirmed: dict[str, str] = {}
        self.dissents: dict[str, str] = {}
        self.report_digest = ""
        self.report_size = 0
        self.report_signed: dict[str, str] = {}
        self.report_deemed: dict[str, str] = {}
        self.report_closed = False
        self.refusals: dict[str, ev.SigningRefused] = {}
        self.notices: dict[str, ev.NoticeServed] = {}
        self.fees: dict[str, ev.FeeSlip] = {}
        self.fee_confirmed: set[str] = set()
        self.released: set[str] = set()
        self.suspended: ev.Suspended | None = None
        self.standstills: list[tuple[str, str]] = []  # (since, until), ISO 8601, of every one that is over
        self.sealed_for_good: ev.SealedForGood | None = None
        self.reconvened: ev.Reconvened | None = None

    # --- where the evaluation is ----------------------------------------------------------------

    @property
    def row(self) -> Stage:
        """The committee's present row of the table of stages."""
        return BY_ID[self.stage]

    @property
    def electing(self) -> bool:
        """The chair's place is empty after the election stage: everybody stops and elects, as soon as all can."""
        first = INDEX[StageId.CHAIR_ELECTION]
        late = self.chair is None and INDEX[self.stage] > first and not self.report_closed
        return late and all(INDEX[stage] >= first for stage in self.behind.values())

    @property
    def next_round(self) -> int:
        """The number of the first ballot of another election."""
        return max([self.ballot_round, *self.ballots_cast, *self.ballot_votes], default=0) + 1

    def stage_of(self, member: str) -> StageId:
        """Where one member is: with the committee, catching up, or at an election held between the stages."""
        own = self.behind.get(member, self.stage)
        return StageId.CHAIR_ELECTION if self.electing and INDEX[own] > INDEX[StageId.CHAIR_ELECTION] else own

    def part_of(self, member: str) -> Part:
        """Which identity of a bid one member may be shown now."""
        return BY_ID[self.stage_of(member)].part

    @property
    def size(self) -> int:
        return len(self.members)

    def person(self, member: str) -> ev.Person:
        """Anybody who is or was on the committee; raises KeyError."""
        return self.people[member]

    @property
    def successors(self) -> frozenset[str]:
        return frozenset(r.new.id for r in self.replaced.values())

    def ever_locked(self, stage: StageId) -> bool:
        return bool(self.locked.get(stage))

    # --- the preliminary review -----------------------------------------------------------------

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
        """Cells still to be voted on, subject by subject; a rejected subject has only those to be counted again."""
        subjects = self.codes if blind else tuple(b.id for b in self.project.bidders)
        items = self.blind_items if blind else self.open_items
        return tuple(cell for s in subjects for cell in self._pending_of(s, items))

    def _pending_of(self, subject: str, items: Sequence[PreliminaryItem]) -> Iterator[Cell]:
        """Asked after every vote: whether the subject is out is looked up once for all its cells."""
        left = [c for c in ((subject, i.id) for i in items) if c not in self.cells or not self.cells[c].settled]
        if left:
            out, firmly_out = self.rejected_on(subject) is not None, self._firmly_out(subject)
            for cell in left:
                recount = cell in self.cells and self.cells[cell].recount
                if not (firmly_out if recount else out):
                    yield cell

    def is_moot(self, cell: Cell) -> bool:
        """A vote on it would not be counted: the bid is out. Where votes are counted again, the void ones put nobody
        out, so only a count that stands does."""
        state = self.cells.get(cell, CellState())
        return (
            self._firmly_out(cell[0]) if state.recount else self.rejected_on(cell[0]) is not None and not state.closed
        )

    def _firmly_out(self, subject: str) -> bool:
        counts = (self.cells.get((subject, item.id)) for item in self.project.preliminary)
        return any(c is not None and c.settled and (c.fails or 0) * 2 > self.size for c in counts)

    def cells_for(self, member: str, *, blind: bool) -> tuple[Cell, ...]:
        """The pending cells one member is asked about: a successor who catches up, those others have voted on."""
        pending = self.pending_cells(blind=blind)
        if member not in self.successors or self.part_of(member) is not (Part.BLIND if blind else Part.OPEN):
            return pending
        late = INDEX[self.stage] > INDEX[self.stage_of(member)] or member in self.behind
        return tuple(c for c in pending if self.cells.get(c, CellState()).cast) if late else pending

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
        return tuple(c for c in self.sheet_codes() if c not in removed)

    def sheet_codes(self) -> tuple[str, ...]:
        """Codes a sheet is to hold: all that passed the preliminary review, for prices are judged after the sheets."""
        return tuple(c for c in self.codes if self.rejected_on(c) is None)

    # --- rulings --------------------------------------------------------------------------------

    @property
    def stopped(self) -> bool:
        """The committee ended the review early, or no bid is left to review."""
        ended = any(r.decision in ("stop", "defer") for r in self.rulings.values())
        return ended or (self.codes_dealt and not self.active_codes())

    @property
    def continues_below_three(self) -> bool:
        return any(r.decision == "continue" for r in self.rulings.values())

    def is_ruled(self, flag: str) -> bool:
        """A decision with the votes of all present members stands, and a decided correction has been made."""
        ruling = self.rulings.get(flag)
        if ruling is None or flag in self.recounts:
            return False
        return ruling.decision != "correct" or flag in self.revised

    def revisers(self, flag: ev.FlagRaised) -> tuple[str, ...]:
        """Who signs a revision of a disputed item: a technical one, only members to whom no name has been opened."""
        if flag.stage is StageId.BUSINESS_RULINGS or not self.revealed:
            return self.members
        return tuple(m for m in self.members if self.reached.get(m, 0) < INDEX[StageId.BUSINESS])

    def flags_of(self, stage: StageId) -> tuple[ev.FlagRaised, ...]:
        return tuple(f for f in self.flags.values() if f.stage is stage)

    def unanswered(self, stage: StageId) -> tuple[str, ...]:
        """Questions of a stage that the centre has relayed and that await their answer."""
        return tuple(i for i, q in self.questions.items() if q.state == "sent" and q.proposed.stage is stage)

    # --- scores ---------------------------------------------------------------------------------

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

    # --- summary and report ---------------------------------------------------------------------

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

    def seat_successor(self, old: str, new: ev.Person) -> None:
        """The successor takes the place of `old`, in the project as well."""
        self.people[new.id] = new
        self.members = tuple(new.id if m == old else m for m in self.members)
        self.project = self.project.with_member(old, new)


def without(scores: ev.Scores, member: str) -> ev.Scores:
    """Opened sheets without one member's."""
    return {m: rows for m, rows in scores.items() if m != member}


def reopened(state: CellState) -> CellState:
    """A cell in which a void vote may be counted."""
    return replace(state, recount=True) if state.closed else state
