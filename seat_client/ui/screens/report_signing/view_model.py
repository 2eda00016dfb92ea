"""The report at this seat: which bytes are read, what the checks found, who has signed, whether one may sign now."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import Signal

from seat_client.domain.events import RecordedFact, ReportPublished
from seat_client.services import ReportChanged
from seat_client.services.key_desk import Standing
from seat_client.services.report_signing import Check, ReportCopy, ReportSigning, Signer
from seat_client.services.seat import Seat
from seat_client.signing.watch import ReaderWatch, WatchedReaders
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.clock import clock
from seat_client.ui.key_facts import grouped, key_line, key_obstacle, list_age, signing_facts
from seat_client.ui.language import translate
from seat_client.ui.screens.report_signing.changes_model import ChangesModel
from seat_client.ui.sentences import sentence_for
from seat_client.ui.widgets.pin import SigningFacts
from seat_client.wire.models import ReportState

_GROUPS_A_LINE = 8


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check in words; the state is ok or bad."""

    words: str
    figure: str
    state: str


@dataclass(frozen=True, slots=True)
class SignerLine:
    """One member in the order of signing; the state chooses the mark."""

    title: str
    words: str
    state: str


class ReportSigningModel(ActingModel):
    """What was read stays what is signed: others' signatures only lengthen it, and reading goes on."""

    loaded = Signal(bytes)
    """A revision to read; what was read before does not count any more."""
    rejected = Signal(str, object)
    """The PIN or the signing was refused: the words, and the tries left or None."""
    signed = Signal()

    def __init__(self, signing: ReportSigning, seat: Seat, watch: ReaderWatch, bridge: Bridge) -> None:
        super().__init__(seat, bridge)
        self._signing, self._watch = signing, watch
        self.last_page_shown = False
        self.loading = False
        self.working = False
        self._handed_in = False
        self._headings: tuple[str, ...] | None = None
        self.since = ChangesModel(signing, bridge, self._title_of)
        self.since.changed.connect(self.changed)
        bridge.connect(watch.topic, self._see_readers)

    def start(self) -> None:
        """Bring the report, once the centre has published it."""
        if self._signing.published and not self.loading and self._signing.copy is None:
            self._load()
        elif self._signing.copy is not None and not self.loading:
            self.loaded.emit(self._signing.copy.content)

    # --- what it shows -------------------------------------------------------------------------------

    @property
    def digest(self) -> str:
        return "" if self._signing.copy is None else self._signing.copy.digest

    @property
    def digest_lines(self) -> tuple[str, ...]:
        """The digest of what is read, in two lines of groups of four."""
        half = len(self.digest) // 2
        return tuple(grouped(part, _GROUPS_A_LINE) for part in (self.digest[:half], self.digest[half:]) if part)

    @property
    def agrees(self) -> tuple[str, str]:
        """Whether these bytes are the centre's, and the state."""
        if not self.digest:
            return "", ""
        if self.digest == self._seat.evaluation.report_digest:
            return translate("Report", "as at the centre"), "ok"
        return translate("Report", "signed since"), "accent"

    @property
    def checks(self) -> tuple[CheckLine, ...]:
        """The five checks; none before the pages and the headings are here."""
        if self._headings is None:
            return ()
        return tuple(_check_line(check) for check in self._signing.checks(self._headings))

    @property
    def signers(self) -> tuple[SignerLine, ...]:
        return tuple(self._signer_line(signer) for signer in self._signing.signers)

    @property
    def progress(self) -> tuple[int, int]:
        """Members who have signed or are deemed to agree, of how many."""
        e = self._seat.evaluation
        return len(e.report_signed) + len(e.report_deemed), e.size

    @property
    def own_place(self) -> int:
        """The own place in the order of signing as it stands now."""
        return next(n for n, s in enumerate(self._signing.signers, start=1) if s.member == self._seat.member)

    @property
    def key_line(self) -> tuple[str, str]:
        return key_line(self._watch.current, self._seat.member)

    @property
    def tries_left(self) -> int | None:
        key = self._watch.current.key_of(self._seat.member)
        return None if key is None else key.tries_left

    @property
    def retry_possible(self) -> bool:
        """Whether the report could not be brought and may be asked for again."""
        return self._signing.copy is None and self._signing.published and not self.loading

    @property
    def refused(self) -> bool:
        """This member will not sign and has given a reason in writing."""
        refusal = self._seat.evaluation.refusals.get(self._seat.member)
        return refusal is not None and bool(refusal.text)

    @property
    def may_refuse(self) -> bool:
        """Whether one can still say that one will not sign."""
        e, member = self._seat.evaluation, self._seat.member
        settled = self._signing.signed or self._handed_in or self.refused or member in e.report_deemed
        return self._signing.published and not settled and not self.working

    @property
    def deadline(self) -> datetime | None:
        """Until when this member must sign or give a written reason, once the centre has served the notice."""
        notice = self._seat.evaluation.notices.get(self._seat.member)
        return None if notice is None or not self.may_refuse else datetime.fromisoformat(notice.deadline)

    @property
    def notice(self) -> str:
        """The written notice and how long is left, empty while there is none."""
        if self.deadline is None:
            return ""
        left = max(timedelta(), self.deadline - self._seat.now())
        minutes, seconds = divmod(int(left.total_seconds()), 60)
        words = translate(
            "Report",
            "Written notice: sign or give a reason in writing by {time} ({left} left); after that you are deemed to "
            "agree with the conclusion.",
        )
        return words.format(time=clock(self.deadline), left=f"{minutes}:{seconds:02}")

    @property
    def own_dissent(self) -> bool:
        """The member's dissent was recorded with the summary and stands in the report."""
        return bool(self._seat.own.dissent)

    @property
    def obstacle(self) -> str:
        """Why it cannot be signed now, in words for the button; empty when it can."""
        return self._settled() or self._unread() or self._not_now()

    # --- what the member does ------------------------------------------------------------------------

    def take_headings(self, headings: tuple[str, ...]) -> None:
        """The outline of what is shown, as the viewer read it."""
        self._headings = headings
        self.changed.emit()

    def mark_last_page(self) -> None:
        """The last page has been on the screen."""
        if not self.last_page_shown:
            self.last_page_shown = True
            self.changed.emit()

    def facts(self) -> SigningFacts | None:
        """What the PIN dialog says; None when the key has just been taken out or its certificate may not sign."""
        key = self._watch.current.key_of(self._seat.member)
        if key is None:
            return None
        standing = self._signing.standing()
        if standing.refusal is not None:
            return None
        words = translate("Report", "evaluation report, digest {head} … {tail}")
        signs = words.format(head=grouped(self.digest), tail=grouped(self.digest[-8:]))
        return signing_facts(key, signs, _revocation(standing, self._seat.now()))

    def sign(self, pin: bytearray, confirmed: bool) -> None:
        """Sign the newest revision of what was read; the PIN is wiped on every path."""
        self.problem, self.working = "", True
        self.changed.emit()
        self._bridge.when_done(self._signing.sign(pin, confirm_last_try=confirmed), self._see_signed)

    def refuse(self, text: str) -> None:
        """Not sign, with the written reason or without one."""
        self._do(lambda: self._signing.refuse(text))

    def load_again(self) -> None:
        """Bring the report once more after it could not be brought."""
        if self.retry_possible:
            self._load()

    def show_connection(self, connected: bool) -> None:
        came_back = connected and not self.connected
        super().show_connection(connected)
        if came_back:
            self.load_again()

    # --- parts ---------------------------------------------------------------------------------------

    def _follow(self, recorded: RecordedFact | None) -> None:
        if recorded is not None and isinstance(recorded.fact, ReportPublished) and self._signing.copy is not None:
            self._read_anew()
        self.start_if_published()
        super()._follow(recorded)

    def start_if_published(self) -> None:
        """The report may come after the page."""
        if self._signing.copy is None:
            self.start()

    def _read_anew(self) -> None:
        """Another report: what was read before does not count."""
        self._signing.copy, self._headings, self.last_page_shown = None, None, False
        self.since.forget()
        self._load()

    def _load(self) -> None:
        self.loading, self.problem = True, ""
        self._bridge.when_done(self._signing.download(), self._see_copy)
        self.changed.emit()

    def _see_copy(self, done: "Future[ReportCopy]") -> None:
        self.loading = False
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            self._refuse(error)
            return
        self.loaded.emit(done.result().content)
        self.changed.emit()
        self.since.examine()

    def _see_signed(self, done: "Future[ReportState]") -> None:
        self.working = False
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            self._fail(error)
            return
        self._handed_in = True
        self.signed.emit()
        self.changed.emit()

    def _fail(self, error: BaseException) -> None:
        left = getattr(error, "attempts_left", None)
        self.rejected.emit(str(sentence_for(error)), self.tries_left if left is None else left)
        if isinstance(error, ReportChanged):
            self.signed.emit()
            self._read_anew()
            self.problem = str(sentence_for(error))
        self.changed.emit()

    def _see_readers(self, _: WatchedReaders) -> None:
        self.changed.emit()

    def _settled(self) -> str:
        done, size = self.progress
        if done == size:
            return translate("Report", "All have signed, the centre closes the report")
        if self.refused:
            return translate("Report", "Not signed; your written reason is recorded")
        if self._signing.signed or self._handed_in:
            return translate("Report", "Signed, waiting for the others ({done} / {all})").format(done=done, all=size)
        if self._seat.member in self._seat.evaluation.report_deemed:
            return translate("Report", "Deemed to agree: not signed in time, no reason given in writing")
        return ""

    def _unread(self) -> str:
        if not self._signing.published:
            return translate("Report", "The centre is making the report")
        if not self.digest:
            return translate("Report", "The report has not arrived yet")
        if self.since.spoilt:
            return translate("Report", "Not to be signed: changed after signing")
        return "" if self.last_page_shown else translate("Report", "Read to the last page")

    def _not_now(self) -> str:
        if self.working:
            return translate("Report", "Signing …")
        if failed := [check.words for check in self.checks if check.state == "bad"]:
            return _failed_words(failed)
        if self._signing.obstacle() == "chair_signs_last":
            return translate("Report", "You sign after the other members")
        if not self.connected:
            return translate("Report", "Possible once the connection is back")
        obstacle = key_obstacle(self._watch.current, self._seat.member, self._seat.now())
        return obstacle or self._refused_certificate()

    def _refused_certificate(self) -> str:
        """No PIN is asked for then; which rule the certificate breaks stands above the button."""
        return translate("Report", "The certificate on the key cannot sign") if self.certificate_problem else ""

    @property
    def certificate_problem(self) -> str:
        """The rule it breaks and what to do; empty while the key is away or its certificate may sign."""
        if self._watch.current.key_of(self._seat.member) is None:
            return ""
        refusal = self._signing.standing().refusal
        return "" if refusal is None else str(sentence_for(refusal))

    def _title_of(self, member: str) -> str:
        """A member as the page names one; somebody who is not on the committee by the id in the file."""
        if member not in self._seat.evaluation.members:
            return member
        return translate("Report", "Member {number}").format(number=self._seat.role_number(member))

    def _signer_line(self, signer: Signer) -> SignerLine:
        title = self._title_of(signer.member)
        if signer.chair:
            title = translate("Report", "{member} · chair").format(member=title)
        if signer.member == self._seat.member:
            title = translate("Report", "{member} · this seat").format(member=title)
        return SignerLine(title, self._awaited(signer) or _signer_words(signer), signer.state)

    def _awaited(self, signer: Signer) -> str:
        """A refusal, or the deadline of a notice, of a member who has not signed; empty otherwise."""
        if signer.at:
            return ""
        e = self._seat.evaluation
        if (refusal := e.refusals.get(signer.member)) is not None and refusal.text:
            return translate("Report", "refused in writing")
        notice = e.notices.get(signer.member)
        if notice is None:
            return ""
        by = clock(datetime.fromisoformat(notice.deadline))
        return translate("Report", "noticed, by {time}").format(time=by)


def _revocation(standing: Standing, now: datetime) -> str:
    told = standing.revocation
    return "" if told is None or told.issued_at is None else list_age(told.issued_at, now)


def _check_line(check: Check) -> CheckLine:
    words, good = {
        "arithmetic": (
            translate("Report", "Totals and ranks"),
            translate("Report", "{figure} seats equal"),
        ),
        "own_sheet": (
            translate("Report", "Own sheet in the report"),
            translate("Report", "equal"),
        ),
        "ten_parts": (translate("Report", "Ten parts of the report"), translate("Report", "complete")),
        "rulings": (
            translate("Report", "Abnormal and low"),
            translate("Report", "{figure} on record"),
        ),
        "same_bytes": (translate("Report", "Shown and signed"), translate("Report", "the same file")),
    }[check.name]
    if check.passed:
        return CheckLine(words, good.format(figure=check.figure.replace("/", " / ")), "ok")
    bad = translate("Report", "does not hold {figure}").format(figure=check.figure.replace("/", " / "))
    return CheckLine(words, bad.strip(), "bad")


def _signer_words(signer: Signer) -> str:
    at = clock(datetime.fromisoformat(signer.at)) if signer.at else ""
    return {
        "signed": translate("Report", "{time} signed"),
        "deemed": translate("Report", "{time} deemed to agree"),
        "own": translate("Report", "to sign"),
        "waiting": translate("Report", "to sign"),
        "chair-waits": translate("Report", "signs last"),
    }[signer.state].format(time=at)


def _failed_words(failed: Sequence[str]) -> str:
    """The first check that failed, and of how many: the list beside the pages marks each of them."""
    if len(failed) == 1:
        return translate("Report", "Check failed: {checks}").format(checks=failed[0])
    words = translate("Report", "Check failed: {checks}, {count} in all")
    return words.format(checks=failed[0], count=len(failed))
