"""A backup taken while the centre works, restored elsewhere: the day goes on there, and its archive is sound.

PostgreSQL by its own `pg_dump` and `pg_restore`, SQLite by its own backup; beside it the centre's folder, as a file
copy. That seats give back what an older backup lacks is the matter of `test_seat_swap`.
"""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from seat_client.app.audit import audit
from seat_client.centre.archive import archive
from seat_client.centre.desk_log import DeskLog
from seat_client.domain.stages import StageId
from seat_client.evidence.verification import verify
from tests.postgres_server import PostgresServer, binaries
from tests.unit.centre.conftest import Played, copied
from tests.unit.centre.hall import Foundation, Hall

Restore = Callable[[Foundation, Path], str]


def from_sqlite(foundation: Foundation, folder: Path) -> str:
    """SQLite's online backup, into the copied folder."""
    kept, copy = foundation.folder / "centre.db", folder / "centre.db"
    with closing(sqlite3.connect(kept)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return ""


def from_postgresql(server: PostgresServer) -> Restore:
    """A dump in PostgreSQL's own form, restored into a fresh database."""
    programs = binaries()
    assert programs is not None

    def restored(foundation: Foundation, folder: Path) -> str:
        dump, fresh = folder / "centre.dump", server.fresh()
        line = ("-h", "127.0.0.1", "-p", str(server.port), "-U", "centre")
        name, other = (url.rsplit("/", 1)[1] for url in (foundation.settings.database, fresh))
        subprocess.run([programs / "pg_dump", *line, "-Fc", "-f", dump, name], check=True)
        subprocess.run([programs / "pg_restore", *line, "--exit-on-error", "-d", other, dump], check=True)
        return fresh

    return restored


def begun(hall: Hall) -> Hall:
    """Somebody has scored, and the desk has noted something."""
    hall.seat("E1").do(*hall.scores("E1", StageId.TECHNICAL))
    DeskLog(hall.centre.storage).note("op", "operator", "suspend", "x")
    return hall


def prove(hall: Hall, restore: Restore, folder: Path) -> Hall:
    """Back it up as it works, end it, and play the day to its end on what was restored."""
    copy = folder / "restored"
    shutil.copytree(hall.foundation.folder, copy, ignore=shutil.ignore_patterns("centre.db*"))
    database = restore(hall.foundation, copy)
    before, generation = hall.centre.desk.facts(0, 10**6), hall.centre.storage.generation
    hall.close()
    settings = replace(hall.foundation.settings, data=copy, database=database)
    again = Hall(replace(hall.foundation, folder=copy, settings=settings))
    again.seats = {member: copied(seat, again) for member, seat in hall.seats.items()}
    assert again.centre.storage.begin_generation() != generation
    assert again.centre.desk.facts(0, 10**6) == before
    assert DeskLog(again.centre.storage).first_fault() == 0
    assert [event.act for event in DeskLog(again.centre.storage).newest(9)] == ["suspend"]
    again.play(StageId.CLOSED)
    kept = folder / "evaluation.zip"
    kept.write_bytes(archive(again.centre))
    audited = audit(kept, [again.foundation.authority.certificate])
    assert (audited.fault, audited.replayed) == (None, True)
    assert [fact.fact for fact in audited.facts[: len(before)]] == [fact.fact for fact in before]
    assert verify(again.centre.report.content(), again.centre.trust).valid
    return again


@pytest.mark.full
def test_a_backup_of_sqlite_is_restored_and_the_day_goes_on(played: Played, tmp_path: Path) -> None:
    prove(begun(played.moved(StageId.TECHNICAL, tmp_path / "centre")), from_sqlite, tmp_path).close()


@pytest.mark.full
def test_a_backup_of_postgresql_is_restored_and_the_day_goes_on(
    played_on_postgresql: Played, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    hall = begun(played_on_postgresql.moved(StageId.TECHNICAL, tmp_path / "centre"))
    again = prove(hall, from_postgresql(postgres_server), tmp_path)
    again.close()
    for each in (hall, again):
        postgres_server.drop(each.foundation.settings.database)
