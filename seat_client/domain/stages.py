"""The one table of stages that drives seat and centre.

A row says what a stage is called, which identities of the bids it may show, who closes it, what its
members sign, when it applies to a project and when it is complete. The order of the rows is the order
of the evaluation; a stage that does not apply is passed over. The committee goes back only to a stage that a
replacement has left unfinished (`unfinished`), and from there through every row again. Sources of the order:
Tendering Law implementing regulations art. 46-53; the reveal rule stands in the project format.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seat_client.domain.evaluation import Evaluation


class StageId(StrEnum):
    """Wire values of the stages."""

    SIGN_IN = "sign-in"
    COMMITTEE_CHECK = "committee-check"
    DISCIPLINE = "discipline"
    UNDERTAKING = "undertaking"
    CHAIR_ELECTION = "chair-election"
    TENDER_READING = "tender-reading"
    PRELIMINARY = "preliminary"
    BLIND_CHECK = "blind-check"
    FEW_BIDS = "few-bids"
    TECHNICAL = "technical"
    TECHNICAL_RULINGS = "technical-rulings"
    BUSINESS = "business"
    BUSINESS_RULINGS = "business-rulings"
    LOW_PRICE = "low-price"
    FEW_BIDS_AFTER_PRICE = "few-bids-after-price"
    PRICE = "price"
    SUMMARY = "summary"
    REPORT = "report"
    FEE = "fee"
    RELEASE = "release"
    CLOSED = "closed"


class Part(StrEnum):
    """Which identity of a bid a stage may show."""

    NONE = "none"  # neither name nor code
    OPEN = "open"  # names only
    BLIND = "blind"  # codes only
    REVEALED = "revealed"  # name and code together


class Closer(StrEnum):
    """Whose act completes a stage."""

    EVERY_MEMBER = "every-member"
    COMMITTEE_VOTE = "committee-vote"
    CHAIR = "chair"
    CENTRE = "centre"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Stage:
    """One row of the table.

    `group` is the line of the stage rail it belongs to; `signed` names what a member signs with the key
    to complete it, empty for nothing; to a row that `reopens` the committee goes back when it is unfinished again.
    """

    id: StageId
    title: str
    group: str
    part: Part
    closer: Closer
    signed: str
    applies: Callable[["Evaluation"], bool]
    complete: Callable[["Evaluation"], bool]
    reopens: bool = False


def _always(_: "Evaluation") -> bool:
    return True


def _going(applies: Callable[["Evaluation"], bool]) -> Callable[["Evaluation"], bool]:
    """The stage is passed over once the review has been stopped."""
    return lambda e: not e.stopped and applies(e)


def _never(_: "Evaluation") -> bool:
    return False


def _all(held: Callable[["Evaluation"], "frozenset[str]"]) -> Callable[["Evaluation"], bool]:
    return lambda e: held(e) >= frozenset(e.members)


def _locked(stage: StageId) -> Callable[["Evaluation"], bool]:
    return lambda e: frozenset(e.locked.get(stage, {})) >= frozenset(e.members)


def _ruled(stage: StageId) -> Callable[["Evaluation"], bool]:
    return lambda e: all(e.is_ruled(flag.id) for flag in e.flags.values() if flag.stage is stage)


def _flagged(stage: StageId) -> Callable[["Evaluation"], bool]:
    return lambda e: any(flag.stage is stage for flag in e.flags.values())


STAGES: tuple[Stage, ...] = (
    Stage(StageId.SIGN_IN, "Sign-in and identity check", "sign-in", Part.NONE, Closer.EVERY_MEMBER, "challenge",
          _always, _all(lambda e: frozenset(e.signed_in))),
    Stage(StageId.COMMITTEE_CHECK, "Check of the committee", "sign-in", Part.NONE, Closer.CENTRE, "",
          _always, lambda e: e.composition == ""),
    Stage(StageId.DISCIPLINE, "Discipline and phone deposit", "undertaking", Part.NONE, Closer.EVERY_MEMBER, "",
          _always, _all(lambda e: frozenset(e.disciplined))),
    Stage(StageId.UNDERTAKING, "Undertaking and recusal", "undertaking", Part.OPEN, Closer.EVERY_MEMBER, "undertaking",
          _always, _all(lambda e: frozenset(e.undertaken))),
    Stage(StageId.CHAIR_ELECTION, "Election of the chair", "chair-election", Part.NONE, Closer.COMMITTEE_VOTE, "",
          _always, lambda e: e.chair is not None),
    Stage(StageId.TENDER_READING, "Reading the tender", "chair-election", Part.NONE, Closer.EVERY_MEMBER, "",
          _always, _all(lambda e: frozenset(e.read))),
    Stage(StageId.PRELIMINARY, "Preliminary review", "preliminary", Part.OPEN, Closer.COMMITTEE_VOTE, "",
          lambda e: bool(e.open_items), lambda e: not e.pending_cells(blind=False)),
    Stage(StageId.BLIND_CHECK, "Blind items by code", "preliminary", Part.BLIND, Closer.COMMITTEE_VOTE, "",
          _going(lambda e: bool(e.blind_items)), lambda e: not e.pending_cells(blind=True)),
    Stage(StageId.FEW_BIDS, "Fewer than three valid bids", "preliminary", Part.NONE, Closer.COMMITTEE_VOTE, "",
          _flagged(StageId.FEW_BIDS), _ruled(StageId.FEW_BIDS), reopens=True),
    Stage(StageId.TECHNICAL, "Technical review (blind)", "technical", Part.BLIND, Closer.EVERY_MEMBER, "sheet",
          _going(lambda e: bool(e.project.blind_sections)), _locked(StageId.TECHNICAL)),
    Stage(StageId.TECHNICAL_RULINGS, "Rulings on the technical review", "technical", Part.BLIND,
          Closer.COMMITTEE_VOTE, "", _going(_flagged(StageId.TECHNICAL_RULINGS)), _ruled(StageId.TECHNICAL_RULINGS),
          reopens=True),
    Stage(StageId.BUSINESS, "Business review", "business", Part.REVEALED, Closer.EVERY_MEMBER, "sheet",
          _going(lambda e: bool(e.project.open_sections)), _locked(StageId.BUSINESS)),
    Stage(StageId.BUSINESS_RULINGS, "Rulings on the business review", "business", Part.REVEALED,
          Closer.COMMITTEE_VOTE, "", _going(_flagged(StageId.BUSINESS_RULINGS)), _ruled(StageId.BUSINESS_RULINGS),
          reopens=True),
    Stage(StageId.LOW_PRICE, "Abnormally low prices", "price", Part.REVEALED, Closer.COMMITTEE_VOTE, "",
          _going(_flagged(StageId.LOW_PRICE)), _ruled(StageId.LOW_PRICE), reopens=True),
    Stage(StageId.FEW_BIDS_AFTER_PRICE, "Fewer than three valid bids", "price", Part.REVEALED,
          Closer.COMMITTEE_VOTE, "", _going(_flagged(StageId.FEW_BIDS_AFTER_PRICE)),
          _ruled(StageId.FEW_BIDS_AFTER_PRICE), reopens=True),
    Stage(StageId.PRICE, "Price review", "price", Part.REVEALED, Closer.EVERY_MEMBER, "",
          _going(_always), _all(lambda e: frozenset(e.price_confirmed)), reopens=True),
    Stage(StageId.SUMMARY, "Summary and check", "summary", Part.REVEALED, Closer.EVERY_MEMBER, "",
          _always, lambda e: e.summary_answered(), reopens=True),
    Stage(StageId.REPORT, "Signing of the evaluation report", "report", Part.REVEALED, Closer.CHAIR, "report",
          _always, lambda e: e.report_closed),
    Stage(StageId.FEE, "Fee slip", "release", Part.NONE, Closer.EVERY_MEMBER, "fee-slip",
          _always, _all(lambda e: frozenset(e.fee_confirmed))),
    Stage(StageId.RELEASE, "Release and wipe", "release", Part.NONE, Closer.EVERY_MEMBER, "",
          _always, _all(lambda e: frozenset(e.released))),
    Stage(StageId.CLOSED, "Closed", "release", Part.NONE, Closer.NOBODY, "", _always, _never),
)  # fmt: skip

BY_ID: dict[StageId, Stage] = {stage.id: stage for stage in STAGES}
INDEX: dict[StageId, int] = {stage.id: number for number, stage in enumerate(STAGES)}
GROUPS: tuple[str, ...] = tuple(dict.fromkeys(stage.group for stage in STAGES))


def following(evaluation: "Evaluation") -> StageId:
    """The stage that opens once the present one is complete."""
    at = INDEX[evaluation.stage]
    return next(stage.id for stage in STAGES[at + 1 :] if stage.applies(evaluation))


def unfinished(evaluation: "Evaluation") -> StageId | None:
    """The first stage before the committee's present one that is not complete any more."""
    before = [s for s in STAGES[: INDEX[evaluation.stage]] if s.reopens and s.applies(evaluation)]
    return next((s.id for s in before if not s.complete(evaluation)), None)
