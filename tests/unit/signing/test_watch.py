"""Watching readers: one topic that says which keys are in, over a practice key coming and going."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.virtual.token import VirtualFamily
from drivers.virtual.token_file import create_token
from seat_client.signing import ReaderWatch, SlotState, WatchedReaders
from tests.piv_card.people import Member, certificate_for, new_key
from tests.piv_card.service import until


class Table:
    """A watched practice key that can be put on the table and taken away."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "e1.token"
        self.watch = ReaderWatch(VirtualFamily(self.path))
        self.seen: list[WatchedReaders] = []
        self.watch.topic.subscribe(self.seen.append)
        self.watch.start()
        self.wait_for(SlotState.EMPTY)

    def put(self, member: Member | None = None) -> None:
        key = new_key("ec-p256")
        create_token(self.path, pin="123456", key=key, certificate=certificate_for(member or Member(), key))

    def wait_for(self, state: SlotState) -> None:
        until(lambda: [slot.state for slot in self.watch.current.readers] == [state], f"the slot {state}")


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    made = Table(tmp_path)
    yield made
    made.watch.stop()


def test_a_key_put_in_is_read_and_taken_out_is_forgotten(table: Table) -> None:
    assert table.watch.current.service_up
    table.put()
    table.wait_for(SlotState.KEY)
    key = table.watch.current.key_of("E1")
    assert key is not None
    assert key.holder == "张三"
    assert table.watch.routine(key.reader.id) is not None
    table.path.unlink()
    table.wait_for(SlotState.EMPTY)
    assert table.watch.current.key_of("E1") is None


def test_every_change_is_published_in_order(table: Table) -> None:
    table.put()
    table.wait_for(SlotState.KEY)
    until(lambda: bool(table.seen) and table.seen[-1] == table.watch.current, "the last publication")
    states = [reader.state for watched in table.seen for reader in watched.readers]
    assert [s for i, s in enumerate(states) if i == 0 or s != states[i - 1]] == [
        SlotState.EMPTY,
        SlotState.READING,
        SlotState.KEY,
    ]


def test_an_exchanged_key_is_read_anew(table: Table) -> None:
    table.put()
    table.wait_for(SlotState.KEY)
    table.put(Member(name="李四", member_id="E2"))
    until(lambda: table.watch.current.key_of("E2") is not None, "the other key")
    assert table.watch.current.key_of("E1") is None


def test_a_file_that_is_no_key_is_unreadable_with_its_reason(table: Table) -> None:
    table.path.write_text("not a key")
    table.wait_for(SlotState.UNREADABLE)
    assert table.watch.current.readers[0].problem == "card-unknown"
    assert table.watch.current.keys == ()


def test_looking_again_shows_a_spent_try(table: Table) -> None:
    table.put()
    table.wait_for(SlotState.KEY)
    key = table.watch.current.keys[0]
    routine = table.watch.routine(key.reader.id)
    assert routine is not None
    wrong = routine.sign(
        bytes(32), expected_fingerprint=key.fingerprint, pin=bytearray(b"000000"), member_id="E1", at=key.valid_from
    )
    assert wrong.exception() is not None
    table.watch.look_again(key.reader.id)
    until(lambda: [k.tries_left for k in table.watch.current.keys] == [4], "the spent try")


def test_looking_again_at_nothing_does_nothing(table: Table) -> None:
    table.watch.look_again(table.watch.current.readers[0].reader.id)
    table.watch.look_again("no such reader")
    assert table.watch.routine("no such reader") is None
    assert [r.state for r in table.watch.current.readers] == [SlotState.EMPTY]


def test_after_the_watch_ends_nothing_is_published(table: Table) -> None:
    table.watch.stop()
    before = len(table.seen)
    table.put()
    assert len(table.seen) == before
    assert table.watch.current.readers == ()
