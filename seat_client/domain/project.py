"""A tender as data: what one `project.json` says, checked once and never changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal, TypeVar, cast

from seat_client.domain.errors import Malformed, RuleViolation
from seat_client.domain.fees import Tariff
from seat_client.domain.identity import Identified, Identity
from seat_client.domain.prefilled import Prefilled, read_prefilled
from seat_client.domain.reading import Node, check_document
from seat_client.domain.roster import check_committee
from seat_client.domain.rules import ZERO, DropTable, Rules, check_drop_table, read_drop_table

FORMAT = "seat-project/1"
LONGEST_NAME = 200
MOST_PLACES = 200
MOST_SEATS = 1000
MOST_MEMBERS = 99
MOST_BIDDERS = 300
MOST_SECTIONS = 30
MOST_CRITERIA = 300
MOST_ITEMS = 300
MOST_BANDS = 20
MOST_ALIASES = 20

Regime = Literal["tendering", "government-procurement"]
MemberKind = Literal["expert", "purchaser-representative"]
Specialty = Literal["technical", "economic"]
SectionKind = Literal["scored", "price"]
CriterionKind = Literal["subjective", "objective"]
Group = Literal["form", "qualification", "responsiveness"]
PictureMode = Literal["video", "audio", "voice-changed"]


_T = TypeVar("_T", bound=Identified)


@dataclass(frozen=True, slots=True)
class Text:
    """A title in Chinese and, where the project gives one, in English."""

    zh: str
    en: str | None = None

    @classmethod
    def read(cls, node: Node) -> "Text":
        """A title object."""
        fields = node.fields("zh", "en")
        return cls(fields["zh"].text(), fields["en"].text() if "en" in fields else None)


@dataclass(frozen=True, slots=True)
class Place:
    """A centre that lends seats; the host (主场) leads, the branches (副场) join."""

    id: str
    name: str
    role: Literal["host", "branch"]
    seats: int

    @classmethod
    def read(cls, node: Node) -> "Place":
        """One element of `places`."""
        fields = node.fields("id name role seats")
        return cls(
            id=fields["id"].identifier(),
            name=fields["name"].text(LONGEST_NAME),
            role=cast(Literal["host", "branch"], fields["role"].choice("host", "branch")),
            seats=fields["seats"].integer(1, MOST_SEATS),
        )


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the evaluation committee."""

    id: str
    name: str
    kind: MemberKind
    specialty: Specialty

    @classmethod
    def read(cls, node: Node) -> "Member":
        """One element of `committee`."""
        fields = node.fields("id name kind specialty")
        return cls(
            id=fields["id"].identifier(),
            name=fields["name"].text(LONGEST_NAME),
            kind=cast(MemberKind, fields["kind"].choice("expert", "purchaser-representative")),
            specialty=cast(Specialty, fields["specialty"].choice("technical", "economic")),
        )


@dataclass(frozen=True, slots=True)
class Bidder:
    """A bidder with its price as read out, in both spellings, and as evaluated after arithmetic correction."""

    id: str
    name: str
    price_in_figures: Fraction
    price_in_words: str
    evaluated_price: Fraction
    aliases: tuple[str, ...] = ()
    """Short names it is known by; what is typed in blind stages must not hold one."""

    @classmethod
    def read(cls, node: Node) -> "Bidder":
        """One element of `bidders`."""
        fields = node.fields("id name price_in_figures evaluated_price", "price_in_words aliases")
        aliases = fields["aliases"].elements(0, MOST_ALIASES) if "aliases" in fields else ()
        words = fields.get("price_in_words")
        return cls(
            id=fields["id"].identifier(),
            name=fields["name"].text(LONGEST_NAME),
            price_in_figures=fields["price_in_figures"].decimal(least=ZERO),
            price_in_words="" if words is None else words.text(LONGEST_NAME, empty=True),
            evaluated_price=fields["evaluated_price"].decimal(above=ZERO),
            aliases=tuple(alias.text(LONGEST_NAME) for alias in aliases),
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the score; scored ones drop members' extremes by their own table."""

    id: str
    title: Text
    kind: SectionKind
    max: Fraction
    blind: bool
    drop: DropTable

    @classmethod
    def read(cls, node: Node, members: int) -> "Section":
        """One element of `sections`, for a committee of so many members."""
        always = "id title kind max blind"
        kind = cast(SectionKind, node.fields(always, "drop")["kind"].choice("scored", "price"))
        is_scored = kind == "scored"
        fields = node.fields(f"{always} drop" if is_scored else always)
        drop = read_drop_table(fields["drop"]) if is_scored else ()
        check_drop_table(drop, fields.get("drop", node), (members,))
        return cls(
            id=fields["id"].identifier(),
            title=Text.read(fields["title"]),
            kind=kind,
            max=fields["max"].decimal(least=ZERO),
            blind=fields["blind"].boolean(),
            drop=drop,
        )


@dataclass(frozen=True, slots=True)
class Band:
    """What a criterion expects of a bid that earns a score from `low` to `high`."""

    label: str | None
    low: Fraction
    high: Fraction
    text: str

    @classmethod
    def read(cls, node: Node) -> "Band":
        """One element of a criterion's `guide`."""
        fields = node.fields("from to text", "label")
        low = fields["from"].decimal(least=ZERO)
        return cls(
            label=fields["label"].text(LONGEST_NAME) if "label" in fields else None,
            low=low,
            high=fields["to"].decimal(least=low),
            text=fields["text"].prose(),
        )


@dataclass(frozen=True, slots=True)
class Criterion:
    """One scored item: judged by each member (subjective) or a fact all must agree on (objective)."""

    id: str
    section: str
    title: Text
    kind: CriterionKind
    max: Fraction
    step: Fraction
    guide: tuple[Band, ...] = ()

    @classmethod
    def read(cls, node: Node, sections: Sequence[str]) -> "Criterion":
        """One element of `criteria`, in one of the scored `sections`."""
        fields = node.fields("id section title kind max step", "guide")
        guide = fields["guide"].elements(0, MOST_BANDS) if "guide" in fields else ()
        if fields["section"].value not in sections:
            raise fields["section"].refuse("the id of a scored section")
        return cls(
            id=fields["id"].identifier(),
            section=fields["section"].identifier(),
            title=Text.read(fields["title"]),
            kind=cast(CriterionKind, fields["kind"].choice("subjective", "objective")),
            max=fields["max"].decimal(least=ZERO),
            step=fields["step"].decimal(above=ZERO),
            guide=tuple(Band.read(band) for band in guide),
        )


@dataclass(frozen=True, slots=True)
class PreliminaryItem:
    """A pass-or-fail item; a blind one is judged by code on the dark part, the others by name."""

    id: str
    group: Group
    title: Text
    blind: bool = False

    @classmethod
    def read(cls, node: Node) -> "PreliminaryItem":
        """One element of `preliminary`."""
        fields = node.fields("id group title", "blind")
        return cls(
            id=fields["id"].identifier(),
            group=cast(Group, fields["group"].choice("form", "qualification", "responsiveness")),
            title=Text.read(fields["title"]),
            blind="blind" in fields and fields["blind"].boolean(),
        )


@dataclass(frozen=True, slots=True)
class Project:
    """One tender with everything its evaluation needs; `document` is the JSON it was read from."""

    id: str
    name: Text
    regime: Regime
    ceiling_price: Fraction
    currency: str
    method: Literal["comprehensive-evaluation"]
    places: tuple[Place, ...]
    committee: tuple[Member, ...]
    bidders: tuple[Bidder, ...]
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]
    preliminary: tuple[PreliminaryItem, ...]
    conference: tuple[tuple[str, PictureMode], ...]
    dark_bid_format: dict[str, object] | None = field(compare=False)
    rules: Rules
    document: dict[str, object] = field(repr=False, compare=False)
    prefilled: Prefilled = ()
    fee: Tariff | None = None

    @classmethod
    def parse(cls, document: object) -> "Project":
        """The project a parsed `project.json` describes; raises `Malformed` with the path of the first fault."""
        check_document(document)
        return _read_project(Node(document))

    def with_member(self, old: str, new: Identity) -> "Project":
        """The same tender with `new` in the place of the member `old`; the composition is not judged here."""
        committee = tuple(Member(new.id, new.name, new.kind, new.specialty) if m.id == old else m  # type: ignore[arg-type]
                          for m in self.committee)  # fmt: skip
        told = [{"id": m.id, "name": m.name, "kind": m.kind, "specialty": m.specialty} for m in committee]
        return replace(self, committee=committee, document={**self.document, "committee": told})

    def member(self, member_id: str) -> Member:
        """The member of this id, or `KeyError`."""
        return _by_id(self.committee, member_id)

    def bidder(self, bidder_id: str) -> Bidder:
        """The bidder of this id, or `KeyError`."""
        return _by_id(self.bidders, bidder_id)

    def section(self, section_id: str) -> Section:
        """The section of this id, or `KeyError`."""
        return _by_id(self.sections, section_id)

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion of this id, or `KeyError`."""
        return _by_id(self.criteria, criterion_id)

    def preliminary_item(self, item_id: str) -> PreliminaryItem:
        """The preliminary item of this id, or `KeyError`."""
        return _by_id(self.preliminary, item_id)

    def criteria_of(self, section_id: str) -> tuple[Criterion, ...]:
        """The criteria of one section in file order."""
        return tuple(criterion for criterion in self.criteria if criterion.section == section_id)

    @property
    def scored_sections(self) -> tuple[Section, ...]:
        """The sections the members score, in file order."""
        return tuple(section for section in self.sections if section.kind == "scored")

    @property
    def blind_sections(self) -> tuple[Section, ...]:
        """The scored sections judged by code (暗标)."""
        return tuple(section for section in self.scored_sections if section.blind)

    @property
    def open_sections(self) -> tuple[Section, ...]:
        """The scored sections judged with names known."""
        return tuple(section for section in self.scored_sections if not section.blind)

    @property
    def price_section(self) -> Section:
        """The one section that the price formula fills."""
        return next(section for section in self.sections if section.kind == "price")

    def conference_mode(self, stage: str) -> PictureMode:
        """How members meet in `stage`; by video where the project says nothing."""
        return dict(self.conference).get(stage, "video")


def _by_id(elements: Iterable[_T], wanted: str) -> _T:
    for element in elements:
        if element.id == wanted:
            return element
    raise KeyError(wanted)


def _read_project(node: Node) -> Project:
    fields = node.fields(
        "format id name regime ceiling_price currency method committee bidders sections criteria preliminary rules",
        "places conference dark_bid_format prefilled fee",
    )
    fields["format"].choice(FORMAT)
    committee = _read_committee(fields["committee"])
    bidders = tuple(_unique(fields["bidders"].elements(1, MOST_BIDDERS), Bidder.read))
    sections = _read_sections(fields["sections"], len(committee))
    scored = [section.id for section in sections if section.kind == "scored"]
    criteria = _read_criteria(fields["criteria"], scored)
    open_sections = {s.id for s in sections if s.kind == "scored" and not s.blind}
    facts = {c.id: (c.max, c.step) for c in criteria if c.kind == "objective" and c.section in open_sections}
    return Project(
        id=fields["id"].identifier(),
        name=Text.read(fields["name"]),
        regime=cast(Regime, fields["regime"].choice("tendering", "government-procurement")),
        ceiling_price=fields["ceiling_price"].decimal(above=ZERO),
        currency=fields["currency"].text(LONGEST_NAME),
        method=cast(Literal["comprehensive-evaluation"], fields["method"].choice("comprehensive-evaluation")),
        places=_read_places(fields.get("places")),
        committee=committee,
        bidders=bidders,
        sections=sections,
        criteria=criteria,
        preliminary=tuple(_unique(fields["preliminary"].elements(0, MOST_ITEMS), PreliminaryItem.read)),
        conference=_read_conference(fields.get("conference")),
        dark_bid_format=_read_free_object(fields.get("dark_bid_format")),
        rules=Rules.read(
            fields["rules"],
            sections=[section.id for section in sections],
            prices=[bidder.evaluated_price for bidder in bidders],
        ),
        document=dict(cast(dict[str, object], node.value)),
        prefilled=read_prefilled(fields.get("prefilled"), facts, [b.id for b in bidders]),
        fee=Tariff.read(fields["fee"]) if "fee" in fields else None,
    )


def _unique(nodes: Iterable[Node], read: Callable[[Node], _T]) -> Iterator[_T]:
    seen: set[str] = set()
    for node in nodes:
        element = read(node)
        if element.id in seen:
            raise Malformed(f"{node.path}.id", "an id that is not used twice")
        seen.add(element.id)
        yield element


def _read_committee(node: Node) -> tuple[Member, ...]:
    committee = tuple(_unique(node.elements(0, MOST_MEMBERS), Member.read))
    experts = sum(member.kind == "expert" for member in committee)
    try:
        check_committee(len(committee), experts)
    except RuleViolation as error:
        raise node.refuse("an odd number of members, five or more, at least two thirds of them experts") from error
    return committee


def _read_sections(node: Node, members: int) -> tuple[Section, ...]:
    sections = tuple(_unique(node.elements(1, MOST_SECTIONS), lambda element: Section.read(element, members)))
    if [section.kind for section in sections].count("price") != 1:
        raise node.refuse("exactly one section of kind price")
    return sections


def _read_criteria(node: Node, scored: Sequence[str]) -> tuple[Criterion, ...]:
    return tuple(_unique(node.elements(0, MOST_CRITERIA), lambda element: Criterion.read(element, scored)))


def _read_places(node: Node | None) -> tuple[Place, ...]:
    return () if node is None else tuple(_unique(node.elements(0, MOST_PLACES), Place.read))


def _read_conference(node: Node | None) -> tuple[tuple[str, PictureMode], ...]:
    stages = {} if node is None else node.members()
    return tuple(
        (stage, cast(PictureMode, mode.choice("video", "audio", "voice-changed"))) for stage, mode in stages.items()
    )


def _read_free_object(node: Node | None) -> dict[str, object] | None:
    if node is None:
        return None
    node.members()
    return dict(cast(dict[str, object], node.value))
