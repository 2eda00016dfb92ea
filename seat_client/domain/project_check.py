"""Everything that is wrong with a project file, not its first fault alone: what a desk shows before it takes one in.

First the form, part by part, so that a fault in one part hides none in another; only a file whose form is right is
read as a whole, and only what can be read is judged by the rules. Whatever `Project.parse` refuses is refused here.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from seat_client.domain.errors import Malformed
from seat_client.domain.exact import exact_text
from seat_client.domain.project import (
    MOST_BIDDERS,
    MOST_CRITERIA,
    MOST_ITEMS,
    MOST_MEMBERS,
    MOST_PLACES,
    MOST_SECTIONS,
    Bidder,
    Criterion,
    Member,
    Place,
    PreliminaryItem,
    Project,
    Section,
    Text,
)
from seat_client.domain.reading import Node, check_document

FAULTS = (
    "malformed", "bidder_twice", "blind_missing", "criteria_sum", "dark_format_missing", "few_bidders",
    "places_too_small", "price_weight_low", "weights_not_100",
)  # fmt: skip
FULL = Fraction(100)
BLIND_ABOVE = Fraction(40)
"""Government procurement whose technical weight is above this (percent) is judged blind (the notice on electronic dark
bids that this product serves)."""
PRICE_LEAST = Fraction(10)
"""The least weight (percent) of the price in government procurement: 10 for services, 30 for goods, which a project
does not say of itself (财政部令第87号, art. 55)."""
FEW = 3
"""Fewer bidders are not opened (招标投标法, art. 28; implementing regulations, art. 44)."""
_BUSINESS = ("商务", "资信", "信誉", "business")


@dataclass(frozen=True, slots=True)
class ProjectFault:
    """One fault: where it stands in the file, which rule it breaks, and the facts for the sentence."""

    path: str
    code: str
    facts: dict[str, str | int] = field(default_factory=dict)


def faults_of(document: object) -> tuple[ProjectFault, ...]:
    """Every fault of a parsed `project.json`; nothing for one that can be taken in."""
    found = list(_form(document))
    if found:
        return tuple(found)
    try:
        project = Project.parse(document)
    except Malformed as whole:  # what only shows between the parts
        return (_malformed(whole),)
    return tuple(_rules(project))


# --- the form -----------------------------------------------------------------------------------------


def _malformed(error: Malformed) -> ProjectFault:
    return ProjectFault(error.path, "malformed", {"expected": error.expected})


_PARTS: tuple[tuple[str, int, int, Callable[[Node], object]], ...] = (
    ("committee", 0, MOST_MEMBERS, Member.read),
    ("bidders", 1, MOST_BIDDERS, Bidder.read),
    ("preliminary", 0, MOST_ITEMS, PreliminaryItem.read),
    ("places", 0, MOST_PLACES, Place.read),
)


def _form(document: object) -> Iterator[ProjectFault]:
    try:
        check_document(document)
        members = Node(document).members()
    except Malformed as broken:
        yield _malformed(broken)
        return
    yield from _tried(lambda: Node(document).fields(_REQUIRED, _OPTIONAL))
    for key, least, most, read in _PARTS:
        yield from _elements(members.get(key), least, most, read)
    yield from _scores(members)
    for key, judge in _SCALARS.items():
        if key in members:
            yield from _tried(lambda judge=judge, node=members[key]: judge(node))  # type: ignore[misc]


_REQUIRED = "format id name regime ceiling_price currency method committee bidders sections criteria preliminary rules"
_OPTIONAL = "places conference dark_bid_format prefilled fee"
_SCALARS: dict[str, Callable[[Node], object]] = {
    "id": Node.identifier,
    "name": Text.read,
    "regime": lambda node: node.choice("tendering", "government-procurement"),
    "ceiling_price": lambda node: node.decimal(above=Fraction(0)),
    "currency": Node.text,
    "method": lambda node: node.choice("comprehensive-evaluation"),
}


def _scores(members: dict[str, Node]) -> Iterator[ProjectFault]:
    """Sections, and the criteria in them."""
    size = len(members["committee"].value) if _is_list(members.get("committee")) else 0  # type: ignore[arg-type]
    yield from _elements(members.get("sections"), 1, MOST_SECTIONS, lambda node: Section.read(node, size))
    if _is_list(members.get("sections")):
        ids = [str(s["id"]) for s in members["sections"].value  # type: ignore[attr-defined]
               if isinstance(s, dict) and s.get("kind") == "scored" and "id" in s]  # fmt: skip
        yield from _elements(members.get("criteria"), 0, MOST_CRITERIA, lambda node: Criterion.read(node, ids))


def _is_list(node: Node | None) -> bool:
    return node is not None and isinstance(node.value, list)


def _elements(node: Node | None, least: int, most: int, read: Callable[[Node], object]) -> Iterator[ProjectFault]:
    if node is None:
        return
    try:
        elements = list(node.elements(least, most))
    except Malformed as broken:
        yield _malformed(broken)
        return
    for element in elements:
        yield from _tried(lambda element=element: read(element))  # type: ignore[misc]


def _tried(read: Callable[[], object]) -> Iterator[ProjectFault]:
    try:
        read()
    except Malformed as broken:
        yield _malformed(broken)


# --- the rules ----------------------------------------------------------------------------------------


def _rules(project: Project) -> Iterator[ProjectFault]:
    yield from _bidders(project)
    yield from _weights(project)
    yield from _blind(project)
    seats = sum(place.seats for place in project.places)
    if project.places and seats < len(project.committee):
        yield ProjectFault("$.places", "places_too_small", {"seats": seats, "members": len(project.committee)})


def _bidders(project: Project) -> Iterator[ProjectFault]:
    if len(project.bidders) < FEW:
        yield ProjectFault("$.bidders", "few_bidders", {"bidders": len(project.bidders)})
    names = Counter(name for bidder in project.bidders for name in {bidder.name.strip(), *bidder.aliases})
    for number, bidder in enumerate(project.bidders):
        if any(names[name] > 1 for name in {bidder.name.strip(), *bidder.aliases}):
            yield ProjectFault(f"$.bidders[{number}]", "bidder_twice", {"bidder": bidder.id})


def _weights(project: Project) -> Iterator[ProjectFault]:
    for number, section in enumerate(project.sections):
        parts = sum((c.max for c in project.criteria_of(section.id)), Fraction(0))
        if section.kind == "scored" and parts != section.max:
            told = {"section": section.title.zh, "sum": exact_text(parts), "max": exact_text(section.max)}
            yield ProjectFault(f"$.sections[{number}]", "criteria_sum", dict(told))
    total = sum((section.max for section in project.sections), Fraction(0))
    if total != FULL:
        yield ProjectFault("$.sections", "weights_not_100", {"sum": exact_text(total)})
    price = project.price_section.max
    if project.regime == "government-procurement" and total and price * 100 < PRICE_LEAST * total:
        yield ProjectFault("$.sections", "price_weight_low", {"price": exact_text(price), "least": int(PRICE_LEAST)})


def _blind(project: Project) -> Iterator[ProjectFault]:
    total = sum((section.max for section in project.sections), Fraction(0))
    technical = [section for section in project.scored_sections if not _is_business(section)]
    weight = sum((section.max for section in technical), Fraction(0))
    seen = [section for section in technical if not section.blind]
    if project.regime == "government-procurement" and seen and weight * 100 > BLIND_ABOVE * total:
        titles = "、".join(section.title.zh for section in seen)
        told: dict[str, str | int] = {"sections": titles, "weight": exact_text(weight), "above": int(BLIND_ABOVE)}
        yield ProjectFault("$.sections", "blind_missing", told)
    if project.blind_sections and project.dark_bid_format is None:
        yield ProjectFault("$.dark_bid_format", "dark_format_missing")


def _is_business(section: Section) -> bool:
    """Whether a section is named as the business part; whatever is not counts as technical."""
    words = f"{section.title.zh} {section.title.en or ''}".lower()
    return any(word in words for word in _BUSINESS)
