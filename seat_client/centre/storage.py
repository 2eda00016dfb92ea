"""The centre's tables (SQLAlchemy 2: SQLite by default, PostgreSQL by URL) and how a transaction is opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import JSON, LargeBinary, String, Text, UniqueConstraint, create_engine, event, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

_READING = "seat_reading"


class Base(DeclarativeBase):
    """All tables of the centre."""


class EvaluationRow(Base):
    """One evaluation with its sealed mapping; every writer locks its row, and `cursor` tells readers of news."""

    __tablename__ = "evaluations"
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    codes: Mapped[dict[str, str]] = mapped_column(JSON)
    salt: Mapped[str] = mapped_column(String(64))
    cursor: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[str] = mapped_column(String(40))


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


class Storage:
    """Opens transactions; on SQLite they take the write lock at once, so that no reader decides on old rows."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        Base.metadata.create_all(self.engine)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._readers = sessionmaker(self.engine.execution_options(**{_READING: True}), expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        with self._sessions.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only looks: it waits for no writer, and no writer for it."""
        with self._readers.begin() as session:
            yield session

    def lock(self, session: Session, evaluation: str) -> EvaluationRow:
        """The evaluation's row, locked until the transaction ends (PostgreSQL; SQLite locks the whole file)."""
        query = select(EvaluationRow).where(EvaluationRow.id == evaluation).with_for_update()
        return session.execute(query).scalar_one()

    def close(self) -> None:
        self.engine.dispose()


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})
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
