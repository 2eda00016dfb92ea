"""How bids and stages are called on the review screens."""

from seat_client.domain.stages import StageId
from seat_client.ui.language import translate


def bid_title(code: str, name: str = "") -> str:
    """A blind bid by its code alone; after the reveal by code and name."""
    if name:
        return translate("Review", "{code} {name}").format(code=code, name=name)
    return translate("Review", "Blind bid {code}").format(code=code)


def form_title(stage: StageId) -> str:
    titles = {
        StageId.TECHNICAL: translate("Review", "Technical scores"),
        StageId.BUSINESS: translate("Review", "Business scores"),
    }
    return titles[stage]


def lock_words(stage: StageId) -> str:
    words = {
        StageId.TECHNICAL: translate("Review", "Lock technical scores"),
        StageId.BUSINESS: translate("Review", "Lock business scores"),
    }
    return words[stage]


def part_note(stage: StageId) -> tuple[str, str]:
    """The chip beside the bid's title, long and short."""
    if stage is StageId.TECHNICAL:
        return translate("Review", "Technical part · bidder hidden"), translate("Review", "Blind")
    return translate("Review", "Business part · code and name open"), translate("Review", "Business")


def shortened(name: str, longest: int = 6) -> str:
    """A name for the rail."""
    return name if len(name) <= longest else f"{name[:longest]}…"
