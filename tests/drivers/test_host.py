"""A vendor's library in a process of its own: it may crash, hang or be missing, and the seat goes on."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.api.errors import DeviceAbsent, DeviceRefused, DeviceTimeout, DriverCrashed, LibraryMissing
from drivers.api.token import Mechanism, ReaderChange, ReaderEvent
from drivers.host import HostedFamily
from tests.drivers.unruly_family import load
from tests.piv_card.service import until


@pytest.fixture
def unruly(tmp_path: Path) -> Iterator[HostedFamily]:
    family = HostedFamily("unruly", load, str(tmp_path / "births"), answer_within=20.0)
    yield family
    family.close()


def test_a_crash_is_said_with_its_signal_and_the_next_request_finds_a_new_process(
    unruly: HostedFamily, tmp_path: Path
) -> None:
    reader = unruly.readers()[0]
    with reader.open() as session, pytest.raises(DriverCrashed) as crashed:
        session.slots()
    assert (crashed.value.family, crashed.value.exit_code) == ("unruly", -signal.SIGABRT)
    assert [r.info for r in unruly.readers()] == [reader.info]
    assert (tmp_path / "births").read_text() == "xx"


def test_an_exit_is_a_crash_too(unruly: HostedFamily) -> None:
    with unruly.readers()[0].open() as session, pytest.raises(DriverCrashed) as crashed:
        session.sign_digest("a", b"", Mechanism.ECDSA)
    assert crashed.value.exit_code == 7


def test_a_session_does_not_outlive_its_process(unruly: HostedFamily) -> None:
    with unruly.readers()[0].open() as session:
        with pytest.raises(DriverCrashed):
            session.slots()
        unruly.readers()
        with pytest.raises(DriverCrashed):
            session.login(bytearray(b"123456"))


def test_a_hang_is_ended_and_the_next_request_finds_a_new_process() -> None:
    family = HostedFamily("unruly", load, answer_within=20.0)
    reader = family.readers()[0]
    family._process._answer_within = 0.3
    with reader.open() as session, pytest.raises(DeviceTimeout) as late:
        session.tries_left()
    assert late.value.seconds == 0.3
    family._process._answer_within = 20.0
    assert family.readers()
    family.close()


def test_a_fault_in_the_child_names_its_kind_and_never_the_pin(unruly: HostedFamily) -> None:
    with unruly.readers()[0].open() as session, pytest.raises(DeviceRefused) as refused:
        session.login(bytearray(b"864209"))
    assert refused.value.reason == "RuntimeError"
    assert "864209" not in repr(refused.value)


def test_a_missing_library_is_said_by_name() -> None:
    family = HostedFamily("unruly", load, "missing")
    with pytest.raises(LibraryMissing) as missing:
        family.readers()
    assert missing.value.name == "libunruly.so"
    family.close()


def test_a_reader_that_left_is_absent(unruly: HostedFamily) -> None:
    reader = unruly.readers()[0]
    reader._info = reader.info.__class__("unruly:2", "unruly", "Other", reader.info.kind)
    with pytest.raises(DeviceAbsent):
        reader.health()


def test_the_watch_says_when_the_library_cannot_be_loaded() -> None:
    family = HostedFamily("unruly", load, "missing")
    events: list[ReaderEvent] = []
    watch = family.watch(events.append)
    until(lambda: len(events) > 0, "an event")
    watch.stop()
    family.close()
    assert [event.change for event in events] == [ReaderChange.SERVICE_DOWN]
