"""What the checks pointed at and what the committee did with it, as cards below the ranking."""

from collections.abc import Mapping
from typing import Any

from seat_client.domain.events import SheetWarning
from seat_client.domain.stages import StageId
from seat_client.services.motions import MotionLine, Motions
from seat_client.services.seat import Seat
from seat_client.services.summary import SummaryCheck
from seat_client.ui.language import translate
from seat_client.ui.screens.rulings.facts import FlagWords, decision_words, short_title
from seat_client.ui.screens.rulings.figures import signed
from seat_client.ui.screens.summary.rows import Finding


class Findings:
    """Flags with their rulings, the checker's warnings, reviews asked for, and that the objective scores agree."""

    def __init__(self, summary: SummaryCheck, motions: Motions, seat: Seat) -> None:
        self._summary, self._motions, self._seat = summary, motions, seat
        self._words = FlagWords(seat)

    def cards(self, result: Mapping[str, Any]) -> tuple[Finding, ...]:
        """In that order."""
        cards = [self._finding(flag) for flag in self._seat.evaluation.flags]
        cards += [self._warning(w) for w in self._summary.warnings if not self._is_flagged(w)]
        cards += [self._review(line) for line in self._motions.lines if line.motion.proposed.stage is StageId.SUMMARY]
        agreed = self._agreement(result)
        return tuple(cards if agreed is None else [*cards, agreed])

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

    def _is_flagged(self, warning: SheetWarning) -> bool:
        """The committee has a question on it already."""
        mine = (warning.code, warning.section, warning.criterion)
        return any((f.code, f.section, f.criterion) == mine for f in self._seat.evaluation.flags.values())

    def _warning(self, warning: SheetWarning) -> Finding:
        titles = {
            "objective-disagreement": translate("Summary", "Check of the report: an objective item differs"),
            "sum-error": translate("Summary", "Check of the report: a total is not the sum of its sections"),
            "large-deviation": translate("Summary", "Check of the report: a large deviation"),
        }
        parts = [warning.code, self._bid_name(warning.code), self._where(warning)]
        account = " ".join(part for part in parts if part)
        if warning.figure:
            account = translate("Summary", "{account}: {figure}").format(account=account, figure=signed(warning.figure))
        return Finding(titles[warning.check], account, translate("Summary", "Please check"), unruled=True)

    def _where(self, warning: SheetWarning) -> str:
        project = self._seat.project
        words = project.criterion(warning.criterion).title.zh if warning.criterion else ""
        if warning.section:
            words = short_title(project.section(warning.section).title.zh)
        if warning.member in self._seat.evaluation.members:
            number = self._seat.role_number(warning.member)
            words += translate("Summary", ", member {number}").format(number=number)
        return words

    def _review(self, line: MotionLine) -> Finding:
        title = translate("Summary", "Review asked for by member {number}").format(number=line.number)
        result = line.motion.result
        if result is None:
            words = translate("Summary", "being voted on {cast} / {all}")
            verdict = words.format(cast=line.motion.cast, all=self._seat.evaluation.size)
            return Finding(title, line.motion.proposed.text, verdict, unruled=True)
        carried = translate("Summary", "carried {support} : {against}")
        lost = translate("Summary", "not carried {support} : {against}")
        verdict = (carried if result.carried else lost).format(support=result.support, against=result.against)
        return Finding(title, line.motion.proposed.text, verdict)

    def _given(self, check: str, number: int) -> str:
        if check == "abnormal-score":
            return translate("Summary", "Member {number} has given a written reason.").format(number=number)
        return translate("Summary", "The bidder has explained in writing.")

    def _agreement(self, result: Mapping[str, Any]) -> Finding | None:
        project, e = self._seat.project, self._seat.evaluation
        items = sum(c.kind == "objective" for c in project.criteria)
        bids = len(result.get("valid", ()))
        if not items or not result.get("ranking") or any(f.check == "objective-disagreement" for f in e.flags.values()):
            return None
        words = translate("Summary", "{items} objective items × {bids} valid bids, all {members} members alike.")
        return Finding(
            translate("Summary", "Objective scores agree"),
            words.format(items=items, bids=bids, members=e.size),
            translate("Summary", "Nothing to do"),
            settled=True,
        )

    def _bid_name(self, code: str) -> str:
        bidder = self._seat.evaluation.mapping.get(code)
        return "" if bidder is None else self._seat.project.bidder(bidder).name
