"""Rooms, passes and their limits, on a real Janus: whatever a seat is told not to do, Janus refuses as well."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seat_client.centre.conference.janus import JanusLine
from seat_client.centre.conference.lease import Lease
from seat_client.centre.conference.media import MediaService
from seat_client.centre.people import enlist
from seat_client.centre.storage import Storage
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from tests.unit.centre.hall import NOW, WAIT, Hall, Seat
from tests.unit.centre.media_house import act, hall_seats, join, media_house, pass_of, post, refusal, stand

UNAUTHORIZED = 433  # what Janus answers to a wrong PIN and to a token it does not know


@pytest.fixture
def hall(hall_at: Callable[[StageId], Hall]) -> Hall:
    return hall_at(StageId.SIGN_IN)


@pytest.fixture
def media(hall: Hall, tmp_path: Path) -> Iterator[MediaService]:
    with media_house(hall.centre.settings.url, tmp_path / "media", relay=0) as service:
        yield service


def test_the_pass_opens_the_room_and_nothing_else_does(hall: Hall, media: MediaService) -> None:
    first, second = hall_seats(hall, 2)
    one, other = pass_of(first), pass_of(second)
    line = JanusLine(one.url)
    try:
        assert refusal(line, one, pin="wrong") == UNAUTHORIZED
        assert refusal(line, one, token="guessed") == UNAUTHORIZED
        assert join(line, one)["videoroom"] == "joined"
        assert join(line, other)["videoroom"] == "joined"
    finally:
        line.close()


def test_passes_name_roles_alone(hall: Hall, media: MediaService) -> None:
    seat, *_ = hall_seats(hall, 1)
    given = pass_of(seat)
    assert sorted(given.roles.values()) == [f"m{n}" for n in range(1, 8)]
    everything = given.model_dump_json() + stand(seat).model_dump_json()
    for member in hall.script.project.committee:
        assert member.name not in everything
        assert f'"{member.id}"' not in everything


def test_whoever_is_not_signed_in_gets_no_pass(hall: Hall, media: MediaService) -> None:
    seat, *_ = hall_seats(hall, 1)
    kept, seat.token = seat.token, "nobody's"
    assert post(seat, "/conference/pass").status_code == 401
    seat.token = kept
    assert post(seat, "/conference/pass").status_code == 200


def test_the_newer_of_two_seats_with_one_identity_has_the_place(hall: Hall, media: MediaService) -> None:
    seat, *_ = hall_seats(hall, 1)
    older = pass_of(seat)
    line = JanusLine(older.url)
    try:
        join(line, older)
        first_token = seat.token
        seat.token = seat.sign_in().json()["token"]
        newer = pass_of(seat)
        assert newer.feed == older.feed
        assert refusal(line, older) == UNAUTHORIZED
        assert join(line, newer)["videoroom"] == "joined"  # the older one was put out, so the identity is free
        assert not stand(seat).moved
        seat.token = first_token
        assert stand(seat).moved
    finally:
        line.close()


def test_any_seat_starts_the_meeting_and_the_record_says_so_once(hall: Hall, media: MediaService) -> None:
    first, second = hall_seats(hall, 2)
    for seat in (first, second):
        pass_of(seat)
    assert stand(first, live=False).started == ""
    assert stand(second).started
    stand(first)
    started = [f.fact for f in hall.centre.desk.facts(0, 10**6) if isinstance(f.fact, ev.CallStarted)]
    assert [fact.person for fact in started] == [second.member]


def test_the_heard_matrix_is_what_the_listeners_told(hall: Hall, media: MediaService) -> None:
    first, second = hall_seats(hall, 2)
    one, other = pass_of(first), pass_of(second)
    stand(first, heard=[{"feed": other.feed, "hearing": "weak", "missing": 0.2}])
    matrix = stand(second, heard=[{"feed": one.feed, "hearing": "clear"}]).heard.columns
    assert matrix[one.feed][0].hearing == "weak"
    assert matrix[other.feed][0].hearing == "clear"


def test_only_the_chair_gives_the_word(hall_at: Callable[[StageId], Hall], tmp_path: Path) -> None:
    hall = hall_at(StageId.TENDER_READING)
    chair = hall.seats[hall.centre.desk.evaluation.chair or ""]
    others = [s for s in hall.seats.values() if s is not chair]
    with media_house(hall.centre.settings.url, tmp_path / "media", relay=0):
        given = {seat.member: pass_of(seat) for seat in hall.seats.values()}
        role = given[others[0].member].roles[given[others[0].member].feed]
        assert post(others[0], "/conference/acts", {"kind": "give", "about": role}).json()["code"] == "chair_only"
        assert post(chair, "/conference/acts", {"kind": "give", "about": role}).json()["code"] == "nobody_asked"
        assert [r.role for r in act(others[0], "ask").requests] == [role]
        state = act(chair, "give", about=role)
        assert (state.word, state.requests) == (role, ())
        assert act(others[0], "take").word == ""


def test_a_private_talk_has_a_room_of_its_own_and_is_on_the_record(hall: Hall, media: MediaService) -> None:
    seat, onlooker = hall_seats(hall, 2)
    supervisor = supervisor_of(hall)
    for each in (seat, onlooker, supervisor):
        pass_of(each)
    mine = act(seat, "call", about="s1")
    assert [(a.other, a.state) for a in mine.asides] == [("s1", "calling")]
    assert mine.aside is None
    act(supervisor, "answer", about=mine.asides[0].member)
    apart, theirs, others = stand(seat).aside, stand(supervisor).aside, stand(onlooker)
    assert apart is not None
    assert theirs is not None
    assert apart.room == theirs.room != pass_of(seat).room
    assert others.aside is None
    assert others.asides[0].state == "open"  # everybody is told
    line = JanusLine(apart.url)
    try:
        assert join(line, apart)["videoroom"] == "joined"
        stranger = pass_of(onlooker)
        assert refusal(line, apart, id=stranger.feed, token=stranger.token) == UNAUTHORIZED
    finally:
        line.close()
    act(seat, "hang-up")
    kinds = [f.fact.kind for f in hall.centre.desk.facts(0, 10**6)]
    assert kinds.count("aside-opened") == kinds.count("aside-ended") == 1


def supervisor_of(hall: Hall) -> Seat:
    enlist(hall.centre.storage, hall.centre.desk.project.id, supervisors=[("S1", "方惟正")])
    hall.restart()
    key = hall.foundation.authority.issue(name="方惟正", holder="S1", at=NOW)
    return Seat(hall, "S1", key=key)


def test_a_unit_that_dies_is_back_with_its_rooms_and_tokens(
    hall: Hall, media: MediaService, expect_log: Callable[[str], None]
) -> None:
    expect_log("unit-1 ended and is started again")
    seat, *_ = hall_seats(hall, 1)
    given = pass_of(seat)
    os.kill(media.pids[0], signal.SIGKILL)
    until = time.monotonic() + WAIT
    while media.starts < 2 and time.monotonic() < until:
        media.look()
    line = JanusLine(given.url)
    try:
        assert join(line, given)["videoroom"] == "joined"
    finally:
        line.close()


def test_without_a_unit_the_centre_says_that_there_is_no_conference(hall: Hall) -> None:
    seat, *_ = hall_seats(hall, 1)
    answer = post(seat, "/conference/pass")
    assert (answer.status_code, answer.json()["code"]) == (409, "conference_unavailable")
    assert stand(seat).number == 0


def test_one_process_holds_the_lease_and_another_takes_over(tmp_path: Path) -> None:
    storage = Storage(f"sqlite:///{tmp_path / 'lease.db'}")
    now = [1000.0]
    one, other = (Lease(storage, "work", seconds=10, now=lambda: now[0]) for _ in range(2))
    try:
        assert [one.hold(), other.hold(), one.hold()] == [True, False, True]
        now[0] += 11
        assert [other.hold(), one.hold()] == [True, False]
        other.give_back()
        assert one.hold()
    finally:
        storage.close()
