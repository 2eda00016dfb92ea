"""What a project's acts.json plans beyond votes and scores: who leaves, what is asked, what is moved, when it is night.

Every part is optional; the sample's file is the shortest of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seat_client.domain.stages import StageId

_WHEN = {"during technical review": StageId.TECHNICAL}  # how the sample says it


def _stage(value: object) -> StageId:
    return _WHEN.get(str(value)) or StageId(str(value))


@dataclass(frozen=True, slots=True)
class PlannedReplacement:
    """`old` begins the day in the place of `new`, steps back in `stage`, and the operator calls `new`.

    `scores` is what `old` has typed by then: code -> criterion -> decimal string. `bidder` is whom the grounds name.
    """

    old: str
    new: str
    name: str
    stage: StageId
    reason: str
    bidder: str = ""
    scores: Mapping[str, Mapping[str, str]] | None = None

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> "PlannedReplacement":
        return cls(
            old=str(document["expert"]),
            new=str(document["replaced_by"]),
            name=str(document.get("name") or document["expert"]),
            stage=_stage(document["when"]),
            reason=str(document["reason"]).removeprefix("回避: "),
            bidder=str(document.get("bidder", "")),
            scores=document.get("void_scores"),
        )


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """A question to a bidder and the answer the practice bidder gives; `subject` is a bidder id or a code."""

    by: str
    stage: StageId
    subject: str
    text: str
    answer: str

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> "PlannedQuestion":
        subject = str(document.get("bidder") or document["code"])
        texts = (str(document["question"]), str(document["answer"]))
        return cls(str(document["by"]), _stage(document["stage"]), subject, *texts)


@dataclass(frozen=True, slots=True)
class PlannedMotion:
    """A motion and who votes for it; the others vote against."""

    by: str
    stage: StageId
    motion: str
    text: str
    support: tuple[str, ...]
    minutes: int = 0

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> "PlannedMotion":
        return cls(
            str(document["by"]), _stage(document["stage"]), str(document["motion"]), str(document["text"]),
            tuple(document["support"]), int(document.get("minutes", 0)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Night:
    """How long the seats stay sealed, and which two people open them."""

    hours: int
    opened_by: tuple[str, str]

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> "Night":
        first, second = document["opened_by"]
        return cls(int(document["hours"]), (str(first), str(second)))


@dataclass(frozen=True, slots=True)
class Plans:
    """All of them."""

    replacement: PlannedReplacement | None = None
    questions: tuple[PlannedQuestion, ...] = ()
    motions: tuple[PlannedMotion, ...] = ()
    night: Night | None = None

    @classmethod
    def read(cls, acts: Mapping[str, Any]) -> "Plans":
        """The plans in a parsed acts.json; raises KeyError or ValueError for one that is not in order."""
        left, night = acts.get("recusal_and_replacement"), acts.get("overnight")
        return cls(
            replacement=PlannedReplacement.read(left) if left else None,
            questions=tuple(PlannedQuestion.read(q) for q in acts.get("clarifications", ())),
            motions=tuple(PlannedMotion.read(m) for m in acts.get("motions", ())),
            night=Night.read(night) if night else None,
        )
