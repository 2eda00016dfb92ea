"""The project's rules as running text: sections, criteria with their bands, preliminary items, price, ties, checks."""

from collections.abc import Iterator
from fractions import Fraction

from seat_client.domain.exact import exact_text, to_text
from seat_client.domain.project import Criterion, Project, Section
from seat_client.domain.rules import LowestPrice, MeanBenchmark, TieKey
from seat_client.ui.language import translate
from seat_client.ui.screens.rulings.figures import money
from seat_client.ui.widgets.paper import Passage


def passages(project: Project) -> Iterator[Passage]:
    """In the order in which the committee will need them."""
    yield Passage(translate("TenderReading", "1. Method and law"), "heading")
    yield Passage(_method(project))
    yield Passage(translate("TenderReading", "2. Preliminary review"), "heading")
    yield from (Passage(text) for text in _preliminary(project))
    yield Passage(translate("TenderReading", "3. Scores"), "heading")
    for section in project.sections:
        yield from _section(project, section)
    yield Passage(translate("TenderReading", "4. Price, ties and checks"), "heading")
    yield Passage(_price(project))
    yield Passage(_ties(project))
    yield from (Passage(text) for text in _checks(project))


def _method(project: Project) -> str:
    regimes = {
        "tendering": translate("TenderReading", "Tendering and Bidding Law"),
        "government-procurement": translate("TenderReading", "Government Procurement Law"),
    }
    words = translate(
        "TenderReading",
        "Comprehensive evaluation under the {law}. Control price {price} yuan. At most {count} candidates are named.",
    )
    price = money(to_text(project.ceiling_price, 2))
    return words.format(law=regimes[project.regime], price=price, count=project.rules.candidates)


def _preliminary(project: Project) -> Iterator[str]:
    for number, item in enumerate(project.preliminary, start=1):
        how = (
            translate("TenderReading", "by code, on the blind part")
            if item.blind
            else translate("TenderReading", "by name, on the open part")
        )
        words = translate("TenderReading", "{number}. {title} ({how})")
        yield words.format(number=number, title=item.title.zh, how=how)
    yield translate(
        "TenderReading",
        "A bid is rejected when more than half of all members fail it on one item. Every fail needs a reason.",
    )


def _section(project: Project, section: Section) -> Iterator[Passage]:
    words = translate("TenderReading", "{title}, {max} points")
    title = words.format(title=section.title.zh, max=exact_text(section.max))
    if section.blind:
        title = translate("TenderReading", "{title} (blind: by code alone)").format(title=title)
    yield Passage(title)
    for criterion in project.criteria_of(section.id):
        yield Passage(_criterion(criterion))
        for band in criterion.guide:
            yield Passage(f"　{exact_text(band.low)}-{exact_text(band.high)}　{band.text}")


def _criterion(criterion: Criterion) -> str:
    kinds = {
        "subjective": translate("TenderReading", "each member judges for himself"),
        "objective": translate("TenderReading", "a fact: all members must agree"),
    }
    words = translate("TenderReading", "{id} {title}: at most {max} in steps of {step}; {kind}")
    return words.format(
        id=criterion.id,
        title=criterion.title.zh,
        max=exact_text(criterion.max),
        step=exact_text(criterion.step),
        kind=kinds[criterion.kind],
    )


def _price(project: Project) -> str:
    rule = project.rules.price
    if isinstance(rule, LowestPrice):
        words = translate("TenderReading", "Price: lowest valid price ÷ price × {full}; no price is left out.")
        return words.format(full=exact_text(rule.full))
    return _benchmark(rule)


def _benchmark(rule: MeanBenchmark) -> str:
    words = translate(
        "TenderReading",
        "Price: the benchmark is the mean of the valid prices, extremes left out by number of bids, times {factor}. "
        "At the benchmark {full} points; each per cent above costs {above}, each per cent below {below}; "
        "never less than {floor}.",
    )
    return words.format(
        factor=exact_text(rule.factor),
        full=exact_text(rule.full),
        above=exact_text(rule.per_percent_above),
        below=exact_text(rule.per_percent_below),
        floor=exact_text(rule.floor),
    )


def _ties(project: Project) -> str:
    keys = [_tie(project, key) for key in project.rules.ties]
    if not keys:
        return translate("TenderReading", "Equal totals share a rank.")
    words = translate("TenderReading", "Equal totals are ordered by {keys}; what is still equal shares a rank.")
    return words.format(keys=translate("TenderReading", ", then ").join(keys))


def _tie(project: Project, key: TieKey) -> str:
    if key.section is None:
        return translate("TenderReading", "the lower price")
    title = next(s.title.zh for s in project.sections if s.id == key.section)
    return translate("TenderReading", "the higher score of {section}").format(section=title)


def _checks(project: Project) -> Iterator[str]:
    rules = project.rules
    words = translate("TenderReading", "Every rounding is half away from zero, to {places} places.")
    yield words.format(places=rules.places)
    if rules.abnormal_share is not None:
        words = translate(
            "TenderReading",
            "A subtotal that is more than {share} % from the mean of the other members is explained in writing and "
            "ruled on by the committee.",
        )
        yield words.format(share=_percent(rules.abnormal_share))
    if rules.low_price_ratio is not None:
        words = translate(
            "TenderReading",
            "A price below {share} % of the mean of the other valid prices is explained in writing by its bidder "
            "and ruled on by the committee.",
        )
        yield words.format(share=_percent(rules.low_price_ratio))


def _percent(share: Fraction) -> str:
    return exact_text(share * 100)
