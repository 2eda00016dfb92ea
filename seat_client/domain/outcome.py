"""The result of an evaluation as it was played: the arithmetic, or why there is none."""

from seat_client.domain.evaluation import Evaluation
from seat_client.domain.result import Block, Flags, Result, compute
from seat_client.domain.rulings import rejections
from seat_client.domain.sheets import Sheets
from seat_client.domain.stages import StageId

_WORDS: dict[str, Block] = {
    "abnormal-score": "abnormal-ruling-missing",
    "objective-disagreement": "objective-disagreement",
    "low-price": "low-price-ruling-missing",
}


def outcome(evaluation: Evaluation, sheets: Sheets) -> Result:
    """The result of the sheets; a review stopped before all sheets were locked has none, and says why."""
    scored = [s for s in (StageId.TECHNICAL, StageId.BUSINESS) if evaluation.sections_of(s)]
    if all(s in evaluation.opened for s in scored) or not evaluation.stopped:
        return compute(evaluation.project, sheets)
    project = evaluation.project
    rejected = rejections(project, sheets.preliminary, sheets.codes)
    out = {r.code for r in rejected}
    valid = tuple(c for c in sorted(sheets.codes) if c not in out)
    return Result(project.rules.places, _word(evaluation), valid, rejected, Flags())


def _word(evaluation: Evaluation) -> Block:
    """result.json's word for the ruling that ended the review."""
    ended = [r for r in evaluation.rulings.values() if r.decision in ("stop", "defer")]
    check = evaluation.flags[ended[0].flag].check if ended else ""
    return _WORDS.get(check, "fewer-than-three-valid")
