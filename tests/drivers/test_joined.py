"""Several families at one seat: each member's key is found, whichever family reaches it and whatever the others do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.api.errors import LibraryMissing
from drivers.api.token import ReaderChange, ReaderEvent
from drivers.host import HostedFamily
from drivers.joined import JoinedFamily
from drivers.virtual.token import VirtualFamily
from drivers.virtual.token_file import create_token
from seat_client.signing import ReaderWatch
from tests.drivers.unruly_family import load
from tests.piv_card.people import Member, certificate_for, new_key
from tests.piv_card.service import until


def token(path: Path, member_id: str) -> VirtualFamily:
    key = new_key("ec-p256")
    create_token(path, pin="123456", key=key, certificate=certificate_for(Member(member_id=member_id), key))
    return VirtualFamily(path)


@pytest.fixture
def broken() -> Iterator[HostedFamily]:
    family = HostedFamily("unruly", load, "missing")
    yield family
    family.close()


def test_a_family_that_does_not_answer_hides_no_other(broken: HostedFamily, tmp_path: Path) -> None:
    sound = token(tmp_path / "e1.token", "E1")
    assert [r.info for r in JoinedFamily([broken, sound]).readers()] == [r.info for r in sound.readers()]
    with pytest.raises(LibraryMissing):
        JoinedFamily([broken, broken]).readers()


def test_the_right_members_key_is_found_among_several_families(broken: HostedFamily, tmp_path: Path) -> None:
    families = [token(tmp_path / "e2.token", "E2"), broken, token(tmp_path / "e1.token", "E1")]
    watch = ReaderWatch(JoinedFamily(families))
    watch.start()
    try:
        until(lambda: len(watch.current.keys) == 2, "both keys")
        key = watch.current.key_of("E1")
        assert key is not None
        assert key.reader.label == "e1"
        assert watch.current.service_up
    finally:
        watch.stop()


def test_the_service_is_down_only_when_every_family_is(broken: HostedFamily, tmp_path: Path) -> None:
    for families, expected in [
        ([broken, VirtualFamily(tmp_path / "none.token")], [ReaderChange.SERVICE_UP, ReaderChange.READER_IN]),
        ([broken, broken], [ReaderChange.SERVICE_DOWN]),
    ]:
        events: list[ReaderEvent] = []
        watch = JoinedFamily(families).watch(events.append)
        until(lambda: len(events) == len(expected), "the events")  # noqa: B023 - asked in this turn of the loop
        watch.stop()
        assert [event.change for event in events] == expected
