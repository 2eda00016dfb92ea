"""Rulings: the checks ask, the committee decides; nothing is decided by the program."""

import base64
from concurrent.futures import Future
from dataclasses import dataclass, replace

from seat_client.domain.evaluation import SHEET_OF
from seat_client.domain.events import FlagRaised, GiveReason, RulingMade, SignRevision, VoteRuling
from seat_client.domain.legality import awaits, check
from seat_client.domain.regime import offered
from seat_client.domain.signed_sheets import revised_sheet
from seat_client.evidence.canonical import canonical, digest
from seat_client.evidence.cms import sign_detached
from seat_client.evidence.declarations import sheet_manifest
from seat_client.services.key_desk import KeyDesk
from seat_client.services.seat import Seat
from seat_client.store.store import SavedAct


@dataclass(frozen=True, slots=True)
class Question:
    """One flag with what is known of it; `own_vote` is empty before voting; `mine` asks for the own reason."""

    flag: FlagRaised
    reason: str
    cast: int
    own_vote: str
    ruling: RulingMade | None
    decisions: tuple[str, ...]
    mine: bool
    awaits: str = ""  # reason_awaited or explanation_awaited: nobody votes before it is in, or its deadline over
    revision: str = ""  # "" none asked of this member, "asked" to be signed, "signed"


class Rulings:
    """The questions of the present stage; codes only while blind. A correction is signed, so it needs `desk`."""

    def __init__(self, seat: Seat, desk: KeyDesk | None = None) -> None:
        self._seat = seat
        self._desk = desk

    @property
    def questions(self) -> tuple[Question, ...]:
        evaluation = self._seat.evaluation
        return tuple(self._question(flag) for flag in evaluation.flags_of(self._seat.stage))

    def bidder_name(self, code: str) -> str:
        """The bidder's name, empty while the stage is blind."""
        return self._seat.evaluation.shown_identity(code)[1] if code else ""

    def member_number(self, member: str) -> int:
        return self._seat.role_number(member)

    def disputed(self, flag: FlagRaised) -> tuple[tuple[str, ...], str]:
        """What the members' opened sheets say of a disputed item, and its prefilled value or nothing."""
        evaluation, sheet = self._seat.evaluation, SHEET_OF[flag.stage]
        given = (rows.get(flag.code, {}).get(flag.criterion) for rows in evaluation.opened.get(sheet, {}).values())
        prefilled = evaluation.prefilled.get(sheet, {}).get(flag.code, {}).get(flag.criterion, "")
        return tuple(value for value in given if value), prefilled

    def vote(self, flag: str, decision: str) -> "Future[SavedAct]":
        return self._seat.act(VoteRuling(flag, decision))

    def give_reason(self, flag: str, text: str) -> "Future[SavedAct]":
        return self._seat.act(GiveReason(flag, text))

    def sign_revision(
        self, flag: str, value: str, reason: str, pin: bytearray, *, confirm_last_try: bool = False
    ) -> "Future[SignRevision]":
        """The signed revision of one disputed item, ready for `record`; `pin` is wiped. Raises RuleViolation at once
        when the rules do not allow it."""
        assert self._desk is not None  # noqa: S101 - whoever signs has given the desk
        desk, seat = self._desk, self._seat
        raised = seat.evaluation.flags[flag]
        act = SignRevision(flag, raised.code, raised.criterion, value, reason.strip(), "", "")
        check(seat.evaluation, seat.own, act)
        stage, cells = revised_sheet(seat.evaluation, seat.own, act)
        document = sheet_manifest(seat.project.id, seat.member, str(stage), cells)

        def flow() -> SignRevision:
            with desk.unlocked(pin, member=seat.member, confirm_last_try=confirm_last_try) as key:
                signature = sign_detached(canonical(document), key)
            return replace(act, manifest_digest=digest(document), signature=base64.b64encode(signature).decode())

        return desk.run(flow, pin=pin)

    def record(self, act: SignRevision) -> "Future[SavedAct]":
        """Write the signed revision; call in the seat's own thread."""
        return self._seat.act(act)

    def _question(self, flag: FlagRaised) -> Question:
        e, own = self._seat.evaluation, self._seat.own
        return Question(
            flag=flag,
            reason=e.flag_reasons.get(flag.id, ""),
            cast=e.ruling_votes.get(flag.id, 0),
            own_vote=own.ruling_votes.get(flag.id, ""),
            ruling=e.rulings.get(flag.id),
            decisions=offered(e.project.regime, flag.check),
            mine=flag.expert == self._seat.member,
            awaits=awaits(e, flag),
            revision=self._revision(flag),
        )

    def _revision(self, flag: FlagRaised) -> str:
        e, ruling = self._seat.evaluation, self._seat.evaluation.rulings.get(flag.id)
        if ruling is None or ruling.decision != "correct" or self._seat.member not in e.revisers(flag):
            return ""
        return "signed" if flag.id in self._seat.own.revisions else "" if flag.id in e.revised else "asked"
