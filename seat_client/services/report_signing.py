"""Signing of the evaluation report: read the very bytes, check, sign on the newest revision, chair last."""

import base64
import contextlib
import hashlib
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from seat_client.domain.events import NoticeServed, RefuseSigning
from seat_client.evidence.pades import sign_member
from seat_client.evidence.timestamps import stamper
from seat_client.evidence.verification import Verdict, verify
from seat_client.services import NotReady, ReportChanged, TurnTaken
from seat_client.services.key_desk import KeyDesk, Standing
from seat_client.services.seat import Seat
from seat_client.services.summary import SummaryCheck
from seat_client.store.store import SavedAct
from seat_client.sync.client import CentreClient, SyncError
from seat_client.wire.models import ReportState, Turn

TURN_PATIENCE = 20.0  # seconds a member waits for another's signature before being asked to try again
TURN_PAUSE = 0.3

PART_MARKS = tuple(f"{number}、" for number in "一二三四五六七八九十")  # the ten parts (12号令 art. 42)


@dataclass(frozen=True, slots=True)
class Check:
    """One check before signing: `name` selects its words, `passed` its state, `figure` what stands beside it."""

    name: str
    passed: bool
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """A member in the order of signing; `state` is signed, deemed, own, waiting or chair-waits."""

    member: str
    number: int
    chair: bool
    state: str
    at: str


@dataclass(frozen=True, slots=True)
class ReportCopy:
    """The bytes that were read and will be signed, with their SHA-256."""

    content: bytes
    digest: str


class ReportSigning:
    """The report at this seat. `copy` is what the member reads; a signature covers exactly these bytes."""

    def __init__(self, seat: Seat, desk: KeyDesk, client: CentreClient, summary: SummaryCheck) -> None:
        self._seat = seat
        self._desk = desk
        self._client = client
        self._summary = summary
        self.copy: ReportCopy | None = None

    @property
    def published(self) -> bool:
        return bool(self._seat.evaluation.report_digest)

    def download(self) -> "Future[ReportCopy]":
        """Fetch the newest revision; fails with ReportChanged when it does not extend the copy read before."""
        return self._desk.run(self._download)

    def changes(self, *, newest: bool = True) -> "Future[Verdict]":
        """The report signature by signature: what came with each and after it. Fails as `download` does.

        The newest revision is brought for it, unless what has been read is meant.

        Reasons that only say that signing is not over (`not-closed`, `member-missing`) are in it, too.
        """
        return self._desk.run(lambda: self._examined(newest))

    def checks(self, headings: Sequence[str]) -> tuple[Check, ...]:
        """The five checks of the page; `headings` are the outline titles of the copy as the viewer read them."""
        e = self._seat.evaluation
        done = self._summary.recomputed()
        found = sum(1 for mark in PART_MARKS if any(h.startswith(mark) for h in headings))
        ruled = [f for f in e.flags.values() if f.id in e.rulings]
        return (
            Check("arithmetic", done is not None and done.equal, f"{self._summary.equal_seats}/{e.size}"),
            Check("own_sheet", done is not None and not any("$.scores" in d for d in done.differences)),
            Check("ten_parts", found == len(PART_MARKS), f"{found}/{len(PART_MARKS)}"),
            Check("rulings", len(ruled) == len(e.flags), str(len(ruled))),
            Check("same_bytes", self.copy is not None and _sha256(self.copy.content) == self.copy.digest),
        )

    @property
    def signers(self) -> tuple[Signer, ...]:
        """Signed members first in the order of signing, then the others, the chair last."""
        e = self._seat.evaluation
        done = sorted((*e.report_signed.items(), *e.report_deemed.items()), key=lambda item: item[1])
        order = [*(m for m, _ in done), *e.signers_left()]
        return tuple(self._signer(m) for m in order)

    @property
    def signed(self) -> bool:
        return self._seat.member in self._seat.evaluation.report_signed

    def standing(self) -> Standing:
        """Whether this member's certificate may sign, before the PIN is asked for, and how old that answer is."""
        return self._desk.standing(self._seat.member)

    def obstacle(self) -> str:
        """Why this member cannot sign now, as a code; empty when nothing stands in the way."""
        e = self._seat.evaluation
        if self.signed:
            return "already_signed"
        if self._seat.member in e.report_deemed:
            return "already_deemed"
        if self._seat.member == e.chair and len(e.signers_left()) > 1:
            return "chair_signs_last"
        return ""

    def refuse(self, text: str = "") -> "Future[SavedAct]":
        """Put on record that this member will not sign, with the written reason where one is given."""
        return self._seat.act(RefuseSigning(text.strip()))

    @property
    def refused(self) -> bool:
        return self._seat.member in self._seat.evaluation.refusals

    @property
    def notice(self) -> NoticeServed | None:
        """The notice served on this member: sign or write why by its deadline."""
        return self._seat.evaluation.notices.get(self._seat.member)

    def sign(self, pin: bytearray, *, confirm_last_try: bool = False) -> "Future[ReportState]":
        """Take the turn, sign the newest revision of the bytes that were read, hand it in; `pin` is wiped."""
        return self._desk.run(lambda: self._sign(pin, confirm_last_try), pin=pin)

    def _download(self) -> ReportCopy:
        self._renew_lists()
        content = self._client.report_content()
        if self.copy is not None and not content.startswith(self.copy.content):
            raise ReportChanged
        self.copy = ReportCopy(content, _sha256(content))
        return self.copy

    def _examined(self, newest: bool) -> Verdict:
        copy = self._download() if newest or self.copy is None else self.copy
        told = self._seat.assignment
        issuers, crls = ([base64.b64decode(each) for each in items] for items in (told.trust, told.crls))
        return verify(copy.content, issuers, crls=crls)

    def _renew_lists(self) -> None:
        """The centre's newest revocation lists: those of the morning may be out of date. Held ones do otherwise."""
        with contextlib.suppress(SyncError):
            self._desk.rely_on(self._client.assignment())

    def _sign(self, pin: bytearray, confirm_last_try: bool) -> ReportState:
        if obstacle := self.obstacle():
            raise NotReady(obstacle)
        self._desk.key(self._seat.member)  # every rule of the certificate, before anybody waits for the turn
        base = self._newest(self._take_turn())
        with self._desk.unlocked(pin, member=self._seat.member, confirm_last_try=confirm_last_try) as key:
            signed = sign_member(
                base, self._seat.member, key, reason="", at=self._seat.now(), stamper=stamper(self._stamp)
            )
        return self._client.put_report(_sha256(base), signed)

    def _stamp(self, request: bytes) -> bytes | None:
        """The centre's reply; None when it is out of reach: the signature then goes without a time stamp."""
        try:
            return self._client.timestamp(request)
        except SyncError:
            return None

    def _take_turn(self) -> Turn:
        """The turn to sign; waits a while for a member who is signing now, which takes a second or two."""
        until = time.monotonic() + TURN_PATIENCE
        while not (turn := self._client.take_turn()).granted:
            if time.monotonic() > until:
                raise TurnTaken(holder=turn.holder)
            time.sleep(TURN_PAUSE)
        return turn

    def _newest(self, turn: Turn) -> bytes:
        copy = self.copy
        if copy is None or copy.digest != turn.digest:
            copy = self._download()
        if copy.digest != turn.digest:
            raise ReportChanged
        return copy.content

    def _signer(self, member: str) -> Signer:
        e = self._seat.evaluation
        chair = member == e.chair
        at = e.report_signed.get(member) or e.report_deemed.get(member, "")
        if member in e.report_signed:
            state = "signed"
        elif member in e.report_deemed:
            state = "deemed"
        elif chair and len(e.signers_left()) > 1:
            state = "chair-waits"
        else:
            state = "own" if member == self._seat.member else "waiting"
        return Signer(member, self._seat.role_number(member), chair, state, at)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
