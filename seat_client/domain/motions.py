"""Motions and questions to bidders: which there are, where they may be put, and when they are decided.

An extension is granted when more than a third of all members ask for it (implementing regulations art. 48); everything
else needs more than half of all members, those who have not voted included.
"""

from seat_client.domain.roster import extension_granted, is_majority
from seat_client.domain.stages import StageId

MOTIONS = ("extension", "correction", "overnight", "re-election", "other")

QUESTION_STAGES = (
    StageId.PRELIMINARY, StageId.BLIND_CHECK, StageId.TECHNICAL, StageId.TECHNICAL_RULINGS, StageId.BUSINESS,
    StageId.BUSINESS_RULINGS, StageId.LOW_PRICE, StageId.PRICE,
)  # fmt: skip
MOTION_STAGES = (
    StageId.TENDER_READING, *QUESTION_STAGES, StageId.FEW_BIDS, StageId.FEW_BIDS_AFTER_PRICE, StageId.SUMMARY,
    StageId.REPORT,
)  # fmt: skip


def carried(motion: str, members: int, support: int) -> bool:
    """Whether a motion with so many votes in favour is carried."""
    return extension_granted(members, support) if motion == "extension" else is_majority(support, members)


def decided(motion: str, members: int, support: int, against: int) -> bool | None:
    """The result as soon as no vote still to come can change it, or None."""
    if carried(motion, members, support):
        return True
    return None if carried(motion, members, members - against) else False
