"""What a member signs on a sheet: every cell at the lock, and the whole sheet again when one item is revised."""

from seat_client.domain import events as ev
from seat_client.domain.evaluation import SHEET_OF, Evaluation
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.stages import StageId

Cells = dict[str, dict[str, str]]  # code -> criterion -> decimal string


def signed_sheet(evaluation: Evaluation, own: MemberActs, stage: StageId) -> Cells:
    """The member's sheet as it is signed: the codes of the lock, or those under review before it."""
    criteria = [c.id for s in evaluation.sections_of(stage) for c in evaluation.project.criteria_of(s.id)]
    codes = evaluation.locked.get(stage, {}).get(own.member) or evaluation.sheet_codes()
    return {code: {c: own.score(code, c) for c in criteria} for code in codes}


def revised_sheet(evaluation: Evaluation, own: MemberActs, act: ev.SignRevision) -> tuple[StageId, Cells]:
    """The stage of the sheet, and the sheet with the one disputed cell changed."""
    stage = SHEET_OF[evaluation.flags[act.flag].stage]
    cells = signed_sheet(evaluation, own, stage)
    cells.setdefault(act.code, {})[act.criterion] = act.value
    return stage, cells
