"""The report's ten parts, filled from the record of one evaluation."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from seat_client import __version__
from seat_client.centre import clock
from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.practice_clock import Leap
from seat_client.centre.report_notes import NotesFiller
from seat_client.domain import formula_library
from seat_client.domain import report as r
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.events import FlagRaised
from seat_client.domain.exact import exact_text, to_text
from seat_client.domain.explanation import Explanation, explain
from seat_client.domain.outcome import outcome
from seat_client.domain.project import Bidder, Section
from seat_client.domain.ranking import rank_numbers
from seat_client.domain.report_checks import checked
from seat_client.domain.result import Result
from seat_client.domain.rules import DropRow, LowestPrice, MeanBenchmark
from seat_client.domain.scoring import score_places
from seat_client.domain.sheets import Sheets
from seat_client.evidence.declarations import project_digest
from seat_client.wire import CONTRACT

WHOLE = 10**9  # facts; more than any record holds


def report_content(
    desk: EvaluationDesk, leaps: Sequence[Leap] = (), supervisors: Mapping[str, str] | None = None
) -> r.ReportContent:
    """The content of the report, in the order and the words of the project, with the checker's warnings."""
    return checked(_Filler(desk, leaps, supervisors or {}).content(), desk.project.rules.abnormal_share)


class _Filler:
    """Everything one report is filled from."""

    def __init__(self, desk: EvaluationDesk, leaps: Sequence[Leap], supervisors: Mapping[str, str]) -> None:
        self._desk = desk
        self._e: Evaluation = desk.evaluation
        self._project = self._e.project  # with the committee as it is at the end
        self._record = NotesFiller(self._e, desk.facts(0, WHOLE), self._seat, leaps, supervisors)
        self._document = desk.committee.sheets_document()
        self._sheets = Sheets.parse(self._document, self._project)
        self._result: Result = outcome(self._e, self._sheets)
        self._codes = dict(desk.sealed.codes)
        self._explained: dict[str, Explanation] = {
            code: explain(self._project, self._sheets, code) for code in (self._result.rows or {})
        }

    def content(self) -> r.ReportContent:
        return r.ReportContent(
            basics=self._basics(),
            committee=self._committee(),
            opening=tuple(self._opening(b) for b in self._project.bidders),
            compliant=tuple(self._compliant(c) for c in self._result.valid),
            rejections=tuple(self._rejection(x.code, x.criterion) for x in self._result.rejected),
            method=self._method(),
            comparison=self._comparison(),
            ranking=self._ranking(),
            clarifications=self._record.clarifications(
                self._desk.sealed.code_of, lambda b: self._project.bidder(b).name
            ),
            low_prices=tuple(self._low_price(f) for f in self._ruled("low-price")),
            abnormal=tuple(self._abnormal(f) for f in self._ruled("abnormal-score")),
            notes=self._record.notes(self._others()),
        )

    # --- names ------------------------------------------------------------------------------------

    def _bidder(self, code: str) -> Bidder:
        return self._project.bidder(self._codes[code])

    def _member(self, member: str) -> str:
        return self._project.member(member).name

    def _ruled(self, check: str) -> list[FlagRaised]:
        return [f for f in self._e.flags.values() if f.check == check and f.id in self._e.rulings]

    def _places(self, value: Fraction) -> str:
        return to_text(value, self._project.rules.places)

    def _bidder_name(self, bidder: str) -> str:
        return self._project.bidder(bidder).name

    def _seat(self, seat: str) -> str:
        """Where a seat stands: the place's name with the seat's number, or the seat's own name."""
        place, _, number = seat.rpartition("-")
        named = next((p.name for p in self._project.places if p.id == place), None)
        return f"{named} {number} 号机位" if named else seat

    # --- parts ------------------------------------------------------------------------------------

    def _basics(self) -> r.Basics:
        now = clock.local(clock.stamp())
        return r.Basics(
            project_id=self._project.id,
            project_name=self._project.name.zh,
            regime=self._project.regime,
            ceiling_price=exact_text(self._project.ceiling_price),
            currency=self._project.currency,
            places=tuple(p.name for p in self._project.places),
            started_at=_minute(self._desk.opened_at),
            finished_at=_minute(clock.stamp(now)),
            blind=bool(self._project.blind_sections),
            commitment=self._e.commitment,
            date=(now.year, now.month, now.day),
        )

    def _committee(self) -> tuple[r.CommitteeMember, ...]:
        return tuple(
            r.CommitteeMember(
                id=m,
                name=self._member(m),
                kind=self._project.member(m).kind,
                specialty=self._project.member(m).specialty,
                place=self._seat(self._e.signed_in.get(m, "")),
                chair=m == self._e.chair,
            )
            for m in self._e.members
        )

    def _opening(self, bidder: Bidder) -> r.OpeningRow:
        return r.OpeningRow(
            bidder.name, exact_text(bidder.price_in_figures), bidder.price_in_words, exact_text(bidder.evaluated_price)
        )

    def _compliant(self, code: str) -> r.CompliantBid:
        return r.CompliantBid(code, self._bidder(code).name, exact_text(self._bidder(code).evaluated_price))

    def _rejection(self, code: str, criterion: str) -> r.Rejection:
        subject = code if (code, criterion) in self._e.cells else self._codes[code]
        state = self._e.cells.get((subject, criterion))
        if state is None:
            return r.Rejection(code, self._bidder(code).name, "low-price", "", "", ())
        title = self._project.preliminary_item(criterion).title.zh
        return r.Rejection(code, self._bidder(code).name, title, str(state.fails), str(state.passes), state.reasons)

    def _method(self) -> r.Method:
        rows = [
            r.CriterionRow(s.title.zh, c.title.zh, c.kind, exact_text(c.max))
            for s in self._project.scored_sections
            for c in self._project.criteria_of(s.id)
        ]
        price = self._project.price_section
        rows.append(r.CriterionRow(price.title.zh, price.title.zh, "price", exact_text(price.max)))
        return r.Method(
            method=self._project.method,
            criteria=tuple(rows),
            rules=tuple(self._rules()),
            rules_digest=project_digest(self._desk.project.document),
            client_version=f"{__version__} / {CONTRACT}",
            formula_library=formula_library.VERSION,
            formula_digest=formula_library.digest(),
        )

    def _rules(self) -> list[tuple[str, str]]:
        rules = self._project.rules
        lines = [("小数修约", f"保留 {rules.places} 位，四舍五入")]
        match rules.price:
            case MeanBenchmark() as mean:
                lines.append(("报价评分", _mean_words(mean)))
            case LowestPrice():
                lines.append(("报价评分", "最低有效报价 ÷ 报价 × 满分"))
        for section in self._project.scored_sections:
            lines.append((f"{section.title.zh}去极值", _drop_words(section)))
        ties = [
            "评标价低者在前" if t.section is None else f"{self._project.section(t.section).title.zh}得分高者在前"
            for t in rules.ties
        ]
        lines.append(("同分处理", "；".join([*ties, "仍相同的并列"])))
        if rules.abnormal_share is not None:
            lines.append(("异常打分提示", f"偏离其他评委平均值超过 {_percent(rules.abnormal_share)}"))
        if rules.low_price_ratio is not None:
            lines.append(("低报价提示", f"低于其他有效报价平均值的 {_percent(rules.low_price_ratio)}"))
        return lines

    def _comparison(self) -> r.Comparison:
        rows = self._result.rows or {}
        titles = tuple(s.title.zh for s in self._project.sections)
        totals = tuple(
            r.TotalRow(
                code,
                self._bidder(code).name,
                tuple(self._places(rows[code].sections[s.id]) for s in self._project.sections),
                self._places(rows[code].total),
            )
            for group in self._result.ranking
            for code in group
        )
        return r.Comparison(
            section_titles=titles,
            totals=totals,
            sections=tuple(self._section(s) for s in self._project.scored_sections),
            benchmark=self._places(self._result.benchmark) if self._result.benchmark is not None else "",
            prices=tuple(self._price(code) for code in rows),
        )

    def _section(self, section: Section) -> r.SectionScores:
        return r.SectionScores(
            section.title.zh,
            exact_text(section.max),
            tuple(self._bid(section, code) for code in (self._result.rows or {})),
        )

    def _bid(self, section: Section, code: str) -> r.BidScores:
        scores = self._document["scores"]
        criteria = self._project.criteria_of(section.id)
        members = self._e.members
        subtotals = [sum((Fraction(scores[m][code][c.id]) for c in criteria), Fraction(0)) for m in members]
        return r.BidScores(
            code=code,
            bidder=self._bidder(code).name,
            rows=tuple(r.ScoreRow(c.title.zh, tuple(scores[m][code][c.id] for m in members), c.kind) for c in criteria),
            subtotals=tuple(to_text(s, score_places(criteria)) for s in subtotals),
            score=next(s.score for s in self._explained[code].sections if s.section == section.id),
        )

    def _price(self, code: str) -> r.PriceRow:
        steps = self._explained[code].price
        deviation = "" if steps.deviation_percent is None else f"{steps.deviation_percent}%"
        return r.PriceRow(code, self._bidder(code).name, steps.price, deviation, steps.score)

    def _ranking(self) -> tuple[r.RankRow, ...]:
        ranks = rank_numbers(self._result.ranking)
        rows = self._result.rows or {}
        return tuple(
            r.RankRow(
                rank=ranks[code],
                code=code,
                bidder=self._bidder(code).name,
                total=self._places(rows[code].total),
                price=exact_text(self._bidder(code).evaluated_price),
                joint=len(group) > 1,
                candidate=code in self._result.candidates,
            )
            for group in self._result.ranking
            for code in group
        )

    def _low_price(self, flag: FlagRaised) -> r.LowPriceRuling:
        ruling = self._e.rulings[flag.id]
        return r.LowPriceRuling(
            code=flag.code, bidder=self._bidder(flag.code).name, ratio=_percent(Fraction(flag.figure)),
            explanation=self._e.flag_reasons.get(flag.id, ""), decision=ruling.decision,  # type: ignore[arg-type]
            votes_for=str(ruling.votes.get("accept", 0)), votes_against=str(ruling.votes.get("reject", 0)),
        )  # fmt: skip

    def _abnormal(self, flag: FlagRaised) -> r.AbnormalRuling:
        return r.AbnormalRuling(
            member=self._member(flag.expert), code=flag.code, bidder=self._bidder(flag.code).name,
            section=self._project.section(flag.section).title.zh, deviation=_percent(Fraction(flag.figure)),
            reason=self._e.flag_reasons.get(flag.id, ""),
            decision=self._e.rulings[flag.id].decision,  # type: ignore[arg-type]
        )  # fmt: skip

    def _others(self) -> list[str]:
        others = [f"中心契约版本 {CONTRACT}"]
        if self._result.blocked is not None:
            others.append(_BLOCKED[self._result.blocked])
        return others


_BLOCKED = {
    "fewer-than-three-valid": "有效投标不足三个，评标委员会未决定继续评审，本次评标不推荐中标候选人。",
    "objective-disagreement": "客观分项评分不一致且未更正，本次评标不能汇总。",
    "abnormal-ruling-missing": "异常打分未作出裁定，本次评标不能汇总。",
    "low-price-ruling-missing": "异常低价未作出裁定，本次评标不能汇总。",
}


def _percent(share: Fraction) -> str:
    return f"{to_text(share * 100, 2)}%"


def _minute(stamp: str) -> str:
    """A moment to the minute, as a report prints it."""
    return clock.local(stamp).strftime("%Y-%m-%d %H:%M")


def _mean_words(rule: MeanBenchmark) -> str:
    return (
        f"有效报价去极值后的平均值 × {_percent(rule.factor)} 为基准价；"
        f"每高 1% 扣 {exact_text(rule.per_percent_above)} 分，每低 1% 扣 {exact_text(rule.per_percent_below)} 分，"
        f"最低 {exact_text(rule.floor)} 分"
    )


def _drop_words(section: Section) -> str:
    rows = [f"评委 {_sizes(row)}去 {row.highest} 个最高、{row.lowest} 个最低" for row in section.drop]
    return "；".join(rows) or "不去极值"


def _sizes(row: DropRow) -> str:
    return f"{row.first} 人及以上" if row.last is None else f"{row.first} 至 {row.last} 人"
