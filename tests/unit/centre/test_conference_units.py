"""Whole rooms over several units: each evaluation's room lies on one of them, and seats are sent there."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from seat_client.centre.app import application
from seat_client.centre.centre import FILES, Centre
from seat_client.centre.conference.janus import JanusLine
from seat_client.centre.conference.policy import forwarded, policy_of
from seat_client.centre.conference.tables import MediaNodeRow
from seat_client.centre.house import House
from seat_client.centre.publishing import publish
from seat_client.centre.server import CentreServer
from seat_client.centre.storage import Storage
from seat_client.domain.stages import StageId
from seat_client.wire import PREFIX
from tests.unit.centre.hall import Foundation, Hall, Seat, sample_script
from tests.unit.centre.media_house import hall_seats, join, media_house, pass_of, stand

COPIES = 4


def test_rooms_are_spread_over_two_units(tmp_path: Path) -> None:
    foundation = Foundation.lay(tmp_path / "centre", sample_script())
    storage = Storage(foundation.settings.url)
    projects = [foundation.script.project.id]
    for number in range(1, COPIES):
        document = {**foundation.script.project.document, "id": f"copy-{number}"}
        publish(storage, foundation.folder / FILES, document, foundation.folder / "bids", codes=foundation.script.codes)
        projects.append(str(document["id"]))
    root = foundation.authority.certificate

    def opened(evaluation: str) -> Centre:
        return Centre(foundation.settings, storage, evaluation, foundation.centre_key, [root])

    house = House(foundation.settings, storage, opened, [root])
    server = CentreServer(application(house))
    server.start()
    try:
        with media_house(foundation.settings.url, tmp_path / "media", units=2, relay=0) as media:
            hall = Hall.__new__(Hall)
            hall.foundation, hall.script, hall.seats, hall.assignments = foundation, foundation.script, {}, {}
            hall.url = server.url + PREFIX
            member = foundation.script.project.committee[0].id
            given = []
            for project in projects:
                seat = Seat(hall, member)
                seat.token = seat.sign_in(project=project).json()["token"]
                given.append(pass_of(seat))
            media.look()
            assert len({g.room for g in given}) == COPIES
            by_unit = {url: [g for g in given if g.url == url] for url in {g.url for g in given}}
            assert [len(rooms) for rooms in by_unit.values()] == [COPIES // 2] * 2
            for url, rooms in by_unit.items():
                line = JanusLine(url)
                for each in rooms:
                    assert join(line, each)["videoroom"] == "joined"
                line.close()
    finally:
        server.stop()
        house.close()


def test_a_meeting_whose_unit_is_gone_moves_to_another(hall_at: Callable[[StageId], Hall], tmp_path: Path) -> None:
    """Its machine gives no sign of life: the next pass leads elsewhere, for everybody, into the same room."""
    hall = hall_at(StageId.SIGN_IN)
    first, second = hall_seats(hall, 2)
    with media_house(hall.centre.settings.url, tmp_path / "media", units=2, relay=0) as media:
        before = pass_of(first)
        number = stand(first).number
        gone = media.pids[int(before.url.rsplit(":", 1)[1]) - media._terms.port]
        os.kill(gone, signal.SIGKILL)
        with hall.centre.storage.transaction() as session:
            for node in session.scalars(select(MediaNodeRow).where(MediaNodeRow.url == before.url)):
                node.alive = 0.0
        moved, other = pass_of(first), pass_of(second)
        assert moved.url == other.url != before.url
        assert (moved.room, moved.feed) == (before.room, before.feed)
        assert stand(first).number > number
        line = JanusLine(moved.url)
        try:
            for each in (moved, other):
                assert join(line, each)["videoroom"] == "joined"
        finally:
            line.close()


@pytest.mark.parametrize(
    ("stage", "blind", "policy"),
    [
        (StageId.PRELIMINARY, "audio_only", "video"),
        (StageId.TECHNICAL, "audio_only", "audio_only"),
        (StageId.TECHNICAL, "voice_changed", "voice_changed"),
        (StageId.TECHNICAL_RULINGS, "voice_changed", "voice_changed"),
        (StageId.BUSINESS, "voice_changed", "video"),
    ],
)
def test_blind_stages_hide_what_the_place_wants_hidden(stage: StageId, blind: str, policy: str) -> None:
    assert policy_of(stage, blind) == policy  # type: ignore[arg-type]


def test_what_goes_out_under_which_policy() -> None:
    assert forwarded("video", "m1", "video", "plain")
    assert not forwarded("audio_only", "m1", "video", "plain")
    assert forwarded("audio_only", "m1", "audio", "plain")
    assert not forwarded("voice_changed", "m1", "audio", "plain")
    assert forwarded("voice_changed", "m1", "audio", "changed")
    assert forwarded("voice_changed", "s1", "video", "plain")
