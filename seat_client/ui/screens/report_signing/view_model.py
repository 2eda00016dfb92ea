"""The report at this seat: which bytes are read, what the checks found, who has signed, whether one may sign now."""

from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal

from seat_client.domain.events import RecordedFact, ReportPublished
from seat_client.services import ReportChanged
from seat_client.services.report_signing import Check, ReportCopy, ReportSigning, Signer
from seat_client.services.seat import Seat
from seat_client.signing.watch import ReaderWatch, WatchedReaders
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.clock import clock
from seat_client.ui.key_facts import grouped, key_line, signing_facts
from seat_client.ui.language import translate
from seat_client.ui.sentences import sentence, sentence_for
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
        """What the PIN dialog says; None when the key has just been taken out."""
        key = self._watch.current.key_of(self._seat.member)
        if key is None:
            return None
        words = translate("Report", "evaluation report, digest {head} … {tail}")
        return signing_facts(key, words.format(head=grouped(self.digest), tail=grouped(self.digest[-8:])))

    def sign(self, pin: bytearray, confirmed: bool) -> None:
        """Sign the newest revision of what was read; the PIN is wiped on every path."""
        self.problem, self.working = "", True
        self.changed.emit()
        self._bridge.when_done(self._signing.sign(pin, confirm_last_try=confirmed), self._see_signed)

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
        return "" if self.last_page_shown else translate("Report", "Read to the last page")

    def _not_now(self) -> str:
        if self.working:
            return translate("Report", "Signing …")
        if any(check.state == "bad" for check in self.checks):
            return sentence("checks_failed").text
        if self._signing.obstacle() == "chair_signs_last":
            return translate("Report", "You sign after the other members")
        if not self.connected:
            return translate("Report", "Possible once the connection is back")
        if self._watch.current.key_of(self._seat.member) is None:
            return translate("Report", "Please insert your signing key")
        return ""

    def _signer_line(self, signer: Signer) -> SignerLine:
        title = translate("Report", "Member {number}").format(number=signer.number)
        if signer.chair:
            title = translate("Report", "{member} · chair").format(member=title)
        if signer.member == self._seat.member:
            title = translate("Report", "{member} · this seat").format(member=title)
        return SignerLine(title, _signer_words(signer), signer.state)


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
