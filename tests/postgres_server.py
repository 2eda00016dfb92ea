"""A PostgreSQL of our own on loopback, from Debian's package, for tests and benchmarks; gone when the block ends."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg

ROOT = Path("/usr/lib/postgresql")


def binaries() -> Path | None:
    """Debian keeps the server's programs out of PATH, by version; the newest, or None where there are none."""
    found = sorted(ROOT.glob("*/bin"), key=lambda p: int(p.parent.name))
    return found[-1] if found else None


@dataclass(frozen=True)
class PostgresServer:
    """A running server; `fresh` makes a database and gives its SQLAlchemy URL."""

    port: int
    data: Path

    def fresh(self) -> str:
        name = f"t{uuid4().hex}"
        with self.connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        return f"postgresql+psycopg://centre@127.0.0.1:{self.port}/{name}"

    def copied(self, url: str) -> str:
        """A database with what another one holds, to which nobody is connected."""
        name = f"t{uuid4().hex}"
        with self.connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {url.rsplit('/', 1)[1]}")  # type: ignore[call-overload]
        return f"{url.rsplit('/', 1)[0]}/{name}"

    def drop(self, url: str) -> None:
        with self.connect("postgres") as connection:
            connection.execute(f"DROP DATABASE {url.rsplit('/', 1)[1]} WITH (FORCE)")  # type: ignore[call-overload]

    def connect(self, database: str) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(f"postgresql://centre@127.0.0.1:{self.port}/{database}", autocommit=True)

    @property
    def pid(self) -> int:
        """Of the process whose children serve."""
        return int((self.data / "postmaster.pid").read_text().split()[0])


@contextmanager
def scratch_server(programs: Path, *, durable: bool = True) -> Iterator[PostgresServer]:
    """A server on a free port of loopback, its data in a folder of its own; `durable` as an ordinary one is."""
    folder = Path(tempfile.mkdtemp(prefix="seat-postgres-"))  # pytest's own folders are closed to other users
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        _run(programs / "initdb", "-D", data, "-A", "trust", "-U", "centre", "-E", "UTF8", "--no-sync")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        options = f"-h 127.0.0.1 -p {port} -k {folder} -c max_connections=300"
        if not durable:
            options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield PostgresServer(port, data)
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _run(*command: object) -> None:
    """initdb and the server refuse to run as root."""
    other = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*other, *map(str, command)], check=True, capture_output=True, cwd="/")
