"""Sealed entries at the centre: kept as they came, opened when their member locks the sheet, and never before."""

import copy
from collections.abc import Iterator

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from seat_client.centre.storage import DraftKeyRow
from seat_client.domain import events as ev
from seat_client.domain.errors import Malformed, RuleViolation
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.legality import check
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.reading import read_json
from seat_client.domain.scoring import check_score
from seat_client.domain.stages import StageId
from seat_client.evidence.errors import NotOpened
from seat_client.evidence.sealing import SheetKey
from seat_client.wire.codec import act_from_json
from seat_client.wire.drafts import SealedEntry, WrappedKey, sealed_aggregate, sealed_context


class MemberDrafts:
    """One member's sealed entries of one evaluation, in the order in which they were accepted."""

    def __init__(self, evaluation: Evaluation, member: str) -> None:
        self._evaluation = evaluation
        self._member = member
        self._held: list[tuple[str, SealedEntry]] = []

    def apply(self, own: MemberActs, aggregate: str, body: ev.Act | SealedEntry) -> None:
        """Fold one accepted body: a sealed entry is kept, a lock opens those of its sheet first."""
        if isinstance(body, SealedEntry):
            self._held.append((aggregate, body))
            return
        if isinstance(body, ev.LockSheet):
            own.apply_all(self._opened(body))
        own.apply(body)

    def with_opened(self, own: MemberActs, lock: ev.LockSheet) -> MemberActs:
        """The member's acts as they will stand with this lock; `own` stays as it is."""
        opened = copy.copy(own)
        opened.entries = dict(own.entries)
        opened.apply_all(self._opened(lock))
        return opened

    def _opened(self, lock: ev.LockSheet) -> Iterator[ev.EnterScore]:
        """The legal entries of the sheet; what does not open or is no score is as if it had not been typed."""
        keys = {key.commitment: key for key in _keys(lock.opening)}
        for aggregate, entry in self._held:
            key = keys.get(entry.commitment)
            if key is not None and entry.stage is lock.stage:
                act = open_entry(self._evaluation.project.id, self._member, aggregate, entry, key)
                if act is not None and self._is_legal(lock.stage, act):
                    yield act

    def _is_legal(self, stage: StageId, act: ev.EnterScore) -> bool:
        criteria = [c for s in self._evaluation.sections_of(stage) for c in self._evaluation.project.criteria_of(s.id)]
        criterion = next((c for c in criteria if c.id == act.criterion), None)
        try:
            if criterion is not None and act.value:
                check_score(criterion, act.value)
        except RuleViolation:
            return False
        return criterion is not None


def open_entry(project: str, member: str, aggregate: str, entry: SealedEntry, key: SheetKey) -> ev.EnterScore | None:
    """The entry in a box; None when the box does not open or holds another cell's entry."""
    try:
        act = act_from_json(read_json(key.open(entry.box, sealed_context(project, member, aggregate))))
    except (NotOpened, Malformed, ValidationError):
        return None
    if not isinstance(act, ev.EnterScore):
        return None
    return act if aggregate == sealed_aggregate(str(entry.stage), key.pseudonym(ev.aggregate_of(act))) else None


def _keys(opening: str) -> Iterator[SheetKey]:
    for text in opening.split():
        try:
            yield SheetKey.from_text(text)
        except NotOpened:
            continue


def check_sealed(evaluation: Evaluation, own: MemberActs, entry: SealedEntry, at: str = "") -> None:
    """Whether the member may type on this sheet now; raises RuleViolation. What was typed is judged at the lock."""
    stage = evaluation.stage_of(own.member)
    if entry.stage is not stage:
        raise RuleViolation("stage_wrong", stage=stage)
    criteria = [c.id for s in evaluation.sections_of(entry.stage) for c in evaluation.project.criteria_of(s.id)]
    codes = evaluation.active_codes()
    if not criteria or not codes:
        raise RuleViolation("stage_wrong", stage=stage)
    check(evaluation, own, ev.EnterScore(codes[0], criteria[0], ""), at)  # stands for any entry on this sheet


def draft_keys(session: Session, evaluation: str, member: str) -> tuple[WrappedKey, ...]:
    """The member's wrapped keys, oldest first."""
    wanted = (DraftKeyRow.evaluation == evaluation, DraftKeyRow.member == member)
    rows = session.scalars(select(DraftKeyRow).where(*wanted).order_by(DraftKeyRow.seq))
    return tuple(
        WrappedKey(name=r.name, to_token=r.to_token, to_officers=r.to_officers, assignment=r.assignment) for r in rows
    )


def keep_draft_key(session: Session, evaluation: str, member: str, key: WrappedKey) -> None:
    """Keep a key once; another one under a known name changes nothing."""
    if key.name not in {known.name for known in draft_keys(session, evaluation, member)}:
        session.add(DraftKeyRow(evaluation=evaluation, member=member, **key.model_dump()))
