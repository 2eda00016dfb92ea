"""The summary at this seat: recomputed here, compared with the centre's, explained step by step."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from seat_client.domain.exact import exact_text
from seat_client.domain.explanation import Explanation, TieNote
from seat_client.domain.project import Criterion
from seat_client.domain.rules import ZERO
from seat_client.domain.stages import StageId
from seat_client.services.motions import Motions
from seat_client.services.seat import Seat
from seat_client.services.summary import Recomputed, SummaryCheck
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.rulings.facts import short_title
from seat_client.ui.screens.rulings.figures import money
from seat_client.ui.screens.summary.arithmetic import Arithmetic
from seat_client.ui.screens.summary.figure_words import figure_words
from seat_client.ui.screens.summary.findings import Findings
from seat_client.ui.screens.summary.rows import (
    AllSheets,
    Finding,
    Hint,
    RankedRow,
    RejectedRow,
    SectionTitle,
    SheetLine,
    Sum,
)

_MOST_FIGURES = 2


class SummaryModel(ActingModel):
    """No figure before the centre has published; no confirmation where this seat computes another result."""

    def __init__(self, summary: SummaryCheck, motions: Motions, seat: Seat, bridge: Bridge) -> None:
        super().__init__(seat, bridge)
        self._summary, self._motions = summary, motions
        self._findings = Findings(summary, motions, seat)
        self._picked = ""
        self._section = ""
        self.lost_at: datetime | None = None
        """Since when the centre does not answer."""
        self._explained: dict[str, Explanation | None] = {}
        self._explained_for = ""

    # --- how it stands -------------------------------------------------------------------------------

    @property
    def published(self) -> bool:
        return self._summary.published is not None

    @property
    def differences(self) -> tuple[str, ...]:
        done = self._done
        return () if done is None else done.differences

    @property
    def disputed(self) -> str:
        """Which seat computes which figures otherwise; empty when all is equal."""
        if not self.differences:
            return ""
        shown = "、".join(figure_words(self._seat, path) for path in self.differences[:_MOST_FIGURES])
        words = translate("Summary", "Member {number} (this seat) computes otherwise: {figures}")
        return words.format(number=self._seat.role_number(self._seat.member), figures=shown)

    @property
    def locked(self) -> tuple[int, int]:
        """Members whose sheets are all locked, of how many."""
        e = self._seat.evaluation
        sheets = [s for s in (StageId.TECHNICAL, StageId.BUSINESS) if e.sections_of(s)]
        held = [m for m in e.members if all(m in e.locked.get(stage, {}) for stage in sheets)]
        return len(held), e.size

    @property
    def blocked(self) -> str:
        """Why there is no ranking, in words; empty when there is one."""
        done = self._done
        word = None if done is None else done.result.get("blocked")
        return "" if word is None else _block_words(str(word))

    @property
    def equal_seats(self) -> tuple[int, int]:
        """Seats whose recomputation gave this result, this one included, of how many."""
        done = self._done
        own = done is not None and done.equal and not self._summary.answered
        return self._summary.equal_seats + own, self._seat.evaluation.size

    @property
    def confirmed(self) -> tuple[int, int]:
        """Members who have confirmed or dissented, of how many."""
        return self._summary.equal_seats, self._seat.evaluation.size

    @property
    def answered(self) -> bool:
        return self._summary.answered

    @property
    def dissent(self) -> str:
        """The own written dissent, empty when there is none."""
        return self._seat.own.dissent

    @property
    def obstacle(self) -> str:
        """Why it cannot be confirmed now, in words for the button."""
        if not self.published:
            return translate("Summary", "The summary is not published yet")
        if self.answered:
            return self._waiting_words()
        if self.saving:
            return translate("Summary", "Saving …")
        if self.differences:
            return translate("Summary", "This seat computes another result")
        return "" if self.connected else translate("Summary", "Possible once the connection is back")

    def _waiting_words(self) -> str:
        k, n = self.confirmed
        if self.dissent:
            return translate("Summary", "Dissent recorded, waiting for the others ({done} / {all})").format(
                done=k, all=n
            )
        return translate("Summary", "Answered, waiting for the others ({done} / {all})").format(done=k, all=n)

    # --- what it shows -------------------------------------------------------------------------------

    @property
    def sections(self) -> tuple[SectionTitle, ...]:
        return tuple(SectionTitle(s.title.zh, exact_text(s.max)) for s in self._seat.project.sections)

    @property
    def full(self) -> str:
        """The highest total there can be."""
        return exact_text(sum((s.max for s in self._seat.project.sections), start=ZERO))

    @property
    def ranked(self) -> tuple[RankedRow, ...]:
        """In the order of the ranking; equal places share their number."""
        rows: list[RankedRow] = []
        for group in self._result.get("ranking", ()):
            place = len(rows) + 1
            rows += [self._ranked(code, place) for code in group]
        return tuple(rows)

    @property
    def rejected(self) -> tuple[RejectedRow, ...]:
        rejected = self._result.get("rejected", ())
        return tuple(RejectedRow(r["code"], self._name(r["code"]), self._reason(r)) for r in rejected)

    @property
    def ties(self) -> tuple[tuple[str, str], ...]:
        """For every group of equal totals, that it is one, and how the tender document parts it."""
        found = [self._tie(row.code) for row in self.ranked]
        notes = {note.codes: note for note in found if note is not None}
        return tuple((self._tie_head(note), self._tie_rule(note)) for note in notes.values())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """One card per flag, and one that says the objective scores agree; none before the summary is out."""
        if not self.published:
            return ()
        return self._findings.cards(self._result)

    @property
    def picked(self) -> str:
        """The row whose sum is shown; the first until another is picked."""
        codes = [row.code for row in self.ranked]
        return self._picked if self._picked in codes else (codes[0] if codes else "")

    @property
    def cells(self) -> tuple[str, ...]:
        """What can be explained of a row, left to right: its sections by id, and the total as an empty text."""
        return (*(s.id for s in self._seat.project.sections), "")

    @property
    def section(self) -> str:
        """The section whose points are explained; empty for the total."""
        return self._section

    @property
    def sum(self) -> Sum | None:
        """The arithmetic of the picked cell."""
        published, explanation = self._summary.published, self._explain(self.picked)
        if published is None or explanation is None:
            return None
        arithmetic = Arithmetic(self._seat.project, published.sheets, self._result["rows"])
        if self._section:
            return arithmetic.cell(explanation, self._name(self.picked), self._section)
        return arithmetic.sum_of(explanation, self._name(self.picked))

    @property
    def sheets(self) -> AllSheets | None:
        """What every member gave the picked bid, criterion by criterion."""
        published, code = self._summary.published, self.picked
        if published is None or not code:
            return None
        members, criteria = self._seat.evaluation.members, self._seat.project.criteria
        rows = [published.sheets["scores"][m][code] for m in members]
        lines = tuple(
            SheetLine(_criterion_title(c), exact_text(c.max), tuple(row[c.id] for row in rows)) for c in criteria
        )
        sums = tuple(exact_text(sum((Fraction(row[c.id]) for c in criteria), ZERO)) for row in rows)
        numbers = tuple(self._seat.role_number(m) for m in members)
        return AllSheets(f"{code} {self._name(code)}", numbers, lines, sums)

    # --- what the member does ------------------------------------------------------------------------

    def pick(self, code: str) -> None:
        self._picked = code
        self.changed.emit()

    def pick_cell(self, code: str, section: str) -> None:
        """Explain one cell: a section of this bid, or its total for an empty section."""
        self._picked, self._section = code, section
        self.changed.emit()

    def step_aside(self, by: int) -> None:
        """Explain the cell left or right of the present one."""
        cells = self.cells
        self.pick_cell(self.picked, cells[min(max(0, cells.index(self._section) + by), len(cells) - 1)])

    def show_connection(self, connected: bool) -> None:
        if not connected and self.connected:
            self.lost_at = self._seat.now()
        super().show_connection(connected)

    def step(self, by: int) -> str:
        """Pick the row above or below; returns its code."""
        codes = [row.code for row in self.ranked]
        if codes:
            self.pick(codes[min(max(0, codes.index(self.picked) + by), len(codes) - 1)])
        return self.picked

    @property
    def review_obstacle(self) -> str:
        """Why a review cannot be asked for now; empty when it can."""
        if not self.published:
            return translate("Summary", "The summary is not published yet")
        if not self.connected:
            return translate("Summary", "Possible once the connection is back")
        return "" if self._motions.possible else translate("Summary", "Not possible in this stage")

    @property
    def cell_words(self) -> str:
        """The picked cell, as it stands in what one asks for."""
        section = "" if not self._section else short_title(self._seat.project.section(self._section).title.zh)
        return f"{self.picked} {section or translate('Summary', 'Total')}"

    def ask_review(self, text: str) -> None:
        """Put the motion to look at the picked cell again."""
        words = translate("Summary", "Review of {cell}: {text}").format(cell=self.cell_words, text=text.strip())
        self._do(lambda: self._motions.propose("other", words))

    def confirm(self) -> None:
        self._do(self._summary.confirm)

    def record_dissent(self, text: str) -> None:
        self._do(lambda: self._summary.dissent(text.strip()))

    # --- parts ---------------------------------------------------------------------------------------

    @property
    def _done(self) -> Recomputed | None:
        return self._summary.recomputed()

    @property
    def _result(self) -> Mapping[str, Any]:
        done = self._done
        return {} if done is None else done.result

    def _tie(self, code: str) -> TieNote | None:
        """How a total that several bids have is parted; nothing is explained for the others."""
        rows = self._result["rows"]
        if sum(row["total"] == rows[code]["total"] for row in rows.values()) == 1:
            return None
        explanation = self._explain(code)
        return None if explanation is None else explanation.tie

    def _explain(self, code: str) -> Explanation | None:
        """The steps of one bid, worked out once per published summary."""
        done = self._done
        digest = "" if done is None else done.digest
        if digest != self._explained_for:
            self._explained, self._explained_for = {}, digest
        if code not in self._explained:
            self._explained[code] = self._summary.explanation(code)
        return self._explained[code]

    def _name(self, code: str) -> str:
        bidder = self._seat.evaluation.mapping.get(code)
        return "" if bidder is None else self._seat.project.bidder(bidder).name

    def _ranked(self, code: str, place: int) -> RankedRow:
        row = self._result["rows"][code]
        points = tuple(row["sections"][s.id] for s in self._seat.project.sections)
        candidate = code in self._result.get("candidates", ())
        return RankedRow(code, self._name(code), place, candidate, points, row["total"], self._hints(code))

    def _hints(self, code: str) -> tuple[Hint, ...]:
        hints = [self._flag_hint(f.check, f.id) for f in self._seat.evaluation.flags.values() if f.code == code]
        if (tie := self._tie(code)) is not None:
            hints.append(self._tie_hint(tie, code))
        return tuple(hints)

    def _flag_hint(self, check: str, flag: str) -> Hint:
        words = {
            "abnormal-score": translate("Summary", "Abnormal score"),
            "low-price": translate("Summary", "Low price"),
        }.get(check, translate("Summary", "Objective scores"))
        if flag not in self._seat.evaluation.rulings:
            return Hint(translate("Summary", "{check} · open").format(check=words), words, "bad")
        return Hint(translate("Summary", "{check} · done").format(check=words), words, "warn")

    def _tie_hint(self, tie: TieNote, code: str) -> Hint:
        short = translate("Summary", "Tie")
        if code in tie.codes and tie.shares_rank_with:
            return Hint(translate("Summary", "Equal in all, same rank"), short, "tie")
        if tie.decided_by == "price":
            first = tie.codes[0] == code
            lower = translate("Summary", "Tie, lower price")
            higher = translate("Summary", "Tie, higher price")
            return Hint(lower if first else higher, short, "tie")
        return Hint(translate("Summary", "Tie, parted by section"), short, "tie")

    def _reason(self, rejected: Mapping[str, Any]) -> str:
        if rejected["for"] is None:
            return translate("Summary", "Rejected for its price: no explanation that holds")
        item = self._seat.project.preliminary_item(rejected["criterion"]).title.zh
        words = translate("Summary", "Rejected in the preliminary review: {item}, votes against {fails}, for {passes}")
        return words.format(item=item, fails=rejected["for"], passes=rejected["against"])

    def _tie_head(self, note: TieNote) -> str:
        total = self._result["rows"][note.codes[0]]["total"]
        codes = translate("Summary", " and ").join(note.codes)
        return translate("Summary", "{codes} have the same total of {total}.").format(codes=codes, total=total)

    def _tie_rule(self, note: TieNote) -> str:
        step = next((s for s in note.steps if s.key == note.decided_by), None)
        if step is None:
            return translate("Summary", "They are equal by every rule of the tender document and share their rank.")
        if step.key == "price":
            figures = " < ".join(
                translate("Summary", "{code} {price} yuan").format(code=c, price=money(v)) for c, v in step.values
            )
            words = translate("Summary", "By the tender document the lower evaluated price goes first: {figures}.")
            return words.format(figures=figures)
        section = short_title(self._seat.project.section(step.key.removeprefix("section:")).title.zh)
        figures = " > ".join(f"{c} {v}" for c, v in step.values)
        words = translate("Summary", "By the tender document the higher score in {section} goes first: {figures}.")
        return words.format(section=section, figures=figures)


def _criterion_title(criterion: Criterion) -> str:
    if criterion.kind == "objective":
        return translate("Summary", "{title} (objective)").format(title=criterion.title.zh)
    return criterion.title.zh


def _block_words(word: str) -> str:
    return {
        "low-price-ruling-missing": translate("Summary", "No ranking: a low price was not ruled on"),
        "fewer-than-three-valid": translate("Summary", "No ranking: fewer than three valid bids"),
        "objective-disagreement": translate("Summary", "No ranking: members differ on an objective item"),
        "abnormal-ruling-missing": translate("Summary", "No ranking: an abnormal score was not ruled on"),
    }[word]
