"""`CentreClient`: every endpoint of the contract as one method with the contract's own types."""

from pathlib import Path
from typing import BinaryIO, TypeVar

from pydantic import ValidationError

from seat_client.sync.download import download
from seat_client.sync.errors import (
    CentreRefused,
    CentreUnreachable,
    ContentDamaged,
    ContractMismatch,
    SessionEnded,
    SyncError,
)
from seat_client.sync.stream import FactStream
from seat_client.sync.transport import READ_SECONDS, SLOW_SECONDS, Transport, body
from seat_client.wire import CONTRACT, PREFIX
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
    Model,
    ReportState,
    Session,
    SessionRequest,
    Turn,
)

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
M = TypeVar("M", bound=Model)


class CentreClient:
    """Talks with one centre; may be used from several threads. Raises the package's errors and no others."""

    def __init__(self, url: str, *, ca: Path | None = None) -> None:
        self._transport = Transport(url.rstrip("/") + PREFIX, ca)
        self.session: Session | None = None

    def close(self) -> None:
        self._transport.close()

    # --- before and at sign-in ----------------------------------------------------------------------

    def info(self) -> CentreInfo:
        """Who answers; raises ContractMismatch when the centre speaks another contract."""
        info = self._get("/centre", CentreInfo)
        if info.contract != CONTRACT:
            raise ContractMismatch(CONTRACT, info.contract)
        return info

    def challenge(self, seat: str) -> Challenge:
        return self._send("POST", "/challenges", ChallengeRequest(seat=seat), Challenge)

    def open_session(self, request: SessionRequest) -> Session:
        """The session; its token is the bearer of every later request."""
        self._transport.token = ""  # an old bearer must not turn a refusal of the key into an ended session
        self.session = self._send("POST", "/sessions", request, Session)
        self._transport.token = self.session.token
        return self.session

    def assignment(self) -> Assignment:
        return self._get("/assignment", Assignment)

    # --- acts and facts -----------------------------------------------------------------------------

    def post_acts(self, batch: ActBatch) -> ActOutcomes:
        """One outcome per act; a batch may be posted again at will."""
        return self._send("POST", "/acts", batch, ActOutcomes)

    def facts(self, since: int) -> FactPage:
        return self._get(f"/facts?since={since:d}", FactPage)

    def stream(self, since: int) -> FactStream:
        """Every new cursor, as the centre announces it; close it to end the wait."""
        headers = {"Accept": "text/event-stream", "Last-Event-ID": str(since)}
        return FactStream(self._transport.start("GET", f"/facts/stream?since={since:d}", headers=headers))

    # --- documents ----------------------------------------------------------------------------------

    def documents(self) -> DocumentList:
        """What the member may open in the present stage."""
        return self._get("/documents", DocumentList)

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

    def _send(self, method: str, path: str, content: Model, answer: type[M]) -> M:
        data = content.model_dump_json().encode()
        headers = {"Content-Type": "application/json"}
        return _read(self._transport.json(method, path, seconds=READ_SECONDS, headers=headers, data=data), answer)


def _read(content: bytes, answer: type[M]) -> M:
    try:
        return answer.model_validate_json(content)
    except ValidationError as error:
        # Without the cause's text: it would carry what the centre sent into the log.
        raise ContractMismatch(CONTRACT, f"{answer.__name__}: {error.error_count()} errors") from None
