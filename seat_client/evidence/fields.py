"""Names of the signature fields in a report, and the roster that travels inside it."""

from dataclasses import dataclass

OPENING = "centre-open"
"""The centre's certification: the report exactly as laid out, open for these signatures alone."""

CLOSING = "centre-close"
"""The centre's last signature: covers the whole file and allows no further change."""

STAMP = "centre-stamp"
"""The centre's document time stamp before its last signature: nothing is seen of it on the page."""

ROSTER_FILE = "committee.json"
"""The attachment that names the members, so that a report can be checked by itself."""

_DEEMED = "deemed-"

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the page's lower left corner."""

Places = dict[str, tuple[int, Box]]
"""Field name -> (page index from 0, box)."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Who must sign, as certified in the report."""

    project: str
    members: tuple[str, ...]
    chair: str
    practice: bool

    def as_json(self) -> dict[str, object]:
        """The attachment's content."""
        return {
            "format": "seat-report/1",
            "project": self.project,
            "members": list(self.members),
            "chair": self.chair,
            "practice": self.practice,
        }


def deemed_field(member: str) -> str:
    """The field in which the centre records that a member is deemed to agree."""
    return _DEEMED + member


def deemed_member(field: str) -> str | None:
    """The member a deemed-to-agree field stands for; None for any other field."""
    return field.removeprefix(_DEEMED) if field.startswith(_DEEMED) else None
