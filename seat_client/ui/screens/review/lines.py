"""The use case's bids, criteria and bands as the lines the screen shows."""

from fractions import Fraction

from seat_client.domain.exact import exact_text, is_decimal, to_text
from seat_client.domain.project import Band, Criterion
from seat_client.services.scoring import Item, Scoring
from seat_client.ui.screens.review.figures import lowest_of_band, places, tidy
from seat_client.ui.screens.review.rows import BandLine, BidLine, CriterionLine, SheetTable


def bid_line(scoring: Scoring, code: str, missing: int, *, open_now: bool) -> BidLine:
    """One bid and how many scores it lacks; its subtotal stays empty until something is scored."""
    begun = any(item.entry.value for item in scoring.items(code))
    state = "current" if open_now else "todo" if missing else "done"
    return BidLine(code, scoring.bidder_name(code), state, scoring.subtotal(code) if begun else "", missing)


def criterion_line(item: Item, open_now: str, prefilled: str) -> CriterionLine:
    """One criterion with what stands for it; `open_now` is the id of the open one, `prefilled` the centre's value."""
    criterion = item.criterion
    return CriterionLine(
        id=criterion.id,
        title=criterion.title.zh,
        max=exact_text(criterion.max),
        step=to_text(criterion.step, places(criterion)),
        value=item.entry.value,
        objective=criterion.kind == "objective",
        current=criterion.id == open_now,
        prefilled=prefilled,
    )


def band_line(criterion: Criterion, band: Band, text: str) -> BandLine:
    """One band of the standard; it holds when the typed `text` lies in it."""
    ends = f"{exact_text(band.low)}–{exact_text(band.high)}"
    typed = tidy(text)
    holds = is_decimal(typed) and band.low <= Fraction(typed) <= band.high
    words = f"{band.label}　{ends}" if band.label else ends
    return BandLine(words, band.text, lowest_of_band(criterion, band.low), holds)


def sheet_table(scoring: Scoring) -> SheetTable:
    """The whole sheet of the stage."""
    codes, criteria = scoring.bids, scoring.criteria
    values = {code: {item.criterion.id: item.entry.value for item in scoring.items(code)} for code in codes}
    return SheetTable(
        bids=tuple(codes),
        criteria=tuple(c.title.zh for c in criteria),
        cells=tuple(tuple(values[code][c.id] for code in codes) for c in criteria),
        sums=tuple(scoring.subtotal(code) for code in codes),
    )
