"""One finding: what was found, where, and how much it weighs. Nothing here looks for anything."""

import hashlib
from dataclasses import dataclass
from typing import Literal, TypeAlias

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom in whole points from the page's upper left corner."""

Grade: TypeAlias = Literal["leak", "look", "removed"]

KINDS: dict[str, Grade] = {
    "name": "leak",  # a bidder's name or short name
    "credit-code": "leak",  # unified social credit code, GB 32100-2015
    "identity-number": "leak",  # citizen identification number, GB 11643-1999
    "phone": "leak",
    "e-mail": "leak",
    "web-address": "leak",
    "unseen-text": "look",  # text that the drawn page does not show
    "seal": "look",  # a stamp whose words could not be read, or hold no known name
    "letterhead": "look",  # one picture at the edge of several pages
    "unread-pictures": "look",  # pictures were there and no reader
    "unread-font": "look",  # letters without a meaning a search could find
    "carrier": "removed",  # a place that can carry an identity, left behind by the rebuild
    "carried-name": "removed",  # a name in such a place
}
"""Every kind and its grade: a leak or something to look at keeps a bid from release until a person cleared it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that tells or may tell whose bid it is.

    `page` counts from 1 and is None where the place belongs to no page; `term` is the name as the project has it, or
    the words found; it stays at the centre.
    """

    page: int | None
    place: str
    term: str
    kind: str = "name"
    box: Box | None = None

    @property
    def grade(self) -> Grade:
        return KINDS[self.kind]

    @property
    def id(self) -> str:
        """What a clearance names: the same finding in the same bytes has the same id."""
        told = repr((self.kind, self.place, self.page, self.box, self.term))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def blocking(findings: "tuple[Finding, ...] | list[Finding]") -> tuple[Finding, ...]:
    """Those that a person has to clear before release."""
    return tuple(one for one in findings if one.grade != "removed")
