"""What the committee locked, as one document: codes, preliminary votes, scores and rulings."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, TypeVar, cast

from seat_client.domain.errors import Malformed, RuleViolation
from seat_client.domain.exact import exact_text
from seat_client.domain.project import Criterion, Project
from seat_client.domain.reading import Node, check_document, child, is_identifier
from seat_client.domain.rulings import Vote
from seat_client.domain.scoring import Scores, check_score

MOST_RULINGS = 100_000
LONGEST_REASON = 5000

AbnormalDecision = Literal["keep", "replace"]
LowPriceDecision = Literal["accept", "reject"]
_V = TypeVar("_V")
Entries = Mapping[str, Mapping[str, Mapping[str, str]]]  # member -> code -> criterion -> text as entered


@dataclass(frozen=True, slots=True)
class AbnormalRuling:
    """The committee's decision on one flagged subtotal."""

    expert: str
    code: str
    section: str
    decision: AbnormalDecision

    @property
    def subject(self) -> tuple[str, ...]:
        """What the decision is about; two decisions about one subject are refused."""
        return (self.expert, self.code, self.section)


@dataclass(frozen=True, slots=True)
class LowPriceRuling:
    """The committee's decision on one flagged price."""

    code: str
    decision: LowPriceDecision

    @property
    def subject(self) -> tuple[str, ...]:
        """What the decision is about."""
        return (self.code,)


@dataclass(frozen=True, slots=True)
class Rulings:
    """All decisions of the committee that the arithmetic waits for."""

    abnormal: tuple[AbnormalRuling, ...]
    low_price: tuple[LowPriceRuling, ...]
    continue_below_three: bool

    def on_abnormal(self, expert: str, code: str, section: str) -> AbnormalDecision | None:
        """The decision on one subtotal, if there is one."""
        subject = (expert, code, section)
        return next((ruling.decision for ruling in self.abnormal if ruling.subject == subject), None)

    def on_low_price(self, code: str) -> LowPriceDecision | None:
        """The decision on one price, if there is one."""
        return next((ruling.decision for ruling in self.low_price if ruling.code == code), None)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The locked sheets of one project; `scores` holds the values of the texts in `entries`."""

    codes: Mapping[str, str]
    preliminary: Mapping[str, Mapping[str, Mapping[str, Vote]]]
    entries: Entries
    scores: Scores
    rulings: Rulings

    @classmethod
    def parse(cls, document: object, project: Project) -> "Sheets":
        """The sheets a parsed `sheets.json` holds for `project`; raises `Malformed` with the path of a fault."""
        check_document(document)
        fields = Node(document).fields("codes preliminary scores rulings")
        codes = _read_codes(fields["codes"], project)
        reader = _Reader(project, codes)
        entries, scores = reader.scores(fields["scores"])
        return cls(codes, reader.preliminary(fields["preliminary"]), entries, scores, reader.rulings(fields["rulings"]))

    def document(self) -> dict[str, Any]:
        """The JSON document of these sheets."""
        return {
            "codes": dict(self.codes),
            "preliminary": {
                member: {
                    code: {item: _vote_document(vote) for item, vote in items.items()} for code, items in of.items()
                }
                for member, of in self.preliminary.items()
            },
            "scores": {
                member: {code: dict(texts) for code, texts in of.items()} for member, of in self.entries.items()
            },
            "rulings": _rulings_document(self.rulings),
        }

    def price(self, project: Project, code: str) -> Fraction:
        """The evaluated price behind a code."""
        return project.bidder(self.codes[code]).evaluated_price


_R = TypeVar("_R", AbnormalRuling, LowPriceRuling)


def require_complete(project: Project, sheets: Sheets, codes: Iterable[str]) -> None:
    """Refuse sheets in which a member has not scored every criterion of every bid in `codes`."""
    wanted = list(codes)
    for member in project.committee:
        path = "$.scores"
        of_member = _present(sheets.scores, member.id, path)
        for code in wanted:
            of_code = _present(of_member, code, child(path, member.id))
            for criterion in project.criteria:
                _present(of_code, criterion.id, child(child(path, member.id), code))


def _present(members: Mapping[str, _V], key: str, path: str) -> _V:
    if key not in members:
        raise Malformed(child(path, key), "a score of every member on every criterion of a valid bid")
    return members[key]


def _read_codes(node: Node, project: Project) -> dict[str, str]:
    bidders = {bidder.id for bidder in project.bidders}
    codes: dict[str, str] = {}
    for code, bidder in node.members().items():
        if not is_identifier(code):
            raise bidder.refuse("a code made of letters, digits, '_', '-' or '.'")
        if bidder.identifier() not in bidders:
            raise bidder.refuse("the id of a bidder of the project")
        if bidder.value in codes.values():
            raise bidder.refuse("a bidder that has no other code")
        codes[code] = bidder.identifier()
    if len(codes) != len(bidders):
        raise node.refuse("one code for every bidder of the project")
    return codes


class _Reader:
    """Reads the parts of a sheets document that refer to members, codes, criteria and items."""

    def __init__(self, project: Project, codes: Collection[str]) -> None:
        self._members = {member.id for member in project.committee}
        self._codes = set(codes)
        self._sections = {section.id for section in project.sections}
        self._items = {item.id for item in project.preliminary}
        self._criteria = {criterion.id: criterion for criterion in project.criteria}

    def preliminary(self, node: Node) -> dict[str, dict[str, dict[str, Vote]]]:
        """Votes by member, code and item."""
        return {
            member: {
                code: {item: _read_vote(vote) for item, vote in _known(votes, self._items, "preliminary item")}
                for code, votes in _known(of_member, self._codes, "code")
            }
            for member, of_member in _known(node, self._members, "member")
        }

    def scores(
        self, node: Node
    ) -> tuple[dict[str, dict[str, dict[str, str]]], dict[str, dict[str, dict[str, Fraction]]]]:
        """Score texts and their values by member, code and criterion."""
        texts: dict[str, dict[str, dict[str, str]]] = {}
        values: dict[str, dict[str, dict[str, Fraction]]] = {}
        for member, of_member in _known(node, self._members, "member"):
            texts[member], values[member] = {}, {}
            for code, of_code in _known(of_member, self._codes, "code"):
                entered = dict(_known(of_code, self._criteria, "criterion"))
                values[member][code] = {key: _read_score(self._criteria[key], score) for key, score in entered.items()}
                texts[member][code] = {key: str(score.value) for key, score in entered.items()}
        return texts, values

    def rulings(self, node: Node) -> Rulings:
        """All rulings, each subject at most once."""
        fields = node.fields("abnormal low_price", "continue_below_three")
        return Rulings(
            abnormal=tuple(_once(fields["abnormal"], self._abnormal)),
            low_price=tuple(_once(fields["low_price"], self._low_price)),
            continue_below_three="continue_below_three" in fields and fields["continue_below_three"].boolean(),
        )

    def _abnormal(self, node: Node) -> AbnormalRuling:
        fields = node.fields("expert code section decision")
        return AbnormalRuling(
            expert=_one_of(fields["expert"], self._members, "member"),
            code=_one_of(fields["code"], self._codes, "code"),
            section=_one_of(fields["section"], self._sections, "section"),
            decision=cast(AbnormalDecision, fields["decision"].choice("keep", "replace")),
        )

    def _low_price(self, node: Node) -> LowPriceRuling:
        fields = node.fields("code decision")
        return LowPriceRuling(
            code=_one_of(fields["code"], self._codes, "code"),
            decision=cast(LowPriceDecision, fields["decision"].choice("accept", "reject")),
        )


def _known(node: Node, names: Collection[str], what: str) -> Iterator[tuple[str, Node]]:
    for key, member in node.members().items():
        if key not in names:
            raise member.refuse(f"a {what} of the project, not an unknown one")
        yield key, member


def _one_of(node: Node, names: Collection[str], what: str) -> str:
    if node.identifier() not in names:
        raise node.refuse(f"a {what} of the project, not an unknown one")
    return node.identifier()


def _once(node: Node, read: Callable[[Node], _R]) -> Iterator[_R]:
    seen: set[tuple[str, ...]] = set()
    for element in node.elements(0, MOST_RULINGS):
        ruling = read(element)
        if ruling.subject in seen:
            raise element.refuse("a ruling that is not given twice")
        seen.add(ruling.subject)
        yield ruling


def _read_vote(node: Node) -> Vote:
    fields = node.fields("pass", "reason")
    return Vote(fields["pass"].boolean(), fields["reason"].prose(LONGEST_REASON) if "reason" in fields else "")


def _read_score(criterion: Criterion, node: Node) -> Fraction:
    node.decimal()
    try:
        return check_score(criterion, str(node.value))
    except RuleViolation as error:
        raise node.refuse(
            f"a score from 0 to {exact_text(criterion.max)} in steps of {exact_text(criterion.step)}"
        ) from error


def _vote_document(vote: Vote) -> dict[str, Any]:
    return {"pass": vote.passed, "reason": vote.reason}


def _rulings_document(rulings: Rulings) -> dict[str, Any]:
    document: dict[str, Any] = {
        "abnormal": [
            {"expert": each.expert, "code": each.code, "section": each.section, "decision": each.decision}
            for each in rulings.abnormal
        ],
        "low_price": [{"code": each.code, "decision": each.decision} for each in rulings.low_price],
    }
    return {**document, "continue_below_three": True} if rulings.continue_below_three else document
