"""The audit of the call's recordings: each way to tamper with what was recorded, sent or handed in has its code."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from seat_client.app.auditing.fault import Found
from seat_client.app.auditing.recordings import Heard, check_recordings
from seat_client.conference.repairs import Encoded
from seat_client.conference.sent_log import SentLog
from seat_client.domain.events import GapFilled, RecordedFact, RecordingKept, ScreenKept
from seat_client.evidence import archive as form
from seat_client.evidence.archive import Archive
from seat_client.evidence.recordings import FIRST_LINK, Compared, chained, linked_part
from tests.unit.evidence.recorded import BEGAN, PER_SECOND, mjr, payload, spoken

SECONDS = 3
KEPT = b"what was said while the line was down"


@dataclass
class Call:
    """One person's call: two recordings, the log of what was sent, and a gap that was handed in."""

    folder: Path
    kept: list[RecordingKept] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)
    filled: list[GapFilled | ScreenKept] = field(default_factory=list)

    def make(self) -> "Call":
        self.record(mjr(spoken(SECONDS)))
        self.record(mjr(spoken(SECONDS, SECONDS * PER_SECOND)))
        self.chain()
        sent = SentLog()
        for number in range(2 * SECONDS * PER_SECOND):
            encoded = Encoded((payload(number),), number * 960, key=True)
            sent.sent("audio", encoded, BEGAN + number / PER_SECOND)
        sent.finish()
        self.log = [second.model_dump() for second in sent.taken()]
        (self.folder / "gap-1.mkv").write_bytes(KEPT)
        digest = hashlib.sha256(KEPT).hexdigest()
        (self.folder / "screen-1.sealed").write_bytes(KEPT)
        self.filled = [
            GapFilled("E1", "gap-1.mkv", digest, len(KEPT), "10:00", "10:01"),
            ScreenKept("E1", "screen-1.sealed", digest, len(KEPT), "10:00", "10:01"),
        ]
        return self

    def record(self, content: bytes) -> None:
        name = f"{len(self.kept)}.mjr"
        (self.folder / name).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        number = len(self.kept) + 1
        self.kept.append(RecordingKept(number, "E1", "audio", name, digest, "", "10:00", "10:01", 150))

    def replace(self, number: int, content: bytes) -> None:
        """Another file, and a fact that fits it."""
        (self.folder / self.kept[number].file).write_bytes(content)
        self.kept[number] = replace(self.kept[number], sha256=hashlib.sha256(content).hexdigest())
        self.chain()

    def chain(self) -> None:
        link = FIRST_LINK
        for number, fact in enumerate(self.kept):
            link = chained(link, linked_part(fact))
            self.kept[number] = replace(fact, link=link)

    def check(self, *, files: bool = True) -> Heard:
        stretch = {"person": "E1", "call": "r-1", "seconds": self.log}
        archive = Archive({form.SENT: form.json_lines([stretch])})
        facts = [RecordedFact(n, "10:02", fact) for n, fact in enumerate([*self.kept, *self.filled], start=1)]
        return check_recordings(archive, facts, self.folder if files else None)


@pytest.fixture
def call(tmp_path: Path) -> Call:
    return Call(tmp_path).make()


def test_a_call_as_it_was_is_sound(call: Call) -> None:
    whole = Compared(equal=2 * SECONDS)
    assert call.check() == Heard(recordings=2, files=2, compared=whole, filled=1, screens=1)
    assert call.check(files=False) == Heard(recordings=2, filled=1, screens=1)


def one_taken_out(call: Call) -> None:
    del call.kept[0]


def times_moved(call: Call) -> None:
    call.kept[1] = replace(call.kept[1], began="09:00")


def gaps_denied(call: Call) -> None:
    call.kept[0] = replace(call.kept[0], gaps=((1, 2),))


def file_deleted(call: Call) -> None:
    (call.folder / "1.mjr").unlink()


def byte_changed(call: Call) -> None:
    content = bytearray((call.folder / "0.mjr").read_bytes())
    content[-1] ^= 1
    (call.folder / "0.mjr").write_bytes(content)


def something_else_recorded(call: Call) -> None:
    call.replace(0, b"no recording at all")


def other_sound_recorded(call: Call) -> None:
    call.replace(0, mjr(spoken(SECONDS), change=60))


def second_of_the_log_edited(call: Call) -> None:
    call.log[1]["octets"] += 1


def second_of_the_log_taken_out(call: Call) -> None:
    del call.log[1]


def filled_gap_deleted(call: Call) -> None:
    (call.folder / "gap-1.mkv").unlink()


def filled_gap_changed(call: Call) -> None:
    (call.folder / "gap-1.mkv").write_bytes(KEPT.upper())


def screen_deleted(call: Call) -> None:
    (call.folder / "screen-1.sealed").unlink()


def screen_changed(call: Call) -> None:
    (call.folder / "screen-1.sealed").write_bytes(KEPT.upper())


@pytest.mark.parametrize(
    ("tamper", "code"),
    [
        (one_taken_out, "recording-chain"),
        (times_moved, "recording-chain"),
        (gaps_denied, "recording-chain"),
        (file_deleted, "recording-missing"),
        (byte_changed, "recording-changed"),
        (something_else_recorded, "recording-changed"),
        (other_sound_recorded, "recording-differs"),
        (second_of_the_log_edited, "sent-log-chain"),
        (second_of_the_log_taken_out, "sent-log-chain"),
        (filled_gap_deleted, "recording-missing"),
        (filled_gap_changed, "recording-changed"),
        (screen_deleted, "recording-missing"),
        (screen_changed, "recording-changed"),
    ],
)
def test_tampering_has_a_name(call: Call, tamper: Callable[[Call], None], code: str) -> None:
    tamper(call)
    with pytest.raises(Found) as found:
        call.check()
    assert found.value.fault.code == code
    for language in ("zh", "en"):
        assert "{" not in found.value.fault.sentence(language)
