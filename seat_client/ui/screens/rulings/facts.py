"""What a check found, in words and figures: codes alone while the review is blind, code and name after the reveal."""

from seat_client.domain.evaluation import Evaluation
from seat_client.domain.events import FlagRaised, Scores
from seat_client.domain.exact import exact_text, to_text
from seat_client.domain.scoring import mean_of_others, subjective_subtotals
from seat_client.domain.stages import StageId
from seat_client.services.seat import Seat
from seat_client.ui.language import translate
from seat_client.ui.screens.rulings.figures import money, percent, short_percent


class FlagWords:
    """Words for the flags of one evaluation."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def title(self, flag: FlagRaised) -> str:
        """What is in question: who or which bid, under which check."""
        titles = {
            "abnormal-score": translate("Rulings", "Abnormal score: member {number} on {bid}, {section}"),
            "low-price": translate("Rulings", "Low price: {bid}"),
            "fewer-than-three": translate("Rulings", "Fewer than three valid bids"),
            "objective-disagreement": translate("Rulings", "Objective item scored differently: {criterion} of {bid}"),
            "correction": translate("Rulings", "Correction carried by the committee: {criterion} of {bid}"),
        }
        return titles[flag.check].format(
            number=self.number(flag), bid=self.bid(flag.code), section=self.section(flag), criterion=self._item(flag)
        )

    def account(self, flag: FlagRaised) -> str:
        """The figures the check compared."""
        match flag.check:
            case "abnormal-score":
                return self._abnormal(flag)
            case "low-price":
                return self._low_price(flag)
            case "fewer-than-three":
                return translate("Rulings", "{count} valid bids are left, fewer than three.").format(count=flag.figure)
            case "correction":
                return translate(
                    "Rulings", "Every member signs this one item anew; the sheet before it stays on record."
                )
        return self._disagreement(flag)

    def bid(self, code: str) -> str:
        """The code, and the bidder's name where the stage shows both."""
        shown, name = self._seat.evaluation.shown_identity(code)
        return f"{shown} {name}" if name else shown

    def number(self, flag: FlagRaised) -> int:
        """The number of the member in question; 0 where the check concerns nobody."""
        return self._seat.role_number(flag.expert) if flag.expert else 0

    def section(self, flag: FlagRaised) -> str:
        return short_title(self._seat.project.section(flag.section).title.zh) if flag.section else ""

    def _item(self, flag: FlagRaised) -> str:
        return self._seat.project.criterion(flag.criterion).title.zh if flag.criterion else ""

    def _abnormal(self, flag: FlagRaised) -> str:
        limit = self._seat.project.rules.abnormal_share
        scores = self._seat.evaluation.exact_scores(stage_of(self._seat.evaluation, flag.section))
        subtotals = subjective_subtotals(self._seat.project, scores, flag.code, flag.section)
        words = translate(
            "Rulings",
            "Subtotal {own}, mean of the {count} others {mean}, deviation {deviation}, beyond the limit of {limit}.",
        )
        return words.format(
            own=exact_text(subtotals[flag.expert]),
            count=len(subtotals) - 1,
            mean=to_text(mean_of_others(subtotals, flag.expert), self._seat.project.rules.places),
            deviation=percent(flag.figure),
            limit="" if limit is None else short_percent(limit),
        )

    def _low_price(self, flag: FlagRaised) -> str:
        limit = self._seat.project.rules.low_price_ratio
        price = self._seat.project.bidder(self._seat.evaluation.mapping[flag.code]).evaluated_price
        words = translate(
            "Rulings", "Price {price} yuan, {ratio} of the mean of the other valid prices, below the limit of {limit}."
        )
        return words.format(
            price=money(exact_text(price)),
            ratio=percent(flag.figure),
            limit="" if limit is None else short_percent(limit),
        )

    def _disagreement(self, flag: FlagRaised) -> str:
        section = self._seat.project.criterion(flag.criterion).section
        opened = self._seat.evaluation.opened.get(stage_of(self._seat.evaluation, section), {})
        words = translate("Rulings", "The members gave {values} (in the order of the committee).")
        return words.format(values="、".join(_values(opened, flag, self._seat.evaluation.members)))


def short_title(title: str) -> str:
    """A section's title without what stands in brackets behind it."""
    return title.partition("（")[0] or title


def stage_of(evaluation: Evaluation, section: str) -> StageId:
    """The stage in which a section was scored."""
    blind = any(s.id == section for s in evaluation.sections_of(StageId.TECHNICAL))
    return StageId.TECHNICAL if blind else StageId.BUSINESS


def decision_words(decision: str) -> str:
    """A decision in the committee's words."""
    return {
        "keep": translate("Rulings", "Keep the score"),
        "replace": translate("Rulings", "Replace by the mean of the others"),
        "defer": translate("Rulings", "No ruling for now"),
        "accept": translate("Rulings", "Explanation holds, accept"),
        "reject": translate("Rulings", "Reject the bid"),
        "continue": translate("Rulings", "Continue the review"),
        "stop": translate("Rulings", "Stop the review"),
        "correct": translate("Rulings", "Correct the item"),
    }[decision]


def _values(opened: Scores, flag: FlagRaised, members: tuple[str, ...]) -> list[str]:
    return [opened[m][flag.code][flag.criterion] for m in members if m in opened]
