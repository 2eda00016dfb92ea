"""A seat with a real store and a real key, and the record of a committee played in memory."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from drivers.registry import token_family
from drivers.virtual.token_file import create_token
from seat_client.centre.names import in_name_order
from seat_client.domain import events as ev
from seat_client.domain.events import RecordedFact
from seat_client.domain.project import Project
from seat_client.domain.stages import StageId
from seat_client.evidence.keys import practice_authority
from seat_client.services.key_desk import KeyDesk
from seat_client.services.seat import Seat
from seat_client.signing.watch import ReaderWatch
from seat_client.store.keyring import Keyring
from seat_client.store.store import Store
from seat_client.wire.models import Assignment
from tests.unit.centre.hall import NOW
from tests.unit.domain.domain_samples import sample_project, sample_sheets
from tests.unit.domain.playing import Played, play_to_summary

PIN = "123456"
AUTHORITY = practice_authority("演练证书颁发机构", NOW)


def recorded(facts: list[ev.Fact]) -> list[RecordedFact]:
    return [RecordedFact(n, "2026-11-22T08:00:00.000Z", f) for n, f in enumerate(facts, start=1)]


def assignment(member: str) -> Assignment:
    document = sample_project()
    return Assignment(
        project=document, bidders_in_name_order=in_name_order(Project.parse(document).bidders), member=member,
        seat=f"seat-{member}", seat_label="1", place="演练", undertaking=("一",), undertaking_digest="0" * 64,
        rules_digest="0" * 64, commitment="0" * 64, trust=(), practice=True,
    )  # fmt: skip


def open_seat(folder: Path, member: str = "E1") -> Seat:
    folder.mkdir(exist_ok=True)
    return Seat(Store.open(folder / "seat.db", Keyring(folder).key()), assignment(member))


def whole_record() -> Played:
    """The sample as far as its published summary."""
    return play_to_summary(Project.parse(sample_project()), sample_sheets())


def until(facts: list[ev.Fact], stage: StageId) -> list[ev.Fact]:
    """The facts up to the opening of a stage."""
    at = next(n for n, f in enumerate(facts) if isinstance(f, ev.StageOpened) and f.stage is stage)
    return facts[: at + 1]


@dataclass
class Desk:
    """A key desk over one virtual key file."""

    watch: ReaderWatch
    desk: KeyDesk

    @classmethod
    def with_key_of(cls, holder: str, path: Path) -> "Desk":
        if holder:
            key = AUTHORITY.issue(name="甲", holder=holder, at=NOW)
            create_token(path, pin=PIN, key=key.private_key, certificate=key.certificate)
        watch = ReaderWatch(token_family(f"virtual:{path}"))
        watch.start()
        return cls(watch, KeyDesk(watch, lambda: datetime.now(UTC)))

    def close(self) -> None:
        self.desk.close()
        self.watch.stop()
