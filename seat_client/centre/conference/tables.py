"""The tables of the conference. Moments here are Unix seconds of the machine: leases and presence must not leap with
the practice clock."""

from typing import Any

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from seat_client.centre.storage import Base


class LeaseRow(Base):
    """Who does what only one process may do, until when."""

    __tablename__ = "leases"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80))
    until: Mapped[float]


class MediaNodeRow(Base):
    """A forwarding unit: where seats and where the centre reach it. It counts as there while `alive` is fresh."""

    __tablename__ = "media_nodes"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    url: Mapped[str] = mapped_column(String(300))
    control: Mapped[str] = mapped_column(String(300))
    admin_key: Mapped[str] = mapped_column(String(80))
    relay: Mapped[dict[str, Any]] = mapped_column(JSON)
    recordings: Mapped[str] = mapped_column(Text)
    alive: Mapped[float]


class MeetingRow(Base):
    """The meeting of one evaluation: its room, the unit that carries it, what the stage allows, who asks to speak."""

    __tablename__ = "meetings"
    evaluation: Mapped[str] = mapped_column(String(80), primary_key=True)
    room: Mapped[str] = mapped_column(String(80))
    node: Mapped[str] = mapped_column(String(40))
    pin: Mapped[str] = mapped_column(String(80))
    secret: Mapped[str] = mapped_column(String(80))
    watch: Mapped[str] = mapped_column(String(80))  # the token of the centre's own watcher
    policy: Mapped[str] = mapped_column(String(20), default="video")
    started: Mapped[str] = mapped_column(String(40), default="")
    number: Mapped[int] = mapped_column(default=0)
    said: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class ParticipantRow(Base):
    """One person's place in a meeting: the feed for the whole evaluation, the pass of the seat that has it now."""

    __tablename__ = "meeting_people"
    __table_args__ = (UniqueConstraint("evaluation", "role"),)
    evaluation: Mapped[str] = mapped_column(String(80), primary_key=True)
    person: Mapped[str] = mapped_column(String(80), primary_key=True)
    role: Mapped[str] = mapped_column(String(4))
    feed: Mapped[str] = mapped_column(String(40), unique=True)
    session: Mapped[str] = mapped_column(String(64), default="")
    token: Mapped[str] = mapped_column(String(80), default="")
    standing: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[float] = mapped_column(default=0.0)


class RecordingRow(Base):
    """A complete recording of one track; `told` once it stands in the evaluation's record."""

    __tablename__ = "recordings"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    evaluation: Mapped[str] = mapped_column(String(80), index=True)
    person: Mapped[str] = mapped_column(String(80))
    track: Mapped[str] = mapped_column(String(10))
    file: Mapped[str] = mapped_column(String(200), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    began: Mapped[str] = mapped_column(String(40))
    ended: Mapped[str] = mapped_column(String(40))
    packets: Mapped[int]
    gaps: Mapped[list[list[int]]] = mapped_column(JSON)
    told: Mapped[bool] = mapped_column(default=False)


class KeptFileRow(Base):
    """A file that a seat made itself, as far as it has come in; `taken` bytes of it lie in `path`."""

    __tablename__ = "kept_files"
    __table_args__ = (UniqueConstraint("evaluation", "person", "sha256"),)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    evaluation: Mapped[str] = mapped_column(String(80), index=True)
    person: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64))
    path: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    began: Mapped[str] = mapped_column(String(40))
    ended: Mapped[str] = mapped_column(String(40))
    taken: Mapped[int] = mapped_column(default=0)
    complete: Mapped[bool] = mapped_column(default=False)


class SentLogRow(Base):
    """A stretch of the hash log of what a seat sent, as it handed it in."""

    __tablename__ = "sent_logs"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    evaluation: Mapped[str] = mapped_column(String(80), index=True)
    person: Mapped[str] = mapped_column(String(80))
    call: Mapped[str] = mapped_column(String(80))
    seconds: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
