"""The centre's tables (SQLAlchemy 2: SQLite by default, PostgreSQL by URL) and how a transaction is opened."""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    create_engine,
    event,
    func,
    select,
    text,
    update,
)
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

from seat_client.centre.errors import SchemaDiffers
from seat_client.centre.pulse import CHANNEL, PostgresPulse, Pulse, SqlitePulse

SCHEMA = 13  # of the tables below; raised with every change to them
_READING = "seat_reading"


class Mark(NamedTuple):
    """How far an evaluation has come: its last fact, and the last act that was accepted."""

    cursor: int
    last_act: int


class Base(DeclarativeBase):
    """All tables of the centre."""


class CentreRow(Base):
    """The one row about the database itself; `generation` is drawn anew when it was restored from a backup."""

    __tablename__ = "centre"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    schema: Mapped[int]
    generation: Mapped[str] = mapped_column(String(32))


class EvaluationRow(Base):
    """One evaluation with its sealed mapping; every writer locks its row, whose `cursor` and `last_act` tell readers
    of news."""

    __tablename__ = "evaluations"
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    codes: Mapped[dict[str, str]] = mapped_column(JSON)
    salt: Mapped[str] = mapped_column(String(64))
    cursor: Mapped[int] = mapped_column(default=0)
    last_act: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[str] = mapped_column(String(40))
    sealed: Mapped[bool] = mapped_column(default=False)  # the committee still lies in a sealed draw: nobody sees it


class ActRow(Base):
    """Every act a seat ever sent, accepted or refused, with the answer it got."""

    __tablename__ = "acts"
    __table_args__ = (UniqueConstraint("evaluation", "member", "aggregate", "rev"),)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    evaluation: Mapped[str] = mapped_column(String(80), index=True)
    member: Mapped[str] = mapped_column(String(80))
    seat: Mapped[str] = mapped_column(String(80))
    aggregate: Mapped[str] = mapped_column(String(200))
    rev: Mapped[int]
    at: Mapped[str] = mapped_column(String(40))
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10))
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    received: Mapped[str] = mapped_column(String(40))
    chain: Mapped[str] = mapped_column(String(64), default="")
    anchors: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    signature: Mapped[str] = mapped_column(String(100), default="")
    cursor: Mapped[int] = mapped_column(default=0)  # the last fact when it was taken
    receipt: Mapped[str] = mapped_column(String(120), default="")


class ChainRow(Base):
    """A seat's journal: the key that signs it, who vouched for the key at sign-in, and its last link here."""

    __tablename__ = "journals"
    evaluation: Mapped[str] = mapped_column(String(80), primary_key=True)
    chain: Mapped[str] = mapped_column(String(64), primary_key=True)
    member: Mapped[str] = mapped_column(String(80))
    seat: Mapped[str] = mapped_column(String(80))
    public_key: Mapped[str] = mapped_column(String(60))
    voucher: Mapped[dict[str, str]] = mapped_column(JSON)
    head: Mapped[str] = mapped_column(String(64))


class IncidentRow(Base):
    """What was sent and could not stand: a second act at a taken revision, an act under another's id, a forgery.

    A link in which nothing but its place conflicts stays part of its seat's journal, so that the journal goes on.
    """

    __tablename__ = "incidents"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    evaluation: Mapped[str] = mapped_column(String(80), index=True)
    member: Mapped[str] = mapped_column(String(80))
    seat: Mapped[str] = mapped_column(String(80))
    code: Mapped[str] = mapped_column(String(40))
    id: Mapped[str] = mapped_column(String(36))
    hash: Mapped[str] = mapped_column(String(64))
    linked: Mapped[bool]
    cursor: Mapped[int]
    receipt: Mapped[str] = mapped_column(String(120), default="")
    envelope: Mapped[dict[str, Any]] = mapped_column(JSON)
    received: Mapped[str] = mapped_column(String(40))


class DraftKeyRow(Base):
    """A member's wrapped key for sealed drafts; the centre cannot open it."""

    __tablename__ = "draft_keys"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    evaluation: Mapped[str] = mapped_column(String(80), index=True)
    member: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(32))
    to_token: Mapped[str] = mapped_column(Text)
    to_officers: Mapped[str] = mapped_column(Text)
    assignment: Mapped[str] = mapped_column(Text)


class EscrowRow(Base):
    """A member's seat asks both officers to open what was typed at another one; `answers`: officer -> share of each
    wrapped key, sealed to the seat."""

    __tablename__ = "escrow_requests"
    evaluation: Mapped[str] = mapped_column(String(80), primary_key=True)
    member: Mapped[str] = mapped_column(String(80), primary_key=True)
    seat: Mapped[str] = mapped_column(String(80))
    seat_key: Mapped[str] = mapped_column(String(60))
    wrapped: Mapped[list[str]] = mapped_column(JSON)
    asked: Mapped[str] = mapped_column(String(40))
    answers: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)


class PersonRow(Base):
    """Somebody who may come into an evaluation without being on its committee: the reserve, and supervisors."""

    __tablename__ = "persons"
    evaluation: Mapped[str] = mapped_column(String(80), primary_key=True)
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(40), default="")
    specialty: Mapped[str] = mapped_column(String(20), default="")


class OpeningRow(Base):
    """Somebody has come to open what was sealed at `since`; two different people open."""

    __tablename__ = "openings"
    evaluation: Mapped[str] = mapped_column(String(80), primary_key=True)
    since: Mapped[str] = mapped_column(String(40), primary_key=True)
    person: Mapped[str] = mapped_column(String(80), primary_key=True)


class FactRow(Base):
    """The published record, in cursor order."""

    __tablename__ = "facts"
    evaluation: Mapped[str] = mapped_column(String(80), primary_key=True)
    cursor: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text)


class ChallengeRow(Base):
    __tablename__ = "challenges"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    seat: Mapped[str] = mapped_column(String(80))
    nonce: Mapped[str] = mapped_column(String(64))
    expires: Mapped[str] = mapped_column(String(40))


class SessionRow(Base):
    """A signed-in member; only the digest of the token is kept."""

    __tablename__ = "sessions"
    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    evaluation: Mapped[str] = mapped_column(String(80))
    member: Mapped[str] = mapped_column(String(80))
    seat: Mapped[str] = mapped_column(String(80))
    opened: Mapped[str] = mapped_column(String(40))


class DocumentRow(Base):
    """A released document under an opaque id; `content` lies in the file store under its digest."""

    __tablename__ = "documents"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    evaluation: Mapped[str] = mapped_column(String(80), index=True)
    part: Mapped[str] = mapped_column(String(20))
    bidder: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))


class RevisionRow(Base):
    """Every revision of the report, oldest first."""

    __tablename__ = "report_revisions"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    evaluation: Mapped[str] = mapped_column(String(80), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    author: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class TurnRow(Base):
    """Who may sign the report now, and until when."""

    __tablename__ = "signing_turns"
    evaluation: Mapped[str] = mapped_column(String(80), primary_key=True)
    member: Mapped[str] = mapped_column(String(80))
    until: Mapped[str] = mapped_column(String(40))


class EnrolmentCodeRow(Base):
    """A one-time code of a seat, by its digest; `key` is the digest of the key it served, empty until then."""

    __tablename__ = "enrolment_codes"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    seat: Mapped[str] = mapped_column(String(80), index=True)
    expires: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(64), default="")
    certificate: Mapped[bytes] = mapped_column(LargeBinary, default=b"")


class EnrolmentFailureRow(Base):
    """A wrong code; too many of them within minutes close the enrolment for a while."""

    __tablename__ = "enrolment_failures"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[str] = mapped_column(String(40))


class SeatCertificateRow(Base):
    """A certificate given to a seat; `revoked` is when it was taken out of use, or empty."""

    __tablename__ = "seat_certificates"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    seat: Mapped[str] = mapped_column(String(80), index=True)
    issued: Mapped[str] = mapped_column(String(40))
    until: Mapped[str] = mapped_column(String(40))
    revoked: Mapped[str] = mapped_column(String(40))


class SeatHealthRow(Base):
    """A seat's last self-test, as it told it."""

    __tablename__ = "seat_health"
    seat: Mapped[str] = mapped_column(String(80), primary_key=True)
    health: Mapped[dict[str, Any]] = mapped_column(JSON)


class HelpRow(Base):
    """Remote help that a seat asked for and nobody has ended: gone with the picture when it is over.

    `told` is the seat's last diagnosis, `page` the page it shows, `said` the technicians' sentences.
    """

    __tablename__ = "remote_help"
    seat: Mapped[str] = mapped_column(String(80), primary_key=True)
    help: Mapped[str] = mapped_column(String(32))
    asked: Mapped[str] = mapped_column(String(40))
    heard: Mapped[str] = mapped_column(String(40))
    person: Mapped[str] = mapped_column(String(80), default="")
    name: Mapped[str] = mapped_column(String(80), default="")
    page: Mapped[str] = mapped_column(String(20), default="none")
    picture: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    told: Mapped[dict[str, Any] | None] = mapped_column(JSON, nullable=True, default=None)
    said: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)


class HelpOverRow(Base):
    """Help that is over, so that a seat which did not hear of it cannot bring it back."""

    __tablename__ = "remote_help_over"
    help: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[str] = mapped_column(String(40), index=True)


class ConsentRow(Base):
    """That a person agreed to keep templates of these kinds; `withdrawn` is when that ended, or empty.

    `card` is the keyed digest of an identity card's number, by which the card alone can claim the person.
    """

    __tablename__ = "consents"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    member: Mapped[str] = mapped_column(String(80), index=True)
    kinds: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(64))
    at: Mapped[str] = mapped_column(String(40))
    card: Mapped[str] = mapped_column(String(64), default="", index=True)
    withdrawn: Mapped[str] = mapped_column(String(40), default="")


class TemplateRow(Base):
    """A person's newest template of a kind, sealed (`evidence.templates`), under a consent."""

    __tablename__ = "templates"
    member: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    version: Mapped[int]
    reference: Mapped[str] = mapped_column(String(80))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    consent: Mapped[str] = mapped_column(String(32))


class ReleaseRow(Base):
    """Templates given to a seat for one sign-in, and the movements ordered; `taken` is when it was answered."""

    __tablename__ = "template_releases"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    member: Mapped[str] = mapped_column(String(80))
    seat: Mapped[str] = mapped_column(String(80))
    claimed_by: Mapped[str] = mapped_column(String(10))
    moves: Mapped[str] = mapped_column(String(80))
    templates: Mapped[dict[str, str]] = mapped_column(JSON)  # kind -> reference
    at: Mapped[str] = mapped_column(String(40))
    expires: Mapped[str] = mapped_column(String(40))
    taken: Mapped[str] = mapped_column(String(40), default="")


class PhotoRow(Base):
    """The picture of a sign-in by face, sealed (`evidence.templates`), until the person's release."""

    __tablename__ = "sign_in_photos"
    release: Mapped[str] = mapped_column(String(32), primary_key=True)
    evaluation: Mapped[str] = mapped_column(String(80), index=True)
    member: Mapped[str] = mapped_column(String(80), index=True)
    at: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class SeatPlaceRow(Base):
    """Where a seat stands; `out_of_order` says why it may not be used, or nothing. `accepted` is the acceptance: when,
    by whom, and the self-test it rests on."""

    __tablename__ = "seat_places"
    seat: Mapped[str] = mapped_column(String(80), primary_key=True)
    place: Mapped[str] = mapped_column(String(80))
    room: Mapped[str] = mapped_column(String(80))
    neighbours: Mapped[list[str]] = mapped_column(JSON, default=list)
    out_of_order: Mapped[str] = mapped_column(String(200), default="")
    accepted: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class DrawRow(Base):
    """A sealed draw of experts (`evidence.draws`). `asking` is the half of the centre that asks the officers, made
    after the start; `key` lies here between the officers' answers and the first expert; `opened` is when it opened."""

    __tablename__ = "draws"
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    paper: Mapped[bytes] = mapped_column(LargeBinary)
    starts: Mapped[str] = mapped_column(String(40))
    seats: Mapped[dict[str, int]] = mapped_column(JSON)
    imported: Mapped[str] = mapped_column(String(40))
    asking: Mapped[str] = mapped_column(String(60), default="")
    shares: Mapped[list[str]] = mapped_column(JSON, default=list)
    key: Mapped[str] = mapped_column(String(60), default="")
    opened: Mapped[str] = mapped_column(String(40), default="")
    evaluation: Mapped[str] = mapped_column(String(80), default="", index=True)


class DrawnRow(Base):
    """A member of an opened draw, and which of the draw's seats is theirs."""

    __tablename__ = "drawn"
    evaluation: Mapped[str] = mapped_column(String(80), primary_key=True)
    member: Mapped[str] = mapped_column(String(80), primary_key=True)
    draw: Mapped[str] = mapped_column(String(80))
    place: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]


class AllocationRow(Base):
    """An allocation of seats: committed to (`drawn` kept here), then `made` at some time (`allocation.paper`)."""

    __tablename__ = "allocations"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[str] = mapped_column(String(40))
    commitment: Mapped[str] = mapped_column(String(64))
    drawn: Mapped[str] = mapped_column(String(64))
    made: Mapped[str] = mapped_column(String(40), default="")
    document: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class StaffRow(Base):
    """A certificate of somebody who works at the desk, by its digest; `revoked` is when it ended, or empty."""

    __tablename__ = "staff"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str] = mapped_column(String(80), index=True)
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))
    issued: Mapped[str] = mapped_column(String(40))
    until: Mapped[str] = mapped_column(String(40))
    revoked: Mapped[str] = mapped_column(String(40), default="")


class DeskEventRow(Base):
    """The desk's own journal, a chain: what was done or tried there, by whom; `code` says why it was refused."""

    __tablename__ = "desk_events"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(40))
    person: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))
    act: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(200))
    code: Mapped[str] = mapped_column(String(40))
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class ApprovalRow(Base):
    """A committee's question to a bidder that a supervisor let go."""

    __tablename__ = "question_approvals"
    evaluation: Mapped[str] = mapped_column(String(80), primary_key=True)
    question: Mapped[str] = mapped_column(String(80), primary_key=True)
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[str] = mapped_column(String(40))


class DeskFormRow(Base):
    """A form that was sent: none is taken twice."""

    __tablename__ = "desk_forms"
    nonce: Mapped[str] = mapped_column(String(40), primary_key=True)
    expires: Mapped[str] = mapped_column(String(40), index=True)


class ProjectFileRow(Base):
    """A project file that the checker found in order; its bids come after it."""

    __tablename__ = "project_files"
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(80))


_MARK = select(EvaluationRow.cursor, EvaluationRow.last_act).where(EvaluationRow.id == bindparam("evaluation"))
_LOCK = _MARK.with_for_update()
_MARKS = select(EvaluationRow.id, EvaluationRow.cursor)
_ADVANCE = update(EvaluationRow).where(EvaluationRow.id == bindparam("evaluation"))
_NOTIFY = text("SELECT pg_notify(:channel, :told)")


class Storage:
    """Opens transactions; on SQLite they take the write lock at once, so that no reader decides on old rows.

    Several processes may share one database: what one commits, the others hear of through `watch`.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._sqlite = self.engine.dialect.name == "sqlite"
        self._name = secrets.token_hex(8)  # ours, among the processes that share the database
        self._pulse: Pulse | None = None
        # In this process writers wait for one another here: SQLite itself would have them sleep and try again.
        self._one_writer = threading.Lock() if self._sqlite else None
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        looking: dict[str, Any] = {_READING: True}
        self._readers = sessionmaker(self.engine.execution_options(**looking), expire_on_commit=False)
        if not self._sqlite:  # one statement alone needs no transaction, which costs two more journeys to a server
            looking["isolation_level"] = "AUTOCOMMIT"
        self._glances = self.engine.execution_options(**looking)
        self._make_tables()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        with self._one_writer or nullcontext(), self._sessions.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only looks: it waits for no writer, and no writer for it."""
        with self._readers.begin() as session:
            yield session

    # --- how far an evaluation has come -----------------------------------------------------------

    def mark(self, evaluation: str) -> Mark:
        """How far the evaluation has come, by whichever process."""
        with self._glances.begin() as connection:
            return Mark(*connection.execute(_MARK, {"evaluation": evaluation}).one())

    def cursors(self) -> dict[str, int]:
        """The last fact of every evaluation."""
        with self._glances.begin() as connection:
            return {row.id: row.cursor for row in connection.execute(_MARKS)}

    def lock(self, session: Session, evaluation: str) -> Mark:
        """The evaluation's row, locked until the transaction ends (PostgreSQL; SQLite locks the whole file)."""
        return Mark(*session.execute(_LOCK, {"evaluation": evaluation}).one())

    def advance(self, session: Session, evaluation: str, before: Mark, now: Mark) -> None:
        """Write how far the evaluation has come; the other processes are told of new facts when it is committed."""
        if now == before:
            return
        session.connection().execute(_ADVANCE, {"evaluation": evaluation, **now._asdict()})
        if now.cursor != before.cursor and not self._sqlite:
            session.execute(_NOTIFY, {"channel": CHANNEL, "told": f"{self._name} {evaluation}"})

    def watch(self, tell: Callable[[str], object], *, shared: bool) -> None:
        """From now on call `tell` with the id of an evaluation to which another process added facts, or with an
        empty text when it may be any. `shared`: several processes are meant to serve, so news is to come fast."""
        if self._pulse is None:
            self._pulse = (
                SqlitePulse(self.engine, fast=shared) if self._sqlite else PostgresPulse(self.engine, self._name)
            )
            self._pulse.start(tell)

    # --- the database itself ----------------------------------------------------------------------

    @property
    def generation(self) -> str:
        with self.reading() as session:
            return session.get_one(CentreRow, 1).generation

    def begin_generation(self) -> str:
        """To be called once after a backup was restored: every seat then compares what it sent with what is here."""
        with self.transaction() as session:
            session.get_one(CentreRow, 1).generation = secrets.token_hex(16)
        return self.generation

    def close(self) -> None:
        if self._pulse is not None:
            self._pulse.stop()
        self.engine.dispose()

    def _make_tables(self) -> None:
        """Tables are made once, by whichever process comes first; raises SchemaDiffers for another version's."""
        with self.engine.begin() as connection:
            if not self._sqlite:
                connection.execute(select(func.pg_advisory_xact_lock(_MAKING)))
            Base.metadata.create_all(connection)
        try:
            with self.transaction() as session:
                if (row := session.get(CentreRow, 1)) is None:
                    row = CentreRow(id=1, schema=SCHEMA, generation=secrets.token_hex(16))
                    session.add(row)
                schema = row.schema
        except IntegrityError:  # another process was first
            schema = SCHEMA
        if schema != SCHEMA:
            raise SchemaDiffers(ours=SCHEMA, theirs=schema)


_MAKING = 0x5EA7  # names the lock under which tables are made


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=False, pool_size=20, max_overflow=20)
    engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False}, pool_size=40)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get(_READING) else "BEGIN IMMEDIATE")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Durable at commit, readers beside the writer, and transactions begun by us, not by the driver."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
