"""The centre's record: numbered, in one chain, and following from what the members did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from seat_client.app.auditing.fault import Found
from seat_client.app.auditing.journals import Journal, Link
from seat_client.centre.acceptance import Inspector
from seat_client.centre.drafts import MemberDrafts, check_sealed
from seat_client.domain import events as ev
from seat_client.domain import notices
from seat_client.domain.committee import Committee, Sealed
from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.legality import check
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.project import Project
from seat_client.evidence import archive as form
from seat_client.evidence.archive import Archive
from seat_client.evidence.canonical import digest
from seat_client.evidence.commitment import open_commitment
from seat_client.evidence.envelope import GENESIS
from seat_client.evidence.errors import ArchiveUnreadable, CommitmentMismatch
from seat_client.evidence.journal import record_head
from seat_client.wire.codec import body_from_json, fact_to_json, fact_to_text
from seat_client.wire.drafts import SealedEntry
from seat_client.wire.models import WireFact

_DERIVED = frozenset(
    {
        "undertaking-signed", "member-recused", "ballot-cast", "ballot-closed", "preliminary-closed", "codes-dealt",
        "sheet-locked", "sheets-opened", "flag-raised", "ruling-vote-cast", "ruling-made", "mapping-opened",
        "price-confirmed", "summary-published", "summary-confirmed", "dissent-recorded", "member-released",
        "mapping-committed", "discipline-acknowledged", "reading-confirmed", "revision-signed", "revisions-opened",
        "question-proposed", "question-vote-cast", "motion-proposed", "motion-vote-cast", "signing-refused",
        "fee-confirmed", "presence-noted",
    }
)  # fmt: skip
"""Facts that come from members' acts and from nothing else; the others are the centre's own to record."""


def read_facts(archive: Archive) -> tuple[ev.RecordedFact, ...]:
    """The record; raises ArchiveUnreadable, or Found when it is not numbered one by one."""
    facts = []
    for number, line in enumerate(archive.lines(form.FACTS), start=1):
        try:
            fact = WireFact.model_validate(line)
        except ValidationError as error:
            raise ArchiveUnreadable(f"{form.FACTS}, line {number}") from error
        if fact.cursor != number:
            raise Found("record-order", f"fact {number}")
        facts.append(ev.RecordedFact(fact.cursor, fact.at, fact.fact))
    return tuple(facts)


def heads_of(facts: Sequence[ev.RecordedFact]) -> list[str]:
    """The head of the record at each cursor, from 0 on."""
    heads = [GENESIS]
    for recorded in facts:
        heads.append(record_head(heads[-1], recorded.at, fact_to_text(recorded.fact)))
    return heads


@dataclass(frozen=True, slots=True)
class Ground:
    """What an evaluation is gone through on: the project, the mapping, and the issuers to judge signatures by."""

    project: Project
    sealed: Sealed
    trust: Sequence[bytes]


def read_mapping(archive: Archive, facts: Sequence[ev.RecordedFact]) -> Sealed | None:
    """The opened mapping, which must be the one committed to; None while it is sealed."""
    if form.MAPPING not in archive.parts:
        return None
    document = archive.document(form.MAPPING)
    committed = next((f.fact for f in facts if isinstance(f.fact, ev.MappingCommitted)), None)
    try:
        codes, salt = dict(document["codes"]), str(document["salt"])
        open_commitment(committed.commitment if committed else "", salt, codes)
    except (KeyError, TypeError, ValueError) as error:
        raise ArchiveUnreadable(form.MAPPING) from error
    except CommitmentMismatch as error:
        raise Found("mapping-differs", form.MAPPING) from error
    return Sealed(codes, salt)


class Replay:
    """Goes through acts and facts in the order in which the centre had them."""

    def __init__(self, ground: Ground, journals: Sequence[Journal]) -> None:
        self._ground = ground
        self._signed_in = {(j.member, j.seat) for j in journals}
        self._waiting = sorted(
            (k for j in journals for k in j.links if k.state == "accepted"), key=lambda k: (k.cursor, k.seq)
        )
        self._evaluation = Evaluation(ground.project)
        self._acts = {m: MemberActs(m) for m in self._evaluation.members}
        self._drafts = {m: MemberDrafts(self._evaluation, m) for m in self._evaluation.members}
        self._expected: list[ev.Fact] = []
        self._now = ""

    def check(self, facts: Sequence[ev.RecordedFact]) -> None:
        """Raise Found at the first fact that does not follow, or that is missing."""
        for recorded in facts:
            self._now = recorded.at
            self._advance(recorded.cursor - 1)
            self._check_fact(recorded)
            self._fold(recorded.fact)
        self._advance(len(facts))
        last = f"fact {len(facts)}"
        if self._expected:
            raise Found("fact-missing", last, expected=self._expected[0].kind)
        if self._waiting:
            raise Found("witness-future", self._waiting[0].place)

    @property
    def _committee(self) -> Committee:
        return Committee(self._evaluation, self._acts, self._ground.sealed, digest, self._now)

    def _advance(self, cursor: int) -> None:
        """What follows when the record stands at `cursor`: from what is known, else from the next acts."""
        if not self._expected and cursor:
            self._expected = self._committee.conclude()
        while not self._expected and self._waiting and self._waiting[0].cursor <= cursor:
            self._act(self._waiting.pop(0))
            self._expected = self._expected or self._committee.conclude()

    def _act(self, link: Link) -> None:
        e = link.envelope
        try:
            body = body_from_json(dict(e.body))
        except ValidationError as error:
            raise Found("link-changed", link.place) from error
        own, drafts = self._acts.get(e.member), self._drafts.get(e.member)
        if own is None or drafts is None:
            raise Found("act-refusable", link.place, rule="not_on_the_committee")
        first = not isinstance(body, SealedEntry) and notices.first_vote(own, body)
        self._judge(link, body, own, drafts)
        drafts.apply(own, e.aggregate, body)
        if not isinstance(body, SealedEntry):
            self._expected = notices.notice(self._committee, e.member, body, first=first)

    def _judge(self, link: Link, body: ev.Act | SealedEntry, own: MemberActs, drafts: MemberDrafts) -> None:
        try:
            if isinstance(body, SealedEntry):
                check_sealed(self._evaluation, own, body, link.envelope.at)
                return
            judged = drafts.with_opened(own, body) if isinstance(body, ev.LockSheet) else own
            check(self._evaluation, judged, body, link.envelope.at)
            statement = body.statement_digest if isinstance(body, ev.SignUndertaking) else ""
            at = datetime.fromisoformat(self._now or link.envelope.at)
            Inspector(self._ground.trust, statement, lambda: at).inspect(self._evaluation, judged, body)
        except RuleViolation as refused:
            raise Found("act-refusable", link.place, rule=refused.code) from refused

    def _check_fact(self, recorded: ev.RecordedFact) -> None:
        fact, where = recorded.fact, f"fact {recorded.cursor} ({recorded.fact.kind})"
        if self._expected:
            expected = self._expected.pop(0)
            if _timeless(fact_to_json(expected)) != _timeless(fact_to_json(fact)):
                raise Found("fact-differs", where, expected=expected.kind)
            return
        if fact.kind in _DERIVED and recorded.cursor > 1:
            raise Found("fact-without-cause", where)
        if isinstance(fact, ev.StageOpened) and recorded.cursor > 2 and not self._evaluation.reconvened:
            raise Found("fact-without-cause", where)
        if isinstance(fact, ev.MemberSignedIn) and (fact.member, fact.seat) not in self._signed_in:
            raise Found("sign-in-unvouched", where)

    def _fold(self, fact: ev.Fact) -> None:
        self._evaluation.apply(fact)
        if isinstance(fact, ev.MemberReplaced):
            new = fact.new.id
            self._acts[new], self._drafts[new] = MemberActs(new), MemberDrafts(self._evaluation, new)


def _timeless(value: Any) -> Any:
    """A fact's JSON without its moments: they are the centre's to tell, and no rule computes them."""
    if isinstance(value, Mapping):
        return {key: _timeless(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_timeless(item) for item in value]
    if isinstance(value, str) and len(value) >= len("2026-01-01T00:00:00") and value[4:5] == "-":
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return value
        return "a moment"
    return value
