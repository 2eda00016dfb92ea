"""`CentreClient`: every endpoint of the contract as one method with the contract's own types."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar
from urllib.parse import quote

from pydantic import BaseModel, ValidationError

from seat_client.paths import RouteMonitor
from seat_client.paths.bound import Transferred
from seat_client.sync.download import download
from seat_client.sync.errors import (
    CentreRefused,
    CentreUnreachable,
    ContentDamaged,
    ContractMismatch,
    RulesDiffer,
    SessionEnded,
    SyncError,
)
from seat_client.sync.identity import SeatIdentity
from seat_client.sync.stream import FactStream
from seat_client.sync.transport import READ_SECONDS, SLOW_SECONDS, Transport, body
from seat_client.wire import CONTRACT, CONTRACTS, PREFIX, RULES
from seat_client.wire.conference import CallPass, KeptFile, KeptPart, KeptTaken, SentLog
from seat_client.wire.drafts import DraftKeys, EscrowAnswers, EscrowRequest, WrappedKey
from seat_client.wire.help import HelpHeard, HelpTold
from seat_client.wire.hints import HintList
from seat_client.wire.identity import (
    Consent,
    ConsentReceipt,
    ReleaseRequest,
    SignInPolicy,
    TemplateDeposit,
    TemplateKept,
    TemplateRelease,
    Withdrawn,
)
from seat_client.wire.meeting import LogTaken, MeetingAct, MeetingState, SeatStanding
from seat_client.wire.models import (
    ActBatch,
    ActOutcomes,
    Assignment,
    CentreInfo,
    Challenge,
    ChallengeRequest,
    DocumentInfo,
    DocumentList,
    FactPage,
    ReportState,
    Session,
    SessionRequest,
    Turn,
)
from seat_client.wire.presence import Come, FactCount, MarkRequest
from seat_client.wire.recovery import ActsReturned, JournalPage, RecordReturned, Recovered
from seat_client.wire.releases import Release
from seat_client.wire.seats import Received, SeatHealth, SeatHealths

__all__ = [
    "CentreClient",
    "CentreRefused",
    "CentreUnreachable",
    "ContentDamaged",
    "ContractMismatch",
    "SessionEnded",
    "SyncError",
]

REPORT_LIMIT = 64 << 20
REPLY_LIMIT = 64 << 10
M = TypeVar("M", bound=BaseModel)


class CentreClient:
    """Talks with one centre; may be used from several threads. Raises the package's errors and no others."""

    def __init__(self, url: str, *, ca: Path | None = None, identity: SeatIdentity | None = None) -> None:
        """`identity` opens the lines of an enrolled seat, which then believes the centre's own issuer alone."""
        certificate = identity.key_file if identity else None
        self._transport = Transport(
            url.rstrip("/") + PREFIX, identity.centre_file if identity else ca, certificate=certificate
        )
        self.session: Session | None = None

    def close(self) -> None:
        self._transport.close()

    def follow(self, monitor: RouteMonitor) -> Callable[[], None]:
        """Leave by the route in use from now on; a line on another one is cut at a change. Gives how to end it."""
        adapter = self._transport.follow(monitor.source, monitor.transferred)
        return monitor.paths.subscribe(lambda _: adapter.cut())

    # --- the self-test ------------------------------------------------------------------------------

    def leave_by(self, address: str, transferred: Transferred) -> None:
        """Leave by this own address from now on, and tell how fast each transfer was."""
        self._transport.follow(lambda: address, transferred)

    def tell_health(self, health: SeatHealth) -> None:
        """How this seat's self-test went."""
        self._send("PUT", "/seats/health", health, SeatHealth)

    def seat_healths(self) -> SeatHealths:
        """How the last self-test of every seat went."""
        return self._get("/seats/health", SeatHealths)

    def tell_help(self, told: HelpTold) -> HelpHeard:
        """Ask for remote help, show how this seat stands, or end it."""
        return self._send("PUT", "/seats/help", told, HelpHeard)

    def fetch_bytes(self, size: int) -> int:
        """So many bytes that mean nothing, to measure a line; how many came."""
        with self._transport.start("GET", f"/seats/line?size={size:d}") as answer:
            return len(body(answer, size))

    def give_bytes(self, content: bytes) -> int:
        """Send bytes that mean nothing; how many arrived."""
        headers = {"Content-Type": "application/octet-stream"}
        return _read(self._transport.json("POST", "/seats/line", headers=headers, data=content), Received).count

    # --- before and at sign-in ----------------------------------------------------------------------

    def info(self) -> CentreInfo:
        """Who answers; raises ContractMismatch when the two share no contract, or compute by different rules."""
        info = self._get("/centre", CentreInfo)
        check_versions(info)
        return info

    def challenge(self, seat: str) -> Challenge:
        return self._send("POST", "/challenges", ChallengeRequest(seat=seat), Challenge)

    def open_session(self, request: SessionRequest) -> Session:
        """The session; its token is the bearer of every later request."""
        self._transport.token = ""  # an old bearer must not turn a refusal of the key into an ended session
        self.session = self._send("POST", "/sessions", request, Session)
        self._transport.token = self.session.token
        return self.session

    def policy(self, seat: str) -> SignInPolicy:
        """Which factors the place of this seat asks for."""
        return self._get(f"/identity/policy?seat={quote(seat)}", SignInPolicy)

    def release_templates(self, request: ReleaseRequest) -> TemplateRelease:
        """Templates of the person who claims to sit here, sealed to this seat, with the movements ordered."""
        return self._send("POST", "/identity/releases", request, TemplateRelease)

    # --- the enrolment desk; `clerk` is its token ----------------------------------------------------

    def consent(self, consent: Consent, clerk: str) -> ConsentReceipt:
        return self._as_clerk("POST", "/identity/consents", clerk, ConsentReceipt, consent)

    def withdraw_consent(self, member: str, clerk: str) -> int:
        """How many templates were erased."""
        return self._as_clerk("DELETE", f"/identity/consents/{quote(member)}", clerk, Withdrawn).templates

    def deposit_template(self, deposit: TemplateDeposit, clerk: str) -> TemplateKept:
        return self._as_clerk("PUT", "/identity/templates", clerk, TemplateKept, deposit)

    def _as_clerk(self, method: str, path: str, clerk: str, answer: type[M], content: BaseModel | None = None) -> M:
        headers = {"Authorization": f"Bearer {clerk}", "Content-Type": "application/json"}
        data = content.model_dump_json().encode() if content is not None else b""
        return _read(self._transport.json(method, path, headers=headers, data=data), answer)

    def assignment(self) -> Assignment:
        return self._get("/assignment", Assignment)

    # --- acts and facts -----------------------------------------------------------------------------

    def post_acts(self, batch: ActBatch | bytes) -> ActOutcomes:
        """One outcome per act; a batch may be posted again at will. Bytes are a batch in JSON."""
        content = batch if isinstance(batch, bytes) else batch.model_dump_json().encode()
        return self._send_json("POST", "/acts", content, ActOutcomes)

    def facts(self, since: int) -> FactPage:
        return self._get(f"/facts?since={since:d}", FactPage)

    def journal(self, since: int) -> JournalPage:
        """The member's acts from every seat, a page at a time."""
        return self._get(f"/journal?since={since:d}", JournalPage)

    def draft_keys(self) -> DraftKeys:
        """The member's wrapped keys for sealed drafts."""
        return self._get("/drafts/key", DraftKeys)

    def put_draft_key(self, key: WrappedKey) -> DraftKeys:
        return self._send("PUT", "/drafts/key", key, DraftKeys)

    def ask_officers(self, request: EscrowRequest) -> EscrowAnswers:
        """Have both escrow officers asked to open keys of this member; what they have answered so far."""
        return self._send("PUT", "/drafts/escrow", request, EscrowAnswers)

    def return_record(self, record: RecordReturned) -> Recovered:
        """Give back facts to a centre that lost them."""
        return self._send("POST", "/recovery", record, Recovered)

    def return_acts(self, acts: ActsReturned) -> Recovered:
        """Give back acts to a centre that lost them."""
        return self._send("POST", "/recovery/acts", acts, Recovered)

    def stream(self, since: int) -> FactStream:
        """Every new cursor, as the centre announces it; close it to end the wait."""
        headers = {"Accept": "text/event-stream", "Last-Event-ID": str(since)}
        return FactStream(self._transport.start("GET", f"/facts/stream?since={since:d}", headers=headers))

    # --- presence -----------------------------------------------------------------------------------

    def come_to_open(self) -> Come:
        """Come to open a sealed evaluation; the second person opens it."""
        return _read(self._transport.json("POST", "/openings"), Come)

    def mark(self, text: str) -> FactCount:
        """Put an event on record, as a supervisor."""
        return self._send("POST", "/supervision/marks", MarkRequest(text=text), FactCount)

    def leave(self) -> FactCount:
        """Leave the supervisor's seat."""
        return _read(self._transport.json("POST", "/supervision/leave"), FactCount)

    # --- the conference -----------------------------------------------------------------------------

    def call_pass(self) -> CallPass:
        """The way into the evaluation's room; ends the pass that the same person has at another seat."""
        return _read(self._transport.json("POST", "/conference/pass"), CallPass)

    def stand(self, standing: SeatStanding) -> MeetingState:
        """Tell how this seat takes part and whom it hears; answered with the meeting."""
        return self._send("POST", "/conference/standing", standing, MeetingState)

    def meet(self, act: MeetingAct) -> MeetingState:
        """Do something in the meeting: ask to speak, give the word, call aside, show a page."""
        return self._send("POST", "/conference/acts", act, MeetingState)

    def sent(self, log: SentLog) -> LogTaken:
        """Hand in a stretch of the hash log of what was sent."""
        return self._send("POST", "/conference/sent", log, LogTaken)

    def offer_kept(self, kept: KeptFile) -> KeptTaken:
        """Offer a file this seat made itself; answered with where its next part begins."""
        return self._send("POST", "/conference/kept", kept, KeptTaken)

    def hand_in_part(self, part: KeptPart) -> KeptTaken:
        return self._send("POST", "/conference/kept/parts", part, KeptTaken)

    # --- documents ----------------------------------------------------------------------------------

    def documents(self) -> DocumentList:
        """What the member may open in the present stage."""
        return self._get("/documents", DocumentList)

    def release(self, info: DocumentInfo) -> Release:
        """What the centre signed about a document."""
        return self._get(f"/documents/{info.id}/release", Release)

    def hints(self) -> HintList:
        """Likenesses between the bids of the present stage."""
        return self._get("/hints", HintList)

    def download(self, info: DocumentInfo, sink: BinaryIO, offset: int = 0) -> None:
        """Write the document into `sink`, going on after its first `offset` bytes; raises ContentDamaged."""
        download(self._transport, info, sink, offset)

    # --- the report ---------------------------------------------------------------------------------

    def report(self) -> ReportState:
        return self._get("/report", ReportState)

    def report_content(self) -> bytes:
        """The newest revision's bytes."""
        with self._transport.start("GET", "/report/content", seconds=SLOW_SECONDS) as answer:
            return body(answer, REPORT_LIMIT)

    def take_turn(self) -> Turn:
        """Ask for the lease under which alone a signature may be added."""
        return _read(self._transport.json("POST", "/report/turn"), Turn)

    def put_report(self, base: str, pdf: bytes) -> ReportState:
        """Hand in the report signed on the revision with digest `base`."""
        headers = {"Content-Type": "application/pdf"}
        path = f"/report/content?base={base}"
        return _read(self._transport.json("PUT", path, seconds=SLOW_SECONDS, headers=headers, data=pdf), ReportState)

    def timestamp(self, request: bytes) -> bytes:
        """The centre's reply to a time-stamp request (RFC 3161)."""
        headers = {"Content-Type": "application/timestamp-query"}
        with self._transport.start("POST", "/timestamps", headers=headers, data=request) as answer:
            return body(answer, REPLY_LIMIT)

    # --- forms of request ---------------------------------------------------------------------------

    def _get(self, path: str, answer: type[M]) -> M:
        return _read(self._transport.json("GET", path), answer)

    def _send(self, method: str, path: str, content: BaseModel, answer: type[M]) -> M:
        return self._send_json(method, path, content.model_dump_json().encode(), answer)

    def _send_json(self, method: str, path: str, data: bytes, answer: type[M]) -> M:
        headers = {"Content-Type": "application/json"}
        return _read(self._transport.json(method, path, seconds=READ_SECONDS, headers=headers, data=data), answer)


def check_versions(info: CentreInfo) -> None:
    """Raise ContractMismatch unless this seat can work with that centre."""
    spoken = info.contracts or (info.contract,)
    if not set(spoken) & set(CONTRACTS):
        raise ContractMismatch(CONTRACT, info.contract)
    if info.rules not in ("", RULES):
        raise RulesDiffer(RULES, info.rules)


def _read(content: bytes, answer: type[M]) -> M:
    try:
        return answer.model_validate_json(content)
    except ValidationError as error:
        # Without the cause's text: it would carry what the centre sent into the log.
        raise ContractMismatch(CONTRACT, f"{answer.__name__}: {error.error_count()} errors") from None
