"""Allocation: every rule over made-up halls, against a search that tries everything; faults; the published paper."""

import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seat_client.app.allocate_command import run
from seat_client.centre.allocation import paper
from seat_client.centre.allocation.drawing import Costs, Seed, draw_half
from seat_client.centre.allocation.errors import Impossible
from seat_client.centre.allocation.hall import Hall, Need, Seat, close_pairs, spare
from seat_client.centre.allocation.judging import check
from seat_client.centre.allocation.solving import allocate, reallocate
from seat_client.centre.allocation.verifying import verify
from seat_client.domain.errors import Malformed

SEED = Seed("ab" * 32, "七号球")
PROJECTS = ("J1", "J2", "J3")


@st.composite
def halls(draw: st.DrawFn, most: int = 7) -> Hall:
    """Small halls of two places, some seats broken, needs that may be too many."""
    count = draw(st.integers(2, most))
    rooms = [draw(st.integers(1, 3)) for _ in range(count)]
    places = [draw(st.sampled_from(("A", "A", "B"))) for _ in range(count)]
    fit = [draw(st.sampled_from((True, True, True, False))) for _ in range(count)]
    walls = draw(st.sets(st.integers(0, count - 2)))
    seats = tuple(
        Seat(f"S{n}", places[n], f"R{rooms[n]}", (f"S{n + 1}",) if n in walls else (), fit[n]) for n in range(count)
    )
    needs = {
        (project, place): Need(project, draw(st.integers(1, 3)), place)
        for project in PROJECTS[: draw(st.integers(1, 3))]
        for place in draw(st.sets(st.sampled_from(("", *sorted(set(places)))), min_size=1, max_size=2))
    }
    reserves = {place: draw(st.integers(0, 1)) for place in sorted(set(places))}
    return Hall(seats, tuple(needs.values()), reserves)


def every_allocation(hall: Hall) -> list[dict[str, tuple[str, ...]]]:
    """All that keep the rules, by trying every seat for every project and nobody."""
    projects = sorted({need.project for need in hall.needs})
    fit = [seat.id for seat in hall.seats if seat.fit]
    found = []
    for given_to in itertools.product((*projects, ""), repeat=len(fit)):
        taken = {p: tuple(s for s, to in zip(fit, given_to, strict=True) if to == p) for p in projects}
        if not check(hall, taken):
            found.append(taken)
    return found


@given(halls(most=6))
@settings(max_examples=60)
def test_it_is_the_best_of_all_that_keep_the_rules_and_says_no_only_when_there_is_none(hall: Hall) -> None:
    possible = every_allocation(hall)
    if not possible:
        with pytest.raises(Impossible):
            allocate(hall, SEED)
        return
    made = allocate(hall, SEED)
    costs = Costs(hall, SEED)
    assert check(hall, made.taken) == ()
    assert (made.close_pairs, made.cost) == min((close_pairs(hall, t), costs.total(t)) for t in possible)


@given(halls(most=6), st.data())
@settings(max_examples=60)
def test_after_a_fault_as_few_move_as_can_be(hall: Hall, data: st.DataObject) -> None:
    try:
        before = allocate(hall, SEED).taken
    except Impossible:
        return
    seat = data.draw(st.sampled_from(sorted(s.id for s in hall.seats)))
    left = hall.without(frozenset({seat}))
    possible = every_allocation(replace(left, reserves={}))
    if not possible:
        with pytest.raises(Impossible):
            reallocate(hall, SEED, before, frozenset({seat}))
        return

    def moved(taken: dict[str, tuple[str, ...]]) -> int:
        return sum(len(set(seats) - set(before[project])) for project, seats in taken.items())

    after, moves = reallocate(hall, SEED, before, frozenset({seat}))
    assert check(left, after.taken, reserved=False) == ()
    assert len(moves) == min(map(moved, possible))
    for project, seats in before.items():  # who does not move keeps the place in the order
        gone = {move.old for move in moves if move.project == project}
        assert all(now == was for was, now in zip(seats, after.taken[project], strict=True) if was not in gone)


def large(seats: int = 700, projects: int = 100) -> Hall:
    """Ten places of rooms for three in a row, seats side by side along the row."""
    each = seats // 10
    made = []
    for place, number in itertools.product(range(10), range(each)):
        beside = tuple(f"P{place}-{n}" for n in (number - 1, number + 1) if 0 <= n < each)
        made.append(Seat(f"P{place}-{number}", f"P{place}", f"R{number // 3}", beside))
    needs = tuple(Need(f"J{n}", 5 if n % 3 else 7) for n in range(projects))
    return Hall(tuple(made), needs, {f"P{place}": 2 for place in range(10)})


@pytest.fixture(scope="module")
def city() -> paper.Published:
    hall = large()
    return paper.Published(hall, SEED, SEED.commitment, allocate(hall, SEED))


def test_a_city_is_allocated_without_neighbours_on_one_project(city: paper.Published) -> None:
    assert city.allocation.close_pairs == 0
    assert check(city.hall, city.allocation.taken) == ()
    assert min(spare(city.hall, city.allocation.taken).values()) >= 2


def test_another_word_gives_another_allocation(city: paper.Published) -> None:
    other = allocate(city.hall, replace(SEED, said="八号球")).taken
    same = sum(set(seats) == set(other[project]) for project, seats in city.allocation.taken.items())
    assert same < 5


def test_broken_seats_move_nobody_else(city: paper.Published) -> None:
    broken = frozenset({city.allocation.taken["J3"][0], city.allocation.taken["J7"][1], "P0-69"})
    hit = sum(len(broken & set(seats)) for seats in city.allocation.taken.values())
    after, moves = reallocate(city.hall, SEED, city.now, broken)
    assert len(moves) == hit
    assert {move.old for move in moves} <= broken
    assert after.close_pairs == 0


def test_a_hall_that_is_too_small_is_named() -> None:
    seats = tuple(Seat(f"S{n}", "A", f"R{n // 2}") for n in range(6))
    for needs, reserve, code in (
        ((Need("J1", 3), Need("J2", 3)), 1, "seats_too_few"),
        ((Need("J1", 4),), 0, "rooms_too_few"),
    ):
        with pytest.raises(Impossible) as refused:
            allocate(Hall(seats, needs, {"A": reserve}), SEED)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("seats", "needs", "reserves", "where"),
    [
        ([Seat("S1", "A", "R1"), Seat("S1", "A", "R2")], [], {}, "$.seats"),
        ([Seat("S1", "A", "R1", ("S9",))], [], {}, "$.seats[0].neighbours"),
        ([Seat("S1", "A", "R1", ("S1",))], [], {}, "$.seats[0].neighbours"),
        ([Seat("S1", "A", "R1")], [Need("J1", 1, "B")], {}, "$.needs[0].place"),
        ([Seat("S1", "A", "R1")], [Need("J1", 1), Need("J1", 1)], {}, "$.needs"),
        ([Seat("S1", "A", "R1")], [], {"B": 1}, "$.reserves"),
    ],
)
def test_a_hall_that_contradicts_itself_is_refused(
    seats: list[Seat], needs: list[Need], reserves: dict[str, int], where: str
) -> None:
    with pytest.raises(Malformed) as refused:
        Hall(tuple(seats), tuple(needs), reserves)
    assert refused.value.path == where


def small() -> Hall:
    seats = tuple(
        Seat(f"S{n}", "A" if n < 8 else "B", f"R{n // 2}", (f"S{n + 1}",) if n < 11 else ()) for n in range(12)
    )
    return Hall(seats, (Need("J1", 3), Need("J2", 2, "A"), Need("J2", 1, "B")), {"A": 1})


def changed(published: paper.Published, taken: dict[str, tuple[str, ...]]) -> paper.Published:
    return replace(published, allocation=replace(published.allocation, taken=taken))


def test_the_paper_holds_what_was_drawn_and_every_change_of_it_is_found() -> None:
    hall = small()
    told = paper.Published(hall, SEED, SEED.commitment, allocate(hall, SEED))
    assert paper.read(json.loads(json.dumps(paper.document(told)))) == told
    assert verify(told, SEED.commitment) == ()
    taken = dict(told.allocation.taken)
    free = next(s.id for s in hall.seats if s.place == "A" and all(s.id not in each for each in taken.values()))
    first, *others = taken["J1"]
    codes = {
        code
        for forged in (
            replace(told, seed=replace(SEED, said="another word")),
            replace(told, seed=Seed(draw_half(), SEED.said)),
            replace(told, allocation=replace(told.allocation, cost=told.allocation.cost - 1)),
            replace(told, allocation=replace(told.allocation, close_pairs=1)),
            changed(told, taken | {"J1": (*others, first)}),
            changed(told, taken | {"J1": (*others, free)}),
            changed(told, taken | {"J1": (first, first, others[0])}),
            changed(told, taken | {"J1": (first, "S0", "S1")}),
            changed(told, taken | {"J1": (first,)}),
            changed(told, taken | {"J9": ()}),
        )
        for code in [{fault.code for fault in verify(forged)}]
        for code in code or {"nothing found"}
    }
    assert "nothing found" not in codes
    assert {"commitment_differs", "cost_differs", "close_pairs_differ", "seat_twice", "one_room", "count_wrong",
            "project_unknown", "order_differs"} <= codes  # fmt: skip


def test_broken_seats_stand_in_the_paper_and_are_checked() -> None:
    hall = small()
    told = paper.Published(hall, SEED, SEED.commitment, allocate(hall, SEED))
    lost = told.now["J1"][0]
    after, _ = reallocate(hall, SEED, told.now, frozenset({lost}))
    moved = replace(told, broken=(paper.Broken((lost,), after.taken),))
    assert verify(moved) == ()
    others = {s.id for s in hall.seats} - {lost} - {seat for seats in after.taken.values() for seat in seats}
    elsewhere = ({**after.taken, "J1": (seat, *after.taken["J1"][1:])} for seat in sorted(others))
    taken = next(t for t in elsewhere if not check(moved.hall_now, t, reserved=False))
    forged = replace(moved, broken=(paper.Broken((lost,), taken),))
    assert [fault.code for fault in verify(forged)] == ["moves_differ"]


def test_the_command_draws_moves_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    half, hall, out, after = (tmp_path / name for name in ("half", "hall.json", "drawn.json", "after.json"))
    hall.write_text(json.dumps(paper.hall_document(small())))
    assert run(["half", str(half)]) == 0
    commitment = capsys.readouterr().out.strip()
    assert half.stat().st_mode & 0o077 == 0
    assert run(["draw", str(hall), "--half", str(half), "--said", "七号球", "--out", str(out)]) == 0
    assert run(["verify", str(out), "--commitment", commitment]) == 0
    seat = json.loads(out.read_text())["taken"]["J2"][0]
    assert run(["move", str(out), "--broken", seat, "--out", str(after)]) == 0
    assert f"J2: {seat} -> " in capsys.readouterr().out
    assert run(["verify", str(after), "--commitment", commitment]) == 0
    assert run(["verify", str(after), "--commitment", "0" * 64]) == 1
    assert "not the one whose digest was published" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "JSON"),
        ("[]", "an object"),
        ('{"format": "seat-hall/1", "seats": [], "needs": []}', "$.seats: expected a list of 1 to 2000"),
        ('{"format": "seat-hall/1", "seats": [{"id": "../x", "place": "A", "room": "1"}], "needs": []}', "identifier"),
        ('{"format": "seat-hall/1", "seats": [{"id": "S1", "place": "A", "room": "1"}], '
         '"needs": [{"project": "J", "count": 2}]}', "too few seats in all: 2 are needed, 1 are fit"),
    ],
)  # fmt: skip
def test_bad_halls_get_a_sentence(
    content: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hall.json").write_text(content)
    (tmp_path / "half").write_text("ab" * 32)
    told = ["draw", str(tmp_path / "hall.json"), "--half", str(tmp_path / "half"), "--said", "x"]
    assert run([*told, "--out", str(tmp_path / "out")]) in (1, 2)
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
