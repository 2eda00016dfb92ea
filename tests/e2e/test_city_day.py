"""A small city's day on PostgreSQL: two projects from their sealed draws to verified reports, with every mishap."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.city import NIGHT, REPLACED, City
from tests.postgres_server import binaries, scratch_server

pytestmark = pytest.mark.full
DAY = 900  # seconds; a quiet machine needs a twentieth of it


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL: the set-up of `--full` brings postgresql")
    with scratch_server(programs, durable=False) as server:
        made = City(tmp_path, server, (REPLACED, NIGHT))
        made.lay()
        with made.open():
            yield made


def test_a_day_with_two_faults_a_replacement_and_a_night(city: City) -> None:
    city.morning()
    city.begin()
    city.go_on(DAY)
    told = city.evening()
    assert {project.id: told.results[project.id] for project in city.projects} == {
        project.id: project.expected for project in city.projects
    }
    assert set(told.verified.values()) == {True}
    assert {each: audit["fault"] for each, audit in told.audits.items()} == dict.fromkeys(told.verified)
    assert all(audit["replayed"] and audit["issuers_checked"] for audit in told.audits.values())
    moved = [project for project, *_ in told.moved]  # before anybody came; under an expert's hands
    assert moved == [city.projects[1].id, city.projects[0].id]
    assert all(old != new for _, old, new in told.moved)
    assert (told.replaced, told.nights) == ("P1E2", 1)
    assert (told.journal_fault, told.refused) == (0, [])
    assert told.figures["shown"] > 100
