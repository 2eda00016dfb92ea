"""The summary at this seat: recomputed here, compared with the centre's, explained step by step."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from seat_client.domain.exact import exact_text
from seat_client.domain.explanation import Explanation, TieNote
from seat_client.domain.project import Criterion
from seat_client.domain.rules import ZERO
from seat_client.services.seat import Seat
from seat_client.services.summary import Recomputed, SummaryCheck
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.rulings.facts import FlagWords, decision_words, short_title
from seat_client.ui.screens.rulings.figures import money
from seat_client.ui.screens.summary.arithmetic import Arithmetic
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


class SummaryModel(ActingModel):
    """No figure before the centre has published; no confirmation where this seat computes another result."""

    def __init__(self, summary: SummaryCheck, seat: Seat, bridge: Bridge) -> None:
        super().__init__(seat, bridge)
        self._summary = summary
        self._words = FlagWords(seat)
        self._picked = ""
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
        e = self._seat.evaluation
        cards = [self._finding(flag.id) for flag in e.flags.values()]
        agreed = self._agreement()
        return tuple(cards if agreed is None else [*cards, agreed])

    @property
    def picked(self) -> str:
        """The row whose sum is shown; the first until another is picked."""
        codes = [row.code for row in self.ranked]
        return self._picked if self._picked in codes else (codes[0] if codes else "")

    @property
    def sum(self) -> Sum | None:
        """The arithmetic of the picked row."""
        published, explanation = self._summary.published, self._explain(self.picked)
        if published is None or explanation is None:
            return None
        return Arithmetic(self._seat.project, published.sheets).sum_of(explanation, self._name(self.picked))

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

    def step(self, by: int) -> str:
        """Pick the row above or below; returns its code."""
        codes = [row.code for row in self.ranked]
        if codes:
            self.pick(codes[min(max(0, codes.index(self.picked) + by), len(codes) - 1)])
        return self.picked

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

    def _finding(self, flag_id: str) -> Finding:
        e = self._seat.evaluation
        flag, ruling = e.flags[flag_id], e.rulings.get(flag_id)
        account = self._words.account(flag)
        if flag_id in e.flag_reasons:
            account += self._given(flag.check, self._words.number(flag))
        if ruling is None:
            return Finding(self._words.title(flag), account, translate("Summary", "Not ruled"), unruled=True)
        words = translate("Summary", "Committee voted: {decision}")
        verdict = words.format(decision=decision_words(ruling.decision))
        return Finding(self._words.title(flag), account, verdict, unruled=ruling.decision == "defer")

    def _given(self, check: str, number: int) -> str:
        if check == "abnormal-score":
            return translate("Summary", "Member {number} has given a written reason.").format(number=number)
        return translate("Summary", "The bidder has explained in writing.")

    def _agreement(self) -> Finding | None:
        project, e = self._seat.project, self._seat.evaluation
        items = sum(c.kind == "objective" for c in project.criteria)
        bids = len(self._result.get("valid", ()))
        if not items or not self.ranked or any(f.check == "objective-disagreement" for f in e.flags.values()):
            return None
        words = translate("Summary", "{items} objective items × {bids} valid bids, all {members} members alike.")
        return Finding(
            translate("Summary", "Objective scores agree"),
            words.format(items=items, bids=bids, members=e.size),
            translate("Summary", "Nothing to do"),
            settled=True,
        )


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
